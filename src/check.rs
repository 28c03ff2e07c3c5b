//! The pipeline: from files to findings, every stage over all files in parallel.

mod connect;
mod gather;
mod object;
pub mod outcome;
mod second_pass;
mod setup;

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use rayon::prelude::*;

use crate::baseline::Baseline;
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::inventory::{self, FileVerdict, InventoryFile, SkipReason, Verdict};
use crate::policy::{self, Policies};
use crate::registry::{FILE_UNREADABLE, INTERNAL_ERROR, Registry};
use crate::schema::{Catalog, LocationError, Locations, Version};
use crate::source::{FileId, Found, Input, ReadError, Source, Sources, Span, decode, read};
use crate::suppress;
use crate::yaml::{self, Limits, Parsed};
use outcome::{Outcome, Skipped};
pub use setup::{RunOptions, Setup, SetupError, Since, Step};

/// A [`Setup`] with the [`RunOptions`] of one run.
#[derive(Clone, Copy)]
struct Plan<'p> {
    registry: &'p Registry,
    policies: &'p Policies,
    config: &'p Config,
    limits: Limits,
    suppressions: suppress::Options,
    baseline: Option<&'p Baseline>,
    only: Option<&'p BTreeSet<String>>,
    since: Option<Since<'p>>,
    exists: &'p (dyn Fn(&str) -> bool + Sync),
    progress: &'p (dyn Fn(Step) + Sync),
}

/// A file as it was found, and its text or why there is none.
#[derive(Debug)]
pub struct Loaded {
    /// As reports show it.
    pub name: String,
    /// The text; `None` for what was given as an argument and is excluded.
    pub text: Option<Result<Arc<str>, String>>,
    /// What to do about a text that could not be read.
    pub help: Option<&'static str>,
}

/// Reads files, in parallel; `stdin` is what came on standard input.
pub fn load(found: Vec<Found>, stdin: Option<Vec<u8>>, stdin_name: Option<&str>) -> Vec<Loaded> {
    let stdin = stdin.map(decode);
    found
        .into_par_iter()
        .map(|file| {
            let text = match &file.input {
                Input::File(path) => Some(read(path)),
                Input::Stdin => stdin.clone(),
                Input::Excluded => None,
                Input::Unreadable(message) => {
                    return Loaded {
                        name: file.name,
                        text: Some(Err(message.clone())),
                        help: None,
                    };
                }
            };
            let name = match (&file.input, stdin_name) {
                (Input::Stdin, Some(name)) => name.to_owned(),
                _ => file.name,
            };
            let help = match &text {
                Some(Err(error)) => error.help(),
                _ => None,
            };
            Loaded {
                name,
                text: text.map(|text| {
                    text.map(Arc::from)
                        .map_err(|error: ReadError| error.to_string())
                }),
                help,
            }
        })
        .collect()
}

/// A file that could be read, with all that is known of it.
struct File {
    id: FileId,
    parsed: Parsed,
    /// The folder that it lies in, with `/`.
    folder: String,
}

/// Checks files; `sources` are the texts that the policies were loaded into.
fn run(loaded: Vec<Loaded>, sources: Sources, plan: &Plan<'_>) -> Result<Outcome, LocationError> {
    let config = plan.config;
    let locations = Locations::open(&config.schemas)?;
    let targets = &config.kubernetes_versions;
    let mut outcome = Outcome {
        kubernetes: targets.iter().map(Version::to_string).collect(),
        diagnostics: plan.policies.problems.clone(),
        sources,
        ..Outcome::default()
    };
    outcome.files = take_in(loaded, &mut outcome);
    let files = parse(&outcome.files, &outcome.sources, &plan.limits);
    let inventory = classify(&files, &outcome.sources);
    let mut catalog = Catalog::new(&locations);
    object::define_custom_kinds(&files, &inventory.verdicts, &mut catalog);
    let engine = policy::Engine::new(
        plan.policies,
        |rule| config.levels.is_on_anywhere(rule),
        |rule| config.levels.params(rule).clone(),
    );
    let evaluation = Evaluation::new(&engine, &files, &outcome.sources, config);
    let names = suppress::Names::of(plan.registry);
    let checker = object::FileChecker {
        catalog: &catalog,
        plan,
        names: &names,
        evaluation: &evaluation,
    };
    let mut reports: Vec<object::FileReport<'_>> = (0..files.len())
        .into_par_iter()
        .map_init(
            || policy::Evaluator::new(&engine, targets),
            |evaluator, at| {
                let verdict = &inventory.verdicts[at];
                let report = checker.check_file(at, &files[at], verdict, evaluator);
                (plan.progress)(Step::Checked { of: files.len() });
                report
            },
        )
        .collect();
    if engine.has_second_pass() {
        let units = connect::units(&files, &inventory.verdicts, &outcome.sources, config);
        let all = second_pass::All {
            files: &files,
            units: &units,
            sources: &outcome.sources,
        };
        second_pass::run(&mut reports, &all, &evaluation, plan);
    }
    account(&files, &inventory.verdicts, &mut outcome);
    outcome.next_steps = inventory.next_steps;
    gather::gather(reports, plan, &names, &mut outcome);
    Ok(outcome)
}

