# METADATA
# title: rule of a role grants nothing
# description: |
#   Kubernetes takes any words in the rules of a role and then compares them letter by letter with
#   what is asked for. A `Pod`, a `deployments` in the wrong API group or a `read` never match, and
#   the program is refused at run time.
#
#   Resources of other API groups than those of Kubernetes are taken as they are, and resources that
#   Kubernetes no longer has are not reported. A group that is wrong is reported only when the
#   others of the rule do not make up for it.
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web, namespace: shop}
#   rules:
#     - apiGroups: [""]
#       resources: [pod]
#       verbs: [get]
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web, namespace: shop}
#   rules:
#     - apiGroups: [""]
#       resources: [pods]
#       verbs: [get]
#   ```
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web, namespace: shop}
#   rules:
#     - apiGroups: [apps]
#       resources: [Deployment]
#       verbs: [get]
#   ```
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web, namespace: shop}
#   rules:
#     - apiGroups: [""]
#       resources: [svc]
#       verbs: [get]
#   ```
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web, namespace: shop}
#   rules:
#     - apiGroups: [""]
#       resources: [deployments]
#       verbs: [get]
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web, namespace: shop}
#   rules:
#     - apiGroups: ["", apps]
#       resources: [deployments, pods]
#       verbs: [get]
#   ```
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web, namespace: shop}
#   rules:
#     - apiGroups: [""]
#       resources: [virtualservices]
#       verbs: [get]
#   ```
#
#   ```yaml good {"extra-resources": ["virtualservices"]}
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web, namespace: shop}
#   rules:
#     - apiGroups: [""]
#       resources: [virtualservices]
#       verbs: [get]
#   ```
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web, namespace: shop}
#   rules:
#     - apiGroups: [apps/v1]
#       resources: [deployments]
#       verbs: [get]
#   ```
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web, namespace: shop}
#   rules:
#     - apiGroups: [v1]
#       resources: [pods]
#       verbs: [get]
#   ```
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web, namespace: shop}
#   rules:
#     - apiGroups: [core]
#       resources: [pods]
#       verbs: [get]
#   ```
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web, namespace: shop}
#   rules:
#     - apiGroups: [networking]
#       resources: [ingresses]
#       verbs: [get]
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web, namespace: shop}
#   rules:
#     - apiGroups: ["", core]
#       resources: [pods]
#       verbs: [get]
#   ```
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web, namespace: shop}
#   rules:
#     - apiGroups: [""]
#       resources: [pods]
#       verbs: [read]
#   ```
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web, namespace: shop}
#   rules:
#     - apiGroups: [""]
#       resources: [pods]
#       verbs: [Get, list]
#   ```
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web, namespace: shop}
#   rules:
#     - apiGroups: [""]
#       resources: [pods]
#       verbs: [fetch]
#   ```
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web, namespace: shop}
#   rules:
#     - apiGroups: [""]
#       resources: [pods/logs]
#       verbs: [get]
#   ```
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web, namespace: shop}
#   rules:
#     - apiGroups: [example.com]
#       resources: [Reports]
#       verbs: [get]
#   ```
#
#   ```yaml bad
#   # `*` stands for subresources only in front: `*/scale`.
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web, namespace: shop}
#   rules:
#     - apiGroups: [apps]
#       resources: [deployments/*]
#       verbs: [patch]
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web, namespace: shop}
#   rules:
#     - apiGroups: [apps]
#       resources: ["*/scale", deployments/finalizers]
#       verbs: [update]
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web, namespace: shop}
#   rules:
#     - apiGroups: [example.com]
#       resources: [report]
#       verbs: [publish]
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web, namespace: shop}
#   rules:
#     - apiGroups: [extensions]
#       resources: [ingresses]
#       verbs: [get]
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: Role
#   metadata: {name: web, namespace: shop}
#   rules:
#     - apiGroups: ["*"]
#       resources: [foos]
#       verbs: [get]
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - apiGroups: [rbac.authorization.k8s.io]
#       resources: [clusterroles]
#       verbs: [bind, escalate]
#     - apiGroups: [authentication.k8s.io]
#       resources: [userextras/scopes]
#       verbs: [impersonate]
#     - apiGroups: [certificates.k8s.io]
#       resources: [signers]
#       verbs: [approve, sign]
#     - apiGroups: [""]
#       resources: [nodes/metrics]
#       verbs: [get]
#   ```
#
#   ```yaml good
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - nonResourceURLs: [/metrics]
#       verbs: [get, post]
#   ```
#
#   ```yaml bad
#   apiVersion: rbac.authorization.k8s.io/v1
#   kind: ClusterRole
#   metadata: {name: web}
#   rules:
#     - nonResourceURLs: [/metrics]
#       verbs: [GET]
#   ```
# custom:
#   level: warning
#   on: [Role, ClusterRole]
#   params:
#     extra-resources:
#       default: []
#       description: resources that the cluster has in the API groups of Kubernetes all the same
package kubelint.rbac.rbac_rule_ineffective

