//! Where reports go, and what variables say.

use std::fs;
use std::process::Command;

use kubelint::cli::Exit;
use serde_json::Value;

use crate::command::{check, folder, kubelint, path};

const FILE: &str = "testdata/mistakes/field-unknown/typo.yaml";

fn read(path: &str) -> String {
    fs::read_to_string(path).expect("the report was written")
}

#[test]
fn one_run_writes_several_reports() {
    let folder = folder::<&str>(&[]);
    let json = path(&folder, "reports/kubelint.json");
    let sarif = path(&folder, "kubelint.sarif");
    let ran = kubelint(&[
        "check",
        "-f",
        &format!("json={json},sarif={sarif}"),
        "-f",
        "concise",
        FILE,
    ]);
    assert_eq!(ran.exit, Exit::Findings);
    assert!(ran.output.starts_with(FILE), "{}", ran.output);
    let parsed: Value = serde_json::from_str(&read(&json)).expect("it is JSON");
    assert_eq!(parsed["schema"], "kubelint.report/v1");
    assert!(read(&sarif).contains("\"version\": \"2.1.0\""));
}

#[test]
fn a_file_has_no_colours() {
    let folder = folder::<&str>(&[]);
    let report = path(&folder, "report.txt");
    let ran = kubelint(&["check", "--color", "always", "-o", &report, FILE]);
    assert_eq!(ran.exit, Exit::Findings);
    assert!(!read(&report).contains('\x1b'));
    let shown = kubelint(&["check", "--color", "always", FILE]);
    assert!(shown.output.contains('\x1b'));
}

#[test]
fn reports_do_not_mix() {
    let errors = |arguments: &[&str]| {
        let ran = kubelint(&[&["check", FILE], arguments].concat());
        assert_eq!((ran.exit, ran.output.as_str()), (Exit::Failed, ""));
        ran.errors
    };
    assert_eq!(
        errors(&["-f", "human,json"]),
        "error: `human` and `json` cannot go to one place\n\
         help: give one of them a file: `--format json=FILE`\n"
    );
    assert_eq!(
        errors(&["-f", "json=a.json", "-o", "b.json"]),
        "error: every format has a file, and `--output` names one more\n\
         help: leave out `--output`, or the `=FILE` of one format\n"
    );
    assert_eq!(
        errors(&["-f", "json=a.json", "-f", "sarif", "-o", "a.json"]),
        "error: two reports are to be written to `a.json`\n"
    );
    assert!(errors(&["-f", "json="]).contains("`json=` names no file after `=`"));
    assert!(errors(&["-f", "xml=a"]).contains("`xml` is no format: human, concise"));
}

/// Variables are those of a process, so the binary itself is run.
fn with_variables(variables: &[(&str, &str)], arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kubelint"));
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("KUBELINT_") {
            command.env_remove(name);
        }
    }
    let output = command
        .args(arguments)
        .envs(variables.iter().copied())
        .output()
        .expect("it runs");
    (
        output.status.code(),
        String::from_utf8_lossy(&output.stdout).into_owned(),
        String::from_utf8_lossy(&output.stderr).into_owned(),
    )
}

#[test]
fn a_variable_stands_for_its_flag() {
    let plain = with_variables(&[], &["check", FILE]);
    assert_eq!(plain.0, Some(1));
    let never = with_variables(&[("KUBELINT_FAIL_ON", "never")], &["check", FILE]);
    assert_eq!(never.0, Some(0));
    // A flag wins over its variable.
    let error = ["check", "--fail-on", "error", FILE];
    assert_eq!(
        with_variables(&[("KUBELINT_FAIL_ON", "never")], &error).0,
        Some(1)
    );
    let json = with_variables(&[("KUBELINT_FORMAT", "json")], &["check", FILE]).1;
    assert_eq!(json, kubelint(&["check", "-f", "json", FILE]).output);
    let ignore = ("KUBELINT_IGNORE", "field-unknown,images\nprobes");
    let flags = [
        "check",
        "--ignore",
        "field-unknown,images",
        "--ignore",
        "probes",
        FILE,
    ];
    assert_eq!(
        with_variables(&[ignore], &["check", FILE]).1,
        kubelint(&flags).output
    );
    for (text, shown) in [
        ("1", true),
        ("true", true),
        ("0", false),
        ("false", false),
        ("", false),
    ] {
        let ran = with_variables(&[("KUBELINT_STATISTICS", text)], &["check", FILE]);
        assert_eq!(!ran.1.contains("error[field-unknown]"), shown, "{text}");
    }
}

