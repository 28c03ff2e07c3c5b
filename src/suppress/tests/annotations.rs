//! The annotation of ours.

use super::*;

#[test]
fn an_annotation_hides_findings_about_its_object() {
    let text = deployment(
        "kubelint.dev/ignore: 'run-as-root, field-unknown@spec.replicas'",
        "",
        CONTAINERS,
    );
    let text = format!("{text}---\nkind: B\nspec: {{other: 1}}\n");
    let ran = run(
        &text,
        &[
            ("run-as-root", "a:1"),
            ("field-unknown", "replicas: 1"),
            ("field-unknown", "image"),
            ("run-as-root", "other: 1"),
        ],
    );
    assert_eq!(
        ran.gone,
        [
            "run-as-root at a:1 by annotation",
            "field-unknown at replicas: 1 by annotation"
        ]
    );
    assert_eq!(
        ran.left,
        ["field-unknown at image", "run-as-root at other: 1"]
    );
    assert_eq!(ran.problems, [""; 0]);
}

#[test]
fn a_path_in_an_annotation_picks_a_container() {
    let text = deployment(
        "kubelint.dev/ignore: 'run-as-root@containers[istio-proxy]'",
        "",
        CONTAINERS,
    );
    let ran = run(&text, &[("run-as-root", "a:1"), ("run-as-root", "b:1")]);
    assert_eq!(ran.gone, ["run-as-root at b:1 by annotation"]);
    assert_eq!(ran.left, ["run-as-root at a:1"]);
}

#[test]
fn an_annotation_of_a_template_is_about_the_template() {
    let text = deployment("", "kubelint.dev/ignore: run-as-root", CONTAINERS);
    let ran = run(
        &text,
        &[
            ("run-as-root", "a:1"),
            ("run-as-root", "replicas"),
            ("run-as-root", "template"),
        ],
    );
    assert_eq!(
        ran.gone,
        [
            "run-as-root at a:1 by annotation",
            "run-as-root at template by annotation"
        ]
    );
    assert_eq!(ran.left, ["run-as-root at replicas"]);
}

#[test]
fn the_annotation_of_a_pod_is_read_once() {
    let text = "apiVersion: v1\nkind: Pod\nmetadata: {annotations: {kubelint.dev/ignore: run-as-root}}\nspec: {x: 1}\n";
    let ran = run(text, &[("run-as-root", "x: 1")]);
    assert_eq!(ran.suppressions.list().count(), 1);
    assert_eq!(ran.gone.len(), 1);
}

#[test]
fn items_of_a_list_have_annotations_of_their_own() {
    let text = "apiVersion: v1\nkind: List\nitems:\n- kind: A\n  metadata: {annotations: {kubelint.dev/ignore: run-as-root}}\n  x: 1\n- kind: B\n  y: 1\n";
    let ran = run(text, &[("run-as-root", "x: 1"), ("run-as-root", "y: 1")]);
    assert_eq!(ran.gone, ["run-as-root at x: 1 by annotation"]);
}

#[test]
fn of_equal_objects_the_one_around_the_finding_counts() {
    let object = "kind: A\nmetadata: {name: a}\nx: 1\n";
    let annotated =
        "kind: A\nmetadata: {name: a, annotations: {kubelint.dev/ignore: run-as-root}}\ny: 1\n";
    let text = format!("{annotated}---\n{object}");
    let ran = run(&text, &[("run-as-root", "y: 1"), ("run-as-root", "x: 1")]);
    assert_eq!(ran.left, ["run-as-root at x: 1"]);
}

#[test]
fn a_finding_at_an_anchor_is_about_the_object_that_it_names() {
    let text = "apiVersion: v1\nkind: List\nitems:\n- kind: A\n  metadata: {name: a}\n  x: &x {deep: 1}\n- kind: B\n  metadata: {name: b, annotations: {kubelint.dev/ignore: run-as-root}}\n  x: *x\n";
    let ran = run(text, &[("run-as-root", "deep")]);
    assert_eq!(ran.left.len(), 1, "it is about the first one");
    let file = FileId(3);
    let tree = parse(text.into(), &Limits::default()).tree;
    let objects: Vec<Resource<'_>> = inventory::objects(tree.node(tree.documents()[0].root))
        .into_iter()
        .map(|object| Resource::new(object.node))
        .collect();
    let registry = registry();
    let names = Names::of(&registry);
    let mut suppressions = Suppressions::collect(file, &tree, &objects, &names, &options());
    let mut finding = finding(file, "run-as-root", "deep", text, &objects);
    finding.subject = Some(objects[1].subject(&crate::yaml::Path::of(&["x", "deep"])));
    let mut findings = vec![finding];
    assert_eq!(suppressions.apply(&mut findings).len(), 1);
}
