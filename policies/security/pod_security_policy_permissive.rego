# METADATA
# title: PodSecurityPolicy lets pods do what it should keep from them
# description: |
#   Where a cluster still enforces PodSecurityPolicies, each pod gets what the most generous of
#   them allows its ServiceAccount. Kubernetes 1.25 took the API away, so that this matters for old
#   clusters only.
#
#   ```yaml bad
#   apiVersion: policy/v1beta1
#   kind: PodSecurityPolicy
#   metadata: {name: open}
#   spec:
#     privileged: true
#     hostNetwork: true
#     hostIPC: true
#     hostPID: true
#     allowedCapabilities: ["*"]
#     runAsUser: {rule: RunAsAny}
#     seLinux: {rule: RunAsAny}
#     fsGroup: {rule: RunAsAny}
#     supplementalGroups: {rule: RunAsAny}
#   ```
#
#   ```yaml good
#   apiVersion: policy/v1beta1
#   kind: PodSecurityPolicy
#   metadata:
#     name: closed
#     annotations:
#       seccomp.security.alpha.kubernetes.io/allowedProfileNames: runtime/default
#       seccomp.security.alpha.kubernetes.io/defaultProfileName: runtime/default
#   spec:
#     privileged: false
#     allowPrivilegeEscalation: false
#     requiredDropCapabilities: [ALL]
#     runAsUser: {rule: MustRunAsNonRoot}
#     seLinux: {rule: RunAsAny}
#     fsGroup: {rule: RunAsAny}
#     supplementalGroups: {rule: RunAsAny}
#   ```
#
#   ```yaml bad
#   apiVersion: policy/v1beta1
#   kind: PodSecurityPolicy
#   metadata:
#     name: half
#     annotations:
#       seccomp.security.alpha.kubernetes.io/allowedProfileNames: "*"
#   spec:
#     privileged: false
#     allowPrivilegeEscalation: false
#     requiredDropCapabilities: [ALL]
#     runAsUser:
#       rule: MustRunAs
#       ranges: [{min: 1, max: 65535}]
#     seLinux: {rule: RunAsAny}
#     fsGroup: {rule: RunAsAny}
#     supplementalGroups: {rule: RunAsAny}
#   ```
# custom:
#   level: off
#   on: [policy/PodSecurityPolicy]
#   aliases:
#     - checkov:CKV_K8S_1
#     - checkov:CKV_K8S_2
#     - checkov:CKV_K8S_3
#     - checkov:CKV_K8S_4
#     - checkov:CKV_K8S_5
#     - checkov:CKV_K8S_6
#     - checkov:CKV_K8S_7
#     - checkov:CKV_K8S_24
#     - checkov:CKV_K8S_32
#     - checkov:CKV_K8S_36
#     - kubescape:C-0068
#     - kubescape:C-0213
#     - kubescape:C-0214
#     - kubescape:C-0215
#     - kubescape:C-0216
#     - kubescape:C-0217
#     - kubescape:C-0218
#     - kubescape:C-0219
#     - kubescape:C-0220
package kubelint.security.pod_security_policy_permissive

deny contains finding if {
	some field in ["privileged", "hostPID", "hostIPC", "hostNetwork"]
	input.object.spec[field] == true
	finding := {
		"message": sprintf("PodSecurityPolicy allows `%s`", [field]),
		"path": ["spec", field],
		"help": sprintf("set `%s: false`", [field]),
	}
}

deny contains finding if {
	object.get(input.object, ["spec", "allowPrivilegeEscalation"], true) == true
	finding := {
		"message": "PodSecurityPolicy allows privilege escalation",
		"path": ["spec", "allowPrivilegeEscalation"],
		"help": "set `allowPrivilegeEscalation: false`",
	}
}

deny contains finding if {
	not forbids_root(input.object.spec.runAsUser)
	finding := {
		"message": "PodSecurityPolicy allows containers to run as root",
		"path": ["spec", "runAsUser", "rule"],
		"help": "set `runAsUser.rule: MustRunAsNonRoot`",
	}
}

deny contains finding if {
	some i, name in input.object.spec.allowedCapabilities
	finding := {
		"message": sprintf("PodSecurityPolicy allows capability `%s`", [name]),
		"path": ["spec", "allowedCapabilities", i],
		"help": "remove it",
	}
}

deny contains finding if {
	dropped := {upper(name) | some name in input.object.spec.requiredDropCapabilities}
	not "ALL" in dropped
	not "NET_RAW" in dropped
	finding := {
		"message": "PodSecurityPolicy does not make containers drop `NET_RAW`",
		"path": ["spec", "requiredDropCapabilities"],
		"help": "set `requiredDropCapabilities: [ALL]`",
	}
}

deny contains finding if {
	profiles := object.get(input.object, ["metadata", "annotations", profiles_key], "*")
	some profile in split(profiles, ",")
	profile in {"*", "unconfined"}
	finding := {
		"message": "PodSecurityPolicy allows pods without a seccomp profile",
		"path": ["metadata", "annotations", profiles_key],
		"help": sprintf("set the annotation `%s: runtime/default`", [profiles_key]),
	}
}

profiles_key := "seccomp.security.alpha.kubernetes.io/allowedProfileNames"

forbids_root(it) if it.rule == "MustRunAsNonRoot"

forbids_root(it) if {
	it.rule == "MustRunAs"
	every range in it.ranges {
		range.min > 0
	}
}
