//! From the text of a `kubelint.toml` to values of the right shapes; everything that is wrong is
//! said at its exact characters.

mod rules;

use std::collections::BTreeMap;
use std::ops::Range;
use std::str::FromStr;

use toml::value::Datetime;

use super::folder::Folder;
use super::keys::{KEYS, Key, POLICIES, Shape, Text};
use super::problem::Problem;
use super::text;
use super::value::{At, Section, Value};
use crate::diagnostic::Diagnostic;
use crate::resource::Date;
use crate::source::{FileId, Span};
use crate::spelling::{nearest, quoted_list};
use crate::toml_tree::{self, Data, Node, Table};

/// Reads one config file.
pub(super) struct Reader<'a> {
    pub(super) file: FileId,
    pub(super) text: &'a str,
    pub(super) folder: &'a Folder,
    pub(super) problems: &'a mut Vec<Diagnostic>,
    /// Whether `policies`, the folders that bring more rules, was understood.
    pub(super) policies_known: bool,
}

impl Reader<'_> {
    /// The file as a table; none when it is no TOML, of which nothing is known but what is wrong.
    pub(super) fn read(&mut self) -> Option<Section> {
        match toml_tree::parse(self.file, self.text) {
            Ok(table) => Some(self.section(&table, self.span(0..0), KEYS, "")),
            Err(errors) => {
                for error in errors {
                    let at = self.span(error.range.clone());
                    self.problems.push(Problem::from(error).at(at));
                }
                None
            }
        }
    }

    /// A table with these keys; `within` is how the table is written, empty for the file.
    fn section(
        &mut self,
        table: &Table,
        span: Span,
        keys: &'static [Key],
        within: &str,
    ) -> Section {
        let mut values = BTreeMap::new();
        let mut meant = Vec::new();
        for entry in &table.entries {
            let (name, value) = (&entry.name, &entry.value);
            let Some(key) = keys.iter().find(|key| key.name == name.value) else {
                meant.extend(self.unknown_key(name, keys, within));
                continue;
            };
            let (at, before) = (value.span, self.problems.len());
            if let Some(value) = self.value(key, value) {
                values.insert(key.name, At { value, span: at });
            }
            self.policies_known &= key.name != POLICIES || self.problems.len() == before;
        }
        // Of a slip of the pen it is said once what was meant.
        let given = |key: &Key| table.entry(key.name).is_some() || meant.contains(&key.name);
        for key in keys.iter().filter(|key| key.required && !given(key)) {
            let help = format!(
                "{}: `{} = {}`",
                lower(key.description),
                key.name,
                key.example
            );
            self.problems.push(
                Problem::new(format!("`{within}` without `{}`", key.name))
                    .with_help(help)
                    .at(span),
            );
        }
        Section { span, values }
    }

    /// Says that there is no such key, and gives the one that was meant.
    fn unknown_key(
        &mut self,
        name: &At<String>,
        keys: &'static [Key],
        within: &str,
    ) -> Option<&'static str> {
        let known: Vec<&'static str> = keys.iter().map(|key| key.name).collect();
        let place = if within.is_empty() {
            String::new()
        } else {
            format!(" in `{within}`")
        };
        let meant = nearest(&name.value, &known);
        self.policies_known &= meant != Some(POLICIES);
        let help = match meant {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("the keys are {}", quoted_list(&known)),
        };
        let problem = Problem::new(format!("unknown key `{}`{place}", name.value));
        let at = name.span;
        self.problems.push(problem.with_help(help).at(at));
        meant
    }

    /// The value of a key, unless it has another shape.
    fn value(&mut self, key: &Key, value: &Node) -> Option<Value> {
        match (key.shape, &value.data) {
            (Shape::Text(kind), Data::Text(words)) => {
                let kept = self.text(key, kind, words, value.span)?;
                Some(Value::Text(kept))
            }
            (Shape::OneOrMore(kind), Data::Text(words)) => {
                let span = value.span;
                let value = self.text(key, kind, words, span)?;
                Some(Value::Texts(vec![At { value, span }]))
            }
            (Shape::Texts(kind) | Shape::OneOrMore(kind), Data::List(items)) => {
                if items.is_empty() && (key.required || matches!(kind, Text::Version | Text::Rule))
                {
                    let problem =
                        Problem::new(format!("`{}` is empty", key.name)).with_help(example(key));
                    self.problems.push(problem.at(value.span));
                }
                Some(Value::Texts(self.texts(key, kind, items)))
            }
            (Shape::Date, Data::Date(moment)) => match (moment.date, moment.time) {
                (Some(day), None) if let Some(day) = Date::new(day.year, day.month, day.day) => {
                    Some(Value::Date(day))
                }
                _ => self.wrong_shape(key, value),
            },
            (Shape::Rules, Data::Table(table)) => Some(Value::Rules(self.rules(table, true))),
            (Shape::Levels, Data::Table(table)) => Some(Value::Rules(self.rules(table, false))),
            (Shape::Table(keys), Data::Table(table)) => {
                let within = format!("[{}]", key.name);
                let section = self.section(table, value.span, keys, &within);
                Some(Value::Section(section))
            }
            (Shape::Tables(keys), Data::List(items)) => {
                let mut sections = Vec::with_capacity(items.len());
                for item in items.iter() {
                    let Data::Table(table) = &item.data else {
                        let (name, given) = (key.name, item.word());
                        let problem =
                            Problem::new(format!("an item of `{name}` is {given}, not a table"))
                                .with_help(format!("write a table `[[{name}]]` for each"));
                        self.problems.push(problem.at(item.span));
                        continue;
                    };
                    let within = format!("[[{}]]", key.name);
                    let section = self.section(table, item.span, keys, &within);
                    self.check_ignore(key, table, section.span);
                    sections.push(section);
                }
                Some(Value::Sections(sections))
            }
            _ => self.wrong_shape(key, value),
        }
    }

    /// An ignore that names nothing would silence everything.
    fn check_ignore(&mut self, key: &Key, table: &Table, span: Span) {
        let empty = |name: &At<String>| matches!(name.value.as_str(), "reason" | "expires");
        if key.name == "ignore" && table.entries.iter().all(|entry| empty(&entry.name)) {
            let names = ["rules", "kind", "name", "namespace", "path"];
            let help = format!("name at least one of {}", quoted_list(&names));
            let problem = Problem::new("`[[ignore]]` that fits every finding").with_help(help);
            self.problems.push(problem.at(span));
        }
    }

    /// The strings of a list that can be meant.
    fn texts(&mut self, key: &Key, kind: Text, items: &[Node]) -> Vec<At<String>> {
        let mut kept = Vec::with_capacity(items.len());
        for item in items {
            let span = item.span;
            match &item.data {
                Data::Text(words) => {
                    kept.extend(
                        self.text(key, kind, words, span)
                            .map(|value| At { value, span }),
                    );
                }
                other => {
                    let problem = Problem::new(format!(
                        "an item of `{}` is {}, not a string",
                        key.name,
                        item.word()
                    ));
                    let number = matches!(other, Data::Integer(_) | Data::Float(_));
                    let written = self.written(item);
                    self.problems.push(
                        problem
                            .with_help(if number {
                                format!("write it in quotes: `\"{written}\"`")
                            } else {
                                example(key)
                            })
                            .at(span),
                    );
                }
            }
        }
        kept
    }

    fn text(&mut self, key: &Key, kind: Text, words: &str, span: Span) -> Option<String> {
        if words.trim().is_empty() {
            let of = match key.shape {
                Shape::Texts(_) => "a string of ",
                _ => "",
            };
            let problem = Problem::new(format!("{of}`{}` is empty", key.name));
            self.problems.push(problem.with_help(example(key)).at(span));
            return None;
        }
        match text::check(kind, words, self.folder) {
            Ok(()) => Some(words.to_owned()),
            Err(problem) => {
                self.problems.push(problem.at(span));
                None
            }
        }
    }

    /// Says that a value has another shape than its key asks for.
    fn wrong_shape(&mut self, key: &Key, value: &Node) -> Option<Value> {
        let written = self.written(value);
        let expected = match key.shape {
            Shape::Text(_) => "a string",
            Shape::Texts(_) => "a list of strings",
            Shape::OneOrMore(_) => "a string or a list of strings",
            Shape::Date if matches!(value.data, Data::Date(_)) => "a date alone",
            Shape::Date => "a date",
            Shape::Rules | Shape::Levels | Shape::Table(_) => "a table",
            Shape::Tables(_) => "a list of tables",
        };
        let (name, short) = (key.name, written.len() < 60 && !written.contains('\n'));
        let help = match (key.shape, &value.data) {
            (Shape::Texts(_), Data::Text(_)) if short => {
                format!("write `{name} = [{written}]`")
            }
            (Shape::Date, Data::Text(date)) if Datetime::from_str(date).is_ok() => {
                format!("write it without quotes: `{name} = {date}`")
            }
            (Shape::Date, Data::Date(_)) => example(key),
            (Shape::Tables(_), Data::Table(_)) => format!("write `[[{name}]]`"),
            (Shape::Rules | Shape::Table(_), Data::List(_)) => format!("write `[{name}]`"),
            (Shape::Tables(_), _) => format!("write a table `[[{name}]]` for each"),
            (Shape::Rules | Shape::Table(_), _) => format!("write a table `[{name}]`"),
            _ => example(key),
        };
        let given = match &value.data {
            Data::Date(moment) if moment.date.is_none() => "a time",
            Data::Date(moment) if moment.time.is_some() => "a date with a time",
            _ => value.word(),
        };
        let message = format!("`{name}` is {given}, not {expected}");
        let problem = Problem::new(message).with_help(help);
        self.problems.push(problem.at(value.span));
        None
    }

    /// The characters of a value.
    fn written(&self, value: &Node) -> &str {
        let Span { start, end, .. } = value.span;
        self.text.get(start as usize..end as usize).unwrap_or("")
    }

    fn span(&self, range: Range<usize>) -> Span {
        toml_tree::span(self.file, range)
    }
}

fn example(key: &Key) -> String {
    if key.example.is_empty() {
        return format!("write `{} = [\"…\"]`", key.name);
    }
    format!("for example `{} = {}`", key.name, key.example)
}

/// A description in the middle of a sentence.
fn lower(description: &str) -> String {
    let mut characters = description.chars();
    let first = characters.next().map(|first| first.to_lowercase());
    first.into_iter().flatten().chain(characters).collect()
}
