//! On what a policy is evaluated.

use crate::graph::{Link, Outcome, Relation};
use crate::resource::{ContainerType, Gvk};

/// What a policy is handed at a time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Every object.
    Objects,
    /// Every object of these kinds.
    Kinds(Vec<KindPattern>),
    /// Every pod and pod template.
    Pods,
    /// Every container of these types.
    Containers(Vec<ContainerType>),
    /// Every link of these kinds.
    Links(LinkPattern),
    /// Everything at once.
    Cluster,
}

/// Which links a policy is for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LinkPattern {
    /// In what ways one object points at the other.
    pub relations: Vec<Relation>,
    /// How the links end.
    pub outcomes: Vec<Outcome>,
}

impl LinkPattern {
    /// How a link ends that is worth a finding, when METADATA does not say.
    pub const FAILURES: [Outcome; 3] = [
        Outcome::Missing,
        Outcome::WrongNamespace,
        Outcome::WrongKind,
    ];

    /// Whether a link is meant.
    pub fn matches(&self, link: &Link<'_>) -> bool {
        self.outcomes.contains(&link.outcome) && self.relations.contains(&link.relation)
    }
}

/// A kind in METADATA: `Namespace`, or with its group `apps/Deployment`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct KindPattern {
    group: Option<String>,
    kind: String,
}

impl KindPattern {
    /// Takes a pattern apart; any group fits where none is written.
    pub fn parse(text: &str) -> Self {
        match text.rsplit_once('/') {
            Some((group, kind)) => Self {
                group: Some(group.to_owned()),
                kind: kind.to_owned(),
            },
            None => Self {
                group: None,
                kind: text.to_owned(),
            },
        }
    }

    /// Whether an object of this type is meant.
    pub fn matches(&self, gvk: Gvk<'_>) -> bool {
        self.kind == gvk.kind && self.group.as_deref().is_none_or(|group| group == gvk.group)
    }
}
