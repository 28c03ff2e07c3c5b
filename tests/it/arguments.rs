//! What the command line reads, leaves out and refuses, and what it says of its rules.

use kubelint::cli::Exit;
use kubelint::policy::Policies;
use kubelint::registry::Registry;

use crate::command::{check, check_input, folder, kubelint, path, place, text};

const BAD: &str = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {x: 1}\n";

/// The names, without their folder, of the files with findings.
fn found(arguments: &[&str]) -> Vec<String> {
    let findings = check(arguments).findings();
    let name = |file: &str| file.rsplit('/').next().unwrap_or("").to_owned();
    findings
        .iter()
        .map(|finding| name(text(finding, "file")))
        .collect()
}

#[test]
fn a_glob_gives_the_files_that_match() {
    assert_eq!(
        found(&["testdata/mistakes/*/typo*.yaml"]),
        ["typo-of-an-optional-field.yaml", "typo.yaml"]
    );
    let nothing = check(&["testdata/**/*.nope"]);
    assert_eq!(nothing.exit, Exit::Failed);
    assert!(
        nothing
            .errors
            .contains("`testdata/**/*.nope` matches no file")
    );
}

#[test]
fn a_file_that_is_given_is_read_whatever_it_is_called() {
    let folder = folder(&[
        ("manifest.txt", BAD),
        ("Makefile", BAD),
        ("notes.md", "# Notes\n"),
    ]);
    for name in ["manifest.txt", "Makefile"] {
        let findings = check(&[path(&folder, name)]).findings();
        assert_eq!(
            findings.iter().map(place).collect::<Vec<_>>(),
            ["4:11 yaml-number-trap"]
        );
    }
    let all = check(&[folder.path().to_string_lossy()]);
    assert_eq!(all.exit, Exit::Failed, "none of them ends in .yaml");
}

#[test]
fn a_file_that_is_given_twice_is_read_once() {
    let file = "testdata/mistakes/field-unknown/typo.yaml";
    assert_eq!(
        found(&[file, "testdata/mistakes/field-unknown/typo*.yaml", file]).len(),
        2
    );
}

#[test]
fn ignored_files_are_left_out_of_folders_and_read_when_given() {
    let files = [
        (".gitignore", "out/\n"),
        ("a.yaml", BAD),
        ("out/b.yaml", BAD),
    ];
    let folder = folder(&files);
    let all = path(&folder, "");
    let ignored = path(&folder, "out/b.yaml");
    assert_eq!(found(&[&all]), ["a.yaml"]);
    assert_eq!(found(&[&all, "--no-ignore"]), ["a.yaml", "b.yaml"]);
    assert_eq!(found(&[&ignored]), ["b.yaml"]);
    assert_eq!(found(&[&all, &ignored]), ["a.yaml", "b.yaml"]);
}

#[test]
fn forced_excludes_hold_for_files_that_are_given() {
    let files = [
        (".git/HEAD", ""),
        (".gitignore", "out/\n"),
        ("a.yaml", BAD),
        ("out/b.yaml", BAD),
        ("c.yaml", BAD),
    ];
    let folder = folder(&files);
    let given = ["a.yaml", "out/b.yaml", "c.yaml"].map(|name| path(&folder, name));
    let given: Vec<&str> = given.iter().map(String::as_str).collect();
    let exclude = [&given[..], &["--exclude", "c.yaml"]].concat();
    assert_eq!(
        found(&exclude),
        ["a.yaml", "c.yaml", "b.yaml"],
        "they are given"
    );
    let forced = [&exclude[..], &["--force-exclude"]].concat();
    assert_eq!(found(&forced), ["a.yaml"]);
    let skipped = check(&forced).skipped();
    assert_eq!(skipped.len(), 2);
    assert!(
        skipped.iter().all(|line| line.ends_with(": excluded")),
        "{skipped:?}"
    );
    let no_ignore = [&forced[..], &["--no-ignore"]].concat();
    assert_eq!(found(&no_ignore), ["a.yaml", "b.yaml"]);
}

#[test]
fn excludes_hold_in_folders() {
    let folder = folder(&[("a.yaml", BAD), ("b/a.yaml", BAD), ("b/c.yaml", BAD)]);
    let all = path(&folder, "");
    assert_eq!(found(&[&all, "--exclude", "a.yaml"]), ["c.yaml"]);
    assert_eq!(found(&[&all, "--exclude", "b"]), ["a.yaml"]);
    let malformed = check(&[all.as_str(), "--exclude", "{a"]);
    assert_eq!(malformed.exit, Exit::Failed);
    assert!(
        malformed.errors.contains("`{a` is no glob"),
        "{}",
        malformed.errors
    );
}

#[test]
fn nothing_to_check_fails_unless_it_is_allowed() {
    let folder = folder(&[("notes.txt", ""), ("values.yaml", "replicas: 2\n")]);
    let (none, values) = (path(&folder, "notes.txt"), path(&folder, "values.yaml"));
    for argument in [&none, &values] {
        let ran = check(&[argument]);
        assert_eq!(ran.exit, Exit::Failed, "{}", ran.output);
        assert!(
            ran.errors.starts_with("error: nothing to check: "),
            "{}",
            ran.errors
        );
        assert!(ran.errors.contains("--allow-empty"), "{}", ran.errors);
        assert_eq!(check(&[argument, "--allow-empty"]).exit, Exit::Clean);
    }
    assert_eq!(check_input(&["-"], b"").exit, Exit::Failed);
    assert_eq!(check_input(&["-", "--allow-empty"], b"").exit, Exit::Clean);
}

