//! What is wrong with a `kubelint.toml`, as people see it.

use kubelint::check::outcome::Outcome;
use kubelint::config::{CommandLine, ConfigError, RawConfig};
use kubelint::registry::Registry;
use kubelint::report::{Format, Options, Report, render};
use kubelint::rule::{Entry, Param};
use kubelint::source::{WalkOptions, walk};
use serde_json::json;
use tempfile::TempDir;

use crate::command::folder;

/// The rules that are built in, one of them with parameters.
fn registry() -> Registry {
    let mut entries: Vec<Entry> = Registry::built_in().entries().to_vec();
    for entry in &mut entries {
        if entry.id == "field-unknown" {
            entry.aliases.push("kubeconform:strict".into());
            entry.params = [("allow", json!(["x"])), ("min-length", json!(2))]
                .map(|(name, default)| Param {
                    name: name.to_owned(),
                    description: String::new(),
                    default,
                })
                .to_vec();
        }
    }
    Registry::of(entries)
}

fn refused(files: &[(&str, &str)], command_line: CommandLine) -> ConfigError {
    let folder = folder(files);
    let raw = RawConfig::read(folder.path(), command_line);
    match raw.resolve(&registry()) {
        Ok(_) => panic!("the config is right"),
        Err(error) => error,
    }
}

/// The findings of the report for people, without its summary.
fn drawn(error: ConfigError) -> String {
    let outcome = Outcome {
        sources: error.sources,
        diagnostics: error.diagnostics,
        ..Outcome::default()
    };
    let report = Report {
        outcome: &outcome,
        registry: &registry(),
        options: &Options {
            fold: false,
            ..Options::default()
        },
    };
    let mut bytes = Vec::new();
    render(Format::Human, &report, &mut bytes).expect("memory takes all bytes");
    let text = String::from_utf8(bytes).expect("reports are UTF-8");
    let end = text.find("\nlevel ").unwrap_or(text.len());
    text[..end].trim_end().to_owned()
}

/// Takes down how the problems of some files are drawn.
#[track_caller]
fn snapshot(name: &str, files: &[(&str, &str)], command_line: CommandLine) {
    let text = drawn(refused(files, command_line));
    insta::with_settings!({omit_expression => true, prepend_module_to_snapshot => false}, {
        insta::assert_snapshot!(format!("config_{name}"), text);
    });
}

fn file(text: &str) -> [(&str, &str); 1] {
    [("kubelint.toml", text)]
}

