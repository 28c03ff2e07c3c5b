//! The policies of a run, linked: what all threads share.

use regorus::Value;
use serde_json::Map;

use super::compile::{self, Member, without_comment};
use super::guard::Guards;
use super::pack::{Policies, Policy};
use super::scope::Scope;
use super::shard::{self, Shard, View};
use super::value::Fields;
use super::view::TARGETS;
use crate::graph::{Link, Outcome, Relation};

/// Compiled policies, for all threads.
#[derive(Debug)]
pub struct Engine<'p> {
    pub(super) all: &'p Policies,
    pub(super) policies: Vec<&'p Policy>,
    pub(super) shards: Vec<Shard>,
    pub(super) guards: Vec<Guards>,
    /// The links that some policy is for, sorted.
    wanted: Vec<(Relation, Outcome)>,
    /// For each policy the parts of `input.targets` that it or a library of its names.
    pub(super) targets: Vec<u32>,
    pub(super) data: Value,
    /// The parameters of every policy, by its id.
    pub(super) params: Value,
    /// Whether the interpreter evaluates everything: for comparisons.
    pub(super) interpreted: bool,
}

/// The policies that are on for some files: of each shard a set of members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enabled {
    pub(super) masks: Vec<u64>,
}

impl<'p> Engine<'p> {
    /// The policies of which `enabled` says that they are on for some file, with their parameters
    /// where they differ from the defaults.
    pub fn new(
        all: &'p Policies,
        enabled: impl Fn(&str) -> bool,
        params: impl Fn(&str) -> Map<String, serde_json::Value>,
    ) -> Self {
        let policies: Vec<&Policy> = all.iter().filter(|policy| enabled(&policy.id)).collect();
        let shards = shard::shards(&policies, all);
        let guards = shards.iter().map(|shard| {
            let members: Vec<&Policy> = shard.members.iter().map(|at| policies[*at]).collect();
            Guards::of(&members)
        });
        let own_params = |policy: &&Policy| {
            let mut own: Map<String, serde_json::Value> = Map::new();
            for param in &policy.metadata.params {
                own.insert(param.name.clone(), param.default.clone());
            }
            own.extend(params(&policy.id));
            Value::from(serde_json::Value::Object(own))
        };
        let params: Fields = policies
            .iter()
            .map(|policy| (Value::from(policy.id.as_str()), own_params(policy)))
            .collect();
        let mut wanted: Vec<(Relation, Outcome)> = policies
            .iter()
            .filter_map(|policy| match &policy.metadata.scope {
                Scope::Links(pattern) => Some(pattern),
                _ => None,
            })
            .flat_map(|pattern| {
                let relations = pattern.relations.iter();
                relations.flat_map(|one| pattern.outcomes.iter().map(|how| (*one, *how)))
            })
            .collect();
        wanted.sort_unstable();
        wanted.dedup();
        let targets = policies.iter().map(|policy| targets_parts(policy, all));
        Self {
            all,
            targets: targets.collect(),
            wanted,
            guards: guards.collect(),
            params: Value::from(params),
            data: compile::data(all),
            policies,
            shards,
            interpreted: false,
        }
    }

    /// The same policies, all evaluated by the interpreter.
    #[must_use]
    pub fn interpreted(mut self) -> Self {
        self.interpreted = true;
        self
    }

    /// The policies that `on` names.
    pub fn enabled(&self, on: impl Fn(&str) -> bool) -> Enabled {
        let mask = |shard: &Shard| {
            let members = shard.members.iter().enumerate();
            members
                .filter(|(_, policy)| on(&self.policies[**policy].id))
                .fold(0, |mask, (at, _)| mask | 1 << at)
        };
        Enabled {
            masks: self.shards.iter().map(mask).collect(),
        }
    }

    /// Whether some policy is for links of a relation.
    pub fn wants_relation(&self, relation: Relation) -> bool {
        self.wanted.iter().any(|(one, _)| *one == relation)
    }

    /// Whether some policy is for a link.
    pub(super) fn wants(&self, link: &Link<'_>) -> bool {
        self.wanted
            .binary_search(&(link.relation, link.outcome))
            .is_ok()
    }

    /// Whether some policy can only be evaluated after all files have been read.
    pub fn has_second_pass(&self) -> bool {
        self.shards.iter().any(|shard| shard.class.second_pass)
    }

    /// Whether some policy looks at all objects at once.
    pub fn has_cluster_policies(&self) -> bool {
        let cluster = |shard: &Shard| shard.class.view == View::Cluster;
        self.shards.iter().any(cluster)
    }

    /// How many programs the policies are linked into.
    pub fn shard_count(&self) -> usize {
        self.shards.len()
    }

    /// Compiles everything; otherwise a program is compiled when it is first needed.
    pub fn compile_all(&self) {
        for shard in &self.shards {
            shard.compiled(&self.policies, self.all, &self.data);
        }
    }

    /// The policies that cannot be compiled at all, with the compiler's words.
    pub fn broken(&self) -> Vec<(&'p Policy, String)> {
        let mut broken = Vec::new();
        for shard in &self.shards {
            let compiled = shard.compiled(&self.policies, self.all, &self.data);
            for (at, member) in compiled.members.iter().enumerate() {
                if let Member::Broken(error) = member {
                    broken.push((self.policies[shard.members[at]], error.clone()));
                }
            }
        }
        broken
    }

    /// The ids of the policies that the interpreter evaluates.
    pub fn left_to_the_interpreter(&self) -> Vec<&'p str> {
        let mut left = Vec::new();
        for shard in &self.shards {
            let compiled = shard.compiled(&self.policies, self.all, &self.data);
            let members = compiled.members.iter().zip(&shard.members);
            let slow = members.filter(|(member, _)| matches!(member, Member::Interpreter(_)));
            left.extend(slow.map(|(_, at)| self.policies[*at].id.as_str()));
        }
        left
    }
}

/// The parts of `input.targets` whose names stand in a policy, or in a library that it hands them to.
fn targets_parts(policy: &Policy, all: &Policies) -> u32 {
    if !policy.reads.targets && !policy.reads.whole {
        return 0;
    }
    let text = without_comment(&policy.text);
    let libraries = all.libraries_of(policy).map(|(_, text)| text);
    let texts: Vec<&str> = libraries.chain([text.as_str()]).collect();
    let named = |name: &str| texts.iter().any(|text| text.contains(name));
    let parts = TARGETS.iter().enumerate();
    let parts = parts.filter(|(_, name)| policy.reads.whole || named(name));
    parts.fold(0, |mask, (bit, _)| mask | 1 << bit)
}
