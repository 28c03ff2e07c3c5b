//! The kinds that Kubernetes has built in: one table, from which the rest is derived.

use std::sync::OnceLock;

use hashbrown::HashMap;
use k8s_openapi::api::{
    admissionregistration, apps, autoscaling, batch, certificates, coordination, core, discovery,
    events, flowcontrol, networking, node, policy, rbac, resource, scheduling, storage,
    storagemigration,
};
use k8s_openapi::apiextensions_apiserver::pkg::apis::apiextensions;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use k8s_openapi::kube_aggregator::pkg::apis::apiregistration;
use k8s_openapi::{ClusterResourceScope, Metadata, NamespaceResourceScope, Resource};
use serde::Deserialize;

use super::gvk::Gvk;
use crate::yaml::{ReadError, Reader};

/// What is known about a built-in kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KindInfo {
    /// For example `apps/v1`.
    pub api_version: &'static str,
    /// For example `apps`; empty for the core group.
    pub group: &'static str,
    /// For example `Deployment`.
    pub kind: &'static str,
    /// The resource's name in the API, as RBAC rules write it: `deployments`.
    pub plural: &'static str,
    /// Whether an object lies in a namespace.
    pub namespaced: bool,
    /// Where the spec of its pods lies, when it has pods.
    pub pod_spec: Option<&'static [&'static str]>,
}

/// Whether objects of a scope lie in a namespace.
trait Scope {
    const NAMESPACED: bool;
}

impl Scope for NamespaceResourceScope {
    const NAMESPACED: bool = true;
}

impl Scope for ClusterResourceScope {
    const NAMESPACED: bool = false;
}

const fn info<T>(pod_spec: Option<&'static [&'static str]>) -> KindInfo
where
    T: Resource<Scope: Scope>,
{
    KindInfo {
        api_version: T::API_VERSION,
        group: T::GROUP,
        kind: T::KIND,
        plural: T::URL_PATH_SEGMENT,
        namespaced: <T::Scope as Scope>::NAMESPACED,
        pod_spec,
    }
}

fn matches<T: Resource>(api_version: &str, kind: &str) -> bool {
    T::KIND == kind && T::API_VERSION == api_version
}

fn boxed<'de, T: Deserialize<'de>>(reader: Reader<'de, '_>) -> Result<Box<T>, ReadError> {
    T::deserialize(reader).map(Box::new)
}

/// A row is the name of the variant, the type, and the place of the pod spec when it has one. All
/// else is known to the type.
macro_rules! kinds {
    ($($variant:ident($type:ty) $(pod $pod:expr)?;)*) => {
        /// An object of a built-in kind with all its fields. A version that is not the newest
        /// stable one is part of the variant's name.
        #[derive(Debug, Clone, PartialEq)]
        #[expect(missing_docs, reason = "the names are those of Kubernetes")]
        pub enum TypedObject {
            $($variant(Box<$type>),)*
        }

        impl TypedObject {
            /// Its metadata.
            pub fn metadata(&self) -> &ObjectMeta {
                match self {
                    $(TypedObject::$variant(object) => object.metadata(),)*
                }
            }
        }

        /// All kinds that [`read`] knows: those of the newest Kubernetes that are stable or beta.
        pub const KINDS: &[KindInfo] = &[$(info::<$type>(kinds!(@pod $($pod)?)),)*];

        /// Reads an object of a built-in kind; none when the kind or its version is not known.
        ///
        /// # Errors
        ///
        /// When a value has the wrong type. The schema reports that, so that what it refused is
        /// best left out with [`Reader::without`].
        pub fn read(
            api_version: &str,
            kind: &str,
            reader: Reader<'_, '_>,
        ) -> Option<Result<TypedObject, ReadError>> {
            $(if matches::<$type>(api_version, kind) {
                return Some(boxed(reader).map(TypedObject::$variant));
            })*
            None
        }
    };
    (@pod) => { None };
    (@pod $pod:expr) => { Some(&$pod) };
}

