//! What an annotation asks an operator for: copies in other namespaces, and Secrets beside.

use super::{CONFIG_MAP, Implied, ImpliedIn, SECRET, each, is_true, keys_of, name_node, text};
use crate::resource::Resource;
use crate::yaml::Node;

/// Annotations that have an object copied, whatever their value: which namespaces is a matter of
/// patterns and of labels.
const COPIED: &[&str] = &[
    "replicator.v1.mittwald.de/replicate-to",
    "replicator.v1.mittwald.de/replicate-to-matching",
    "kubed.appscode.com/sync",
];

const REFLECTED: &str = "reflector.v1.k8s.emberstack.com/reflection-auto-enabled";

/// Where something with these annotations is in the end.
pub(super) fn reach<'t>(annotations: Option<Node<'t>>) -> ImpliedIn<'t> {
    let has = |key: &&str| annotations.is_some_and(|all| all.get(key).is_some());
    let reflected = annotations.and_then(|all| all.get(REFLECTED));
    if is_true(reflected) || COPIED.iter().any(has) {
        ImpliedIn::Everywhere
    } else {
        ImpliedIn::Own
    }
}

pub(super) fn add<'t>(resource: &Resource<'t>, found: &mut Vec<Implied<'t>>) {
    let annotations = resource
        .metadata()
        .and_then(|metadata| metadata.get("annotations"));
    let gvk = resource.gvk();
    match (gvk.group, gvk.kind) {
        ("", "ConfigMap") => of_object(CONFIG_MAP, resource, annotations, found),
        ("", "Secret") => of_object(SECRET, resource, annotations, found),
        ("kyverno.io", "ClusterPolicy" | "Policy") => of_policy(resource, found),
        _ => {}
    }
    // https://developer.1password.com/docs/k8s/operator/
    let item = annotations.and_then(|all| text(all, "operator.1password.io/item-name"));
    found.extend(item.map(|name| Implied::named_by(SECRET, name)));
}

fn of_object<'t>(
    kind: &'static str,
    resource: &Resource<'t>,
    annotations: Option<Node<'t>>,
    found: &mut Vec<Implied<'t>>,
) {
    let namespace = reach(annotations);
    if let (ImpliedIn::Everywhere, Some(name)) = (namespace, name_node(resource)) {
        let keys = keys_of(
            resource.root,
            &[&["data"], &["stringData"], &["binaryData"]],
        );
        let copy = Implied::named_by(kind, name).within(namespace);
        // One that is empty here is filled by somebody.
        found.push(copy.with_keys(Some(keys).filter(|keys| !keys.is_empty())));
    }
}

/// <https://kyverno.io/docs/policy-types/cluster-policy/generate/>
fn of_policy<'t>(resource: &Resource<'t>, found: &mut Vec<Implied<'t>>) {
    for made in each(resource.root, &["spec", "rules", "generate"]) {
        let kinds = [
            CONFIG_MAP,
            SECRET,
            super::SERVICE,
            super::ACCOUNT,
            super::CLAIM,
        ];
        let kind = text(made, "kind").map(Node::text);
        let kind = kinds.into_iter().find(|known| Some(*known) == kind);
        // A name with variables is known when it is made.
        let name = text(made, "name").filter(|name| !name.text().contains("{{"));
        let (Some(kind), Some(name)) = (kind, name) else {
            continue;
        };
        let namespace = text(made, "namespace").map(Node::text);
        let namespace = match namespace {
            Some(one) if !one.contains("{{") => ImpliedIn::Named(one),
            _ => ImpliedIn::Everywhere,
        };
        found.push(Implied::named_by(kind, name).within(namespace));
    }
}
