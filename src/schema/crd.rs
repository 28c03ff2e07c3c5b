//! CustomResourceDefinitions as sources of schemas.

use std::sync::OnceLock;

use serde::Deserialize;
use serde_json::{Value, json};

use super::embedded;
use super::normalise::structural;
use super::validator::Compiled;
use crate::source::Span;
use crate::yaml::{Node, Reader};

/// The kind of the objects that define custom kinds.
pub const DEFINITION: &str = "CustomResourceDefinition";

/// Whether an object is a CustomResourceDefinition; others have a `spec` of the same shape.
pub(super) fn defines_a_kind(root: Node<'_>) -> bool {
    root.get("kind").and_then(Node::as_str) == Some(DEFINITION)
}

/// A custom kind that a CustomResourceDefinition defines.
#[derive(Debug)]
pub(super) struct CustomKind<'t> {
    pub(super) group: &'t str,
    pub(super) kind: &'t str,
    pub(super) versions: Vec<CustomVersion<'t>>,
    /// The folder that the definition lies in, with `/`.
    pub(super) folder: String,
    /// Where its kind is named; none when it comes from a schema location.
    pub(super) place: Option<Span>,
}

/// One version of a custom kind.
#[derive(Debug)]
pub(super) struct CustomVersion<'t> {
    pub(super) name: &'t str,
    pub(super) served: bool,
    /// The structural schema as it is written.
    schema: Option<Node<'t>>,
    /// Whether fields that it does not name are kept (`v1beta1` definitions by default).
    open: bool,
    compiled: OnceLock<Result<Compiled, String>>,
}

impl<'t> CustomVersion<'t> {
    fn new(name: &'t str, served: bool, validation: Option<Node<'t>>, open: bool) -> Self {
        Self {
            name,
            served,
            schema: validation.and_then(|validation| validation.get("openAPIV3Schema")),
            open,
            compiled: OnceLock::new(),
        }
    }

    /// The validator, made on first use; none without a schema, an error when it cannot be made.
    pub(super) fn compiled(&self) -> Option<Result<&Compiled, &str>> {
        let schema = self.schema?;
        let compiled = self.compiled.get_or_init(|| {
            let schema =
                Value::deserialize(Reader::new(schema)).map_err(|error| error.to_string())?;
            Compiled::new(as_json_schema(&schema, self.open))
        });
        Some(compiled.as_ref().map_err(String::as_str))
    }
}

/// The schema with `metadata` as every object has it.
fn as_json_schema(schema: &Value, open: bool) -> Value {
    let latest = embedded::versions().last().copied();
    let metadata = latest
        .and_then(embedded::object_meta)
        .map_or_else(|| json!({}), embedded::closure);
    let reference = json!({"$ref": metadata.get("$ref").cloned().unwrap_or_default()});
    let mut converted = structural(schema, &reference);
    if let Value::Object(map) = &mut converted {
        if let Some(definitions) = metadata.get("$defs") {
            map.insert("$defs".to_owned(), definitions.clone());
        }
        if open {
            map.remove("additionalProperties");
        }
    }
    converted
}

impl<'t> CustomKind<'t> {
    /// Reads a definition; none when it is too broken to define anything.
    pub(super) fn read(
        object: Node<'t>,
        api_version: &str,
        folder: &str,
        place: Option<Span>,
    ) -> Option<Self> {
        let spec = object.get("spec")?;
        let text = |node: Node<'t>, key: &str| node.get(key).and_then(Node::as_str);
        let beta = api_version.ends_with("/v1beta1");
        let open = spec
            .get("preserveUnknownFields")
            .and_then(Node::as_bool)
            .unwrap_or(beta);
        // `v1beta1` has one schema for all versions, and one version without a list.
        let shared = spec.get("validation");
        let mut versions: Vec<CustomVersion<'t>> = spec
            .get("versions")
            .into_iter()
            .flat_map(Node::items)
            .filter_map(|version| {
                let served = version.get("served").and_then(Node::as_bool) == Some(true);
                let validation = version.get("schema").or(shared);
                Some(CustomVersion::new(
                    text(version, "name")?,
                    served,
                    validation,
                    open,
                ))
            })
            .collect();
        if versions.is_empty()
            && let Some(name) = text(spec, "version")
        {
            versions.push(CustomVersion::new(name, true, shared, open));
        }
        Some(Self {
            group: text(spec, "group").filter(|group| !group.is_empty())?,
            kind: text(spec.get("names")?, "kind").filter(|kind| !kind.is_empty())?,
            versions,
            folder: folder.to_owned(),
            place,
        })
    }
}