/// Which policies are on in which file.
struct Evaluation<'e, 'p> {
    engine: &'e policy::Engine<'p>,
    /// One for each combination of overrides that some file is in.
    enabled: Vec<policy::Enabled>,
    /// For each file its place among `enabled`.
    of_file: Vec<usize>,
}

impl<'e, 'p> Evaluation<'e, 'p> {
    fn new(
        engine: &'e policy::Engine<'p>,
        files: &[File],
        sources: &Sources,
        config: &Config,
    ) -> Self {
        let mut combinations: Vec<Vec<bool>> = Vec::new();
        let mut enabled = Vec::new();
        let of_file = files.iter().map(|file| {
            let levels = config.levels.for_file(&sources.get(file.id).name);
            let known = combinations
                .iter()
                .position(|known| known == levels.overrides());
            known.unwrap_or_else(|| {
                let on = |rule: &str| levels.level(rule) > crate::rule::Level::Off;
                combinations.push(levels.overrides().to_vec());
                enabled.push(engine.enabled(on));
                enabled.len() - 1
            })
        });
        let of_file = of_file.collect();
        Self {
            engine,
            enabled,
            of_file,
        }
    }

    fn enabled(&self, file: usize) -> &policy::Enabled {
        &self.enabled[self.of_file[file]]
    }
}

/// Moves the texts into the outcome; what has none is reported or skipped.
fn take_in(loaded: Vec<Loaded>, outcome: &mut Outcome) -> Vec<FileId> {
    let mut ids = Vec::with_capacity(loaded.len());
    for file in loaded {
        match file.text {
            Some(Ok(text)) => ids.push(outcome.sources.push(Source::new(file.name, text))),
            Some(Err(message)) => {
                outcome.totals.files += 1;
                let said = format!("`{}` {message}", file.name);
                let id = outcome.sources.push(Source::new(file.name, ""));
                let mut finding = Diagnostic::new(FILE_UNREADABLE, Span::new(id, 0, 0), said);
                finding.help = file.help.map(str::to_owned);
                outcome.diagnostics.push(finding);
            }
            None => {
                outcome.totals.files += 1;
                outcome.skipped.push(Skipped {
                    file: file.name,
                    line: None,
                    reason: SkipReason::Excluded,
                });
            }
        }
    }
    ids
}

fn parse(ids: &[FileId], sources: &Sources, limits: &Limits) -> Vec<File> {
    ids.par_iter()
        .map(|id| {
            let source = sources.get(*id);
            let text = Arc::clone(&source.text);
            let parsed = catch_unwind(AssertUnwindSafe(|| yaml::parse(text, limits)));
            let folder = source.name.rfind('/').map_or("", |at| &source.name[..at]);
            File {
                id: *id,
                parsed: parsed.unwrap_or_else(|_| Parsed::failed()),
                folder: folder.to_owned(),
            }
        })
        .collect()
}

fn classify(files: &[File], sources: &Sources) -> inventory::Inventory {
    inventory::classify(&named(files, sources))
}

fn named<'f>(files: &'f [File], sources: &'f Sources) -> Vec<InventoryFile<'f>> {
    let named = files.iter().map(|file| InventoryFile {
        name: &sources.get(file.id).name,
        parsed: &file.parsed,
    });
    named.collect()
}

/// Counts files and documents, and lists what was left out.
fn account(files: &[File], verdicts: &[FileVerdict], outcome: &mut Outcome) {
    outcome.totals.files += files.len();
    for (file, verdict) in files.iter().zip(verdicts) {
        let source = outcome.sources.get(file.id);
        if let Some(reason) = verdict.skipped {
            outcome.skipped.push(Skipped {
                file: source.name.clone(),
                line: None,
                reason,
            });
        }
        for (document, what) in file.parsed.tree.documents().iter().zip(&verdict.documents) {
            match what {
                Verdict::Empty => continue,
                Verdict::Skipped(reason) if verdict.skipped.is_none() => {
                    let start = file.parsed.tree.node(document.root).range().start;
                    outcome.skipped.push(Skipped {
                        file: source.name.clone(),
                        line: Some(source.position(start).line),
                        reason: *reason,
                    });
                }
                Verdict::Manifest | Verdict::Skipped(_) => {}
            }
            outcome.totals.documents += 1;
        }
        outcome.totals.documents += file.parsed.errors.len();
    }
    outcome.skipped.sort();
}

/// The finding for a bug of ours: it names what was being done, and the run goes on.
fn internal_error(span: Span, doing: &str) -> Diagnostic {
    Diagnostic::new(
        INTERNAL_ERROR,
        span,
        format!("kubelint failed while {doing}; this is a bug of kubelint, not of the manifest"),
    )
    .with_help("please report it with the manifest; all other checks were made")
}
