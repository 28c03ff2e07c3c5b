//! What a binding says: its role, and the ServiceAccounts among its subjects.
//!
//! <https://kubernetes.io/docs/reference/access-authn-authz/rbac/#rolebinding-and-clusterrolebinding>

use super::Reference;
use super::gather::{Gathered, SERVICE_ACCOUNT, Target, items, mapping};
use crate::graph::Relation;
use crate::resource::Resource;
use crate::yaml::Node;

const GROUP: &str = "rbac.authorization.k8s.io";

pub(super) fn mentions<'t>(resource: &Resource<'t>, found: &mut Gathered<'t>) {
    if !matches!(resource.kind, "RoleBinding" | "ClusterRoleBinding") {
        return;
    }
    if let Some(role) = mapping(resource.root, "roleRef") {
        let target = match role.get("kind").and_then(Node::as_str) {
            Some("Role") => Some(Target::namespaced(GROUP, "Role")),
            Some("ClusterRole") => Some(Target::cluster(GROUP, "ClusterRole")),
            _ => None,
        };
        let at = role.get("name");
        let how = "roleRef";
        found.refer(target.and_then(|target| Reference::to(Relation::Role, how, target, at)));
    }
    for subject in items(resource.root, "subjects") {
        if subject.get("kind").and_then(Node::as_str) == Some("ServiceAccount") {
            let at = subject.get("name");
            let reference = Reference::to(Relation::Subject, "subjects", SERVICE_ACCOUNT, at);
            found.refer(reference.and_then(|found| found.within(subject.get("namespace"))));
        }
    }
}
