//! Tables of rules: levels, and parameters of which the type is known later.

use std::str::FromStr;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::super::keys::LEVEL_NAMES;
use super::super::problem::Problem;
use super::super::value::{At, Given, RuleSetting};
use super::{Reader, in_order, word};
use crate::rule::Level;
use crate::spelling::{either, suggestion};

impl Reader<'_> {
    /// Levels, and parameters where they are allowed, by rule or group.
    pub(super) fn rules(&mut self, table: &DeTable<'_>, params: bool) -> Vec<RuleSetting> {
        let mut settings = Vec::with_capacity(table.len());
        for (name, value) in in_order(table) {
            let mut setting = RuleSetting {
                name: At {
                    value: name.get_ref().to_string(),
                    span: self.span(name.span()),
                },
                level: None,
                params: Vec::new(),
            };
            match value.get_ref() {
                DeValue::Table(table) => self.rule_table(table, params, &mut setting),
                _ => setting.level = self.level(name.get_ref(), value),
            }
            settings.push(setting);
        }
        settings
    }

    fn rule_table(&mut self, table: &DeTable<'_>, params: bool, setting: &mut RuleSetting) {
        for (name, value) in in_order(table) {
            let span = self.span(name.span());
            if name.get_ref() == "level" {
                setting.level = self.level(&setting.name.value, value);
            } else if params {
                let given = self.given(value);
                let value = name.get_ref().to_string();
                setting.params.push((At { value, span }, given));
            } else {
                let problem = Problem::new(format!(
                    "parameter `{}` of `{}` for some files only",
                    name.get_ref(),
                    setting.name.value
                ));
                let help = format!(
                    "parameters hold for all files: set it in `[rules.{}]`",
                    setting.name.value
                );
                self.problems.push(problem.with_help(help).at(span));
            }
        }
    }

    fn level(&mut self, rule: &str, value: &Spanned<DeValue<'_>>) -> Option<At<Level>> {
        let span = self.span(value.span());
        let problem = match value.get_ref() {
            DeValue::String(word) => match Level::from_str(word) {
                Ok(value) => return Some(At { value, span }),
                Err(_) => Problem::new(format!("`{word}` is no level")).with_help(
                    suggestion(word, LEVEL_NAMES)
                        .unwrap_or_else(|| format!("a level is {}", either(LEVEL_NAMES))),
                ),
            },
            DeValue::Boolean(on) => {
                let level = if *on { "warning" } else { "off" };
                Problem::new(format!("the level of `{rule}` is a boolean, not a level"))
                    .with_help(format!("write `\"{level}\"`"))
            }
            other => Problem::new(format!(
                "the level of `{rule}` is {}, not a level",
                word(other)
            ))
            .with_help(format!("a level is {}", either(LEVEL_NAMES))),
        };
        self.problems.push(problem.at(span));
        None
    }

    /// A value whose type is known later.
    fn given(&mut self, value: &Spanned<DeValue<'_>>) -> Given {
        let mut parts = Vec::new();
        let json = match value.get_ref() {
            DeValue::String(words) => words.to_string().into(),
            DeValue::Boolean(on) => (*on).into(),
            DeValue::Datetime(moment) => moment.to_string().into(),
            DeValue::Integer(number) => {
                let digits = i64::from_str_radix(number.as_str(), number.radix());
                self.number(digits.ok().map(Into::into), value)
            }
            DeValue::Float(number) => {
                let number = number.as_str().parse().ok();
                self.number(number.and_then(serde_json::Number::from_f64), value)
            }
            DeValue::Array(items) => {
                parts.extend(items.iter().map(|item| self.given(item)));
                parts.iter().map(|part: &Given| part.json.clone()).collect()
            }
            DeValue::Table(table) => {
                let mut object = serde_json::Map::new();
                for (name, value) in in_order(table) {
                    let part = self.given(value);
                    object.insert(name.get_ref().to_string(), part.json.clone());
                    parts.push(part);
                }
                object.into()
            }
        };
        Given {
            span: self.span(value.span()),
            json,
            word: word(value.get_ref()),
            parts,
        }
    }

    /// Infinity, what is no number, and what needs more than 64 bits cannot be told to a policy.
    fn number(
        &mut self,
        number: Option<serde_json::Number>,
        value: &Spanned<DeValue<'_>>,
    ) -> serde_json::Value {
        match number {
            Some(number) => number.into(),
            None => {
                let written = &self.text[value.span()];
                let problem = Problem::new(format!("`{written}` is no number that can be used"));
                self.problems.push(problem.at(self.span(value.span())));
                serde_json::Value::Null
            }
        }
    }
}
