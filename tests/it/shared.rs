//! What the tests share: the corpus and the vectors beside the checkout, and a run in memory.

use std::fs;
use std::path::{Path, PathBuf};

use kubelint::check::outcome::Outcome;
use kubelint::check::{Loaded, RunOptions, Setup, load};
use kubelint::config::{CommandLine, RawConfig};
use kubelint::diagnostic::Diagnostic;
use kubelint::resource::Date;
use kubelint::source::{WalkOptions, walk};

/// A file or folder of `../shared`; prints that the test is skipped where it is absent.
pub(crate) fn shared(path: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared")
        .join(path);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: {} is not here", path.display());
    None
}

/// A JSON file of `../shared/vectors`.
pub(crate) fn vectors(name: &str) -> Option<serde_json::Value> {
    let path = shared("vectors")?.join(name);
    let text = fs::read_to_string(path).expect("the vectors can be read");
    Some(serde_json::from_str(&text).expect("the vectors are JSON"))
}

/// All files of the corpus, named relative to it.
pub(crate) fn corpus() -> Option<Vec<Loaded>> {
    let directory = shared("corpus")?;
    let options = WalkOptions {
        directory,
        no_ignore: true,
        ..WalkOptions::default()
    };
    let found = walk(&[".".to_owned()], &options).expect("the corpus can be walked");
    Some(load(found, None, None))
}

/// A text as a file.
pub(crate) fn file(name: &str, text: &str) -> Loaded {
    Loaded {
        name: name.to_owned(),
        text: Some(Ok(text.into())),
        help: None,
    }
}

/// Rules and levels for these Kubernetes versions, as the command line would say it.
pub(crate) fn setup(versions: &[&str]) -> Setup {
    setup_with(versions, CommandLine::default())
}

/// The same with more on the command line.
pub(crate) fn setup_with(versions: &[&str], command_line: CommandLine) -> Setup {
    let raw = RawConfig::of(CommandLine {
        kubernetes_versions: versions
            .iter()
            .map(|version| version.parse().expect("a version"))
            .collect(),
        ..command_line
    });
    Setup::new(raw, Path::new("")).expect("the arguments are right")
}

/// The schema alone: every policy is off but the one about removed API versions.
pub(crate) fn schema_alone(versions: &[&str]) -> Setup {
    let command_line = CommandLine {
        select: vec!["schema,api-removed".to_owned()],
        ..CommandLine::default()
    };
    setup_with(versions, command_line)
}

/// A run on a day that does not change.
pub(crate) fn options() -> RunOptions<'static> {
    RunOptions::on(Date::new(2026, 11, 25).expect("a day"))
}

/// What a run over these files finds, for Kubernetes 1.37.
pub(crate) fn check(files: Vec<Loaded>) -> Outcome {
    check_with(&setup(&["1.37"]), files)
}

/// What a run over these files finds.
pub(crate) fn check_with(setup: &Setup, files: Vec<Loaded>) -> Outcome {
    setup
        .check(files, &options())
        .expect("no schema location is given")
}

/// The field that a finding is about as the API server names it: `spec.containers[0].name`.
pub(crate) fn field(finding: &Diagnostic) -> String {
    let pointer = finding.subject.as_ref().map_or("", |subject| &subject.path);
    let mut field = String::new();
    for part in pointer.split('/').skip(1) {
        let part = part.replace("~1", "/").replace("~0", "~");
        if part.parse::<usize>().is_ok() {
            field.push_str(&format!("[{part}]"));
        } else {
            append(&mut field, &part);
        }
    }
    // A field that is missing is reported at what should have it.
    let missing = finding
        .message
        .split_once("` is missing")
        .and_then(|(name, _)| name.strip_prefix('`'));
    if let Some(name) = missing {
        append(&mut field, name);
    }
    field
}

fn append(field: &mut String, name: &str) {
    if !field.is_empty() {
        field.push('.');
    }
    field.push_str(name);
}
