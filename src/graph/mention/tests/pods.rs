//! What pods say.

use super::{lines, pod};

#[test]
fn variables_name_config_maps_and_secrets() {
    assert_eq!(
        pod("
  containers:
  - env:
    - {name: A, valueFrom: {configMapKeyRef: {name: settings, key: a}}}
    - {name: B, valueFrom: {secretKeyRef: {name: db, key: 'b', optional: true}}}
    - {name: C, valueFrom: {secretKeyRef: {name: db, key: '${KEY}', optional: 'yes'}}}
    - {name: D, valueFrom: {secretKeyRef: {name: '${NAME}', key: d}}}
    - {name: E, valueFrom: {secretKeyRef: {name: '', key: d}}}
    - {name: F, valueFrom: {secretKeyRef: null}}
    - {name: G, value: 'http://web:80'}
    envFrom:
    - {prefix: X_, configMapRef: {name: settings}}
    - {secretRef: {name: db, optional: true}}
    - null
    command: [wait-for, db:5432]
    args: ['--cache=redis:6379', '--image=redis:7', 8080]
  initContainers:
  - envFrom: [{configMapRef: {name: first}}]"),
        [
            "config-map env: ConfigMap/settings#a @containers[0].env[0].valueFrom.configMapKeyRef.name",
            "secret env: Secret/db#b optional @containers[0].env[1].valueFrom.secretKeyRef.name",
            "secret env: Secret/db @containers[0].env[2].valueFrom.secretKeyRef.name",
            "env-service env: Service/web#80 @containers[0].env[6].value",
            "config-map envFrom: ConfigMap/settings @containers[0].envFrom[0].configMapRef.name",
            "secret envFrom: Secret/db optional @containers[0].envFrom[1].secretRef.name",
            "env-service command: Service/db#5432 @containers[0].command[1]",
            "env-service args: Service/redis#6379 @containers[0].args[0]",
            "config-map envFrom: ConfigMap/first @initContainers[0].envFrom[0].configMapRef.name",
        ]
    );
}

#[test]
fn volumes_name_objects_and_their_keys() {
    assert_eq!(
        pod("
  volumes:
  - {name: a, configMap: {name: settings, items: [{key: x, path: x}, {key: w, path: w}]}}
  - {name: b, secret: {secretName: db, optional: true, items: [{key: x, path: x}]}}
  - {name: c, projected: {sources: [{configMap: {name: ca}}, {secret: {name: db, items: [{key: z, path: z}]}}, {serviceAccountToken: {path: t}}]}}
  - {name: d, persistentVolumeClaim: {claimName: data}}
  - {name: e, ephemeral: {volumeClaimTemplate: {spec: {storageClassName: fast}}}}
  - {name: f, csi: {driver: secrets-store.csi.k8s.io, volumeAttributes: {secretProviderClass: vault}, nodePublishSecretRef: {name: creds}}}
  - {name: g, cephfs: {secretRef: {name: ceph}}}
  - {name: h, azureFile: {secretName: azure}}
  - {name: i, emptyDir: null}
  - {name: j, hostPath: text}"),
        [
            "config-map volume: ConfigMap/settings @volumes[0].configMap.name",
            "config-map volume: ConfigMap/settings#x @volumes[0].configMap.name",
            "config-map volume: ConfigMap/settings#w @volumes[0].configMap.name",
            "secret volume: Secret/db optional @volumes[1].secret.secretName",
            "secret volume: Secret/db#x optional @volumes[1].secret.secretName",
            "config-map projected: ConfigMap/ca @volumes[2].projected.sources[0].configMap.name",
            "secret projected: Secret/db @volumes[2].projected.sources[1].secret.name",
            "secret projected: Secret/db#z @volumes[2].projected.sources[1].secret.name",
            "claim volume: PersistentVolumeClaim/data @volumes[3].persistentVolumeClaim.claimName",
            "storage-class ephemeral: storage.k8s.io/StorageClass/fast cluster @volumes[4].ephemeral.volumeClaimTemplate.spec.storageClassName",
            "custom-resource csi: secrets-store.csi.x-k8s.io/SecretProviderClass/vault @volumes[5].csi.volumeAttributes.secretProviderClass",
            "secret volume: Secret/creds @volumes[5].csi.nodePublishSecretRef.name",
            "secret volume: Secret/ceph @volumes[6].cephfs.secretRef.name",
            "secret volume: Secret/azure @volumes[7].azureFile.secretName",
        ]
    );
}

#[test]
fn a_pod_names_its_account_classes_and_claims() {
    assert_eq!(
        pod("
  imagePullSecrets: [{name: registry}, {}]
  serviceAccountName: web
  serviceAccount: older
  priorityClassName: high
  runtimeClassName: gvisor
  resourceClaims:
  - {name: a, resourceClaimName: gpu}
  - {name: b, resourceClaimTemplateName: gpus}
  - {name: c, source: {resourceClaimName: old}}
  containers: [{resources: {claims: [{name: a}]}}]"),
        [
            "image-pull-secret imagePullSecrets: Secret/registry @imagePullSecrets[0].name",
            "priority-class priorityClassName: scheduling.k8s.io/PriorityClass/high cluster @priorityClassName",
            "runtime-class runtimeClassName: node.k8s.io/RuntimeClass/gvisor cluster @runtimeClassName",
            "resource-claim resourceClaims: resource.k8s.io/ResourceClaim/gpu @resourceClaims[0].resourceClaimName",
            "resource-claim-template resourceClaims: resource.k8s.io/ResourceClaimTemplate/gpus @resourceClaims[1].resourceClaimTemplateName",
            "resource-claim resourceClaims: resource.k8s.io/ResourceClaim/old @resourceClaims[2].source.resourceClaimName",
            "pod-resource-claim claims: resource.k8s.io/ResourceClaim/a @containers[0].resources.claims[0].name",
            "service-account serviceAccountName: ServiceAccount/web @serviceAccountName",
        ]
    );
    assert_eq!(
        pod("{serviceAccountName: null, serviceAccount: older}"),
        ["service-account serviceAccountName: ServiceAccount/older @serviceAccount"]
    );
}

#[test]
fn terms_of_affinity_select_pods() {
    assert_eq!(
        pod("
  affinity:
    podAffinity:
      requiredDuringSchedulingIgnoredDuringExecution:
      - {labelSelector: {matchLabels: {app: a}}, topologyKey: x}
      - {labelSelector: null, topologyKey: x}
      - {labelSelector: {}, namespaceSelector: {}, topologyKey: x}
    podAntiAffinity:
      preferredDuringSchedulingIgnoredDuringExecution:
      - {weight: 1, podAffinityTerm: {labelSelector: {matchLabels: {app: b}}, namespaces: [one, two]}}
      - {weight: 1, podAffinityTerm: {labelSelector: {matchLabels: {app: c}}, namespaceSelector: {matchLabels: {team: x}}}}
      - {weight: 1, podAffinityTerm: {labelSelector: {matchLabels: {app: d}}, namespaces: [one], namespaceSelector: {matchLabels: {team: x}}}}
  topologySpreadConstraints:
  - {whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: a}}}
  - {whenUnsatisfiable: ScheduleAnyway, labelSelector: {matchExpressions: [{key: b, operator: Exists}]}, matchLabelKeys: [c]}
  - {whenUnsatisfiable: ScheduleAnyway}"),
        [
            "affinity-pods required: (app=a) @affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector",
            "affinity-pods required: () in all @affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[2].labelSelector",
            "anti-affinity-pods preferred: (app=b) in one,two @affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].podAffinityTerm.labelSelector",
            "anti-affinity-pods preferred: (app=c) in (team=x) @affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[1].podAffinityTerm.labelSelector",
            "anti-affinity-pods preferred: (app=d,?) in one @affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[2].podAffinityTerm.labelSelector",
            "spread-pods required: (app=a) @topologySpreadConstraints[0].labelSelector",
            "spread-pods preferred: (b) @topologySpreadConstraints[1].labelSelector",
        ]
    );
}

#[test]
fn probes_and_hooks_ask_for_ports_by_name() {
    assert_eq!(
        pod("
  containers:
  - livenessProbe: {httpGet: {port: http}}
    readinessProbe: {tcpSocket: {port: 80}}
    startupProbe: {tcpSocket: {port: '80'}}
    lifecycle: {preStop: {httpGet: {port: admin}}, postStart: {exec: {command: [a]}}}
  initContainers:
  - startupProbe: {grpc: {port: 9}, tcpSocket: {port: tcp}}"),
        [
            "probe-port liveness probe: http/TCP of spec.containers[0] @containers[0].livenessProbe.httpGet.port",
            "probe-port preStop hook: admin/TCP of spec.containers[0] @containers[0].lifecycle.preStop.httpGet.port",
            "probe-port startup probe: tcp/TCP of spec.initContainers[0] @initContainers[0].startupProbe.tcpSocket.port",
        ]
    );
}

#[test]
fn a_workload_says_what_its_pod_says_and_selects_it() {
    for (kind, place) in [
        ("apps/v1, kind: Deployment", "template.spec"),
        ("batch/v1, kind: CronJob", "jobTemplate.spec.template.spec"),
        ("argoproj.io/v1alpha1, kind: Rollout", "template.spec"),
        ("serving.knative.dev/v1, kind: Service", "template.spec"),
    ] {
        let mut spec = "{serviceAccountName: web}".to_owned();
        for key in place.split('.').rev() {
            spec = format!("{{{key}: {spec}}}");
        }
        let found = lines(&format!("{{apiVersion: {kind}, spec: {spec}}}"));
        let expected = format!(
            "service-account serviceAccountName: ServiceAccount/web @spec.{place}.serviceAccountName"
        );
        assert_eq!(found, [expected], "{kind}");
    }
    let select = |kind: &str, spec: &str| lines(&format!("{{apiVersion: {kind}, spec: {spec}}}"));
    let expected = ["workload-pods selector: (app=a) @spec.selector"];
    let selector = "{selector: {matchLabels: {app: a}}, template: {}}";
    for kind in [
        "apps/v1, kind: Deployment",
        "apps/v1, kind: StatefulSet",
        "apps/v1, kind: DaemonSet",
        "apps/v1, kind: ReplicaSet",
        "argoproj.io/v1alpha1, kind: Rollout",
    ] {
        assert_eq!(select(kind, selector), expected, "{kind}");
    }
    for kind in [
        "v1, kind: ReplicationController",
        "apps.openshift.io/v1, kind: DeploymentConfig",
    ] {
        assert_eq!(select(kind, "{selector: {app: a}}"), expected, "{kind}");
    }
    let job = "batch/v1, kind: Job";
    assert!(select(job, selector).is_empty());
    let manual = "{manualSelector: true, selector: {matchLabels: {app: a}}}";
    assert_eq!(select(job, manual), expected);
    assert!(select("apps/v1, kind: Deployment", "{selector: {}}").is_empty());
}

#[test]
fn a_stateful_set_names_its_service_and_classes() {
    assert_eq!(
        lines(
            "
apiVersion: apps/v1
kind: StatefulSet
spec:
  serviceName: db
  volumeClaimTemplates:
  - metadata: {name: data}
    spec:
      storageClassName: fast
      dataSource: {apiGroup: snapshot.storage.k8s.io, kind: VolumeSnapshot, name: before}
  - spec: {storageClassName: ''}
"
        ),
        [
            "governing-service serviceName: Service/db @spec.serviceName",
            "storage-class volumeClaimTemplates: storage.k8s.io/StorageClass/fast cluster @spec.volumeClaimTemplates[0].spec.storageClassName",
            "custom-resource dataSource: snapshot.storage.k8s.io/VolumeSnapshot/before @spec.volumeClaimTemplates[0].spec.dataSource.name",
        ]
    );
}

#[test]
fn a_rollout_names_the_workload_and_services_that_it_steers() {
    assert_eq!(
        lines(
            "
apiVersion: argoproj.io/v1alpha1
kind: Rollout
spec:
  selector: {matchLabels: {app: a}}
  workloadRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  strategy: {canary: {canaryService: next, stableService: web}}
"
        ),
        [
            "custom-resource workloadRef: apps/Deployment/web @spec.workloadRef.name",
            "custom-resource canaryService: Service/next @spec.strategy.canary.canaryService",
            "custom-resource stableService: Service/web @spec.strategy.canary.stableService",
        ]
    );
}
