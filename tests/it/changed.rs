//! `--changed-since`: what a branch brings, in a repository of its own.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use crate::command::{POLICIES_OFF, list, text};
use crate::git::git;

const SERVICE: &str = "\
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{port: 80, targetPort: 8080}]
";

fn deployment(label: &str, image: &str) -> String {
    format!(
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: web}}\nspec:\n  \
         selector: {{matchLabels: {{app: {label}}}}}\n  template:\n    \
         metadata: {{labels: {{app: {label}}}}}\n    spec:\n      containers:\n        \
         - name: web\n          image: {image}\n"
    )
}

/// An object with a finding that has been there for long.
const OLD: &str = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: old}\ndata: {size: [1]}\n";

struct Repository {
    folder: TempDir,
}

struct Ran {
    code: Option<i32>,
    output: String,
    errors: String,
}

impl Ran {
    /// Findings as `file: rule`, without the advice about resources and such.
    fn findings(&self) -> Vec<String> {
        let report: Value = serde_json::from_str(&self.output)
            .unwrap_or_else(|error| panic!("{error}: {}\n{}", self.errors, self.output));
        let said =
            |finding: &Value| format!("{}: {}", text(finding, "file"), text(finding, "rule"));
        list(&report, "diagnostics").iter().map(said).collect()
    }
}

impl Repository {
    /// Committed on `main`; `topic` is checked out.
    fn new() -> Self {
        let repository = Self {
            folder: tempfile::tempdir().expect("a folder"),
        };
        repository.git(&["init", "-q", "-b", "main"]);
        repository.write("k8s/service.yaml", SERVICE);
        repository.write("k8s/web.yaml", &deployment("web", "example.com/web:1.0"));
        let worker = deployment("worker", "example.com/web:1.0");
        let worker = worker.replace("metadata: {name: web}", "metadata: {name: worker}");
        repository.write("k8s/worker.yaml", &worker);
        repository.write("k8s/old.yaml", OLD);
        repository.commit();
        repository.git(&["checkout", "-qb", "topic"]);
        repository
    }

    fn git(&self, arguments: &[&str]) {
        git(self.folder.path(), arguments);
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    fn commit(&self) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-qm", "x"]);
    }

    /// `kubelint check` in a folder of the repository, with rules that this file is about.
    fn check_in(&self, folder: &str, arguments: &[&str]) -> Ran {
        kubelint(&self.folder.path().join(folder), arguments)
    }

    /// What is new, with the levels of the config.
    fn since_main_as_configured(&self) -> Vec<String> {
        let arguments = ["check", "-f", "json", "--changed-since", "main"];
        let arguments = [&arguments[..], &POLICIES_OFF].concat();
        run(self.folder.path(), &arguments).findings()
    }

    fn since_main(&self) -> Vec<String> {
        self.check_in("", &["-f", "json", "--changed-since", "main", "."])
            .findings()
    }
}

fn kubelint(folder: &Path, arguments: &[&str]) -> Ran {
    let select = "schema,networking,image-tag-missing,image-tag-latest";
    run(
        folder,
        &[&["check", "--select", select], arguments].concat(),
    )
}

