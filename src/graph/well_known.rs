//! What is in every cluster without a file that says so.
//!
//! Kubernetes makes these, or a distribution that many run on; a reference to one of them is no
//! mistake wherever the files are applied.

use Space::{Any, Each, In, Nowhere};

/// In which namespace it is.
#[derive(Debug, Clone, Copy)]
enum Space {
    /// The kind has no namespaces.
    Nowhere,
    /// In each.
    Each,
    /// In one.
    In(&'static str),
    /// In some of the distribution's own.
    Any,
}

const RBAC: &str = "rbac.authorization.k8s.io";

/// Group, kind, place and names; one that ends in `*` is the beginning of names that are reserved.
const KNOWN: &[(&str, &str, Space, &[&str])] = &[
    // https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/#initial-namespaces
    (
        "",
        "Namespace",
        Nowhere,
        &[
            "default",
            "kube-node-lease",
            "kube-public",
            "kube-system",
            // OpenShift keeps these to itself.
            "openshift",
            "openshift-*",
        ],
    ),
    // OpenShift puts its own beside that of Kubernetes; Istio does in all that it serves.
    (
        "",
        "ConfigMap",
        Each,
        &[
            "kube-root-ca.crt",
            "openshift-service-ca.crt",
            "istio-ca-root-cert",
        ],
    ),
    (
        "",
        "ConfigMap",
        In("kube-system"),
        &[
            "coredns",
            "extension-apiserver-authentication",
            "kube-apiserver-legacy-service-account-token-tracking",
            "kube-proxy",
            "kubeadm-config",
            "kubelet-config",
            // Of the cloud that the cluster is rented from.
            "aws-auth",
            "gke-common-webhook-heartbeat",
            "cluster-autoscaler-status",
        ],
    ),
    ("", "ConfigMap", In("kube-public"), &["cluster-info"]),
    // OpenShift makes the others.
    (
        "",
        "ServiceAccount",
        Each,
        &["default", "builder", "deployer", "pipeline"],
    ),
    ("", "ServiceAccount", In("kube-system"), CONTROLLERS),
    (
        "",
        "ServiceAccount",
        In("openshift-monitoring"),
        &["prometheus-k8s"],
    ),
    ("", "ServiceAccount", In("openshift-ingress"), &["router"]),
    ("", "Service", In("default"), &["kubernetes", "openshift"]),
    ("", "Service", In("kube-system"), &["kube-dns"]),
    ("", "Service", In("openshift-dns"), &["dns-default"]),
    (
        "",
        "Service",
        In("openshift-monitoring"),
        &["prometheus-k8s", "thanos-querier"],
    ),
    // https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings
    (
        RBAC,
        "ClusterRole",
        Nowhere,
        &[
            "admin",
            "cluster-admin",
            "edit",
            "view",
            "system:*",
            // OpenShift.
            "basic-user",
            "cluster-monitoring-view",
            "cluster-reader",
            "cluster-status",
            "monitoring-edit",
            "monitoring-rules-edit",
            "monitoring-rules-view",
            "registry-admin",
            "registry-editor",
            "registry-viewer",
            "self-access-reviewer",
            "self-provisioner",
            "storage-admin",
            "sudoer",
        ],
    ),
    (
        RBAC,
        "ClusterRoleBinding",
        Nowhere,
        &["cluster-admin", "system:*"],
    ),
    (
        RBAC,
        "Role",
        In("kube-system"),
        &["extension-apiserver-authentication-reader", "system:*"],
    ),
    (
        RBAC,
        "Role",
        In("kube-public"),
        &["kubeadm:bootstrap-signer-clusterinfo", "system:*"],
    ),
    (RBAC, "Role", Any, &["system:*"]),
    // https://kubernetes.io/docs/tasks/administer-cluster/guaranteed-scheduling-critical-addon-pods/
    // Not all of `system-`: the server admits no others, so another one is a slip.
    (
        "scheduling.k8s.io",
        "PriorityClass",
        Nowhere,
        &[
            "system-cluster-critical",
            "system-node-critical",
            "openshift-user-critical",
        ],
    ),
    // https://kubernetes.io/docs/concepts/cluster-administration/flow-control/#defaults
    (
        "flowcontrol.apiserver.k8s.io",
        "PriorityLevelConfiguration",
        Nowhere,
        &[
            "catch-all",
            "exempt",
            "global-default",
            "leader-election",
            "node-high",
            "system",
            "workload-high",
            "workload-low",
        ],
    ),
];

/// The ServiceAccounts of the controllers of Kubernetes, and of what every installer adds.
///
/// <https://kubernetes.io/docs/reference/access-authn-authz/rbac/#controller-roles>
const CONTROLLERS: &[&str] = &[
    "attachdetach-controller",
    "bootstrap-signer",
    "certificate-controller",
    "cloud-provider",
    "clusterrole-aggregation-controller",
    "coredns",
    "cronjob-controller",
    "daemon-set-controller",
    "deployment-controller",
    "disruption-controller",
    "endpoint-controller",
    "endpointslice-controller",
    "endpointslicemirroring-controller",
    "ephemeral-volume-controller",
    "expand-controller",
    "generic-garbage-collector",
    "horizontal-pod-autoscaler",
    "job-controller",
    "kube-controller-manager",
    "kube-dns",
    "kube-proxy",
    "kube-scheduler",
    "legacy-service-account-token-cleaner",
    "namespace-controller",
    "node-controller",
    "persistent-volume-binder",
    "pod-garbage-collector",
    "pv-protection-controller",
    "pvc-protection-controller",
    "replicaset-controller",
    "replication-controller",
    "resource-claim-controller",
    "resourcequota-controller",
    "root-ca-cert-publisher",
    "route-controller",
    "selinux-warning-controller",
    "service-account-controller",
    "service-cidrs-controller",
    "service-controller",
    "statefulset-controller",
    "token-cleaner",
    "ttl-after-finished-controller",
    "ttl-controller",
    "validatingadmissionpolicy-status-controller",
    "volumeattributesclass-protection-controller",
];

/// Whether every cluster has an object; of an unknown namespace, whether it can be the one.
pub(in crate::graph) fn every_cluster_has(
    kind: &str,
    group: &str,
    namespace: Option<&str>,
    name: &str,
) -> bool {
    let of_kind = KNOWN
        .iter()
        .filter(|known| known.0 == group && known.1 == kind);
    of_kind
        .filter(|known| is_there(known.2, namespace))
        .flat_map(|known| known.3)
        .any(|known| match known.strip_suffix('*') {
            Some(beginning) => name.len() > beginning.len() && name.starts_with(beginning),
            None => *known == name,
        })
}

fn is_there(space: Space, namespace: Option<&str>) -> bool {
    match (space, namespace) {
        (In(one), Some(namespace)) => one == namespace,
        (Any, Some(namespace)) => {
            namespace.starts_with("kube-") || namespace.starts_with("openshift-")
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_namespace_has_the_authority_and_the_default_account() {
        for namespace in [None, Some("shop")] {
            assert!(every_cluster_has(
                "ConfigMap",
                "",
                namespace,
                "kube-root-ca.crt"
            ));
            assert!(every_cluster_has(
                "ServiceAccount",
                "",
                namespace,
                "default"
            ));
            assert!(!every_cluster_has("ConfigMap", "", namespace, "web"));
        }
        assert!(!every_cluster_has("Secret", "", None, "default"));
    }

    #[test]
    fn what_one_namespace_has_is_not_in_another() {
        let dns = |namespace| every_cluster_has("Service", "", namespace, "kube-dns");
        assert!(dns(Some("kube-system")));
        assert!(dns(None));
        assert!(!dns(Some("shop")));
        assert!(every_cluster_has(
            "Service",
            "",
            Some("default"),
            "kubernetes"
        ));
        let name = "extension-apiserver-authentication";
        assert!(every_cluster_has(
            "ConfigMap",
            "",
            Some("kube-system"),
            name
        ));
        assert!(!every_cluster_has("ConfigMap", "", Some("shop"), name));
    }

    #[test]
    fn roles_of_the_system_are_there() {
        let role = |kind, namespace, name| every_cluster_has(kind, RBAC, namespace, name);
        assert!(role("ClusterRole", None, "view"));
        assert!(role("ClusterRole", None, "system:auth-delegator"));
        assert!(!role("ClusterRole", None, "system:"));
        assert!(!role("ClusterRole", None, "viewer"));
        let reader = "extension-apiserver-authentication-reader";
        assert!(role("Role", Some("kube-system"), reader));
        assert!(!role("Role", Some("shop"), "system:x"));
        // The group tells kinds of one name apart.
        assert!(!every_cluster_has(
            "ClusterRole",
            "authorization.openshift.io",
            None,
            "view"
        ));
    }

    #[test]
    fn a_slip_in_a_class_of_the_system_is_no_class_of_it() {
        let class = |name| every_cluster_has("PriorityClass", "scheduling.k8s.io", None, name);
        assert!(class("system-node-critical"));
        assert!(!class("system-node-critcal"));
    }

    #[test]
    fn first_namespaces_are_there() {
        let namespace = |name| every_cluster_has("Namespace", "", None, name);
        assert!(namespace("kube-system"));
        assert!(namespace("openshift-ingress"));
        assert!(!namespace("shop"));
    }
}
