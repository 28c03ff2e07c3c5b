//! What a name in a config or an argument stands for: a rule, a group of rules, or the rules that
//! do what another tool calls by that name.

use std::collections::{BTreeMap, HashMap};

use super::problem::Problem;
use crate::registry::Registry;
use crate::spelling::{quoted_list, suggestion};

/// The names of all rules, by what they can be called.
pub(super) struct Names<'r> {
    rules: HashMap<&'r str, usize>,
    groups: BTreeMap<&'r str, Vec<usize>>,
    aliases: BTreeMap<&'r str, Vec<usize>>,
    registry: &'r Registry,
}

/// What a name stands for; rules by their place in the registry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named<'n> {
    Rule(usize),
    Group(&'n [usize]),
}

impl Named<'_> {
    pub(super) fn rules(&self) -> &[usize] {
        match self {
            Named::Rule(rule) => std::slice::from_ref(rule),
            Named::Group(rules) => rules,
        }
    }
}

impl<'r> Names<'r> {
    pub(super) fn new(registry: &'r Registry) -> Self {
        let mut names = Self {
            rules: HashMap::new(),
            groups: BTreeMap::new(),
            aliases: BTreeMap::new(),
            registry,
        };
        for (at, entry) in registry.entries().iter().enumerate() {
            names.rules.insert(&entry.id, at);
            for group in std::iter::once(&entry.group).chain(&entry.also_in) {
                names.groups.entry(group).or_default().push(at);
            }
            for alias in &entry.aliases {
                names.aliases.entry(alias).or_default().push(at);
            }
        }
        names
    }

    /// The rule or group of a name.
    pub(super) fn get(&self, name: &str) -> Option<Named<'_>> {
        match self.rules.get(name) {
            Some(rule) => Some(Named::Rule(*rule)),
            None => self.groups.get(name).map(|rules| Named::Group(rules)),
        }
    }

    /// The same, and what other tools call a rule, as `tool:id`.
    pub(super) fn get_or_alias(&self, name: &str) -> Option<Named<'_>> {
        let alias = || self.aliases.get(name).map(|rules| Named::Group(rules));
        self.get(name).or_else(alias)
    }

    /// What to say of a name that stands for nothing.
    pub(super) fn unknown(&self, name: &str) -> Problem {
        let known: Vec<&str> = self
            .registry
            .entries()
            .iter()
            .map(|entry| &*entry.id)
            .chain(self.groups.keys().copied())
            .collect();
        let ours = self.of_other_tool(name);
        let help = if ours.is_empty() {
            suggestion(name, &known).unwrap_or_else(|| "`kubelint rules` lists them".to_owned())
        } else {
            format!("here it is called {}", quoted_list(&ours))
        };
        Problem::new(format!("there is no rule or group `{name}`")).with_help(help)
    }

    /// The rules that another tool calls so, with or without the tool's name before it.
    fn of_other_tool(&self, name: &str) -> Vec<&str> {
        let called =
            |alias: &str| alias == name || alias.split_once(':').is_some_and(|(_, id)| id == name);
        let entries = self.registry.entries().iter();
        entries
            .filter(|entry| entry.aliases.iter().any(|alias| called(alias)))
            .map(|entry| &*entry.id)
            .collect()
    }
}