#[test]
fn syntax_errors_are_drawn() {
    let text = r#"profile = strict
namespace = "shop
[rules]
field-unknown = "off"
field-unknown = "error"
schema =
yaml = True
[[ignore]]
expires = 2027-02-30
reason = 'vendored
[[ignore]]
rules = ["yaml"
reason = "vendored"
"#;
    snapshot("syntax", &file(text), CommandLine::default());
    let text = "fail on = \"error\"\nrules = { yaml = \"off\", schema }\n[overrides\n";
    snapshot("structure", &file(text), CommandLine::default());
}

#[test]
fn unknown_keys_are_drawn() {
    let text = r#"kuberntes-versions = ["1.37"]
colour = true

[[ignore]]
rules = ["schema"]
reasn = "vendored"

[[overrides]]
files = ["legacy/**"]

[externals]
secret = ["shop/db"]
"#;
    snapshot("keys", &file(text), CommandLine::default());
}

#[test]
fn values_of_the_wrong_type_are_drawn() {
    let text = r#"kubernetes-versions = [1.34, "1.37"]
profile = true
include = "k8s/**"
namespace = ["a"]
exclude = [{ path = "x" }]
extends = 3
overrides = "legacy"
units = [["k8s"]]

[ignore]
reason = "vendored"

[[rules]]
schema = "off"

[[externals]]
secrets = "shop/db"
"#;
    snapshot("types", &file(text), CommandLine::default());
}

#[test]
fn values_that_cannot_be_meant_are_drawn() {
    let text = r#"kubernetes-versions = ["1.99", "latest"]
profile = "strickt"
fail-on = "nothing"
namespace = ""
exclude = ["charts/[a", "ok/**"]
policies = ["polices"]
schemas = ["https://example.com/crds", "gone/", "s/{{ .Group }}.json"]

[[ignore]]
rules = []
name = "node-{a"
expires = "2027-06-01"
reason = " "

[[ignore]]
kind = "Pod"
expires = 2027-06-01T10:00:00Z
reason = "until then"

[[ignore]]
reason = "all of it"

[[generate]]
spec = "apps/*.toml"
format = "helm"

[externals]
secrets = ["shop/db/x", "Shop/db"]
namespaces = ["shop/db"]
"#;
    let files = [("kubelint.toml", text), ("policies/a.rego", "")];
    snapshot("values", &files, CommandLine::default());
}

#[test]
fn problems_with_rules_are_drawn() {
    let text = r#"[rules]
field-unknwon = "off"
"kubeconform:strict" = "error"
schemas = "off"
yaml-limit = false
yaml-syntax = 2
field-type = "fatal"
field-value = { level = "eror", max = 3 }

[rules.field-unknown]
allow = "metadata"
min-lenght = 3
min-length = inf

[rules.yaml]
level = "info"
depth = 3

[[overrides]]
paths = []
rules = { field-unknown = { allow = ["x"] }, field-tpye = "off" }

[[overrides]]
paths = ["legacy"]
rules.field-unknown.level = "none"

[[ignore]]
rules = ["field-unknown", "fields"]
reason = "vendored"
"#;
    let more = "[rules.field-unknown]\nallow = [\"a\", 1, 2027-06-01]\nmin-length = \"2\"\n";
    let base = format!("extends = \"more.toml\"\n{text}");
    let files = [("kubelint.toml", base.as_str()), ("more.toml", more)];
    snapshot("rules", &files, CommandLine::default());
}

#[test]
fn problems_with_what_is_extended_are_drawn() {
    let files = [
        (
            "kubelint.toml",
            "extends = [\"team/base.toml\", \"tem/base.toml\", \"team\"]\n",
        ),
        (
            "team/base.toml",
            "extends = \"../kubelint.toml\"\nprofile = \"lax\"\n",
        ),
    ];
    snapshot("extends", &files, CommandLine::default());
}

#[test]
fn problems_with_arguments_are_drawn() {
    let command_line = CommandLine {
        level: vec!["field-unknown=of,schema".to_owned()],
        select: vec!["yaml-syntax,shema".to_owned()],
        ignore: vec![String::new()],
        ..CommandLine::default()
    };
    snapshot("arguments", &file("[rules]\nyam = 'off'\n"), command_line);
}

#[test]
fn a_config_that_cannot_be_read_is_drawn() {
    let command_line = CommandLine {
        config: Some("kubelnt.toml".into()),
        ..CommandLine::default()
    };
    snapshot("absent", &file(""), command_line);
}

/// The names of the files that a run in `directory` reads, by the include and exclude of its config.
fn found(folder: &TempDir, directory: &str) -> Vec<String> {
    let directory = folder.path().join(directory);
    let raw = RawConfig::read(&directory, CommandLine::default());
    let config = raw
        .resolve(&registry())
        .unwrap_or_else(|error| panic!("{error}"));
    let options = WalkOptions {
        directory,
        exclude: config.exclude,
        ..WalkOptions::default()
    };
    let found = walk(&config.include, &options).expect("there are files");
    found.into_iter().map(|file| file.name).collect()
}

#[test]
fn the_walk_finds_the_same_files_wherever_it_starts() {
    let config =
        "include = ['apps/*/deploy', 'infra']\nexclude = ['apps/*/deploy/gen', 'old.yaml']\n";
    let folder = folder(&[
        ("kubelint.toml", config),
        ("apps/web/deploy/a.yaml", ""),
        ("apps/web/deploy/old.yaml", ""),
        ("apps/web/deploy/gen/b.yaml", ""),
        ("apps/web/gen/deploy/c.yaml", ""),
        ("apps/db/deploy/a.yaml", ""),
        ("infra/x/a.yaml", ""),
        ("infra/x/old.yaml", ""),
        ("other/a.yaml", ""),
    ]);
    let from_the_top = [
        "apps/db/deploy/a.yaml",
        "apps/web/deploy/a.yaml",
        "infra/x/a.yaml",
    ];
    assert_eq!(found(&folder, ""), from_the_top);
    let from_apps = ["../infra/x/a.yaml", "db/deploy/a.yaml", "web/deploy/a.yaml"];
    assert_eq!(found(&folder, "apps"), from_apps);
    assert_eq!(
        found(&folder, "apps/web/deploy"),
        [
            "../../../apps/db/deploy/a.yaml",
            "../../../infra/x/a.yaml",
            "a.yaml"
        ]
    );
}
