//! A schema, compiled: told valid quickly, and told in detail what is not.

use jsonschema::Draft;
use serde_json::Value;

use super::keyword::with_keywords;
use super::normalise::allow_null;
use super::problem::{Problem, problems};
use crate::yaml::{JsonNode, Node, Nodes};

/// A schema that objects are held against.
pub(super) struct Compiled {
    /// The schema itself, to look up which fields it has.
    pub(super) schema: Value,
    validator: jsonschema::Validator<Nodes>,
}

impl Compiled {
    /// Compiles a schema; it says why when it cannot be one.
    pub(super) fn new(mut schema: Value) -> Result<Self, String> {
        allow_null(&mut schema);
        let options = jsonschema::options_for::<Nodes>()
            .with_draft(Draft::Draft202012)
            .should_validate_formats(true)
            .should_ignore_unknown_formats(true)
            .offline();
        let validator = with_keywords(options)
            .build(&schema)
            .map_err(|error| format!("{} at {}", error, error.instance_path()))?;
        Ok(Self { schema, validator })
    }

    /// What is wrong with a value; nothing for nearly all.
    pub(super) fn problems(&self, node: Node<'_>) -> Vec<Problem> {
        let instance = JsonNode::Tree(node);
        if self.validator.is_valid(instance) {
            return Vec::new();
        }
        problems(self.validator.iter_errors(instance), node)
    }
}

impl std::fmt::Debug for Compiled {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Compiled").finish_non_exhaustive()
    }
}
