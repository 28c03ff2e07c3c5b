//! API versions that were gone before the oldest embedded schema.
//!
//! Source: <https://kubernetes.io/docs/reference/using-api/deprecation-guide/>.

/// An API version, the minor of Kubernetes 1.N that no longer serves it, and its kinds.
type Removal = (&'static str, u32, &'static [&'static str]);

const REMOVALS: &[Removal] = &[
    (
        "admissionregistration.k8s.io/v1beta1",
        22,
        &[
            "MutatingWebhookConfiguration",
            "ValidatingWebhookConfiguration",
        ],
    ),
    (
        "apiextensions.k8s.io/v1beta1",
        22,
        &["CustomResourceDefinition"],
    ),
    ("apiregistration.k8s.io/v1beta1", 22, &["APIService"]),
    (
        "apps/v1beta1",
        16,
        &["ControllerRevision", "Deployment", "StatefulSet"],
    ),
    (
        "apps/v1beta2",
        16,
        &[
            "ControllerRevision",
            "DaemonSet",
            "Deployment",
            "ReplicaSet",
            "StatefulSet",
        ],
    ),
    ("authentication.k8s.io/v1beta1", 22, &["TokenReview"]),
    (
        "authorization.k8s.io/v1beta1",
        22,
        &[
            "LocalSubjectAccessReview",
            "SelfSubjectAccessReview",
            "SelfSubjectRulesReview",
            "SubjectAccessReview",
        ],
    ),
    ("autoscaling/v2beta1", 25, &["HorizontalPodAutoscaler"]),
    ("batch/v1beta1", 25, &["CronJob"]),
    ("batch/v2alpha1", 21, &["CronJob"]),
    (
        "certificates.k8s.io/v1beta1",
        22,
        &["CertificateSigningRequest"],
    ),
    ("coordination.k8s.io/v1beta1", 22, &["Lease"]),
    ("discovery.k8s.io/v1beta1", 25, &["EndpointSlice"]),
    ("events.k8s.io/v1beta1", 25, &["Event"]),
    (
        "extensions/v1beta1",
        16,
        &[
            "DaemonSet",
            "Deployment",
            "NetworkPolicy",
            "PodSecurityPolicy",
            "ReplicaSet",
        ],
    ),
    ("extensions/v1beta1", 22, &["Ingress"]),
    (
        "networking.k8s.io/v1beta1",
        22,
        &["Ingress", "IngressClass"],
    ),
    ("node.k8s.io/v1beta1", 25, &["RuntimeClass"]),
    (
        "policy/v1beta1",
        25,
        &["PodDisruptionBudget", "PodSecurityPolicy"],
    ),
    (
        "rbac.authorization.k8s.io/v1alpha1",
        22,
        &["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"],
    ),
    (
        "rbac.authorization.k8s.io/v1beta1",
        22,
        &["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"],
    ),
    ("scheduling.k8s.io/v1alpha1", 22, &["PriorityClass"]),
    ("scheduling.k8s.io/v1beta1", 22, &["PriorityClass"]),
    ("settings.k8s.io/v1alpha1", 20, &["PodPreset"]),
    (
        "storage.k8s.io/v1beta1",
        22,
        &["CSIDriver", "CSINode", "StorageClass", "VolumeAttachment"],
    ),
];

/// The minor that first did without a kind, when that was before the embedded schemas begin or
/// with the first of them.
pub(super) fn removed_in(api_version: &str, kind: &str) -> Option<u32> {
    let kind = kind.strip_suffix("List").unwrap_or(kind);
    REMOVALS
        .iter()
        .find(|(version, _, kinds)| *version == api_version && kinds.contains(&kind))
        .map(|(_, minor, _)| *minor)
}

/// Whether the group was once Kubernetes' own.
pub(super) fn had_group(group: &str) -> bool {
    REMOVALS
        .iter()
        .any(|(version, _, _)| version.split('/').next() == Some(group))
}
