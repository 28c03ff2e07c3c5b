# Folders and files of the node that a `hostPath` volume gives to a pod.
package kubelint.lib.host_path

# The path without doubled or trailing slashes, and with `/run` for `/var/run`, which links to it.
clean(path) := under_run(absolute(trim_right(replace(path, "//", "/"), "/")))

absolute("") := "/"

absolute(path) := path if path != ""

under_run(path) := trim_prefix(path, "/var") if covers("/var/run", path)

under_run(path) := path if not covers("/var/run", path)

# Whether `path` is `folder` or lies in it.
covers(folder, path) if folder == path

covers(folder, path) if startswith(path, concat("", [folder, "/"]))

# What lies at a clean path, by the gravest that applies; each has a rule of its own.
class(path) := "socket" if {
	is_socket(path)
} else := "credentials" if {
	is_credentials(path)
} else := "sensitive" if {
	is_sensitive(path)
} else := "other"

# A folder counts when a socket lies in it, the root folder only as what it is.
is_socket(path) if {
	some socket in sockets
	covers(path, socket)
}

is_socket(path) if {
	steps := split(path, "/")
	steps[count(steps) - 1] in socket_names
}

is_socket(path) if lower(path) in socket_pipes

sockets := {
	"/run/containerd/containerd.sock",
	"/run/cri-dockerd.sock",
	"/run/crio/crio.sock",
	"/run/docker.sock",
	"/run/dockershim.sock",
	"/run/k0s/containerd.sock",
	"/run/k3s/containerd/containerd.sock",
	"/run/podman/podman.sock",
}

socket_names := {
	"containerd.sock",
	"cri-dockerd.sock",
	"crio.sock",
	"docker.sock",
	"dockershim.sock",
	"podman.sock",
}

socket_pipes := {`\\.\pipe\containerd-containerd`, `\\.\pipe\docker_engine`}

is_credentials(path) if path in credential_files

is_credentials(path) if {
	some folder in credential_folders
	contains(concat("", [path, "/"]), folder)
}

credential_files := {
	"/etc/kubernetes/azure.json",
	"/etc/kubernetes/cloud-config",
	"/etc/kubernetes/cloud.conf",
}

credential_folders := {"/.aws/", "/.azure/", "/.config/gcloud/"}

is_sensitive(path) if path == "/"

# The folder itself, or one that holds it.
is_sensitive(path) if {
	some folder in sensitive
	covers(path, folder)
}

is_sensitive(path) if path in sensitive_files

sensitive := {
	"/bin",
	"/boot",
	"/dev",
	"/etc",
	"/etc/cron.d",
	"/etc/kubernetes",
	"/etc/kubernetes/manifests",
	"/etc/kubernetes/pki",
	"/etc/ssh",
	"/etc/systemd",
	"/home",
	"/lib",
	"/lib64",
	"/proc",
	"/root",
	"/root/.kube",
	"/root/.ssh",
	"/sbin",
	"/sys",
	"/usr",
	"/usr/bin",
	"/usr/local/bin",
	"/usr/sbin",
	"/var/lib/containerd",
	"/var/lib/containers",
	"/var/lib/docker",
	"/var/lib/etcd",
	"/var/lib/kubelet",
	"/var/lib/kubelet/pki",
}

sensitive_files := {
	"/dev/kmem",
	"/dev/mem",
	"/etc/crontab",
	"/etc/kubernetes/admin.conf",
	"/etc/kubernetes/super-admin.conf",
	"/etc/passwd",
	"/etc/shadow",
	"/etc/sudoers",
	"/proc/sysrq-trigger",
	"/var/lib/kubelet/config.yaml",
	"/var/lib/kubelet/kubeconfig",
}

# Where containers mount the volume, as `related` places of a pod.
mounts(containers, volume) := [place |
	some container in containers
	some i, mount in container.volumeMounts
	mount.name == volume
	container.name
	mount.mountPath
	place := {
		"path": array.concat(container.path, ["volumeMounts", i]),
		"message": sprintf("container %q mounts it at `%s`", [container.name, mount.mountPath]),
	}
]

# Whether a container mounts the volume without `readOnly`.
is_written(containers, volume) if {
	some container in containers
	some mount in container.volumeMounts
	mount.name == volume
	not mount.readOnly
}
