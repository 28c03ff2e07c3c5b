//! Schemas that a user gives: folders of CRDs, folders of JSON Schemas, path templates, inputs.

use std::path::Path;

use kubelint::cli::Exit;
use serde_json::Value;

use crate::command::{Ran, check, folder, list, path, place, text};

/// Its size is a number, and it has no colour.
const WIDGET: &str = "\
apiVersion: example.org/v1
kind: Widget
metadata:
  name: w
spec:
  size: big
  colour: red
";

const SCHEMA: &str = r#"{
  "type": "object",
  "additionalProperties": false,
  "properties": {
    "apiVersion": {"type": "string"},
    "kind": {"type": "string"},
    "metadata": {"type": "object"},
    "spec": {
      "type": "object",
      "additionalProperties": false,
      "properties": {"size": {"type": "integer"}}
    }
  }
}"#;

/// The definition of Widget, whose `size` has this schema.
fn definition(size: &str) -> String {
    format!(
        "\
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: widgets.example.org
spec:
  group: example.org
  scope: Namespaced
  names: {{kind: Widget, listKind: WidgetList, plural: widgets, singular: widget}}
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              properties:
                size: {size}
"
    )
}

/// The finding that every right schema gives for the Widget.
const FOUND: [&str; 2] = ["6:9 field-type", "7:3 field-unknown"];

fn places(ran: &Ran) -> Vec<String> {
    ran.findings().iter().map(place).collect()
}

#[test]
fn without_a_schema_a_custom_resource_is_counted_and_not_checked() {
    let folder = folder(&[("w.yaml", WIDGET)]);
    let ran = check(&[path(&folder, "w.yaml")]);
    assert_eq!(ran.exit, Exit::Clean);
    let unchecked = list(&ran.json(), "unchecked");
    assert_eq!(
        unchecked,
        [serde_json::json!({"apiVersion": "example.org/v1", "kind": "Widget", "objects": 1})]
    );
}

#[test]
fn a_folder_of_definitions_is_a_schema_location() {
    let crd = definition("{type: integer}");
    let folder = folder(&[("w.yaml", WIDGET), ("crds/deep/widget.yaml", &crd)]);
    for location in ["crds", "crds/deep/widget.yaml"] {
        let location = path(&folder, location);
        let ran = check(&[
            path(&folder, "w.yaml").as_str(),
            "--schema-location",
            &location,
        ]);
        assert_eq!(places(&ran), FOUND, "{location}: {}", ran.output);
        assert_eq!(ran.json()["summary"]["files"], 1, "a location is no input");
        assert_eq!(ran.json().get("unchecked"), None);
    }
}

#[test]
fn a_folder_of_json_schemas_is_a_schema_location() {
    for name in [
        "example.org/widget_v1.json",
        "example.org/v1/widget.json",
        "widget_example.org_v1.json",
        "widget-example-v1.json",
        "widget_v1.json",
    ] {
        let folder = folder(&[("w.yaml", WIDGET), (&format!("schemas/{name}"), SCHEMA)]);
        let location = path(&folder, "schemas");
        let ran = check(&[
            path(&folder, "w.yaml").as_str(),
            "--schema-location",
            &location,
        ]);
        assert_eq!(places(&ran), FOUND, "{name}: {}", ran.output);
    }
}

#[test]
fn a_file_with_a_json_schema_is_not_passed_over_in_silence() {
    let folder = folder(&[("w.yaml", WIDGET), ("widget_v1.json", SCHEMA)]);
    let location = path(&folder, "widget_v1.json");
    let ran = check(&[
        path(&folder, "w.yaml").as_str(),
        "--schema-location",
        &location,
    ]);
    let used = ran.exit != Exit::Failed && places(&ran) == FOUND;
    let refused = ran.exit == Exit::Failed && ran.errors.contains("widget_v1.json");
    assert!(used || refused, "{:?} {}", ran.exit, ran.output);
}

#[test]
fn the_templates_of_kubeconform_are_schema_locations() {
    let files = [
        ("w.yaml", WIDGET),
        ("catalog/example.org/widget_v1.json", SCHEMA),
        (
            "native/v1.37.0-standalone-strict/widget-example-v1.json",
            SCHEMA,
        ),
    ];
    let folder = folder(&files);
    for template in [
        "catalog/{{ .Group }}/{{ .ResourceKind }}_{{ .ResourceAPIVersion }}.json",
        "catalog/{{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json",
        "native/{{ .NormalizedKubernetesVersion }}-standalone{{ .StrictSuffix }}/{{ .ResourceKind }}{{ .KindSuffix }}.json",
    ] {
        let location = path(&folder, template);
        let arguments = [&path(&folder, "w.yaml"), "--schema-location", "default"];
        let ran = check(&[&arguments[..], &["--schema-location", &location]].concat());
        assert_eq!(places(&ran), FOUND, "{template}: {}", ran.output);
    }
}

#[test]
fn a_template_with_a_variable_that_does_not_exist_fails_the_run() {
    let folder = folder(&[("w.yaml", WIDGET)]);
    let location = path(&folder, "{{ .Grp }}/{{ .ResourceKind }}.json");
    let ran = check(&[
        path(&folder, "w.yaml").as_str(),
        "--schema-location",
        &location,
    ]);
    assert_eq!(ran.exit, Exit::Failed, "{}", ran.output);
    assert!(ran.errors.contains(".Grp"), "{}", ran.errors);
}

