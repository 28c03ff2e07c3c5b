//! Edits in the ways that manifests are written, each with its text before and after.

mod objects;
mod refusals;

use serde_json::json;

use super::*;
use crate::yaml::{Limits, Segment, parse};

/// `spec.containers.0.image`
fn path(text: &str) -> Path {
    let segment = |part: &str| match part.parse() {
        Ok(index) => Segment::Index(index),
        Err(_) => Segment::Key(part.to_owned()),
    };
    Path(
        text.split('.')
            .filter(|part| !part.is_empty())
            .map(segment)
            .collect(),
    )
}

fn set(at: &str, value: Value) -> Operation {
    Operation::Set {
        path: path(at),
        value,
    }
}

fn remove(at: &str) -> Operation {
    Operation::Remove { path: path(at) }
}

fn rename(at: &str, to: &str) -> Operation {
    Operation::Rename {
        path: path(at),
        to: to.to_owned(),
    }
}

fn append(at: &str, value: Value) -> Operation {
    Operation::Append {
        path: path(at),
        value,
    }
}

/// The text after operations on the object at `root` of its first document.
fn edited_at(text: &str, root: &str, operations: &[Operation]) -> Result<String, Refusal> {
    let parsed = parse(text.into(), &Limits::default());
    assert_eq!(parsed.errors, [], "{text:?}");
    let document = parsed.tree.node(parsed.tree.documents()[0].root);
    let root = path(root).locate(document).value;
    let edits = edits(FileId(0), root, operations).map_err(|error| error.reason)?;
    let mut end = 0;
    for edit in &edits {
        assert!(edit.span.start >= end, "{edits:?} overlap");
        end = edit.span.end;
    }
    Ok(apply(text, &edits))
}

fn edited(text: &str, operation: Operation) -> Result<String, Refusal> {
    edited_at(text, "", &[operation])
}

/// Each case: the text, the operation, the text after it.
fn all_become(cases: &[(&str, Operation, &str)]) {
    for (text, operation, wanted) in cases {
        let found = edited(text, operation.clone());
        assert_eq!(found.as_deref(), Ok(*wanted), "{operation:?} of\n{text}");
        // Line breaks are those of the file.
        let windows = |text: &str| text.replace('\n', "\r\n");
        let found = edited(&windows(text), operation.clone());
        assert_eq!(found, Ok(windows(wanted)), "{operation:?} of\n{text}");
    }
}

fn all_are_refused(cases: &[(&str, Operation, Refusal)]) {
    for (text, operation, wanted) in cases {
        let found = edited(text, operation.clone());
        assert_eq!(found, Err(*wanted), "{operation:?} of\n{text}");
    }
}

#[test]
fn a_scalar_is_replaced_in_its_own_quotes() {
    all_become(&[
        ("a: x # c\n", set("a", json!("w")), "a: w # c\n"),
        ("a:   'x'\n", set("a", json!("it's")), "a:   'it''s'\n"),
        (
            "a: \"x\"\n",
            set("a", json!("say \"y\"")),
            "a: \"say \\\"y\\\"\"\n",
        ),
        ("a: 'x'\n", set("a", json!("1\t2")), "a: \"1\\t2\"\n"),
        ("a: \"80\"\n", set("a", json!(80)), "a: 80\n"),
        ("a: 80\n", set("a", json!("80")), "a: \"80\"\n"),
        ("a: x\n", set("a", json!("on")), "a: \"on\"\n"),
        ("a: x\n", set("a", json!("- x")), "a: \"- x\"\n"),
        ("a: x\n", set("a", json!("x: y")), "a: \"x: y\"\n"),
        ("a: x\n", set("a", json!("x #y")), "a: \"x #y\"\n"),
        ("a: x\n", set("a", json!("x:1")), "a: x:1\n"),
        ("a: x\n", set("a", json!(null)), "a: null\n"),
        ("a: x\n", set("a", json!(true)), "a: true\n"),
        (
            "a: x\n  y # c\nb: 1\n",
            set("a", json!("z")),
            "a: z # c\nb: 1\n",
        ),
        ("a: &x 1 # c\n", set("a", json!(2)), "a: &x 2 # c\n"),
        ("a: # c\n  x\n", set("a", json!("w")), "a: w # c\n"),
        ("a:\nb: 1\n", set("a", json!("x")), "a: x\nb: 1\n"),
        ("a: # c\nb: 1\n", set("a", json!("x")), "a: x # c\nb: 1\n"),
        ("a: ~\n", set("a", json!("x")), "a: x\n"),
        (
            "a: |\n  x\n  y\nb: 1\n",
            set("a", json!("z")),
            "a: z\nb: 1\n",
        ),
        ("a: |+\n  x\n\nb: 1\n", set("a", json!("z")), "a: z\nb: 1\n"),
        (
            "a: |\n  x\nb: 1\n",
            set("a", json!("y\nz\n")),
            "a: |\n  y\n  z\nb: 1\n",
        ),
        (
            "a: x # c\n",
            set("a", json!("y\nz")),
            "a: |- # c\n  y\n  z\n",
        ),
        ("a: 'x'\n", set("a", json!("y\nz")), "a: \"y\\nz\"\n"),
        ("- x # c\n- y\n", set("0", json!("z")), "- z # c\n- y\n"),
        ("- # c\n- y\n", set("0", json!("z")), "- z # c\n- y\n"),
        ("a: [x, 'y']\n", set("a.1", json!("z")), "a: [x, 'z']\n"),
        ("a: [x, y]\n", set("a.0", json!("p,q")), "a: [\"p,q\", y]\n"),
        (
            "a: {b: , c: 1}\n",
            set("a.b", json!(5)),
            "a: {b: 5 , c: 1}\n",
        ),
        // Nothing to do.
        ("a: 0x10\n", set("a", json!(16)), "a: 0x10\n"),
    ]);
}

