# METADATA
# title: class is not there
# description: |
#   A StorageClass, IngressClass, GatewayClass, RuntimeClass or VolumeSnapshotClass says which
#   driver or controller takes care of an object. For a class that does not exist nobody does: a
#   claim stays `Pending`, an Ingress gets no address, a pod is refused.
#
#   A name that nothing resembles is reported only where other classes of the kind are among the
#   files.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: PersistentVolumeClaim
#   metadata: {name: data}
#   spec:
#     storageClassName: fsat
#     accessModes: [ReadWriteOnce]
#     resources: {requests: {storage: 1Gi}}
#   ---
#   apiVersion: storage.k8s.io/v1
#   kind: StorageClass
#   metadata: {name: fast}
#   provisioner: disk.example.com
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: PersistentVolumeClaim
#   metadata: {name: data}
#   spec:
#     storageClassName: fast
#     accessModes: [ReadWriteOnce]
#     resources: {requests: {storage: 1Gi}}
#   ---
#   apiVersion: storage.k8s.io/v1
#   kind: StorageClass
#   metadata: {name: fast}
#   provisioner: disk.example.com
#   ```
#
#   ```yaml bad
#   # Nothing resembles it, but another StorageClass is here.
#   apiVersion: v1
#   kind: PersistentVolumeClaim
#   metadata: {name: data}
#   spec:
#     storageClassName: standard
#     accessModes: [ReadWriteOnce]
#     resources: {requests: {storage: 1Gi}}
#   ---
#   apiVersion: storage.k8s.io/v1
#   kind: StorageClass
#   metadata: {name: fast}
#   provisioner: disk.example.com
#   ```
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: Ingress
#   metadata: {name: web}
#   spec:
#     ingressClassName: extrenal
#     defaultBackend: {service: {name: web, port: {number: 80}}}
#   ---
#   apiVersion: networking.k8s.io/v1
#   kind: IngressClass
#   metadata: {name: external}
#   spec: {controller: example.com/proxy}
#   ```
#
#   ```yaml good
#   # The classes are elsewhere.
#   apiVersion: v1
#   kind: PersistentVolumeClaim
#   metadata: {name: data}
#   spec:
#     storageClassName: fast
#     accessModes: [ReadWriteOnce]
#     resources: {requests: {storage: 1Gi}}
#   ```
#
#   ```yaml good
#   # No class at all: a volume that is already there.
#   apiVersion: v1
#   kind: PersistentVolumeClaim
#   metadata: {name: data}
#   spec:
#     storageClassName: ""
#     accessModes: [ReadWriteOnce]
#     resources: {requests: {storage: 1Gi}}
#   ---
#   apiVersion: storage.k8s.io/v1
#   kind: StorageClass
#   metadata: {name: fast}
#   provisioner: disk.example.com
#   ```
# custom:
#   level: info
#   on: links
#   links: [storage-class, ingress-class, gateway-class, runtime-class, volume-snapshot-class]
#   outcomes: [missing]
package kubelint.references.class_reference_missing

import data.kubelint.lib.link

deny contains link.finding(input.link, message, otherwise) if {
	link.reportable(input.link)
}

message := sprintf("%s %q has %s %q, which is not among the manifests", [
	input.resource.kind,
	input.resource.name,
	input.link.target.kind,
	input.link.target.name,
])

otherwise := "create it, or list it under `[externals]` in kubelint.toml"
