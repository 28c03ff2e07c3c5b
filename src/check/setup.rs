//! What a run stands on, held together: policies, all rules, the config.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use super::outcome::Outcome;
use super::{Loaded, Plan, run};
use crate::baseline::Baseline;
use crate::changes::ChangedLines;
use crate::config::{Config, ConfigError, RawConfig};
use crate::diagnostic::Severity;
use crate::graph::Graph;
use crate::policy::Policies;
use crate::registry::Registry;
use crate::resource::Date;
use crate::schema::LocationError;
use crate::source::Sources;
use crate::suppress;
use crate::yaml::Limits;

/// Policies, rules and config; many runs can be made with one.
#[derive(Debug)]
pub struct Setup {
    /// All rules, those of the policies among them.
    pub registry: Registry,
    /// The policies of kubelint and of the config's folders.
    pub policies: Policies,
    /// The levels, the Kubernetes versions, what is accepted.
    pub config: Config,
    /// The texts of the policies of folders.
    sources: Sources,
}

/// Why there is no setup.
#[derive(Debug)]
pub enum SetupError {
    /// A folder of policies cannot be read.
    Policies(String),
    /// The config is wrong.
    Config(Box<ConfigError>),
}

/// What differs from run to run.
#[derive(Clone, Copy)]
pub struct RunOptions<'r> {
    /// How much of a file is read, and whether placeholders are known.
    pub limits: Limits,
    /// Which suppressions are obeyed, and what day it is.
    pub suppressions: suppress::Options,
    /// The findings that are known already.
    pub baseline: Option<&'r Baseline>,
    /// Report only what is in these files, by the names that reports show.
    pub only: Option<&'r BTreeSet<String>>,
    /// Report only what a change brings.
    pub since: Option<Since<'r>>,
    /// Whether there is a file or folder of that name, seen from the working directory: what is
    /// not among the files may be there all the same.
    pub exists: &'r (dyn Fn(&str) -> bool + Sync),
    /// Told of each step; called by all threads.
    pub progress: &'r (dyn Fn(Step) + Sync),
}

/// The findings of a change: those in files that it touches, and those that were not there before.
#[derive(Debug, Clone, Copy)]
pub struct Since<'r> {
    /// The commit that the change is held against.
    pub base: &'r str,
    /// What it touches.
    pub lines: &'r ChangedLines,
    /// The fingerprints of the findings before it, and how severe they were.
    pub before: &'r HashMap<String, Severity>,
}

/// One file is through a stage; `of` how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// By itself.
    Checked {
        /// Files of the run.
        of: usize,
    },
    /// With what other files say.
    Connected {
        /// Files of the run.
        of: usize,
    },
}

impl RunOptions<'_> {
    /// Everything is read, obeyed and reported, on this day.
    pub fn on(today: Date) -> Self {
        Self {
            limits: Limits::default(),
            suppressions: suppress::Options { peers: true, today },
            baseline: None,
            only: None,
            since: None,
            exists: &|_| true,
            progress: &|_| {},
        }
    }
}

impl Setup {
    /// Loads the policies that a config names, and holds the config against all rules. Paths of
    /// the config start in `directory`, empty for the working directory.
    ///
    /// # Errors
    ///
    /// When a folder of policies cannot be read, or the config is wrong. Mistakes in policy files
    /// are findings of a run.
    pub fn new(raw: RawConfig, directory: &Path) -> Result<Self, SetupError> {
        let mut sources = Sources::default();
        let mut policies = Policies::embedded();
        for folder in raw.policies() {
            policies
                .add_folder(&directory.join(folder), &mut sources)
                .map_err(SetupError::Policies)?;
        }
        let registry = Registry::with(policies.entries());
        let config = raw.resolve(&registry);
        let mut config = config.map_err(|error| SetupError::Config(Box::new(error)))?;
        for location in &mut config.schemas {
            *location = directory.join(&location).to_string_lossy().into_owned();
        }
        Ok(Self {
            registry,
            policies,
            config,
            sources,
        })
    }

    /// Checks files.
    ///
    /// # Errors
    ///
    /// When a schema location cannot be used.
    pub fn check(
        &self,
        loaded: Vec<Loaded>,
        options: &RunOptions<'_>,
    ) -> Result<Outcome, LocationError> {
        let plan = Plan {
            registry: &self.registry,
            policies: &self.policies,
            config: &self.config,
            limits: options.limits,
            suppressions: options.suppressions,
            baseline: options.baseline,
            only: options.only,
            since: options.since,
            exists: options.exists,
            progress: options.progress,
        };
        run(loaded, self.sources.copy(), &plan)
    }

    /// Connects the objects of files, and hands over the graph with the texts that they lie in.
    pub fn connect(
        &self,
        loaded: Vec<Loaded>,
        options: &RunOptions<'_>,
        then: impl FnOnce(&Graph<'_>, &Sources),
    ) {
        super::connect::connect(loaded, &self.config, options, then);
    }
}
