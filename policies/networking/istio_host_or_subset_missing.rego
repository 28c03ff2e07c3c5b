# METADATA
# title: VirtualService leads to a host, port or subset that is not there
# description: |
#   Istio answers requests for a host that is no Service, or for a subset that no DestinationRule
#   defines, with 503. Nothing else says so, for each of the objects is valid by itself.
#
#   Hosts outside of the cluster are not judged, and a name that nothing resembles is reported only
#   where others of its kind are among the files.
#
#   ```yaml bad
#   apiVersion: networking.istio.io/v1
#   kind: VirtualService
#   metadata: {name: reviews}
#   spec:
#     hosts: [reviews]
#     http:
#       - route: [{destination: {host: revews}}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: reviews}
#   spec:
#     selector: {app: reviews}
#     ports: [{port: 9080}]
#   ```
#
#   ```yaml good
#   apiVersion: networking.istio.io/v1
#   kind: VirtualService
#   metadata: {name: reviews}
#   spec:
#     hosts: [reviews]
#     http:
#       - route: [{destination: {host: reviews}}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: reviews}
#   spec:
#     selector: {app: reviews}
#     ports: [{port: 9080}]
#   ```
#
#   ```yaml bad
#   # The DestinationRule has no such subset.
#   apiVersion: networking.istio.io/v1
#   kind: VirtualService
#   metadata: {name: reviews}
#   spec:
#     hosts: [reviews]
#     http:
#       - route: [{destination: {host: reviews, subset: v3}}]
#   ---
#   apiVersion: networking.istio.io/v1
#   kind: DestinationRule
#   metadata: {name: reviews}
#   spec:
#     host: reviews
#     subsets:
#       - {name: v1, labels: {version: v1}}
#       - {name: v2, labels: {version: v2}}
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: reviews}
#   spec:
#     selector: {app: reviews}
#     ports: [{port: 9080}]
#   ```
#
#   ```yaml good
#   apiVersion: networking.istio.io/v1
#   kind: VirtualService
#   metadata: {name: reviews}
#   spec:
#     hosts: [reviews]
#     http:
#       - route: [{destination: {host: reviews, subset: v2}}]
#   ---
#   apiVersion: networking.istio.io/v1
#   kind: DestinationRule
#   metadata: {name: reviews}
#   spec:
#     host: reviews
#     subsets:
#       - {name: v1, labels: {version: v1}}
#       - {name: v2, labels: {version: v2}}
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: reviews}
#   spec:
#     selector: {app: reviews}
#     ports: [{port: 9080}]
#   ```
#
#   ```yaml bad
#   # The Service has no such port.
#   apiVersion: networking.istio.io/v1
#   kind: VirtualService
#   metadata: {name: reviews}
#   spec:
#     hosts: [reviews]
#     http:
#       - route: [{destination: {host: reviews, port: {number: 80}}}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: reviews}
#   spec:
#     selector: {app: reviews}
#     ports: [{port: 9080}]
#   ```
#
#   ```yaml good
#   # Outside of the cluster.
#   apiVersion: networking.istio.io/v1
#   kind: VirtualService
#   metadata: {name: search}
#   spec:
#     hosts: [search.example.com]
#     http:
#       - route: [{destination: {host: search.example.com}}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: reviews}
#   spec:
#     selector: {app: reviews}
#     ports: [{port: 9080}]
#   ```
# custom:
#   level: warning
#   on: links
#   links: [mesh-host, mesh-subset]
#   outcomes: [missing, missing-key, wrong-namespace, wrong-kind]
package kubelint.networking.istio_host_or_subset_missing

import data.kubelint.lib.link

deny contains finding if {
	input.link.relation == "mesh-host"
	input.link.outcome != "missing-key"
	link.reportable(input.link)
	finding := link.finding(
		input.link,
		sprintf("%s %q leads to host `%s`, which is no Service of the manifests", [
			input.resource.kind,
			input.resource.name,
			input.link.text,
		]),
		"write the name of a Service, or add a ServiceEntry for a host outside of the cluster",
	)
}

deny contains finding if {
	input.link.relation == "mesh-host"
	input.link.outcome == "missing-key"
	finding := object.union(
		link.finding(
			input.link,
			sprintf("%s %q leads to port `%s` of Service %q, which does not have it", [
				input.resource.kind,
				input.resource.name,
				input.link.target.key,
				input.link.to[0].name,
			]),
			sprintf("the Service has `%s`", [concat("`, `", ports)]),
		),
		{"shift": port_shift},
	)
}

# A part of the kustomization that is not here may give the Service other ports.
port_shift := 0 if {
	input.links.unit.open
} else := 1

ports := [sprintf("%v", [port.port]) | some port in input.targets[0].object.spec.ports]

deny contains finding if {
	input.link.relation == "mesh-subset"
	is_worth_it
	finding := link.finding(
		input.link,
		sprintf("%s %q leads to subset `%s` of `%s`, which %s", [
			input.resource.kind,
			input.resource.name,
			subset,
			input.link.target.name,
			lack,
		]),
		otherwise,
	)
}

otherwise := sprintf("it defines `%s`", [concat("`, `", subsets)]) if {
	count(subsets) > 0
} else := "add the subset to a DestinationRule of the host"

subsets := [one.name | some one in input.targets[0].object.spec.subsets]

# A DestinationRule that lacks the subset is there; that there is none is an absence.
is_worth_it if input.link.outcome == "missing-key"

is_worth_it if link.reportable(input.link)

subset := input.link.target.key if {
	input.link.target.key
} else := input.link.text

lack := sprintf("DestinationRule %q does not define", [input.link.to[0].name]) if {
	input.link.outcome == "missing-key"
} else := "no DestinationRule defines"
