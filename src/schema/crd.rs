//! CustomResourceDefinitions as sources of schemas.

use std::sync::OnceLock;

use serde::Deserialize;
use serde_json::{Value, json};

use super::embedded;
use super::normalise::structural;
use super::validator::Compiled;
use crate::source::Span;
use crate::yaml::{Node, Reader};

/// A custom kind that a CustomResourceDefinition defines.
#[derive(Debug)]
pub(super) struct CustomKind {
    pub(super) group: String,
    pub(super) kind: String,
    pub(super) versions: Vec<CustomVersion>,
    /// The folder that the definition lies in, with `/`.
    pub(super) folder: String,
    /// Where its kind is named; none when it comes from a schema location.
    pub(super) place: Option<Span>,
}

/// One version of a custom kind.
#[derive(Debug)]
pub(super) struct CustomVersion {
    pub(super) name: String,
    pub(super) served: bool,
    /// The structural schema as it is written.
    schema: Option<Value>,
    /// Whether fields that it does not name are kept (`v1beta1` definitions by default).
    open: bool,
    compiled: OnceLock<Result<Compiled, String>>,
}

impl CustomVersion {
    /// The validator, made on first use; none without a schema, an error when it cannot be made.
    pub(super) fn compiled(&self) -> Option<Result<&Compiled, &str>> {
        let schema = self.schema.as_ref()?;
        let compiled = self
            .compiled
            .get_or_init(|| Compiled::new(as_json_schema(schema, self.open)));
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

/// The parts of a definition that matter here.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Spec {
    #[serde(default)]
    group: String,
    #[serde(default)]
    names: Names,
    #[serde(default)]
    versions: Vec<Version>,
    /// `v1beta1` only.
    version: Option<String>,
    validation: Option<Validation>,
    preserve_unknown_fields: Option<bool>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Names {
    kind: String,
}

#[derive(Deserialize)]
struct Version {
    #[serde(default)]
    name: String,
    #[serde(default)]
    served: bool,
    schema: Option<Validation>,
}

#[derive(Deserialize, Clone)]
struct Validation {
    #[serde(rename = "openAPIV3Schema")]
    schema: Option<Value>,
}

impl CustomKind {
    /// Reads a definition; none when it is too broken to define anything.
    pub(super) fn read(
        object: Node<'_>,
        api_version: &str,
        folder: &str,
        place: Option<Span>,
    ) -> Option<Self> {
        let spec = Spec::deserialize(Reader::new(object.get("spec")?)).ok()?;
        if spec.group.is_empty() || spec.names.kind.is_empty() {
            return None;
        }
        let beta = api_version.ends_with("/v1beta1");
        let open = spec.preserve_unknown_fields.unwrap_or(beta);
        let shared = spec.validation.and_then(|validation| validation.schema);
        let mut versions: Vec<CustomVersion> = spec
            .versions
            .into_iter()
            .map(|version| {
                let own = version.schema.and_then(|validation| validation.schema);
                custom_version(
                    version.name,
                    version.served,
                    own.or_else(|| shared.clone()),
                    open,
                )
            })
            .collect();
        if versions.is_empty()
            && let Some(name) = spec.version
        {
            versions.push(custom_version(name, true, shared, open));
        }
        Some(Self {
            group: spec.group,
            kind: spec.names.kind,
            versions,
            folder: folder.to_owned(),
            place,
        })
    }
}

fn custom_version(name: String, served: bool, schema: Option<Value>, open: bool) -> CustomVersion {
    CustomVersion {
        name,
        served,
        schema,
        open,
        compiled: OnceLock::new(),
    }
}