kinds! {
    ConfigMap(core::v1::ConfigMap);
    Endpoints(core::v1::Endpoints);
    Event(core::v1::Event);
    LimitRange(core::v1::LimitRange);
    Namespace(core::v1::Namespace);
    Node(core::v1::Node);
    PersistentVolume(core::v1::PersistentVolume);
    PersistentVolumeClaim(core::v1::PersistentVolumeClaim);
    Pod(core::v1::Pod) pod ["spec"];
    PodTemplate(core::v1::PodTemplate) pod ["template", "spec"];
    ReplicationController(core::v1::ReplicationController) pod ["spec", "template", "spec"];
    ResourceQuota(core::v1::ResourceQuota);
    Secret(core::v1::Secret);
    Service(core::v1::Service);
    ServiceAccount(core::v1::ServiceAccount);
    MutatingAdmissionPolicy(admissionregistration::v1::MutatingAdmissionPolicy);
    MutatingAdmissionPolicyBinding(admissionregistration::v1::MutatingAdmissionPolicyBinding);
    MutatingWebhookConfiguration(admissionregistration::v1::MutatingWebhookConfiguration);
    ValidatingAdmissionPolicy(admissionregistration::v1::ValidatingAdmissionPolicy);
    ValidatingAdmissionPolicyBinding(admissionregistration::v1::ValidatingAdmissionPolicyBinding);
    ValidatingWebhookConfiguration(admissionregistration::v1::ValidatingWebhookConfiguration);
    MutatingAdmissionPolicyV1beta1(admissionregistration::v1beta1::MutatingAdmissionPolicy);
    MutatingAdmissionPolicyBindingV1beta1(admissionregistration::v1beta1::MutatingAdmissionPolicyBinding);
    CustomResourceDefinition(apiextensions::v1::CustomResourceDefinition);
    APIService(apiregistration::v1::APIService);
    ControllerRevision(apps::v1::ControllerRevision);
    DaemonSet(apps::v1::DaemonSet) pod ["spec", "template", "spec"];
    Deployment(apps::v1::Deployment) pod ["spec", "template", "spec"];
    ReplicaSet(apps::v1::ReplicaSet) pod ["spec", "template", "spec"];
    StatefulSet(apps::v1::StatefulSet) pod ["spec", "template", "spec"];
    HorizontalPodAutoscaler(autoscaling::v2::HorizontalPodAutoscaler);
    HorizontalPodAutoscalerV1(autoscaling::v1::HorizontalPodAutoscaler);
    CronJob(batch::v1::CronJob) pod ["spec", "jobTemplate", "spec", "template", "spec"];
    Job(batch::v1::Job) pod ["spec", "template", "spec"];
    CertificateSigningRequest(certificates::v1::CertificateSigningRequest);
    ClusterTrustBundle(certificates::v1::ClusterTrustBundle);
    PodCertificateRequest(certificates::v1::PodCertificateRequest);
    ClusterTrustBundleV1beta1(certificates::v1beta1::ClusterTrustBundle);
    PodCertificateRequestV1beta1(certificates::v1beta1::PodCertificateRequest);
    Lease(coordination::v1::Lease);
    LeaseCandidateV1beta1(coordination::v1beta1::LeaseCandidate);
    EndpointSlice(discovery::v1::EndpointSlice);
    EventsEvent(events::v1::Event);
    FlowSchema(flowcontrol::v1::FlowSchema);
    PriorityLevelConfiguration(flowcontrol::v1::PriorityLevelConfiguration);
    IPAddress(networking::v1::IPAddress);
    Ingress(networking::v1::Ingress);
    IngressClass(networking::v1::IngressClass);
    NetworkPolicy(networking::v1::NetworkPolicy);
    ServiceCIDR(networking::v1::ServiceCIDR);
    RuntimeClass(node::v1::RuntimeClass);
    PodDisruptionBudget(policy::v1::PodDisruptionBudget);
    ClusterRole(rbac::v1::ClusterRole);
    ClusterRoleBinding(rbac::v1::ClusterRoleBinding);
    Role(rbac::v1::Role);
    RoleBinding(rbac::v1::RoleBinding);
    DeviceClass(resource::v1::DeviceClass);
    DeviceTaintRule(resource::v1::DeviceTaintRule);
    ResourceClaim(resource::v1::ResourceClaim);
    ResourceClaimTemplate(resource::v1::ResourceClaimTemplate);
    ResourceSlice(resource::v1::ResourceSlice);
    DeviceClassV1beta1(resource::v1beta1::DeviceClass);
    ResourceClaimV1beta1(resource::v1beta1::ResourceClaim);
    ResourceClaimTemplateV1beta1(resource::v1beta1::ResourceClaimTemplate);
    ResourceSliceV1beta1(resource::v1beta1::ResourceSlice);
    DeviceClassV1beta2(resource::v1beta2::DeviceClass);
    DeviceTaintRuleV1beta2(resource::v1beta2::DeviceTaintRule);
    ResourceClaimV1beta2(resource::v1beta2::ResourceClaim);
    ResourceClaimTemplateV1beta2(resource::v1beta2::ResourceClaimTemplate);
    ResourceSliceV1beta2(resource::v1beta2::ResourceSlice);
    PriorityClass(scheduling::v1::PriorityClass);
    PodGroupV1beta1(scheduling::v1beta1::PodGroup);
    WorkloadV1beta1(scheduling::v1beta1::Workload);
    CSIDriver(storage::v1::CSIDriver);
    CSINode(storage::v1::CSINode);
    CSIStorageCapacity(storage::v1::CSIStorageCapacity);
    StorageClass(storage::v1::StorageClass);
    VolumeAttachment(storage::v1::VolumeAttachment);
    VolumeAttributesClass(storage::v1::VolumeAttributesClass);
    StorageVersionMigration(storagemigration::v1::StorageVersionMigration);
    StorageVersionMigrationV1beta1(storagemigration::v1beta1::StorageVersionMigration);
}

