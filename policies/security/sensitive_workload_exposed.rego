# METADATA
# title: admin interface or model server is exposed
# description: |
#   Consoles of clusters and databases, job servers and model servers mostly ask for no password,
#   because they count on a network that strangers cannot reach. Behind a NodePort, a load balancer
#   or an Ingress whoever finds the address may run jobs, read data or take over the cluster.
#
#   A Service whose target ports belong to another container of the pod, such as a proxy that asks
#   for a login, is not reported.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Service
#   metadata: {name: models}
#   spec:
#     type: LoadBalancer
#     selector: {app: models}
#     ports: [{port: 11434}]
#   ---
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: models}
#   spec:
#     selector: {matchLabels: {app: models}}
#     template:
#       metadata: {labels: {app: models}}
#       spec:
#         containers:
#           - {name: ollama, image: "ollama/ollama:0.12.3"}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Service
#   metadata: {name: models}
#   spec:
#     selector: {app: models}
#     ports: [{port: 11434}]
#   ---
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: models}
#   spec:
#     selector: {matchLabels: {app: models}}
#     template:
#       metadata: {labels: {app: models}}
#       spec:
#         containers:
#           - {name: ollama, image: "ollama/ollama:0.12.3"}
#   ```
#
#   ```yaml bad
#   # Through an Ingress.
#   apiVersion: networking.k8s.io/v1
#   kind: Ingress
#   metadata: {name: database-console}
#   spec:
#     defaultBackend: {service: {name: database-console, port: {number: 80}}}
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: database-console}
#   spec:
#     selector: {app: database-console}
#     ports: [{port: 80, targetPort: http}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: database-console, labels: {app: database-console}}
#   spec:
#     containers:
#       - name: adminer
#         image: adminer:5.4.0
#         ports: [{name: http, containerPort: 8080}]
#   ```
#
#   ```yaml bad
#   # Through a route of a gateway.
#   apiVersion: gateway.networking.k8s.io/v1
#   kind: HTTPRoute
#   metadata: {name: workflows}
#   spec:
#     parentRefs: [{name: public}]
#     rules:
#       - backendRefs: [{name: workflows, port: 2746}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: workflows}
#   spec:
#     selector: {app: workflows}
#     ports: [{port: 2746}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: workflows, labels: {app: workflows}}
#   spec:
#     containers:
#       - {name: server, image: "quay.io/argoproj/argocli:v3.7.2"}
#   ```
#
#   ```yaml good
#   # The Service leads to the proxy beside it.
#   apiVersion: v1
#   kind: Service
#   metadata: {name: metrics}
#   spec:
#     type: LoadBalancer
#     selector: {app: metrics}
#     ports: [{port: 443, targetPort: 4180}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: metrics, labels: {app: metrics}}
#   spec:
#     containers:
#       - name: login
#         image: quay.io/oauth2-proxy/oauth2-proxy:v7.12.0
#         ports: [{containerPort: 4180}]
#       - name: prometheus
#         image: prom/prometheus:v3.6.0
#         ports: [{containerPort: 9090}]
#   ```
#
#   ```yaml bad {"names": ["acme/console"]}
#   apiVersion: v1
#   kind: Service
#   metadata: {name: console}
#   spec:
#     type: NodePort
#     selector: {app: console}
#     ports: [{port: 80}]
#   ---
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: console, labels: {app: console}}
#   spec:
#     containers:
#       - {name: console, image: "ghcr.io/acme/console:1.0"}
#   ```
# custom:
#   level: warning
#   on: containers
#   containers: [regular, sidecar]
#   aliases: [kubescape:C-0021]
#   params:
#     names:
#       default:
#         - kubernetesui/dashboard
#         - kubernetesui/dashboard-web
#         - kubernetesui/dashboard-api
#         - kubernetes-dashboard-amd64
#         - headlamp-k8s/headlamp
#         - hjacobs/kube-ops-view
#         - weaveworks/scope
#         - argoproj/argocli
#         - centraldashboard
#         - central-dashboard
#         - jenkins/jenkins
#         - library/jenkins
#         - apache/airflow
#         - apache/nifi
#         - apache/zeppelin
#         - apache/spark
#         - rayproject/ray
#         - rayproject/ray-ml
#         - jupyter/base-notebook
#         - jupyter/scipy-notebook
#         - jupyter/tensorflow-notebook
#         - jupyter/pyspark-notebook
#         - mlflow/mlflow
#         - ollama/ollama
#         - vllm/vllm-openai
#         - huggingface/text-generation-inference
#         - localai/localai
#         - ggml-org/llama.cpp
#         - nvidia/tritonserver
#         - langflowai/langflow
#         - chromadb/chroma
#         - qdrant/qdrant
#         - prom/prometheus
#         - prometheus/prometheus
#         - prom/alertmanager
#         - prometheus/alertmanager
#         - jaegertracing/all-in-one
#         - library/adminer
#         - library/mongo-express
#         - library/phpmyadmin
#         - phpmyadmin/phpmyadmin
#         - rediscommander/redis-commander
#         - provectuslabs/kafka-ui
#         - obsidiandynamics/kafdrop
#         - tchiotludo/akhq
#         - lmenezes/cerebro
#       description: the last parts of the repositories of such images, from any registry
package kubelint.security.sensitive_workload_exposed

import data.kubelint.lib.service_port

deny contains finding if {
	some _ in input.links.services
	input.container.image.repository
	is_sensitive
	count(ways) > 0
	way := ways[0]
	finding := {
		"message": sprintf("`%s` in container %q is exposed by %s %q", [
			input.container.image.name,
			input.container.name,
			way.kind,
			way.name,
		]),
		"path": ["image"],
		"help": "make the Service a ClusterIP without Ingress or route, or put a login before it",
		"related": [{"of": way.ref, "path": way.path, "message": "from here it can be reached"}],
	}
}

is_sensitive if {
	some name in [input.container.image.repository, input.container.image.name, with_owner]
	name in input.params.names
}

with_owner := concat("/", array.slice(parts, count(parts) - 2, count(parts)))

parts := split(input.container.image.repository, "/")

# The Services that lead to this container from outside, and what leads to them.
ways := [way |
	some service in input.links.services
	leads_here(service)
	some way in array.concat(by_type(service), by_route(service))
]

by_type(service) := [{
	"kind": sprintf("%s Service", [service.type]),
	"name": service.name,
	"ref": service.ref,
	"path": ["spec", "type"],
}] if {
	service.type in {"NodePort", "LoadBalancer"}
} else := []

by_route(service) := [{
	"kind": route.kind,
	"name": route.name,
	"ref": route.ref,
	"path": ["metadata", "name"],
} |
	some route in service.exposedBy
]

leads_here(service) if {
	some port in service.ports
	target := object.get(port, "targetPort", port.port)
	is_own(target)
}

# A port that nobody declares may be this container's.
is_own(target) if target in numbers_and_names(object.get(input.container, "ports", []))

is_own(target) if not target in numbers_and_names(service_port.declared(input.pod.spec))

numbers_and_names(ports) := {value |
	some port in ports
	some key in ["containerPort", "name"]
	value := port[key]
}
