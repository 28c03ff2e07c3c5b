//! What is read of a kustomization.

use std::sync::Arc;

use super::*;
use crate::yaml::{Limits, Parsed, parse};

fn parsed(text: &str) -> Parsed {
    parse(Arc::from(text), &Limits::default())
}

fn read(parsed: &Parsed) -> Kustomization<'_> {
    let name = "k8s/prod/kustomization.yaml";
    Kustomization::of(InventoryFile { name, parsed }).unwrap()
}

/// The fields that are changed, as `Kind/name: path`.
fn replaced(text: &str) -> Vec<String> {
    let parsed = parsed(text);
    read(&parsed).replaced.iter().map(shown).collect()
}

fn shown(one: &Replaced) -> String {
    let text = |text: &Option<String>| text.clone().unwrap_or_else(|| "*".to_owned());
    let how = if one.adds { "+" } else { "" };
    format!(
        "{}/{}: {}{how}",
        text(&one.of.kind),
        text(&one.of.name),
        one.path.join(".")
    )
}

#[test]
fn a_kustomization_is_known_by_the_name_and_the_content_of_its_file() {
    let parsed = parsed("kind: Component\nnamespace: shop\nnamePrefix: a-\nnameSuffix: -b\n");
    let kustomization = read(&parsed);
    assert_eq!(kustomization.folder, "k8s/prod");
    assert!(kustomization.component && !kustomization.opaque);
    assert_eq!(kustomization.namespace, Some("shop"));
    assert_eq!((kustomization.prefix, kustomization.suffix), ("a-", "-b"));
    let named = |name| {
        let parsed = &parsed;
        Kustomization::of(InventoryFile { name, parsed }).is_some()
    };
    assert!(named("Kustomization") && named("x/kustomization.yml"));
    assert!(!named("x/kustomize.yaml"));
}

