//! What operators make: the labels of their pods, and the kinds that have them make any.

mod quiet;

use crate::resource::{Gvk, is_namespaced, pod_spec_path};

/// Labels of which any value is set by an operator or a controller.
const KEYS: &[&str] = &[
    // Of Kubernetes itself: no file can have them.
    "apps.kubernetes.io/pod-index",
    "controller-revision-hash",
    "controller-uid",
    "job-name",
    "pod-template-generation",
    "pod-template-hash",
    "rollouts-pod-template-hash",
    // Of Cilium and Calico, which see every pod with them.
    "io.kubernetes.pod.namespace",
    "k8s:io.kubernetes.pod.namespace",
    // Operators that put no domain before theirs.
    "alertmanager",
    "prometheus",
    "thanos-ruler",
    "connection-pooler",
    "spilo-role",
    "eventbus-name",
    "eventsource-name",
    "sensor-name",
    "inferenceservice-name",
    "notebook-name",
    "redis_setup_type",
    "rook_cluster",
    "ceph_daemon_id",
    "ceph_daemon_type",
    "vault_cr",
    "seldon-deployment-id",
    "spark-role",
    "spark-app-selector",
];

/// Domains of operators, with all below: what has a label of one, has it from the operator.
const DOMAINS: &[&str] = &[
    "acid.zalan.do",
    "acme.cert-manager.io",
    "actions.github.com",
    "app.redislabs.com",
    "argocd.argoproj.io",
    "batch.kubernetes.io",
    "cassandra.datastax.com",
    "ceph.rook.io",
    "chi.altinity.com",
    "clickhouse.altinity.com",
    "cnpg.io",
    "crunchydata.com",
    "databases.spotahome.com",
    "flagger.app",
    "gateway.envoyproxy.io",
    "gateway.istio.io",
    "gateway.networking.k8s.io",
    "io.cilium.k8s.namespace.labels",
    "io.cilium.k8s.policy",
    "k8s.elastic.co",
    "k8s.enterprisedb.io",
    "k8ssandra.io",
    "kafka.strimzi.io",
    "knative.dev",
    "kubedb.com",
    "kubevirt.io",
    "longhorn.io",
    "mysql.oracle.com",
    "olm.catalogSource",
    "olm.operatorframework.io",
    "operator.istio.io",
    "operator.openshift.io",
    "operator.prometheus.io",
    "operator.tigera.io",
    "operators.coreos.com",
    "opensearch.org",
    "opster.io",
    "percona.com",
    "pingcap.com",
    "projectcalico.org",
    "ray.io",
    "rook.io",
    "scylla.scylladb.com",
    "serving.kserve.io",
    "sparkoperator.k8s.io",
    "stackgres.io",
    "statefulset.kubernetes.io",
    "strimzi.io",
    "tekton.dev",
    "training.kubeflow.org",
    "upgrade.cattle.io",
    "v1.min.io",
    "volsync.backube",
    "workflows.argoproj.io",
];

/// Labels of which some values are set by an operator; a value that ends in `*` is a beginning.
const PAIRS: &[(&str, &[&str])] = &[
    (
        "app",
        &[
            "csi-attacher",
            "csi-cephfsplugin*",
            "csi-nfsplugin*",
            "csi-provisioner",
            "csi-rbdplugin*",
            "csi-resizer",
            "csi-snapshotter",
            "istio-egressgateway",
            "istio-ingressgateway",
            "istiod",
            "longhorn-csi-plugin",
            "rook-ceph-*",
            "rook-discover",
        ],
    ),
    ("application", &["spilo"]),
    (
        "app.kubernetes.io/name",
        &[
            "alertmanager",
            "prometheus",
            "prometheus-agent",
            "thanos-ruler",
            "vlogs",
            "vlsingle",
            "vmagent",
            "vmalert",
            "vmalertmanager",
            "vmauth",
            "vminsert",
            "vmselect",
            "vmsingle",
            "vmstorage",
        ],
    ),
    (
        "app.kubernetes.io/part-of",
        &["jaeger", "strimzi-*", "redis-failover"],
    ),
    ("app.kubernetes.io/created-by", &["volsync"]),
    ("istio", &["egressgateway", "ingressgateway", "pilot"]),
    // What every installer brings into `kube-system`.
    (
        "component",
        &[
            "etcd",
            "kube-apiserver",
            "kube-controller-manager",
            "kube-scheduler",
        ],
    ),
    (
        "k8s-app",
        &["coredns", "kube-dns", "kube-proxy", "kube-dns-autoscaler"],
    ),
    ("tier", &["control-plane"]),
];

/// Labels whose value is the name of who made the object.
const MAKERS: [&str; 2] = [
    "app.kubernetes.io/managed-by",
    "app.kubernetes.io/created-by",
];

/// Makers that are not called an operator or a controller.
const OTHER_MAKERS: &[&str] = &["eck", "kubedb.com", "percona-*", "cloudnative-pg"];

/// Whether pods with a label come from an operator or a controller, so that no file shows them.
pub(in crate::graph) fn is_operators_label(key: &str, value: &str) -> bool {
    let pairs = || PAIRS.iter().filter(|(known, _)| *known == key);
    KEYS.contains(&key)
        || DOMAINS.iter().any(|domain| is_of_domain(key, domain))
        || pairs().any(|(_, values)| is_one_of(value, values))
        || MAKERS.contains(&key) && is_maker(value)
}

/// Whether the domain of a key is this one, or lies below it.
fn is_of_domain(key: &str, domain: &str) -> bool {
    // Labels of Cilium have their domain without a slash after it.
    let of = key.split_once('/').map_or(key, |(of, _)| of);
    let above = of.strip_suffix(domain);
    let has_more = || {
        let rest = key.strip_prefix(domain);
        rest.is_some_and(|rest| rest.starts_with('.'))
    };
    above.is_some_and(|above| above.is_empty() || above.ends_with('.')) || has_more()
}

fn is_one_of(value: &str, values: &[&str]) -> bool {
    values.iter().any(|known| match known.strip_suffix('*') {
        Some(beginning) => value.starts_with(beginning),
        None => *known == value,
    })
}

fn is_maker(value: &str) -> bool {
    value.ends_with("operator") || value.ends_with("controller") || is_one_of(value, OTHER_MAKERS)
}

/// Whether objects of a kind may have pods, Services or others made in their namespace that no
/// file shows: what is absent there may be one of them. So may every custom kind that is not
/// known to make none.
pub(in crate::graph) fn opens(gvk: Gvk<'_>) -> bool {
    // Groups of custom kinds have a dot: others are built in, or are no objects of a cluster.
    let may_be_custom = gvk.group.contains('.') && !gvk.kind.is_empty();
    may_be_custom
        && is_namespaced(gvk).is_none()
        // What holds a pod template shows its pods.
        && pod_spec_path(gvk).is_none()
        && !quiet::makes_nothing(gvk)
}

#[cfg(test)]
mod tests;
