//! JSON, objects in lists, and several operations at once.

use serde_json::json;

use super::*;

const POD: &str = r#"{
  "kind": "Pod",
  "metadata": {"name": "web"},
  "spec": {
    "containers": [
      {
        "name": "a"
      }
    ],
    "hostAliases": {}
  }
}
"#;

#[test]
fn json_stays_json() {
    let operations = [
        set("kind", json!("Node")),
        set("metadata.labels", json!({"a/b": "c"})),
        set("spec.containers.0.ports", json!([{"containerPort": 80}])),
        append("spec.containers", json!({"name": "b"})),
        set("spec.hostAliases.x", json!(true)),
        remove("spec.containers.0.name"),
        rename("spec", "a b"),
    ];
    let text = edited_at(POD, "", &operations).unwrap();
    serde_json::from_str::<Value>(&text).unwrap();
    insta::assert_snapshot!(text);
    let compact = |operation| edited("{\"a\":{\"b\":1},\"c\":[]}", operation).unwrap();
    assert_eq!(
        compact(set("a.d.e", json!("yes"))),
        "{\"a\":{\"b\":1,\"d\":{\"e\":\"yes\"}},\"c\":[]}"
    );
    assert_eq!(
        compact(append("c", json!([1, 2]))),
        "{\"a\":{\"b\":1},\"c\":[[1,2]]}"
    );
    assert_eq!(compact(remove("a")), "{\"c\":[]}");
    assert_eq!(
        edited("{}", set("a.b", json!([1]))).unwrap(),
        "{\n  \"a\": {\n    \"b\": [\n      1\n    ]\n  }\n}"
    );
    let tabs = "{\n\t\"a\": {\n\t\t\"b\": 1\n\t}\n}\n";
    assert_eq!(
        edited(tabs, set("c.d", json!(1))).unwrap(),
        "{\n\t\"a\": {\n\t\t\"b\": 1\n\t},\n\t\"c\": {\n\t\t\"d\": 1\n\t}\n}\n"
    );
}

#[test]
fn operations_see_what_those_before_them_did() {
    let operations = [
        set("spec.securityContext.runAsNonRoot", json!(true)),
        set("spec.securityContext.runAsUser", json!(1000)),
        append("spec.args", json!("a")),
        append("spec.args", json!("b")),
        remove("spec.old"),
        rename("kind", "sort"),
        set("sort", json!("Job")),
    ];
    let text = "kind: Pod # c\nspec:\n  old: 1 # d\n  name: web\n# end\n";
    assert_eq!(
        edited_at(text, "", &operations).unwrap(),
        "sort: Job # c\nspec:\n  name: web\n  securityContext:\n    runAsNonRoot: true\n    \
         runAsUser: 1000\n  args:\n  - a\n  - b\n# end\n"
    );
    // What is undone is no edit.
    let operations = [set("spec.x", json!(1)), remove("spec.x")];
    assert_eq!(edited_at(text, "", &operations).as_deref(), Ok(text));
    assert_eq!(edited_at(text, "", &[]).as_deref(), Ok(text));
}

#[test]
fn an_object_in_a_list_is_edited_in_its_place() {
    let list = "items:\n- kind: A # c\n  spec: 1\n- kind: B\n  # d\n\n- {kind: C}\n";
    let at = |root, operation| edited_at(list, root, &[operation]);
    assert_eq!(
        at("items.0", remove("kind")).unwrap(),
        "items:\n- spec: 1\n- kind: B\n  # d\n\n- {kind: C}\n"
    );
    assert_eq!(
        at("items.1", set("spec.x", json!(1))).unwrap(),
        "items:\n- kind: A # c\n  spec: 1\n- kind: B\n  spec:\n    x: 1\n  # d\n\n- {kind: C}\n"
    );
    assert_eq!(
        at("items.2", set("spec.x", json!("w"))).unwrap(),
        "items:\n- kind: A # c\n  spec: 1\n- kind: B\n  # d\n\n- {kind: C, spec: {x: w}}\n"
    );
    assert_eq!(
        at("items.1", remove("kind")).unwrap(),
        "items:\n- kind: A # c\n  spec: 1\n- {}\n  # d\n\n- {kind: C}\n"
    );
    assert_eq!(at("items.1", remove("")), Err(Refusal::Whole));
    assert_eq!(
        at("items.2", set("", json!("a, b"))).unwrap(),
        "items:\n- kind: A # c\n  spec: 1\n- kind: B\n  # d\n\n- \"a, b\"\n"
    );
    let json = "{\"items\": [\n  {\"kind\": \"A\"},\n  {\"kind\": \"B\"}\n]}\n";
    assert_eq!(
        edited_at(json, "items.1", &[set("x", json!("w"))]).unwrap(),
        "{\"items\": [\n  {\"kind\": \"A\"},\n  {\"kind\": \"B\", \"x\": \"w\"}\n]}\n"
    );
    // Anchors may reach from one item into another.
    let shared = "items:\n- kind: &k A\n- kind: *k\n";
    assert_eq!(
        edited_at(shared, "items.0", &[set("kind", json!("B"))]),
        Err(Refusal::Shared)
    );
    assert_eq!(
        edited_at(shared, "items.1", &[set("x", json!("B"))]).unwrap(),
        "items:\n- kind: &k A\n- kind: *k\n  x: B\n"
    );
    let anchored = "items: &all\n- kind: A\nmore: *all\n";
    assert_eq!(
        edited_at(anchored, "items.0", &[set("x", json!("B"))]),
        Err(Refusal::Shared)
    );
}