fn run(folder: &Path, arguments: &[&str]) -> Ran {
    let output = Command::new(env!("CARGO_BIN_EXE_kubelint"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .expect("it runs");
    Ran {
        code: output.status.code(),
        output: String::from_utf8_lossy(&output.stdout).into_owned(),
        errors: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

#[test]
fn what_was_there_before_is_counted_and_not_reported() {
    let repository = Repository::new();
    assert_eq!(repository.since_main(), [""; 0]);
    repository.write("k8s/web.yaml", &deployment("web", "example.com/web"));
    assert_eq!(repository.since_main(), ["k8s/web.yaml: image-tag-missing"]);
    let ran = repository.check_in("", &["--changed-since", "main"]);
    assert_eq!(ran.code, Some(0));
    let said = "1 finding of files that did not change was there before, at ";
    assert!(ran.output.contains(said), "{}", ran.output);
    let all = repository.check_in("", &[]);
    assert_eq!(all.code, Some(1), "{}", all.output);
}

#[test]
fn what_a_change_causes_in_another_file_is_reported() {
    let repository = Repository::new();
    repository.write("k8s/web.yaml", &deployment("shop", "example.com/web:1.0"));
    repository.commit();
    assert_eq!(
        repository.since_main(),
        ["k8s/service.yaml: service-selector-matches-nothing"]
    );
}

#[test]
fn a_deleted_and_a_new_file_are_changes() {
    let repository = Repository::new();
    fs::remove_file(repository.folder.path().join("k8s/web.yaml")).expect("it is there");
    repository.write("k8s/untracked.yaml", OLD);
    repository.write("k8s/ignored.yaml", OLD);
    repository.write(".gitignore", "ignored.yaml\n");
    assert_eq!(
        repository.since_main(),
        [
            "k8s/service.yaml: service-selector-matches-nothing",
            "k8s/untracked.yaml: field-type"
        ]
    );
}

#[test]
fn all_of_a_changed_file_is_reported() {
    let repository = Repository::new();
    repository.write("k8s/old.yaml", &format!("# why\n{OLD}"));
    assert_eq!(repository.since_main(), ["k8s/old.yaml: field-type"]);
}

#[test]
fn it_makes_no_difference_where_in_the_repository_the_run_is() {
    let repository = Repository::new();
    repository.write("k8s/web.yaml", &deployment("shop", "example.com/web:1.0"));
    repository.write("other/x.yaml", "a: 1\n");
    let arguments = ["-f", "json", "--changed-since", "main"];
    let inside = repository.check_in("k8s", &arguments);
    assert_eq!(
        inside.findings(),
        ["service.yaml: service-selector-matches-nothing"]
    );
    let beside = repository.check_in("other", &[&arguments[..], &["../k8s"]].concat());
    assert_eq!(
        beside.findings(),
        ["../k8s/service.yaml: service-selector-matches-nothing"]
    );
    let folder = repository
        .folder
        .path()
        .canonicalize()
        .expect("it is there");
    let absolute = folder.join("k8s").to_string_lossy().into_owned();
    let named = repository.check_in("", &[&arguments[..], &[&absolute]].concat());
    assert_eq!(
        named.findings(),
        ["k8s/service.yaml: service-selector-matches-nothing"]
    );
}

#[test]
fn a_change_of_the_config_causes_findings() {
    let repository = Repository::new();
    repository.write("kubelint.toml", "[rules]\nfield-type = \"off\"\n");
    repository.commit();
    repository.git(&["branch", "-qf", "main"]);
    assert_eq!(repository.since_main_as_configured(), [""; 0]);
    repository.write("kubelint.toml", "[rules]\nfield-type = \"warning\"\n");
    assert_eq!(
        repository.since_main_as_configured(),
        ["k8s/old.yaml: field-type"]
    );
    repository.commit();
    repository.git(&["branch", "-qf", "main"]);
    assert_eq!(repository.since_main_as_configured(), [""; 0]);
    repository.write("kubelint.toml", "[rules]\nfield-type = \"error\"\n");
    assert_eq!(
        repository.since_main_as_configured(),
        ["k8s/old.yaml: field-type"]
    );
}

/// A policy that refuses a kind.
fn refusing(kind: &str) -> String {
    let rule = kind.to_lowercase();
    format!(
        "# METADATA\n# title: there is a {kind}\n# description: |\n#   It is not wanted.\n\
         # custom:\n#   level: error\n#   on: [{kind}]\n\
         package kubelint.own.refuses_{rule}\n\n\
         deny contains \"a {kind}\" if {{\n\tinput.object.kind == \"{kind}\"\n}}\n"
    )
}

#[test]
fn policies_of_then_judge_what_was_then() {
    let repository = Repository::new();
    repository.write("kubelint.toml", "policies = [\"policies\"]\n");
    repository.write("policies/own/refuses_secret.rego", &refusing("Secret"));
    repository.commit();
    repository.git(&["branch", "-qf", "main"]);
    repository.write(
        "policies/own/refuses_configmap.rego",
        &refusing("ConfigMap"),
    );
    let check = || {
        let arguments = ["-f", "json", "--changed-since", "main"];
        repository.check_in("", &[&arguments[..], &["--select", "own"]].concat())
    };
    assert_eq!(check().findings(), ["k8s/old.yaml: refuses-configmap"]);
    repository.commit();
    repository.git(&["branch", "-qf", "main"]);
    assert_eq!(check().findings(), [""; 0]);
    assert_eq!(check().errors, "");
}

#[test]
fn an_argument_about_a_rule_that_is_new_does_not_hide_what_was_known() {
    let repository = Repository::new();
    repository.write(
        "policies/own/refuses_configmap.rego",
        &refusing("ConfigMap"),
    );
    repository.write("kubelint.toml", "policies = [\"policies\"]\n");
    let arguments = [
        "-f",
        "json",
        "--changed-since",
        "main",
        "--select",
        "refuses-configmap",
    ];
    let ran = repository.check_in("", &arguments);
    assert_eq!(ran.findings(), ["k8s/old.yaml: refuses-configmap"]);
    assert_eq!(ran.errors, "");
}

#[test]
fn where_the_config_was_wrong_everything_is_reported_and_it_says_so() {
    let repository = Repository::new();
    repository.write("kubelint.toml", "rulez = 1\n");
    repository.commit();
    repository.git(&["branch", "-qf", "main"]);
    repository.write("kubelint.toml", "");
    let ran = repository.check_in("", &["-f", "json", "--changed-since", "main"]);
    assert_eq!(ran.findings(), ["k8s/old.yaml: field-type"]);
    assert!(
        ran.errors.starts_with("warning: the configuration of "),
        "{}",
        ran.errors
    );
}

#[test]
fn a_shallow_clone_is_told_the_command() {
    let repository = Repository::new();
    repository.write("k8s/web.yaml", &deployment("web", "example.com/web"));
    repository.commit();
    let clone = tempfile::tempdir().expect("a folder");
    let url = format!("file://{}", repository.folder.path().display());
    let into = clone.path().to_string_lossy().into_owned();
    repository.git(&["clone", "-q", "--depth=1", "-b", "topic", &url, &into]);
    let ran = kubelint(clone.path(), &["--changed-since", "origin/main"]);
    assert_eq!((ran.code, ran.output.as_str()), (Some(2), ""));
    assert_eq!(
        ran.errors,
        "error: this clone does not have the commit `origin/main`\n\
         help: `git fetch --unshallow origin main:refs/remotes/origin/main` brings it\n"
    );
    git(
        clone.path(),
        &[
            "fetch",
            "-q",
            "--unshallow",
            "origin",
            "main:refs/remotes/origin/main",
        ],
    );
    let ran = kubelint(
        clone.path(),
        &["-f", "json", "--changed-since", "origin/main"],
    );
    assert_eq!(ran.findings(), ["k8s/web.yaml: image-tag-missing"]);
}

#[test]
fn what_has_no_history_is_refused() {
    let repository = Repository::new();
    let ran = repository.check_in("", &["--changed-since", "main", "-"]);
    assert_eq!(ran.code, Some(2));
    assert!(
        ran.errors
            .starts_with("error: `--changed-since` cannot be told"),
        "{}",
        ran.errors
    );
    let nowhere = tempfile::tempdir().expect("a folder");
    fs::write(nowhere.path().join("a.yaml"), OLD).expect("a file");
    let ran = kubelint(nowhere.path(), &["--changed-since", "main"]);
    assert_eq!(ran.code, Some(2));
    assert!(
        ran.errors
            .starts_with("error: git says: not a git repository"),
        "{}",
        ran.errors
    );
}

#[test]
fn annotations_begin_with_lines_that_changed() {
    let repository = Repository::new();
    for number in 0..12 {
        repository.write(&format!("a/{number}.yaml"), OLD);
    }
    repository.write(
        "k8s/both.yaml",
        &format!("{OLD}---\n{}", OLD.replace("old", "new")),
    );
    repository.commit();
    repository.git(&["branch", "-qf", "main"]);
    repository.write(
        "k8s/both.yaml",
        &format!("{OLD}---\n{}", OLD.replace("size", "length")),
    );
    let ran = repository.check_in("", &["-f", "github", "--changed-first", "main"]);
    let first = ran.output.lines().next().unwrap_or("");
    assert!(
        first.starts_with("::error file=k8s/both.yaml,line=9,"),
        "{}",
        ran.output
    );
    assert_eq!(ran.output.matches("::error").count(), 10);
    assert!(
        ran.output.ends_with("and 5 errors more in the summary\n"),
        "{}",
        ran.output
    );
}

/// As pre-commit calls it: the files of a commit by name, whatever they refer to.
#[test]
fn files_of_a_commit_are_held_against_the_whole_repository() {
    let repository = Repository::new();
    let findings = |files: &[&str]| {
        let arguments = ["-f", "json", "--force-exclude"];
        repository
            .check_in("", &[&arguments[..], files].concat())
            .findings()
    };
    assert_eq!(findings(&["k8s/service.yaml", "k8s/worker.yaml"]), [""; 0]);
    repository.write("k8s/web.yaml", &deployment("shop", "example.com/web"));
    assert_eq!(
        findings(&["k8s/service.yaml"]),
        ["k8s/service.yaml: service-selector-matches-nothing"]
    );
    assert_eq!(findings(&["k8s/old.yaml"]), ["k8s/old.yaml: field-type"]);
}
