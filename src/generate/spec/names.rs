//! What the names of tables may be that the user chooses.

use super::map::Names;

/// Any name that is not empty.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AnyName;

/// The name of an environment: it becomes a folder.
#[derive(Debug, Clone, Copy)]
pub(crate) struct EnvironmentNames;

/// The name of an object.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ObjectNames;

/// The name of an environment variable.
#[derive(Debug, Clone, Copy)]
pub(crate) struct VariableNames;

/// A port's name.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PortNames;

/// A label's or annotation's key.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LabelKeys;

/// A key of a ConfigMap or Secret.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DataKeys;

/// A path in the container.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FilePaths;

/// A path of a URL.
#[derive(Debug, Clone, Copy)]
pub(crate) struct UrlPaths;

/// An extended resource, such as `nvidia.com/gpu`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ResourceNames;

macro_rules! names {
    ($name:ident, $what:literal, $mistake:expr) => {
        impl Names for $name {
            const WHAT: &'static str = $what;

            fn mistake(name: &str) -> Option<(String, String)> {
                let mistake: fn(&str) -> Option<(String, String)> = $mistake;
                mistake(name)
            }
        }
    };
}

names!(AnyName, "a name", |_| None);
names!(
    EnvironmentNames,
    "the name of an environment",
    environment_mistake
);
names!(
    ObjectNames,
    "the name of an object",
    parsed::<super::text::ObjectName>
);
names!(VariableNames, "the name of a variable", variable_mistake);
names!(PortNames, "the name of a port", port_name_mistake);
names!(LabelKeys, "a key", label_key_mistake);
names!(DataKeys, "a key", parsed::<super::text::DataKey>);
names!(
    FilePaths,
    "a path in the container",
    parsed::<super::text::FilePath>
);
names!(
    UrlPaths,
    "a path of the URL",
    parsed::<super::text::UrlPath>
);
names!(ResourceNames, "the name of a resource", label_key_mistake);

fn parsed<T: super::text::Parse>(name: &str) -> Option<(String, String)> {
    let refusal = T::parse(name).err()?;
    Some((refusal.message, refusal.help))
}

fn environment_mistake(name: &str) -> Option<(String, String)> {
    // `--env all` means all of them.
    let is_right = name != "all" && parsed::<super::text::AppName>(name).is_none();
    (!is_right).then(|| {
        (
            format!("`{name}` cannot be the name of an environment"),
            "it becomes a folder: lower case letters, digits and dashes, and not `all`".to_owned(),
        )
    })
}

fn variable_mistake(name: &str) -> Option<(String, String)> {
    let is_right = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
    let starts_well = name
        .bytes()
        .next()
        .is_some_and(|byte| !byte.is_ascii_digit());
    (!starts_well || !name.bytes().all(is_right)).then(|| {
        (
            format!("`{name}` cannot be the name of a variable"),
            "it has letters, digits, `_`, `-` and `.`, and does not begin with a digit".to_owned(),
        )
    })
}

/// Why a text cannot be the name of a port (an IANA service name, RFC 6335).
pub(super) fn port_name_mistake(name: &str) -> Option<(String, String)> {
    let is_right = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let is_name = !name.is_empty()
        && name.len() <= 15
        && name.bytes().all(is_right)
        && name.bytes().any(|byte| byte.is_ascii_lowercase())
        && !name.starts_with('-')
        && !name.ends_with('-')
        && !name.contains("--");
    (!is_name).then(|| {
        (
            format!("`{name}` cannot be the name of a port"),
            "it has up to 15 lower case letters, digits and single dashes, and at least one letter"
                .to_owned(),
        )
    })
}

/// The part of a label's key after its prefix, or its value.
pub(super) fn is_label_part(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_right = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.".contains(byte);
    !bytes.is_empty()
        && bytes.len() <= 63
        && bytes.iter().all(is_right)
        && bytes[0].is_ascii_alphanumeric()
        && bytes[bytes.len() - 1].is_ascii_alphanumeric()
}

/// Why a text cannot be the key of a label or an annotation.
pub(super) fn label_key_mistake(key: &str) -> Option<(String, String)> {
    let (prefix, name) = match key.split_once('/') {
        Some((prefix, name)) => (Some(prefix), name),
        None => (None, key),
    };
    let prefix_is_right =
        prefix.is_none_or(|prefix| parsed::<super::text::ObjectName>(prefix).is_none());
    (!prefix_is_right || !is_label_part(name)).then(|| {
        (
            format!("`{key}` cannot be the key of a label"),
            "it has up to 63 letters, digits, `-`, `_` and `.`, perhaps behind a domain and a `/`"
                .to_owned(),
        )
    })
}
