//! Comments of ours, and what is wrong with suppressions.

use super::*;

fn pod(containers: &str) -> String {
    format!("apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n{containers}")
}

#[test]
fn a_comment_hides_findings_on_its_line() {
    let text =
        pod("  containers:\n    - name: a\n      image: x # kubelint: ignore[run-as-root] why\n");
    let ran = run(
        &text,
        &[
            ("run-as-root", "image"),
            ("run-as-root", "x #"),
            ("run-as-root", "- name: a"),
            ("cpu-limit-missing", "image"),
        ],
    );
    assert_eq!(
        ran.gone,
        [
            "run-as-root at image by comment",
            "run-as-root at x # by comment"
        ]
    );
    assert_eq!(
        ran.left,
        ["run-as-root at - name: a", "cpu-limit-missing at image"]
    );
    assert_eq!(ran.problems, [""; 0]);
}

#[test]
fn comments_above_a_line_stack() {
    let text = pod(
        "  # kubelint: ignore[run-as-root] a\n  # a remark\n  # kubelint: ignore[resources] b\n  hostPID: true\n  hostIPC: true\n",
    );
    let ran = run(
        &text,
        &[
            ("run-as-root", "hostPID"),
            ("cpu-limit-missing", "hostPID"),
            ("run-as-root", "hostIPC"),
        ],
    );
    assert_eq!(ran.gone.len(), 2);
    assert_eq!(ran.left, ["run-as-root at hostIPC"]);
}

#[test]
fn a_comment_at_the_key_of_a_block_hides_what_lies_in_it() {
    for text in [
        "  containers: # kubelint: ignore[run-as-root] why\n    - name: a\n      image: x\n    - image: y\n",
        "  # kubelint: ignore[run-as-root] why\n  containers:\n    - name: a\n      image: x\n    - image: y\n",
    ] {
        let ran = run(
            &pod(text),
            &[
                ("run-as-root", "image: x"),
                ("run-as-root", "image: y"),
                ("run-as-root", "kind"),
            ],
        );
        assert_eq!(ran.gone.len(), 2, "{text}");
        assert_eq!(ran.left, ["run-as-root at kind"]);
    }
}

#[test]
fn a_comment_at_the_first_line_of_an_item_hides_what_lies_in_it() {
    for text in [
        "  containers:\n    - name: a # kubelint: ignore[run-as-root] why\n      image: x\n    - image: y\n",
        "  containers:\n    # kubelint: ignore[run-as-root] why\n    - name: a\n      image: x\n    - image: y\n",
        "  containers:\n    - # kubelint: ignore[run-as-root] why\n      name: a\n      image: x\n    - image: y\n",
    ] {
        let ran = run(
            &pod(text),
            &[("run-as-root", "image: x"), ("run-as-root", "image: y")],
        );
        assert_eq!(ran.gone, ["run-as-root at image: x by comment"], "{text}");
        assert_eq!(ran.left, ["run-as-root at image: y"]);
    }
}

#[test]
fn a_comment_above_an_object_hides_what_lies_in_it() {
    let text = "# kubelint: ignore[run-as-root] why\nkind: A\nspec: {x: 1}\n---\nkind: B\n";
    let ran = run(text, &[("run-as-root", "x: 1"), ("run-as-root", "B")]);
    assert_eq!(ran.gone, ["run-as-root at x: 1 by comment"]);
    assert_eq!(ran.left, ["run-as-root at B"]);
}

#[test]
fn a_comment_about_the_file_may_stand_anywhere() {
    let text = "kind: A\n---\nkind: B\n# kubelint: ignore-file[run-as-root, resources] vendored\n";
    let ran = run(
        text,
        &[
            ("run-as-root", "A"),
            ("cpu-limit-missing", "B"),
            ("field-unknown", "A"),
        ],
    );
    assert_eq!(
        ran.gone,
        [
            "run-as-root at A by file comment",
            "cpu-limit-missing at B by file comment"
        ]
    );
    assert_eq!(ran.left, ["field-unknown at A"]);
}

#[test]
fn a_broken_document_can_be_ignored_in_its_first_lines() {
    let text = "# kubelint: ignore-file[yaml-syntax] a fragment\na: [\n";
    let ran = run(text, &[("yaml-syntax", "[\n")]);
    assert_eq!(ran.gone.len(), 1);
    let inside = run(
        "a: [\n# kubelint: ignore-file[yaml-syntax] b\n",
        &[("yaml-syntax", "[\n")],
    );
    assert_eq!((inside.gone.len(), inside.problems.len()), (0, 0));
}

#[test]
fn an_alias_or_a_group_is_as_good_as_a_rule() {
    let text = pod(
        "  x: 1 # kubelint: ignore[pss-baseline, checkov:CKV_K8S_11, trivy:AVD-KSV-0012] why\n",
    );
    let ran = run(
        &text,
        &[
            ("privileged-container", "x: 1"),
            ("cpu-limit-missing", "x: 1"),
            ("memory-limit-missing", "x: 1"),
            ("run-as-root", "x: 1"),
        ],
    );
    assert_eq!((ran.gone.len(), ran.problems.len()), (4, 0));
}

