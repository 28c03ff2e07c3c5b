# METADATA
# title: NetworkPolicies keep Prometheus from the metrics of the pods
# description: |
#   A PodMonitor, a ServiceMonitor or the annotation `prometheus.io/scrape` asks Prometheus to
#   fetch metrics of these pods. When the policies admit nobody from its namespace, the target is
#   down and alerts on its metrics stay silent.
#
#   All policies that select the pods count together. Peers whose labels look like those of a
#   monitoring system are taken for it, and so are all pods of a namespace with such a name.
#
#   ```yaml bad
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{podSelector: {matchLabels: {app: jobs}}}]
#   ---
#   apiVersion: monitoring.coreos.com/v1
#   kind: PodMonitor
#   metadata: {name: web}
#   spec:
#     selector: {matchLabels: {app: web}}
#     podMetricsEndpoints: [{port: metrics}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         ports: [{name: metrics, containerPort: 9090}]
#   ```
#
#   ```yaml good
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: monitoring}}}]
#   ---
#   apiVersion: monitoring.coreos.com/v1
#   kind: PodMonitor
#   metadata: {name: web}
#   spec:
#     selector: {matchLabels: {app: web}}
#     podMetricsEndpoints: [{port: metrics}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         ports: [{name: metrics, containerPort: 9090}]
#   ```
#
#   ```yaml bad
#   # By an annotation, on a port that only others may use.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{namespaceSelector: {}}]
#         ports: [{port: 8080}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata:
#     name: web
#     labels: {app: web}
#     annotations: {prometheus.io/scrape: "true", prometheus.io/port: "9090"}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{namespaceSelector: {}}]
#         ports: [{port: 8080}, {port: 9090}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata:
#     name: web
#     labels: {app: web}
#     annotations: {prometheus.io/scrape: "true", prometheus.io/port: "9090"}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml bad
#   # By a ServiceMonitor.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{podSelector: {matchLabels: {app: jobs}}}]
#   ---
#   apiVersion: monitoring.coreos.com/v1
#   kind: ServiceMonitor
#   metadata: {name: web}
#   spec:
#     selector: {matchLabels: {app: web}}
#     endpoints: [{port: metrics}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     selector: {app: web}
#     ports: [{name: metrics, port: 80, targetPort: 9090}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         ports: [{name: prom, containerPort: 9090}]
#   ```
#
#   ```yaml bad
#   # The port of the pods counts.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{namespaceSelector: {}}]
#         ports: [{port: 80}]
#   ---
#   apiVersion: monitoring.coreos.com/v1
#   kind: ServiceMonitor
#   metadata: {name: web}
#   spec:
#     selector: {matchLabels: {app: web}}
#     endpoints: [{port: metrics}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     selector: {app: web}
#     ports: [{name: metrics, port: 80, targetPort: 9090}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         ports: [{name: prom, containerPort: 9090}]
#   ```
#
#   ```yaml good
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{namespaceSelector: {}}]
#         ports: [{port: 9090}]
#   ---
#   apiVersion: monitoring.coreos.com/v1
#   kind: ServiceMonitor
#   metadata: {name: web}
#   spec:
#     selector: {matchLabels: {app: web}}
#     endpoints: [{port: metrics}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     selector: {app: web}
#     ports: [{name: metrics, port: 80, targetPort: 9090}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         ports: [{name: prom, containerPort: 9090}]
#   ```
#
#   ```yaml good
#   # A port by name may be any.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{namespaceSelector: {}}]
#         ports: [{port: 8080}]
#   ---
#   apiVersion: monitoring.coreos.com/v1
#   kind: ServiceMonitor
#   metadata: {name: web}
#   spec:
#     selector: {matchLabels: {app: web}}
#     endpoints: [{port: metrics}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     selector: {app: web}
#     ports: [{name: metrics, port: 80, targetPort: prom}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         ports: [{name: prom, containerPort: 9090}]
#   ```
#
#   ```yaml good
#   # Prometheus is in the same namespace.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{podSelector: {matchLabels: {app.kubernetes.io/name: prometheus}}}]
#   ---
#   apiVersion: monitoring.coreos.com/v1
#   kind: PodMonitor
#   metadata: {name: web}
#   spec:
#     selector: {matchLabels: {app: web}}
#     podMetricsEndpoints: [{port: metrics}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         ports: [{name: metrics, containerPort: 9090}]
#   ```
#
#   ```yaml good
#   # The namespace is that of Prometheus.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web, namespace: monitoring}
#   spec:
#     podSelector: {matchLabels: {app: web}}
#     policyTypes: [Ingress]
#     ingress:
#       - from: [{podSelector: {}}]
#   ---
#   apiVersion: monitoring.coreos.com/v1
#   kind: PodMonitor
#   metadata: {name: web, namespace: monitoring}
#   spec:
#     selector: {matchLabels: {app: web}}
#     podMetricsEndpoints: [{port: metrics}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: monitoring, labels: {app: web}}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         ports: [{name: metrics, containerPort: 9090}]
#   ```
#
#   ```yaml good
#   # Only egress is restricted.
#   apiVersion: networking.k8s.io/v1
#   kind: NetworkPolicy
#   metadata: {name: web}
#   spec:
#     podSelector: {}
#     policyTypes: [Egress]
#   ---
#   apiVersion: monitoring.coreos.com/v1
#   kind: PodMonitor
#   metadata: {name: web}
#   spec:
#     selector: {matchLabels: {app: web}}
#     podMetricsEndpoints: [{port: metrics}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, labels: {app: web}}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         ports: [{name: metrics, containerPort: 9090}]
#   ```
# custom:
#   level: info
#   on: pods
package kubelint.networkpolicy.networkpolicy_blocks_metrics_scrape

