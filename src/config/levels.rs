//! The level of every rule in every file, and the parameters of the rules.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Map, Value};

use super::folder::Globs;
use super::origin::Origin;
use crate::rule::Level;

/// The levels of a run, decided once.
#[derive(Debug)]
pub struct Levels {
    pub(super) rules: Vec<RuleLevels>,
    index: HashMap<String, usize>,
    /// The files of each `[[overrides]]`.
    overrides: Vec<Globs>,
    /// What a rule that is not known has.
    no_params: Map<String, Value>,
}

/// What was decided about one rule.
#[derive(Debug)]
pub(super) struct RuleLevels {
    pub(super) id: String,
    /// What decided its level, later ones over earlier ones; the first holds for all files.
    pub(super) steps: Vec<Step>,
    pub(super) gate: Gate,
    pub(super) params: Map<String, Value>,
    pub(super) param_origins: BTreeMap<String, Origin>,
}

/// One decision about a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) level: Level,
    pub(super) origin: Origin,
    /// The place of the `[[overrides]]` whose files it holds for; none for all files.
    pub(super) only: Option<usize>,
}

/// What `--select` and `--ignore` make of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gate {
    /// It keeps its level.
    Open,
    /// It is on, as a warning where it would be off.
    Selected,
    /// It is off; the flag says why.
    Shut(&'static str),
}

/// The levels in one file.
#[derive(Debug, Clone)]
pub struct FileLevels<'l> {
    levels: &'l Levels,
    /// Which `[[overrides]]` the file is in.
    within: Vec<bool>,
}

impl Levels {
    pub(super) fn new(rules: Vec<RuleLevels>, overrides: Vec<Globs>) -> Self {
        let index = rules.iter().enumerate();
        let index = index.map(|(at, rule)| (rule.id.clone(), at)).collect();
        Self {
            rules,
            index,
            overrides,
            no_params: Map::new(),
        }
    }

    /// The level of a rule in a file, by the name that reports show. A rule that is not known is
    /// an error.
    pub fn level(&self, rule: &str, file: &str) -> Level {
        let Some(rule) = self.get(rule) else {
            return Level::Error;
        };
        rule.decided(|only| self.overrides[only].hold_for(file)).0
    }

    /// The levels in a file, by the name that reports show: the globs are looked at once.
    pub fn for_file(&self, file: &str) -> FileLevels<'_> {
        let within = self.overrides.iter().map(|globs| globs.hold_for(file));
        FileLevels {
            levels: self,
            within: within.collect(),
        }
    }

    /// Whether a rule can be on in any file.
    pub fn is_on_anywhere(&self, rule: &str) -> bool {
        let Some(rule) = self.get(rule) else {
            return true;
        };
        match rule.gate {
            Gate::Selected => true,
            Gate::Shut(_) => false,
            Gate::Open => {
                let everywhere = rule.steps.iter().rposition(|step| step.only.is_none());
                let last = &rule.steps[everywhere.unwrap_or(0)..];
                last.iter().any(|step| step.level != Level::Off)
            }
        }
    }

    /// The parameters of a rule: its defaults under what is configured.
    pub fn params(&self, rule: &str) -> &Map<String, Value> {
        self.get(rule).map_or(&self.no_params, |rule| &rule.params)
    }

    fn get(&self, rule: &str) -> Option<&RuleLevels> {
        self.index.get(rule).map(|at| &self.rules[*at])
    }
}

impl FileLevels<'_> {
    /// Which `[[overrides]]` hold for the file: files that have the same ones have the same levels.
    pub fn overrides(&self) -> &[bool] {
        &self.within
    }

    /// The level of a rule in this file; a rule that is not known is an error.
    pub fn level(&self, rule: &str) -> Level {
        self.levels
            .get(rule)
            .map_or(Level::Error, |rule| self.decided(rule).0)
    }

    /// The level of a rule, moved by some steps where nobody but the rule and the profile decided
    /// it.
    pub fn shifted(&self, rule: &str, shift: i8) -> Level {
        let Some(known) = self.levels.get(rule) else {
            return Level::Error;
        };
        match self.decided(known) {
            (level, Origin::Default | Origin::Profile(_)) => level.shifted(shift),
            (level, _) => level,
        }
    }

    pub(super) fn decided(&self, rule: &RuleLevels) -> (Level, Origin) {
        rule.decided(|only| self.within[only])
    }
}

impl RuleLevels {
    /// The level in a file, and what decided it.
    fn decided(&self, within: impl Fn(usize) -> bool) -> (Level, Origin) {
        if let Gate::Shut(flag) = self.gate {
            return (Level::Off, Origin::Argument(flag));
        }
        let holds = |step: &&Step| step.only.is_none_or(&within);
        match self.steps.iter().rev().find(holds) {
            Some(step) if step.level == Level::Off && self.gate == Gate::Selected => {
                (Level::Warning, Origin::Argument("--select"))
            }
            Some(step) => (step.level, step.origin),
            None => (Level::Error, Origin::Default),
        }
    }
}
