# METADATA
# title: rights of the dashboard are used by something else
# description: |
#   Kubernetes Dashboard has an account with rights that are made for it alone, among them the
#   Secrets that hold its keys and sessions. Whatever else has that account or its role can log in
#   as its users.
#
#   The account of the dashboard is told by its name, and a pod of the dashboard by its own name,
#   its labels or its images.
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: RoleBinding
#   metadata: {name: web, namespace: shop}
#   roleRef:
#     apiGroup: rbac.authorization.k8s.io
#     kind: Role
#     name: kubernetes-dashboard
#   subjects:
#     - {kind: ServiceAccount, name: web, namespace: shop}
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: RoleBinding
#   metadata: {name: web, namespace: shop}
#   roleRef:
#     apiGroup: rbac.authorization.k8s.io
#     kind: Role
#     name: kubernetes-dashboard
#   subjects:
#     - {kind: ServiceAccount, name: kubernetes-dashboard, namespace: shop}
#   ```
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRoleBinding
#   metadata: {name: team}
#   roleRef:
#     apiGroup: rbac.authorization.k8s.io
#     kind: ClusterRole
#     name: kubernetes-dashboard
#   subjects:
#     - {kind: Group, name: "developers", apiGroup: rbac.authorization.k8s.io}
#   ```
#
#   ```yaml good
#   # The parts of newer versions have accounts of their own.
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRoleBinding
#   metadata: {name: dashboard}
#   roleRef:
#     apiGroup: rbac.authorization.k8s.io
#     kind: ClusterRole
#     name: kubernetes-dashboard-metrics-scraper
#   subjects:
#     - {kind: ServiceAccount, name: kubernetes-dashboard-metrics-scraper, namespace: shop}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: kubernetes-dashboard}
#   spec:
#     serviceAccountName: kubernetes-dashboard
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web, namespace: kubernetes-dashboard}
#   spec:
#     serviceAccountName: web
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: apps/v1
#   kind: Deployment
#   metadata: {name: metrics, namespace: kubernetes-dashboard}
#   spec:
#     selector: {matchLabels: {app: metrics}}
#     template:
#       metadata: {labels: {app: metrics}}
#       spec:
#         serviceAccountName: kubernetes-dashboard
#         containers:
#           - {name: metrics, image: "docker.io/kubernetesui/dashboard-metrics-scraper:1.2"}
#   ```
# custom:
#   level: info
#   on: links
#   links: [role, service-account]
#   outcomes: [found, external, optional, missing, wrong-namespace, wrong-kind]
#   aliases: [kubescape:C-0014]
package kubelint.rbac.rbac_dashboard_access

deny contains finding if {
	input.link.relation == "role"
	of_dashboard(input.link.target.name)
	some i, subject in input.object.subjects
	not of_dashboard(subject.name)
	finding := {
		"message": sprintf("%s %q has the %s of Kubernetes Dashboard", [
			subject.kind,
			subject.name,
			input.link.target.kind,
		]),
		"path": ["subjects", i, "name"],
		"help": "give it a role of its own, with what it needs",
	}
}

deny contains finding if {
	input.link.relation == "service-account"
	of_dashboard(input.link.target.name)
	not dashboard
	finding := {
		"message": sprintf("%s %q runs with the ServiceAccount of Kubernetes Dashboard", [
			input.resource.kind,
			input.resource.name,
		]),
		"path": input.link.path,
		"help": "give it a ServiceAccount of its own",
	}
}

of_dashboard(name) if name == "kubernetes-dashboard"

of_dashboard(name) if startswith(name, "kubernetes-dashboard-")

dashboard if contains(input.resource.name, "dashboard")

dashboard if {
	some value in input.pod.labels
	contains(value, "dashboard")
}

dashboard if {
	some container in input.pod.spec.containers
	contains(container.image, "dashboard")
}
