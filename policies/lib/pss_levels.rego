# The Pod Security Standards as a whole: what a level of a version forbids in a pod.
package kubelint.lib.pss_levels

import data.kubelint.lib.pss_baseline
import data.kubelint.lib.pss_restricted

prefix := "pod-security.kubernetes.io/"

levels := {"privileged", "baseline", "restricted"}

# The violations of a pod template; all their paths start at the pod template.
violations("privileged", _, _) := set()

violations("baseline", pod, minor) := always(pod, minor) | replaced(pod, minor)

violations("restricted", pod, minor) := always(pod, minor) | restricted(pod, minor)

# The controls of baseline that restricted keeps as they are.
always(pod, minor) := union({
	pss_baseline.host_process(pod),
	pss_baseline.host_namespaces(pod),
	pss_baseline.app_armor(pod),
	pss_baseline.selinux_options(pod, minor),
	pss_baseline.sysctls(pod, minor),
	in_containers(pod, [found |
		some container in pod.containers
		found := union({
			pss_baseline.privileged(container),
			pss_baseline.host_ports(container),
			pss_baseline.host_probes(container, minor),
			pss_baseline.proc_mount(container, pod, minor),
		})
	]),
})

# The controls of baseline in whose place restricted has its own.
replaced(pod, minor) := union({
	pss_baseline.host_path_volumes(pod),
	since(19, minor, pss_baseline.seccomp(pod)),
	in_containers(pod, [pss_baseline.capabilities(container) | some container in pod.containers]),
})

restricted(pod, minor) := union({
	pss_restricted.volumes(pod),
	pss_restricted.run_as_non_root(pod, minor),
	since(23, minor, pss_restricted.run_as_user(pod, minor)),
	since(19, minor, pss_restricted.seccomp(pod)),
	in_containers(pod, [found |
		some container in pod.containers
		found := union({
			pss_restricted.privilege_escalation(container, pod),
			since(22, minor, pss_restricted.capabilities(container, pod)),
			pss_baseline.unmasked(container),
		})
	]),
})

# What was found in each container, with paths that start at the pod template.
in_containers(pod, found) := {violation |
	some index, container in pod.containers
	some local in found[index]
	violation := object.union(local, {
		"path": array.concat(container.path, local.path),
		"more": [array.concat(container.path, path) | some path in local.more],
	})
}

# The level that a Namespace sets for a mode: enforce, warn or audit.
level(namespace, mode) := value if {
	value := namespace.labels[concat("", [prefix, mode])]
	value in levels
}

# The minor version that it pins, else that of the cluster.
minor(namespace, mode, cluster) := to_number(trim_prefix(version, "v1.")) if {
	version := namespace.labels[concat("", [prefix, mode, "-version"])]
	regex.match(`^v1\.(0|[1-9][0-9]*)$`, version)
} else := cluster

# A namespace may pin a version that is older than a control.
since(first, minor, found) := found if minor >= first

since(first, minor, _) := set() if minor < first
