//! What objects of each kind say, as lines.

mod custom;
mod objects;
mod pods;
mod routes;
mod traffic;

use super::{Mention, Namespaces, PortsOf, mentions};
use crate::graph::{Operator, Selector};
use crate::resource::Resource;
use crate::yaml::{Limits, Node, parse};

/// What the one object of `text` says, one line for each mention.
fn lines(text: &str) -> Vec<String> {
    let parsed = parse(text.into(), &Limits::default());
    assert!(parsed.errors.is_empty(), "{:?}", parsed.errors);
    let root = parsed.tree.node(parsed.tree.documents()[0].root);
    let found = mentions(&Resource::new(root));
    found.iter().map(|mention| line(mention, root)).collect()
}

/// The lines of a pod whose spec is `spec`.
fn pod(spec: &str) -> Vec<String> {
    let lines = lines(&format!("apiVersion: v1\nkind: Pod\nspec: {spec}\n"));
    lines
        .iter()
        .map(|line| line.replace(" @spec.", " @"))
        .collect()
}

fn line(mention: &Mention<'_>, root: Node<'_>) -> String {
    let at = |node| path(root, node).unwrap_or_else(|| "?".to_owned());
    match mention {
        Mention::Reference(it) => {
            let mut target = vec![it.group, it.kind, it.namespace.unwrap_or_default(), it.name];
            target.retain(|part| !part.is_empty());
            let mut line = format!("{} {}: {}", it.relation, it.how, target.join("/"));
            if let Some(key) = it.key {
                line += &format!("#{}", key.text);
            }
            if it.cluster_scoped {
                line += " cluster";
            }
            if it.optional {
                line += " optional";
            }
            format!("{line} @{}", at(it.at))
        }
        Mention::Selection(it) => {
            let namespaces = match &it.namespaces {
                Namespaces::Own => String::new(),
                Namespaces::All => " in all".to_owned(),
                Namespaces::Named(names) => format!(" in {}", names.join(",")),
                Namespaces::Matching(selector, _) => format!(" in ({})", selector_text(selector)),
            };
            let selector = selector_text(&it.selector);
            let at = at(it.at);
            format!("{} {}: ({selector}){namespaces} @{at}", it.relation, it.how)
        }
        Mention::Port(it) => {
            let of = match &it.of {
                PortsOf::Container(node) => at(*node),
                PortsOf::Mentions(places) => format!("{places:?}"),
            };
            let port = it.at.text();
            let at = at(it.at);
            format!(
                "{} {}: {port}/{} of {of} @{at}",
                it.relation, it.how, it.protocol
            )
        }
    }
}

fn selector_text(selector: &Selector<'_>) -> String {
    let mut parts: Vec<String> = Vec::new();
    for requirement in &selector.requirements {
        let key = requirement.key;
        let values = requirement.values.join("|");
        parts.push(match requirement.operator {
            Operator::In => format!("{key}={values}"),
            Operator::NotIn => format!("{key}!={values}"),
            Operator::Exists => key.to_owned(),
            Operator::DoesNotExist => format!("!{key}"),
        });
    }
    if selector.unclear {
        parts.push("?".to_owned());
    }
    parts.join(",")
}

/// Where a value lies.
fn path(from: Node<'_>, to: Node<'_>) -> Option<String> {
    if from.id() == to.id() {
        return Some(String::new());
    }
    for (key, value) in from.entries() {
        if let Some(rest) = path(value, to) {
            let dot = if rest.is_empty() || rest.starts_with('[') {
                ""
            } else {
                "."
            };
            return Some(format!("{}{dot}{rest}", key.text()));
        }
    }
    for (index, item) in from.items().enumerate() {
        if let Some(rest) = path(item, to) {
            let dot = if rest.is_empty() || rest.starts_with('[') {
                ""
            } else {
                "."
            };
            return Some(format!("[{index}]{dot}{rest}"));
        }
    }
    None
}

#[test]
fn what_is_no_object_says_nothing() {
    assert!(lines("just text").is_empty());
    assert!(lines("{metadata: {namespace: shop}}").is_empty());
    assert!(lines("{apiVersion: example.com/v1, kind: Widget, spec: {secretName: x}}").is_empty());
}

#[test]
fn every_object_names_its_namespace_and_owners() {
    assert_eq!(
        lines(
            "
apiVersion: example.com/v1
kind: Widget
metadata:
  namespace: shop
  ownerReferences:
  - {apiVersion: apps/v1, kind: Deployment, name: web}
  - {apiVersion: v1, kind: Node, name: one}
  - {apiVersion: v1, name: one}
"
        ),
        [
            "namespace metadata: Namespace/shop cluster @metadata.namespace",
            "owner ownerReferences: apps/Deployment/web @metadata.ownerReferences[0].name",
            "owner ownerReferences: Node/one cluster @metadata.ownerReferences[1].name",
        ]
    );
    let role =
        "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {namespace: a}}";
    assert!(lines(role).is_empty());
}
