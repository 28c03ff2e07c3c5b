//! The same bytes whatever the number of threads, and every file accounted for.

use std::collections::BTreeSet;
use std::fs;

use kubelint::check::outcome::Outcome;
use kubelint::check::{Setup, load};
use kubelint::inventory::SkipReason;
use kubelint::report::{self, Format, Report};
use kubelint::source::{WalkOptions, walk};
use rayon::ThreadPoolBuilder;

use crate::command::kubelint;
use crate::shared::{check, check_with, corpus, setup, shared};

/// What `work` gives with so many threads.
fn with_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
    let pool = ThreadPoolBuilder::new().num_threads(threads).build();
    pool.expect("a pool").install(work)
}

fn json(outcome: &Outcome) -> String {
    let report = Report {
        outcome,
        registry: &setup(&["1.37"]).registry,
        options: &report::Options {
            show_info: true,
            fold: false,
            ..report::Options::default()
        },
    };
    let mut out = Vec::new();
    report::render(Format::Json, &report, &mut out).expect("memory takes it all");
    String::from_utf8(out).expect("JSON is UTF-8")
}

/// Where two texts begin to differ, for a message that can be read.
fn assert_same(one: &str, four: &str) {
    let differs = one.lines().zip(four.lines()).position(|(a, b)| a != b);
    assert!(one == four, "line {differs:?} differs");
}

#[test]
fn the_number_of_threads_does_not_show_in_any_report() {
    for format in ["human", "concise", "json", "sarif"] {
        let arguments = [
            "check",
            "testdata",
            "--no-fold",
            "--format",
            format,
            "--kubernetes-version",
            "1.25,1.37",
        ];
        let one = with_threads(1, || kubelint(&arguments));
        for _ in 0..3 {
            let four = with_threads(4, || kubelint(&arguments));
            assert_same(&one.output, &four.output);
            assert_eq!(one.exit, four.exit);
        }
    }
}

#[test]
fn the_number_of_threads_does_not_show_in_the_report_of_the_corpus() {
    let Some(files) = corpus() else { return };
    drop(files);
    let one = with_threads(1, || corpus().map(|files| json(&check(files))));
    let four = with_threads(4, || corpus().map(|files| json(&check(files))));
    assert_same(&one.unwrap_or_default(), &four.unwrap_or_default());
}

#[test]
fn the_order_of_the_arguments_does_not_show() {
    let outcome = |paths: &[&str]| {
        let paths: Vec<String> = paths.iter().map(|path| (*path).to_owned()).collect();
        let found = walk(&paths, &WalkOptions::default()).expect("they are there");
        check(load(found, None, None))
    };
    let forth = outcome(&["testdata/mistakes", "testdata/reading", "testdata/shop"]);
    let back = outcome(&["testdata/shop", "testdata/reading", "testdata/mistakes"]);
    assert_same(&json(&forth), &json(&back));
}

/// The files of a folder that could hold a manifest, found without kubelint.
fn candidates(folder: &std::path::Path, below: &str, into: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let entry = entry.expect("an entry");
        let name = entry.file_name().to_string_lossy().into_owned();
        let relative = if below.is_empty() {
            name.clone()
        } else {
            format!("{below}/{name}")
        };
        let kind = entry.file_type().expect("its kind is known");
        let lower = name.to_lowercase();
        if kind.is_dir() && name != ".git" {
            candidates(&entry.path(), &relative, into);
        } else if kind.is_file()
            && [".yaml", ".yml", ".json"]
                .iter()
                .any(|ending| lower.ends_with(ending))
        {
            into.insert(relative);
        }
    }
}

/// Lists without an item: nothing would be applied, and nothing is wrong.
const EMPTY_LISTS: &[&str] = &["yannh+kubeconform/fixtures/list_empty_valid.yaml"];

#[test]
fn every_file_of_the_corpus_is_accounted_for() {
    let (Some(files), Some(folder)) = (corpus(), shared("corpus")) else {
        return;
    };
    let mut expected = BTreeSet::new();
    candidates(&folder, "", &mut expected);
    let found: BTreeSet<String> = files.iter().map(|file| file.name.clone()).collect();
    assert_eq!(
        expected.difference(&found).collect::<Vec<_>>(),
        Vec::<&String>::new()
    );

    let setup = setup(&["1.37"]);
    let outcome = check_with(&setup, files);
    assert_eq!(outcome.totals.files, found.len());
    let skipped: BTreeSet<&str> = outcome
        .skipped
        .iter()
        .filter(|skipped| skipped.line.is_none())
        .map(|skipped| skipped.file.as_str())
        .collect();
    let reported: BTreeSet<&str> = outcome
        .diagnostics
        .iter()
        .map(|finding| outcome.sources.get(finding.span.file).name.as_str())
        .collect();
    let mut silent = Vec::new();
    for name in &found {
        if skipped.contains(name.as_str()) || reported.contains(name.as_str()) {
            continue;
        }
        if !EMPTY_LISTS.contains(&name.as_str())
            && objects_alone(&setup, &folder.join(name), name) == 0
        {
            silent.push(name);
        }
    }
    assert_eq!(
        silent,
        Vec::<&String>::new(),
        "neither skipped, nor reported, nor with an object"
    );
    println!(
        "{} files: {} skipped, {} with findings",
        found.len(),
        skipped.len(),
        reported.len()
    );
}

/// How many objects a file has when it is checked by itself.
fn objects_alone(setup: &Setup, path: &std::path::Path, name: &str) -> usize {
    let text = fs::read_to_string(path).unwrap_or_default();
    let files = vec![crate::shared::file(name, &text)];
    check_with(setup, files).totals.objects
}

#[test]
fn no_file_of_the_corpus_is_broken_by_a_bug_of_ours() {
    let Some(files) = corpus() else { return };
    let outcome = check(files);
    let bugs: Vec<&str> = outcome
        .diagnostics
        .iter()
        .filter(|finding| {
            finding.rule == "internal-error" || finding.message.contains("bug of kubelint")
        })
        .map(|finding| finding.message.as_str())
        .collect();
    assert_eq!(bugs, Vec::<&str>::new());
    let excluded = outcome
        .skipped
        .iter()
        .filter(|one| one.reason == SkipReason::Excluded);
    assert_eq!(excluded.count(), 0);
}
