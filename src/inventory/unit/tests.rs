//! Which files are applied together, and what is done to them.

use std::fmt::Write;
use std::time::{Duration, Instant};

use super::*;
use crate::inventory::tests::with_files;
use crate::inventory::{InventoryFile, classify};

const POD: &str = "apiVersion: v1\nkind: Pod\nmetadata: {name: x}\n";

fn with<R>(
    files: &[(&str, &str)],
    configured: &dyn Fn(&str) -> Option<usize>,
    then: impl FnOnce(&[InventoryFile<'_>], &Units<'_>) -> R,
) -> R {
    with_files(files, |files| {
        let verdicts = classify(files).verdicts;
        then(files, &Units::of(files, &verdicts, configured))
    })
}

fn shown(files: &[(&str, &str)]) -> String {
    shown_with(files, &|_| None)
}

/// The units with their files; kustomizations and what they read are left out.
fn shown_with(files: &[(&str, &str)], configured: &dyn Fn(&str) -> Option<usize>) -> String {
    with(files, configured, |named, units| {
        let mut text = String::new();
        for (unit, id) in units.units.iter().zip(0..) {
            let name = if unit.name.is_empty() {
                "."
            } else {
                &unit.name
            };
            let kustomize = if unit.is_kustomize { ", kustomize" } else { "" };
            let open = if unit.open { ", open" } else { "" };
            let _ = writeln!(text, "{name}{kustomize}{open}");
            for ((file, (_, content)), placements) in named.iter().zip(files).zip(&units.placements)
            {
                let own = placements
                    .iter()
                    .filter(|one| one.unit == id && *content == POD);
                for one in own {
                    let _ = writeln!(text, "  {}{}", file.name, changes(one));
                }
            }
        }
        text
    })
}

fn changes(placement: &Placement<'_>) -> String {
    let mut text = String::new();
    if let Some(namespace) = placement.namespace {
        let _ = write!(text, " in {namespace}");
    }
    if !placement.prefix.is_empty() || !placement.suffix.is_empty() {
        let _ = write!(text, " as {}NAME{}", placement.prefix, placement.suffix);
    }
    for (key, value) in &placement.labels {
        let _ = write!(text, " {key}={value}");
    }
    text
}

#[test]
fn overlays_of_one_base_and_releases_are_apart() {
    let files = [
        (
            "k8s/base/kustomization.yaml",
            "resources: [web.yaml]\nnamespace: base\n",
        ),
        ("k8s/base/web.yaml", POD),
        (
            "k8s/dev/kustomization.yaml",
            "resources: [../base]\nnamespace: dev\n",
        ),
        ("k8s/prod/db.yaml", POD),
        (
            "k8s/prod/kustomization.yaml",
            "resources: [../base, db.yaml]\nnamePrefix: prod-\n",
        ),
        ("release/all.yaml", POD),
        ("release/more/x.yaml", POD),
    ];
    insta::assert_snapshot!(shown(&files), @r"
    k8s/dev/kustomization.yaml, kustomize
      k8s/base/web.yaml in dev
    k8s/prod/kustomization.yaml, kustomize
      k8s/base/web.yaml in base as prod-NAME
      k8s/prod/db.yaml as prod-NAME
    release
      release/all.yaml
    release/more
      release/more/x.yaml
    ");
}

#[test]
fn a_component_changes_all_that_its_user_builds_before_it() {
    let files = [
        (
            "app/kustomization.yaml",
            "resources: [web.yaml]\ncomponents: [../one, ../two]\nnamePrefix: app-\ncommonLabels: {by: app}\n",
        ),
        ("app/web.yaml", POD),
        (
            "one/kustomization.yaml",
            "kind: Component\nresources: [x.yaml]\nnamePrefix: one-\nnamespace: one\ncommonLabels: {by: one, one: 'yes'}\n",
        ),
        ("one/x.yaml", POD),
        (
            "two/kustomization.yaml",
            "kind: Component\nresources: [x.yaml]\nnamePrefix: two-\nnameSuffix: -two\nnamespace: two\n",
        ),
        ("two/x.yaml", POD),
    ];
    insta::assert_snapshot!(shown(&files), @r"
    app/kustomization.yaml, kustomize
      app/web.yaml in two as app-two-one-NAME-two by=app one=yes
      one/x.yaml in two as app-two-one-NAME-two by=app one=yes
      two/x.yaml in two as app-two-NAME-two by=app
    ");
}

#[test]
fn nested_kustomizations_add_up_and_the_outermost_namespace_wins() {
    let files = [
        (
            "a/kustomization.yaml",
            "bases: [b/]\nnamespace: a\nnamePrefix: a-\nnameSuffix: -a\ncommonLabels: {l: a}\n",
        ),
        (
            "a/b/kustomization.yml",
            "resources: [./c, x.yaml]\nnamePrefix: b-\nnameSuffix: -b\ncommonLabels: {l: b, m: b}\n",
        ),
        (
            "a/b/c/Kustomization",
            "resources: [x.yaml]\nnamespace: c\nnamePrefix: c-\nnameSuffix: -c\n",
        ),
        ("a/b/c/x.yaml", POD),
        ("a/b/x.yaml", POD),
    ];
    insta::assert_snapshot!(shown(&files), @r"
    a/kustomization.yaml, kustomize
      a/b/c/x.yaml in a as a-b-c-NAME-c-b-a l=a m=b
      a/b/x.yaml in a as a-b-NAME-b-a l=a m=b
    ");
}

#[test]
fn loose_files_beside_a_kustomization_are_a_unit_of_their_own() {
    let files = [
        (
            "k8s/kustomization.yaml",
            "resources: [a.yaml]\npatches: [{path: p.yaml}]\n",
        ),
        ("k8s/a.yaml", POD),
        ("k8s/b.yaml", POD),
        ("k8s/c.yaml", POD),
        ("k8s/p.yaml", "kind: Pod\nmetadata: {name: x}\n"),
        ("x.yaml", POD),
    ];
    insta::assert_snapshot!(shown(&files), @r"
    k8s/kustomization.yaml, kustomize
      k8s/a.yaml
    .
      x.yaml
    k8s
      k8s/b.yaml
      k8s/c.yaml
    ");
    with(&files, &|_| None, |_, units| {
        for at in [0, 4] {
            assert_eq!(
                units.placements[at].len(),
                1,
                "the kustomization and its patch"
            );
            assert_eq!(units.placements[at][0].unit, 0);
        }
    });
}

#[test]
fn a_second_kustomization_of_a_folder_belongs_to_the_unit_of_the_first() {
    let files = [
        ("k8s/Kustomization", "resources: [a.yaml]\n"),
        ("k8s/a.yaml", POD),
        ("k8s/kustomization.yaml", "resources: [b.yaml]\n"),
    ];
    with(&files, &|_| None, |_, units| {
        assert_eq!(units.units.len(), 1);
        assert!(
            units
                .placements
                .iter()
                .all(|placements| placements.len() == 1)
        );
    });
}

#[test]
fn standard_input_is_a_unit_of_its_own() {
    let files = [("<stdin>", POD), ("x.yaml", POD)];
    insta::assert_snapshot!(shown(&files), @r"
    stdin
      <stdin>
    .
      x.yaml
    ");
}

#[test]
fn the_config_puts_files_together() {
    let files = [
        (
            "k8s/base/kustomization.yaml",
            "resources: [web.yaml]\nnamePrefix: base-\n",
        ),
        ("k8s/base/web.yaml", POD),
        (
            "k8s/dev/kustomization.yaml",
            "resources: [../base, dev.yaml]\nnamespace: dev\n",
        ),
        ("k8s/dev/dev.yaml", POD),
        (
            "k8s/prod/kustomization.yaml",
            "resources: [../base]\nnamespace: prod\n",
        ),
        ("k8s/prod/loose.yaml", POD),
        ("other/x.yaml", POD),
    ];
    let configured = |name: &str| {
        let held = name.starts_with("k8s/base/") || name.starts_with("k8s/prod/");
        held.then_some(1)
    };
    insta::assert_snapshot!(shown_with(&files, &configured), @r"
    [[units]] 2, kustomize
      k8s/base/web.yaml in prod as base-NAME
      k8s/prod/loose.yaml
    k8s/dev/kustomization.yaml, kustomize, open
      k8s/dev/dev.yaml in dev
    other
      other/x.yaml
    ");
    let base = |name: &str| name.starts_with("k8s/base/").then_some(0);
    insta::assert_snapshot!(shown_with(&files[..3], &base), @r"
    [[units]] 1, kustomize
      k8s/base/web.yaml as base-NAME
    k8s/dev/kustomization.yaml, kustomize, open
    ");
}

#[test]
fn without_the_kustomization_its_files_are_a_folder() {
    insta::assert_snapshot!(shown(&[("k8s/base/web.yaml", POD)]), @r"
    k8s/base
      k8s/base/web.yaml
    ");
}

#[test]
fn a_circle_of_kustomizations_ends() {
    let files = [
        ("a/kustomization.yaml", "resources: [../b, x.yaml]\n"),
        ("a/x.yaml", POD),
        (
            "b/kustomization.yaml",
            "resources: [../a, ../b, x.yaml]\nnamespace: b\n",
        ),
        ("b/x.yaml", POD),
    ];
    insta::assert_snapshot!(shown(&files), @r"
    a/kustomization.yaml, kustomize
      a/x.yaml
      b/x.yaml in b
    ");
}

#[test]
fn a_base_that_is_reached_twice_in_one_way_counts_once() {
    let files = [
        ("a/kustomization.yaml", "resources: [../b, ../c, ../d]\n"),
        ("b/kustomization.yaml", "resources: [../base]\n"),
        ("c/kustomization.yaml", "resources: [../base]\n"),
        (
            "d/kustomization.yaml",
            "resources: [../base]\nnamePrefix: d-\n",
        ),
        (
            "base/kustomization.yaml",
            "resources: [x.yaml]\nimages: [{name: i, newTag: '1'}]\nconfigMapGenerator: [{name: g, literals: [A=1]}]\n",
        ),
        ("base/x.yaml", POD),
    ];
    insta::assert_snapshot!(shown(&files), @r"
    a/kustomization.yaml, kustomize
      base/x.yaml
      base/x.yaml as d-NAME
    ");
    with(&files, &|_| None, |_, units| {
        assert_eq!(units.units[0].images.len(), 1);
        assert_eq!(units.units[0].generated.len(), 1);
    });
}

#[test]
fn a_component_that_nobody_uses_lacks_what_it_is_for() {
    let files = [
        (
            "tls/kustomization.yaml",
            "kind: Component\nresources: [x.yaml]\nnamespace: shop\n",
        ),
        ("tls/x.yaml", POD),
    ];
    insta::assert_snapshot!(shown(&files), @r"
    tls/kustomization.yaml, kustomize, open
      tls/x.yaml in shop
    ");
}

/// Whether the unit of a kustomization in `k8s`, which has the file `web.yaml`, is open.
fn is_open(kustomization: &str, others: &[(&str, &str)]) -> bool {
    let mut files = vec![
        ("k8s/kustomization.yaml", kustomization),
        ("k8s/web.yaml", POD),
    ];
    files.extend(others);
    with(&files, &|_| None, |_, units| units.units[0].open)
}

#[test]
fn a_unit_is_open_when_a_part_of_it_is_not_seen() {
    for (kustomization, others) in [
        ("resources: [web.yaml, gone.yaml]", vec![]),
        ("resources: [web.yaml, ../gone]", vec![]),
        ("components: [gone]", vec![]),
        ("components: [web.yaml]", vec![]),
        ("resources: ['https://example.com/x.yaml']", vec![]),
        ("patches: [{path: gone.yaml}]", vec![]),
        ("replacements: [{path: gone.yaml}]", vec![]),
        ("helmCharts: [{name: x}]", vec![]),
        ("transformers: [x.yaml]", vec![("k8s/x.yaml", "a: 1\n")]),
        ("resources: [x.yaml]", vec![("k8s/x.yaml", "a: [\n")]),
        (
            "resources: [x.yaml]",
            vec![("k8s/x.yaml", "{{ if .x }}\na: 1\n{{ end }}\n")],
        ),
        (
            "resources: [../b]",
            vec![("b/kustomization.yaml", "generators: [x]\n")],
        ),
        ("resources: [web.yaml]\n---\na: [\n", vec![]),
        ("patches: [{path: p.yaml}]", vec![("k8s/p.yaml", "a: [\n")]),
        (
            "patches: [{path: p.yaml}]",
            vec![(
                "k8s/p.yaml",
                "kind: Job\nspec: {template: {metadata: {labels: {a: b}}}}\n",
            )],
        ),
    ] {
        assert!(
            is_open(kustomization, &others),
            "{kustomization} {others:?}"
        );
    }
    for (kustomization, others) in [
        ("resources: [web.yaml]", vec![("k8s/x.yaml", "a: [\n")]),
        ("configMapGenerator: [{name: a, files: [a.txt]}]", vec![]),
        ("openapi: {path: schema.json}", vec![]),
        (
            "patches: [{path: p.yaml}]",
            vec![(
                "k8s/p.yaml",
                "kind: Deployment\nmetadata: {labels: {a: b}}\nspec: {replicas: 1}\n",
            )],
        ),
    ] {
        assert!(
            !is_open(kustomization, &others),
            "{kustomization} {others:?}"
        );
    }
}

#[test]
fn a_folder_is_open_when_a_file_of_it_or_its_chart_is_not_seen() {
    let template = "a: {{ .Values.a }}\n";
    let files = [
        ("a/broken.yaml", "a: [\n"),
        ("a/x.yaml", POD),
        ("b/x.yaml", POD),
        ("chart/Chart.yaml", "name: c\n"),
        ("chart/crds/x.yaml", POD),
        ("chart/templates/t.yaml", template),
        ("chart/templates/more/x.yaml", POD),
        ("d/t.yaml", template),
        ("d/x.yaml", POD),
        ("d/e/x.yaml", POD),
        ("values/values.yaml", "a: 1\n"),
    ];
    insta::assert_snapshot!(shown(&files), @r"
    a, open
      a/x.yaml
    b
      b/x.yaml
    chart/crds, open
      chart/crds/x.yaml
    chart/templates/more, open
      chart/templates/more/x.yaml
    d, open
      d/x.yaml
    d/e
      d/e/x.yaml
    ");
}

#[test]
fn generated_objects_end_up_in_the_namespace_of_the_unit() {
    let files = [
        (
            "base/kustomization.yaml",
            "
namespace: base
configMapGenerator:
- {name: app, literals: [A=1, B=1]}
- {name: conf, literals: [A=1]}
- {name: own, literals: [A=1], namespace: own}
",
        ),
        (
            "prod/kustomization.yaml",
            "
resources: [../base]
namespace: prod
configMapGenerator:
- {name: app, behavior: merge, literals: [B=2, C=2]}
- {name: conf, behavior: replace, literals: [Z=1]}
- {name: elsewhere, behavior: merge, literals: [A=1]}
secretGenerator:
- {name: app, envs: [x.env]}
",
        ),
    ];
    let generated = |files: &[(&str, &str)]| {
        with(files, &|_| None, |_, units| {
            let unit = units.units[0].generated.iter().map(|one| {
                let keys = one
                    .keys
                    .as_ref()
                    .map_or("?".to_owned(), |keys| keys.join(" "));
                format!(
                    "{} {}/{}: {keys}",
                    one.kind,
                    one.namespace.unwrap_or("-"),
                    one.name
                )
            });
            unit.collect::<Vec<String>>()
        })
    };
    assert_eq!(
        generated(&files),
        [
            "ConfigMap prod/app: A B C",
            "ConfigMap prod/conf: Z",
            "ConfigMap prod/elsewhere: A",
            "ConfigMap prod/own: A",
            "Secret prod/app: ?",
        ]
    );
    let alone = generated(&files[1..]);
    assert_eq!(
        alone[0], "ConfigMap prod/app: ?",
        "the base may have more keys"
    );
}

#[test]
fn a_unit_has_the_changes_of_all_its_kustomizations() {
    let files = [
        (
            "base/kustomization.yaml",
            "images: [{name: web, newTag: '1'}]\nresources: [x.yaml]\nnamePrefix: p-\n",
        ),
        ("base/x.yaml", POD),
        (
            "prod/d.yaml",
            "kind: Job\nmetadata: {name: old}\n$patch: delete\n",
        ),
        (
            "prod/kustomization.yaml",
            "
resources: [../base]
images: [{name: web, newTag: '2'}]
patches: [{path: p.yaml, target: {kind: StatefulSet}}, {path: d.yaml}]
replacements: [{path: r.yaml}]
",
        ),
        (
            "prod/p.yaml",
            "- {op: add, path: /spec/serviceName, value: x}\n",
        ),
        (
            "prod/r.yaml",
            "- source: {kind: Pod}\n  targets: [{select: {kind: Pod, name: p-x}, fieldPaths: [spec.nodeName]}]\n",
        ),
    ];
    with(&files, &|_| None, |_, units| {
        let [unit] = &units.units[..] else {
            panic!("{:?}", units.units)
        };
        let tags: Vec<_> = unit.images.iter().map(|image| image.new_tag).collect();
        assert_eq!(tags, [Some("2"), Some("1")], "the outermost first");
        let covered = |kind, name, path: &[&str]| {
            let mut replaced = unit.replaced.iter();
            replaced.any(|one| one.covers(kind, Some(name), path))
        };
        assert!(covered("StatefulSet", "db", &["spec", "serviceName"]));
        assert!(
            covered("Pod", "x", &["spec", "nodeName"]),
            "named as it is changed"
        );
        assert!(!covered("Pod", "y", &["spec", "nodeName"]));
        assert!(unit.deleted[0].holds("Job", Some("old"), false));
    });
}

#[test]
fn many_files_take_little_time() {
    let mut files = Vec::new();
    for overlay in 0..2_500 {
        let folder = format!("o{overlay}");
        let text = format!("resources: [../base, x.yaml]\nnamePrefix: {folder}-\n");
        files.push((format!("{folder}/kustomization.yaml"), text));
        files.push((format!("{folder}/x.yaml"), POD.to_owned()));
        files.push((format!("loose/{folder}/x.yaml"), POD.to_owned()));
        files.push((format!("loose/x{overlay}.yaml"), POD.to_owned()));
    }
    // Each level reaches the next one in two ways: 2^40 ways in all.
    for level in 0..40 {
        let next = level + 1;
        let side = |side: &str| format!("resources: [../../d{next}]\nnamePrefix: {side}\n");
        files.push((
            format!("d{level}/kustomization.yaml"),
            "resources: [a, b]\n".to_owned(),
        ));
        files.push((format!("d{level}/a/kustomization.yaml"), side("a")));
        files.push((format!("d{level}/b/kustomization.yaml"), side("b")));
    }
    files.push((
        "base/kustomization.yaml".to_owned(),
        "resources: [x.yaml]\n".to_owned(),
    ));
    files.push(("base/x.yaml".to_owned(), POD.to_owned()));
    // A chain that is too deep to be followed to its end.
    for link in 0..5_000 {
        let text = format!("resources: [../c{}]\n", link + 1);
        files.push((format!("c{link}/kustomization.yaml"), text));
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(a, b)| (&**a, &**b)).collect();
    let started = Instant::now();
    let count = with(&files, &|_| None, |_, units| units.units.len());
    assert!(count > 5_000);
    assert!(
        started.elapsed() < Duration::from_secs(20),
        "{:?}",
        started.elapsed()
    );
}
