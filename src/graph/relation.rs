//! What kinds of links there are, and how a link can end: the words of policies and reports.

use std::fmt;

macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$doc])* $variant,)* }

        impl $name {
            /// All of them, in order.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The word that policies and reports use.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// The one that a word stands for.
            pub fn parse(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.as_str() == word)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

words! {
    /// In what way one object points at another.
    Relation {
        /// A pod, or another object, to a ConfigMap.
        ConfigMap = "config-map",
        /// A pod, or another object, to a Secret.
        Secret = "secret",
        /// `imagePullSecrets` of pods and ServiceAccounts.
        ImagePullSecret = "image-pull-secret",
        /// The certificate of an Ingress or a Gateway.
        TlsSecret = "tls-secret",
        /// A pod to its ServiceAccount.
        ServiceAccount = "service-account",
        /// A pod to a PersistentVolumeClaim.
        Claim = "claim",
        /// A pod to a ResourceClaim.
        ResourceClaim = "resource-claim",
        /// A pod to a ResourceClaimTemplate.
        ResourceClaimTemplate = "resource-claim-template",
        /// A container's mount to one of its pod's volumes.
        Volume = "volume",
        /// A container to one of its pod's resource claims.
        PodResourceClaim = "pod-resource-claim",
        /// A pod to a PriorityClass.
        PriorityClass = "priority-class",
        /// A claim to a StorageClass.
        StorageClass = "storage-class",
        /// A pod to a RuntimeClass.
        RuntimeClass = "runtime-class",
        /// An Ingress to its IngressClass.
        IngressClass = "ingress-class",
        /// A Gateway to its GatewayClass.
        GatewayClass = "gateway-class",
        /// A VolumeSnapshot to its class.
        VolumeSnapshotClass = "volume-snapshot-class",
        /// A binding to its Role or ClusterRole.
        Role = "role",
        /// A binding to a ServiceAccount.
        Subject = "subject",
        /// An Ingress to a Service.
        Backend = "backend",
        /// A route of the Gateway API to a Service.
        RouteBackend = "route-backend",
        /// A route of the Gateway API to a Gateway.
        RouteParent = "route-parent",
        /// An autoscaler to what it scales.
        ScaleTarget = "scale-target",
        /// A StatefulSet to the Service that names its pods.
        GoverningService = "governing-service",
        /// A webhook, a conversion or an APIService to a Service.
        WebhookService = "webhook-service",
        /// Endpoints and EndpointSlices to their Service.
        Endpoints = "endpoints",
        /// `ownerReferences`.
        Owner = "owner",
        /// An object to its Namespace.
        Namespace = "namespace",
        /// A binding to its admission policy.
        AdmissionPolicy = "admission-policy",
        /// One custom resource to another.
        CustomResource = "custom-resource",
        /// A VirtualService to a Service.
        MeshHost = "mesh-host",
        /// A VirtualService to a subset of a DestinationRule.
        MeshSubset = "mesh-subset",
        /// A setting that names a Service.
        EnvService = "env-service",
        /// A kustomization to a file or folder.
        KustomizationResource = "kustomization-resource",
        /// A probe or hook to a named port of its container.
        ProbePort = "probe-port",
        /// A Service's `targetPort` to the pods' ports.
        ServicePort = "service-port",
        /// A monitor's endpoint to a port of Services or pods.
        MonitorPort = "monitor-port",
        /// A NetworkPolicy's port to the pods' ports.
        NetworkPolicyPort = "network-policy-port",
        /// A Service to the pods that it selects.
        ServicePods = "service-pods",
        /// A PodDisruptionBudget to the pods that it selects.
        DisruptionBudgetPods = "disruption-budget-pods",
        /// A ServiceMonitor to the Services that it selects.
        MonitorServices = "monitor-services",
        /// A PodMonitor to the pods that it selects.
        MonitorPods = "monitor-pods",
        /// A NetworkPolicy to the pods that it is about.
        NetworkPolicyPods = "network-policy-pods",
        /// A peer of a NetworkPolicy to pods.
        NetworkPolicyPeerPods = "network-policy-peer-pods",
        /// A peer of a NetworkPolicy to namespaces.
        NetworkPolicyPeerNamespaces = "network-policy-peer-namespaces",
        /// A policy of Cilium or Calico to pods.
        MeshPolicyPods = "mesh-policy-pods",
        /// A workload's selector to its own template.
        WorkloadPods = "workload-pods",
        /// A pod to those that it wants to be near.
        AffinityPods = "affinity-pods",
        /// A pod to those that it wants to be far from.
        AntiAffinityPods = "anti-affinity-pods",
        /// A pod to those that it is spread with.
        SpreadPods = "spread-pods",
        /// A webhook to the namespaces that it watches.
        WebhookNamespaces = "webhook-namespaces",
        /// The same object twice.
        SameIdentity = "same-identity",
        /// The same host and path with different backends.
        SameRoute = "same-route",
        /// The same host in two Ingresses.
        SameHost = "same-host",
        /// The same node port in two Services.
        SameNodePort = "same-node-port",
        /// Two classes that both are the default.
        SameDefault = "same-default",
        /// Two Services with equal selectors.
        SameSelector = "same-selector",
        /// Two autoscalers of one target.
        SameScaleTarget = "same-scale-target",
        /// Two workloads with a claim that one node may mount.
        SameClaim = "same-claim",
        /// A workload whose selector matches another one's pods.
        OverlappingSelector = "overlapping-selector",
        /// Two PodDisruptionBudgets for one pod.
        OverlappingBudget = "overlapping-budget",
        /// A Service that selects several workloads.
        SeveralWorkloads = "several-workloads",
        /// The same image with another tag.
        OtherTag = "other-tag",
    }
}

words! {
    /// How a link ends.
    Outcome {
        /// It leads to an object of the files.
        Found = "found",
        /// It leads to something that exists elsewhere: the config, an operator, a generator or
        /// every cluster has it.
        External = "external",
        /// There is nothing, and that is allowed.
        Optional = "optional",
        /// There is nothing.
        Missing = "missing",
        /// The object is there, and lacks the key, port or section.
        MissingKey = "missing-key",
        /// An object of that name is only in another namespace.
        WrongNamespace = "wrong-namespace",
        /// What has that name is of another kind.
        WrongKind = "wrong-kind",
        /// It is in another namespace, which does not admit the link.
        NotGranted = "not-granted",
        /// What is written is replaced before it is applied.
        Unjudged = "unjudged",
    }
}

impl Relation {
    /// Whether it says that objects are in each other's way.
    pub fn is_conflict(self) -> bool {
        self >= Self::SameIdentity
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_stands_for_one_relation() {
        for relation in Relation::ALL {
            assert_eq!(Relation::parse(relation.as_str()), Some(*relation));
        }
        assert_eq!(Outcome::parse("missing-key"), Some(Outcome::MissingKey));
        assert_eq!(Outcome::parse("lost"), None);
    }
}
