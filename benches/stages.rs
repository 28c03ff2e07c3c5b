//! What every stage of `check` costs, over a corpus in memory on one thread.
//!
//! `cargo bench --bench stages`; the corpus is `../shared/corpus`, or `KUBELINT_BENCH_CORPUS`,
//! or the sample shop where neither is there.

#[path = "corpus.rs"]
mod corpus;

use std::hint::black_box;
use std::sync::Arc;

use corpus::{directory, found, loaded, options, setup, setup_without_policies, texts};
use divan::Bencher;
use kubelint::check::Setup;
use kubelint::check::outcome::Outcome;
use kubelint::graph::{Graph, GraphObject, World};
use kubelint::inventory::{InventoryFile, Placement, Verdict, classify, objects};
use kubelint::policy::{Engine, Evaluator, Pass, Target};
use kubelint::report::{self, Format, Report};
use kubelint::resource::Resource;
use kubelint::schema::{Catalog, Checker, Locations};
use kubelint::source::{FileId, Found, Input, read};
use kubelint::yaml::{Limits, Parsed, Reader, parse};

fn main() {
    // One thread, as the other stages have: the first pool that is built is the one that counts.
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build_global();
    assert!(pool.is_ok(), "the pool is built once");
    divan::main();
}

fn parsed() -> Vec<(String, Parsed)> {
    let limits = Limits::default();
    texts()
        .into_iter()
        .map(|(name, text)| (name, parse(text, &limits)))
        .collect()
}

fn outcome() -> Outcome {
    setup()
        .check(loaded(&texts()), &options())
        .expect("no location is given")
}

#[divan::bench]
fn discover() -> Vec<Found> {
    found()
}

#[divan::bench(name = "discover (the ignore crate alone)")]
fn ignore_walk() -> usize {
    ignore::WalkBuilder::new(directory())
        .standard_filters(false)
        .build()
        .filter(Result::is_ok)
        .count()
}

#[divan::bench]
fn read_files(bencher: Bencher) {
    let found = found();
    bencher.bench(|| {
        let texts = found.iter().map(|file| match &file.input {
            Input::File(path) => read(path).map_or(0, |text| text.len()),
            _ => 0,
        });
        texts.sum::<usize>()
    });
}

#[divan::bench(name = "read_files (fs::read alone)")]
fn fs_read(bencher: Bencher) {
    let found = found();
    bencher.bench(|| {
        let bytes = found.iter().map(|file| match &file.input {
            Input::File(path) => std::fs::read(path).map_or(0, |bytes| bytes.len()),
            _ => 0,
        });
        bytes.sum::<usize>()
    });
}

#[divan::bench(name = "parse (events of saphyr-parser alone)")]
fn events(bencher: Bencher) {
    let texts = texts();
    bencher.bench(|| {
        for (_, text) in &texts {
            let mut parser = saphyr_parser::Parser::new_from_str(text);
            while let Some(Ok(event)) = parser.next_event() {
                black_box(event);
            }
        }
    });
}

#[divan::bench]
fn parse_files(bencher: Bencher) {
    let texts = texts();
    let limits = Limits::default();
    bencher.bench(|| {
        for (_, text) in &texts {
            black_box(parse(Arc::clone(text), &limits));
        }
    });
}

#[divan::bench]
fn inventory(bencher: Bencher) {
    let parsed = parsed();
    let files: Vec<InventoryFile<'_>> = parsed
        .iter()
        .map(|(name, parsed)| InventoryFile { name, parsed })
        .collect();
    bencher.bench(|| classify(&files));
}

/// Calls `each` for every object of the manifests.
fn for_each_object<'p>(parsed: &'p [(String, Parsed)], mut each: impl FnMut(Resource<'p>)) {
    let files: Vec<InventoryFile<'_>> = parsed
        .iter()
        .map(|(name, parsed)| InventoryFile { name, parsed })
        .collect();
    let verdicts = classify(&files).verdicts;
    for ((_, parsed), verdict) in parsed.iter().zip(&verdicts) {
        let documents = parsed.tree.documents().iter().zip(&verdict.documents);
        for (document, what) in documents {
            if *what == Verdict::Manifest {
                for object in objects(parsed.tree.node(document.root)) {
                    each(Resource::new(object.node));
                }
            }
        }
    }
}

#[divan::bench(name = "type (every object of a built-in kind)")]
fn type_objects(bencher: Bencher) {
    let parsed = parsed();
    bencher.bench(|| {
        for_each_object(&parsed, |resource| {
            black_box(resource.read(Reader::new(resource.root)));
        });
    });
}

