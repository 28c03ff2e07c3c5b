//! Rules and functions that need themselves: Rego has none, and evaluating one would not end.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::scan::{Token, TokenKind, follows_dot, starts_line, tokens};

/// How deep brackets may nest; the compiler goes down with them.
const DEPTH: usize = 64;

/// A rule that comes back to itself: its name, and where it is first defined.
pub(super) fn recursive_rule(text: &str) -> Option<(String, Range<usize>)> {
    let tokens = tokens(text);
    let heads: Vec<usize> = (0..tokens.len())
        .filter(|at| is_head(text, &tokens, *at))
        .collect();
    let names: BTreeSet<&str> = heads.iter().map(|at| tokens[*at].text(text)).collect();
    let mut calls: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (index, head) in heads.iter().enumerate() {
        let end = heads.get(index + 1).copied().unwrap_or(tokens.len());
        let called = calls.entry(tokens[*head].text(text)).or_default();
        for at in head + 1..end {
            let name = tokens[at].text(text);
            let is_name = tokens[at].kind == TokenKind::Name && !follows_dot(text, &tokens, at);
            if is_name && names.contains(name) && !is_defined_here(text, &tokens, at) {
                called.insert(name);
            }
        }
    }
    let name = names.into_iter().find(|name| reaches(name, &calls))?;
    let at = heads.iter().find(|at| tokens[**at].text(text) == name)?;
    Some((name.to_owned(), tokens[*at].start..tokens[*at].end))
}

/// Where brackets nest deeper than a compiler can follow.
pub(super) fn too_deep(text: &str) -> Option<Range<usize>> {
    let mut depth = 0_usize;
    for token in tokens(text) {
        match token.text(text) {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEPTH {
            return Some(token.start..token.end);
        }
    }
    None
}

/// A name at the beginning of a line opens a rule, unless it is a word of the language.
fn is_head(text: &str, tokens: &[Token], at: usize) -> bool {
    let token = &tokens[at];
    token.kind == TokenKind::Name
        && starts_line(text, token)
        && !matches!(token.text(text), "package" | "import" | "default")
}

/// `name :=` and `some name` make a variable of the rule's name.
fn is_defined_here(text: &str, tokens: &[Token], at: usize) -> bool {
    let word = |at: usize| tokens.get(at).map(|token| token.text(text));
    let assigned = word(at + 1) == Some(":") && word(at + 2) == Some("=");
    let named = at > 0 && word(at - 1) == Some("some");
    let key = word(at + 1) == Some(":") && word(at + 2) != Some("=");
    assigned || named || key
}

fn reaches(name: &str, calls: &BTreeMap<&str, BTreeSet<&str>>) -> bool {
    let mut seen = BTreeSet::new();
    let mut open: Vec<&str> = calls.get(name).into_iter().flatten().copied().collect();
    while let Some(next) = open.pop() {
        if next == name {
            return true;
        }
        if seen.insert(next) {
            open.extend(calls.get(next).into_iter().flatten());
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Option<String> {
        recursive_rule(text).map(|(name, _)| name)
    }

    #[test]
    fn a_function_that_calls_itself_is_found() {
        let text = "package a\n\ndeny contains x if { x := f(1) }\n\nf(n) := f(n + 1)\n";
        assert_eq!(name(text).as_deref(), Some("f"));
    }

    #[test]
    fn a_circle_of_rules_is_found() {
        let text = "package a\na if b\nb if c\nc if a\ndeny contains \"x\" if a\n";
        assert_eq!(name(text).as_deref(), Some("a"));
    }

    #[test]
    fn fields_variables_and_texts_of_the_same_name_are_no_calls() {
        let text = "package a\nport(p) := p.port if { p.port }\n\
                    deny contains finding if {\n\tport := 1\n\tfinding := {\"port\": port(\"port\")}\n}\n\
                    finding := 2 # finding\n";
        assert_eq!(name(text), None);
    }

    #[test]
    fn deep_brackets_are_found() {
        let deep = format!("x := {}1{}", "(".repeat(100), ")".repeat(100));
        assert!(too_deep(&deep).is_some());
        assert_eq!(too_deep("x := f(g([{\"a\": (1)}]))"), None);
    }
}
