# Linux capabilities as `securityContext.capabilities` names them: in upper case, without `CAP_`.
package kubelint.lib.capability

# The name that the kernel's list has: `NET_RAW` for `cap_net_raw`.
canonical(text) := trim_prefix(upper(text), "CAP_")

# What Pod Security's level `baseline` lets a container add.
baseline := {
	"AUDIT_WRITE",
	"CHOWN",
	"DAC_OVERRIDE",
	"FOWNER",
	"FSETID",
	"KILL",
	"MKNOD",
	"NET_BIND_SERVICE",
	"SETFCAP",
	"SETGID",
	"SETPCAP",
	"SETUID",
	"SYS_CHROOT",
}

# Those that reach beyond the container, with what they do for it.
dangerous := {
	"ALL": "makes it nearly root on the node",
	"BPF": "lets it load programs into the node's kernel",
	"DAC_READ_SEARCH": "lets it open the node's files past every permission",
	"MAC_ADMIN": "lets it change the node's mandatory access control",
	"MAC_OVERRIDE": "exempts it from the node's mandatory access control",
	"NET_ADMIN": "lets it change interfaces, routes and firewall rules",
	"NET_RAW": "lets it forge packets of other pods",
	"PERFMON": "lets it watch every process of the node",
	"SYS_ADMIN": "makes it nearly root on the node",
	"SYS_BOOT": "lets it restart the node",
	"SYS_MODULE": "lets it load modules into the node's kernel",
	"SYS_PTRACE": "lets it read and change other processes",
	"SYS_RAWIO": "lets it write to the node's memory and disks",
}

# Every name that the kernel knows, and `ALL`.
known := baseline | object.keys(dangerous) | {
	"AUDIT_CONTROL",
	"AUDIT_READ",
	"BLOCK_SUSPEND",
	"CHECKPOINT_RESTORE",
	"IPC_LOCK",
	"IPC_OWNER",
	"LEASE",
	"LINUX_IMMUTABLE",
	"NET_BROADCAST",
	"SYSLOG",
	"SYS_NICE",
	"SYS_PACCT",
	"SYS_RESOURCE",
	"SYS_TIME",
	"SYS_TTY_CONFIG",
	"WAKE_ALARM",
}