import data.resources

deny contains finding if {
	some i, rule in input.object.rules
	some j, group in rule.apiGroups
	right := right_group(group)
	some resource in rule.resources
	not owned(rule, resource)
	finding := {
		"message": sprintf("%s grants nothing: there is no API group `%s`", [role, group]),
		"path": ["rules", i, "apiGroups", j],
		"help": sprintf("write `%s`", [in_words(right)]),
		"fix": {
			"set": ["rules", i, "apiGroups", j],
			"value": right,
			"title": sprintf("change the group to `%s`", [in_words(right)]),
		},
	}
}

deny contains finding if {
	some i, rule in input.object.rules
	some j, resource in rule.resources
	problem := resource_problem(rule, resource)
	path := ["rules", i, "resources", j]
	found := {
		"message": sprintf("%s grants nothing on `%s`: %s", [role, resource, problem.text]),
		"path": path,
		"help": problem.help,
	}
	finding := object.union(found, fix(path, problem))
}

deny contains finding if {
	some i, rule in input.object.rules
	some j, verb in rule.verbs
	not verb in verbs
	problem := verb_problem(rule, verb)
	path := ["rules", i, "verbs", j]
	found := {
		"message": sprintf("%s grants nothing with `%s`: there is no such verb", [role, verb]),
		"path": path,
		"help": problem.help,
	}
	finding := object.union(found, fix(path, problem))
}

role := sprintf("%s %q", [input.resource.kind, input.resource.name])

fix(path, problem) := {"fix": {
	"set": path,
	"value": problem.right,
	"title": sprintf("change it to `%s`", [problem.right]),
}}

fix(_, problem) := {} if not problem.right

# Groups.

# What was meant by something that cannot be an API group.
right_group(group) := split(group, "/")[0] if {
	contains(group, "/")
} else := "" if {
	group == "core"
} else := "" if {
	regex.match(`^v[0-9]+((alpha|beta)[0-9]+)?$`, group)
} else := lower(group) if {
	lower(group) != group
} else := long if {
	not resources.groups[group]
	longer := [known | some known, _ in resources.groups; split(known, ".")[0] == group]
	long := longer[0]
}

# Whether one of the groups of a rule has a resource. Those that are not of Kubernetes may have any.
owned(_, resource) if startswith(resource, "*")

owned(_, resource) if base(resource) in input.params["extra-resources"]

owned(rule, resource) if {
	some group in rule.apiGroups
	has(group, base(resource))
}

has(group, name) if resources.groups[group][name]

has(group, _) if {
	not resources.groups[group]
	not right_group(group)
}

# Whether all groups of a rule are of Kubernetes.
of_kubernetes(rule) if {
	known := [group | some group in rule.apiGroups; resources.groups[group]]
	count(known) == count(rule.apiGroups)
}

in_words("") := `""`

