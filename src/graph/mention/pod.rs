//! What a pod says: its containers, volumes, account, classes and claims.
//!
//! <https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#PodSpec>

use super::gather::{Gathered, SERVICE_ACCOUNT, Target, items, name};
use super::{Reference, affinity, config, environment, probe, volume};
use crate::graph::Relation;
use crate::yaml::Node;

const PRIORITY_CLASS: Target<'_> = Target::cluster("scheduling.k8s.io", "PriorityClass");
const RUNTIME_CLASS: Target<'_> = Target::cluster("node.k8s.io", "RuntimeClass");
const VOLUME: Target<'_> = Target::namespaced("", "volume");
const RESOURCE_CLAIM: Target<'_> = Target::namespaced("resource.k8s.io", "ResourceClaim");
const RESOURCE_CLAIM_TEMPLATE: Target<'_> =
    Target::namespaced("resource.k8s.io", "ResourceClaimTemplate");

/// The mentions of a pod's spec.
pub(super) fn mentions<'t>(spec: Node<'t>, found: &mut Gathered<'t>) {
    for (key, value) in spec.entries() {
        match key.text() {
            "containers" | "initContainers" | "ephemeralContainers" => {
                value.items().for_each(|item| container(item, found));
            }
            "volumes" => value.items().for_each(|item| volume::of_pod(item, found)),
            "imagePullSecrets" => config::pull_secrets(value, found),
            "affinity" => affinity::affinity(value, found),
            "topologySpreadConstraints" => affinity::spread(value, found),
            "resourceClaims" => resource_claims(value, found),
            "priorityClassName" => {
                let (relation, how) = (Relation::PriorityClass, "priorityClassName");
                found.refer(Reference::to(relation, how, PRIORITY_CLASS, Some(value)));
            }
            "runtimeClassName" => {
                let (relation, how) = (Relation::RuntimeClass, "runtimeClassName");
                found.refer(Reference::to(relation, how, RUNTIME_CLASS, Some(value)));
            }
            _ => {}
        }
    }
    service_account(spec, found);
}

/// `serviceAccount` is the older name of the field, and counts where the other is empty.
fn service_account<'t>(spec: Node<'t>, found: &mut Gathered<'t>) {
    let written = |node: &Node<'t>| !node.text().is_empty() && !node.is_null();
    let current = spec.get("serviceAccountName").filter(written);
    let at = current.or_else(|| spec.get("serviceAccount"));
    let (relation, how) = (Relation::ServiceAccount, "serviceAccountName");
    found.refer(Reference::to(relation, how, SERVICE_ACCOUNT, at));
}

/// Claims of devices; until 1.30 the names lay in `source`.
///
/// <https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/>
fn resource_claims<'t>(claims: Node<'t>, found: &mut Gathered<'t>) {
    for claim in claims.items() {
        let source = claim.get("source").filter(|source| source.is_mapping());
        let source = source.unwrap_or(claim);
        let at = source.get("resourceClaimName");
        let (relation, how) = (Relation::ResourceClaim, "resourceClaims");
        found.refer(Reference::to(relation, how, RESOURCE_CLAIM, at));
        let at = source.get("resourceClaimTemplateName");
        let (relation, target) = (Relation::ResourceClaimTemplate, RESOURCE_CLAIM_TEMPLATE);
        found.refer(Reference::to(relation, how, target, at));
    }
}

fn container<'t>(container: Node<'t>, found: &mut Gathered<'t>) {
    for (key, value) in container.entries() {
        match key.text() {
            "env" => value.items().for_each(|item| variable(item, found)),
            "envFrom" => config::env_from(value, found),
            "command" => environment::arguments(value, "command", found),
            "args" => environment::arguments(value, "args", found),
            "livenessProbe" => probe::handler(value, "liveness probe", container, found),
            "readinessProbe" => probe::handler(value, "readiness probe", container, found),
            "startupProbe" => probe::handler(value, "startup probe", container, found),
            "lifecycle" => probe::hooks(value, container, found),
            "volumeMounts" | "volumeDevices" => {
                for mount in value.items() {
                    let (relation, at) = (Relation::Volume, mount.get("name"));
                    found.refer(Reference::to(relation, "volumeMounts", VOLUME, at));
                }
            }
            "resources" => {
                for claim in items(value, "claims") {
                    let (relation, how) = (Relation::PodResourceClaim, "claims");
                    let at = claim.get("name");
                    found.refer(Reference::to(relation, how, RESOURCE_CLAIM, at));
                }
            }
            _ => {}
        }
    }
}

fn variable<'t>(variable: Node<'t>, found: &mut Gathered<'t>) {
    let Some((_, variable_name)) = name(variable.get("name")) else {
        return;
    };
    if let Some(source) = variable.get("valueFrom") {
        config::value_from(source, found);
    }
    if let Some(value) = variable.get("value") {
        environment::setting(variable_name, value, "env", found);
    }
}
