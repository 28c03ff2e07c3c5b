# Probes and lifecycle hooks of a container, and the Services that depend on them.
package kubelint.lib.probe

# Kinds whose pods run until something replaces them.
long_running := {
	"DaemonSet",
	"Deployment",
	"DeploymentConfig",
	"ReplicaSet",
	"ReplicationController",
	"Rollout",
	"StatefulSet",
}

# The field of a probe: `livenessProbe` for `liveness`.
field(name) := sprintf("%sProbe", [name])

# The Services for whose sake a container needs the field at `path`, a probe or a hook: those that
# send their traffic to a port of it. When no container declares a Service's port, some container of
# the pod has to have the field, and the first regular one stands for all. Ports and Services for
# metrics do not count: who scrapes them asks pods that are not ready as well. A container that only
# sleeps serves nobody.
needed_by(path, container, pod, services) := [service |
	some service in services
	not is_metrics_service(service)
	not service.publishNotReadyAddresses
	not only_sleeps(container)
	needs(path, container, pod, service)
]

# Whether the container does nothing, and is there to be entered with `kubectl exec`.
only_sleeps(container) if regex.match(`^([^ ]*/)?sleep$`, container.command[0])

needs(_, container, _, service) if owns(container, service)

needs(path, container, pod, service) if {
	stands_for_all(path, container, pod)
	not owned(pod.containers, service)
	not only_metrics(service)
}

# Whether a container is the pod's first regular one and none has the field at `path`.
stands_for_all(path, container, pod) if {
	container.path == ["spec", "containers", 0]
	not somebody_has(path, pod.containers)
}

somebody_has(path, containers) if {
	some container in containers
	object.get(container, path, null) != null
}

owned(containers, service) if {
	some container in containers
	owns(container, service)
}

owns(container, service) if count(targets(container, service)) > 0

# The ports of the Service that the container declares, by the names or numbers that the Service
# uses.
targets(container, service) := [target |
	some port in service.ports
	not is_metrics(port)
	target := object.get(port, "targetPort", port.port)
	some declared in container.ports
	target in [declared.containerPort, object.get(declared, "name", null)]
]

only_metrics(service) if {
	count(service.ports) > 0
	every port in service.ports {
		is_metrics(port)
	}
}

is_metrics(port) if contains(port.name, "metrics")

# `web-metrics`, `web-metrics-service` as operators name it, `node-exporter`; `metrics-server` is
# something else.
is_metrics_service(service) if endswith(service.name, "-metrics")

is_metrics_service(service) if endswith(service.name, "-metrics-service")

is_metrics_service(service) if endswith(service.name, "-exporter")

# Services as a message names them, and the first of them as places of a finding.
names(services) := sprintf("Service %q", [services[0].name]) if {
	count(distinct(services)) == 1
} else := sprintf("%d Services", [count(distinct(services))])

distinct(services) := {service.name | some service in services}

related(services) := [{
	"of": service.ref,
	"path": ["spec", "selector"],
	"message": "this Service selects the pod",
} |
	some service in array.slice(services, 0, 3)
]
