//! What the tests share: the corpus and the vectors beside the checkout, and a run in memory.

use std::fs;
use std::path::{Path, PathBuf};

use kubelint::check::outcome::Outcome;
use kubelint::check::{Loaded, Options, load, run};
use kubelint::diagnostic::Diagnostic;
use kubelint::registry::Registry;
use kubelint::rule::Profile;
use kubelint::source::{WalkOptions, walk};
use kubelint::yaml::Limits;

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

/// The options of a run for these Kubernetes versions.
pub(crate) fn options(versions: &[&str]) -> Options {
    Options {
        targets: versions
            .iter()
            .map(|version| version.parse().expect("a version"))
            .collect(),
        profile: Profile::Recommended,
        limits: Limits::default(),
        namespace: None,
        schema_locations: Vec::new(),
    }
}

/// What a run over these files finds, for Kubernetes 1.37.
pub(crate) fn check(files: Vec<Loaded>) -> Outcome {
    run(files, &options(&["1.37"]), &Registry::built_in()).expect("no schema location is given")
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
