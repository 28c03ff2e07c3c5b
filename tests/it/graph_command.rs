//! `kubelint graph`: what people and programs see.

use kubelint::cli::Exit;

use crate::command::kubelint;

const CART: &str = "testdata/shop/cart";

#[test]
fn the_tree_says_what_everything_uses() {
    let ran = kubelint(&["graph", CART]);
    assert_eq!(ran.exit, Exit::Clean, "{}", ran.errors);
    insta::assert_snapshot!(ran.output);
}

#[test]
fn one_object_is_shown_with_its_users() {
    let ran = kubelint(&["graph", "testdata/shop", "--of", "configmap/cart"]);
    insta::assert_snapshot!(ran.output);
}

#[test]
fn the_pictures_name_all_objects() {
    for (format, start) in [("dot", "digraph kubelint {"), ("mermaid", "flowchart LR")] {
        let ran = kubelint(&["graph", CART, "--format", format]);
        assert!(ran.output.starts_with(start), "{}", ran.output);
        insta::assert_snapshot!(format, ran.output);
    }
}

#[test]
fn the_json_has_units_objects_and_links() {
    let ran = kubelint(&["graph", CART, "--of", "Service/cart", "--format", "json"]);
    let graph = ran.json();
    assert_eq!(graph["schema"], "kubelint.graph/v1");
    let links = graph["links"].as_array().expect("links");
    let pods = links.iter().find(|link| link["relation"] == "service-pods");
    let pods = pods.expect("the Service selects pods");
    assert_eq!(pods["outcome"], "found");
    assert_eq!(pods["path"], "/spec/selector");
    assert_eq!(pods["to"].as_array().map(Vec::len), Some(1));
}

#[test]
fn an_object_that_is_not_there_is_told_with_the_nearest() {
    let ran = kubelint(&["graph", CART, "--of", "Service/crat"]);
    assert_eq!(ran.exit, Exit::Failed);
    assert!(
        ran.errors.contains("did you mean `Service/cart`?"),
        "{}",
        ran.errors
    );
    let ran = kubelint(&["graph", CART, "--of", "cart"]);
    assert!(ran.errors.contains("`Kind/name`"), "{}", ran.errors);
}
