//! `# kubelint: ignore[rule] reason`, as it is written.

use std::ops::Range;

use memchr::{memchr_iter, memmem};

use crate::spelling::nearest;

/// What every suppression of ours in a comment starts with.
pub(super) const MARKER: &str = "kubelint:";
/// Words of suppressions, with which a new one starts in the same comment.
pub(super) const MARKERS: [&str; 5] = [
    MARKER,
    "checkov:skip=",
    "bridgecrew:skip=",
    "cortex:skip=",
    "trivy:ignore:",
];

pub(super) const IGNORE: &str = "# kubelint: ignore[rule] reason";
const IGNORE_FILE: &str = "# kubelint: ignore-file[rule] reason";

/// One suppression in a comment; all ranges are bytes of the comment's text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Directive {
    /// From its `kubelint:` to its last character.
    pub(super) range: Range<usize>,
    pub(super) form: Result<Ignore, Malformed>,
}

/// What is to be ignored.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Ignore {
    pub(super) whole_file: bool,
    /// What stands between the brackets.
    pub(super) list: Range<usize>,
    pub(super) names: Vec<Range<usize>>,
    pub(super) reason: Option<Range<usize>>,
}

/// Why a suppression cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Malformed {
    pub(super) range: Range<usize>,
    pub(super) message: String,
    pub(super) help: String,
}

/// The suppressions of ours in the text of a comment.
pub(super) fn directives(text: &str) -> Vec<Directive> {
    memmem::find_iter(text.as_bytes(), MARKER)
        .filter(|at| {
            let before = text[..*at].trim_end_matches([' ', '\t']);
            before.is_empty() || before.ends_with('#')
        })
        .map(|start| {
            let end = start + segment(&text[start..]).trim_ascii_end().len();
            Directive {
                range: start..end,
                form: read(text, start..end),
            }
        })
        .collect()
}

/// The text up to a `#` behind which the next suppression starts.
pub(super) fn segment(text: &str) -> &str {
    let starts_next = |at: &usize| {
        let rest = text[at + 1..].trim_start_matches([' ', '\t']);
        MARKERS.iter().any(|marker| rest.starts_with(marker))
    };
    let next = memchr_iter(b'#', text.as_bytes()).find(starts_next);
    &text[..next.unwrap_or(text.len())]
}

fn read(text: &str, range: Range<usize>) -> Result<Ignore, Malformed> {
    let malformed = |message: String, help: &str| Malformed {
        range: range.clone(),
        message,
        help: format!("write `{help}`"),
    };
    let after = range.start + MARKER.len();
    let rest = text[after..range.end].trim_start();
    let word = &rest[..rest
        .find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_'))
        .unwrap_or(rest.len())];
    let (whole_file, right) = match word {
        "ignore" => (false, IGNORE),
        "ignore-file" => (true, IGNORE_FILE),
        "" => {
            return Err(malformed(
                "a suppression is missing after `kubelint:`".to_owned(),
                IGNORE,
            ));
        }
        other => {
            let right = match nearest(other, &["ignore", "ignore-file"]) {
                Some("ignore-file") => IGNORE_FILE,
                _ => IGNORE,
            };
            let other: String = other.chars().take(40).collect();
            return Err(malformed(
                format!("`kubelint: {other}` suppresses nothing"),
                right,
            ));
        }
    };
    let behind = rest[word.len()..].trim_start();
    let Some(list) = behind.strip_prefix('[') else {
        return Err(malformed(format!("`{word}` names no rule"), right));
    };
    let Some(length) = list.find(']') else {
        return Err(malformed(
            "the `[` of this suppression is not closed".to_owned(),
            right,
        ));
    };
    let start = range.end - list.len();
    let list = start..start + length;
    let names = names(text, list.clone(), word, right)?;
    let reason = text[list.end + 1..range.end].trim_start_matches(is_before_reason);
    Ok(Ignore {
        whole_file,
        list,
        names,
        reason: (!reason.is_empty()).then(|| range.end - reason.len()..range.end),
    })
}

fn is_before_reason(c: char) -> bool {
    c.is_whitespace() || matches!(c, ':' | '-' | '–' | '—')
}