#[test]
fn the_nearest_suppression_is_the_one_that_counts() {
    let text = format!(
        "# kubelint: ignore-file[run-as-root] c\n{}",
        deployment(
            "kubelint.dev/ignore: run-as-root, kube-linter.io/ignore-all: x",
            "",
            "      containers: # kubelint: ignore[run-as-root] b\n        - name: n\n          image: a:1 # kubelint: ignore[run-as-root] a\n",
        )
    );
    let ran = run(
        &text,
        &[
            ("run-as-root", "a:1"),
            ("run-as-root", "name: n"),
            ("run-as-root", "replicas"),
        ],
    );
    assert_eq!(
        ran.gone,
        [
            "run-as-root at a:1 by comment",
            "run-as-root at name: n by comment",
            "run-as-root at replicas by annotation",
        ]
    );
    let used: Vec<usize> = ran.suppressions.list().map(|listed| listed.used).collect();
    assert_eq!(used, [0, 1, 1, 1, 0]);
    assert_eq!(
        ran.problems,
        ["suppression-unused at run-as-root: there is no finding of `run-as-root` in this file"]
    );
}

#[test]
fn what_is_said_about_suppressions_and_the_run_is_not_hidden() {
    let text =
        "kind: A # kubelint: ignore[suppression-unused, suppression, run, internal-error] x\n";
    let ran = run(text, &[("internal-error", "A")]);
    assert_eq!(ran.left.len(), 1);
    assert_eq!(ran.problems.len(), 4);
    assert!(
        ran.problems
            .iter()
            .all(|problem| problem.contains("cannot be suppressed here"))
    );
    let annotated =
        "kind: A\nmetadata: {annotations: {kubelint.dev/ignore: 'yaml-syntax, yaml'}}\n";
    let ran = run(annotated, &[("yaml-duplicate-key", "kind")]);
    assert_eq!(ran.gone.len(), 1);
    assert_eq!(
        ran.problems,
        ["suppression-malformed at yaml-syntax: `yaml-syntax` cannot be suppressed here"]
    );
}

#[test]
fn a_rule_that_does_not_exist_does_not_take_the_others_along() {
    let text = "kind: A # kubelint: ignore[run-as-rot, run-as-root] x\n";
    let ran = run(text, &[("run-as-root", "A")]);
    assert_eq!(ran.gone.len(), 1);
    assert_eq!(
        ran.problems,
        ["suppression-unknown-rule at run-as-rot: there is no rule `run-as-rot`"]
    );
    assert_eq!(
        ran.found[0].help.as_deref(),
        Some("did you mean `run-as-root`?")
    );
}

#[test]
fn what_hides_nothing_is_unused_unless_its_rule_was_off() {
    let text = "kind: A # kubelint: ignore[run-as-root, field-unknown, field-value] x\n# kubelint: ignore[resources] x\n\nx: 1\n";
    let ran = run(
        text,
        &[("field-unknown", "A"), ("cpu-limit-missing", "x: 1")],
    );
    assert_eq!(
        ran.problems,
        [
            "suppression-unused at run-as-root: there is no finding of `run-as-root` here",
            "suppression-unused at resources: there is no finding of `resources` here",
        ]
    );
    let group = run("kind: A # kubelint: ignore[schema] x\n", &[]);
    assert_eq!(group.problems, [""; 0], "a rule of the group is off");
}

/// The text once all fixes are applied.
fn fixed(text: &str, ran: &Ran) -> String {
    let mut text = text.to_owned();
    let fixes = ran.found.iter().filter_map(|finding| finding.fix.as_ref());
    let mut edits: Vec<_> = fixes.flat_map(|fix| &fix.edits).collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.span.start));
    for edit in edits {
        text.replace_range(
            edit.span.start as usize..edit.span.end as usize,
            &edit.replacement,
        );
    }
    text
}

#[test]
fn a_fix_takes_away_what_is_unused() {
    for (text, expected) in [
        (
            "kind: A  # kubelint: ignore[run-as-root] x\nx: 1\n",
            "kind: A\nx: 1\n",
        ),
        (
            "kind: A\n  # kubelint: ignore-file[run-as-root] x\r\nx: 1\n",
            "kind: A\nx: 1\n",
        ),
        ("kind: A\n# kubelint: ignore[run-as-root]", "kind: A\n"),
        (
            "kind: A # kubelint: ignore[run-as-root,field-unknown, field-type] x\n",
            "kind: A # kubelint: ignore[field-unknown] x\n",
        ),
        (
            "kind: A # see above # kubelint: ignore[run-as-root] x\n",
            "kind: A # see above # kubelint: ignore[run-as-root] x\n",
        ),
        (
            "kind: A # kubelint: ignore[run-as-root, run-as-rot] x\n",
            "kind: A # kubelint: ignore[run-as-root, run-as-rot] x\n",
        ),
    ] {
        let ran = run(text, &[("field-unknown", "A")]);
        assert!(!ran.problems.is_empty(), "{text}");
        assert_eq!(fixed(text, &ran), expected);
    }
}

#[test]
fn a_reason_is_missed_where_it_is_asked_for() {
    let text = "kind: A # kubelint: ignore[run-as-root]\nmetadata:\n  annotations: {kubelint.dev/ignore: field-type, kubelint.dev/ignore-reason: none}\n---\nkind: B\nmetadata:\n  annotations: {kubelint.dev/ignore: field-type, checkov.io/skip1: CKV_K8S_11}\n";
    let ran = run(text, &[]);
    let registry = registry();
    let names = Names::of(&registry);
    let problems = ran
        .suppressions
        .problems(&names, &|rule| rule == "suppression-without-reason");
    let problems: Vec<&str> = problems
        .iter()
        .map(|problem| problem.message.as_str())
        .collect();
    assert_eq!(
        problems,
        [
            "the suppression of `run-as-root` has no reason",
            "the suppression of `field-type` has no reason",
        ]
    );
}
