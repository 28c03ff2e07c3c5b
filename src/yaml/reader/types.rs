//! The Kubernetes types whose values Go reads in a way of its own.

use std::any::type_name;

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{GeneralPurpose, GeneralPurposeConfig};
use k8s_openapi::ByteString;
use k8s_openapi::apiextensions_apiserver::pkg::apis::apiextensions::v1::{
    JSONSchemaPropsOrArray, JSONSchemaPropsOrBool, JSONSchemaPropsOrStringArray,
};

/// Whether two types are the same one. Visitors do not tell what they are for, and their values
/// borrow, so that the names have to do.
fn is<A, B>() -> bool {
    type_name::<A>() == type_name::<B>()
}

/// Whether the server takes a text or number for such a value, and drops it.
pub(super) fn drops_scalars<T>() -> bool {
    is::<T, JSONSchemaPropsOrArray>() || is::<T, JSONSchemaPropsOrStringArray>()
}

/// Whether a type is a schema in a CustomResourceDefinition that may be written in another way.
pub(super) fn is_schema<T>() -> bool {
    drops_scalars::<T>() || is::<T, JSONSchemaPropsOrBool>()
}

/// Whether a value is bytes: its text is base64.
pub(super) fn is_bytes<T>() -> bool {
    is::<T, ByteString>()
}

/// Base64 with the unused bits of its last letter set at will, which Go takes.
const LOOSE_BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true),
);

/// Base64 without line breaks and with its unused bits unset, as `ByteString` wants it.
pub(super) fn canonical_base64(text: &str) -> Option<String> {
    let joined = text.replace(['\r', '\n'], "");
    let bytes = LOOSE_BASE64.decode(joined).ok()?;
    Some(LOOSE_BASE64.encode(bytes))
}
