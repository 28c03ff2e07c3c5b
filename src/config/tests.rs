//! Configs in folders of their own, read with a handful of rules.

mod ignores;
mod layers;
mod published;
mod reading;
mod show;

use std::borrow::Cow;
use std::fs;
use std::path::Path;

use serde_json::json;
use tempfile::TempDir;

use super::{CommandLine, Config, ConfigError, RawConfig};
use crate::registry::Registry;
use crate::rule::{Entry, Level, Levels, Param};

/// The example of the design.
const EXAMPLE: &str = r#"
kubernetes-versions = ["1.34", "1.37"]
profile  = "recommended"
include  = ["k8s/**", "apps/*/deploy"]
exclude  = ["charts/**/templates"]
policies = ["policies"]
schemas  = ["crds/", "schemas/{{ .Group }}/{{ .ResourceKind }}_{{ .ResourceAPIVersion }}.json"]

[rules]
image-tag-latest = "error"
resources  = "warning"
[rules.image-registry-not-allowed]
level = "error"
allow = ["ghcr.io/acme/"]

[[overrides]]
paths = ["legacy/**"]
rules = { memory-limit-missing = "off" }

[[ignore]]
rules = ["run-as-root-explicit"]
kind = "DaemonSet"
name = "node-exporter"
reason = "needs host access"
expires = 2027-06-01

[[units]]
paths = ["k8s/base/**", "k8s/prod/**"]

[[generate]]
spec   = "apps/*/app.toml"
output = "deploy/{name}"
format = "kustomize"

[externals]
secrets = ["shop/db-credentials"]
"#;

fn entry(id: &'static str, group: &'static str, levels: [Level; 3]) -> Entry {
    let [recommended, strict, all] = levels;
    Entry {
        id: Cow::Borrowed(id),
        group: Cow::Borrowed(group),
        title: Cow::Borrowed("something is wrong"),
        description: Cow::Borrowed(""),
        example: None,
        levels: Levels {
            recommended,
            strict,
            all,
        },
        aliases: Vec::new(),
        params: Vec::new(),
        also_in: Vec::new(),
        mutes: Vec::new(),
    }
}

fn param(name: &str, default: serde_json::Value) -> Param {
    Param {
        name: name.to_owned(),
        description: format!("what {name} does"),
        default,
    }
}

fn registry() -> Registry {
    use Level::{Error, Info, Off, Warning};
    let mut registry_not_allowed = entry("image-registry-not-allowed", "images", [Off; 3]);
    registry_not_allowed.params = vec![param("allow", json!([]))];
    let mut root = entry("run-as-root-explicit", "security", [Warning; 3]);
    root.aliases = vec![Cow::Borrowed("kube-linter:run-as-non-root")];
    root.also_in = vec![Cow::Borrowed("pss-restricted")];
    let mut replicas = entry("replicas-too-few", "availability", [Info, Warning, Warning]);
    replicas.params = vec![
        param("min", json!(2)),
        param("kinds", json!(["Deployment"])),
        param("per-kind", json!({"Deployment": 2})),
        param("strict", json!(false)),
        param("anything", json!(null)),
    ];
    Registry::of(vec![
        entry("memory-limit-missing", "resources", [Warning; 3]),
        entry("cpu-limit-missing", "resources", [Off, Off, Warning]),
        entry("image-tag-latest", "images", [Warning; 3]),
        entry(
            "read-only-root-missing",
            "security",
            [Off, Warning, Warning],
        ),
        entry("yaml-syntax", "yaml", [Error; 3]),
        entry("internal-error", "run", [Error; 3]),
        registry_not_allowed,
        root,
        replicas,
    ])
}

/// A folder with files; a name that ends in `/` is a folder.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        if name.ends_with('/') {
            fs::create_dir_all(&path).unwrap();
            continue;
        }
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn resolve(directory: &Path, command_line: CommandLine) -> Result<Config, ConfigError> {
    RawConfig::read(directory, command_line).resolve(&registry())
}

/// The config of a folder with these files, which has to be right.
fn config(files: &[(&str, &str)], command_line: CommandLine) -> Config {
    let folder = folder(files);
    resolve(folder.path(), command_line).unwrap_or_else(|error| panic!("{error}"))
}

/// One file, and arguments about rules.
fn with_rules(text: &str, level: &[&str], select: &[&str], ignore: &[&str]) -> Config {
    let owned = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect();
    let command_line = CommandLine {
        level: owned(level),
        select: owned(select),
        ignore: owned(ignore),
        ..CommandLine::default()
    };
    config(&[("kubelint.toml", text)], command_line)
}

/// What is wrong with one file: the characters that are marked, the message, the help.
fn problems(text: &str) -> Vec<String> {
    let folder = folder(&[("kubelint.toml", text)]);
    let Err(error) = resolve(folder.path(), CommandLine::default()) else {
        return Vec::new();
    };
    said(&error)
}

fn said(error: &ConfigError) -> Vec<String> {
    let said = |problem: &crate::diagnostic::Diagnostic| {
        let help = problem.help.as_ref();
        let help = help.map_or_else(String::new, |help| format!(" ({help})"));
        let written = error.sources.slice(problem.span);
        format!("{written} | {}{help}", problem.message)
    };
    error.diagnostics.iter().map(said).collect()
}
