# The controls of the Pod Security Standards' level baseline. Each function returns the set of
# violations, see pss.rego.
package kubelint.lib.pss_baseline

import data.kubelint.lib.pss

# hostProcess: Windows containers that run as processes of the node.
host_process(pod) := {violation |
	some setter in pss.setters(pod, "windowsOptions")
	setter.value.hostProcess == true
	violation := pss.violation("hostProcess", setter, [["windowsOptions", "hostProcess"]], {
		"detail": sprintf("%s runs as a process of the Windows node", [setter.who]),
		"help": "remove `windowsOptions.hostProcess`",
	})
}

host_namespace_fields := ["hostNetwork", "hostPID", "hostIPC"]

# host namespaces: one of the node's namespaces is shared.
host_namespaces(pod) := {violation |
	some field in host_namespace_fields
	pod.spec[field] == true
	violation := {
		"control": "host namespaces",
		"container": "",
		"path": ["spec", field],
		"more": [],
		"detail": sprintf("the pod sets `%s: true`", [field]),
		"help": sprintf("remove `%s`", [field]),
	}
}

# privileged
privileged(container) := {violation |
	container.securityContext.privileged == true
	subject := pss.container_subject(container)
	violation := pss.violation("privileged", subject, [["securityContext", "privileged"]], {
		"detail": sprintf("%s has all rights on its node", [subject.who]),
		"help": "remove `privileged`, and add the few capabilities that are needed",
		"fix": {
			"title": "set privileged to false",
			"set": ["securityContext", "privileged"],
			"value": false,
		},
	})
}

default_capabilities := {
	"AUDIT_WRITE",
	"CHOWN",
	"DAC_OVERRIDE",
	"FOWNER",
	"FSETID",
	"KILL",
	"MKNOD",
	"NET_BIND_SERVICE",
	"SETFCAP",
	"SETGID",
	"SETPCAP",
	"SETUID",
	"SYS_CHROOT",
}

# non-default capabilities: more than a container runtime gives on its own.
capabilities(container) := {violation |
	added := container.securityContext.capabilities.add
	indexes := [index | some index, name in added; not name in default_capabilities]
	count(indexes) > 0
	subject := pss.container_subject(container)
	paths := [["securityContext", "capabilities", "add", index] | some index in indexes]
	names := pss.values([added[index] | some index in indexes])
	violation := pss.violation("non-default capabilities", subject, paths, {
		"detail": sprintf("%s adds %s", [subject.who, names]),
		"help": sprintf("remove %s from `capabilities.add`", [names]),
	})
}

# hostPath volumes
host_path_volumes(pod) := {violation |
	some index, volume in pod.spec.volumes
	is_object(volume.hostPath)
	violation := {
		"control": "hostPath volumes",
		"container": "",
		"path": ["spec", "volumes", index, "hostPath"],
		"more": [],
		"detail": sprintf("volume %q is a path of the node", [object.get(volume, "name", "")]),
		"help": "use a volume of the pod's own: `emptyDir`, `configMap`, `persistentVolumeClaim` …",
	}
}

# hostPort
host_ports(container) := {violation |
	indexes := [index | some index, port in container.ports; port.hostPort > 0]
	count(indexes) > 0
	subject := pss.container_subject(container)
	paths := [["ports", index, "hostPort"] | some index in indexes]
	ports := concat(", ", [sprintf("port %v", [container.ports[index].hostPort]) |
		some index in indexes
	])
	violation := pss.violation("hostPort", subject, paths, {
		"detail": sprintf("%s takes %s of its node", [subject.who, ports]),
		"help": "remove `hostPort`, and use a Service of type NodePort or LoadBalancer",
	})
}

# probe or lifecycle host: the kubelet is sent to another address than the pod's (from 1.34 on).
host_probes(container, minor) := {violation |
	minor >= 34
	places := [place |
		some field in ["livenessProbe", "readinessProbe", "startupProbe", "lifecycle"]
		some place in handler_hosts(container[field], field)
	]
	count(places) > 0
	subject := pss.container_subject(container)
	paths := [place.path | some place in places]
	hosts := pss.values({place.host | some place in places})
	violation := pss.violation("probe or lifecycle host", subject, paths, {
		"detail": sprintf("%s has its node call %s instead of the pod", [subject.who, hosts]),
		"help": "remove `host`: the pod's own address is used then",
		"fix": {
			"title": "remove host",
			"edits": [{"remove": path} | some path in paths],
		},
	})
}

# The hosts that a probe, or the hooks of a lifecycle, name.
handler_hosts(lifecycle, field) := [{"path": [field, hook, kind, "host"], "host": host} |
	field == "lifecycle"
	some hook in ["postStart", "preStop"]
	some kind in ["httpGet", "tcpSocket"]
	host := lifecycle[hook][kind].host
	is_string(host)
	host != ""
] if {
	field == "lifecycle"
} else := [{"path": [field, kind, "host"], "host": host} |
	some kind in ["httpGet", "tcpSocket"]
	host := lifecycle[kind].host
	is_string(host)
	host != ""
]

app_armor_annotation := "container.apparmor.security.beta.kubernetes.io/"

# forbidden AppArmor profile: by the fields, or by the annotation that was there before them.
app_armor(pod) := app_armor_fields(pod) | app_armor_annotations(pod)

