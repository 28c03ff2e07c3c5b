# What a pod gets of its ServiceAccount: `account` is `input.links.serviceAccount`.
package kubelint.lib.service_account

# Whether the token is mounted. The pod decides, then the ServiceAccount, and else it is.
mounts_token(spec, _) if spec.automountServiceAccountToken == true

mounts_token(spec, account) if {
	object.get(spec, "automountServiceAccountToken", null) == null
	not account.object.automountServiceAccountToken == false
}

# Whether the pod asks for a token of its own, with an audience and a lifetime.
projects_token(spec) if {
	some volume in spec.volumes
	some source in volume.projected.sources
	source.serviceAccountToken
}
