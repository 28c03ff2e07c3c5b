//! The annotation `kubelint.dev/ignore`, as it is written.

use std::ops::Range;

use super::directive::Malformed;
use super::path;
use crate::spelling::nearest;
use crate::yaml::{Kind, Node};

const PREFIX: &str = "kubelint.dev/";
/// Names rules, each as `rule` or `rule@path`.
pub(super) const IGNORE: &str = "kubelint.dev/ignore";
/// Says why.
pub(super) const REASON: &str = "kubelint.dev/ignore-reason";

/// More names than these are not read: each is compared with every finding of its object.
const MOST_NAMES: usize = 256;

/// `rule` or `rule@path` in the text of the annotation.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) range: Range<usize>,
    pub(super) rule: Range<usize>,
    pub(super) path: Option<Range<usize>>,
}

/// What the value of the annotation names, and what in it cannot be read.
pub(super) fn read(value: Node<'_>) -> (Vec<Item>, Vec<Malformed>) {
    let text = value.text();
    if !matches!(value.kind(), Kind::String | Kind::Null) {
        let what = value.kind().describe();
        return (
            Vec::new(),
            vec![malformed(
                0..text.len(),
                format!("`{IGNORE}` is {what}, not a text"),
            )],
        );
    }
    let (mut items, mut wrong) = (Vec::new(), Vec::new());
    let mut at = 0;
    for part in path::items(text) {
        let start = at + (part.len() - part.trim_start().len());
        at += part.len() + 1;
        let range = start..start + part.trim().len();
        if range.is_empty() {
            continue;
        }
        if items.len() == MOST_NAMES {
            let message = format!("`{IGNORE}` names more than {MOST_NAMES} rules");
            wrong.push(malformed(start..text.len(), message));
            break;
        }
        match item(text, range) {
            Ok(item) => items.push(item),
            Err(malformed) => wrong.push(malformed),
        }
    }
    if items.is_empty() && wrong.is_empty() {
        wrong.push(malformed(
            0..text.len(),
            format!("`{IGNORE}` names no rule"),
        ));
    }
    (items, wrong)
}

fn item(text: &str, range: Range<usize>) -> Result<Item, Malformed> {
    let written = &text[range.clone()];
    let (rule, path) = match written.split_once('@') {
        None => (written, None),
        Some((rule, path)) => (rule.trim_end(), Some(path.trim_start())),
    };
    if matches!(rule, "" | "*" | "all") {
        return Err(malformed(range, format!("`{rule}` names no rule")));
    }
    match path {
        Some("") => {
            return Err(malformed(
                range,
                "a path is missing after the `@`".to_owned(),
            ));
        }
        Some(path) if !path::is_closed(path) => {
            return Err(malformed(
                range,
                "a `[` of this path is not closed".to_owned(),
            ));
        }
        _ => {}
    }
    Ok(Item {
        rule: range.start..range.start + rule.len(),
        path: path.map(|path| range.end - path.len()..range.end),
        range,
    })
}

fn malformed(range: Range<usize>, message: String) -> Malformed {
    Malformed {
        range,
        message,
        help: format!(
            "write `{IGNORE}: \"rule, rule@containers[web]\"`: rules, each with a part of the path \
             that is meant"
        ),
    }
}

/// What is wrong with an annotation that seems to be meant for kubelint and says nothing to it.
pub(super) fn misspelled(key: &str) -> Option<Malformed> {
    let name = key.strip_prefix(PREFIX)?;
    let right = nearest(name, &["ignore", "ignore-reason"])?;
    Some(Malformed {
        range: 0..0,
        message: format!("the annotation `{key}` suppresses nothing"),
        help: format!("did you mean `{PREFIX}{right}`?"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::{Limits, parse};

    /// The items as they were understood, then what is wrong.
    fn described(value: &str) -> Vec<String> {
        let tree = parse(format!("a: {value}").into(), &Limits::default()).tree;
        let node = tree.node(tree.documents()[0].root).get("a").unwrap();
        let text = node.text();
        let (items, wrong) = read(node);
        let items = items.into_iter().map(|item| {
            let path = item.path.map_or("", |path| &text[path]);
            assert!(text[item.range].starts_with(&text[item.rule.clone()]));
            format!("{}/{path}", &text[item.rule])
        });
        let wrong = wrong.into_iter();
        items
            .chain(wrong.map(|malformed| malformed.message))
            .collect()
    }

    #[test]
    fn rules_may_have_a_path() {
        assert_eq!(described("a"), ["a/"]);
        assert_eq!(
            described("'a, b@containers[x,y].image , checkov:CKV_K8S_1,'"),
            ["a/", "b/containers[x,y].image", "checkov:CKV_K8S_1/"]
        );
        assert_eq!(described("\"a\\n,\\tb @ c\""), ["a/", "b/c"]);
    }

    #[test]
    fn what_cannot_be_read_does_not_take_the_rest_along() {
        assert_eq!(
            described("'a@, b, c@[, @d, *, e@x.y[z'"),
            [
                "b/",
                "a path is missing after the `@`",
                "a `[` of this path is not closed",
                "`` names no rule",
                "`*` names no rule",
                "a `[` of this path is not closed",
            ]
        );
    }

    #[test]
    fn it_is_a_text_that_names_something() {
        assert_eq!(described("''"), ["`kubelint.dev/ignore` names no rule"]);
        assert_eq!(described("' , '"), ["`kubelint.dev/ignore` names no rule"]);
        assert_eq!(described(""), ["`kubelint.dev/ignore` names no rule"]);
        assert_eq!(
            described("[a]"),
            ["`kubelint.dev/ignore` is a list, not a text"]
        );
        assert_eq!(
            described("true"),
            ["`kubelint.dev/ignore` is a boolean, not a text"]
        );
    }

    #[test]
    fn a_huge_annotation_is_read_in_part() {
        let found = described(&format!("'{}'", "a,".repeat(100_000)));
        assert_eq!(found.len(), MOST_NAMES + 1);
        assert!(found[MOST_NAMES].contains("more than"));
    }

    #[test]
    fn a_slip_in_the_key_is_recognised() {
        let help = |key: &str| misspelled(key).map(|malformed| malformed.help);
        assert_eq!(
            help("kubelint.dev/ignroe").as_deref(),
            Some("did you mean `kubelint.dev/ignore`?")
        );
        assert_eq!(help("kubelint.dev/owner"), None);
        assert_eq!(help("example.com/ignore"), None);
    }
}
