//! What comes out: objects, and why each of their fields is as it is.

use k8s_openapi::Resource;
use serde::Serialize;
use serde_json::Value;

use crate::source::{At, Span};
use crate::yaml::pointer_below;

/// Why an object or a field is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// A place in the spec asks for it.
    Spec(Span),
    /// It is a default, for this reason.
    Default(&'static str),
    /// Both: the place made it necessary, for this reason.
    Because(Span, &'static str),
}

impl Cause {
    /// The place in the spec.
    pub(super) fn span(self) -> Option<Span> {
        match self {
            Self::Spec(span) | Self::Because(span, _) => Some(span),
            Self::Default(_) => None,
        }
    }

    /// The place of a value, or a default.
    pub(super) fn of<T>(value: Option<&At<T>>, default: &'static str) -> Self {
        value.map_or(Self::Default(default), |at| Self::Spec(at.span))
    }
}

/// The causes of fields, by JSON pointer; what has none of its own has that of what holds it.
#[derive(Debug, Clone, Default)]
pub(super) struct Causes(Vec<(String, Cause)>);

impl Causes {
    /// Says why the field at `pointer`, and all below it, is there.
    pub(super) fn note(&mut self, pointer: impl Into<String>, cause: Cause) {
        self.0.push((pointer.into(), cause));
    }

    /// Takes in the causes of a part that lies at `pointer`.
    pub(super) fn take(&mut self, pointer: &str, part: Causes) {
        let moved = part.0.into_iter();
        self.0
            .extend(moved.map(|(below, cause)| (format!("{pointer}{below}"), cause)));
    }

    /// The cause of a field: that of the nearest field that holds it.
    fn get(&self, pointer: &str) -> Option<Cause> {
        let holds = |known: &str| {
            pointer
                .strip_prefix(known)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let known = self.0.iter().filter(|(known, _)| holds(known));
        // Of two that are said of one field the later one holds.
        known
            .max_by_key(|(known, _)| known.len())
            .map(|(_, cause)| *cause)
    }
}

/// A part of an object with its causes.
#[derive(Debug, Clone)]
pub(super) struct Part<T> {
    pub(super) value: T,
    pub(super) causes: Causes,
}

/// Whose object it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Owner {
    /// An application.
    App(String),
    /// Several.
    Shared,
}

/// An object.
#[derive(Debug, Clone)]
pub struct Object {
    /// As it is written; its maps have the order of the alphabet.
    pub value: Value,
    /// Whose it is.
    pub owner: Owner,
    /// Why it is there at all.
    pub cause: Cause,
    causes: Causes,
}

/// A type of an API group that `k8s_openapi` does not have.
pub(super) trait Custom: Serialize {
    const API_VERSION: &'static str;
    const KIND: &'static str;
}

impl Object {
    /// A typed object.
    pub(super) fn new<T: Resource + Serialize>(
        value: &T,
        owner: Owner,
        cause: Cause,
        causes: Causes,
    ) -> Self {
        Self::of(serde_json::to_value(value), owner, cause, causes)
    }

    /// An object of a custom resource.
    pub(super) fn custom<T: Custom>(value: &T, owner: Owner, cause: Cause, causes: Causes) -> Self {
        let value = serde_json::to_value(value).map(|mut value| {
            value["apiVersion"] = T::API_VERSION.into();
            value["kind"] = T::KIND.into();
            value
        });
        Self::of(value, owner, cause, causes)
    }

    fn of(value: serde_json::Result<Value>, owner: Owner, cause: Cause, causes: Causes) -> Self {
        // Types of strings, numbers, lists and maps with string keys: always JSON.
        let value = value.unwrap_or_default();
        Self {
            value,
            owner,
            cause,
            causes,
        }
    }

    /// Its kind.
    pub fn kind(&self) -> &str {
        self.value["kind"].as_str().unwrap_or_default()
    }

    /// Its API version.
    pub fn api_version(&self) -> &str {
        self.value["apiVersion"].as_str().unwrap_or_default()
    }

    /// Its name.
    pub fn name(&self) -> &str {
        self.value["metadata"]["name"].as_str().unwrap_or_default()
    }

    /// Its namespace.
    pub fn namespace(&self) -> Option<&str> {
        self.value["metadata"]["namespace"].as_str()
    }

    /// Why the field at a JSON pointer is there.
    pub fn cause_of(&self, pointer: &str) -> Cause {
        self.causes.get(pointer).unwrap_or(self.cause)
    }

    /// Becomes what several applications share, when `other` is stated at the same place, by
    /// `[defaults]`, and differs in nothing but the labels: those that both have stay.
    pub(super) fn share(&mut self, other: &Object) -> bool {
        if self.cause != other.cause || self.cause.span().is_none() {
            return false;
        }
        let without_labels = |object: &Object| {
            let mut value = object.value.clone();
            value["metadata"]["labels"].take();
            value
        };
        if without_labels(self) != without_labels(other) {
            return false;
        }
        if let Value::Object(labels) = &mut self.value["metadata"]["labels"] {
            labels.retain(|key, value| other.value["metadata"]["labels"].get(key) == Some(value));
        }
        self.owner = Owner::Shared;
        true
    }

    /// Adds an annotation.
    pub(super) fn annotate(&mut self, key: &str, value: &str, cause: Cause) {
        self.value["metadata"]["annotations"][key] = value.into();
        self.note(pointer_below("/metadata/annotations", key), cause);
    }

    /// Says why a field is there after all.
    pub(super) fn note(&mut self, pointer: impl Into<String>, cause: Cause) {
        self.causes.note(pointer, cause);
    }
}
