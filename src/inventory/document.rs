//! What one document is, by its content and then by the place of its file.

use crate::yaml::Node;

use super::kustomization::is_kustomization;
use super::place::Place;
use super::{SkipReason, Verdict};

/// Groups whose kinds are read by a tool from its file and are never applied to a cluster.
const TOOL_GROUPS: [&str; 38] = [
    "abac.authorization.kubernetes.io",
    "admission.config.k8s.io",
    "admission.k8s.io",
    "apiserver.config.k8s.io",
    "apiserver.k8s.io",
    "audit.k8s.io",
    "backstage.io",
    "chainsaw.kyverno.io",
    "cli.kyverno.io",
    "client.authentication.k8s.io",
    "cloudcontrollermanager.config.k8s.io",
    "config.kubernetes.io",
    "controller-runtime.sigs.k8s.io",
    "controllermanager.config.k8s.io",
    "credentialprovider.kubelet.k8s.io",
    "ctlptl.dev",
    "eksctl.io",
    "eventratelimit.admission.k8s.io",
    "imagepolicy.k8s.io",
    "k0sctl.k0sproject.io",
    "k3d.io",
    "kind.sigs.k8s.io",
    "kind.x-k8s.io",
    "kpt.dev",
    "krew.googlecontainertools.github.com",
    "kubeadm.k8s.io",
    "kubecontrollermanager.config.k8s.io",
    "kubelet.config.k8s.io",
    "kubeproxy.config.k8s.io",
    "kubescheduler.config.k8s.io",
    "kuttl.dev",
    "pod-security.admission.config.k8s.io",
    "podtolerationrestriction.admission.k8s.io",
    "resourcequota.admission.k8s.io",
    "schema.plugin.fluxcd.io",
    "scorecard.operatorframework.io",
    "skaffold",
    "test.gatekeeper.sh",
];

/// Judges the document `root` of a file in `place`.
pub(super) fn judge(root: Node<'_>, place: Place) -> Verdict {
    if root.is_null() {
        return Verdict::Empty;
    }
    let reason = if root.is_mapping() {
        mapping_reason(root, place)
    } else if root.items().any(|item| is_object(item)) {
        None
    } else if is_json_patch(root) {
        Some(SkipReason::Patch)
    } else {
        Some(place.reason().unwrap_or(SkipReason::NotAManifest))
    };
    reason.map_or(Verdict::Manifest, Verdict::Skipped)
}

/// Why a mapping is no manifest.
fn mapping_reason(root: Node<'_>, place: Place) -> Option<SkipReason> {
    if place == Place::Kustomization && is_kustomization(root) {
        return Some(SkipReason::Kustomization);
    }
    // The directive of strategic merge patches; no object has a field of this name.
    if root.get("$patch").is_some() {
        return Some(SkipReason::Patch);
    }
    if let (Some(version), Some(kind)) = (root.get("apiVersion"), root.get("kind")) {
        return object_reason(root, version.text(), kind.text(), place);
    }
    if let Some(reason) = place.reason() {
        return Some(reason);
    }
    if looks_like_manifest(root) {
        return None;
    }
    Some(foreign_reason(root))
}

/// Why something with `apiVersion` and `kind` is not applied to a cluster.
fn object_reason(root: Node<'_>, version: &str, kind: &str, place: Place) -> Option<SkipReason> {
    let group = version.rsplit_once('/').map_or("", |(group, _)| group);
    match (group, version, kind) {
        ("kustomize.config.k8s.io", ..) => Some(SkipReason::Kustomization),
        // The transformers and generators that kustomize has built in.
        ("", "builtin", _) => Some(SkipReason::KustomizeInput),
        ("", "v1", "Config") if is_kubeconfig(root) => Some(SkipReason::Kubeconfig),
        // The documents of a Talos configuration; an object of this version has a group.
        ("", "v1alpha1", _) if root.get("metadata").is_none() && root.get("spec").is_none() => {
            Some(SkipReason::ToolConfiguration)
        }
        _ if TOOL_GROUPS.contains(&group) || is_local(root) => Some(SkipReason::ToolConfiguration),
        // A patch that no kustomization of the run names: applied by hand, or from elsewhere.
        ("apps", _, "DaemonSet" | "Deployment" | "ReplicaSet" | "StatefulSet")
            if place == Place::Patches && root.dig(&["spec", "selector"]).is_none() =>
        {
            Some(SkipReason::Patch)
        }
        _ => None,
    }
}

/// The annotation by which kustomize and kpt keep an object out of what is applied.
fn is_local(root: Node<'_>) -> bool {
    root.dig(&[
        "metadata",
        "annotations",
        "config.kubernetes.io/local-config",
    ])
    .is_some_and(|value| value.text() != "false")
}

fn is_kubeconfig(root: Node<'_>) -> bool {
    ["clusters", "contexts", "current-context", "users"]
        .iter()
        .any(|key| root.get(key).is_some())
}

fn is_object(node: Node<'_>) -> bool {
    node.get("apiVersion").is_some() && node.get("kind").is_some()
}

/// A list of operations as in RFC 6902.
fn is_json_patch(root: Node<'_>) -> bool {
    !root.is_empty()
        && root
            .items()
            .all(|item| item.get("op").is_some() && item.get("path").is_some())
}

/// Whether a mapping without both `apiVersion` and `kind` was meant to be an object: one of them
/// is there, or misspelled, or the usual rest is complete.
fn looks_like_manifest(root: Node<'_>) -> bool {
    let has = |key: &str| root.get(key).is_some();
    if root.get("metadata").is_some_and(Node::is_mapping) && has("spec") {
        return true;
    }
    let body = has("metadata") || has("spec");
    if has("kind") {
        return body;
    }
    if has("apiVersion") {
        return body || has("data");
    }
    body && misspelled(root, "kind", 1) && misspelled(root, "apiVersion", 2)
}

/// Whether a key differs from `wanted` in case only, or by at most `edits` letters.
fn misspelled(root: Node<'_>, wanted: &str, edits: usize) -> bool {
    root.entries().any(|(key, _)| {
        let key = key.text();
        key.eq_ignore_ascii_case(wanted) || strsim::damerau_levenshtein(key, wanted) <= edits
    })
}

/// What a mapping is that was not meant to be an object.
fn foreign_reason(root: Node<'_>) -> SkipReason {
    let has = |key: &str| root.get(key).is_some();
    let compose = |service: Node<'_>| service.get("image").or(service.get("build")).is_some();
    if root
        .get("services")
        .is_some_and(|services| services.entries().any(|(_, service)| compose(service)))
    {
        SkipReason::Compose
    } else if has("jobs") && (has("on") || has("true")) || has("runs") && has("name") {
        SkipReason::Ci
    } else if has("clusters") && has("contexts") && has("users") {
        SkipReason::Kubeconfig
    } else {
        SkipReason::NotAManifest
    }
}
