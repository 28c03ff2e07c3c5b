//! What one kustomization refers to.

use crate::yaml::Node;

use super::SkipReason;
use super::location::join;

/// What kustomize looks for in a folder.
pub(super) const KUSTOMIZATION_NAMES: [&str; 3] =
    ["kustomization.yaml", "kustomization.yml", "Kustomization"];

/// What a kustomization does with a file or folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Use {
    /// Objects of it are built: this use wins over all others.
    Resource,
    /// It is not applied itself, for this reason.
    Other(SkipReason),
}

/// A kustomization as far as its neighbours are concerned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Kustomization {
    /// Of kind `Component`: cannot be built alone.
    pub(super) component: bool,
    /// Names of files and folders; addresses of remote bases are among them, and match nothing.
    pub(super) uses: Vec<(String, Use)>,
}

impl Kustomization {
    /// Reads the kustomization `root` of the folder `folder`.
    pub(super) fn read(folder: &str, root: Node<'_>) -> Self {
        let mut reader = Reader {
            folder,
            uses: Vec::new(),
        };
        reader.read(root);
        Self {
            component: root.get("kind").and_then(Node::as_str) == Some("Component"),
            uses: reader.uses,
        }
    }
}

/// Whether kustomize would take the file of that name for a kustomization.
pub(super) fn is_kustomization_name(base: &str) -> bool {
    KUSTOMIZATION_NAMES.contains(&base)
}

/// Whether the content of a file so named is one: `apiVersion` and `kind` may be left out, but a
/// Flux `Kustomization` in such a file is an object.
pub(super) fn is_kustomization(root: Node<'_>) -> bool {
    let group = root
        .get("apiVersion")
        .is_none_or(|version| version.text().starts_with("kustomize.config.k8s.io/"));
    let kind = root
        .get("kind")
        .is_none_or(|kind| matches!(kind.text(), "Kustomization" | "Component"));
    root.is_mapping() && group && kind
}

struct Reader<'a> {
    folder: &'a str,
    uses: Vec<(String, Use)>,
}

impl Reader<'_> {
    fn read(&mut self, root: Node<'_>) {
        let input = Use::Other(SkipReason::KustomizeInput);
        let patch = Use::Other(SkipReason::Patch);
        let values = Use::Other(SkipReason::HelmValues);
        for (key, value) in root.entries() {
            match key.text() {
                "resources" | "bases" | "components" | "crds" => self.list(value, Use::Resource),
                "patchesStrategicMerge" => self.list(value, patch),
                "patches" | "patchesJson6902" => self.field(value, "path", patch),
                "replacements" => self.field(value, "path", input),
                "configurations" | "transformers" | "generators" | "validators" => {
                    self.list(value, input);
                }
                "openapi" => self.one(value.get("path"), input),
                "configMapGenerator" | "secretGenerator" => self.generator(value, input),
                "helmCharts" => {
                    self.field(value, "valuesFile", values);
                    for chart in value.items() {
                        if let Some(files) = chart.get("additionalValuesFiles") {
                            self.list(files, values);
                        }
                    }
                }
                "helmChartInflationGenerator" => self.field(value, "values", values),
                _ => {}
            }
        }
    }

    fn generator(&mut self, generators: Node<'_>, input: Use) {
        for generator in generators.items() {
            self.one(generator.get("env"), input);
            for key in ["envs", "files"] {
                if let Some(files) = generator.get(key) {
                    self.list(files, input);
                }
            }
        }
    }

    fn list(&mut self, items: Node<'_>, use_: Use) {
        for item in items.items() {
            self.one(Some(item), use_);
        }
    }

    fn field(&mut self, items: Node<'_>, key: &str, use_: Use) {
        for item in items.items() {
            self.one(item.get(key), use_);
        }
    }

    /// A path, with a key before `=` in generators; a text of several lines is an inline patch.
    fn one(&mut self, path: Option<Node<'_>>, use_: Use) {
        let Some(path) = path.and_then(Node::as_str) else {
            return;
        };
        if path.contains('\n') {
            return;
        }
        let path = match (use_, path.split_once('=')) {
            (Use::Other(SkipReason::KustomizeInput), Some((_, path))) => path,
            _ => path,
        };
        self.uses.push((join(self.folder, path), use_));
    }
}
