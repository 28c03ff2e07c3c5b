//! The findings of all files become one list: levels, identities, one order.

use std::collections::{BTreeMap, HashMap};

use sha2::{Digest, Sha256};

use super::Options;
use super::object::FileReport;
use super::outcome::{Outcome, UncheckedKind};
use crate::diagnostic::{Diagnostic, Severity};
use crate::registry::Registry;
use crate::rule::Level;
use crate::source::Sources;

/// Adds the reports of the files to the outcome.
pub(super) fn gather(
    reports: Vec<FileReport>,
    options: &Options,
    registry: &Registry,
    outcome: &mut Outcome,
) {
    let mut unchecked: BTreeMap<(String, String), usize> = BTreeMap::new();
    for report in reports {
        outcome.totals.objects += report.objects;
        outcome.totals.with_placeholders += report.with_placeholders;
        outcome.diagnostics.extend(report.diagnostics);
        for (kind, objects) in report.unchecked {
            *unchecked.entry(kind).or_default() += objects;
        }
    }
    outcome.unchecked = unchecked
        .into_iter()
        .map(|((api_version, kind), objects)| UncheckedKind {
            api_version,
            kind,
            objects,
        })
        .collect();
    outcome
        .diagnostics
        .retain_mut(|diagnostic| set_level(diagnostic, options, registry));
    sort(&mut outcome.diagnostics, &outcome.sources);
    identify(&mut outcome.diagnostics, &outcome.sources);
}

/// Gives a finding the severity of its rule's level; false when the rule is off.
fn set_level(diagnostic: &mut Diagnostic, options: &Options, registry: &Registry) -> bool {
    let level = registry
        .get(&diagnostic.rule)
        .map_or(Level::Error, |entry| {
            entry.levels.in_profile(options.profile)
        });
    diagnostic.severity = match level {
        Level::Off => return false,
        Level::Info => Severity::Info,
        Level::Warning => Severity::Warning,
        Level::Error => Severity::Error,
    };
    true
}

fn sort(diagnostics: &mut [Diagnostic], sources: &Sources) {
    diagnostics.sort_by(|a, b| {
        let key = |diagnostic: &Diagnostic| (diagnostic.span.start, diagnostic.span.end);
        let name = |diagnostic: &Diagnostic| sources.get(diagnostic.span.file).name.as_str();
        name(a)
            .cmp(name(b))
            .then_with(|| key(a).cmp(&key(b)))
            .then_with(|| a.rule.cmp(&b.rule))
            .then_with(|| a.message.cmp(&b.message))
    });
}

/// The fingerprint of a finding: rule, object, field by merge keys, unit. It says nothing of
/// lines, so moving and reformatting keep it. The unit is the folder until units are known.
fn identify(diagnostics: &mut [Diagnostic], sources: &Sources) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for diagnostic in diagnostics {
        let file = &sources.get(diagnostic.span.file).name;
        let identity = match &diagnostic.subject {
            Some(subject) => {
                let group = subject
                    .api_version
                    .rsplit_once('/')
                    .map_or("", |(group, _)| group);
                let unit = file.rsplit_once('/').map_or("", |(folder, _)| folder);
                format!(
                    "{}\n{group}/{}/{}/{}\n{}\n{unit}",
                    diagnostic.rule,
                    subject.kind,
                    subject.namespace.as_deref().unwrap_or(""),
                    subject.name,
                    subject.stable_path,
                )
            }
            None => format!("{}\n{file}\n{}", diagnostic.rule, diagnostic.message),
        };
        let count = seen.entry(identity.clone()).or_insert(0);
        *count += 1;
        // The same object twice, or without a name: the later ones are told apart by their order.
        let ordinal = if *count > 1 {
            count.to_string()
        } else {
            String::new()
        };
        let hash = Sha256::digest(format!("{identity}\n{ordinal}"));
        diagnostic.fingerprint = hash
            .iter()
            .take(8)
            .map(|byte| format!("{byte:02x}"))
            .collect();
    }
}