#[divan::bench]
fn schema(bencher: Bencher) {
    let parsed = parsed();
    let locations = Locations::default();
    let catalog = Catalog::new(&locations);
    let targets = setup().config.kubernetes_versions;
    let checker = Checker::new(&catalog, &targets);
    bencher.bench(|| {
        for_each_object(&parsed, |resource| {
            black_box(checker.check(FileId(0), &resource, ""));
        });
    });
}

fn render(bencher: Bencher, format: Format) {
    let outcome = outcome();
    let registry = setup().registry;
    let options = report::Options {
        fold: false,
        show_info: true,
        ..report::Options::default()
    };
    let report = Report {
        outcome: &outcome,
        registry: &registry,
        options: &options,
    };
    bencher.bench(|| report::render(format, &report, &mut std::io::sink()));
}

#[divan::bench]
fn report_human(bencher: Bencher) {
    render(bencher, Format::Human);
}

#[divan::bench]
fn report_json(bencher: Bencher) {
    render(bencher, Format::Json);
}

#[divan::bench]
fn report_sarif(bencher: Bencher) {
    render(bencher, Format::Sarif);
}

/// Every object with what policies look at, and the graph of all of them.
fn for_each_target(parsed: &[(String, Parsed)], mut each: impl FnMut(&Target<'_>)) {
    for_each_object(parsed, |resource| each(&Target::new(resource, FileId(0))));
}

#[divan::bench(name = "policies (first pass, recommended)")]
fn policies(bencher: Bencher) {
    let parsed = parsed();
    let setup = setup();
    let engine = engine(&setup);
    engine.compile_all();
    let enabled = engine.enabled(|_| true);
    bencher.bench_local(|| {
        let mut evaluator = Evaluator::new(&engine, &setup.config.kubernetes_versions);
        for_each_target(&parsed, |target| {
            black_box(evaluator.evaluate(target, Pass::First, &enabled));
        });
    });
}

#[divan::bench(name = "policies (first pass, all: gathered by shards)")]
fn all_policies(bencher: Bencher) {
    let parsed = parsed();
    let setup = setup();
    let engine = Engine::new(&setup.policies, |_| true, |_| serde_json::Map::new());
    engine.compile_all();
    let enabled = engine.enabled(|_| true);
    bencher.bench_local(|| {
        let mut evaluator = Evaluator::new(&engine, &setup.config.kubernetes_versions);
        for_each_target(&parsed, |target| {
            black_box(evaluator.evaluate(target, Pass::First, &enabled));
        });
    });
}

#[divan::bench(name = "policies (second pass, with the graph, recommended)")]
fn policies_with_links(bencher: Bencher) {
    let parsed = parsed();
    let setup = setup();
    let engine = engine(&setup);
    engine.compile_all();
    let enabled = engine.enabled(|_| true);
    bencher.bench_local(|| {
        let mut objects = Vec::new();
        for_each_object(&parsed, |resource| {
            objects.push(GraphObject {
                resource,
                file: FileId(0),
                folder: "",
                placements: Placement::together(),
            });
        });
        let graph = Graph::build(objects, &World::together());
        let mut evaluator = Evaluator::new(&engine, &setup.config.kubernetes_versions);
        for (id, object) in graph.objects() {
            let target = Target::new(object.resource, FileId(0));
            let pass = Pass::Second { graph: &graph, id };
            black_box(evaluator.evaluate(&target, pass, &enabled));
        }
    });
}

fn engine(setup: &Setup) -> Engine<'_> {
    Engine::new(
        &setup.policies,
        |rule| setup.config.levels.is_on_anywhere(rule),
        |_| serde_json::Map::new(),
    )
}

#[divan::bench(name = "policies (load and compile, recommended)")]
fn compile_policies(bencher: Bencher) {
    bencher.bench(|| {
        let setup = setup();
        let engine = engine(&setup);
        engine.compile_all();
        engine.shard_count()
    });
}

#[divan::bench(name = "policies (load alone)")]
fn load_policies(bencher: Bencher) {
    bencher.bench(setup);
}

#[divan::bench(name = "whole (in memory, without report)")]
fn whole(bencher: Bencher) {
    let texts = texts();
    let setup = setup();
    bencher.bench(|| {
        let outcome = setup.check(loaded(&texts), &options());
        outcome.map(|outcome| outcome.totals)
    });
}

#[divan::bench(name = "whole (without policies)")]
fn whole_without_policies(bencher: Bencher) {
    let texts = texts();
    let setup = setup_without_policies();
    bencher.bench(|| {
        let outcome = setup.check(loaded(&texts), &options());
        outcome.map(|outcome| outcome.totals)
    });
}