#[test]
fn a_collection_is_replaced_as_a_whole() {
    all_become(&[
        (
            "a: x # c\nb: 1\n",
            set("a", json!({"p": 1, "q": [2]})),
            "a: # c\n  p: 1\n  q:\n  - 2\nb: 1\n",
        ),
        (
            "a: # c\n  x: 1\n  y: 2\nb: 1\n",
            set("a", json!("z")),
            "a: z # c\nb: 1\n",
        ),
        (
            "a: # c\n  x: 1\nb: 1\n",
            set("a", json!({"w": 2})),
            "a: # c\n  w: 2\nb: 1\n",
        ),
        ("a:\n- 1\n- 2\nb: 1\n", set("a", json!([])), "a: []\nb: 1\n"),
        (
            "a:\n  - 1\nb: 1\n",
            set("a", json!([2, 3])),
            "a:\n  - 2\n  - 3\nb: 1\n",
        ),
        ("a: [1] # c\n", set("a", json!([2, 3])), "a: [2, 3] # c\n"),
        ("a: {} # c\n", set("a", json!({"b": 1})), "a: # c\n  b: 1\n"),
        ("a: [1] # c\n", set("a", json!("x")), "a: x # c\n"),
        (
            "- a: 1\n  b: 2\n- c\n",
            set("0", json!({"d": [1, {"e": 2}]})),
            "- d:\n  - 1\n  - e: 2\n- c\n",
        ),
        (
            "- x # c\n- y\n",
            set("0", json!({"a": 1, "b": 2})),
            "- a: 1 # c\n  b: 2\n- y\n",
        ),
        (
            "-\n- y\n",
            set("0", json!({"a": 1, "b": 2})),
            "- a: 1\n  b: 2\n- y\n",
        ),
        (
            "- - 1\n  - 2\n",
            set("0", json!([[3], 4])),
            "- - - 3\n  - 4\n",
        ),
        (
            "a: |+\n  x\n\nb: 1\n",
            set("a", json!([1])),
            "a:\n- 1\nb: 1\n",
        ),
        ("a: 1\n", set("", json!({"b": 2, "c": 3})), "b: 2\nc: 3\n"),
    ]);
}

