//! Tables of rules: levels, and parameters of which the type is known later.

use std::str::FromStr;

use super::super::keys::LEVEL_NAMES;
use super::super::problem::Problem;
use super::super::value::{At, Given, RuleSetting};
use super::Reader;
use crate::rule::Level;
use crate::spelling::{either, suggestion};
use crate::toml_tree::{Data, Node, Table};

impl Reader<'_> {
    /// Levels, and parameters where they are allowed, by rule or group.
    pub(super) fn rules(&mut self, table: &Table, params: bool) -> Vec<RuleSetting> {
        let mut settings = Vec::with_capacity(table.entries.len());
        for entry in &table.entries {
            let (name, value) = (&entry.name, &entry.value);
            let mut setting = RuleSetting {
                name: At {
                    value: name.value.clone(),
                    span: name.span,
                },
                level: None,
                params: Vec::new(),
            };
            match &value.data {
                Data::Table(table) => self.rule_table(table, params, &mut setting),
                _ => setting.level = self.level(&name.value, value),
            }
            settings.push(setting);
        }
        settings
    }

    fn rule_table(&mut self, table: &Table, params: bool, setting: &mut RuleSetting) {
        for entry in &table.entries {
            let (name, value) = (&entry.name, &entry.value);
            let span = name.span;
            if name.value == "level" {
                setting.level = self.level(&setting.name.value, value);
            } else if params {
                let given = self.given(value);
                let value = name.value.clone();
                setting.params.push((At { value, span }, given));
            } else {
                let problem = Problem::new(format!(
                    "parameter `{}` of `{}` for some files only",
                    name.value, setting.name.value
                ));
                let help = format!(
                    "parameters hold for all files: set it in `[rules.{}]`",
                    setting.name.value
                );
                self.problems.push(problem.with_help(help).at(span));
            }
        }
    }

    fn level(&mut self, rule: &str, value: &Node) -> Option<At<Level>> {
        let span = value.span;
        let problem = match &value.data {
            Data::Text(word) => match Level::from_str(word) {
                Ok(value) => return Some(At { value, span }),
                Err(_) => Problem::new(format!("`{word}` is no level")).with_help(
                    suggestion(word, LEVEL_NAMES)
                        .unwrap_or_else(|| format!("a level is {}", either(LEVEL_NAMES))),
                ),
            },
            Data::Boolean(on) => {
                let level = if *on { "warning" } else { "off" };
                Problem::new(format!("the level of `{rule}` is a boolean, not a level"))
                    .with_help(format!("write `\"{level}\"`"))
            }
            _ => Problem::new(format!(
                "the level of `{rule}` is {}, not a level",
                value.word()
            ))
            .with_help(format!("a level is {}", either(LEVEL_NAMES))),
        };
        self.problems.push(problem.at(span));
        None
    }

    /// A value whose type is known later.
    fn given(&mut self, value: &Node) -> Given {
        let mut parts = Vec::new();
        let json = match &value.data {
            Data::Text(words) => words.to_string().into(),
            Data::Boolean(on) => (*on).into(),
            Data::Date(moment) => moment.to_string().into(),
            Data::Integer(number) => (*number).into(),
            Data::Float(number) => self.number(serde_json::Number::from_f64(*number), value),
            Data::List(items) => {
                parts.extend(items.iter().map(|item| self.given(item)));
                parts.iter().map(|part: &Given| part.json.clone()).collect()
            }
            Data::Table(table) => {
                let mut object = serde_json::Map::new();
                for entry in &table.entries {
                    let (name, value) = (&entry.name, &entry.value);
                    let part = self.given(value);
                    object.insert(name.value.clone(), part.json.clone());
                    parts.push(part);
                }
                object.into()
            }
        };
        Given {
            span: value.span,
            json,
            word: value.word(),
            parts,
        }
    }

    /// Infinity, what is no number, and what needs more than 64 bits cannot be told to a policy.
    fn number(&mut self, number: Option<serde_json::Number>, value: &Node) -> serde_json::Value {
        match number {
            Some(number) => number.into(),
            None => {
                let written = self.written(value);
                let problem = Problem::new(format!("`{written}` is no number that can be used"));
                self.problems.push(problem.at(value.span));
                serde_json::Value::Null
            }
        }
    }
}
