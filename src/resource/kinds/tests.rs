//! What is known about the built-in kinds.

use std::collections::HashSet;

use super::*;
use crate::yaml::{Limits, parse};

fn typed(text: &str) -> TypedObject {
    let parsed = parse(text.into(), &Limits::default());
    let root = parsed.tree.node(parsed.tree.documents()[0].root);
    let word = |key| root.get(key).unwrap().text();
    read(word("apiVersion"), word("kind"), Reader::new(root))
        .unwrap()
        .unwrap()
}

#[test]
fn reads_a_kind_by_its_exact_version() {
    let TypedObject::Deployment(web) = typed(
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {replicas: 3}\n",
    ) else {
        panic!("no Deployment");
    };
    assert_eq!(web.metadata.name.as_deref(), Some("web"));
    assert_eq!(web.spec.replicas, Some(3));
    let tree = parse("{}".into(), &Limits::default()).tree;
    let empty = Reader::new(tree.node(tree.documents()[0].root));
    assert!(read("apps/v1beta1", "Deployment", empty).is_none());
    assert!(read("example.com/v1", "Deployment", empty).is_none());
}

#[test]
fn every_kind_reads_an_object_with_nothing_but_its_type() {
    for info in KINDS {
        let text = format!("apiVersion: {}\nkind: {}\n", info.api_version, info.kind);
        assert!(typed(&text).metadata().name.is_none(), "{text}");
    }
}

#[test]
fn null_is_the_zero_value_everywhere() {
    let TypedObject::Pod(pod) = typed(
        "apiVersion: v1\nkind: Pod\nmetadata: {labels: {a: null}, creationTimestamp: null}\nspec:\n  containers:\n  - null\n  - name: null\n    args: [null]\n    resources: {limits: {cpu: null}}\n",
    ) else {
        panic!("no Pod");
    };
    let containers = &pod.spec.unwrap().containers;
    assert_eq!(containers.len(), 2);
    assert_eq!(containers[1].args.as_deref(), Some(&[String::new()][..]));
    assert_eq!(pod.metadata.labels.unwrap()["a"], "");
}

#[test]
fn base64_is_read_as_go_reads_it() {
    let TypedObject::Secret(secret) = typed(
        "apiVersion: v1\nkind: Secret\ndata:\n  lines: |\n    YWJj\n    ZA==\n  loose: YR==\n  empty: ''\n  none: null\n",
    ) else {
        panic!("no Secret");
    };
    let data = secret.data.unwrap();
    assert_eq!(data["lines"].0, b"abcd");
    assert_eq!(data["loose"].0, b"a");
    assert_eq!(data["empty"].0, b"");
    assert_eq!(data["none"].0, b"");
}

#[test]
fn no_kind_is_listed_twice() {
    let names: HashSet<_> = KINDS
        .iter()
        .map(|info| (info.api_version, info.kind))
        .collect();
    assert_eq!(names.len(), KINDS.len());
    for (group, kind, _) in UNTYPED {
        assert!(
            kind_info(Gvk::new(&format!("{group}/v1"), kind)).is_none(),
            "{kind}"
        );
    }
}

#[test]
fn scope_and_pods_do_not_depend_on_the_version() {
    let old = Gvk::new("extensions/v1beta1", "DaemonSet");
    assert_eq!(is_namespaced(old), Some(true));
    assert_eq!(pod_spec_path(old), Some(&["spec", "template", "spec"][..]));
    let old = Gvk::new("batch/v1beta1", "CronJob");
    assert_eq!(pod_spec_path(old).map(<[_]>::len), Some(5));
    assert_eq!(is_namespaced(Gvk::new("v1", "Namespace")), Some(false));
    let policy = Gvk::new("policy/v1beta1", "PodSecurityPolicy");
    assert_eq!(is_namespaced(policy), Some(false));
    assert_eq!(
        is_namespaced(Gvk::new("argoproj.io/v1alpha1", "Rollout")),
        None
    );
    assert_eq!(pod_spec_path(Gvk::new("v1", "Service")), None);
}

#[test]
fn a_plural_is_the_name_that_rbac_rules_write() {
    let plural = |api_version, kind| kind_info(Gvk::new(api_version, kind)).unwrap().plural;
    assert_eq!(
        plural("networking.k8s.io/v1", "NetworkPolicy"),
        "networkpolicies"
    );
    assert_eq!(plural("v1", "Endpoints"), "endpoints");
}

#[test]
fn a_schema_that_nests_without_end_does_not_exhaust_the_stack() {
    for key in ["not", "items", "additionalProperties"] {
        let text = format!(
            "{{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, spec: {{versions: [{{schema: {{openAPIV3Schema: {}{}}}}}]}}}}",
            format!("{{{key}: ").repeat(240),
            "}".repeat(240),
        );
        typed(&text);
    }
}

#[test]
fn the_type_of_a_claim_template_may_be_anything() {
    let text = "
apiVersion: apps/v1
kind: StatefulSet
spec:
  volumeClaimTemplates: [{apiVersion: x, kind: 5, metadata: {name: data}}]
";
    let TypedObject::StatefulSet(set) = typed(text) else {
        panic!("no StatefulSet");
    };
    let claims = set.spec.volume_claim_templates.unwrap();
    assert_eq!(claims[0].metadata.name.as_deref(), Some("data"));
}
