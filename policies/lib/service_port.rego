# The ports of pods, and the pods that a Service selects, as `input.targets` has them.
package kubelint.lib.service_port

# What the containers of a pod that keep running declare.
declared(spec) := [port |
	some list in ["containers", "initContainers"]
	some container in spec[list]
	keeps_running(list, container)
	some port in container.ports
]

keeps_running("containers", _) := true

keeps_running("initContainers", container) if container.restartPolicy == "Always"

# The pods in words.
pods(targets) := first(targets[0].resource) if {
	count(targets) == 1
} else := sprintf("%s and %d more", [first(targets[0].resource), count(targets) - 1]) if {
	count(targets) > 1
} else := "the pods"

first(resource) := sprintf("Pod %q", [resource.name]) if {
	resource.kind == "Pod"
} else := sprintf("the pods of %s %q", [resource.kind, resource.name])

# The verb that goes with these words.
do(targets) := "does" if {
	is_pod(targets)
} else := "do"

is_pod([target]) if target.resource.kind == "Pod"

# A place for each of the first workloads at the ports of its pods.
places(targets) := [place |
	some target in array.slice(targets, 0, 3)
	ports := declared(target.pod.spec)
	place := {
		"of": target.ref,
		"path": array.concat(target.pod.path, array.concat(["spec", "containers"], at(target.pod.spec))),
		"message": sprintf("%s %q declares %s", [
			target.resource.kind,
			target.resource.name,
			in_words(ports),
		]),
	}
]

# Below the containers, the ports that are declared first.
at(spec) := [declaring[0], "ports"] if {
	declaring := [i | some i, container in spec.containers; container.ports]
	count(declaring) > 0
} else := []

in_words(ports) := concat(", ", [in_word(port) | some port in ports]) if {
	count(ports) > 0
} else := "no ports"

in_word(port) := sprintf("`%s` (%v%s)", [port.name, port.containerPort, protocol(port)]) if {
	port.name
} else := sprintf("`%v`%s", [port.containerPort, protocol(port)])

protocol(port) := " for UDP" if {
	port.protocol == "UDP"
} else := " for SCTP" if {
	port.protocol == "SCTP"
} else := ""
