//! Libraries without what their users do not call: each policy that is compiled would pay for all
//! of it.

use std::collections::{BTreeSet, HashSet};
use std::ops::Range;

use super::scan::{TokenKind, follows_dot, starts_line, tokens};

/// A library as it is compiled, in parts that can be left out.
#[derive(Debug)]
pub(super) struct Definitions {
    text: String,
    /// One for each definition; several may define one rule.
    parts: Vec<Part>,
}

#[derive(Debug)]
struct Part {
    /// The rule.
    name: String,
    range: Range<usize>,
    /// All names in it, whatever they stand for; none when it may take a library as a whole.
    names: Option<Vec<String>>,
}

impl Definitions {
    /// The parts of a text that imports `libraries`.
    pub(super) fn of(text: String, libraries: &BTreeSet<String>) -> Self {
        let parts = parts(&text, libraries);
        Self { text, parts }
    }

    /// The text with what is not wanted as empty lines: all others keep their numbers.
    fn only(&self, wanted: &HashSet<&str>) -> String {
        let mut text = String::with_capacity(self.text.len());
        let mut at = 0;
        for part in &self.parts {
            text.push_str(&self.text[at..part.range.start]);
            let own = &self.text[part.range.clone()];
            match wanted.contains(part.name.as_str()) {
                true => text.push_str(own),
                false => text.extend(own.matches('\n')),
            }
            at = part.range.end;
        }
        text.push_str(&self.text[at..]);
        text
    }
}

/// The names in a text that imports `libraries`; `None` when it may take one as a whole, so that
/// all must be kept.
pub(super) fn names<'t>(text: &'t str, libraries: &BTreeSet<String>) -> Option<HashSet<&'t str>> {
    let tokens = tokens(text);
    let mut names = HashSet::with_capacity(tokens.len() / 4);
    for (at, token) in tokens.iter().enumerate() {
        let word = token.text(text);
        match token.kind {
            TokenKind::Name => {
                let follows = tokens.get(at + 1).map_or("", |next| next.text(text));
                let is_whole = match word {
                    // A library under another name.
                    "as" => true,
                    // `data.kubelint.lib[…]`
                    "lib" => follows != ".",
                    // A library as a value.
                    _ => {
                        libraries.contains(word)
                            && !follows_dot(text, &tokens, at)
                            && !matches!(follows, "." | "[")
                    }
                };
                if is_whole {
                    return None;
                }
                names.insert(word);
            }
            // `link["place"]`
            TokenKind::Text => {
                names.insert(word.trim_matches(['"', '`']));
            }
            TokenKind::Other => {}
        }
    }
    Some(names)
}

/// The texts of libraries with only what `wanted`, and what that calls in turn, names.
pub(super) fn pruned<'t, 'l: 't>(
    libraries: impl Iterator<Item = &'l Definitions> + Clone,
    wanted: Option<HashSet<&'t str>>,
) -> Vec<String> {
    let Some(mut wanted) = wanted else {
        return libraries.map(|library| library.text.clone()).collect();
    };
    let mut left: Vec<&Part> = libraries
        .clone()
        .flat_map(|library| &library.parts)
        .collect();
    loop {
        let (called, rest): (Vec<&Part>, Vec<&Part>) = left
            .iter()
            .partition(|part| wanted.contains(part.name.as_str()));
        if called.is_empty() {
            break;
        }
        for part in called {
            match &part.names {
                Some(names) => wanted.extend(names.iter().map(String::as_str)),
                None => return pruned(libraries, None),
            }
        }
        left = rest;
    }
    libraries.map(|library| library.only(&wanted)).collect()
}

/// The definitions of a library: each from the beginning of a line to that of the next one.
fn parts(text: &str, libraries: &BTreeSet<String>) -> Vec<Part> {
    let tokens = tokens(text);
    let mut depth = 0_usize;
    let mut starts = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let word = token.text(text);
        match word {
            "{" | "[" | "(" => depth += 1,
            "}" | "]" | ")" => depth = depth.saturating_sub(1),
            _ if depth > 0 || token.kind != TokenKind::Name || !starts_line(text, token) => {}
            "package" | "import" | "else" => {}
            "default" => starts.extend(tokens.get(at + 1).map(|name| (token.start, name))),
            _ => starts.push((token.start, token)),
        }
    }
    let ends = starts.iter().skip(1).map(|(start, _)| *start);
    let ends = ends.chain([text.len()]);
    let part = |((start, name), end): (&(usize, &super::scan::Token), usize)| {
        let own = &text[*start..end];
        Part {
            name: name.text(text).to_owned(),
            range: *start..end,
            names: names(own, libraries)
                .map(|names| names.into_iter().map(str::to_owned).collect()),
        }
    };
    starts.iter().zip(ends).map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIBRARY: &str = "package kubelint.lib.x\n\nimport data.kubelint.lib.y\n\n\
        # of a\na(n) := b if {\n\tn\n} else := {\n\"c\": 1,\n}\n\nb := {\n\t\"d\": helper[\"e\"],\n}\n\n\
        default c := false\n\nc if input\n\nhelper := {\"e\": y.f}\n\ne := 1\n";

    fn kept(policy: &str) -> String {
        let library = Definitions::of(LIBRARY.to_owned(), &BTreeSet::from(["y".to_owned()]));
        let wanted = names(policy, &BTreeSet::from(["x".to_owned()]));
        pruned([&library].into_iter(), wanted).remove(0)
    }

    #[test]
    fn what_is_called_stays_with_what_it_calls() {
        let text = kept("deny if x.a(1)");
        assert!(text.contains("a(n) :=") && text.contains("\"c\": 1") && text.contains("b := {"));
        assert!(text.contains("helper := ") && text.contains("e := 1"));
        let text = kept("deny if x.e");
        assert!(text.contains("import data.kubelint.lib.y") && text.contains("e := 1"));
        for gone in ["a(n)", "b := {", "default c", "c if", "helper"] {
            assert!(!text.contains(gone), "{gone}: {text}");
        }
    }

    #[test]
    fn all_definitions_of_a_rule_stay() {
        let text = kept("deny if x[\"c\"]");
        assert!(text.contains("default c := false\n\nc if input"), "{text}");
    }

    #[test]
    fn lines_keep_their_numbers() {
        for policy in ["deny if x.e", "deny", "deny if x.c"] {
            let text = kept(policy);
            assert_eq!(text.lines().count(), LIBRARY.lines().count());
            for (line, before) in text.lines().zip(LIBRARY.lines()) {
                assert!(line.is_empty() || line == before, "{line}");
            }
        }
    }

    #[test]
    fn a_library_that_is_taken_as_a_whole_stays_whole() {
        for policy in [
            "import data.kubelint.lib.x as z\ndeny if z.e",
            "deny if some name; data.kubelint.lib[name]",
            "deny if data.kubelint.lib",
            "import data.kubelint.lib.x\ndeny if count(x) > 0",
        ] {
            assert_eq!(kept(policy), LIBRARY);
        }
    }
}
