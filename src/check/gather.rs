//! The findings of all files become one list: levels, identities, one order.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::Plan;
use super::object::FileReport;
use super::outcome::{BaselineTotals, Outcome, SinceTotals, UncheckedKind};
use super::setup::Since;
use crate::baseline::can_be_known;
use crate::diagnostic::{Diagnostic, Severity};
use crate::policy::Policies;
use crate::rule::Level;
use crate::source::{FileId, Sources};
use crate::suppress::{ConfigEntry, Names, Suppressions};

/// Adds the reports of the files to the outcome.
pub(super) fn gather(
    reports: Vec<FileReport<'_>>,
    plan: &Plan<'_>,
    names: &Names<'_>,
    outcome: &mut Outcome,
) {
    let mut unchecked: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut suppressions = Vec::with_capacity(reports.len());
    let mut levels = Levels::new(plan);
    let sources = &outcome.sources;
    outcome
        .diagnostics
        .retain_mut(|diagnostic| levels.set(diagnostic, sources));
    for report in reports {
        outcome.totals.objects += report.objects.len();
        outcome.totals.with_placeholders += report.with_placeholders;
        let sources = &outcome.sources;
        let mut found = report.diagnostics;
        found.retain_mut(|finding| levels.set(finding, sources));
        outcome.diagnostics.append(&mut found);
        for object in report.objects {
            let mut found = object.policies;
            found.retain_mut(|finding| levels.set(finding, &outcome.sources));
            mute(&mut found, plan.policies);
            for finding in &mut found {
                finding.origin.clone_from(&object.origin);
            }
            outcome.diagnostics.append(&mut found);
        }
        for (kind, objects) in report.unchecked {
            *unchecked.entry(kind).or_default() += objects;
        }
        if !report.suppressions.is_empty() {
            suppressions.push(report.suppressions);
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
    sort(&mut outcome.diagnostics, &outcome.sources);
    identify(&mut outcome.diagnostics, &outcome.sources);
    suppress(suppressions, plan, names, &mut levels, outcome);
    if let Some(only) = plan.only {
        let sources = &outcome.sources;
        let asked_for = |finding: &Diagnostic| only.contains(&sources.get(finding.span.file).name);
        outcome.diagnostics.retain(asked_for);
        outcome.suppressed.retain(|one| asked_for(&one.diagnostic));
    }
    if let Some(since) = plan.since {
        keep_new(since, outcome);
    }
    if let Some(baseline) = plan.baseline {
        let split = baseline.split(std::mem::take(&mut outcome.diagnostics));
        outcome.diagnostics = split.new;
        outcome.baseline = Some(BaselineTotals {
            known: split.known,
            gone: split.gone,
        });
    }
}

/// Drops what was there before, unless it is in a file that changed.
fn keep_new(since: Since<'_>, outcome: &mut Outcome) {
    let sources = &outcome.sources;
    let touched = |finding: &Diagnostic| since.lines.has_file(&sources.get(finding.span.file).name);
    let found = outcome.diagnostics.len();
    outcome.diagnostics.retain(|finding| {
        let before = since.before.get(&finding.fingerprint);
        let is_older = before.is_some_and(|severity| *severity >= finding.severity);
        !is_older || !can_be_known(finding) || touched(finding)
    });
    outcome.suppressed.retain(|one| touched(&one.diagnostic));
    outcome.since = Some(SinceTotals {
        base: since.base.to_owned(),
        older: found - outcome.diagnostics.len(),
    });
}

/// Drops what a stronger rule says about the same container, pod or object. The one that stays
/// is as severe as the severest: a team that asks for more must not be told less.
fn mute(found: &mut Vec<Diagnostic>, policies: &Policies) {
    if found.len() < 2 {
        return;
    }
    let subject = |finding: &Diagnostic| {
        let subject = finding.subject.as_ref();
        subject.and_then(|subject| subject.container.clone())
    };
    let mut muted = vec![false; found.len()];
    for stronger in 0..found.len() {
        let Some(policy) = policies.get(&found[stronger].rule) else {
            continue;
        };
        for weaker in 0..found.len() {
            let names = policy.metadata.mutes.iter();
            if names.clone().any(|rule| *rule == found[weaker].rule)
                && subject(&found[weaker]) == subject(&found[stronger])
            {
                muted[weaker] = true;
                let severity = found[weaker].severity.max(found[stronger].severity);
                found[stronger].severity = severity;
            }
        }
    }
    let mut muted = muted.into_iter();
    found.retain(|_| !muted.next().unwrap_or(false));
}

/// Silences what is accepted, and says what is wrong with the suppressions themselves.
fn suppress(
    of_files: Vec<Suppressions>,
    plan: &Plan<'_>,
    names: &Names<'_>,
    levels: &mut Levels<'_>,
    outcome: &mut Outcome,
) {
    let mut all = of_files;
    all.push(of_config(plan, names, outcome));
    let mut problems = Vec::new();
    for suppressions in &mut all {
        let mut silenced = suppressions.apply(&mut outcome.diagnostics);
        outcome.suppressed.append(&mut silenced);
        let enabled = |rule: &str| plan.config.levels.is_on_anywhere(rule);
        problems.extend(suppressions.problems(names, &enabled));
        outcome
            .suppressions
            .extend(suppressions.list().map(Into::into));
    }
    outcome.totals.suppressed = outcome.suppressed.len();
    let sources = &outcome.sources;
    problems.retain_mut(|problem| levels.set(problem, sources));
    identify(&mut problems, &outcome.sources);
    // A comment may silence what is said about another one.
    for suppressions in &mut all {
        outcome
            .suppressed
            .append(&mut suppressions.apply(&mut problems));
    }
    outcome.diagnostics.append(&mut problems);
    sort(&mut outcome.diagnostics, &outcome.sources);
}

/// The `[[ignore]]` entries of the config.
fn of_config(plan: &Plan<'_>, names: &Names<'_>, outcome: &mut Outcome) -> Suppressions {
    let ignores = &plan.config.ignores;
    let files = outcome
        .sources
        .iter()
        .map(|(_, source)| source.name.clone());
    let files: Arc<Vec<String>> = Arc::new(files.collect());
    let mut entries = Vec::new();
    for (at, ignore) in ignores.entries().iter().enumerate() {
        let (ignores, files) = (Arc::clone(ignores), Arc::clone(&files));
        entries.push(ConfigEntry {
            rules: ignore.rules().map(str::to_owned).collect(),
            matches: Box::new(move |finding| {
                let file = files.get(finding.span.file.0 as usize);
                file.is_some_and(|file| ignores.entries()[at].fits(finding, file))
            }),
            reason: Some(ignore.reason.clone()),
            expires: ignore.expires.map(|day| day.value),
            span: plan.config.place(ignore.span, &mut outcome.sources),
        });
    }
    Suppressions::of_config(entries, names, &plan.suppressions)
}

/// The levels of the files that have findings.
struct Levels<'p> {
    plan: &'p Plan<'p>,
    of_files: HashMap<FileId, crate::config::FileLevels<'p>>,
}

impl<'p> Levels<'p> {
    fn new(plan: &'p Plan<'p>) -> Self {
        Self {
            plan,
            of_files: HashMap::new(),
        }
    }

    /// Gives a finding the severity of its rule's level; false when the rule is off.
    fn set(&mut self, diagnostic: &mut Diagnostic, sources: &Sources) -> bool {
        let file = diagnostic.span.file;
        let levels = &self.plan.config.levels;
        let of_file = self
            .of_files
            .entry(file)
            .or_insert_with(|| levels.for_file(&sources.get(file).name));
        diagnostic.severity = match of_file.shifted(&diagnostic.rule, diagnostic.shift) {
            Level::Off => return false,
            Level::Info => Severity::Info,
            Level::Warning => Severity::Warning,
            Level::Error => Severity::Error,
        };
        true
    }
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
