//! `kubelint gen`: from a concise spec to complete YAML.
//!
//! The generator is pure: files in, files out, no state and no cluster. Its stages, each in a
//! module: `spec` declares what may be written, `load` lays the files of a spec over each other,
//! `model` decides what they leave open and refuses what contradicts itself, `build` makes the
//! objects, `patch` merges what has no key, `layout` says which file they go into.

mod build;
mod explain;
mod kustomize;
mod layout;
mod load;
mod model;
mod object;
mod patch;
mod reference;
mod sample;
mod spec;
mod update;
mod write;

pub use explain::explain;
pub use layout::{
    Change, Difference, Files, Format, Layout, apply, changes, differences, files, stream,
};
pub use load::{Spec, SpecError};
pub use object::{Cause, Object, Owner};
pub use reference::{json_schema, page, table};
pub use sample::sample;
pub use update::{UpdateError, update};
pub use write::document;

use crate::rule::{Level, Levels, StaticEntry};
use crate::schema::Version;
use model::Model;
use spec::Reader;

/// An `app.toml` that cannot be used.
pub const SPEC_INVALID: &str = "spec-invalid";

/// The rules that are decided here.
pub const ENTRIES: &[StaticEntry] = &[StaticEntry {
    id: SPEC_INVALID,
    group: "run",
    title: "spec that cannot be used",
    description: "An `app.toml` has a syntax error, a key that does not exist, a value that cannot \
                  be meant, or two that contradict each other. Nothing is written until it is put \
                  right.",
    example: None,
    levels: Levels::always(Level::Error),
    aliases: &[],
}];

/// The objects of an environment.
#[derive(Debug)]
pub struct Generated {
    /// The environment; none for the spec without any.
    pub environment: Option<String>,
    /// In the order in which they are applied.
    pub objects: Vec<Object>,
    /// The ConfigMaps that a generator of kustomize can make.
    configs: Vec<model::ConfigMapModel>,
    /// What each file of them is made from, as a hash.
    hashes: load::Hashes,
}

/// For what is generated.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// The version that decides what may be used: the oldest one that the team has.
    pub target: Version,
    /// How the objects are laid out; kustomize makes names with hashes itself.
    pub format: Format,
}

impl Spec {
    /// The objects of an environment, or of the spec without any.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the spec.
    pub fn generate(
        &self,
        environment: Option<&str>,
        options: Options,
    ) -> Result<Generated, SpecError> {
        let by_kustomize = options.format == Format::Kustomize;
        let fail = |problems| SpecError::new(self.sources.copy(), problems);
        let applications = self.applications(environment).map_err(fail)?;
        let model = Model::new(&applications, options.target, by_kustomize).map_err(fail)?;
        let mut problems = Reader::default();
        let mut objects = build::build(&model, &mut problems);
        patch::patch(&model, &mut objects, &mut problems);
        if !problems.problems.is_empty() {
            return Err(fail(problems.problems));
        }
        let configs = model.configs.clone();
        Ok(Generated {
            environment: environment.map(str::to_owned),
            objects,
            configs,
            hashes: applications.hashes,
        })
    }
}
