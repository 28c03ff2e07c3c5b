# AppArmor profiles as the annotation of the trial phase names them.
package kubelint.lib.apparmor

# What the name of a container follows in the annotation's key.
prefix := "container.apparmor.security.beta.kubernetes.io/"

# The value of an annotation as the field `appArmorProfile` has it.
profile("runtime/default") := {"type": "RuntimeDefault"}

profile("unconfined") := {"type": "Unconfined"}

profile(value) := {
	"type": "Localhost",
	"localhostProfile": trim_prefix(value, "localhost/"),
} if {
	startswith(value, "localhost/")
}
