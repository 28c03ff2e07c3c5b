//! Kinds that were gone before the oldest embedded schema, from the data of the policies about
//! API versions, which say when and what replaces them.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;
use serde_json::Value;

/// What the policy `api-removed` reads.
const DATA: &str = include_str!("../../policies/data/api_versions.json");

/// What is known of a kind.
#[derive(Debug, Deserialize)]
struct Known {
    component: String,
}

/// Kinds by `apiVersion`, of Kubernetes alone.
fn data() -> &'static BTreeMap<String, BTreeMap<String, Known>> {
    static READ: OnceLock<BTreeMap<String, BTreeMap<String, Known>>> = OnceLock::new();
    READ.get_or_init(|| {
        let all: BTreeMap<String, Value> = serde_json::from_str(DATA).unwrap_or_default();
        let mut versions = BTreeMap::new();
        for (api_version, kinds) in all {
            let kinds: BTreeMap<String, Known> = serde_json::from_value(kinds).unwrap_or_default();
            let own = kinds
                .into_iter()
                .filter(|(_, known)| known.component == "kubernetes");
            versions.insert(api_version, own.collect::<BTreeMap<_, _>>());
        }
        versions
    })
}

/// Whether Kubernetes had a kind once.
pub(super) fn had_kind(api_version: &str, kind: &str) -> bool {
    let kinds = data().get(api_version);
    let item = kind.strip_suffix("List").unwrap_or(kind);
    kinds.is_some_and(|kinds| {
        [kind, item, "*"]
            .iter()
            .any(|kind| kinds.contains_key(*kind))
    })
}

/// Whether the group was once Kubernetes' own.
pub(super) fn had_group(group: &str) -> bool {
    data()
        .iter()
        .any(|(version, kinds)| !kinds.is_empty() && version.split('/').next() == Some(group))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_gone_before_the_schemas_is_known() {
        assert!(had_kind("extensions/v1beta1", "Deployment"));
        assert!(had_kind("extensions/v1beta1", "DeploymentList"));
        assert!(!had_kind("extensions/v1beta1", "Deploymnt"));
        assert!(!had_kind("cert-manager.io/v1alpha2", "Certificate"));
        assert!(had_group("settings.k8s.io"));
        assert!(!had_group("cert-manager.io"));
    }
}