#[test]
fn every_path_is_known_with_its_role_and_its_place() {
    let parsed = parsed(
        "
resources: [../base, web.yaml, 'https://example.com/x.yaml']
bases: [../old]
components: [../../parts/tls]
crds: [crd.yaml]
patches: [{path: p.yaml}, {patch: \"a: 1\\n\"}]
patchesStrategicMerge: [m.yaml, '{\"kind\": \"Pod\"}']
patchesJson6902: [{path: j.json}]
replacements: [{path: r.yaml}]
configMapGenerator: [{name: a, files: [app.yaml=files/app.yaml, b.txt], envs: [c.env]}]
secretGenerator: [{name: a, env: d.env}]
configurations: [names.yaml]
transformers: [labels.yaml]
generators: [g.yaml]
validators: [v.yaml]
openapi: {path: schema.json}
helmCharts: [{name: x, valuesFile: v1.yaml, additionalValuesFiles: [v2.yaml]}]
",
    );
    let references = read(&parsed).references;
    let lines: Vec<String> = references
        .iter()
        .map(|one| {
            let path = one.path.as_deref().unwrap_or("-");
            assert!(one.at.text().ends_with(one.text));
            format!("{}: {} -> {path}", one.role.as_str(), one.text)
        })
        .collect();
    insta::assert_snapshot!(lines.join("\n"), @r"
    resource: ../base -> k8s/base
    resource: web.yaml -> k8s/prod/web.yaml
    resource: https://example.com/x.yaml -> -
    base: ../old -> k8s/old
    component: ../../parts/tls -> parts/tls
    custom resource definition: crd.yaml -> k8s/prod/crd.yaml
    patch: p.yaml -> k8s/prod/p.yaml
    patch: m.yaml -> k8s/prod/m.yaml
    patch: j.json -> k8s/prod/j.json
    replacement: r.yaml -> k8s/prod/r.yaml
    generator input: c.env -> k8s/prod/c.env
    generator input: files/app.yaml -> k8s/prod/files/app.yaml
    generator input: b.txt -> k8s/prod/b.txt
    generator input: d.env -> k8s/prod/d.env
    configuration: names.yaml -> k8s/prod/names.yaml
    transformer: labels.yaml -> k8s/prod/labels.yaml
    generator: g.yaml -> k8s/prod/g.yaml
    validator: v.yaml -> k8s/prod/v.yaml
    OpenAPI schema: schema.json -> k8s/prod/schema.json
    values file: v1.yaml -> k8s/prod/v1.yaml
    values file: v2.yaml -> k8s/prod/v2.yaml
    ");
}

#[test]
fn what_is_fetched_is_told_from_what_lies_in_the_tree() {
    for remote in [
        "https://example.com/x.yaml",
        "https://github.com/org/repo//base?ref=v1",
        "github.com/org/repo/base?ref=v1",
        "github.com/org/repo",
        "git@github.com:org/repo.git//base",
        "org-1@example.com:org/repo",
        "git::https://example.com/org/repo",
        "ssh://git@example.com/org/repo",
        "example.com/org/repo.git",
        "gitlab.com/org/repo//base",
        "../base?ref=v1",
        "${BASE}/web",
    ] {
        let parsed = parsed(&format!("resources: ['{remote}']\n"));
        let kustomization = read(&parsed);
        assert_eq!(kustomization.references[0].path, None, "{remote}");
        assert!(kustomization.opaque, "{remote}");
    }
    for local in [
        "../base",
        "./x.yaml",
        "a//b.yaml",
        "v1.2/x.yaml",
        "a@b",
        "../github.com/x",
    ] {
        let parsed = parsed(&format!("resources: ['{local}']\n"));
        assert!(read(&parsed).references[0].path.is_some(), "{local}");
    }
    let parsed = parsed("resources: ['${BASE:=base}/web']\n");
    let path = read(&parsed).references[0].path.clone();
    assert_eq!(path.as_deref(), Some("k8s/prod/base/web"));
}

#[test]
fn generated_objects_have_the_keys_that_are_written() {
    let parsed = parsed(
        "
configMapGenerator:
- name: app
  namespace: shop
  literals: [A=1, 'B=x=y']
  files: [conf/app.ini, k.txt=conf/other.txt]
- {name: env, behavior: merge, envs: [x.env]}
- {name: none, behavior: replace}
- {literals: [A=1]}
secretGenerator:
- {name: key, files: [tls.key]}
",
    );
    let generated = read(&parsed).generated;
    let lines: Vec<String> = generated
        .iter()
        .map(|one| {
            let keys = one
                .keys
                .as_ref()
                .map_or("?".to_owned(), |keys| keys.join(" "));
            let namespace = one.namespace.unwrap_or("-");
            format!(
                "{} {namespace}/{} {:?}: {keys}",
                one.kind, one.name, one.behavior
            )
        })
        .collect();
    assert_eq!(
        lines,
        [
            "ConfigMap shop/app Create: A B app.ini k.txt",
            "ConfigMap -/env Merge: ?",
            "ConfigMap -/none Replace: ",
            "Secret -/key Create: tls.key",
        ]
    );
    assert!(generated[0].at.source().contains("name: app"));
}

#[test]
fn only_labels_that_reach_pods_are_kept() {
    let parsed = parsed(
        "
commonLabels: {a: '1'}
labels:
- pairs: {b: '1'}
- {pairs: {c: '1'}, includeSelectors: true}
- {pairs: {d: '1'}, includeTemplates: true}
- {pairs: {e: '1'}, fields: [{path: spec/template/metadata/labels, create: true}]}
- {pairs: {f: '1'}, includeSelectors: false}
",
    );
    let labels = read(&parsed).labels;
    let keys: Vec<&str> = labels.iter().map(|(key, _)| *key).collect();
    assert_eq!(keys, ["a", "c", "d", "e"]);
}

#[test]
fn images_and_vars_are_read() {
    let parsed = parsed(
        "
images:
- {name: web, newName: ghcr.io/acme/web, newTag: 1.2}
- {name: db, digest: sha256:0}
- {newTag: v1}
vars:
- name: DB
  objref: {kind: Service, name: db, apiVersion: v1}
- {name: HOST, objref: {kind: Ingress, name: web, apiVersion: networking.k8s.io/v1}, fieldref: {fieldpath: 'spec.rules[0].host'}}
",
    );
    let kustomization = read(&parsed);
    let [web, db] = &kustomization.images[..] else {
        panic!("{:?}", kustomization.images)
    };
    assert_eq!(
        (web.new_name, web.new_tag),
        (Some("ghcr.io/acme/web"), Some("1.2"))
    );
    assert_eq!((db.new_name, db.digest), (None, Some("sha256:0")));
    let [db, host] = &kustomization.vars[..] else {
        panic!("{:?}", kustomization.vars)
    };
    assert_eq!((db.name, db.field), ("DB", "metadata.name"));
    assert_eq!(host.object.group.as_deref(), Some("networking.k8s.io"));
    assert_eq!(host.field, "spec.rules[0].host");
}

#[test]
fn what_no_file_shows_makes_a_kustomization_opaque() {
    for text in [
        "helmCharts: [{name: x}]",
        "generators: [x.yaml]",
        "transformers: ['kind: LabelTransformer\n']",
        "components: ['https://example.com/x']",
        "patches: [{path: 'https://example.com/x.yaml'}]",
        "namespace: ${NAMESPACE}",
        "namePrefix: ${ENV}-",
        "commonLabels: {env: '${ENV}'}",
    ] {
        assert!(read(&parsed(text)).opaque, "{text}");
    }
    for text in [
        "transformers: []",
        "validators: [x.yaml]",
        "crds: ['https://example.com/x']",
        "namespace: ${NAMESPACE:=shop}",
        "patches: [{patch: '{kind: Pod, metadata: {name: x, labels: {a: b}}}'}]",
    ] {
        assert!(!read(&parsed(text)).opaque, "{text}");
    }
}

#[test]
fn replacements_change_the_fields_of_their_targets() {
    let text = "
replacements:
- source: {kind: ConfigMap, name: x}
  targets:
  - select: {kind: Deployment, name: web, group: apps, namespace: shop}
    fieldPaths:
    - spec.template.spec.containers.[name=web].env.0.value
    - metadata.annotations.[a.b/c]
    - metadata.labels.x\\.y/z
  - select: {kind: 'Stateful.*'}
";
    assert_eq!(
        replaced(text),
        [
            "Deployment/web: spec.template.spec.containers.env.value",
            "Deployment/web: metadata.annotations.a.b/c",
            "Deployment/web: metadata.labels.x.y/z",
            "*/*: metadata.name",
        ]
    );
    let parsed = parsed(text);
    let of = read(&parsed).replaced[0].of.clone();
    assert_eq!(of.group.as_deref(), Some("apps"));
    assert_eq!(of.namespace.as_deref(), Some("shop"));
}

#[test]
fn operations_change_the_fields_of_their_paths() {
    let text = "
patches:
- target: {kind: Deployment, name: 'web|api'}
  patch: |
    - {op: replace, path: /spec/template/spec/containers/0/image, value: x}
    - {op: add, path: /spec/template/spec/volumes/-, value: {name: x}}
    - {op: add, path: /metadata/annotations/a~1b, value: x}
    - {op: move, from: /spec/a, path: /spec/b}
";
    assert_eq!(
        replaced(text),
        [
            "Deployment/*: spec.template.spec.containers.image",
            "Deployment/*: spec.template.spec.volumes+",
            "Deployment/*: metadata.annotations.a/b",
            "Deployment/*: spec.b",
            "Deployment/*: spec.a",
        ]
    );
}

#[test]
fn merges_change_what_they_give_a_value() {
    let text = "
patches:
- patch: |
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web, annotations: {a: b}}
    spec:
      replicas: 2
      template:
        spec:
          containers:
          - name: web
            args: [a, b]
            env:
            - name: KEY
              valueFrom: {secretKeyRef: {name: s, key: k}}
          - $patch: delete
            name: side
- target: {kind: StatefulSet}
  patch: |
    metadata: {name: anything}
    spec: {serviceName: x}
";
    assert_eq!(
        replaced(text),
        [
            "Deployment/web: metadata.annotations.a",
            "Deployment/web: spec.replicas",
            "Deployment/web: spec.template.spec.containers.args",
            "Deployment/web: spec.template.spec.containers.env.valueFrom.secretKeyRef.name",
            "Deployment/web: spec.template.spec.containers.env.valueFrom.secretKeyRef.key",
            "Deployment/web: spec.template.spec.containers",
            "StatefulSet/*: spec.serviceName",
        ]
    );
}

#[test]
fn patches_that_delete_are_noted() {
    let parsed = parsed(
        "
patchesStrategicMerge:
- |
  apiVersion: v1
  kind: Service
  metadata: {name: web, namespace: shop}
  $patch: delete
patches:
- target: {kind: Job}
  patch: |
    $patch: delete
    kind: Job
    metadata: {name: x}
",
    );
    let kustomization = read(&parsed);
    assert!(kustomization.replaced.is_empty() && !kustomization.opaque);
    let [service, jobs] = &kustomization.deleted[..] else {
        panic!("{:?}", kustomization.deleted)
    };
    assert!(service.holds("Service", Some("web"), false));
    assert!(!service.holds("Service", Some("api"), false));
    assert!(jobs.holds("Job", Some("any"), false));
}

#[test]
fn a_change_covers_what_is_inside_and_touches_what_is_around() {
    let mut change = Replaced {
        of: Choice {
            kind: Some("Deployment".to_owned()),
            name: Some("prod-web".to_owned()),
            ..Choice::default()
        },
        path: vec!["spec".to_owned(), "template".to_owned()],
        ..Replaced::default()
    };
    let covers = |change: &Replaced, name, path: &[&str]| change.covers("Deployment", name, path);
    assert!(covers(
        &change,
        Some("prod-web"),
        &["spec", "template", "spec"]
    ));
    assert!(!covers(&change, Some("prod-web"), &["spec"]));
    assert!(change.touches("Deployment", Some("prod-web"), &["spec"]));
    assert!(!change.touches("Job", Some("prod-web"), &["spec"]));
    assert!(!covers(&change, Some("web"), &["spec", "template"]));
    change.renamed = true;
    assert!(covers(&change, Some("web"), &["spec", "template"]));
    change.adds = true;
    assert!(!covers(&change, Some("web"), &["spec", "template"]));
}

#[test]
fn what_is_named_leads_to_a_path_and_has_its_place() {
    let parsed = parsed(
        "
resources: [../base, web.yaml, wbe.yaml, ../empty, 'https://example.com/x.yaml', '${X}.yaml']
patches: [{path: gone.yaml}]
configMapGenerator: [{name: a, files: [k=gone.txt]}]
transformers: [../base]
configurations: [../base]
",
    );
    let kustomization = read(&parsed);
    let lines = kustomization.references.iter().map(|one| {
        let path = one.path.as_deref().unwrap_or("elsewhere");
        let (what, at) = (one.role.as_str(), one.at.source());
        format!("{what} {} at {at}: {path}", one.text)
    });
    assert_eq!(
        lines.collect::<Vec<String>>(),
        [
            "resource ../base at ../base: k8s/base",
            "resource web.yaml at web.yaml: k8s/prod/web.yaml",
            "resource wbe.yaml at wbe.yaml: k8s/prod/wbe.yaml",
            "resource ../empty at ../empty: k8s/empty",
            "resource https://example.com/x.yaml at 'https://example.com/x.yaml': elsewhere",
            "resource ${X}.yaml at '${X}.yaml': elsewhere",
            "patch gone.yaml at gone.yaml: k8s/prod/gone.yaml",
            "generator input gone.txt at k=gone.txt: k8s/prod/gone.txt",
            "transformer ../base at ../base: k8s/base",
            "configuration ../base at ../base: k8s/base",
        ]
    );
}
