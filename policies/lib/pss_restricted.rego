# The controls that the Pod Security Standards' level restricted adds to baseline, or puts in place
# of it. Each function returns the set of violations, see pss.rego.
package kubelint.lib.pss_restricted

import data.kubelint.lib.pss
import data.kubelint.lib.pss_baseline

restricted_volumes := {
	"awsElasticBlockStore",
	"azureDisk",
	"azureFile",
	"cephfs",
	"cinder",
	"fc",
	"flexVolume",
	"flocker",
	"gcePersistentDisk",
	"gitRepo",
	"glusterfs",
	"hostPath",
	"iscsi",
	"nfs",
	"photonPersistentDisk",
	"portworxVolume",
	"quobyte",
	"rbd",
	"scaleIO",
	"storageos",
	"vsphereVolume",
}

# restricted volume types
volumes(pod) := {violation |
	some index, volume in pod.spec.volumes
	some type, source in volume
	type in restricted_volumes
	is_object(source)
	violation := {
		"control": "restricted volume types",
		"container": "",
		"path": ["spec", "volumes", index, type],
		"more": [],
		"detail": sprintf("volume %q is of type `%s`", [object.get(volume, "name", ""), type]),
		"help": "use `persistentVolumeClaim`, `ephemeral`, `csi`, `emptyDir`, `configMap` or `secret`",
	}
}

# allowPrivilegeEscalation != false
privilege_escalation(container, pod) := {violation |
	pod.os != "windows"
	not container.securityContext.allowPrivilegeEscalation == false
	subject := pss.container_subject(container)
	path := ["securityContext", "allowPrivilegeEscalation"]
	text := object.union(escalation_fix(container, path), {
		"detail": sprintf("%s may gain more rights than it starts with", [subject.who]),
		"help": "set `securityContext.allowPrivilegeEscalation` to `false`",
	})
	violation := pss.violation("allowPrivilegeEscalation != false", subject, [path], text)
}

# No fix where the API server refuses `false`: beside `privileged` and CAP_SYS_ADMIN.
escalation_fix(container, path) := {} if {
	container.securityContext.privileged == true
} else := {} if {
	"CAP_SYS_ADMIN" in container.securityContext.capabilities.add
} else := {"fix": {"title": "set allowPrivilegeEscalation to false", "set": path, "value": false}}

# runAsNonRoot != true. An explicit `false` is reported before what is missing.
run_as_non_root(pod, minor) := set() if {
	pss.relaxed_for_user_namespace(pod, minor)
} else := explicit if {
	explicit := explicit_root(pod)
	count(explicit) > 0
} else := set() if {
	pod.spec.securityContext.runAsNonRoot == true
} else := {violation |
	some subject in pss.silent(pod, "runAsNonRoot")
	violation := pss.violation("runAsNonRoot != true", subject, [["runAsNonRoot"]], {
		"detail": sprintf("nothing forbids %s to run as root", [subject.who]),
		"help": "set `securityContext.runAsNonRoot: true` on the pod or the container",
		"fix": {
			"title": "set runAsNonRoot for the pod",
			"set": ["spec", "securityContext", "runAsNonRoot"],
			"value": true,
		},
	})
}

explicit_root(pod) := {violation |
	some setter in pss.setters(pod, "runAsNonRoot")
	setter.value == false
	violation := pss.violation("runAsNonRoot != true", setter, [["runAsNonRoot"]], {
		"detail": sprintf("%s sets `runAsNonRoot: false`", [setter.who]),
		"help": "set `runAsNonRoot` to `true`, and use an image that runs as a non-root user",
		"fix": {
			"title": "set runAsNonRoot to true",
			"set": array.concat(setter.at, ["runAsNonRoot"]),
			"value": true,
		},
	})
}

# runAsUser=0
run_as_user(pod, minor) := {violation |
	some setter in pss.setters(pod, "runAsUser")
	setter.value == 0
	not pss.relaxed_for_user_namespace(pod, minor)
	violation := pss.violation("runAsUser=0", setter, [["runAsUser"]], {
		"detail": sprintf("%s runs as root", [setter.who]),
		"help": "set `runAsUser` to the image's non-root user, or remove it",
	})
}

# seccompProfile. A profile that is not allowed is reported before what is missing.
seccomp(pod) := set() if {
	pod.os == "windows"
} else := explicit if {
	explicit := pss_baseline.seccomp(pod)
	count(explicit) > 0
} else := set() if {
	is_string(pod.spec.securityContext.seccompProfile.type)
} else := {violation |
	some subject in pss.silent(pod, "seccompProfile")
	violation := pss.violation("seccompProfile", subject, [["seccompProfile"]], {
		"detail": sprintf("neither %s nor its pod sets a seccomp profile", [subject.who]),
		"help": "set `securityContext.seccompProfile.type: RuntimeDefault` on the pod or the container",
		"fix": {
			"title": "set the pod's seccompProfile to RuntimeDefault",
			"set": ["spec", "securityContext", "seccompProfile"],
			"value": {"type": "RuntimeDefault"},
		},
	})
}

# unrestricted capabilities: all must be dropped, and only one may be added again.
capabilities(container, pod) := set() if {
	pod.os == "windows"
} else := not_dropped(container) | added(container)

not_dropped(container) := {violation |
	not "ALL" in container.securityContext.capabilities.drop
	subject := pss.container_subject(container)
	path := ["securityContext", "capabilities", "drop"]
	violation := pss.violation("unrestricted capabilities", subject, [path], {
		"detail": sprintf("%s does not drop `ALL`", [subject.who]),
		"help": "set `securityContext.capabilities.drop` to `[ALL]`",
		"fix": {"title": "drop all capabilities", "set": path, "value": ["ALL"]},
	})
}

added(container) := {violation |
	list := container.securityContext.capabilities.add
	indexes := [index | some index, name in list; name != "NET_BIND_SERVICE"]
	count(indexes) > 0
	subject := pss.container_subject(container)
	paths := [["securityContext", "capabilities", "add", index] | some index in indexes]
	names := pss.values([list[index] | some index in indexes])
	violation := pss.violation("unrestricted capabilities", subject, paths, {
		"detail": sprintf("%s adds %s", [subject.who, names]),
		"help": sprintf("remove %s from `capabilities.add`", [names]),
	})
}
