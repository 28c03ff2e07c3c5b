//! What is read, what is skipped and why, and where findings are said to be.

use serde_json::json;

use crate::command::{POLICIES_OFF, check, check_input, kubelint, list, place, text, with_input};

const READING: &str = "testdata/reading";

#[test]
fn what_is_no_manifest_is_skipped_with_its_reason() {
    let skipped: Vec<String> = check(&[READING])
        .skipped()
        .iter()
        .filter_map(|line| line.strip_prefix("testdata/reading/").map(str::to_owned))
        .collect();
    assert_eq!(
        skipped,
        [
            ".github/workflows/ci.yaml: ci",
            "chart/Chart.yaml: helm-chart",
            "chart/templates/config.yaml: template",
            "chart/templates/deployment.yaml: template",
            "chart/templates/service.yaml: template",
            "chart/values.yaml: helm-values",
            "compose.yaml: compose",
            "empty.yaml: empty",
            "kustomize/base/kustomization.yaml: kustomization",
            "kustomize/overlays/prod/kustomization.yaml: kustomization",
            "kustomize/overlays/prod/more-memory.yaml: patch",
            "kustomize/overlays/prod/more-replicas.yaml: patch",
            "kustomize/overlays/prod/service-port.json: patch",
            "pipeline.yaml: not-a-manifest",
            "production-values.yaml: helm-values",
        ]
    );
}

#[test]
fn what_is_well_written_gives_no_finding() {
    let findings = check(&[READING]).findings();
    let found: Vec<&str> = findings
        .iter()
        .map(|finding| text(finding, "rule"))
        .collect();
    let announced = [
        "field-type",
        "field-unknown",
        "file-unreadable",
        "yaml-quoted-number",
    ];
    let mut sorted = found.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, announced, "{findings:#?}");
}

#[test]
fn the_summary_counts_files_documents_objects_and_what_was_skipped() {
    let report = check(&[READING]).json();
    assert_eq!(
        report["summary"],
        json!({"files": 37, "documents": 46, "objects": 34, "skipped": 15,
               "errors": 4, "warnings": 0, "infos": 0, "suppressed": 0})
    );
}

#[test]
fn the_report_ends_with_the_commands_that_check_what_was_skipped() {
    let output = kubelint(&["check", READING]).output;
    let end = "\
to check what was skipped:
  helm template testdata/reading/chart | kubelint check -
  kustomize build testdata/reading/kustomize/overlays/prod | kubelint check -
";
    assert!(output.ends_with(end), "{output}");
}

#[test]
fn empty_documents_and_comments_are_no_documents() {
    let summary = |name: &str| {
        let report = check(&[&format!("{READING}/{name}.yaml")]).json();
        let count = |what: &str| report["summary"][what].as_u64();
        (count("documents"), count("objects"))
    };
    assert_eq!(summary("several-documents"), (Some(2), Some(2)));
    assert_eq!(summary("comments"), (Some(1), Some(1)));
    assert_eq!(summary("yaml-directive"), (Some(1), Some(1)));
}

#[test]
fn lists_are_unrolled_and_a_custom_kind_that_ends_in_list_is_not() {
    let objects = |name: &str| {
        let report = check(&[&format!("{READING}/{name}.yaml")]).json();
        report["summary"]["objects"].as_u64()
    };
    assert_eq!(objects("list"), Some(2));
    assert_eq!(objects("config-map-list"), Some(2));
    assert_eq!(objects("kind-that-ends-in-list"), Some(2));
}

#[test]
fn a_finding_in_a_list_is_about_the_item() {
    let input = b"apiVersion: v1\nkind: ConfigMapList\nitems:\n- metadata: {name: a, namespace: shop}\n  data: {x: 1}\n";
    let finding = &check_input(&["-"], input).findings()[0];
    assert_eq!(place(finding), "5:13 yaml-number-trap");
    assert_eq!(finding["path"], "/data/x");
    assert_eq!(
        finding["resource"],
        json!({"apiVersion": "v1", "kind": "ConfigMap", "namespace": "shop", "name": "a"})
    );
}

#[test]
fn a_broken_document_does_not_take_its_neighbours_along() {
    let broken = "\
apiVersion: v1
kind: ConfigMap
metadata: {name: first}
data: {x: 1}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: second
---
apiVersion: v1
kind: ConfigMap
metadata: {name: third}
data: {x: on}
";
    let ran = check_input(
        &["-", "--stdin-filename", "k8s/all.yaml"],
        broken.as_bytes(),
    );
    let rules: Vec<String> = ran.findings().iter().map(place).collect();
    assert_eq!(rules.len(), 3, "{}", ran.output);
    assert_eq!(rules[0], "4:11 yaml-number-trap");
    assert!(rules[1].ends_with(" yaml-syntax"));
    assert_eq!(rules[2], "13:11 yaml-boolean-trap");
    assert!(
        ran.findings()
            .iter()
            .all(|finding| finding["file"] == "k8s/all.yaml")
    );
    assert_eq!(ran.json()["summary"]["documents"], 3);
    assert_eq!(ran.json()["summary"]["objects"], 2);
}

