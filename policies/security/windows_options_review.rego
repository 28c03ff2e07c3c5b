# METADATA
# title: account of a Windows container is worth a look
# description: |
#   On Windows the account decides what a container may do, and the one of the image is an
#   administrator as often as not. A domain account (`gmsaCredentialSpecName`) reaches beyond the
#   cluster as well.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     os: {name: windows}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     os: {name: windows}
#     securityContext:
#       windowsOptions: {runAsUserName: ContainerUser}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     os: {name: windows}
#     containers:
#       - name: web
#         image: example.com/web:1.0
#         securityContext:
#           windowsOptions: {runAsUserName: ContainerAdministrator}
#   ```
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     os: {name: windows}
#     securityContext:
#       windowsOptions: {runAsUserName: ContainerUser, gmsaCredentialSpecName: shop}
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
#
#   A Linux pod has no such account:
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: web}
#   spec:
#     containers:
#       - {name: web, image: "example.com/web:1.0"}
#   ```
# custom:
#   level: off
#   on: containers
#   containers: [regular, sidecar, init, ephemeral]
#   aliases: [kubescape:C-0211]
package kubelint.security.windows_options_review

path := ["securityContext", "windowsOptions"]

deny contains finding if {
	account := input.container.effective.securityContext.windowsOptions.gmsaCredentialSpecName
	finding := {
		"message": sprintf(
			"container %q acts under the domain account `%s`",
			[input.container.name, account],
		),
		"path": array.concat(path, ["gmsaCredentialSpecName"]),
		"help": "check that the account has the rights that the application needs and no others",
	}
}

deny contains finding if {
	input.container.effective.securityContext.windowsOptions.runAsUserName == administrator
	finding := {
		"message": sprintf("container %q runs as `%s`", [input.container.name, administrator]),
		"path": array.concat(path, ["runAsUserName"]),
		"help": "set `windowsOptions.runAsUserName: ContainerUser`",
	}
}

deny contains finding if {
	input.pod.os == "windows"
	not input.container.effective.securityContext.windowsOptions.runAsUserName
	finding := {
		"message": sprintf("container %q runs as the user of its image", [input.container.name]),
		"path": array.concat(path, ["runAsUserName"]),
		"help": "set `windowsOptions.runAsUserName: ContainerUser`",
	}
}

administrator := "ContainerAdministrator"
