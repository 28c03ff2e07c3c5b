//! Several Kubernetes versions in one pass: merged findings are those of separate runs.

use std::collections::BTreeSet;

use kubelint::cli::Exit;
use serde_json::{Value, json};

use crate::command::{POLICIES_OFF, check, check_input, list, text, with_input};

const VERSIONS: [&str; 4] = ["1.25", "1.29", "1.32", "1.37"];
const ALL: &str = "1.25,1.29,1.32,1.37";

/// `resourceClaims` came with 1.26, its `source` went with 1.31, `spec.resources` came with 1.32.
const POD: &[u8] = b"\
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  resourceClaims:
    - name: gpu
      source: {resourceClaimName: gpu}
  resources: {limits: {memory: 1Gi}}
  containers:
    - name: web
      image: registry.example.com/demo/web:1.0.0
      imagePullPolice: Always
";

/// `v1beta3` was served from 1.26 to 1.31.
const FLOW_SCHEMA: &[u8] = b"\
apiVersion: flowcontrol.apiserver.k8s.io/v1beta3
kind: FlowSchema
metadata:
  name: web
spec:
  priorityLevelConfiguration:
    name: web
";

/// `v1` is served from 1.33.
const ADDRESS: &[u8] = b"\
apiVersion: networking.k8s.io/v1
kind: IPAddress
metadata:
  name: 10.0.0.1
spec:
  parentRef: {resource: services, name: web}
";

fn concise(versions: &str, input: &[u8]) -> String {
    let arguments = [
        "check",
        "-",
        "--format",
        "concise",
        "--kubernetes-version",
        versions,
    ];
    with_input(&[&arguments[..], &POLICIES_OFF].concat(), input).output
}

#[test]
fn a_field_is_unknown_only_to_the_versions_that_do_not_have_it() {
    let ran = check_input(&["-", "--kubernetes-version", ALL], POD);
    let found: Vec<Value> = ran
        .findings()
        .iter()
        .map(|finding| json!([finding["path"], finding["versions"]]))
        .collect();
    let expected = vec![
        json!(["/spec/resourceClaims", ["1.25"]]),
        json!(["/spec/resourceClaims/0/source", ["1.32", "1.37"]]),
        json!(["/spec/resources", ["1.25", "1.29"]]),
        json!(["/spec/containers/0/imagePullPolice", VERSIONS]),
    ];
    assert_eq!(found, expected, "{}", ran.output);
}

#[test]
fn people_read_from_which_and_up_to_which_version_a_finding_holds() {
    assert_eq!(
        concise(ALL, POD),
        "\
<stdin>:6:3: error[field-unknown] unknown field `resourceClaims` in `spec` (up to 1.25)
<stdin>:8:7: error[field-unknown] unknown field `source` in `spec.resourceClaims[0]` (from 1.32)
<stdin>:9:3: error[field-unknown] unknown field `resources` in `spec` (up to 1.29)
<stdin>:13:7: error[field-unknown] unknown field `imagePullPolice` in `spec.containers[0]`
4 errors in 1 file, 1 document, 1 object (Kubernetes 1.25, 1.29, 1.32, 1.37)
"
    );
}

#[test]
fn a_field_that_came_or_went_is_explained_by_its_versions() {
    let ran = check_input(&["-", "--kubernetes-version", ALL], POD);
    let helps: Vec<Value> = ran
        .findings()
        .iter()
        .map(|one| one["help"].clone())
        .collect();
    assert_eq!(
        helps,
        [
            "Kubernetes has `resourceClaims` from 1.26 on",
            "Kubernetes had `source` up to 1.30",
            "Kubernetes has `resources` from 1.32 on",
            "did you mean `imagePullPolicy`?",
        ]
    );
}

#[test]
fn one_version_alone_says_nothing_of_others() {
    let output = concise("1.37", POD);
    assert!(
        !output.contains("(from ") && !output.contains("(up to "),
        "{output}"
    );
    let finding = &check_input(&["-", "--kubernetes-version", "1.32"], POD).findings()[0];
    assert_eq!(finding["versions"], json!(["1.32"]));
}