import data.kubelint.lib.network_policy

deny contains finding if {
	some policy in input.links.networkPolicies
	policy.ingress
	cause := scraped
	rules := network_policy.rules(input.links.networkPolicies, "ingress")
	not admits_prometheus(rules, cause.port)
	not input.pod.effective.hostNetwork
	not network_policy.has_other_policies(input.links.usedBy)
	finding := {
		"message": sprintf("%s has metrics for Prometheus, which no ingress rule admits", [who]),
		"path": cause.path,
		"mark": "key",
		"help": "add an ingress rule with the `namespaceSelector` of Prometheus' namespace",
		"related": array.concat(
			network_policy.places(input.links.networkPolicies, "ingress"),
			cause.related,
		),
	}
}

who := sprintf("%s %q", [input.resource.kind, input.resource.name])

# Who asks for the metrics; port 0 when that is not known.
scraped := {
	"path": ["metadata", "annotations", "prometheus.io/scrape"],
	"port": port,
	"related": [],
} if {
	input.pod.annotations["prometheus.io/scrape"] == "true"
} else := {
	"path": ["metadata", "labels"],
	"port": 0,
	"related": [{
		"of": monitors[0].ref,
		"path": ["metadata", "name"],
		"message": sprintf("%s %q asks for its metrics", [monitors[0].kind, monitors[0].name]),
	}],
} if {
	count(monitors) > 0
} else := {
	"path": ["metadata", "labels"],
	"port": port_of(monitored[0].service, monitored[0].monitor.spec.endpoints),
	"related": [{
		"of": monitored[0].monitor.ref,
		"path": ["metadata", "name"],
		"message": sprintf("ServiceMonitor %q asks for its metrics, through Service %q", [
			monitored[0].monitor.name,
			monitored[0].service.name,
		]),
	}],
} if {
	count(monitored) > 0
}

# Where a ServiceMonitor with one endpoint finds the metrics.
port_of(service, [endpoint]) := number if {
	some one in service.ports
	one.name == endpoint.port
	number := object.get(one, "targetPort", one.port)
	is_number(number)
} else := 0

port_of(_, endpoints) := 0 if count(endpoints) != 1

monitored := [{"service": service, "monitor": monitor} |
	some service in input.links.services
	some monitor in service.monitoredBy
]

monitors := [user | some user in input.links.usedBy; user.relation == "monitor-pods"]

port := to_number(input.pod.annotations["prometheus.io/port"]) if {
	regex.match(`^[1-9][0-9]*$`, input.pod.annotations["prometheus.io/port"])
} else := 0

admits_prometheus(rules, number) if {
	some rule in rules
	opens(rule, number)
	admits(rule)
}

opens(_, 0) := true

opens(rule, number) if {
	number > 0
	network_policy.opens(rule, number, "TCP")
}

admits(rule) if network_policy.peers(rule, "ingress") == []

admits(rule) if {
	some peer in rule.from
	may_be_prometheus(peer)
}

may_be_prometheus(peer) if peer.namespaceSelector

may_be_prometheus(peer) if peer.ipBlock

may_be_prometheus(peer) if {
	network_policy.selects_all(peer.podSelector)
	regex.match(monitoring, input.resource.namespace)
}

may_be_prometheus(peer) if {
	some label in network_policy.requirements(peer.podSelector)
	regex.match(monitoring, label)
}

monitoring := `(?i)prom|monitor|metric|observ|scrap|victoria|vmagent|otel|collector|agent|grafana`
