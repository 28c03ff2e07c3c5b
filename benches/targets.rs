//! The figures that kubelint holds itself to, each beside what it is compared with in one run.
//!
//! `cargo bench --bench targets`; the corpus as for `stages`. Times are the minimum of
//! interleaved rounds, so that what else the machine does falls on both sides.

#![expect(clippy::print_stdout, reason = "the figures are what it is for")]

#[path = "corpus.rs"]
mod corpus;

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use corpus::{Texts, directory, found, loaded, options, setup, setup_without_policies, texts};
use kubelint::check::Setup;
use kubelint::policy::Engine;
use kubelint::report::{self, Format, Report};
use kubelint::source::{Input, read};
use rayon::{ThreadPool, ThreadPoolBuilder};

const ROUNDS: usize = 12;

fn main() {
    let corpus = texts();
    let bytes: usize = corpus.iter().map(|(_, text)| text.len()).sum();
    println!("corpus: {} files, {:.2} MB", corpus.len(), megabytes(bytes));
    let one = pool(1);
    let two = pool(2);
    against_events(&corpus, bytes, &one);
    policies(&corpus, &one);
    policy_start_up();
    against_ignore();
    scaling(&corpus, &one, &two);
    growth(&one);
    start_up();
}

fn pool(threads: usize) -> ThreadPool {
    ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .expect("threads")
}

#[expect(clippy::cast_precision_loss, reason = "shown with two digits")]
fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

/// Parse, inventory, schema and the human report.
fn check(texts: &Texts, setup: &Setup) -> usize {
    let outcome = setup
        .check(loaded(texts), &options())
        .expect("no location is given");
    let options = report::Options::default();
    let report = Report {
        outcome: &outcome,
        registry: &setup.registry,
        options: &options,
    };
    let mut out = Vec::new();
    report::render(Format::Human, &report, &mut out).expect("memory takes all");
    out.len()
}

fn events(texts: &Texts) {
    for (_, text) in texts {
        let mut parser = saphyr_parser::Parser::new_from_str(text);
        while let Some(Ok(event)) = parser.next_event() {
            black_box(event);
        }
    }
}

fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    black_box(work());
    start.elapsed()
}

/// The minimum of each over interleaved rounds.
fn interleaved(mut a: impl FnMut(), mut b: impl FnMut()) -> (Duration, Duration) {
    let mut best = (Duration::MAX, Duration::MAX);
    for _ in 0..ROUNDS {
        best.0 = best.0.min(timed(&mut a));
        best.1 = best.1.min(timed(&mut b));
    }
    best
}

fn ratio(a: Duration, b: Duration) -> f64 {
    a.as_secs_f64() / b.as_secs_f64()
}

fn against_events(corpus: &Texts, bytes: usize, one: &ThreadPool) {
    let setup = setup_without_policies();
    let (ours, events) = interleaved(
        || {
            one.install(|| black_box(check(corpus, &setup)));
        },
        || events(corpus),
    );
    println!(
        "parse, schema and report, one thread: {ours:.1?} ({:.0} MB/s); events of saphyr-parser: \
         {events:.1?}; ratio {:.2} (target 2)",
        megabytes(bytes) / ours.as_secs_f64(),
        ratio(ours, events),
    );
}

fn against_ignore() {
    let (ours, plain) = interleaved(
        || {
            let found = found();
            let texts = found.iter().map(|file| match &file.input {
                Input::File(path) => read(path).map_or(0, |text| text.len()),
                _ => 0,
            });
            black_box(texts.sum::<usize>());
        },
        || {
            let files = ignore::WalkBuilder::new(directory())
                .standard_filters(false)
                .build()
                .filter_map(Result::ok)
                .filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()));
            let bytes =
                files.map(|entry| std::fs::read(entry.path()).map_or(0, |bytes| bytes.len()));
            black_box(bytes.sum::<usize>());
        },
    );
    println!(
        "discover and read: {ours:.1?}; the ignore crate and fs::read: {plain:.1?}; ratio {:.2}",
        ratio(ours, plain)
    );
}

/// What it costs to be ready: the whole pack loaded, and what a usual folder wakes compiled.
fn policy_start_up() {
    let load = (0..ROUNDS).map(|_| timed(setup)).min().unwrap_or_default();
    let setup = setup();
    let engine = || {
        Engine::new(
            &setup.policies,
            |rule| setup.config.levels.is_on_anywhere(rule),
            |_| serde_json::Map::new(),
        )
    };
    let link = (0..ROUNDS).map(|_| timed(engine)).min().unwrap_or_default();
    let shards = engine().shard_count();
    println!(
        "start-up of {} policies: load {load:.1?}, link into {shards} shards {link:.1?} (target 10 ms); \
         programs are compiled when they are first needed",
        setup.policies.iter().count(),
    );
}