/// Kinds without a row above, because they are gone, alpha, or never stored: group, kind and
/// whether they lie in a namespace.
///
/// <https://kubernetes.io/docs/reference/using-api/deprecation-guide/>
const UNTYPED: &[(&str, &str, bool)] = &[
    ("", "Binding", true),
    ("", "ComponentStatus", false),
    ("auditregistration.k8s.io", "AuditSink", false),
    ("authentication.k8s.io", "SelfSubjectReview", false),
    ("authentication.k8s.io", "TokenReview", false),
    ("authorization.k8s.io", "LocalSubjectAccessReview", true),
    ("authorization.k8s.io", "SelfSubjectAccessReview", false),
    ("authorization.k8s.io", "SelfSubjectRulesReview", false),
    ("authorization.k8s.io", "SubjectAccessReview", false),
    ("extensions", "PodSecurityPolicy", false),
    ("internal.apiserver.k8s.io", "StorageVersion", false),
    ("lifecycle.k8s.io", "Eviction", true),
    ("lifecycle.k8s.io", "EvictionRequest", true),
    ("networking.k8s.io", "ClusterCIDR", false),
    ("policy", "Eviction", true),
    ("policy", "PodSecurityPolicy", false),
    ("resource.k8s.io", "PodSchedulingContext", true),
    ("resource.k8s.io", "ResourceClaimParameters", true),
    ("resource.k8s.io", "ResourceClass", false),
    ("resource.k8s.io", "ResourceClassParameters", true),
    ("resource.k8s.io", "ResourcePoolStatusRequest", false),
    ("scheduling.k8s.io", "CompositePodGroup", true),
    ("settings.k8s.io", "PodPreset", true),
];

/// The groups that the kinds of `extensions` moved to.
///
/// <https://kubernetes.io/docs/reference/using-api/deprecation-guide/#v1-16>
const AFTER_EXTENSIONS: [&str; 2] = ["apps", "networking.k8s.io"];

/// What is known about a built-in kind, in whatever version: a kind's scope and the place of its
/// pods are the same in all of them. None for custom kinds and those that are not typed.
pub fn kind_info(gvk: Gvk<'_>) -> Option<&'static KindInfo> {
    static BY_KIND: OnceLock<HashMap<&str, Vec<&KindInfo>>> = OnceLock::new();
    let by_kind = BY_KIND.get_or_init(|| {
        let mut by_kind: HashMap<&str, Vec<&KindInfo>> = HashMap::new();
        for info in KINDS {
            by_kind.entry(info.kind).or_default().push(info);
        }
        by_kind
    });
    let mut known = by_kind.get(gvk.kind)?.iter().copied();
    known.find(|info| {
        info.group == gvk.group
            || gvk.group == "extensions" && AFTER_EXTENSIONS.contains(&info.group)
    })
}

/// Whether objects of a kind lie in a namespace; none for custom kinds.
pub fn is_namespaced(gvk: Gvk<'_>) -> Option<bool> {
    if let Some(info) = kind_info(gvk) {
        return Some(info.namespaced);
    }
    UNTYPED
        .iter()
        .find(|(group, kind, _)| gvk.is(group, kind))
        .map(|(_, _, namespaced)| *namespaced)
}

/// Where objects of a kind hold the spec of their pods, in whatever version; the template that
/// also has the pods' metadata is one step above. None for kinds without pods.
///
/// <https://kubernetes.io/docs/concepts/workloads/pods/#pod-templates>
pub fn pod_spec_path(gvk: Gvk<'_>) -> Option<&'static [&'static str]> {
    let custom = || {
        let custom = CUSTOM_PODS.iter();
        let mut known = custom.filter(|(group, kind, _)| gvk.is(group, kind));
        known.next().map(|(_, _, path)| *path)
    };
    match kind_info(gvk) {
        Some(info) => info.pod_spec,
        None => custom(),
    }
}

/// Well-known custom kinds that hold a pod template: group, kind and the way to the pod's spec.
const CUSTOM_PODS: &[(&str, &str, &[&str])] = &[
    ("apps.openshift.io", "DeploymentConfig", TEMPLATE),
    ("argoproj.io", "Rollout", TEMPLATE),
    ("serving.knative.dev", "Service", TEMPLATE),
    ("apps.kruise.io", "CloneSet", TEMPLATE),
    ("apps.kruise.io", "DaemonSet", TEMPLATE),
    ("apps.kruise.io", "StatefulSet", TEMPLATE),
];

const TEMPLATE: &[&str] = &["spec", "template", "spec"];

#[cfg(test)]
mod tests;
