//! The words of which messages about values are made.

use jsonschema::types::JsonType;
use serde_json::Value;

use super::keyword;
use super::problem::Measure;
use crate::spelling::nearest;
use crate::yaml::{Kind, Node, Path};

/// A legal place as it is shown: indexes that are not those of `around` are left open.
pub(super) fn generic(legal: &Path, around: &Path) -> String {
    let shared = legal
        .0
        .iter()
        .zip(&around.0)
        .take_while(|(a, b)| a == b)
        .count();
    let head = Path(legal.0[..shared].to_vec());
    let tail = Path(legal.0[shared..].to_vec())
        .to_string()
        .replace("[0]", "[]");
    match (shared, tail.starts_with('[')) {
        (0, _) => tail,
        (_, true) => format!("{head}{tail}"),
        (_, false) => format!("{head}.{tail}"),
    }
}

pub(super) fn describe(name: JsonType) -> &'static str {
    match name {
        JsonType::Array => "a list",
        JsonType::Boolean => "true or false",
        JsonType::Integer => "an integer",
        JsonType::Null => "null",
        JsonType::Number => "a number",
        JsonType::Object => "a mapping",
        JsonType::String => "a string",
    }
}

/// A value as a message names it.
pub(super) fn shown(value: Node<'_>) -> String {
    const LONGEST: usize = 40;
    match value.kind() {
        Kind::String => {
            let text = value.text();
            if text.chars().count() > LONGEST || text.contains('\n') {
                let start: String = text
                    .chars()
                    .take_while(|c| *c != '\n')
                    .take(LONGEST)
                    .collect();
                format!("the string `{start}…`")
            } else {
                format!("the string `{text}`")
            }
        }
        Kind::Int | Kind::Float => format!("the number {}", value.source()),
        Kind::Bool => format!("the boolean {}", value.source()),
        kind => kind.describe().to_owned(),
    }
}

pub(super) fn type_help(expected: &[JsonType], value: Node<'_>) -> Option<String> {
    let help = match (expected, value.kind()) {
        ([JsonType::Array], Kind::Mapping) => "start each item of the list with `- `",
        ([JsonType::Array], Kind::String | Kind::Int | Kind::Bool) => {
            return Some(format!("write it as a list: {}", as_list(value.text())));
        }
        ([JsonType::Object], Kind::Sequence) => "write `key: value` lines without `- `",
        ([JsonType::String], Kind::Mapping | Kind::Sequence) => {
            "for text over several lines write `|` after the key"
        }
        ([JsonType::Integer], Kind::Float) => "write a whole number",
        _ => return None,
    };
    Some(help.to_owned())
}

/// A text as a list of its words, which is what a command line becomes.
fn as_list(text: &str) -> String {
    const WORDS: usize = 6;
    let mut words: Vec<String> = text
        .split_whitespace()
        .take(WORDS)
        .map(|word| format!("{word:?}"))
        .collect();
    if text.split_whitespace().nth(WORDS).is_some() {
        words.push("…".to_owned());
    }
    format!("[{}]", words.join(", "))
}

pub(super) fn enum_words(
    place: &str,
    values: &[Value],
    value: Node<'_>,
) -> (String, Option<String>) {
    let names: Vec<String> = values
        .iter()
        .map(|value| {
            value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned)
        })
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let message = match names.as_slice() {
        [only] => format!("{place} must be `{only}`, not {}", shown(value)),
        _ => format!(
            "{place} must be one of {}, not {}",
            list(&names),
            shown(value)
        ),
    };
    let help = nearest(value.text(), &names).map(|near| format!("did you mean `{near}`?"));
    (message, help)
}

pub(super) fn limit_words(
    place: &str,
    of: Measure,
    relation: &str,
    limit: &str,
    value: Node<'_>,
) -> (String, Option<String>) {
    let width = match limit {
        "-2147483648" | "2147483647" => Some(32),
        "-9223372036854775808" | "9223372036854775807" => Some(64),
        _ => None,
    };
    let message = match (of, width) {
        (Measure::Value, Some(bits)) => format!(
            "{place} must fit into {bits} bits, and {} does not",
            value.source()
        ),
        (Measure::Value, None) => {
            format!("{place} must be {relation} {limit}, not {}", value.source())
        }
        (Measure::Characters, _) => format!(
            "{place} must have {relation} {limit} characters, and has {}",
            value.text().chars().count()
        ),
        (Measure::Items, _) => format!(
            "{place} must have {relation} {limit} items, and has {}",
            value.len()
        ),
        (Measure::Fields, _) => format!(
            "{place} must have {relation} {limit} entries, and has {}",
            value.len()
        ),
    };
    (message, None)
}

pub(super) fn keyword_words(name: &str, place: &str, value: Node<'_>) -> (String, Option<String>) {
    let found = shown(value);
    match name {
        keyword::QUANTITY => (
            format!("{place} must be a quantity, not {found}"),
            Some(
                "write a number with a unit or without: 500m, 2, 512Mi, 1Gi (the units are n, u, m, \
                 k, M, G, T, P, E and Ki, Mi, Gi, Ti, Pi, Ei)"
                    .to_owned(),
            ),
        ),
        keyword::INT_OR_STRING => {
            let too_large = value.as_i64().is_some();
            let wanted = if too_large { "an integer of 32 bits" } else { "an integer" };
            (format!("{place} must be {wanted} or a string, not {found}"), None)
        }
        keyword::BASE64 => (
            format!("{place} must be base64, and this is not"),
            Some(
                "encode the value, or move the plain text of a Secret from `data` to `stringData`"
                    .to_owned(),
            ),
        ),
        keyword::DATE_TIME => (
            format!("{place} must be a date and time, not {found}"),
            Some("write it as `2026-01-31T08:00:00Z`".to_owned()),
        ),
        keyword::MICRO_TIME => (
            format!("{place} must be a date and time with microseconds, not {found}"),
            Some("write it as `2026-01-31T08:00:00.000000Z`".to_owned()),
        ),
        _ => (format!("{place} has a value that it does not take: {found}"), None),
    }
}

pub(super) fn one_of_words(place: &str, fields: &[String], many: bool) -> (String, Option<String>) {
    let names: Vec<&str> = fields.iter().map(String::as_str).collect();
    match (names.is_empty(), many) {
        (true, _) => (
            format!("{place} fits more than one of the alternatives of which it may fit only one"),
            None,
        ),
        (false, true) => (
            format!("{place} may have only one of {}", list(&names)),
            Some("keep one of them".to_owned()),
        ),
        (false, false) => (
            format!("{place} needs one of {}", list(&names)),
            Some("set one of them".to_owned()),
        ),
    }
}

pub(super) fn format_name(format: &str) -> String {
    match format {
        "ipv4" => "an IPv4 address".to_owned(),
        "ipv6" => "an IPv6 address".to_owned(),
        "uuid" => "a UUID".to_owned(),
        other => format!("of the format {other}"),
    }
}

/// `a`, `b` and `c`
pub(super) fn list(names: &[&str]) -> String {
    const SHOWN: usize = 12;
    let quoted: Vec<String> = names
        .iter()
        .take(SHOWN)
        .map(|name| format!("`{name}`"))
        .collect();
    let more = names.len().saturating_sub(SHOWN);
    if more > 0 {
        return format!("{} and {more} more", quoted.join(", "));
    }
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}
