//! `kubelint.toml`: what a team asks for, in files that extend each other, under what the command
//! line asks for.
//!
//! Two steps, because policies bring rules: [`RawConfig::read`] reads the files and knows where
//! the policies are, [`RawConfig::resolve`] holds what they say against all rules.

mod arguments;
mod braces;
mod document;
mod folder;
mod ignores;
mod init;
mod json_schema;
mod keys;
mod levels;
mod load;
mod names;
mod origin;
mod problem;
mod rules;
mod settings;
mod show;
#[cfg(test)]
mod tests;
mod text;
mod value;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use arguments::CommandLine;
pub use ignores::{Ignore, Ignores};
pub use init::init;
pub use json_schema::schema;
pub use levels::{FileLevels, Levels};
pub use load::{FILE_NAME, find};
pub use settings::{Externals, FailOn, Generate, Unit};
pub use value::At;

use crate::diagnostic::{Diagnostic, write_lines};
use crate::registry::Registry;
use crate::rule::Profile;
use crate::schema::Version;
use crate::source::{Source, Sources, Span};
use load::Loader;
use rules::Gathering;
use settings::Settings;

/// Config files as they are read, before the rules are known.
#[derive(Debug)]
pub struct RawConfig {
    loader: Loader,
    command_line: CommandLine,
    /// The first file, as reports show it.
    file: Option<String>,
}

/// The configuration of a run.
#[derive(Debug)]
pub struct Config {
    /// The config file as reports show it; none when there is none.
    pub file: Option<String>,
    /// The Kubernetes versions to check for, ascending and not empty.
    pub kubernetes_versions: Vec<Version>,
    /// Which levels the rules have by default; already part of [`Config::levels`].
    pub profile: Profile,
    /// The lowest level that makes a run fail.
    pub fail_on: FailOn,
    /// The namespace of objects that name none.
    pub namespace: Option<String>,
    /// Arguments of the walk when none are given, or when those only filter; relative to the
    /// working directory and not empty.
    pub include: Vec<String>,
    /// Globs for the walk to leave out, relative to the working directory.
    pub exclude: Vec<String>,
    /// Folders of policies, relative to the working directory.
    pub policies: Vec<PathBuf>,
    /// Schema locations, relative to the working directory, in the order of the search.
    pub schemas: Vec<String>,
    /// The file of known findings, relative to the working directory.
    pub baseline: Option<PathBuf>,
    /// Files that are applied together.
    pub units: Vec<Unit>,
    /// What `kubelint gen` writes.
    pub generate: Vec<Generate>,
    /// Objects that exist and are not among the files.
    pub externals: Externals,
    /// The level and the parameters of every rule.
    pub levels: Levels,
    /// Findings that are accepted.
    pub ignores: Arc<Ignores>,
    /// The texts that the spans of the config point into.
    pub sources: Sources,
    /// The settings with their origins.
    settings: Settings,
}

/// What `kubelint gen` takes from a configuration: it needs no rules.
#[derive(Debug)]
pub struct Generation {
    /// See [`Config::kubernetes_versions`].
    pub kubernetes_versions: Vec<Version>,
    /// See [`Config::generate`].
    pub generate: Vec<Generate>,
}

/// Everything that is wrong with a configuration.
#[derive(Debug)]
pub struct ConfigError {
    /// The texts that the problems point into: config files, and the command line.
    pub sources: Sources,
    /// Sorted by file and place; not empty.
    pub diagnostics: Vec<Diagnostic>,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_lines(f, &self.sources, &self.diagnostics)
    }
}

impl std::error::Error for ConfigError {}

impl RawConfig {
    /// Reads the config that the command line names, or else the nearest one above `directory`,
    /// the working directory (absolute), and all that it extends.
    ///
    /// What is wrong is kept for [`RawConfig::resolve`], which says everything at once.
    pub fn read(directory: &Path, command_line: CommandLine) -> Self {
        let mut loader = Loader::new(directory);
        let path = command_line.config.clone().or_else(|| find(directory));
        if let Some(path) = &path {
            loader.load(path, None);
        }
        let first = path.and_then(|_| loader.sources.iter().next());
        let file = first.map(|(_, source)| source.name.clone());
        Self {
            loader,
            command_line,
            file,
        }
    }

