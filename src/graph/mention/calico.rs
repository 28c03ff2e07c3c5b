//! Which pods the policies of Calico are about.
//!
//! <https://docs.tigera.io/calico/latest/reference/resources/networkpolicy#selectors>

use super::gather::{Gathered, items, mapping};
use super::{Namespaces, Selection};
use crate::graph::{Operator, Relation, Requirement, Selector};
use crate::resource::Resource;
use crate::yaml::Node;

pub(super) fn mentions<'t>(resource: &Resource<'t>, found: &mut Gathered<'t>) {
    let everywhere = match resource.kind {
        "NetworkPolicy" => false,
        "GlobalNetworkPolicy" => true,
        _ => return,
    };
    let Some(spec) = mapping(resource.root, "spec") else {
        return;
    };
    select("subject", spec, "serviceAccountSelector", everywhere, found);
    for (rules, peer) in [("ingress", "source"), ("egress", "destination")] {
        for rule in items(spec, rules) {
            if let Some(peer) = mapping(rule, peer) {
                select(rules, peer, "notSelector", everywhere, found);
            }
        }
    }
}

/// The pods that `selector` and `namespaceSelector` of `holder` lead to; with `narrowed` there
/// are fewer.
fn select<'t>(
    how: &'static str,
    holder: Node<'t>,
    narrowed: &str,
    everywhere: bool,
    found: &mut Gathered<'t>,
) {
    let Some((at, text)) = text(holder, "selector") else {
        return;
    };
    let namespaces = match text_of_namespaces(holder) {
        // Things outside of all namespaces, which are no pods.
        Some((_, "global()")) => return,
        Some((at, text)) => {
            let selector = selector(at, text);
            if selector.is_everything() && !selector.unclear {
                Namespaces::All
            } else {
                Namespaces::Matching(selector, at)
            }
        }
        None if everywhere => Namespaces::All,
        None => Namespaces::Own,
    };
    let mut selector = selector(at, text);
    selector.unclear |= holder.get(narrowed).is_some_and(|node| !node.is_null());
    found.select(Selection {
        relation: Relation::MeshPolicyPods,
        how,
        at,
        selector,
        namespaces,
    });
}

fn text<'t>(holder: Node<'t>, key: &str) -> Option<(Node<'t>, &'t str)> {
    let at = holder.get(key)?;
    Some((at, at.as_str()?.trim()))
}

fn text_of_namespaces(holder: Node<'_>) -> Option<(Node<'_>, &str)> {
    text(holder, "namespaceSelector").filter(|(_, text)| !text.is_empty())
}

/// Terms that all have to hold. Everything else of Calico's language is left unclear.
fn selector<'t>(at: Node<'t>, text: &'t str) -> Selector<'t> {
    let mut selector = Selector {
        requirements: Vec::new(),
        unclear: at.is_placeholder(),
    };
    if matches!(text, "" | "all()") {
        return selector;
    }
    for term in text.split("&&") {
        match requirement(at, term.trim()) {
            Some(requirement) => selector.requirements.push(requirement),
            None => selector.unclear = true,
        }
    }
    selector
}

/// `key == 'value'`, `key != 'value'` or `has(key)`.
fn requirement<'t>(at: Node<'t>, term: &'t str) -> Option<Requirement<'t>> {
    let has = term
        .strip_prefix("has(")
        .and_then(|rest| rest.strip_suffix(')'));
    let (key, operator, values) = match has {
        Some(key) => (key, Operator::Exists, Vec::new()),
        None => {
            let equal = term.split_once("==").map(|pair| (pair, Operator::In));
            let unequal = || term.split_once("!=").map(|pair| (pair, Operator::NotIn));
            let ((key, value), operator) = equal.or_else(unequal)?;
            (key, operator, vec![unquoted(value.trim())?])
        }
    };
    let key = key.trim();
    let is_key = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./".contains(&byte);
    // Labels that Calico adds are not among those of a manifest.
    let is_added = key.starts_with("projectcalico.org/") || key.starts_with("pcns.");
    (!key.is_empty() && key.bytes().all(is_key) && !is_added).then_some(Requirement {
        key,
        operator,
        values,
        at,
        key_at: at,
    })
}

fn unquoted(text: &str) -> Option<&str> {
    let inner = |quote: char| text.strip_prefix(quote)?.strip_suffix(quote);
    let value = inner('\'').or_else(|| inner('"'))?;
    (!value.contains(['\'', '"'])).then_some(value)
}
