//! Shards: policies that are evaluated together, because they are handed the same.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use regorus::Value;

use super::compile::{self, Compiled, Member};
use super::pack::{Policies, Policy};
use super::scope::{KindPattern, Scope};
use crate::graph::Link;
use crate::resource::{ContainerType, Gvk};

/// How many policies a shard has at most: a set of them is a number of 64 bits.
pub(super) const SHARD: usize = 64;

/// Libraries of so many bytes take as long to compile as many policies.
const HEAVY: usize = 8 * 1024;

/// What the policies of a shard have in common.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Class {
    /// What they are handed.
    pub(super) view: View,
    /// Whether they need what only the set of all files knows.
    pub(super) second_pass: bool,
    /// Whether they are evaluated for each Kubernetes version.
    pub(super) versions: bool,
    /// Whether all objects of a type get the same answer.
    pub(super) only_the_type: bool,
    /// Policies with large libraries are not compiled along with others.
    heavy: bool,
    /// A policy that takes `input` whole gets one of its own.
    alone: Option<usize>,
}

/// What a policy is handed, with the kinds that it is for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum View {
    Objects,
    Kinds(Vec<KindPattern>),
    Pods,
    Containers,
    Links,
    Cluster,
}

impl View {
    fn of(scope: &Scope) -> Self {
        match scope {
            Scope::Objects => View::Objects,
            Scope::Kinds(kinds) => View::Kinds(kinds.clone()),
            Scope::Pods => View::Pods,
            Scope::Containers(_) => View::Containers,
            Scope::Links(_) => View::Links,
            Scope::Cluster => View::Cluster,
        }
    }

    pub(super) fn applies_to(&self, gvk: Gvk<'_>, has_pod: bool) -> bool {
        match self {
            View::Objects => true,
            View::Kinds(kinds) => kinds.iter().any(|kind| kind.matches(gvk)),
            View::Pods | View::Containers => has_pod,
            // An object without links has none to look at.
            View::Links => true,
            View::Cluster => false,
        }
    }
}

/// Policies that are evaluated together.
#[derive(Debug)]
pub(super) struct Shard {
    pub(super) class: Class,
    /// At most [`SHARD`], by their places among the engine's policies.
    pub(super) members: Vec<usize>,
    /// All of them in one program, for when many have to be asked at once.
    compiled: OnceLock<Compiled>,
    /// Each of them alone, compiled when it is first asked: most manifests wake few policies.
    single: Vec<OnceLock<Member>>,
}

/// Groups policies into shards.
pub(super) fn shards(policies: &[&Policy], all: &Policies) -> Vec<Shard> {
    let mut classes: BTreeMap<Class, Vec<usize>> = BTreeMap::new();
    for (at, policy) in policies.iter().enumerate() {
        let class = Class {
            view: View::of(&policy.metadata.scope),
            second_pass: policy.reads.other_objects() || is_on_links(policy),
            versions: policy.reads.versions(),
            only_the_type: policy.reads.only_the_type() && !is_on_links(policy),
            heavy: all
                .libraries_of(policy)
                .map(|(_, text)| text.len())
                .sum::<usize>()
                > HEAVY,
            alone: policy.reads.whole.then_some(at),
        };
        classes.entry(class).or_default().push(at);
    }
    let chunks = classes.into_iter().flat_map(|(class, members)| {
        let chunks: Vec<Vec<usize>> = members.chunks(SHARD).map(<[usize]>::to_vec).collect();
        chunks
            .into_iter()
            .map(move |members| (class.clone(), members))
    });
    chunks
        .map(|(class, members)| Shard {
            class,
            single: members.iter().map(|_| OnceLock::new()).collect(),
            members,
            compiled: OnceLock::new(),
        })
        .collect()
}

impl Shard {
    /// Its programs; compiled when they are first needed.
    pub(super) fn compiled(&self, policies: &[&Policy], all: &Policies, data: &Value) -> &Compiled {
        self.compiled.get_or_init(|| {
            let members: Vec<&Policy> = self.members.iter().map(|at| policies[*at]).collect();
            compile::together(&members, all, data)
        })
    }

    /// One member's own program, or for the interpreter if that is wanted; compiled when it is
    /// first needed.
    pub(super) fn single(
        &self,
        member: usize,
        policies: &[&Policy],
        all: &Policies,
        data: &Value,
        by_interpreter: bool,
    ) -> &Member {
        self.single[member].get_or_init(|| {
            let policy = policies[self.members[member]];
            match by_interpreter {
                true => compile::interpreted(policy, all, data),
                false => compile::single(policy, all, data),
            }
        })
    }
}

/// Whether a policy is for links.
fn is_on_links(policy: &Policy) -> bool {
    matches!(policy.metadata.scope, Scope::Links(_))
}

/// Whether a policy is for this link.
pub(super) fn takes_link(policy: &Policy, link: &Link<'_>) -> bool {
    match &policy.metadata.scope {
        Scope::Links(pattern) => pattern.matches(link),
        _ => true,
    }
}

/// Whether a policy is for containers of this type.
pub(super) fn takes_container(policy: &Policy, container: ContainerType) -> bool {
    match &policy.metadata.scope {
        Scope::Containers(types) => types.contains(&container),
        _ => true,
    }
}