/// The names between the brackets.
fn names(
    text: &str,
    list: Range<usize>,
    word: &str,
    right: &str,
) -> Result<Vec<Range<usize>>, Malformed> {
    let mut names = Vec::new();
    let mut at = list.start;
    for part in text[list.clone()].split(',') {
        let name = part.trim();
        let start = at + (part.len() - part.trim_start().len());
        at += part.len() + 1;
        let range = start..start + name.len();
        match name {
            "" => {}
            "*" | "all" => return Err(blanket(range, &format!("{word}[{name}]"), right)),
            _ if name.contains('@') => {
                return Err(Malformed {
                    range,
                    message: "a path has no place in a comment".to_owned(),
                    help: "put the comment on the line of the field; \
                           `rule@path` is for the annotation `kubelint.dev/ignore`"
                        .to_owned(),
                });
            }
            _ => names.push(range),
        }
    }
    if names.is_empty() {
        return Err(blanket(list, &format!("{word}[]"), right));
    }
    Ok(names)
}

fn blanket(range: Range<usize>, written: &str, right: &str) -> Malformed {
    Malformed {
        range,
        message: format!("`{written}` names no rule"),
        help: format!(
            "write `{right}`: without rules it would also hide what is found only tomorrow"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rules and reason of each suppression, or what is wrong with it.
    fn described(text: &str) -> Vec<String> {
        let found = directives(text).into_iter();
        found
            .map(|directive| match directive.form {
                Ok(ignore) => {
                    let file = if ignore.whole_file { "file " } else { "" };
                    let names: Vec<&str> = ignore.names.into_iter().map(|at| &text[at]).collect();
                    let reason = ignore.reason.map_or("-", |at| &text[at]);
                    format!("{file}{} {reason}", names.join("+"))
                }
                Err(malformed) => format!("{}: {}", &text[malformed.range], malformed.message),
            })
            .collect()
    }

    #[test]
    fn rules_stand_in_brackets_and_the_reason_behind_them() {
        assert_eq!(described(" kubelint: ignore[a] why not"), ["a why not"]);
        assert_eq!(described("kubelint:ignore[a,b-c , d]"), ["a+b-c+d -"]);
        assert_eq!(
            described(" kubelint: ignore-file[a]: see #12 "),
            ["file a see #12"]
        );
        assert_eq!(described(" kubelint: ignore [a] – é"), ["a é"]);
        assert_eq!(
            described(" kubelint: ignore[checkov:CKV_K8S_1,]"),
            ["checkov:CKV_K8S_1 -"]
        );
    }

    #[test]
    fn a_comment_may_hold_several() {
        assert_eq!(
            described(" the proxy # kubelint: ignore[a] b # kubelint: ignore-file[c]"),
            ["a b", "file c -"]
        );
        assert_eq!(
            described(" kubelint: ignore[a] b # checkov:skip=CKV_K8S_1:c"),
            ["a b"]
        );
    }

    #[test]
    fn words_about_kubelint_are_none() {
        assert_eq!(described(" see kubelint: the linter"), [""; 0]);
        assert_eq!(described(" https://kubelint.dev"), [""; 0]);
    }

    #[test]
    fn a_suppression_without_rules_is_refused() {
        for text in [
            "ignore",
            "ignore-file",
            "ignore[]",
            "ignore[ , ]",
            "ignore[*]",
            "ignore[all]",
        ] {
            let found = described(&format!(" kubelint: {text}"));
            assert!(found[0].ends_with("names no rule"), "{found:?}");
        }
        assert_eq!(
            described("kubelint: ignore field-unknown"),
            ["kubelint: ignore field-unknown: `ignore` names no rule"]
        );
        assert_eq!(
            described("kubelint: ignore[a, *]"),
            ["*: `ignore[*]` names no rule"]
        );
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        assert_eq!(
            described("kubelint: ignore[a"),
            ["kubelint: ignore[a: the `[` of this suppression is not closed"]
        );
        assert_eq!(
            described("kubelint: disable[a] # b"),
            ["kubelint: disable[a] # b: `kubelint: disable` suppresses nothing"]
        );
        assert_eq!(
            described("kubelint:"),
            ["kubelint:: a suppression is missing after `kubelint:`"]
        );
        assert_eq!(
            described("kubelint: ignore[a@spec]"),
            ["a@spec: a path has no place in a comment"]
        );
        let help = |text: &str| directives(text).remove(0).form.unwrap_err().help;
        assert_eq!(
            help("kubelint: ignore_file[a]"),
            format!("write `{IGNORE_FILE}`")
        );
        assert_eq!(help("kubelint: ignroe[a]"), format!("write `{IGNORE}`"));
    }

    #[test]
    fn a_long_comment_is_read_once() {
        let text = format!("kubelint: ignore[{}]", "a,".repeat(200_000));
        assert_eq!(described(&text)[0].len(), 2 * 200_000 + 1);
        let text = "# kubelint: ".repeat(50_000);
        assert_eq!(directives(&text).len(), 50_000);
        assert_eq!(directives(&"kubelint:".repeat(50_000)).len(), 1);
    }
}
