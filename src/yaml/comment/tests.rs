//! What is a comment, and what only looks like one.

use super::*;
use crate::yaml::{Limits, parse};

fn tree(text: &str) -> Tree {
    parse(text.into(), &Limits::default()).tree
}

/// The text of each comment, with `…` before those that stand behind something.
fn found(text: &str) -> Vec<String> {
    comments(&tree(text))
        .into_iter()
        .map(|comment| {
            let range = comment.range.start as usize..comment.range.end as usize;
            assert_eq!(&text[range], format!("#{}", comment.text), "{text:?}");
            let before = if comment.trailing { "…" } else { "" };
            format!("{before}{}", comment.text.trim())
        })
        .collect()
}

#[test]
fn comments_stand_alone_or_behind_something() {
    let text = "# a\n\n  # b\nk: v # c\nl: # d\n  # e\n  m: n\n#f\n";
    assert_eq!(found(text), ["a", "b", "…c", "…d", "e", "f"]);
}

#[test]
fn a_hash_in_a_scalar_is_no_comment() {
    for text in [
        "a: b#c\n",
        "a: b\n  c#d\n",
        "a: '# b'\n",
        "a: \"x # y\"\n",
        "a: 'x\n  # y\n  z'\n",
        "a: \"x\n  # y\\\" # z\n  z\"\n",
        "'# a': b\n",
        "a#b: c\n",
        "a: |\n  # b\n  c # d\n",
        "a: >-\n  b\n\n  # c\n",
        "a: |+\n\n  # c\n\n",
        "a: [b#c, '# d', \"# e\"]\n",
        "--- '# a'\n",
        "- |\n # b\n- c\n",
        "{\"a\": \"# b\"}\n",
    ] {
        assert_eq!(found(text), [""; 0], "{text:?}");
    }
}

#[test]
fn a_hash_in_a_tag_or_anchor_is_no_comment() {
    assert_eq!(found("a: &x#y b # c\n"), ["…c"]);
    assert_eq!(found("a: !x#y b # c\n"), ["…c"]);
    assert_eq!(found("a: !<tag:x,#y> b # c\n"), ["…c"]);
    assert_eq!(found("a: !x # c\n  b\n"), ["…c"]);
    assert_eq!(found("a: &x b\nc: *x # d\n"), ["…d"]);
}

#[test]
fn a_text_block_has_comments_behind_its_header_and_below_it() {
    let text = "a: |2-  # header\n  # text\n # below\nb: > # empty\nc: |\n    x\n  # less\nd: e\n";
    assert_eq!(found(text), ["…header", "below", "…empty", "less"]);
}

#[test]
fn comments_may_stand_between_brackets_and_without_a_blank() {
    let text = "a: [b # c, \"\n, 'd'# e\n,# f\n{x: y} # }\n]# g\n";
    assert_eq!(found(text), ["…c, \"", "…e", "…f", "…}", "…g"]);
}

#[test]
fn comments_may_stand_between_documents() {
    let text = "# a\n%YAML 1.1 # b\n--- # c\nx: 1\n... # d\n# e\n---\n# f\n---\ny: 2\n# g\n";
    assert_eq!(found(text), ["a", "…b", "…c", "…d", "e", "f", "g"]);
}

#[test]
fn a_file_of_nothing_but_comments_has_them() {
    assert_eq!(found("# a\n# b"), ["a", "b"]);
    assert_eq!(found(""), [""; 0]);
    assert_eq!(found("\u{feff}# a\nb: c\n"), ["a"]);
}

#[test]
fn line_breaks_are_no_part_of_a_comment() {
    assert_eq!(
        found("# a\r\nb: c # d\r\n  # e\r\nf: |\r\n  # g\r\n"),
        ["a", "…d", "e"]
    );
    assert_eq!(found("# a\rb: c # d\r"), ["a", "…d"]);
}

#[test]
fn comments_hold_any_characters() {
    assert_eq!(
        found("é: ü # ñ – 日本 \u{1F600}\n"),
        ["…ñ – 日本 \u{1F600}"]
    );
}

#[test]
fn a_broken_document_has_those_before_its_first_line_only() {
    let text = "# a\nx: [\n# b\n--- # c\n# d\ny: {}}\n# e\n---\nz: 1 # f\n";
    assert_eq!(found(text), ["a", "…c", "d", "…f"]);
    assert_eq!(found("--- |\n # a\n--- [\n# b\n"), [""; 0]);
}

#[test]
fn a_document_that_is_refused_after_reading_has_none_inside() {
    assert_eq!(found("a: \u{1} # b\n# c\n---\nd: e # f\n"), ["…f"]);
    assert_eq!(found("# a\nb:\tc # d\n"), ["a", "…d"]);
}

#[test]
fn only_comments_with_one_of_the_words_are_given() {
    let tree = tree("a: 'x: y' # no\n# x: z\n---\nb: c # w\n");
    let texts = |words: &[&str]| -> Vec<String> {
        let comments = comments_with(&tree, words).into_iter();
        comments.map(|comment| comment.text.to_owned()).collect()
    };
    assert_eq!(texts(&["x:", "w"]), [" x: z", " w"]);
    assert_eq!(texts(&["x:"]), [" x: z"]);
    assert_eq!(texts(&["y"]), [""; 0]);
    assert_eq!(texts(&["absent"]), [""; 0]);
    assert_eq!(texts(&[]), [""; 0]);
}
