# Volumes of a pod that a PersistentVolumeClaim fills.
package kubelint.lib.claim

# The names of those that may be written to; a StatefulSet has `volumeClaimTemplates` as well.
writable(volumes, templates) := {volume.name |
	some volume in volumes
	is_writable(volume)
} | {template.metadata.name | some template in templates}

is_writable(volume) if {
	volume.persistentVolumeClaim
	not volume.persistentVolumeClaim.readOnly
}

is_writable(volume) if volume.ephemeral