#[test]
fn a_missing_key_is_added_after_the_last_entry() {
    all_become(&[
        ("a: 1\n", set("b", json!("x")), "a: 1\nb: x\n"),
        ("# c\na: 1", set("b", json!("x")), "# c\na: 1\nb: x"),
        (
            "a: 1 # c\n\n# about b\n",
            set("c", json!(1)),
            "a: 1 # c\nc: 1\n\n# about b\n",
        ),
        (
            "---\na: 1\n---\nb: 1\n",
            set("c", json!(1)),
            "---\na: 1\nc: 1\n---\nb: 1\n",
        ),
        ("a: 1\n...\n", set("b", json!(1)), "a: 1\nb: 1\n...\n"),
        (
            "m:\n    a: 1\n    # c\nn: 1\n",
            set("m.b", json!(1)),
            "m:\n    a: 1\n    b: 1\n    # c\nn: 1\n",
        ),
        (
            "m:\n    a: 1\n",
            set("x.w.z", json!(1)),
            "m:\n    a: 1\nx:\n    w:\n        z: 1\n",
        ),
        ("a: 1\n", set("on", json!(1)), "a: 1\n\"on\": 1\n"),
        (
            "m:\n- a: 1\n  b:\n  - x\nn: 1\n",
            set("m.0.c", json!("w")),
            "m:\n- a: 1\n  b:\n  - x\n  c: w\nn: 1\n",
        ),
        (
            "m:\n  - a: 1\nn: 1\n",
            set("m.0.l", json!(["x", ["w"]])),
            "m:\n  - a: 1\n    l:\n      - x\n      - - w\nn: 1\n",
        ),
        (
            "m: # c\nn: 1\n",
            set("m.a.b", json!(1)),
            "m: # c\n  a:\n    b: 1\nn: 1\n",
        ),
        (
            "m: null # c\nn: 1\n",
            set("m.a", json!(1)),
            "m: # c\n  a: 1\nn: 1\n",
        ),
        (
            "m: {} # c\nn: 1\n",
            set("m.a", json!(1)),
            "m: # c\n  a: 1\nn: 1\n",
        ),
        (
            "m: {a: 1} # c\n",
            set("m.b.c", json!("x,y")),
            "m: {a: 1, b: {c: \"x,y\"}} # c\n",
        ),
        ("m: {a: 1, }\n", set("m.b", json!(2)), "m: {a: 1, b: 2, }\n"),
        ("m: {a: }\n", set("m.b", json!(2)), "m: {a: , b: 2 }\n"),
        (
            "m: {\n  a: 1, # c\n  b: 2 # d\n}\n",
            set("m.c", json!(3)),
            "m: {\n  a: 1, # c\n  b: 2, # d\n  c: 3\n}\n",
        ),
        (
            "m: {\n  a: 1, # c\n}\n",
            set("m.c", json!(3)),
            "m: {\n  a: 1, # c\n  c: 3,\n}\n",
        ),
        (
            "m: {\n  a: 1}\n",
            set("m.c", json!(3)),
            "m: {\n  a: 1,\n  c: 3}\n",
        ),
        // The value of the last entry goes on.
        (
            "a: |+\n  x\n\n# c\n",
            set("b", json!(1)),
            "a: |+\n  x\n\nb: 1\n# c\n",
        ),
        (
            "a: |\n  x\n\n# c\n",
            set("b", json!(1)),
            "a: |\n  x\nb: 1\n\n# c\n",
        ),
        ("a: {b: 1\n}\n", set("c", json!(1)), "a: {b: 1\n}\nc: 1\n"),
        ("a: x\n  y\n", set("c", json!(1)), "a: x\n  y\nc: 1\n"),
        // A comment after a text block would be a part of it.
        (
            "m:\n  a: 1\n    # c\n",
            set("m.b", json!("x\nz\n")),
            "m:\n  a: 1\n  b: \"x\\nz\\n\"\n    # c\n",
        ),
        // kubectl reads the last line with its end.
        ("a: |\n  x", set("b", json!(1)), "a: |\n  x\nb: 1"),
        (
            "a: 1\nb: 2",
            set("c", json!("x\ny\n")),
            "a: 1\nb: 2\nc: \"x\\ny\\n\"",
        ),
        // A merge stays in front.
        (
            "d: &d {x: 1}\nm:\n  <<: *d\n",
            set("m.w", json!(1)),
            "d: &d {x: 1}\nm:\n  <<: *d\n  w: 1\n",
        ),
    ]);
}

#[test]
fn an_entry_goes_with_its_lines_and_its_comment() {
    all_become(&[
        ("a: 1 # c\nb: 2\n", remove("a"), "b: 2\n"),
        ("# c\na: 1\n# d\nb: 2\n", remove("a"), "# c\n# d\nb: 2\n"),
        ("a: 1\nb: 2", remove("b"), "a: 1\n"),
        (
            "a:\n  x: 1 # c\n  # d\nb: 2\n",
            remove("a"),
            "  # d\nb: 2\n",
        ),
        ("a: 1\nb: |+\n  x\n\nc: 1\n", remove("b"), "a: 1\nc: 1\n"),
        ("m:\n  a: 1 # c\nn: 1\n", remove("m.a"), "m: {}\nn: 1\n"),
        (
            "m: # c\n  # d\n  a: 1\nn: 1\n",
            remove("m.a"),
            "m: {} # c\n  # d\nn: 1\n",
        ),
        ("a: 1\n", remove("a"), "{}\n"),
        ("- a: 1 # c\n  b: 2\n", remove("0.a"), "- b: 2\n"),
        (
            "- a: 1 # c\n  # about b\n  b: 2\n",
            remove("0.a"),
            "-\n  # about b\n  b: 2\n",
        ),
        ("- a: 1\n- b\n", remove("0.a"), "- {}\n- b\n"),
        ("a:\n- 1 # c\n- 2\n", remove("a.0"), "a:\n- 2\n"),
        (
            "a:\n  - x: 1\n    y: 2\n  - 2\n",
            remove("a.0"),
            "a:\n  - 2\n",
        ),
        ("a:\n  - 1\nb: 2\n", remove("a.0"), "a: []\nb: 2\n"),
        ("- - 1\n  - 2\n", remove("0.0"), "- - 2\n"),
        ("- - 1\n  - 2\n", remove("0.1"), "- - 1\n"),
        ("a:\n-\n- 2\n", remove("a.0"), "a:\n- 2\n"),
        ("a: {b: 1, c: 2}\n", remove("a.b"), "a: {c: 2}\n"),
        ("a: {b: 1, c: 2}\n", remove("a.c"), "a: {b: 1}\n"),
        ("a: { b: 1 } # c\n", remove("a.b"), "a: {} # c\n"),
        ("a: [1, 2, 3]\n", remove("a.1"), "a: [1, 3]\n"),
        ("a: [1, 2, ]\n", remove("a.1"), "a: [1, ]\n"),
        (
            "a: [\n  1, # c\n  # d\n  2 # e\n]\n",
            remove("a.0"),
            "a: [\n  # d\n  2 # e\n]\n",
        ),
        (
            "a: [\n  1, # c\n  2 # e\n]\n",
            remove("a.1"),
            "a: [\n  1 # c\n]\n",
        ),
        ("a: [1, # c\n  2]\n", remove("a.0"), "a: [ # c\n  2]\n"),
        ("a: [1, # c\n  2, 3]\n", remove("a.2"), "a: [1, # c\n  2]\n"),
        // An alias that goes away changes nothing else.
        ("a: &x 1\nb: *x\nc: 1\n", remove("b"), "a: &x 1\nc: 1\n"),
    ]);
}