#[test]
fn an_empty_variable_is_as_good_as_none() {
    let names = [
        "FAIL_ON",
        "FORMAT",
        "CONFIG",
        "PROFILE",
        "KUBERNETES_VERSION",
        "IGNORE",
        "COLOR",
    ];
    let names: Vec<String> = names
        .iter()
        .map(|name| format!("KUBELINT_{name}"))
        .collect();
    let empty: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
    assert_eq!(
        with_variables(&empty, &["check", FILE]),
        with_variables(&[], &["check", FILE])
    );
}

#[test]
fn a_wrong_variable_is_named() {
    let ran = with_variables(&[("KUBELINT_FAIL_ON", "all")], &["check", FILE]);
    assert_eq!(ran.0, Some(2));
    assert!(ran.2.contains("--fail-on"), "{}", ran.2);
}

/// The variables of `check` say nothing to commands whose flags mean something else.
#[test]
fn flags_that_differ_have_variables_of_their_own() {
    let spec = "testdata/generate/minimal/app.toml";
    let ran = with_variables(
        &[("KUBELINT_FORMAT", "json"), ("KUBELINT_OUTPUT", "x")],
        &["gen", spec],
    );
    assert_eq!((ran.0, ran.1), (Some(0), kubelint(&["gen", spec]).output));
    let folder = folder::<&str>(&[]);
    let into = path(&folder, "out");
    let ran = with_variables(&[("KUBELINT_GEN_OUTPUT", &into)], &["gen", spec]);
    assert_eq!(ran.0, Some(0), "{}", ran.2);
    assert!(fs::read_dir(&into).is_ok_and(|mut files| files.next().is_some()));
}

#[test]
fn every_flag_of_check_says_its_variable_and_its_group() {
    let help = kubelint(&["check", "--help"]).output;
    let groups = [
        "Input",
        "Schemas & versions",
        "Rules",
        "Policies",
        "Suppression & baseline",
        "Output",
        "Global",
    ];
    let mut at = 0;
    for group in groups {
        let heading = format!("\n{group}:\n");
        at += help[at..]
            .find(&heading)
            .unwrap_or_else(|| panic!("{group} in its place"));
    }
    let flags = help.lines().filter_map(|line| {
        let (_, flag) = line
            .split_once("--")
            .filter(|(before, _)| before.trim().len() <= 3)?;
        flag.split([' ', '[']).next()
    });
    let flags: Vec<&str> = flags.filter(|flag| *flag != "help").collect();
    assert!(flags.len() > 25, "{flags:?}");
    for flag in flags {
        let name = flag.to_uppercase().replace('-', "_");
        assert!(help.contains(&format!("[env: KUBELINT_{name}]")), "{flag}");
    }
    let short = kubelint(&["check", "-h"]).output;
    assert!(short.lines().count() < help.lines().count() / 2, "{short}");
}

#[test]
fn shells_complete_commands_and_flags() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let ran = kubelint(&["completions", shell]);
        assert_eq!(ran.exit, Exit::Clean);
        assert!(ran.output.contains("changed-since"), "{shell}");
        assert!(!ran.output.contains("generate-docs --"), "{shell}");
    }
    assert_eq!(kubelint(&["completions", "csh"]).exit, Exit::Failed);
}

#[test]
fn there_is_a_manual_page_for_each_command() {
    let folder = folder::<&str>(&[]);
    let into = path(&folder, "man");
    assert_eq!(kubelint(&["man", &into]).exit, Exit::Clean);
    for page in [
        "kubelint.1",
        "kubelint-check.1",
        "kubelint-gen.1",
        "kubelint-policy-test.1",
    ] {
        assert!(read(&format!("{into}/{page}")).starts_with(".ie"), "{page}");
    }
}

#[test]
fn the_report_in_a_file_is_the_one_on_the_screen() {
    let folder = folder::<&str>(&[]);
    for format in [
        "json", "sarif", "junit", "github", "gitlab", "concise", "human",
    ] {
        let file = path(&folder, format);
        let named = kubelint(&["check", "-f", &format!("{format}={file}"), FILE]);
        assert_eq!(named.output, "");
        assert_eq!(read(&file), kubelint(&["check", "-f", format, FILE]).output);
    }
    assert_eq!(check(&[FILE]).exit, Exit::Findings);
}
