//! On what a policy is evaluated.

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
    /// Everything at once.
    Cluster,
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
