# METADATA
# title: setting names a Service or a port that is not there
# description: |
#   The name of a Service is an address inside of the cluster, and one that differs by a letter is
#   resolved by nobody. The program starts all the same, and fails when it connects for the first
#   time.
#
#   Only an address that resembles a Service of the files is reported, or one of a Service that
#   lacks the port: all others may be elsewhere.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         env: [{name: CACHE_URL, value: "redis://cahce:6379/0"}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: cache}
#   spec:
#     selector: {app: cache}
#     ports: [{port: 6379}]
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         env: [{name: CACHE_URL, value: "redis://cache:6379/0"}]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: cache}
#   spec:
#     selector: {app: cache}
#     ports: [{port: 6379}]
#   ```
#
#   ```yaml bad
#   # The Service does not have the port.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         args: ["--cache=http://cache:6380"]
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: cache}
#   spec:
#     selector: {app: cache}
#     ports: [{port: 6379}]
#   ```
#
#   ```yaml good
#   # No Service of the files, and nothing that resembles one.
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         env:
#           - {name: SEARCH_URL, value: "http://search:9200"}
#           - {name: MAIL_HOST, value: mail.example.com}
#   ---
#   apiVersion: v1
#   kind: Service
#   metadata: {name: cache}
#   spec:
#     selector: {app: cache}
#     ports: [{port: 6379}]
#   ```
# custom:
#   level: info
#   on: links
#   links: [env-service]
#   outcomes: [missing, missing-key]
package kubelint.references.env_service_host_unknown

import data.kubelint.lib.link

deny contains link.finding(input.link, unknown, "") if {
	input.link.outcome == "missing"
	input.link.nearest
}

unknown := sprintf("%s connects to %q, which is no Service of the manifests", [
	link.who(input.link, input.resource),
	input.link.target.name,
])

deny contains finding if {
	input.link.outcome == "missing-key"
	finding := object.union(
		link.finding(input.link, without_port, "write a port that the Service has"),
		{"path": input.link.path},
	)
}

without_port := sprintf("%s connects to port `%s` of Service %q, which does not have it", [
	link.who(input.link, input.resource),
	input.link.target.key,
	input.link.target.name,
])
