//! What the findings of a policy wait for: the field that its rules ask for first.

use super::{Token, reference, starts_line};

/// The parts that are built from the object and its neighbours.
const BUILT: [&str; 5] = ["object", "pod", "container", "links", "link"];

/// A field that decides whether a rule can have a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::policy) struct Guard {
    /// From `input`.
    pub(in crate::policy) path: Vec<String>,
    /// Whether the rule needs it to be there, or to be absent.
    pub(in crate::policy) present: bool,
    /// Whether the rule looks at its items, so that an empty list is as good as none.
    pub(in crate::policy) items: bool,
}

/// Of every `deny` rule what its first expression waits for.
pub(super) fn guards(text: &str, tokens: &[Token]) -> Option<Vec<Guard>> {
    let mut guards = Vec::new();
    for at in 0..tokens.len() {
        if tokens[at].text(text) == "deny" && starts_line(text, &tokens[at]) {
            guards.push(guard(text, tokens, at)?);
        }
    }
    (!guards.is_empty()).then_some(guards)
}

fn guard(text: &str, tokens: &[Token], deny: usize) -> Option<Guard> {
    let rest = &tokens[deny..];
    let word = |at: usize| rest.get(at).map(|token| token.text(text));
    if word(1) != Some("contains") {
        return None;
    }
    let mut at = rest
        .iter()
        .position(|token| matches!(token.text(text), "if"))?
        + 1;
    if word(at) == Some("{") {
        at += 1;
    }
    let present = word(at) != Some("not");
    let items = word(at) == Some("some");
    if !present {
        at += 1;
    } else if word(at) == Some("some") {
        // `some x in input.…`, `some i, x in input.…`
        at += rest[at..]
            .iter()
            .position(|token| token.text(text) == "in")?
            + 1;
    } else if word(at + 1) == Some(":") && word(at + 2) == Some("=") {
        // `x := input.…`
        at += 3;
    } else if word(at) == Some("count") && word(at + 1) == Some("(") {
        at += 2;
    }
    if word(at) != Some("input") {
        return None;
    }
    let (path, whole) = reference(text, rest, at);
    // What the index of a list leads to is not followed, so that its absence says nothing.
    if !present && !whole {
        return None;
    }
    // Whether a parameter is set says nothing about an object.
    let of_object = matches!(path[..], [ref part, _, ..] if BUILT.contains(&part.as_str()));
    of_object.then_some(Guard {
        path,
        present,
        items,
    })
}
