//! What kubectl's decoder takes and refuses otherwise than the grammar of YAML 1.2 does.
//!
//! The expected values and refusals are those of `sigs.k8s.io/yaml` 1.6.0, which kubectl uses.

use serde::Deserialize;
use serde_json::{Value, json};

use super::*;
use crate::yaml::{Node, Reader, Style};

/// The value of a text's only document, or what is wrong and where.
fn read(text: &str) -> Result<Value, (String, usize)> {
    let parsed = parse(text.into(), &Limits::default());
    if let Some(error) = parsed.errors.first() {
        return Err((error.message.clone(), error.range.start as usize));
    }
    let root = parsed.tree.node(parsed.tree.documents()[0].root);
    Ok(Value::deserialize(Reader::new(root)).unwrap())
}

fn refused_at(text: &str) -> Option<usize> {
    read(text).err().map(|(_, at)| at)
}

#[test]
fn indentation_between_brackets_does_not_matter() {
    for (text, expected) in [
        (
            "k: {\n\"a\": 1,\n\"b\": [\n2\n]\n}\n",
            json!({"a": 1, "b": [2]}),
        ),
        (
            "k: {\n\t\"a\": 1,\n\t\"b\": [\n\t\t\"2\"\n\t]\n}\n",
            json!({"a": 1, "b": ["2"]}),
        ),
        ("k: [a,\r\nb]\r\n", json!(["a", "b"])),
        ("k: [x, # c, \"\nz] # d\n", json!(["x", "z"])),
        ("k: [\"x #y\",\n\"z\"]\n", json!(["x #y", "z"])),
        ("k:\n  [\n]\n", json!([])),
        ("k: {a: , \n\t}\n", json!({"a": null})),
    ] {
        assert_eq!(read(text), Ok(json!({"k": expected})), "{text:?}");
    }
}

#[test]
fn a_json_value_may_have_any_number_of_lines_at_the_left_edge() {
    let lines: String = (0..200).map(|n| format!("\"a{n}\": {n},\n")).collect();
    let value = read(&format!("k: {{\n{lines}\"z\": 0\n}}\n")).unwrap();
    assert_eq!(value["k"]["a199"], 199);
}

#[test]
fn quoted_lines_may_be_indented_in_any_way() {
    for (text, expected) in [
        ("k: '\n\t'\n", " "),
        ("k: \"a\n\tb\"\n", "a b"),
        ("a:\n  b:\n    k: \"x\ny\"\n", "x y"),
    ] {
        let value = read(text).unwrap();
        let found = value.pointer("/k").or_else(|| value.pointer("/a/b/k"));
        assert_eq!(found, Some(&json!(expected)), "{text:?}");
    }
    assert!(
        refused_at("k:\n  \"\na\n---\n\"\n").is_some(),
        "it holds a document's start"
    );
    assert!(
        refused_at("k:\n  \"\n \r\nx\n\": 1\n").is_some(),
        "it is a key"
    );
}

#[test]
fn a_comment_may_follow_a_quote_or_bracket_at_once() {
    assert_eq!(
        read("k: \"x\"#c\nj: [1]#c\n"),
        Ok(json!({"k": "x", "j": [1]}))
    );
}

#[test]
fn a_byte_order_mark_inside_of_text_is_text() {
    assert_eq!(read("k: x\u{feff}y\n"), Ok(json!({"k": "x\u{feff}y"})));
    assert_eq!(read("k: |\n  \u{feff}x\n"), Ok(json!({"k": "\u{feff}x\n"})));
    assert_eq!(read("# \u{feff}\nk: 1\n"), Ok(json!({"k": 1})));
    // kubectl takes it as a part of the key, which is then unknown.
    assert_eq!(refused_at("a: 1\nb: \u{feff}c\n"), Some(8));
}

#[test]
fn colons_at_the_end_of_a_text_between_brackets_are_text() {
    let text = "k: [1.2.3.4, fd00::, x:y, a :]\n";
    assert_eq!(
        read(text),
        Ok(json!({"k": ["1.2.3.4", "fd00::", "x:y", "a :"]}))
    );
    assert_eq!(read("k: {c:}\n"), Ok(json!({"k": {"c:": null}})));
    assert_eq!(read("k: [-, a]\n"), Ok(json!({"k": ["-", "a"]})));
}

#[test]
fn indicators_of_yaml_1_1_need_quotes_between_brackets() {
    assert_eq!(refused_at("k: [http://x/y?z=1]\n"), Some(14));
    assert_eq!(refused_at("k: [::]\n"), Some(4));
    assert_eq!(refused_at("k: [a, |]\n"), Some(7));
    assert_eq!(
        read("k: http://x/y?z=1\n"),
        Ok(json!({"k": "http://x/y?z=1"}))
    );
}

