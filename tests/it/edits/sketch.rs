//! Random documents, in all manners of writing.

use proptest::prelude::*;
use proptest::sample::select;

/// A value with the way it is written.
#[derive(Debug, Clone)]
enum Sketch {
    Scalar(&'static str),
    Block(&'static [&'static str]),
    Mapping(Vec<(usize, Sketch, Comments)>, bool),
    /// In brackets, or with dashes, which are indented or not.
    List(Vec<(Sketch, Comments)>, bool, bool),
}

/// A comment above, and one behind.
type Comments = (bool, bool);

const SCALARS: &[&str] = &[
    "web",
    "\"a # b\"",
    "'it''s'",
    "5",
    "true",
    "null",
    "",
    "~",
    "a:b#c",
    "1.50",
    "\"5\"",
    "x y",
    "{}",
    "[]",
    "'yes'",
    "é",
];

const BLOCKS: &[&[&str]] = &[
    &["|", "one", "  two # no comment"],
    &[">-", "one", "two"],
    &["|+", "one", ""],
    &["|-", "# none"],
];

const NAMES: &[&str] = &["a", "b", "\"c d\"", "'e'", "f/g", "app", "name", "on_"];

fn sketches() -> impl Strategy<Value = Sketch> {
    let leaf = prop_oneof![
        4 => select(SCALARS).prop_map(Sketch::Scalar),
        1 => select(BLOCKS).prop_map(Sketch::Block),
    ];
    let comments = || (prop::bool::weighted(0.2), prop::bool::weighted(0.2));
    let flow = || prop::bool::weighted(0.25);
    leaf.prop_recursive(4, 40, 5, move |inner| {
        let entries = prop::collection::vec((0..NAMES.len(), inner.clone(), comments()), 1..5);
        let items = prop::collection::vec((inner, comments()), 1..4);
        prop_oneof![
            3 => (entries, flow()).prop_map(|(mut entries, flow)| {
                entries.sort_by_key(|entry| entry.0);
                entries.dedup_by_key(|entry| entry.0);
                Sketch::Mapping(entries, flow)
            }),
            2 => (items, flow(), any::<bool>())
                .prop_map(|(items, flow, indented)| Sketch::List(items, flow, indented)),
        ]
    })
}

impl Sketch {
    /// The lines after a key or dash whose collection stands in `column`; the first one goes on
    /// after it.
    fn lines(&self, column: usize, in_list: bool) -> Vec<String> {
        let indent = |column: usize| " ".repeat(column);
        match self {
            Sketch::Scalar(text) => vec![(*text).to_owned()],
            Sketch::Block(lines) => {
                let line = |line: &&str| match *line {
                    "" => String::new(),
                    line => format!("{}{line}", indent(column + 2)),
                };
                let rest = lines[1..].iter().map(line);
                std::iter::once(lines[0].to_owned()).chain(rest).collect()
            }
            Sketch::Mapping(_, true) | Sketch::List(_, true, _) => vec![self.flow()],
            Sketch::Mapping(entries, false) => {
                let own = column + 2;
                let mut lines = vec![String::new()];
                for (name, value, (above, behind)) in entries {
                    if *above {
                        lines.push(format!("{}# above {name}", indent(own)));
                    }
                    let lead = format!("{}{}:", indent(own), NAMES[*name]);
                    put(&mut lines, &lead, value.lines(own, false), *behind);
                }
                compact(lines, own, in_list)
            }
            Sketch::List(items, false, indented) => {
                let own = if *indented || in_list {
                    column + 2
                } else {
                    column
                };
                let mut lines = vec![String::new()];
                for (item, (above, behind)) in items {
                    if *above {
                        lines.push(format!("{}# above an item", indent(own)));
                    }
                    let lead = format!("{}-", indent(own));
                    put(&mut lines, &lead, item.lines(own, true), *behind);
                }
                compact(lines, own, in_list)
            }
        }
    }

    fn flow(&self) -> String {
        match self {
            Sketch::Scalar("") => "\"\"".to_owned(),
            Sketch::Scalar(text) if text.contains(':') => format!("'{text}'"),
            Sketch::Scalar(text) => (*text).to_owned(),
            Sketch::Block(_) => "block".to_owned(),
            Sketch::Mapping(entries, _) => {
                let entry = |(name, value, _): &(usize, Sketch, Comments)| {
                    format!("{}: {}", NAMES[*name], value.flow())
                };
                let entries: Vec<String> = entries.iter().map(entry).collect();
                format!("{{{}}}", entries.join(", "))
            }
            Sketch::List(items, _, spaced) => {
                let items: Vec<String> = items.iter().map(|(item, _)| item.flow()).collect();
                let comma = if *spaced { " , " } else { "," };
                format!("[{}]", items.join(comma))
            }
        }
    }
}

/// The first entry or item of an item stands behind its dash.
fn compact(mut lines: Vec<String>, column: usize, in_list: bool) -> Vec<String> {
    if in_list && lines.len() > 1 && !lines[1].trim_start().starts_with('#') {
        lines.remove(0);
        lines[0].drain(..column);
    }
    lines
}

fn put(lines: &mut Vec<String>, lead: &str, mut value: Vec<String>, behind: bool) {
    let first = value.remove(0);
    let gap = if first.is_empty() { "" } else { " " };
    let is_entry = value.is_empty() || !first.contains(':');
    let comment = if behind && is_entry { " # behind" } else { "" };
    lines.push(format!("{lead}{gap}{first}{comment}"));
    lines.extend(value);
}

/// Documents with their manner: line breaks, the last one, a `---`.
pub(crate) fn documents() -> impl Strategy<Value = String> {
    let manner = (any::<bool>(), any::<bool>(), any::<bool>());
    (sketches(), manner).prop_map(|(sketch, (crlf, last_break, dashes))| {
        let whole = Sketch::Mapping(
            vec![
                (5, sketch, (true, false)),
                (6, Sketch::Scalar("x"), (false, true)),
            ],
            false,
        );
        let mut lines: Vec<String> = whole.lines(0, false).split_off(1);
        for line in &mut lines {
            *line = line.split_off(2.min(line.len()));
        }
        if dashes {
            lines.insert(0, "---".to_owned());
            lines.push("# the end".to_owned());
            lines.push("---".to_owned());
            lines.push("other: 1".to_owned());
        }
        let newline = if crlf { "\r\n" } else { "\n" };
        let mut text = lines.join(newline);
        if last_break {
            text.push_str(newline);
        }
        text
    })
}