/// What the policies of the recommended profile add to reading, parsing and the schema.
fn policies(corpus: &Texts, one: &ThreadPool) {
    let (with, without) = (setup(), setup_without_policies());
    let (with, without) = interleaved(
        || {
            one.install(|| black_box(check(corpus, &with)));
        },
        || {
            one.install(|| black_box(check(corpus, &without)));
        },
    );
    let added = with.saturating_sub(without);
    println!(
        "policies, one thread: {added:.1?} on top of {without:.1?} for everything else; ratio {:.2} (target 1)",
        ratio(added, without)
    );
}

fn scaling(corpus: &Texts, one: &ThreadPool, two: &ThreadPool) {
    let setup = setup();
    let (alone, both) = interleaved(
        || {
            one.install(|| black_box(check(corpus, &setup)));
        },
        || {
            two.install(|| black_box(check(corpus, &setup)));
        },
    );
    println!(
        "one thread {alone:.1?}, two threads {both:.1?}: {:.2} times as fast",
        ratio(alone, both)
    );
}

/// A Deployment and its Service, in one file per hundred pairs.
fn generated(documents: usize) -> Texts {
    let pairs = documents / 2;
    (0..pairs.div_ceil(100))
        .map(|file| {
            let numbers = file * 100..((file + 1) * 100).min(pairs);
            let text: String = numbers.map(pair).collect();
            (format!("app-{file:05}.yaml"), Arc::from(text))
        })
        .collect()
}

fn pair(number: usize) -> String {
    format!(
        "---\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: app-{number}\n  labels:\n    \
         app: app-{number}\nspec:\n  replicas: 2\n  selector:\n    matchLabels:\n      app: app-{number}\n  \
         template:\n    metadata:\n      labels:\n        app: app-{number}\n    spec:\n      containers:\n        \
         - name: main\n          image: registry.example.com/app:{number}\n          ports:\n            \
         - containerPort: 8080\n          resources:\n            limits:\n              memory: 128Mi\n\
         ---\napiVersion: v1\nkind: Service\nmetadata:\n  name: app-{number}\nspec:\n  selector:\n    \
         app: app-{number}\n  ports:\n    - port: 80\n      targetPort: 8080\n"
    )
}

fn growth(one: &ThreadPool) {
    let setup = setup();
    let mut first = None;
    for documents in [1_000, 10_000, 100_000] {
        let texts = generated(documents);
        let best = (0..3)
            .map(|_| timed(|| one.install(|| check(&texts, &setup))))
            .min()
            .unwrap_or_default();
        let each = best.as_secs_f64() * 1e6 / f64::from(u32::try_from(documents).unwrap_or(1));
        let times = each / *first.get_or_insert(each);
        println!("{documents} documents: {best:.1?}, {each:.1} µs each ({times:.2} of the first)");
    }
}

/// The whole process, when it was built in release mode before.
fn start_up() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or(root.join("target"), PathBuf::from);
    let binary = target.join("release/kubelint");
    if !binary.exists() {
        println!("whole process: run `cargo build --release` first");
        return;
    }
    let size = std::fs::metadata(&binary).map_or(0, |metadata| metadata.len());
    let run = |arguments: &[&str]| {
        let status = Command::new(&binary)
            .args(arguments)
            .current_dir(root)
            .stdout(Stdio::null())
            .status();
        black_box(status.is_ok());
    };
    let (small, version) = interleaved(
        || run(&["check", "testdata/shop/cart"]),
        || run(&["--version"]),
    );
    println!(
        "whole process: {small:.1?} for a folder of small files, {version:.1?} for --version; binary {:.1} MB",
        megabytes(usize::try_from(size).unwrap_or(0))
    );
    println!("peak memory: {}", peak_memory(&binary));
}

/// What the operating system counted for a run over the corpus.
fn peak_memory(binary: &Path) -> String {
    let output = Command::new("/usr/bin/time")
        .arg("-f")
        .arg("%M")
        .arg(binary)
        .args([
            "check",
            "--no-ignore",
            "--format",
            "json",
            "--output",
            "/dev/null",
            ".",
        ])
        .current_dir(directory())
        .output();
    match output {
        Ok(output) => {
            let text = String::from_utf8_lossy(&output.stderr).into_owned();
            format!(
                "{} KB for a run over the corpus",
                text.lines().last().unwrap_or("?")
            )
        }
        Err(_) => "`/usr/bin/time` is not here".to_owned(),
    }
}