/// Other kinds, such as Crossplane's composite ones, have a spec of the same shape.
#[test]
fn only_a_definition_in_a_location_defines_a_kind() {
    let other = definition("{type: integer}").replace("kind: CustomR", "kind: CompositeR");
    let both = format!("{other}---\n{}", definition("{type: string}"));
    let folder = folder(&[("w.yaml", WIDGET), ("crds/both.yaml", &both)]);
    let location = path(&folder, "crds");
    let ran = check(&[
        path(&folder, "w.yaml").as_str(),
        "--schema-location",
        &location,
    ]);
    assert_ne!(places(&ran), FOUND, "{}", ran.output);
}

#[test]
fn definitions_among_the_inputs_hold_for_all_files() {
    let crd = definition("{type: integer}");
    let folder = folder(&[("app/w.yaml", WIDGET), ("platform/crd.yaml", &crd)]);
    let ran = check(&[folder.path().to_string_lossy()]);
    assert_eq!(places(&ran), FOUND, "{}", ran.output);
}

#[test]
fn of_several_definitions_the_nearest_one_counts() {
    let (number, word) = (definition("{type: integer}"), definition("{type: string}"));
    let folder = folder(&[
        ("number/crds/widget.yaml", number.as_str()),
        ("number/w.yaml", WIDGET),
        ("word/crds/widget.yaml", &word),
        ("word/w.yaml", WIDGET),
    ]);
    let ran = check(&[folder.path().to_string_lossy()]);
    let found: Vec<String> = ran
        .findings()
        .iter()
        .map(|finding| {
            let file = text(finding, "file");
            let near = if file.contains("number/") {
                "number"
            } else {
                "word"
            };
            format!("{near} {}", place(finding))
        })
        .collect();
    assert_eq!(
        found,
        [
            "number 6:9 field-type",
            "number 7:3 field-unknown",
            "word 7:3 field-unknown"
        ]
    );
}

#[test]
fn a_schema_that_cannot_be_used_is_a_warning_and_the_other_kinds_are_checked() {
    let crd = definition("{type: string, pattern: '[a-z'}");
    let config = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {a: 1}\n";
    let folder = folder(&[
        ("crd.yaml", crd.as_str()),
        ("w.yaml", WIDGET),
        ("z.yaml", config),
    ]);
    let ran = check(&[folder.path().to_string_lossy()]);
    let findings = ran.findings();
    let rules: Vec<&str> = findings
        .iter()
        .map(|finding| text(finding, "rule"))
        .collect();
    assert_eq!(
        rules,
        ["schema-unusable", "yaml-number-trap"],
        "{}",
        ran.output
    );
    assert_eq!(text(&findings[0], "level"), "warning");
    assert!(text(&findings[0], "file").ends_with("crd.yaml"));
    assert!(
        text(&findings[0], "message").contains("[a-z"),
        "{}",
        findings[0]
    );
}

#[test]
fn a_json_schema_that_cannot_be_used_is_named_with_its_file() {
    for broken in ["{\"type\": ", "{\"type\": \"objekt\"}"] {
        let folder = folder(&[("w.yaml", WIDGET), ("schemas/widget_v1.json", broken)]);
        let location = path(&folder, "schemas");
        let ran = check(&[
            path(&folder, "w.yaml").as_str(),
            "--schema-location",
            &location,
        ]);
        let findings: Vec<Value> = ran.findings();
        assert_eq!(findings.len(), 1, "{}", ran.output);
        assert_eq!(text(&findings[0], "rule"), "schema-unusable");
        let message = text(&findings[0], "message");
        assert!(message.contains("widget_v1.json"), "{message}");
    }
}

#[test]
fn a_location_without_schemas_fails_the_run() {
    let folder = folder(&[("empty/notes.txt", "nothing"), ("w.yaml", WIDGET)]);
    let input = path(&folder, "w.yaml");
    for (location, said) in [
        (path(&folder, "empty"), "holds no CRD and no JSON Schema"),
        (path(&folder, "nowhere"), "does not exist"),
    ] {
        let ran = check(&[input.as_str(), "--schema-location", &location]);
        assert_eq!(ran.exit, Exit::Failed);
        assert!(ran.errors.contains(said), "{}", ran.errors);
        assert!(ran.errors.contains("help: "), "{}", ran.errors);
    }
}

#[test]
fn an_address_is_refused_with_the_line_that_fetches_it() {
    let address = "https://example.com/crds/widget.yaml";
    let ran = check(&["testdata/shop", "--schema-location", address]);
    assert_eq!(ran.exit, Exit::Failed);
    assert_eq!(
        ran.errors,
        "\
error: schema locations are local, and `https://example.com/crds/widget.yaml` is not
help: fetch it once and give the folder:
  mkdir -p schemas && curl --fail --location --output-dir schemas --remote-name https://example.com/crds/widget.yaml
  kubelint check --schema-location schemas …
"
    );
    assert!(!Path::new("schemas/widget.yaml").exists());
}
