//! The generator: its laws over every spec in `testdata/generate`, and what people see.

mod adopted;
mod changes;
mod command;
mod edges;
mod evaluator;
mod hostile;
mod laws;
mod refused;

use std::fs;
use std::path::{Path, PathBuf};

use kubelint::generate::{Format, Generated, Options, Spec, SpecError};
use kubelint::schema::{self, Version};

/// Where the specs are.
const FOLDER: &str = "testdata/generate";

/// The names of the specs.
fn names() -> Vec<String> {
    let entries = fs::read_dir(root().join(FOLDER)).expect("the specs are there");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.join("app.toml").is_file())
        .filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned()))
        .collect();
    names.sort();
    assert!(names.len() >= 5, "{names:?}");
    names
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn path(name: &str) -> PathBuf {
    Path::new(FOLDER).join(name).join("app.toml")
}

fn newest() -> Version {
    *schema::versions().last().expect("there are versions")
}

fn read(name: &str, settings: &[&str]) -> Result<Spec, SpecError> {
    let settings: Vec<String> = settings.iter().map(|text| (*text).to_owned()).collect();
    Spec::read(&path(name), root(), &settings)
}

/// All environments of a spec, or the spec without any.
fn generate(spec: &Spec, target: Version) -> Vec<Generated> {
    let format = Format::Yaml;
    let options = Options { target, format };
    let names = spec.environments();
    let environments: Vec<Option<&str>> = match names.is_empty() {
        true => vec![None],
        false => names.iter().map(|name| Some(name.as_str())).collect(),
    };
    environments
        .into_iter()
        .map(|environment| {
            spec.generate(environment, options)
                .unwrap_or_else(|error| panic!("{}: {error}", spec.name))
        })
        .collect()
}

/// The objects of a spec as it is written, in each environment.
fn generated(name: &str) -> Vec<Generated> {
    let spec = read(name, &[]).unwrap_or_else(|error| panic!("{error}"));
    generate(&spec, newest())
}