    /// What the command line says, without any file.
    pub fn of(command_line: CommandLine) -> Self {
        Self {
            loader: Loader::new(Path::new("")),
            command_line,
            file: None,
        }
    }

    /// The folders of policies, relative to the working directory, those of the command line
    /// last.
    pub fn policies(&self) -> Vec<PathBuf> {
        let policies = settings::policies(&self.loader.layers, &self.command_line);
        settings::paths(&policies.value)
    }

    /// What `kubelint gen` needs, which no rule decides.
    ///
    /// # Errors
    ///
    /// When anything is wrong with a file, apart from what it says of rules.
    pub fn generation(self) -> Result<Generation, ConfigError> {
        let Loader {
            sources,
            problems: mut diagnostics,
            layers,
            ..
        } = self.loader;
        if !diagnostics.is_empty() {
            diagnostics.sort_by_key(|problem| problem.span);
            return Err(ConfigError {
                sources,
                diagnostics,
            });
        }
        Ok(Generation {
            kubernetes_versions: settings::kubernetes_versions(&layers, &self.command_line).value,
            generate: settings::generate(&layers),
        })
    }

    /// Holds what was read against the rules, those of the policies among them.
    ///
    /// # Errors
    ///
    /// When anything is wrong with a file or an argument.
    pub fn resolve(self, registry: &Registry) -> Result<Config, ConfigError> {
        let Loader {
            mut sources,
            problems: mut diagnostics,
            layers,
            complete,
            ..
        } = self.loader;
        let arguments = arguments::take_apart(&self.command_line, &mut sources);
        let settings = Settings::gather(&layers, &self.command_line);
        let mut gathering = Gathering::new(registry, settings.profile.value, complete);
        for layer in &layers {
            gathering.layer(layer);
        }
        gathering.arguments(&arguments);
        let ignores = Ignores::gather(&layers, &gathering.names, registry);
        let (levels, problems) = gathering.finish();
        diagnostics.extend(problems);
        if !diagnostics.is_empty() {
            diagnostics.sort_by_key(|problem| problem.span);
            return Err(ConfigError {
                sources,
                diagnostics,
            });
        }
        Ok(Config {
            file: self.file,
            kubernetes_versions: settings.kubernetes_versions.value.clone(),
            profile: settings.profile.value,
            fail_on: settings.fail_on.value,
            namespace: settings.namespace.value.clone(),
            include: settings.include.value.clone(),
            exclude: settings.exclude.value.clone(),
            policies: settings::paths(&settings.policies.value),
            schemas: settings.schemas.value.clone(),
            baseline: settings.baseline.value.clone().map(PathBuf::from),
            units: settings::units(&layers),
            generate: settings::generate(&layers),
            externals: settings::externals(&layers),
            levels,
            ignores: Arc::new(ignores),
            sources,
            settings,
        })
    }
}

impl Config {
    /// A place in a config as a place among the texts of a run, which take the config in: for
    /// findings about the config, such as an `[[ignore]]` that nothing needs.
    pub fn place(&self, span: Span, sources: &mut Sources) -> Span {
        let own = self.sources.get(span.file);
        let known = sources
            .iter()
            .find(|(_, source)| Arc::ptr_eq(&source.text, &own.text))
            .map(|(id, _)| id);
        let file = known
            .unwrap_or_else(|| sources.push(Source::new(own.name.clone(), Arc::clone(&own.text))));
        Span::new(file, span.start, span.end)
    }

    /// What holds for a file, by the name that reports show, each line with its origin. It is
    /// itself a `kubelint.toml`.
    pub fn show(&self, file: &str) -> String {
        show::show(&self.settings, &self.levels, &self.sources, file)
    }
}