#[test]
fn a_path_that_does_not_exist_fails_with_a_suggestion() {
    let ran = check(&["testdata/shpo"]);
    assert_eq!(ran.exit, Exit::Failed);
    assert_eq!(
        ran.errors,
        "error: `testdata/shpo` does not exist\nhelp: did you mean `testdata/shop`?\n"
    );
    assert_eq!(ran.output, "");
}

#[test]
fn the_level_that_fails_is_asked_for() {
    let warned = "testdata/mistakes/yaml-key-retyped";
    let exit = |level: &str| check(&[warned, "--fail-on", level]).exit;
    assert_eq!(check(&[warned]).exit, Exit::Clean);
    assert_eq!(exit("warning"), Exit::Findings);
    assert_eq!(exit("info"), Exit::Findings);
    assert_eq!(exit("never"), Exit::Clean);
    let refused = "testdata/mistakes/field-type";
    assert_eq!(check(&[refused]).exit, Exit::Findings);
    assert_eq!(check(&[refused, "--fail-on", "never"]).exit, Exit::Clean);
}

#[test]
fn the_report_goes_to_a_file_when_one_is_named() {
    let folder = folder(&[("a.yaml", BAD)]);
    let (input, report) = (path(&folder, "a.yaml"), path(&folder, "report.json"));
    let ran = check(&[input.as_str(), "--output", &report]);
    assert_eq!((ran.exit, ran.output.as_str()), (Exit::Findings, ""));
    let written = std::fs::read_to_string(&report).expect("the report was written");
    assert_eq!(written, check(&[input.as_str()]).output);
    let nowhere = path(&folder, "a.yaml/report.json");
    let ran = check(&[input.as_str(), "--output", &nowhere]);
    assert_eq!(ran.exit, Exit::Failed);
    assert!(ran.errors.contains("cannot be written"), "{}", ran.errors);
}

#[test]
fn check_is_the_command_when_none_is_named() {
    let file = "testdata/mistakes/field-unknown/typo.yaml";
    let plain = kubelint(&[file]);
    assert_eq!(plain.output, kubelint(&["check", file]).output);
    assert_eq!(plain.output, kubelint(&["lint", file]).output);
    assert_eq!(
        kubelint(&["--format", "json", file]).output,
        check(&[file]).output
    );
}

#[test]
fn every_rule_is_listed_and_explained() {
    let listed = kubelint(&["rules"]).output;
    let json = kubelint(&["rules", "--json"]).json();
    let registry = Registry::with(Policies::embedded().entries());
    let entries = registry.entries().len();
    assert_eq!(json.as_array().map(Vec::len), Some(entries));
    for entry in registry.entries() {
        assert!(listed.contains(&format!("  {} ", entry.id)), "{}", entry.id);
        let page = kubelint(&["explain", &entry.id]);
        assert_eq!(page.exit, Exit::Clean);
        let heading = format!("# {}: {}\n", entry.id, entry.title);
        assert!(page.output.starts_with(&heading), "{}", page.output);
    }
    insta::with_settings!({omit_expression => true, prepend_module_to_snapshot => false}, {
        insta::assert_snapshot!("rules", listed);
        insta::assert_snapshot!("explain", kubelint(&["explain", "field-unknown"]).output);
    });
}

#[test]
fn an_unknown_rule_or_group_fails_with_what_there_is() {
    let rule = kubelint(&["explain", "field-unkown"]);
    assert_eq!(rule.exit, Exit::Failed);
    assert_eq!(
        rule.errors,
        "error: there is no rule `field-unkown`\nhelp: did you mean `field-unknown`?\n"
    );
    let group = kubelint(&["rules", "--group", "yam"]);
    assert_eq!(group.exit, Exit::Failed);
    assert_eq!(
        group.errors,
        "error: there is no group `yam`\nhelp: the groups are api, configuration, extensions, hygiene, images, metadata, networking, networkpolicy, probes, pss-baseline, pss-restricted, rbac, references, resources, run, scaling, schema, security, service-accounts, storage, suppression, yaml\n"
    );
}

#[test]
fn usage_errors_exit_with_2_and_help_with_0() {
    assert_eq!(kubelint(&["check", "--formt", "json"]).exit, Exit::Failed);
    assert_eq!(
        kubelint(&["check", "--format", "xml", "testdata/shop"]).exit,
        Exit::Failed
    );
    assert_eq!(kubelint::<&str>(&[]).exit, Exit::Failed);
    assert_eq!(kubelint(&["--help"]).exit, Exit::Clean);
    assert_eq!(kubelint(&["check", "--help"]).exit, Exit::Clean);
    let version = concat!("kubelint ", env!("CARGO_PKG_VERSION"), "\n");
    assert_eq!(kubelint(&["--version"]).output, version);
}
