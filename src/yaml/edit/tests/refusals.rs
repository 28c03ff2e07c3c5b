//! What is refused, and how it says so.

use serde_json::json;

use super::*;

#[test]
fn what_has_no_exact_edit_is_refused() {
    let shared = "a: &x {b: 1}\nc: *x\nd: &y 1\ne: [*y]\n";
    let merged = "d: &d {x: 1, w: 2}\nm:\n  w: 3\n  <<: *d\n";
    all_are_refused(&[
        (shared, set("a.b", json!(2)), Refusal::Shared),
        (shared, set("c.b", json!(2)), Refusal::Shared),
        (shared, set("c", json!(2)), Refusal::Shared),
        (shared, set("a.z", json!(2)), Refusal::Shared),
        (shared, remove("a"), Refusal::Shared),
        (shared, remove("a.b"), Refusal::Shared),
        (shared, set("d", json!(2)), Refusal::Shared),
        (shared, append("e.0", json!(2)), Refusal::Shared),
        (merged, set("m.x", json!(2)), Refusal::Merged),
        (merged, set("m.w", json!(2)), Refusal::Merged),
        (merged, remove("m.x"), Refusal::Merged),
        (merged, remove("m.<<"), Refusal::Merged),
        (merged, rename("m.x", "z"), Refusal::Merged),
        ("a: 1\na: 2\n", set("a", json!(3)), Refusal::Repeated),
        ("a: 1\n", remove("b"), Refusal::Missing),
        ("a: 1\n", rename("b", "c"), Refusal::Missing),
        ("a: [1]\n", remove("a.1"), Refusal::Missing),
        ("a: [1]\n", set("a.1", json!(1)), Refusal::Missing),
        ("a: 1\n", set("b.0.c", json!(1)), Refusal::Missing),
        ("a: 1\n", set("a.b", json!(1)), Refusal::NotMapping),
        ("a: 1\n", append("a", json!(1)), Refusal::NotList),
        ("a: {}\n", set("a.0", json!(1)), Refusal::NotList),
        ("a: 1\nb: 2\n", rename("a", "b"), Refusal::Exists),
        ("- 1\n", rename("0", "b"), Refusal::Whole),
        ("a: 1\n", remove(""), Refusal::Whole),
        ("a:\n  # c\n  b: 1\n", set("a", json!(1)), Refusal::Comments),
        ("a:\n  b: 1 # c\n", set("a", json!(1)), Refusal::Comments),
        ("a: | # c\n  b\n", set("a", json!(1)), Refusal::Comments),
        ("a: [1, # c\n  2]\n", set("a", json!(1)), Refusal::Comments),
        ("a: !!str 1\n", set("a", json!(2)), Refusal::Property),
        ("a: &x\n  b: 1\n", set("a", json!(2)), Refusal::Property),
        ("a: &x\nb: 1\n", set("a", json!(2)), Refusal::Property),
        ("? a\n: b: 1\n", set("c", json!(2)), Refusal::Layout),
        ("[a: 1]\n", set("0.b", json!(2)), Refusal::Layout),
        ("---\n# nothing\n", set("a", json!(2)), Refusal::Missing),
    ]);
}

#[test]
fn a_refusal_says_why() {
    let error = EditError {
        path: path("spec.containers.0"),
        reason: Refusal::Shared,
    };
    assert_eq!(
        error.to_string(),
        "`spec.containers[0]` cannot be edited: it is shared through an alias"
    );
    let error = EditError {
        path: Path::default(),
        reason: Refusal::Whole,
    };
    assert_eq!(
        error.to_string(),
        "the object cannot be edited: it has no key of its own"
    );
}