#[test]
fn columns_count_characters_behind_a_mark_and_before_carriage_returns() {
    let input = "\u{feff}apiVersion: v1\r\nkind: ConfigMap\r\nmetadata: {name: a}\r\ndata: {\"ä🚲\": 1}\r\n";
    let findings = check_input(&["-"], input.as_bytes()).findings();
    assert_eq!(findings.len(), 1);
    let place = [
        &findings[0]["line"],
        &findings[0]["column"],
        &findings[0]["end_column"],
    ];
    assert_eq!(place, [&json!(4), &json!(14), &json!(15)]);
    let first = "\u{feff}{\"apiVersion\": \"v1\", \"kind\": \"Pood\", \"metadata\": {}}";
    let finding = &check_input(&["-"], first.as_bytes()).findings()[0];
    assert_eq!(
        finding["column"], 30,
        "the mark is no character of the line: {finding}"
    );
}

#[test]
fn a_rendered_stream_names_the_template_of_a_finding() {
    let finding = &check(&["testdata/reading/rendered/helm.yaml"]).findings()[0];
    assert_eq!(text(finding, "file"), "lockers/templates/deployment.yaml");
    assert_eq!(finding["rendered"], true);
    assert_eq!(finding["line"], 66, "the line is that of the rendered text");
    let concise = [
        "check",
        "testdata/reading/rendered/helm.yaml",
        "--format",
        "concise",
    ];
    let output = kubelint(&[&concise[..], &POLICIES_OFF].concat()).output;
    let start = "lockers/templates/deployment.yaml (rendered line 66:11): error[field-unknown] ";
    assert!(output.starts_with(start), "{output}");
}

#[test]
fn a_built_kustomization_names_the_file_of_a_finding() {
    let finding = &check(&["testdata/reading/rendered/kustomize-mistake.yaml"]).findings()[0];
    let file = text(finding, "file");
    assert!(file.ends_with("base/deployment.yaml"), "{file}");
    assert!(file.contains("github.com/example/barriers"), "{file}");
    assert_eq!(finding["rendered"], true);
}

#[test]
fn a_finding_in_a_written_file_is_not_called_rendered() {
    let finding = &check(&["testdata/mistakes/field-unknown/typo.yaml"]).findings()[0];
    assert_eq!(finding.get("rendered"), None);
}

#[test]
fn standard_input_has_a_name_of_its_own_or_the_given_one() {
    let input = b"apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {x: 1}\n";
    let named = |arguments: &[&str]| {
        let arguments = [&["check", "-", "--format", "concise"], arguments].concat();
        let output = with_input(&arguments, input).output;
        output.split(':').next().map(str::to_owned)
    };
    assert_eq!(named(&[]).as_deref(), Some("<stdin>"));
    assert_eq!(
        named(&["--stdin-filename", "a/b.yaml"]).as_deref(),
        Some("a/b.yaml")
    );
}

#[test]
fn standard_input_and_files_go_together() {
    let input = b"apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {x: 1}\n";
    let ran = check_input(&["-", "testdata/reading/list.yaml", "-"], input);
    assert_eq!(ran.json()["summary"]["files"], 2);
    assert_eq!(ran.findings().len(), 1);
}

#[test]
fn the_namespace_of_the_command_line_is_for_objects_without_one() {
    let input = b"apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {x: 1}\n---\n\
        apiVersion: v1\nkind: ConfigMap\nmetadata: {name: b, namespace: own}\ndata: {x: 1}\n---\n\
        apiVersion: v1\nkind: Namespace\nmetadata: {name: c}\nsepc: {}\n";
    let namespaces = |arguments: &[&str]| -> Vec<serde_json::Value> {
        let findings = check_input(arguments, input).findings();
        let namespace = |finding: &serde_json::Value| finding["resource"]["namespace"].clone();
        findings.iter().map(namespace).collect()
    };
    assert_eq!(namespaces(&["-"]), [json!(null), json!("own"), json!(null)]);
    let given = namespaces(&["-", "--namespace", "shop"]);
    assert_eq!(given[..2], [json!("shop"), json!("own")]);
    assert_eq!(given[2], json!(null), "a Namespace lies in none");
}

#[test]
fn a_placeholder_fits_anywhere_and_its_default_is_checked() {
    let file = "testdata/reading/placeholders.yaml";
    assert_eq!(check(&[file]).findings().len(), 0);
    let literal = check(&[file, "--no-placeholders"]).findings();
    let rules: Vec<&str> = literal
        .iter()
        .map(|finding| text(finding, "rule"))
        .collect();
    assert!(rules.contains(&"field-type"), "{rules:?}");
    let output = kubelint(&["check", file]).output;
    assert!(
        output.contains("1 object has placeholders such as ${VAR}"),
        "{output}"
    );

    let wrong = check(&["testdata/reading/placeholder-with-a-wrong-default.yaml"]).findings();
    assert_eq!(wrong.len(), 1);
    assert_eq!(wrong[0]["path"], "/spec/replicas");
}

#[test]
fn a_file_that_is_no_utf8_is_named_with_the_line() {
    let findings = check(&["testdata/reading/windows-1252.yaml"]).findings();
    assert_eq!(text(&findings[0], "rule"), "file-unreadable");
    let message = text(&findings[0], "message");
    assert!(
        message.contains("testdata/reading/windows-1252.yaml"),
        "{message}"
    );
    assert!(message.contains("line 7"), "{message}");
}

#[test]
fn every_finding_of_the_ways_of_reading_has_a_fingerprint_of_its_own() {
    let findings = check(&["testdata/reading", "testdata/mistakes"]).findings();
    let mut fingerprints: Vec<&str> = findings
        .iter()
        .map(|finding| text(finding, "fingerprint"))
        .collect();
    fingerprints.sort_unstable();
    let all = fingerprints.len();
    fingerprints.dedup();
    assert_eq!(fingerprints.len(), all);
    assert!(list(&check(&[READING]).json(), "diagnostics").len() < all);
}
