//! The keys of `kubelint.toml`: the one table that the reader, the JSON Schema and
//! `kubelint init` go by.

use crate::rule::{LEVELS, PROFILES};

/// A key of a table.
#[derive(Debug)]
pub(super) struct Key {
    pub(super) name: &'static str,
    pub(super) shape: Shape,
    /// Whether the table is wrong without it; a list that is required may not be empty either.
    pub(super) required: bool,
    /// What it is for, in a sentence without a full stop.
    pub(super) description: &'static str,
    /// A value as TOML; the lines of a table of rules; none for what `kubelint init` leaves out.
    pub(super) example: &'static str,
}

/// What stands behind a key.
#[derive(Debug, Clone, Copy)]
pub(super) enum Shape {
    Text(Text),
    Texts(Text),
    /// A string or a list of strings.
    OneOrMore(Text),
    Date,
    /// Levels and parameters, by rule or group.
    Rules,
    /// Levels, by rule or group.
    Levels,
    Table(&'static [Key]),
    Tables(&'static [Key]),
}

/// What a string means.
#[derive(Debug, Clone, Copy)]
pub(super) enum Text {
    /// Any words.
    Words,
    /// A path, of something that need not exist.
    Path,
    /// A folder.
    Folder,
    /// Another `kubelint.toml`.
    Config,
    /// A folder, a file or a template of schemas.
    Schemas,
    /// A glob of paths; one that leaves out or overrides holds at any depth without a slash.
    Paths,
    /// A glob of names.
    Names,
    /// A rule or a group.
    Rule,
    /// A Kubernetes version.
    Version,
    /// An object: `namespace/name`, or `name` for any namespace.
    Object,
    /// An object that lies in no namespace.
    ClusterObject,
    /// One of these words.
    Choice(&'static [&'static str]),
}

/// The key of the folders that bring more rules.
pub(super) const POLICIES: &str = "policies";

pub(super) const LEVEL_NAMES: &[&str] = &[LEVELS[0].0, LEVELS[1].0, LEVELS[2].0, LEVELS[3].0];
const PROFILE_NAMES: &[&str] = &[PROFILES[0].0, PROFILES[1].0, PROFILES[2].0];
const FAIL_ON_NAMES: &[&str] = &["error", "warning", "info", "never"];
const FORMATS: &[&str] = &["yaml", "kustomize"];

const fn key(
    name: &'static str,
    shape: Shape,
    description: &'static str,
    example: &'static str,
) -> Key {
    Key {
        name,
        shape,
        required: false,
        description,
        example,
    }
}

impl Key {
    const fn required(mut self) -> Self {
        self.required = true;
        self
    }
}

/// The keys of the file, in the order of `kubelint init`.
pub(super) const KEYS: &[Key] = &[
    key(
        "extends",
        Shape::OneOrMore(Text::Config),
        "The config, or list of configs, that this one is laid over",
        r#""../kubelint.toml""#,
    ),
    key(
        "kubernetes-versions",
        Shape::Texts(Text::Version),
        "The Kubernetes versions to check for; the newest when absent",
        r#"["1.34", "1.37"]"#,
    ),
    key(
        "profile",
        Shape::Text(Text::Choice(PROFILE_NAMES)),
        "Which levels the rules have by default: recommended, strict or all",
        r#""strict""#,
    ),
    key(
        "fail-on",
        Shape::Text(Text::Choice(FAIL_ON_NAMES)),
        "The lowest level that makes the exit code 1: error, warning, info or never",
        r#""warning""#,
    ),
    key(
        "namespace",
        Shape::Text(Text::Words),
        "The namespace of objects that name none",
        r#""shop""#,
    ),
    key(
        "include",
        Shape::Texts(Text::Paths),
        "What is read when no paths are given, or paths only filter; this folder when absent",
        r#"["k8s/**", "apps/*/deploy"]"#,
    ),
    key(
        "exclude",
        Shape::Texts(Text::Paths),
        "What is left out; a glob without a slash holds at any depth",
        r#"["charts/**/templates"]"#,
    ),
    key(
        POLICIES,
        Shape::Texts(Text::Folder),
        "Folders of policies in Rego",
        r#"["policies"]"#,
    ),
    key(
        "schemas",
        Shape::Texts(Text::Schemas),
        "Folders of CRDs or JSON Schemas, and path templates of JSON Schemas",
        r#"["crds/", "schemas/{{ .Group }}/{{ .ResourceKind }}_{{ .ResourceAPIVersion }}.json"]"#,
    ),
    key(
        "baseline",
        Shape::Text(Text::Path),
        "The file of known findings, which are not reported",
        r#"".kubelint-baseline.json""#,
    ),
    key(
        "rules",
        Shape::Rules,
        "The level of a rule or of a whole group: off, info, warning or error",
        "custom-resource-without-schema = \"warning\"\nschema = \"error\"",
    ),
    key(
        "overrides",
        Shape::Tables(OVERRIDES),
        "Other levels for some files; later entries win",
        "",
    ),
    key(
        "ignore",
        Shape::Tables(IGNORE),
        "Findings that are accepted; all that an entry names must fit",
        "",
    ),
    key(
        "units",
        Shape::Tables(UNITS),
        "Files that are applied together",
        "",
    ),
    key(
        "generate",
        Shape::Tables(GENERATE),
        "What `kubelint gen` writes when it is given no spec",
        "",
    ),
    key(
        "externals",
        Shape::Table(EXTERNALS),
        "Objects that exist elsewhere: `namespace/name`, or `name` for any namespace; `*` is any text",
        "",
    ),
];

const OVERRIDES: &[Key] = &[
    key(
        "paths",
        Shape::Texts(Text::Paths),
        "Globs of the files; one without a slash holds at any depth",
        r#"["legacy/**"]"#,
    )
    .required(),
    key(
        "rules",
        Shape::Levels,
        "The levels of rules and groups in these files",
        r#"{ yaml-key-retyped = "off" }"#,
    )
    .required(),
];

const IGNORE: &[Key] = &[
    key(
        "rules",
        Shape::Texts(Text::Rule),
        "Rules or groups; all when absent",
        r#"["field-unknown"]"#,
    ),
    key(
        "kind",
        Shape::Text(Text::Names),
        "The object's kind, as a glob",
        r#""DaemonSet""#,
    ),
    key(
        "name",
        Shape::Text(Text::Names),
        "The object's name, as a glob",
        r#""node-*""#,
    ),
    key(
        "namespace",
        Shape::Text(Text::Names),
        "The object's namespace, as a glob",
        r#""monitoring""#,
    ),
    key(
        "path",
        Shape::Text(Text::Paths),
        "The file, as a glob; one without a slash holds at any depth",
        r#""vendor/**""#,
    ),
    key(
        "reason",
        Shape::Text(Text::Words),
        "Why it is accepted",
        r#""needs host access""#,
    )
    .required(),
    key(
        "expires",
        Shape::Date,
        "The last day on which it is accepted",
        "2027-06-01",
    ),
];

const UNITS: &[Key] = &[key(
    "paths",
    Shape::Texts(Text::Paths),
    "Globs of the files",
    r#"["k8s/base/**", "k8s/prod/**"]"#,
)
.required()];

const GENERATE: &[Key] = &[
    key(
        "spec",
        Shape::Text(Text::Paths),
        "The specs, as a glob",
        r#""apps/*/app.toml""#,
    )
    .required(),
    key(
        "output",
        Shape::Text(Text::Path),
        "The folder that is written; `{name}` is the name of the application",
        r#""deploy/{name}""#,
    )
    .required(),
    key(
        "format",
        Shape::Text(Text::Choice(FORMATS)),
        "yaml, or kustomize for a base with an overlay per environment",
        r#""kustomize""#,
    ),
];

const fn external(name: &'static str, description: &'static str, example: &'static str) -> Key {
    key(name, Shape::Texts(Text::Object), description, example)
}

const fn cluster_external(name: &'static str, description: &'static str) -> Key {
    key(name, Shape::Texts(Text::ClusterObject), description, "")
}

const EXTERNALS: &[Key] = &[
    external("secrets", "Secrets", r#"["shop/db-credentials"]"#),
    external("configmaps", "ConfigMaps", ""),
    external("services", "Services", ""),
    external("serviceaccounts", "ServiceAccounts", ""),
    external("persistentvolumeclaims", "PersistentVolumeClaims", ""),
    external("roles", "Roles", ""),
    cluster_external("clusterroles", "ClusterRoles"),
    cluster_external("ingressclasses", "IngressClasses"),
    cluster_external("namespaces", "Namespaces"),
    cluster_external("persistentvolumes", "PersistentVolumes"),
    cluster_external("priorityclasses", "PriorityClasses"),
    cluster_external("runtimeclasses", "RuntimeClasses"),
    cluster_external("storageclasses", "StorageClasses"),
];
