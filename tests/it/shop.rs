//! The shop of `testdata/shop`, which has nothing wrong with it, for every Kubernetes version.

use std::process::Command;

use kubelint::cli::Exit;
use kubelint::schema::versions;

use crate::command::{check, kubelint, list};

const SHOP: &str = "testdata/shop";

fn every_version() -> Vec<String> {
    versions().iter().map(ToString::to_string).collect()
}

#[test]
fn kubernetes_1_25_to_1_37_are_known() {
    let known = every_version();
    let expected: Vec<String> = (25..=37).map(|minor| format!("1.{minor}")).collect();
    assert_eq!(known, expected);
}

#[test]
fn the_shop_is_clean_for_every_version_in_one_run() {
    let all = every_version().join(",");
    let ran = check(&[SHOP, "--kubernetes-version", &all, "--fail-on", "info"]);
    assert_eq!((ran.exit, ran.errors.as_str()), (Exit::Clean, ""));
    let report = ran.json();
    assert_eq!(
        list(&report, "diagnostics"),
        Vec::<serde_json::Value>::new()
    );
    assert_eq!(report["kubernetes"], serde_json::json!(every_version()));
    assert_eq!(report["summary"]["objects"], 58);
    assert_eq!(
        report.get("unchecked"),
        None,
        "the CRD of the promotions is there"
    );
}

#[test]
fn the_shop_is_clean_for_each_version_alone() {
    for version in every_version() {
        let ran = check(&[SHOP, "--kubernetes-version", &version, "--fail-on", "info"]);
        assert_eq!(ran.exit, Exit::Clean, "{version}: {}", ran.output);
        assert_eq!(ran.findings(), Vec::<serde_json::Value>::new(), "{version}");
    }
}

#[test]
fn the_shop_is_clean_in_every_profile_and_format() {
    for profile in ["recommended", "strict", "all"] {
        for format in ["human", "concise", "json", "sarif"] {
            let ran = kubelint(&["check", SHOP, "--profile", profile, "--format", format]);
            assert_eq!(ran.exit, Exit::Clean, "{profile} {format}: {}", ran.output);
            assert_eq!(ran.errors, "");
            assert!(!ran.output.is_empty(), "{profile} {format}");
        }
    }
}

#[test]
fn a_clean_sarif_report_has_an_empty_list_of_results() {
    let report = kubelint(&["check", SHOP, "--format", "sarif"]).json();
    assert_eq!(report["version"], "2.1.0");
    assert_eq!(report["runs"][0]["results"], serde_json::json!([]));
}

#[test]
fn a_clean_report_for_people_says_what_was_read_and_what_was_not() {
    let ran = kubelint(&["check", SHOP]);
    insta::with_settings!({omit_expression => true, prepend_module_to_snapshot => false}, {
        insta::assert_snapshot!("shop_clean", ran.output);
    });
}

#[test]
fn the_binary_itself_finds_the_shop_clean() {
    let output = Command::new(env!("CARGO_BIN_EXE_kubelint"))
        .args(["check", SHOP, "--format", "concise"])
        .output()
        .expect("the binary starts");
    assert_eq!(output.status.code(), Some(0));
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(text.starts_with("no problems in 39 files"), "{text}");
    assert!(output.stderr.is_empty());
}

#[test]
fn the_binary_itself_exits_with_1_on_a_mistake_and_with_2_without_input() {
    let exit = |argument: &str| {
        let status = Command::new(env!("CARGO_BIN_EXE_kubelint"))
            .args(["check", argument, "--format", "concise"])
            .output()
            .expect("the binary starts")
            .status;
        status.code()
    };
    assert_eq!(exit("testdata/mistakes/field-unknown/typo.yaml"), Some(1));
    assert_eq!(exit("testdata/nowhere"), Some(2));
}