app_armor_fields(pod) := {violation |
	some setter in pss.setters(pod, "appArmorProfile")
	type := setter.value.type
	is_string(type)
	not type in {"RuntimeDefault", "Localhost"}
	path := ["appArmorProfile", "type"]
	violation := pss.violation("forbidden AppArmor profile", setter, [path], {
		"detail": sprintf("%s sets AppArmor to `%s`", [setter.who, type]),
		"help": "set `appArmorProfile.type` to `RuntimeDefault`, or remove it",
	})
}

app_armor_annotations(pod) := {violation |
	some key, profile in pod.annotations
	startswith(key, app_armor_annotation)
	not allowed_app_armor_annotation(profile)
	name := trim_prefix(key, app_armor_annotation)
	violation := {
		"control": "forbidden AppArmor profile",
		"container": name,
		"path": ["metadata", "annotations", key],
		"more": [],
		"detail": sprintf("an annotation sets AppArmor of container %q to `%v`", [name, profile]),
		"help": "write `runtime/default`, or remove the annotation",
	}
}

allowed_app_armor_annotation(profile) if profile in {"", "runtime/default"}

allowed_app_armor_annotation(profile) if startswith(profile, "localhost/")

# seLinuxOptions: another type than those for containers, or a user or role.
selinux_options(pod, minor) := {violation |
	some setter in pss.setters(pod, "seLinuxOptions")
	options := setter.value
	fields := [field |
		some field in ["type", "user", "role"]
		forbidden_selinux_option(field, options[field], minor)
	]
	count(fields) > 0
	paths := [["seLinuxOptions", field] | some field in fields]
	wrong := concat(", ", [sprintf("%s `%s`", [field, options[field]]) | some field in fields])
	violation := pss.violation("seLinuxOptions", setter, paths, {
		"detail": sprintf("%s sets the SELinux %s", [setter.who, wrong]),
		"help": sprintf("remove %s", [pss.values(fields)]),
	})
}

forbidden_selinux_option("user", value, _) if value != ""

forbidden_selinux_option("role", value, _) if value != ""

forbidden_selinux_option("type", value, minor) if {
	not value in {"", "container_t", "container_init_t", "container_kvm_t"}
	not allowed_engine_type(value, minor)
}

allowed_engine_type("container_engine_t", minor) if minor >= 31

# procMount: /proc without the masks that hide the node's kernel.
proc_mount(container, pod, minor) := {violation |
	some violation in unmasked(container)
	not pss.relaxed_for_user_namespace(pod, minor)
}

# Level restricted has no exception for user namespaces.
unmasked(container) := {violation |
	value := container.securityContext.procMount
	is_string(value)
	value != "Default"
	subject := pss.container_subject(container)
	violation := pss.violation("procMount", subject, [["securityContext", "procMount"]], {
		"detail": sprintf("%s mounts /proc as `%s`", [subject.who, value]),
		"help": "remove `procMount`",
		"fix": {"title": "remove procMount", "remove": ["securityContext", "procMount"]},
	})
}

# seccompProfile: a profile other than the runtime's own or one of the node's.
seccomp(pod) := {violation |
	some setter in pss.setters(pod, "seccompProfile")
	type := setter.value.type
	is_string(type)
	not type in {"RuntimeDefault", "Localhost"}
	violation := pss.violation("seccompProfile", setter, [["seccompProfile", "type"]], {
		"detail": sprintf("%s sets seccomp to `%s`", [setter.who, type]),
		"help": "set `seccompProfile.type` to `RuntimeDefault`",
		"fix": {
			"title": "set seccompProfile.type to RuntimeDefault",
			"set": array.concat(setter.at, ["seccompProfile", "type"]),
			"value": "RuntimeDefault",
		},
	})
}

# The sysctls that reach no further than their pod, by the version that took them up.
safe_sysctls := {
	"kernel.shm_rmid_forced": 0,
	"net.ipv4.ip_local_port_range": 0,
	"net.ipv4.ip_unprivileged_port_start": 0,
	"net.ipv4.tcp_syncookies": 0,
	"net.ipv4.ping_group_range": 0,
	"net.ipv4.ip_local_reserved_ports": 27,
	"net.ipv4.tcp_keepalive_time": 29,
	"net.ipv4.tcp_fin_timeout": 29,
	"net.ipv4.tcp_keepalive_intvl": 29,
	"net.ipv4.tcp_keepalive_probes": 29,
	"net.ipv4.tcp_rmem": 32,
	"net.ipv4.tcp_wmem": 32,
}

# forbidden sysctls
sysctls(pod, minor) := {violation |
	some index, sysctl in pod.spec.securityContext.sysctls
	not safe_sysctl(sysctl.name, minor)
	violation := {
		"control": "forbidden sysctls",
		"container": "",
		"path": ["spec", "securityContext", "sysctls", index, "name"],
		"more": [],
		"detail": sprintf("the pod sets `%s`, which is not among the safe sysctls", [sysctl.name]),
		"help": sysctl_help(sysctl.name, minor),
	}
}

safe_sysctl(name, minor) if safe_sysctls[name] <= minor

sysctl_help(name, minor) := sprintf(
	"remove it, or wait for Kubernetes 1.%d, where it is safe",
	[safe_sysctls[name]],
) if {
	safe_sysctls[name] > minor
} else := "remove it"