#[test]
fn tabs_are_refused_where_indentation_is_read() {
    for (text, at) in [
        ("k: 1\n\t\nj: 2\n", 5),
        ("k: '1'\n\t# c\nj: 2\n", 7),
        ("k:\n  - a\n\t\n  - b\n", 9),
        ("k: |\n  a\n\t\n", 9),
        ("k: |\n  \ta\n", 7),
        ("- \ta\n", 2),
        ("-\ta\n", 1),
        ("k: {a: b\n\t}\n", 7),
    ] {
        assert_eq!(refused_at(text), Some(at), "{text:?}");
    }
}

#[test]
fn tabs_are_taken_where_no_indentation_is_read() {
    for text in [
        "k:\t1\t# c\n",
        "k: 1\n  \t\nj: 2\n",
        "k: |\n  a\n  \t\n  b\n",
        "k: |2\n  \ta\n",
        "k: [a,\n\tb]\n",
        "k: a\n  \tb\n",
        "k: |\n  - \ta\n",
        "k: \"- \ta\"\n",
    ] {
        assert!(read(text).is_ok(), "{text:?}: {:?}", read(text));
    }
}

#[test]
fn a_tab_refuses_only_its_own_document() {
    let parsed = parse(
        "a: 1\n---\nb: 1\n\t\n---\nc: 1\n".into(),
        &Limits::default(),
    );
    assert_eq!(parsed.errors.len(), 1);
    assert_eq!(parsed.tree.documents().len(), 2);
}

#[test]
fn a_merge_takes_a_list_of_mappings_but_no_alias_of_one() {
    let text = "x: &a {k: 1}\nb: &l [{m: 2}]\nz: {<<: [*a, {o: 3}]}\n";
    assert_eq!(read(text).unwrap()["z"], json!({"k": 1, "o": 3}));
    assert!(refused_at("b: &l [{m: 2}]\nz: {<<: *l}\n").is_some());
}

fn places(text: &str) -> Vec<String> {
    fn walk(node: Node<'_>, into: &mut Vec<String>) {
        into.push(node.source().to_owned());
        for (key, value) in node.entries() {
            walk(key, into);
            walk(value, into);
        }
        node.items().for_each(|item| walk(item, into));
    }
    let parsed = parse(text.into(), &Limits::default());
    let mut sources = Vec::new();
    walk(
        parsed.tree.node(parsed.tree.documents()[0].root),
        &mut sources,
    );
    sources
}

#[test]
fn quoted_text_between_brackets_ends_at_its_quote() {
    let sources = places("[ \"a\" , \"b\" # c\n ]\n");
    assert_eq!(sources[1..], ["\"a\"", "\"b\""]);
}

#[test]
fn brackets_end_at_their_bracket_after_an_absent_value() {
    assert_eq!(places("{a: , \n }\n")[0], "{a: , \n }");
    assert_eq!(places("{b}\n"), ["{b}", "b", ""]);
}

#[test]
fn a_list_starts_at_its_dash_whatever_follows_it() {
    for text in [
        "- # c\n  a: 1\n",
        "- &x\n  a: 1\n",
        "-\n  a\n",
        "- # c\n  # d - e\n  - f\n",
    ] {
        assert_eq!(places(text)[0], text.trim_end(), "{text:?}");
    }
}

#[test]
fn a_text_block_with_an_anchor_starts_at_its_header() {
    let parsed = parse("k: &x |\n  a\n".into(), &Limits::default());
    let root = parsed.tree.node(parsed.tree.documents()[0].root);
    let value = root.get("k").unwrap();
    assert_eq!((value.style(), value.source()), (Style::Literal, "|\n  a"));
}

#[test]
fn a_control_character_is_found_after_one_in_a_document_that_is_broken_anyway() {
    let text = "a: [\u{80}\n---\nb: \u{80}\n---\nc: 1\n";
    let parsed = parse(text.into(), &Limits::default());
    let lines: Vec<usize> = parsed
        .errors
        .iter()
        .map(|error| text[..error.range.start as usize].matches('\n').count() + 1)
        .collect();
    assert_eq!(lines, [1, 3], "{:?}", parsed.errors);
    assert_eq!(parsed.tree.documents().len(), 1);
}

#[test]
fn only_what_was_not_read_is_said_to_be_not_read() {
    let limits = Limits {
        errors: 2,
        ..Limits::default()
    };
    let broken = |documents: usize| {
        let text = vec!["a: ]\n"; documents].join("---\n");
        let errors = parse(text.as_str().into(), &limits).errors;
        errors
            .iter()
            .filter(|error| error.message.contains("not read"))
            .count()
    };
    assert_eq!((broken(1), broken(2), broken(3)), (0, 0, 1));
}

#[test]
fn a_comment_behind_a_tag_or_anchor_is_no_part_of_the_value() {
    for value in ["b", "'b'", "[b]", "{b: c}"] {
        let text = format!("a: &x # one\n  # two\n  !y # three\n  {value}\n");
        let tree = parse(text.as_str().into(), &Limits::default()).tree;
        let found = tree.node(tree.documents()[0].root).get("a").unwrap();
        assert_eq!(found.source(), value);
    }
}
