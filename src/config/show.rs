//! What holds for a file, and who decided it: `kubelint check --show-config FILE`.

use std::fmt::Write as _;

use serde_json::Value;

use super::levels::Levels;
use super::origin::Origin;
use super::settings::{FAIL_ONS, Setting, Settings};
use crate::source::Sources;

/// Comments line up as far as this column.
const WIDEST: usize = 56;

/// A line of TOML and where it comes from.
struct Line {
    toml: String,
    origin: String,
    by_default: bool,
}

/// All settings and rules, one on each line, as TOML with the origins as comments.
pub(super) fn show(settings: &Settings, levels: &Levels, sources: &Sources, file: &str) -> String {
    let general = general(settings, sources);
    let (mut rules, by_default): (Vec<Line>, Vec<Line>) = rules(levels, sources, file)
        .into_iter()
        .partition(|line| !line.by_default);
    rules.extend(by_default);
    let lengths = general.iter().chain(&rules).map(|line| line.toml.len());
    let width = lengths.filter(|length| *length <= WIDEST).max();
    let width = width.unwrap_or(0);
    let mut text = format!("# what holds for {}\n", file.replace(char::is_control, "?"));
    write_lines(&mut text, &general, width);
    text.push_str("\n[rules]\n");
    write_lines(&mut text, &rules, width);
    text
}

fn write_lines(text: &mut String, lines: &[Line], width: usize) {
    for line in lines {
        let _ = writeln!(text, "{:width$}  # {}", line.toml, line.origin);
    }
}

fn general(settings: &Settings, sources: &Sources) -> Vec<Line> {
    let versions = &settings.kubernetes_versions;
    let versions: Vec<String> = versions.value.iter().map(ToString::to_string).collect();
    let fail_on = FAIL_ONS
        .iter()
        .find(|(_, fail_on)| *fail_on == settings.fail_on.value)
        .map_or("", |(name, _)| *name);
    let mut lines = Vec::new();
    let mut add = |key: &str, value: Option<Value>, origins: &[Origin]| {
        let origins: Vec<String> = origins.iter().map(|one| one.describe(sources)).collect();
        lines.push(Line {
            toml: match value {
                Some(value) => format!("{key} = {}", toml(&value)),
                None => format!("#{key} = unset"),
            },
            origin: origins.join(", "),
            by_default: false,
        });
    };
    add(
        "kubernetes-versions",
        Some(versions.into()),
        &settings.kubernetes_versions.origins,
    );
    let profile = settings.profile.value.to_string();
    add("profile", Some(profile.into()), &settings.profile.origins);
    add("fail-on", Some(fail_on.into()), &settings.fail_on.origins);
    let mut text = |key, setting: &Setting<Option<String>>| {
        add(
            key,
            setting.value.clone().map(Value::from),
            &setting.origins,
        );
    };
    text("namespace", &settings.namespace);
    text("baseline", &settings.baseline);
    for (key, setting) in [
        ("include", &settings.include),
        ("exclude", &settings.exclude),
        ("policies", &settings.policies),
        ("schemas", &settings.schemas),
    ] {
        add(key, Some(setting.value.clone().into()), &setting.origins);
    }
    lines
}

/// A line for the level of each rule, and one for each of its parameters.
fn rules(levels: &Levels, sources: &Sources, file: &str) -> Vec<Line> {
    let in_file = levels.for_file(file);
    let mut lines = Vec::new();
    for rule in &levels.rules {
        let (level, origin) = in_file.decided(rule);
        let key = if rule.params.is_empty() {
            rule.id.clone()
        } else {
            format!("{}.level", rule.id)
        };
        // A rule stays in one piece: beside what was decided, its defaults stand too.
        let by_default = origin == Origin::Default
            && rule
                .param_origins
                .values()
                .all(|origin| *origin == Origin::Default);
        lines.push(Line {
            toml: format!("{key} = \"{level}\""),
            origin: origin.describe(sources),
            by_default,
        });
        for (name, value) in rule.params.iter().filter(|(_, value)| !value.is_null()) {
            let origin = rule.param_origins.get(name);
            lines.push(Line {
                toml: format!("{}.{name} = {}", rule.id, toml(value)),
                origin: origin.map_or_else(String::new, |origin| origin.describe(sources)),
                by_default,
            });
        }
    }
    lines
}

/// A value on one line; the strings of JSON are those of TOML.
fn toml(value: &Value) -> String {
    match value {
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(toml).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(values) => {
            let values: Vec<String> = values
                .iter()
                .map(|(key, value)| format!("{} = {}", Value::from(key.as_str()), toml(value)))
                .collect();
            format!("{{ {} }}", values.join(", "))
        }
        other => other.to_string(),
    }
}