#[test]
fn an_api_version_can_come_and_go_between_the_targets() {
    let ran = check_input(&["-", "--kubernetes-version", ALL], FLOW_SCHEMA);
    let found: Vec<Value> = ran
        .findings()
        .iter()
        .map(|finding| json!([finding["rule"], finding["versions"]]))
        .collect();
    let expected = vec![
        json!(["api-not-yet-available", ["1.25"]]),
        json!(["api-removed", ["1.32", "1.37"]]),
    ];
    assert_eq!(found, expected, "{}", ran.output);
}

#[test]
fn the_version_that_an_api_came_with_does_not_depend_on_the_targets() {
    for (input, came) in [(FLOW_SCHEMA, "1.26"), (ADDRESS, "1.33")] {
        for versions in ["1.25", "1.25,1.29", "1.25,1.37", ALL] {
            let ran = check_input(&["-", "--kubernetes-version", versions], input);
            let message = text(&ran.findings()[0], "message").to_owned();
            let expected = format!("comes with Kubernetes {came}");
            assert!(message.contains(&expected), "{versions}: {message}");
        }
    }
}

#[test]
fn the_version_that_replaces_a_removed_one_can_say_all_that_it_said() {
    let autoscaler = b"apiVersion: autoscaling/v2beta2\nkind: HorizontalPodAutoscaler\n\
        metadata: {name: web}\nspec: {maxReplicas: 3, scaleTargetRef: {kind: Deployment, name: web}}\n";
    let finding = &check_input(&["-"], autoscaler).findings()[0];
    assert_eq!(text(finding, "rule"), "api-removed");
    assert_eq!(text(finding, "help"), "use autoscaling/v2");
}

#[test]
fn versions_are_taken_in_any_order_once_and_as_clusters_call_them() {
    let ran = check_input(&["-", "--kubernetes-version", "v1.37.2,1.25,1.37"], POD);
    assert_eq!(ran.json()["kubernetes"], json!(["1.25", "1.37"]));
    let plain = check_input(&["-", "--kubernetes-version", "1.25,1.37"], POD);
    assert_eq!(ran.output, plain.output);
}

#[test]
fn a_version_that_is_not_known_fails_the_run() {
    for unknown in ["1.24", "1.38", "1.99"] {
        let ran = check(&["testdata/shop", "--kubernetes-version", unknown]);
        assert_eq!(ran.exit, Exit::Failed);
        assert_eq!(
            ran.errors,
            format!(
                "error: there are no schemas for Kubernetes {unknown}\nhelp: 1.25 to 1.37 are known\n"
            )
        );
        assert_eq!(ran.output, "");
    }
    let ran = check(&["testdata/shop", "--kubernetes-version", "newest"]);
    assert_eq!(ran.exit, Exit::Failed);
    assert!(
        ran.errors
            .contains("\"newest\" is not a Kubernetes version"),
        "{}",
        ran.errors
    );
}

/// Each finding with each version that it holds for: all of the run's when it names none.
fn held(paths: &[&str], versions: &str) -> BTreeSet<(String, String)> {
    let arguments = [
        paths,
        &["--profile", "strict", "--kubernetes-version", versions],
    ]
    .concat();
    let report = check(&arguments).json();
    let mut held = BTreeSet::new();
    for finding in list(&report, "diagnostics") {
        let mut holds = list(&finding, "versions");
        if holds.is_empty() {
            holds = list(&report, "kubernetes");
        }
        for version in holds {
            let what = format!(
                "{} {}:{} {}",
                text(&finding, "fingerprint"),
                text(&finding, "file"),
                finding["line"],
                text(&finding, "rule")
            );
            held.insert((version.as_str().unwrap_or("").to_owned(), what));
        }
    }
    held
}

#[test]
fn one_run_for_several_versions_finds_what_separate_runs_find() {
    let paths = ["testdata/mistakes", "testdata/reading"];
    let separate: BTreeSet<(String, String)> = VERSIONS
        .iter()
        .flat_map(|version| held(&paths, version))
        .collect();
    let merged = held(&paths, ALL);
    let missing: Vec<_> = separate.difference(&merged).collect();
    let surplus: Vec<_> = merged.difference(&separate).collect();
    assert!(
        missing.is_empty() && surplus.is_empty(),
        "missing {missing:#?}, surplus {surplus:#?}"
    );
    assert!(merged.len() > 200, "only {}", merged.len());
}