in_words(group) := group if group != ""

# Resources.

resource_problem(rule, resource) := problem if {
	problem := {
		"text": "`*` stands for a resource, and for no subresource",
		"help": "name the subresources",
	}
	endswith(resource, "/*")
} else := problem if {
	lower(resource) != resource
	problem := misspelt(rule, resource, "resources are written in lower case and in the plural")
} else := problem if {
	not owned(rule, resource)
	of_kubernetes(rule)
	problem := misspelt(rule, resource, sprintf("API group `%s` has no such resource", [
		concat("`, `", [in_words(group) | some group in rule.apiGroups]),
	]))
} else := problem if {
	[name, subresource] := split(resource, "/")
	likely := [right |
		some group in rule.apiGroups
		known := resources.groups[group][name].subresources
		not subresource in known
		some right in known
		plain(right) == plain(subresource)
	]
	right := sprintf("%s/%s", [name, likely[0]])
	problem := {
		"text": "there is no such subresource",
		"help": sprintf("write `%s`", [right]),
		"right": right,
	}
}

# What was meant: a resource of the same groups, or of others.
misspelt(rule, resource, text) := problem if {
	names := [name | some group in rule.apiGroups; some name in meant(group, base(resource))]
	count(names) > 0
	right := concat("/", array.concat([names[0]], subresources(resource)))
	problem := {"text": text, "help": sprintf("write `%s`", [right]), "right": right}
} else := problem if {
	others := [[group, name] |
		some group, _ in resources.groups
		group != "extensions"
		some name in meant(group, base(resource))
	]
	count(others) > 0
	problem := {
		"text": text,
		"help": sprintf("`%s` belongs to API group `%s`", [
			others[0][1],
			concat("` or `", [in_words(other[0]) | some other in others]),
		]),
	}
} else := {
	"text": text,
	"help": "write the resource as in `kubectl api-resources`, with its API group",
}

base(resource) := split(resource, "/")[0]

subresources(resource) := array.slice(split(lower(resource), "/"), 1, 9)

# The resource of a group that goes by a name: the plural, the singular, the kind, the short one.
meant(group, name) := {plural |
	some plural, entry in resources.groups[group]
	plain(name) in ({plain(plural), plain(entry.kind)} | {short | some short in entry.short})
}

plain(name) := trim_suffix(lower(replace(replace(name, "-", ""), "_", "")), "s")

# Verbs.

verbs := {
	"get",
	"list",
	"watch",
	"create",
	"update",
	"patch",
	"delete",
	"deletecollection",
	"approve",
	"attest",
	"bind",
	"escalate",
	"impersonate",
	"proxy",
	"redirect",
	"request-serviceaccounts-token-audience",
	"sign",
	"use",
	"*",
}

# Methods of HTTP, for paths that are no resources.
methods := {"head", "options", "post", "put"}

verb_problem(rule, verb) := {"help": sprintf("write `%s`", [right]), "right": right} if {
	right := lower(verb)
	right != verb
	right in (verbs | methods)
} else := {"help": sprintf("write %s", [right])} if {
	right := similar[verb]
	no_verb(rule, verb)
} else := {"help": "write a verb such as `get`, `list`, `watch`, `create`, `update`, `patch`"} if {
	no_verb(rule, verb)
}

no_verb(rule, verb) if {
	not contains(verb, ":")
	count(rule.apiGroups) > 0
	of_kubernetes(rule)
}

no_verb(rule, verb) if {
	count(rule.nonResourceURLs) > 0
	not verb in methods
}

similar := {
	"add": "`create`",
	"all": "`*`",
	"edit": "`update` and `patch`",
	"modify": "`update` and `patch`",
	"post": "`create`",
	"put": "`update`",
	"read": "`get`, `list` and `watch`",
	"remove": "`delete`",
	"view": "`get`, `list` and `watch`",
	"write": "`create`, `update`, `patch` and `delete`",
}
