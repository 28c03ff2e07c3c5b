//! The suppressions of other tools.

use super::*;

/// What a Deployment's findings in its first container come to.
fn annotated(annotations: &str, template: &str) -> Vec<String> {
    let text = deployment(annotations, template, CONTAINERS);
    let ran = run(
        &text,
        &[
            ("run-as-root", "a:1"),
            ("privileged-container", "a:1"),
            ("memory-limit-missing", "a:1"),
            ("cpu-limit-missing", "replicas"),
            ("ephemeral-storage-limit-missing", "a:1"),
            ("field-unknown", "a:1"),
        ],
    );
    assert_eq!(
        ran.problems, [""; 0],
        "nothing is said about those of other tools"
    );
    let rule = |gone: &String| gone.split(' ').next().unwrap_or("").to_owned();
    ran.gone.iter().map(rule).collect()
}

#[test]
fn annotations_of_other_tools_hide_the_rules_that_stand_for_their_checks() {
    for (annotations, expected) in [
        (
            "ignore-check.kube-linter.io/run-as-non-root: 'why'",
            &["run-as-root"][..],
        ),
        ("ignore-check.kube-linter.io/no-such-check: 'why'", &[]),
        (
            "kube-linter.io/ignore-all: ''",
            &["run-as-root", "privileged-container", "field-unknown"],
        ),
        (
            "kube-score/ignore: 'container-resources'",
            &["memory-limit-missing", "ephemeral-storage-limit-missing"],
        ),
        (
            "polaris.fairwinds.com/exempt: 'true'",
            &["cpu-limit-missing"],
        ),
        (
            "polaris.fairwinds.com/cpuLimitsMissing-exempt: 'TRUE'",
            &["cpu-limit-missing"],
        ),
        ("polaris.fairwinds.com/cpuLimitsMissing-exempt: 'no'", &[]),
        (
            "checkov.io/skip1: 'CKV_K8S_11=why'",
            &["memory-limit-missing", "cpu-limit-missing"],
        ),
        (
            "bridgecrew.io/skip2: CKV_K8S_11",
            &["memory-limit-missing", "cpu-limit-missing"],
        ),
        ("cortex.io/skip3: CKV_K8S_999", &[]),
    ] {
        assert_eq!(annotated(annotations, ""), expected, "{annotations}");
    }
}

#[test]
fn annotations_of_a_template_are_about_the_whole_object() {
    assert_eq!(
        annotated("", "kube-score/ignore: container-resources"),
        ["memory-limit-missing", "ephemeral-storage-limit-missing"]
    );
    assert_eq!(
        annotated("", "checkov.io/skip1: CKV_K8S_11"),
        ["memory-limit-missing", "cpu-limit-missing"]
    );
    assert_eq!(annotated("", "kube-linter.io/ignore-all: x"), [""; 0]);
}

const COMMENTED: &str = "kind: A\nspec:\n  x: 1 # a\n  # checkov:skip=CKV_K8S_11:why\n  y: 1\n---\n# bridgecrew:skip=CKV_K8S_11\nkind: B\n---\nkind: C\n";

#[test]
fn a_comment_for_checkov_is_about_the_object_around_or_below_it() {
    let ran = run(
        COMMENTED,
        &[
            ("cpu-limit-missing", "x: 1"),
            ("cpu-limit-missing", "B"),
            ("cpu-limit-missing", "kind: C"),
            ("run-as-root", "B"),
        ],
    );
    assert_eq!(
        ran.gone,
        [
            "cpu-limit-missing at x: 1 by checkov",
            "cpu-limit-missing at B by checkov"
        ]
    );
    let reasons: Vec<Option<&str>> = ran
        .suppressions
        .list()
        .map(|listed| listed.suppression.reason.as_deref())
        .collect();
    assert_eq!(reasons, [Some("why"), None]);
    let nobody = run(
        "kind: A\n\n# checkov:skip=CKV_K8S_11\n---\nkind: B\n",
        &[("cpu-limit-missing", "B")],
    );
    assert_eq!(nobody.left.len(), 1);
    let list =
        "apiVersion: v1\nkind: List\nitems:\n- kind: A\n# checkov:skip=CKV_K8S_11\n- kind: B\n";
    let ran = run(
        list,
        &[("cpu-limit-missing", "A"), ("cpu-limit-missing", "B")],
    );
    assert_eq!(ran.left, ["cpu-limit-missing at A"]);
}

#[test]
fn a_comment_for_trivy_is_about_the_block_below_or_its_line() {
    for text in [
        "kind: A\nspec:\n  # trivy:ignore:AVD-KSV-0017 trivy:ignore:KSV012\n  a:\n    x: 1\n  y: 1\n",
        "kind: A\nspec:\n  a: # trivy:ignore:KSV-0017 trivy:ignore:ksv-0012\n    x: 1\n  y: 1\n",
        "kind: A\nspec:\n  # trivy:ignore:KSV-0017:exp:2026-06-02\n  # trivy:ignore:KSV-0012\n  a:\n    x: 1\n  y: 1\n",
    ] {
        let ran = run(
            text,
            &[
                ("privileged-container", "x: 1"),
                ("run-as-root", "x: 1"),
                ("run-as-root", "y: 1"),
            ],
        );
        assert_eq!(
            ran.gone,
            [
                "privileged-container at x: 1 by trivy",
                "run-as-root at x: 1 by trivy"
            ],
            "{text}"
        );
        assert_eq!(ran.problems, [""; 0]);
    }
}

#[test]
fn a_day_that_is_over_ends_a_suppression() {
    let text = "kind: A\n# trivy:ignore:KSV-0017:exp:2026-06-01\nx: 1\n";
    let ran = run(text, &[("privileged-container", "x: 1")]);
    assert_eq!(ran.left.len(), 1);
    assert_eq!(
        ran.problems,
        [
            "suppression-expired at trivy:ignore:KSV-0017:exp:2026-06-01: the suppression of \
          `trivy:KSV-0017` expired on 2026-06-01"
        ]
    );
    let listed = ran.suppressions.list().next().unwrap();
    assert!(listed.suppression.expired && listed.used == 0);
}

#[test]
fn those_of_other_tools_can_be_switched_off() {
    let options = Options {
        peers: false,
        ..options()
    };
    let text = deployment(
        "kube-linter.io/ignore-all: x, kubelint.dev/ignore: cpu-limit-missing",
        "",
        CONTAINERS,
    );
    let text = format!("{text}# checkov:skip=CKV_K8S_11\n");
    let ran = run_with(
        &text,
        &[("run-as-root", "a:1"), ("cpu-limit-missing", "a:1")],
        &options,
    );
    assert_eq!(ran.gone, ["cpu-limit-missing at a:1 by annotation"]);
    let none = run_with(COMMENTED, &[("cpu-limit-missing", "B")], &options);
    assert_eq!(none.left.len(), 1);
    assert!(none.suppressions.is_empty());
}

#[test]
fn ours_count_before_those_of_other_tools() {
    let text = "kind: A\n# kubelint: ignore-file[cpu-limit-missing] x\n# checkov:skip=CKV_K8S_11:y\nx: 1\n";
    let ran = run(
        text,
        &[
            ("cpu-limit-missing", "x: 1"),
            ("memory-limit-missing", "x: 1"),
        ],
    );
    assert_eq!(
        ran.gone,
        [
            "cpu-limit-missing at x: 1 by file comment",
            "memory-limit-missing at x: 1 by checkov"
        ]
    );
}
