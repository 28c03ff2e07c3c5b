//! The files that the benches run over, and the options of their runs.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use kubelint::check::{Loaded, RunOptions, Setup};
use kubelint::config::{CommandLine, RawConfig};
use kubelint::resource::Date;
use kubelint::source::{Found, Input, WalkOptions, read, walk};

/// Texts by name.
pub(crate) type Texts = Vec<(String, Arc<str>)>;

/// `KUBELINT_BENCH_CORPUS`, else `../shared/corpus`, else the sample shop.
pub(crate) fn directory() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    match std::env::var_os("KUBELINT_BENCH_CORPUS") {
        Some(folder) => folder.into(),
        None if root.join("../shared/corpus").exists() => root.join("../shared/corpus"),
        None => root.join("testdata/shop"),
    }
}

/// The files of the corpus.
pub(crate) fn found() -> Vec<Found> {
    let options = WalkOptions {
        directory: directory(),
        no_ignore: true,
        ..WalkOptions::default()
    };
    walk(&[".".to_owned()], &options).expect("the corpus can be walked")
}

/// The files of the corpus, in memory.
pub(crate) fn texts() -> Texts {
    let files = found().into_iter().filter_map(|file| match file.input {
        Input::File(path) => Some((file.name, Arc::from(read(&path).ok()?))),
        _ => None,
    });
    files.collect()
}

/// Texts as a run takes them.
pub(crate) fn loaded(texts: &Texts) -> Vec<Loaded> {
    let files = texts.iter().map(|(name, text)| Loaded {
        name: name.clone(),
        text: Some(Ok(Arc::clone(text))),
        help: None,
    });
    files.collect()
}

/// The newest Kubernetes version, the policies that are on by default, and nothing special.
pub(crate) fn setup() -> Setup {
    Setup::new(RawConfig::of(CommandLine::default()), Path::new("")).expect("there is no config")
}

/// The same with every policy off.
pub(crate) fn setup_without_policies() -> Setup {
    let command_line = CommandLine {
        select: vec!["schema".to_owned()],
        ..CommandLine::default()
    };
    Setup::new(RawConfig::of(command_line), Path::new("")).expect("there is no config")
}

/// A run that reads and obeys everything.
pub(crate) fn options() -> RunOptions<'static> {
    RunOptions::on(Date::of_unix_time(0))
}