#[test]
fn a_key_gets_another_name() {
    all_become(&[
        ("a: 1 # c\n", rename("a", "b"), "b: 1 # c\n"),
        ("'a' : 1\n", rename("a", "b"), "'b' : 1\n"),
        ("\"a\":\n  x: 1\n", rename("a", "yes"), "\"yes\":\n  x: 1\n"),
        ("a: 1\n", rename("a", "1"), "\"1\": 1\n"),
        ("m: {a: 1}\n", rename("m.a", "b:c"), "m: {\"b:c\": 1}\n"),
        ("on: 1\n", rename("true", "off"), "\"off\": 1\n"),
        ("a: &x 1\nb: *x\n", rename("b", "c"), "a: &x 1\nc: *x\n"),
        ("? a\n: 1\n", rename("a", "b"), "? b\n: 1\n"),
    ]);
}

#[test]
fn an_item_is_added_at_the_end_of_a_list() {
    all_become(&[
        (
            "a:\n- 1 # c\n# d\n",
            append("a", json!(2)),
            "a:\n- 1 # c\n- 2\n# d\n",
        ),
        (
            "a:\n  - x: 1\nb: 1\n",
            append("a", json!({"x": 2, "z": [3]})),
            "a:\n  - x: 1\n  - x: 2\n    z:\n      - 3\nb: 1\n",
        ),
        (
            "a:\n-   x: 1\n",
            append("a", json!({"x": 2, "z": 3})),
            "a:\n-   x: 1\n-   x: 2\n    z: 3\n",
        ),
        ("- - 1\n", append("0", json!(2)), "- - 1\n  - 2\n"),
        ("a:\n  -\n", append("a", json!(2)), "a:\n  -\n  - 2\n"),
        (
            "a: [x, 'y'] # c\n",
            append("a", json!("z")),
            "a: [x, 'y', 'z'] # c\n",
        ),
        (
            "a: [\n  x,\n  y,\n]\n",
            append("a", json!("z")),
            "a: [\n  x,\n  y,\n  z,\n]\n",
        ),
        ("a: [] # c\n", append("a", json!("z")), "a: # c\n- z\n"),
        (
            "a: # c\nb: 1\n",
            append("a", json!("z")),
            "a: # c\n- z\nb: 1\n",
        ),
        ("a: {b: []}\n", append("a.b", json!("z")), "a: {b: [z]}\n"),
        (
            "a: 1\n",
            append("b.c", json!({"d": 1})),
            "a: 1\nb:\n  c:\n  - d: 1\n",
        ),
    ]);
}

#[test]
fn placeholders_are_text_that_can_be_replaced() {
    all_become(&[
        (
            "a: ${X:=1}\nb: ${Y}\n",
            set("b", json!("${Z}")),
            "a: ${X:=1}\nb: ${Z}\n",
        ),
        ("a: ${X:=null}\n", set("a", json!(5)), "a: 5\n"),
        ("a: ${X:=1}\n", set("b", json!(5)), "a: ${X:=1}\nb: 5\n"),
    ]);
}

#[test]
fn edits_are_applied_in_any_order() {
    let edit = |start, end, text: &str| Edit {
        span: crate::source::Span::new(FileId(0), start, end),
        replacement: text.to_owned(),
    };
    let edits = [
        edit(3, 5, "-"),
        edit(0, 1, "é"),
        edit(3, 3, "+"),
        edit(90, 91, "no"),
    ];
    assert_eq!(apply("abcdef", &edits), "ébc+-f");
}
