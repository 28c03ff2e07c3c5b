//! The verdicts on files, alone and beside each other.

use std::sync::Arc;

use super::*;
use crate::yaml::{Limits, Parsed, parse};

const POD: &str = "apiVersion: v1\nkind: Pod\nmetadata: {name: x}\n";

/// Hands over files of these names and texts.
pub(super) fn with_files<R>(
    files: &[(&str, &str)],
    then: impl FnOnce(&[InventoryFile<'_>]) -> R,
) -> R {
    let parsed: Vec<Parsed> = files
        .iter()
        .map(|(_, text)| parse(Arc::from(*text), &Limits::default()))
        .collect();
    let files: Vec<InventoryFile<'_>> = files
        .iter()
        .zip(&parsed)
        .map(|((name, _), parsed)| InventoryFile { name, parsed })
        .collect();
    then(&files)
}

fn inventory(files: &[(&str, &str)]) -> Inventory {
    with_files(files, classify)
}

/// Why the last of the files is skipped.
fn reason_of_last(files: &[(&str, &str)]) -> Option<SkipReason> {
    inventory(files).verdicts.pop().unwrap().skipped
}

fn reason(name: &str, text: &str) -> Option<SkipReason> {
    reason_of_last(&[(name, text)])
}

/// Whether the file is skipped without a word on its syntax.
fn is_silent(name: &str, text: &str) -> bool {
    let verdict = inventory(&[(name, text)]).verdicts.pop().unwrap();
    verdict.skipped.is_some() && !verdict.report_errors
}

#[test]
fn objects_are_manifests_wherever_they_lie() {
    for name in [
        "x.yaml",
        ".github/x.yml",
        "chart/values.yaml",
        "docker-compose.yml",
        "<stdin>",
    ] {
        assert_eq!(reason(name, POD), None, "{name}");
    }
}

#[test]
fn every_document_is_judged_for_itself() {
    let text = format!("{POD}---\n# nothing\n---\na: 1\n---\n{POD}");
    let verdict = inventory(&[("x.yaml", &text)]).verdicts.pop().unwrap();
    assert_eq!(verdict.skipped, None);
    assert_eq!(
        verdict.documents,
        [
            Verdict::Manifest,
            Verdict::Empty,
            Verdict::Skipped(SkipReason::NotAManifest),
            Verdict::Manifest
        ]
    );
}

#[test]
fn files_without_content_are_empty() {
    for text in ["", "# nothing\n", "---\n---\n", "null\n", "\u{feff}"] {
        assert_eq!(reason("x.yaml", text), Some(SkipReason::Empty), "{text:?}");
    }
}

#[test]
fn content_tells_what_is_no_manifest() {
    use SkipReason as R;
    for (text, expected) in [
        (
            "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n",
            R::Kustomization,
        ),
        (
            "apiVersion: builtin\nkind: LabelTransformer\nmetadata: {name: x}\n",
            R::KustomizeInput,
        ),
        (
            "apiVersion: v1\nkind: Config\nclusters: []\n",
            R::Kubeconfig,
        ),
        (
            "apiVersion: kind.x-k8s.io/v1alpha4\nkind: Cluster\n",
            R::ToolConfiguration,
        ),
        (
            "apiVersion: skaffold/v4beta6\nkind: Config\n",
            R::ToolConfiguration,
        ),
        (
            "apiVersion: v1alpha1\nkind: HostnameConfig\nhostname: a\n",
            R::ToolConfiguration,
        ),
        (
            "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  annotations: {config.kubernetes.io/local-config: \"true\"}\n",
            R::ToolConfiguration,
        ),
        ("- {op: add, path: /spec/replicas, value: 1}\n", R::Patch),
        ("[{\"op\": \"remove\", \"path\": \"/spec\"}]\n", R::Patch),
        (
            "apiVersion: v1\nkind: Service\nmetadata: {name: x}\n$patch: delete\n",
            R::Patch,
        ),
        ("services:\n  web: {image: nginx}\n", R::Compose),
        ("on: push\njobs: {}\n", R::Ci),
        ("name: x\nruns: {using: node20}\n", R::Ci),
        (
            "{\"$schema\": \"x\", \"type\": \"object\"}",
            R::NotAManifest,
        ),
        ("apiVersion: 1\ndatasources: []\n", R::NotAManifest),
        ("kind: pipeline\nsteps: []\n", R::NotAManifest),
        ("just text\n", R::NotAManifest),
        ("[1, 2]\n", R::NotAManifest),
    ] {
        assert_eq!(reason("x.yaml", text), Some(expected), "{text}");
    }
}

#[test]
fn names_tell_what_is_no_manifest() {
    use SkipReason as R;
    for (name, expected) in [
        ("chart/Chart.yaml", R::HelmChart),
        ("chart/values.yaml", R::HelmValues),
        ("chart/values-prod.yml", R::HelmValues),
        ("apps/web.values.yaml", R::HelmValues),
        ("compose.yaml", R::Compose),
        ("docker-compose.override.yml", R::Compose),
        (".gitlab-ci.yml", R::Ci),
        (".github/dependabot.yml", R::Ci),
        ("k8s/kustomization.yaml", R::Kustomization),
        ("k8s/Kustomization", R::Kustomization),
        ("values.schema.json", R::NotAManifest),
        ("evalues.yaml", R::NotAManifest),
        (".sops.yaml", R::NotAManifest),
    ] {
        assert_eq!(reason(name, "a: 1\n"), Some(expected), "{name}");
    }
}

#[test]
fn objects_with_a_missing_or_misspelled_type_are_checked() {
    for text in [
        "kind: Deployment\nmetadata: {name: x}\n",
        "apiVersion: v1\ndata: {a: b}\n",
        "metadata: {name: x}\nspec: {}\n",
        "apiversion: v1\nKind: Pod\nmetadata: {name: x}\n",
        "apiVerison: v1\nkinds: Pod\nspec: {}\n",
        "- apiVersion: v1\n  kind: Pod\n",
    ] {
        assert_eq!(reason("x.yaml", text), None, "{text}");
    }
}

#[test]
fn a_flux_kustomization_is_an_object_whatever_its_file_is_called() {
    let text = "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\n";
    assert_eq!(reason("apps/kustomization.yaml", text), None);
}

#[test]
fn what_kustomizations_name_is_skipped_for_its_use() {
    let kustomization = "
resources: [../base, shared.yaml]
patches: [{path: patches/a.yaml}, {path: shared.yaml}, {patch: \"a: 1\\n\"}]
patchesStrategicMerge: [b.yaml]
patchesJson6902: [{path: ../json.yaml, target: {kind: Pod}}]
configMapGenerator: [{name: x, files: [app.yaml=files/app.yaml, c.yaml]}]
helmCharts: [{name: x, valuesFile: helm.yaml, additionalValuesFiles: [more.yaml]}]
replacements: [{path: r.yaml}]
";
    for (name, expected) in [
        ("k8s/prod/patches/a.yaml", Some(SkipReason::Patch)),
        ("k8s/prod/b.yaml", Some(SkipReason::Patch)),
        ("k8s/json.yaml", Some(SkipReason::Patch)),
        ("k8s/prod/files/app.yaml", Some(SkipReason::KustomizeInput)),
        ("k8s/prod/c.yaml", Some(SkipReason::KustomizeInput)),
        ("k8s/prod/helm.yaml", Some(SkipReason::HelmValues)),
        ("k8s/prod/more.yaml", Some(SkipReason::HelmValues)),
        ("k8s/prod/r.yaml", Some(SkipReason::KustomizeInput)),
        ("k8s/prod/shared.yaml", None),
        ("k8s/prod/other.yaml", None),
    ] {
        let files = [("k8s/prod/kustomization.yaml", kustomization), (name, POD)];
        assert_eq!(reason_of_last(&files), expected, "{name}");
    }
}

#[test]
fn an_incomplete_workload_that_is_named_as_a_patch_is_one() {
    let text = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: x}\nspec: {replicas: 2}\n";
    assert_eq!(reason("k8s/web-patch.yaml", text), Some(SkipReason::Patch));
    assert_eq!(reason("k8s/dispatch.yaml", text), None);
    assert_eq!(reason("k8s/patches/pod.yaml", POD), None);
}

#[test]
fn templates_of_a_chart_are_skipped_though_they_parse() {
    let text = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: x-{{ .foo }}\n";
    let chart = ("web/Chart.yaml", "apiVersion: v2\nname: web\n");
    let name = "web/templates/tests/pod.yaml";
    assert_eq!(
        reason_of_last(&[chart, (name, text)]),
        Some(SkipReason::Template)
    );
    assert_eq!(reason_of_last(&[chart, (name, POD)]), None);
    assert_eq!(reason(name, text), None, "no sign of Helm");
    assert_eq!(
        reason(name, &text.replace(".foo", ".Values.foo")),
        Some(SkipReason::Template)
    );
}

#[test]
fn braces_in_texts_are_no_template() {
    let text = "kind: PrometheusRule\napiVersion: monitoring.coreos.com/v1\n\
                spec:\n  a: \"{{ $labels.x }}\"\n  b: x {{ y }}\n  c: |\n    {{ z }}\n";
    assert_eq!(reason("x.yaml", text), None);
    let broken = format!("{text}  d: [\n");
    let verdict = inventory(&[("x.yaml", &broken)]).verdicts.pop().unwrap();
    assert_eq!((verdict.skipped, verdict.report_errors), (None, true));
}

#[test]
fn a_file_that_template_actions_break_is_a_template() {
    for text in [
        "metadata:\n  name: {{ .name }}\n",
        "{{- if .x }}\na: 1\n{{- end }}\n",
        "a:\n  {{ toYaml .b | indent 2 }}\n",
        "a:\n- {{ .b }}\n",
        "a: \"{{ default \"x\" .y }}\"\n",
        "{% if x %}\na: 1\n{% endif %}\n",
        "{\"a\": {{ .b }}}",
        "a: |\n  text\nb: {{ .c }}\n",
    ] {
        let text = format!("apiVersion: v1\nkind: Pod\n---\n{text}");
        assert!(is_silent("x.yaml", &text), "{text}");
    }
    assert!(is_silent("x.json", "{\"a\": {{ .b }}}"));
}

#[test]
fn broken_files_are_reported_unless_they_are_known_for_something_else() {
    let broken = "a: [\n";
    assert!(!is_silent("x.yaml", broken));
    assert!(!is_silent("values.yaml", broken), "no chart is near");
    assert!(is_silent(".github/workflows/ci.yml", broken));
    assert!(is_silent("docker-compose.yml", broken));
    let kustomization = inventory(&[("kustomization.yaml", broken)]);
    let verdict = &kustomization.verdicts[0];
    assert_eq!(verdict.skipped, Some(SkipReason::Kustomization));
    assert!(verdict.report_errors, "kustomize could not build it");
    let files = [("c/Chart.yaml", "name: c\n"), ("c/values.yaml", broken)];
    assert!(!inventory(&files).verdicts[1].report_errors);
}

#[test]
fn documents_beside_a_broken_one_are_judged() {
    let text = format!("{POD}---\na: b: c\n---\n{POD}");
    let verdict = inventory(&[("x.yaml", &text)]).verdicts.pop().unwrap();
    assert_eq!((verdict.skipped, verdict.report_errors), (None, true));
    assert_eq!(verdict.documents, [Verdict::Manifest, Verdict::Manifest]);
}

#[test]
fn the_next_steps_render_roots_only() {
    let template = "a: {{ .Values.a }}\n";
    let inventory = inventory(&[
        ("charts/lib/Chart.yaml", "name: lib\ntype: library\n"),
        ("charts/lib/templates/x.yaml", template),
        ("charts/web/Chart.yaml", "name: web\n"),
        ("charts/web/charts/db/Chart.yaml", "name: db\n"),
        ("charts/web/charts/db/templates/x.yaml", template),
        ("charts/web/templates/x.yaml", template),
        ("k8s/base/kustomization.yaml", "resources: [x.yaml]\n"),
        ("k8s/comp/kustomization.yaml", "kind: Component\n"),
        ("k8s/my env/kustomization.yml", "resources: [../base/]\n"),
        ("kustomization.yaml", "resources: []\n"),
    ]);
    assert_eq!(
        inventory.next_steps,
        [
            "helm template charts/web | kubelint check -",
            "kustomize build 'k8s/my env' | kubelint check -",
            "kustomize build . | kubelint check -",
        ]
    );
}

#[test]
fn a_run_over_few_files_knows_which_neighbours_to_look_at() {
    assert_eq!(
        Neighbours::wanted(["web/templates/x.yaml", "web/Chart.yaml"]),
        [
            "Chart.yaml",
            "kustomization.yaml",
            "kustomization.yml",
            "Kustomization",
            "web/kustomization.yaml",
            "web/kustomization.yml",
            "web/Kustomization",
            "web/templates/Chart.yaml",
            "web/templates/kustomization.yaml",
            "web/templates/kustomization.yml",
            "web/templates/Kustomization",
        ]
    );
}

#[test]
fn reasons_read_well() {
    assert_eq!(SkipReason::Kustomization.describe(1), "1 kustomization");
    assert_eq!(SkipReason::Patch.describe(2), "2 patches");
    assert_eq!(SkipReason::NotAManifest.code(), "not-a-manifest");
}
