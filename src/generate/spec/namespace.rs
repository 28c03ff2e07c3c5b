//! Namespaces that come with an application.

use crate::source::At;

use super::declare::{choice, either_form, keys};
use super::map::Map;
use super::names::AnyName;
use super::text::{Amount, AppName, Bytes, Cpu};
use super::values::Texts;

either_form! {
    /// A namespace, or a namespace that comes with the application.
    pub(crate) enum NamespaceChoice {
        /// The name.
        Name(At<AppName>),
        /// In full.
        Full(Namespace),
    }
}

keys! {
    /// A namespace, with what belongs to it
    pub(crate) struct Namespace {
        /// Its name
        name: At<AppName> = "name" ["\"shop\""] => "`metadata.namespace`";
        /// Whether the Namespace itself is written
        create: Option<At<bool>> = "create" ["true"] => "Namespace with the labels of Pod Security `restricted`";
        /// Another level of Pod Security
        pod_security: Option<At<PodSecurity>> = "pod-security" ["\"baseline\""] => "the label `pod-security.kubernetes.io/enforce`";
        /// What all its pods together may take
        quota: Map<AnyName, At<Amount>> = "quota" ["{ \"requests.cpu\" = \"10\" }"] => "ResourceQuota";
        /// What a container is given that asks for nothing
        limits: Option<At<NamespaceLimits>> = "limits" ["{ cpu = \"100m\", memory = \"128Mi\" }"] => "LimitRange";
        /// Labels
        labels: Texts = "labels" ["{ team = \"shop\" }"] => "`metadata.labels` of the Namespace";
    }
}

choice! {
    /// A level of Pod Security.
    pub(crate) enum PodSecurity {
        /// Nothing is refused.
        Privileged = "privileged",
        /// Known ways out of the container are refused.
        Baseline = "baseline",
        /// Best practice is enforced.
        Restricted = "restricted",
    }
}

keys! {
    /// What a container is given that asks for nothing
    pub(crate) struct NamespaceLimits {
        /// CPU
        cpu: At<Cpu> = "cpu" ["\"100m\""] => "`limits[].defaultRequest.cpu`";
        /// Memory
        memory: At<Bytes> = "memory" ["\"128Mi\""] => "`limits[].defaultRequest.memory` and `default.memory`";
    }
}
