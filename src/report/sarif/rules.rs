//! What a SARIF log says about the rules that its results name.

use serde::Serialize;

use super::super::{Report, rule_url};
use crate::rule::{Entry, Example, Level, Levels};

/// A `reportingDescriptor`; a rule that the registry does not know has no more than its id.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Descriptor<'a> {
    id: &'a str,
    name: String,
    help_uri: String,
    #[serde(flatten)]
    documentation: Option<Documentation>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Documentation {
    short_description: Text,
    full_description: Text,
    help: Help,
    default_configuration: Configuration,
    properties: Properties,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
struct Help {
    text: String,
    markdown: String,
}

#[derive(Serialize)]
struct Configuration {
    enabled: bool,
    level: &'static str,
}

#[derive(Serialize)]
struct Properties {
    tags: Vec<String>,
    precision: &'static str,
    #[serde(rename = "problem.severity")]
    problem_severity: &'static str,
}

impl<'a> Descriptor<'a> {
    pub(super) fn of(report: &Report<'_>, id: &'a str) -> Self {
        Self {
            id,
            name: pascal_case(id),
            help_uri: rule_url(id),
            documentation: report.registry.get(id).map(Documentation::of),
        }
    }
}

impl Documentation {
    fn of(entry: &Entry) -> Self {
        let described = entry.description.trim();
        let described = if described.is_empty() {
            &*entry.title
        } else {
            described
        };
        let summary = described.split("\n\n").next().unwrap_or(described);
        let level = first_level(&entry.levels);
        Self {
            short_description: Text {
                text: entry.title.to_string(),
            },
            full_description: Text {
                text: summary.replace('\n', " "),
            },
            help: Help {
                text: described.to_owned(),
                markdown: markdown(described, entry),
            },
            default_configuration: Configuration {
                enabled: entry.levels.recommended != Level::Off,
                level: match level {
                    Level::Error => "error",
                    Level::Warning => "warning",
                    Level::Info | Level::Off => "note",
                },
            },
            properties: Properties {
                tags: vec!["kubernetes".to_owned(), entry.group.to_string()],
                precision: match level {
                    Level::Error => "very-high",
                    Level::Warning => "high",
                    Level::Info | Level::Off => "medium",
                },
                problem_severity: match level {
                    Level::Error => "error",
                    Level::Warning => "warning",
                    Level::Info | Level::Off => "recommendation",
                },
            },
        }
    }
}

/// The level that the rule has once it is on, in the mildest profile that turns it on.
fn first_level(levels: &Levels) -> Level {
    [levels.recommended, levels.strict, levels.all]
        .into_iter()
        .find(|level| *level != Level::Off)
        .unwrap_or(Level::Off)
}

fn markdown(description: &str, entry: &Entry) -> String {
    let mut page = description.to_owned();
    if let Some(Example { bad, good }) = &entry.example {
        let (bad, good) = (bad.trim_end(), good.trim_end());
        page.push_str(&format!(
            "\n\nReported:\n\n```yaml\n{bad}\n```\n\nAccepted:\n\n```yaml\n{good}\n```"
        ));
    }
    page.push_str(&format!(
        "\n\n[{id}]({url})",
        id = entry.id,
        url = rule_url(&entry.id)
    ));
    page
}

/// `field-unknown` as `FieldUnknown`: SARIF wants a name that is not the id.
fn pascal_case(id: &str) -> String {
    let words = id.split('-').map(|word| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| {
            first.to_ascii_uppercase().to_string() + letters.as_str()
        })
    });
    words.collect()
}
