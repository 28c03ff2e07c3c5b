//! As whom and where pods run, and what their account may do.

use crate::source::At;

use super::declare::{choice, keys};
use super::text::{FilePath, Toleration};
use super::values::{Id, Texts};

keys! {
    /// As whom the application runs, and what it may write
    pub(crate) struct Security {
        /// The user
        user: Option<At<Id>> = "user" ["999"] => "`runAsUser`";
        /// The group; the user when absent
        group: Option<At<Id>> = "group" ["999"] => "`runAsGroup`";
        /// The group that volumes belong to
        fs_group: Option<At<Id>> = "fs-group" ["999"] => "`fsGroup`";
        /// Folders that it writes to under its read-only root
        writable: Vec<At<FilePath>> = "writable" ["[\"/tmp\"]"] => "scratch volumes";
        /// Why it must run as root
        root: Option<At<Reason>> = "root" ["{ reason = \"binds the node's port 80\" }"] => "`runAsUser: 0`, with the reason as an annotation";
        /// Why it must write to its root file system
        writable_root: Option<At<Reason>> = "writable-root" ["{ reason = \"unpacks itself\" }"] => "`readOnlyRootFilesystem: false`, with the reason as an annotation";
        /// Capabilities that it keeps
        capabilities: Vec<At<Capability>> = "capabilities" ["[\"NET_BIND_SERVICE\"]"] => "`capabilities.add`";
    }
}

choice! {
    /// A capability that `restricted` Pod Security allows.
    pub(crate) enum Capability {
        /// Ports below 1024.
        NetBindService = "NET_BIND_SERVICE",
    }
}

keys! {
    /// Why an exception is made
    pub(crate) struct Reason {
        /// The reason
        reason: At<String> = "reason" ["\"…\""] => "the annotation `kubelint.dev/reason`";
    }
}

choice! {
    /// Over what pods are spread.
    pub(crate) enum Spread {
        /// Zones and hosts.
        Zone = "zone",
        /// Hosts.
        Host = "host",
        /// Nothing.
        None = "none",
    }
}

keys! {
    /// On which nodes the pods run
    pub(crate) struct Placement {
        /// Labels of the nodes
        nodes: Texts = "nodes" ["{ pool = \"web\" }"] => "`nodeSelector`";
        /// Taints that the pods tolerate; `"*"` is every taint
        tolerations: Vec<At<Toleration>> = "tolerations" ["[\"gpu=true:NoSchedule\"]"] => "`tolerations`";
        /// Over what the pods are spread: `zone` when absent
        spread: Option<At<Spread>> = "spread" ["\"host\""] => "`topologySpreadConstraints`";
    }
}

keys! {
    /// What the account of the application may do in the cluster
    pub(crate) struct Rbac {
        /// In its namespace
        rules: Vec<At<Rule>> = "rules" ["[{ resources = [\"pods\"], verbs = [\"list\"] }]"] => "Role and RoleBinding";
        /// In the whole cluster
        cluster_rules: Vec<At<Rule>> = "cluster-rules" ["[{ resources = [\"nodes\"], verbs = [\"get\"] }]"] => "ClusterRole and ClusterRoleBinding";
    }
}

keys! {
    /// A rule of a Role
    pub(crate) struct Rule {
        /// The API groups: the core group when absent
        groups: Option<At<Vec<String>>> = "groups" ["[\"apps\"]"] => "`apiGroups`";
        /// The resources
        resources: At<Vec<String>> = "resources" ["[\"configmaps\"]"] => "`resources`";
        /// What may be done with them
        verbs: At<Vec<String>> = "verbs" ["[\"get\", \"list\", \"watch\"]"] => "`verbs`";
        /// Only objects of these names
        names: Option<At<Vec<String>>> = "names" ["[\"leader\"]"] => "`resourceNames`";
    }
}
