//! The rules that hold objects against their schema.

use crate::rule::{Level, Levels, StaticEntry};

pub(super) const FIELD_UNKNOWN: &str = "field-unknown";
pub(super) const FIELD_TYPE: &str = "field-type";
pub(super) const FIELD_REQUIRED: &str = "field-required";
pub(super) const FIELD_VALUE: &str = "field-value";
pub(super) const BOOLEAN_TRAP: &str = "yaml-boolean-trap";
pub(super) const NUMBER_TRAP: &str = "yaml-number-trap";
pub(super) const QUOTED_NUMBER: &str = "yaml-quoted-number";
/// The rule about what looks like an object and names none.
pub const MANIFEST_INCOMPLETE: &str = "manifest-incomplete";
pub(super) const KIND_UNKNOWN: &str = "kind-unknown";
pub(super) const API_NOT_YET_AVAILABLE: &str = "api-not-yet-available";
pub(super) const SCHEMA_UNUSABLE: &str = "schema-unusable";
pub(super) const WITHOUT_SCHEMA: &str = "custom-resource-without-schema";

const KUBE_LINTER: &[&str] = &["kube-linter:schema-validation"];

/// The rules of this module.
pub const ENTRIES: &[StaticEntry] = &[
    StaticEntry {
        aliases: KUBE_LINTER,
        ..entry(
            "schema",
            FIELD_UNKNOWN,
            "field that the schema does not have",
            "The API server drops a field that it does not know, or refuses the object under strict \
             validation: either way the setting does not take effect. Mostly the name is misspelled \
             or the line is indented wrongly; the finding names the nearest legal field and the \
             place where a field of this name is legal.",
            "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  contianers: []\n",
            "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers: []\n",
        )
    },
    StaticEntry {
        aliases: KUBE_LINTER,
        ..entry(
            "schema",
            FIELD_TYPE,
            "value of the wrong type",
            "The API server cannot decode the object: a list stands where a mapping belongs, a text \
             where a number belongs. Nothing of the object is applied.",
            "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports:\n    port: 80\n",
            "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports:\n    - port: 80\n",
        )
    },
    StaticEntry {
        aliases: KUBE_LINTER,
        ..entry(
            "schema",
            FIELD_REQUIRED,
            "required field is missing",
            "The API server refuses the object without this field. A key without a value is null, \
             which counts as missing.",
            "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports:\n    - name: http\n",
            "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports:\n    - name: http\n      port: 80\n",
        )
    },
    StaticEntry {
        aliases: KUBE_LINTER,
        ..entry(
            "schema",
            FIELD_VALUE,
            "value that the field does not take",
            "The type is right and the value is not: it is none of the listed values, does not match \
             the pattern or the bounds, is no quantity, no base64, no date, or repeats the key of \
             another list item. The API server refuses the object.",
            "resources:\n  limits:\n    memory: 1gigs\n",
            "resources:\n  limits:\n    memory: 1Gi\n",
        )
    },
    entry(
        "yaml",
        BOOLEAN_TRAP,
        "plain word that YAML 1.1 reads as a boolean",
        "kubectl reads `yes`, `no`, `on`, `off`, `y`, `n`, `true` and `false` without quotes as \
         booleans. Where the field takes text, the API server refuses the object. Quotes keep the \
         word.",
        "metadata:\n  labels:\n    enabled: yes\n",
        "metadata:\n  labels:\n    enabled: \"yes\"\n",
    ),
    entry(
        "yaml",
        NUMBER_TRAP,
        "plain scalar that YAML 1.1 reads as a number",
        "kubectl reads `1.10` as 1.1, `0755` as 493 and `12e5` as 1200000. Where the field takes \
         text, the API server refuses the object. Quotes keep what is written.",
        "metadata:\n  labels:\n    version: 1.10\n",
        "metadata:\n  labels:\n    version: \"1.10\"\n",
    ),
    entry(
        "yaml",
        QUOTED_NUMBER,
        "number or boolean in quotes",
        "In quotes it is text, and the field takes a number or a boolean: the API server cannot \
         decode the object.",
        "spec:\n  replicas: \"3\"\n",
        "spec:\n  replicas: 3\n",
    ),
    entry(
        "schema",
        MANIFEST_INCOMPLETE,
        "manifest without apiVersion or kind",
        "The document has the parts of a Kubernetes object, but not what says which object it is. \
         kubectl refuses the whole file.",
        "kind: ConfigMap\nmetadata:\n  name: web\n",
        "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\n",
    ),
    entry(
        "schema",
        KIND_UNKNOWN,
        "apiVersion and kind that no Kubernetes has",
        "The group is one of Kubernetes' own, or of a CustomResourceDefinition among the inputs, but \
         it has no such version or kind. Mostly a slip of the pen.",
        "apiVersion: apps/v1\nkind: Deploymnet\n",
        "apiVersion: apps/v1\nkind: Deployment\n",
    ),
    entry(
        "schema",
        API_NOT_YET_AVAILABLE,
        "API version that the target does not serve yet",
        "A later Kubernetes version has this API version, the one that is checked for does not: \
         applying the object fails there.",
        "apiVersion: flowcontrol.apiserver.k8s.io/v1   # from 1.29\nkind: FlowSchema\n",
        "apiVersion: flowcontrol.apiserver.k8s.io/v1beta3\nkind: FlowSchema\n",
    ),
    StaticEntry {
        levels: Levels::always(Level::Warning),
        ..entry(
            "schema",
            SCHEMA_UNUSABLE,
            "schema that cannot be used",
            "A CustomResourceDefinition or a file of a schema location cannot be turned into a \
             validator, so its custom resources are not checked.",
            "pattern: \"[a-z\"\n",
            "pattern: \"[a-z]\"\n",
        )
    },
    StaticEntry {
        levels: Levels {
            recommended: Level::Off,
            strict: Level::Warning,
            all: Level::Warning,
        },
        ..entry(
            "schema",
            WITHOUT_SCHEMA,
            "custom resource without a schema",
            "Neither the inputs nor the schema locations have a CustomResourceDefinition for this \
             kind, so the object is not checked. Give its CRD as an input, or its folder with \
             `--schema-location`. The `recommended` profile says it once per kind in the summary.",
            "apiVersion: example.com/v1\nkind: Widget\n",
            "# with the CustomResourceDefinition widgets.example.com among the inputs\napiVersion: example.com/v1\nkind: Widget\n",
        )
    },
];

const fn entry(
    group: &'static str,
    id: &'static str,
    title: &'static str,
    description: &'static str,
    bad: &'static str,
    good: &'static str,
) -> StaticEntry {
    StaticEntry {
        id,
        group,
        title,
        description,
        example: Some((bad, good)),
        levels: Levels::always(Level::Error),
        aliases: &[],
    }
}
