//! What the API server is told to call, and which namespaces webhooks watch.

use super::gather::{Gathered, SERVICE, Target, items, mapping};
use super::{Namespaces, Reference, Selection};
use crate::graph::{Relation, Selector};
use crate::resource::Resource;
use crate::yaml::Node;

const GROUP: &str = "admissionregistration.k8s.io";

pub(super) fn mentions<'t>(resource: &Resource<'t>, found: &mut Gathered<'t>) {
    let root = resource.root;
    match resource.kind {
        "ValidatingWebhookConfiguration" | "MutatingWebhookConfiguration" => {
            items(root, "webhooks").for_each(|item| webhook(item, found));
        }
        "ValidatingAdmissionPolicyBinding" => {
            policy(
                root,
                Target::cluster(GROUP, "ValidatingAdmissionPolicy"),
                found,
            );
        }
        "MutatingAdmissionPolicyBinding" => {
            policy(
                root,
                Target::cluster(GROUP, "MutatingAdmissionPolicy"),
                found,
            );
        }
        // <https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definition-versioning/#webhook-conversion>
        "CustomResourceDefinition" => {
            let conversion = ["spec", "conversion", "webhook", "clientConfig", "service"];
            service(root.dig(&conversion), "conversion", found);
            let before_v1 = ["spec", "conversion", "webhookClientConfig", "service"];
            service(root.dig(&before_v1), "conversion", found);
        }
        // <https://kubernetes.io/docs/concepts/extend-kubernetes/api-extension/apiserver-aggregation/>
        "APIService" => service(root.dig(&["spec", "service"]), "service", found),
        _ => {}
    }
}

/// <https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/>
fn webhook<'t>(webhook: Node<'t>, found: &mut Gathered<'t>) {
    service(webhook.dig(&["clientConfig", "service"]), "webhook", found);
    let selector = mapping(webhook, "namespaceSelector");
    if let Some(at) = selector.filter(|at| !at.is_empty()) {
        found.select(Selection {
            relation: Relation::WebhookNamespaces,
            how: "namespaceSelector",
            at,
            selector: Selector::of_label_selector(at),
            namespaces: Namespaces::All,
        });
    }
}

/// The port is 443 where none is written.
fn service<'t>(at: Option<Node<'t>>, how: &'static str, found: &mut Gathered<'t>) {
    let Some(at) = at else { return };
    let reference = Reference::to(Relation::WebhookService, how, SERVICE, at.get("name"));
    found.refer(reference.and_then(|reference| {
        let reference = reference.with_key(at.get("port"));
        reference.within(at.get("namespace"))
    }));
}

/// <https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/>
fn policy<'t>(root: Node<'t>, target: Target<'t>, found: &mut Gathered<'t>) {
    let (relation, how) = (Relation::AdmissionPolicy, "policyName");
    let at = root.dig(&["spec", "policyName"]);
    found.refer(Reference::to(relation, how, target, at));
}
