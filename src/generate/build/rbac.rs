//! What an application's account may do in the cluster.

use k8s_openapi::api::rbac::v1::{
    ClusterRole, ClusterRoleBinding, PolicyRule, Role, RoleBinding, RoleRef, Subject,
};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::metadata::{metadata, nothing_more};
use crate::generate::model::Workload;
use crate::generate::object::{Cause, Causes, Object, Part};
use crate::generate::spec::Rule;
use crate::source::At;

const GROUP: &str = "rbac.authorization.k8s.io";

/// Roles and their bindings.
pub(super) fn rbac(workload: &Workload<'_>) -> Vec<Object> {
    let Some(rbac) = &workload.app.rbac else {
        return Vec::new();
    };
    let mut objects = Vec::new();
    let cause = Cause::Spec(rbac.span);
    let mut add = |rules: &[At<Rule>], is_cluster: bool| {
        if rules.is_empty() {
            return;
        }
        let Part {
            value: rules,
            causes,
        } = policy_rules(rules);
        let own = metadata_of(workload, is_cluster);
        let mut all = Causes::default();
        all.take("/metadata", own.causes.clone());
        all.take("/rules", causes);
        let owner = workload.owner();
        let mut binding_causes = Causes::default();
        binding_causes.take("/metadata", own.causes);
        let subjects = Some(vec![Subject {
            kind: "ServiceAccount".to_owned(),
            name: workload.account_name().to_owned(),
            namespace: workload.namespace.clone(),
            ..Subject::default()
        }]);
        let role_ref = RoleRef {
            api_group: Some(GROUP.to_owned()),
            kind: if is_cluster { "ClusterRole" } else { "Role" }.to_owned(),
            name: own.value.name.clone().unwrap_or_default(),
        };
        let metadata = own.value;
        if is_cluster {
            let role = ClusterRole {
                metadata: metadata.clone(),
                rules: Some(rules),
                ..ClusterRole::default()
            };
            objects.push(Object::new(&role, owner.clone(), cause, all));
            let binding = ClusterRoleBinding {
                metadata,
                role_ref,
                subjects,
            };
            objects.push(Object::new(&binding, owner, cause, binding_causes));
        } else {
            let role = Role {
                metadata: metadata.clone(),
                rules: Some(rules),
            };
            objects.push(Object::new(&role, owner.clone(), cause, all));
            let binding = RoleBinding {
                metadata,
                role_ref,
                subjects,
            };
            objects.push(Object::new(&binding, owner, cause, binding_causes));
        }
    };
    add(&rbac.value.rules, false);
    add(&rbac.value.cluster_rules, true);
    objects
}

/// Objects of the cluster have the namespace in their name: another namespace may have the same
/// application.
fn metadata_of(workload: &Workload<'_>, is_cluster: bool) -> Part<ObjectMeta> {
    let app = &workload.app.name;
    let name = match &workload.namespace {
        Some(namespace) if is_cluster => format!("{namespace}-{}", app.value),
        _ => app.value.0.clone(),
    };
    let mut part = metadata(workload, &name, Cause::Spec(app.span), nothing_more);
    if is_cluster {
        part.value.namespace = None;
    }
    part
}

fn policy_rules(rules: &[At<Rule>]) -> Part<Vec<PolicyRule>> {
    let mut causes = Causes::default();
    let rules = rules
        .iter()
        .enumerate()
        .map(|(at, rule)| {
            causes.note(format!("/{at}"), Cause::Spec(rule.span));
            let rule = &rule.value;
            let groups = rule.groups.as_ref();
            if groups.is_none() {
                let default = Cause::Default("the core group");
                causes.note(format!("/{at}/apiGroups"), default);
            }
            PolicyRule {
                api_groups: Some(
                    groups.map_or_else(|| vec![String::new()], |groups| groups.value.clone()),
                ),
                resources: Some(rule.resources.value.clone()),
                resource_names: rule.names.as_ref().map(|names| names.value.clone()),
                verbs: rule.verbs.value.clone(),
                ..PolicyRule::default()
            }
        })
        .collect();
    Part {
        value: rules,
        causes,
    }
}
