//! Which pods the policies of Cilium are about.
//!
//! <https://docs.cilium.io/en/stable/security/policy/language/>

use super::gather::{Gathered, items, mapping};
use super::{Namespaces, Selection};
use crate::graph::{Operator, Relation, Selector};
use crate::resource::Resource;
use crate::yaml::Node;

/// The label by which Cilium knows a pod's namespace.
const NAMESPACE: &str = "io.kubernetes.pod.namespace";

pub(super) fn mentions<'t>(resource: &Resource<'t>, found: &mut Gathered<'t>) {
    let everywhere = match resource.kind {
        "CiliumNetworkPolicy" => false,
        "CiliumClusterwideNetworkPolicy" => true,
        _ => return,
    };
    let root = resource.root;
    for spec in mapping(root, "spec")
        .into_iter()
        .chain(items(root, "specs"))
    {
        policy(spec, everywhere, found);
    }
}

fn policy<'t>(spec: Node<'t>, everywhere: bool, found: &mut Gathered<'t>) {
    const PEERS: [(&str, &str, &str); 4] = [
        ("ingress", "fromEndpoints", "ingress"),
        ("ingressDeny", "fromEndpoints", "ingress"),
        ("egress", "toEndpoints", "egress"),
        ("egressDeny", "toEndpoints", "egress"),
    ];
    if let Some(at) = mapping(spec, "endpointSelector") {
        select("subject", at, everywhere, found);
    }
    for (rules, peers, how) in PEERS {
        for rule in items(spec, rules) {
            for at in items(rule, peers).filter(|at| at.is_mapping()) {
                select(how, at, everywhere, found);
            }
        }
    }
}

fn select<'t>(how: &'static str, at: Node<'t>, everywhere: bool, found: &mut Gathered<'t>) {
    let mut selector = Selector::of_label_selector(at);
    let namespaces = take_namespaces(&mut selector);
    let default = if everywhere {
        Namespaces::All
    } else {
        Namespaces::Own
    };
    found.select(Selection {
        relation: Relation::MeshPolicyPods,
        how,
        at,
        selector,
        namespaces: namespaces.unwrap_or(default),
    });
}

/// Takes the sources off the keys (`k8s:app`), and what is asked of the namespace out of the
/// selector. What else Cilium knows of an endpoint is not among the labels of a manifest.
fn take_namespaces<'t>(selector: &mut Selector<'t>) -> Option<Namespaces<'t>> {
    let mut namespaces = None;
    let mut unclear = selector.unclear;
    selector.requirements.retain_mut(|requirement| {
        match requirement.key.split_once(':') {
            Some(("k8s" | "any", key)) => requirement.key = key,
            Some(_) => unclear = true,
            None => {}
        }
        match (requirement.key, requirement.operator) {
            (NAMESPACE, Operator::In) => {
                namespaces = Some(Namespaces::Named(std::mem::take(&mut requirement.values)));
                false
            }
            (NAMESPACE, Operator::Exists) => {
                namespaces = Some(Namespaces::All);
                false
            }
            (key, _) if key == NAMESPACE || key.starts_with("io.cilium.") => {
                unclear = true;
                false
            }
            _ => true,
        }
    });
    selector.unclear = unclear;
    namespaces
}
