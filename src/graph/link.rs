//! A link: what one object says of another, and what it leads to.

use std::borrow::Cow;
use std::ops::Range;

use super::ObjectId;
use super::relation::{Outcome, Relation};
use super::selector::Operator;
use crate::yaml::Node;

/// A link of a graph, by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LinkId(pub u32);

/// What one object says of another, and what it leads to.
#[derive(Debug, Clone)]
pub struct Link<'t> {
    /// The object that says it.
    pub from: ObjectId,
    /// In what way.
    pub relation: Relation,
    /// More precisely how: `env`, `volume`, `ingress` …
    pub how: &'static str,
    /// How it ends.
    pub outcome: Outcome,
    /// Where it is written: the name, the selector or the port.
    pub at: Node<'t>,
    /// What is asked for.
    pub target: Target<'t>,
    /// What it leads to, among the graph's ends.
    pub(super) to: Range<u32>,
    /// Whether it is one half of a peer that names pods and namespaces.
    pub is_combined: bool,
    /// Whether the files seem to hold all that there is, so that an absence means something.
    pub closed: bool,
    /// The link that fails for the same reason and is reported instead of this one.
    pub cause: Option<LinkId>,
    /// What was probably meant.
    pub nearest: Option<Box<Nearest<'t>>>,
}

impl<'t> Link<'t> {
    /// A link that leads nowhere yet.
    pub(super) fn new(
        from: ObjectId,
        relation: Relation,
        how: &'static str,
        at: Node<'t>,
        target: Target<'t>,
    ) -> Self {
        Self {
            from,
            relation,
            how,
            outcome: Outcome::Missing,
            at,
            target,
            to: 0..0,
            is_combined: false,
            closed: false,
            cause: None,
            nearest: None,
        }
    }
}

/// What a link asks for; empty texts for what it does not name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Target<'t> {
    /// The group of the kind.
    pub group: &'t str,
    /// The kind.
    pub kind: &'t str,
    /// The name.
    pub name: &'t str,
    /// The namespace, when it is known.
    pub namespace: Option<&'t str>,
    /// The key, port or section.
    pub key: Option<&'t str>,
    /// Where the key is written, when it has a node of its own.
    pub key_at: Option<KeyPlace>,
}

/// The start of the node of a key, from which its path follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct KeyPlace(pub u32);

/// Why a candidate is near.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// A slip of the pen.
    Similar,
    /// Only case or separators differ.
    Case,
    /// It is the right name in another namespace.
    OtherNamespace,
    /// It is the right name of another kind.
    OtherKind,
    /// The port of a Service stands where the port of a pod belongs.
    ServicePort,
    /// The port of a pod stands where the port of a Service belongs.
    PodPort,
    /// The port is declared for another protocol.
    Protocol,
    /// The labels of a pod are nearly those that are asked for.
    Labels,
    /// The labels are on the workload and not on its pods.
    NotOnTemplate,
    /// The name of a Service stands where a label of its pods belongs.
    ServiceName,
    /// It is the only one that there is.
    Only,
}

impl Why {
    /// The word that policies see.
    pub fn as_str(self) -> &'static str {
        match self {
            Why::Similar => "similar",
            Why::Case => "case",
            Why::OtherNamespace => "other-namespace",
            Why::OtherKind => "other-kind",
            Why::ServicePort => "service-port",
            Why::PodPort => "pod-port",
            Why::Protocol => "protocol",
            Why::Labels => "labels",
            Why::NotOnTemplate => "not-on-template",
            Why::ServiceName => "service-name",
            Why::Only => "only",
        }
    }
}

/// What was probably meant.
#[derive(Debug, Clone)]
pub struct Nearest<'t> {
    /// What should be written; empty for labels.
    pub text: Cow<'t, str>,
    /// Why it is near.
    pub why: Why,
    /// The object that has it.
    pub object: Option<ObjectId>,
    /// Where it is written there.
    pub at: Option<Node<'t>>,
    /// Whether it is the only candidate, or clearly the nearest.
    pub sure: bool,
    /// For a selector, in what it differs from the labels.
    pub differences: Vec<Difference<'t>>,
    /// How many places use what is written here, and how many what is meant.
    pub votes: Votes,
}

impl<'t> Nearest<'t> {
    /// A text that should be written.
    pub(super) fn text(text: impl Into<Cow<'t, str>>, why: Why, sure: bool) -> Self {
        Self {
            text: text.into(),
            why,
            object: None,
            at: None,
            sure,
            differences: Vec::new(),
            votes: Votes::default(),
        }
    }

    /// Labels that are meant, by what they differ in. The votes are counted when all links are
    /// known.
    pub(super) fn labels(differences: Vec<Difference<'t>>, why: Why, sure: bool) -> Self {
        Self {
            differences,
            ..Self::text("", why, sure)
        }
    }

    /// The object that has it, and where it is written there.
    pub(super) fn of(mut self, object: impl Into<Option<ObjectId>>, at: Option<Node<'t>>) -> Self {
        self.object = object.into();
        self.at = at;
        self
    }
}

/// How many places use either spelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Votes {
    /// What the link asks for.
    pub wants: u32,
    /// What there is.
    pub has: u32,
}

/// Which side of a link to put right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// What the link says.
    Link,
    /// What it leads to.
    Target,
}

impl Votes {
    /// Which side fewer places agree with; none when they are even.
    pub fn change(self) -> Option<Change> {
        match self.wants.cmp(&self.has) {
            std::cmp::Ordering::Less => Some(Change::Link),
            std::cmp::Ordering::Greater => Some(Change::Target),
            std::cmp::Ordering::Equal => None,
        }
    }
}

/// In what one requirement of a selector differs from labels.
#[derive(Debug, Clone)]
pub struct Difference<'t> {
    /// The label.
    pub key: &'t str,
    /// What the requirement asks of it.
    pub operator: Operator,
    /// The value that is asked for, when it is one.
    pub wants: Option<&'t str>,
    /// The value that is there.
    pub has: Option<&'t str>,
    /// Under which key it is there, when that is another one.
    pub has_key: Option<&'t str>,
    /// The requirement: the value, or the item of `matchExpressions`.
    pub at: Node<'t>,
    /// The key of the requirement.
    pub key_at: Node<'t>,
    /// The label's value, where it is written.
    pub has_at: Option<Node<'t>>,
    /// How many selectors and labels use either spelling.
    pub votes: Votes,
}
