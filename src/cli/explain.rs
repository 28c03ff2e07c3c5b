//! `kubelint explain` and `kubelint rules`: the documentation that the binary carries.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::path::PathBuf;

use serde::Serialize;

use super::{Exit, Failure, Io};
use crate::generate;
use crate::registry::Registry;
use crate::report::rule_url;
use crate::rule::{Entry, Level};
use crate::spelling::{nearest, quoted_list};

/// Prints the page of a rule.
pub(super) fn explain(rule: &str, folders: &[PathBuf], io: &mut Io<'_>) -> Result<Exit, Failure> {
    if let Some(path) = rule.strip_prefix("spec")
        && (path.is_empty() || path.starts_with('.'))
    {
        return of_spec(path.trim_start_matches('.'), io);
    }
    let registry = registry(folders)?;
    let entry = registry.get(rule).or_else(|| {
        let by_alias = |entry: &&Entry| entry.aliases.iter().any(|alias| alias == rule);
        registry.entries().iter().find(by_alias)
    });
    let Some(entry) = entry else {
        let ids: Vec<&str> = registry.entries().iter().map(|entry| &*entry.id).collect();
        let help = match nearest(rule, &ids) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`kubelint rules` lists them".to_owned(),
        };
        return Err(Failure::new(
            format!("there is no rule `{rule}`"),
            Some(help),
        ));
    };
    io.output.write_all(page(entry).as_bytes())?;
    Ok(Exit::Clean)
}

/// Prints the page of the spec, or of one of its keys.
fn of_spec(path: &str, io: &mut Io<'_>) -> Result<Exit, Failure> {
    let page = generate::page(path).map_err(|known| {
        let name = path.rsplit('.').next().unwrap_or(path);
        let help = match nearest(name, &known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the keys are {}", quoted_list(&known)),
        };
        Failure::new(format!("the spec has no key `{path}`"), Some(help))
    })?;
    io.output.write_all(page.as_bytes())?;
    Ok(Exit::Clean)
}

fn registry(folders: &[PathBuf]) -> Result<Registry, Failure> {
    let (policies, _) = super::policy::load(folders)?;
    Ok(Registry::with(policies.entries()))
}

/// The page of a rule, in Markdown.
pub(super) fn page(entry: &Entry) -> String {
    let mut page = format!("# {}: {}\n\n", entry.id, entry.title);
    let levels = entry.levels;
    let _ = write!(page, "Group {}, level {}", entry.group, levels.recommended);
    if levels.strict != levels.recommended {
        let _ = write!(page, " ({} in the profile `strict`)", levels.strict);
    } else if levels.all != levels.recommended {
        let _ = write!(page, " ({} in the profile `all`)", levels.all);
    }
    let _ = write!(page, ".\n\n{}\n", entry.description);
    if let Some(example) = &entry.example {
        let _ = write!(
            page,
            "\nReported:\n\n```yaml\n{}\n```\n\nAccepted:\n\n```yaml\n{}\n```\n",
            example.bad.trim_end(),
            example.good.trim_end()
        );
    }
    if !entry.params.is_empty() {
        page.push_str("\nParameters, in `kubelint.toml`:\n\n");
        let _ = writeln!(page, "```toml\n[rules.{}]", entry.id);
        for param in &entry.params {
            let _ = writeln!(
                page,
                "{} = {}  # {}",
                param.name, param.default, param.description
            );
        }
        page.push_str("```\n");
    }
    if !entry.mutes.is_empty() {
        let _ = write!(
            page,
            "\nIts findings stand for those of {} about the same container, pod or object.\n",
            code_list(&entry.mutes)
        );
    }
    if !entry.also_in.is_empty() {
        let _ = write!(
            page,
            "\nAlso part of the group {}.\n",
            code_list(&entry.also_in)
        );
    }
    if !entry.aliases.is_empty() {
        let _ = write!(page, "\nIn other tools: {}.\n", entry.aliases.join(", "));
    }
    let _ = writeln!(page, "\n{}", rule_url(&entry.id));
    page
}

fn code_list(names: &[Cow<'_, str>]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

/// A rule as `kubelint rules --json` lists it.
#[derive(Serialize)]
struct Listed<'a> {
    id: &'a str,
    group: &'a str,
    title: &'a str,
    level: String,
    aliases: Vec<&'a str>,
    url: String,
}

/// Prints a line per rule, by group.
pub(super) fn list(
    group: Option<&str>,
    json: bool,
    folders: &[PathBuf],
    io: &mut Io<'_>,
) -> Result<Exit, Failure> {
    let registry = registry(folders)?;
    let entries: Vec<&Entry> = registry
        .entries()
        .iter()
        .filter(|entry| group.is_none_or(|group| entry.group == group))
        .collect();
    if entries.is_empty() {
        let mut groups: Vec<&str> = registry
            .entries()
            .iter()
            .map(|entry| &*entry.group)
            .collect();
        groups.dedup();
        return Err(Failure::new(
            format!("there is no group `{}`", group.unwrap_or("")),
            Some(format!("the groups are {}", groups.join(", "))),
        ));
    }
    if json {
        let listed: Vec<Listed<'_>> = entries.iter().copied().map(listed).collect();
        let text = serde_json::to_string_pretty(&listed).map_err(std::io::Error::from)?;
        writeln!(io.output, "{text}")?;
        return Ok(Exit::Clean);
    }
    let width = entries
        .iter()
        .map(|entry| entry.id.len())
        .max()
        .unwrap_or(0);
    let mut group = "";
    for entry in entries {
        if entry.group != group {
            let gap = if group.is_empty() { "" } else { "\n" };
            writeln!(io.output, "{gap}{}", entry.group)?;
            group = &entry.group;
        }
        let level = level(entry);
        writeln!(
            io.output,
            "  {:width$}  {level:7}  {}",
            entry.id, entry.title
        )?;
    }
    writeln!(
        io.output,
        "\nkubelint explain RULE prints the page of a rule"
    )?;
    Ok(Exit::Clean)
}

fn listed(entry: &Entry) -> Listed<'_> {
    Listed {
        id: &entry.id,
        group: &entry.group,
        title: &entry.title,
        level: level(entry),
        aliases: entry.aliases.iter().map(|alias| &**alias).collect(),
        url: rule_url(&entry.id),
    }
}

/// The level in the default profile; a rule that only others turn on names the first that does.
pub(super) fn level(entry: &Entry) -> String {
    match (entry.levels.recommended, entry.levels.strict) {
        (Level::Off, Level::Off) => "off".to_owned(),
        (Level::Off, _) => "strict".to_owned(),
        (level, _) => level.to_string(),
    }
}
