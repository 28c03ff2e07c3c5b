# Access modes of PersistentVolumeClaims.
package kubelint.lib.access_mode

# The mode of a claim that one node, or one pod, may mount; undefined when it can be shared.
single(modes) := "ReadWriteOncePod" if {
	"ReadWriteOncePod" in modes
} else := "ReadWriteOnce" if {
	count(modes) > 0
	every mode in modes {
		mode == "ReadWriteOnce"
	}
}
