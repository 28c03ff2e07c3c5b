# METADATA
# title: git-sync runs another git
# description: |
#   `GITSYNC_GIT` names the program that git-sync starts as git, so whoever can write this manifest
#   runs any program in the container.
#   It then has the credentials of the repository and of the pod's service account.
#
#   ```yaml bad
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: sync
#         image: registry.k8s.io/git-sync/git-sync:v4.4.2
#         env:
#           - {name: GITSYNC_REPO, value: "https://git.example.com/shop.git"}
#           - {name: GITSYNC_GIT, value: /tmp/git}
#   ```
#
#   ```yaml good
#   apiVersion: v1
#   kind: Pod
#   metadata: {name: shop}
#   spec:
#     containers:
#       - name: sync
#         image: registry.k8s.io/git-sync/git-sync:v4.4.2
#         env:
#           - {name: GITSYNC_REPO, value: "https://git.example.com/shop.git"}
#   ```
# custom:
#   level: warning
#   on: containers
#   aliases: [checkov:CKV_K8S_159]
package kubelint.images.git_sync_git_override

deny contains finding if {
	some index, variable in input.container.env
	variable.name == "GITSYNC_GIT"
	finding := {
		"message": sprintf("container %q replaces the git of git-sync", [input.container.name]),
		"path": ["env", index, "name"],
		"label": "runs any program",
		"help": "remove `GITSYNC_GIT`, the image brings its own git",
	}
}
