# METADATA
# title: preStop hook takes up the whole grace period
# description: |
#   The grace period starts before the preStop hook, so that a hook which sleeps as long leaves the
#   container no time of its own. It is killed without having finished its requests or written its
#   data.
#
#   A `sleep` action that is longer than the grace period is refused by the API server and not
#   reported here.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         lifecycle: {preStop: {exec: {command: [sleep, "30"]}}}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     terminationGracePeriodSeconds: 60
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         lifecycle: {preStop: {exec: {command: [sleep, "30"]}}}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     terminationGracePeriodSeconds: 60
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         lifecycle: {preStop: {exec: {command: [sh, -c, "web drain; sleep 2m"]}}}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     terminationGracePeriodSeconds: 10
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         lifecycle: {preStop: {sleep: {seconds: 10}}}
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
#         lifecycle: {preStop: {sleep: {seconds: 15}}}
#       - name: log
#         image: example.com/log:1.0
#         lifecycle: {preStop: {exec: {command: [sh, -c, "sleep 0.5; kill 1"]}}}
#   ```
#
#   ```yaml bad {"margin": 10}
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         lifecycle: {preStop: {sleep: {seconds: 25}}}
#   ```
# custom:
#   level: warning
#   on: containers
#   containers: [regular, sidecar]
#   params:
#     margin:
#       default: 1
#       description: how many seconds must be left for the container itself
package kubelint.probes.prestop_exceeds_grace_period

deny contains finding if {
	hook := input.container.lifecycle.preStop
	grace := input.pod.effective.terminationGracePeriodSeconds
	grace > 0
	not hook.sleep.seconds > grace
	[seconds, path] := slept(hook)
	seconds + input.params.margin > grace
	finding := {
		"message": sprintf("the preStop hook of container %q sleeps %v of %v seconds of grace", [
			input.container.name,
			seconds,
			grace,
		]),
		"path": array.concat(["lifecycle", "preStop"], path),
		"help": "raise `terminationGracePeriodSeconds` of the pod, or sleep less",
	}
}

# How long a hook sleeps, and where it says so.
slept(hook) := [hook.sleep.seconds, ["sleep", "seconds"]] if {
	hook.sleep.seconds
} else := [max(times), ["exec", "command"]] if {
	found := regex.find_all_string_submatch_n(
		`(?:^|[ ;&|(/])sleep ([0-9]+)([smh]?)`,
		concat(" ", hook.exec.command),
		-1,
	)
	times := [time |
		some match in found
		time := to_number(match[1]) * units[match[2]]
	]
}

units := {"": 1, "s": 1, "m": 60, "h": 3600}
