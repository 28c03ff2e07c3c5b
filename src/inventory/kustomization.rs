//! One kustomization: what it refers to, and what it does to the objects that it reaches.
//!
//! Kustomizations are read, never built.
//! <https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/>

mod change;
mod generator;
mod patch;
mod reference;

pub use change::{Choice, Replaced};
pub use generator::{Behavior, Generated};
pub use reference::{Reference, Role};

pub(super) use patch::{Changes, PatchFile};
pub use reference::references;

use super::InventoryFile;
use super::location::folder;
use crate::yaml::Node;

/// What kustomize looks for in a folder.
pub(super) const KUSTOMIZATION_NAMES: [&str; 3] =
    ["kustomization.yaml", "kustomization.yml", "Kustomization"];

/// A kustomization, read.
#[derive(Debug, Clone)]
pub struct Kustomization<'t> {
    /// The name of its file.
    pub file: &'t str,
    /// The folder of its file.
    pub folder: &'t str,
    /// Of kind `Component`: cannot be built alone, and what it does is done to all that its user
    /// builds.
    pub component: bool,
    /// Every file and folder that it names, key by key in the order of the text.
    pub references: Vec<Reference<'t>>,
    /// The namespace that it puts objects into.
    pub namespace: Option<&'t str>,
    /// What it puts before names.
    pub prefix: &'t str,
    /// What it puts after names.
    pub suffix: &'t str,
    /// Labels that pods get from it.
    pub labels: Vec<(&'t str, &'t str)>,
    /// The objects that it generates.
    pub generated: Vec<Generated<'t>>,
    /// What it says of images.
    pub images: Vec<ImageChange<'t>>,
    /// The fields that its replacements and patches change, as far as they are written in it.
    pub replaced: Vec<Replaced>,
    /// The objects that patches written in it take away.
    pub deleted: Vec<Choice>,
    /// What it makes known to containers as `$(NAME)`.
    pub vars: Vec<Variable<'t>>,
    /// Whether it builds what no file shows: with charts, generators, transformers, parts from
    /// elsewhere, or values that are filled in later.
    pub opaque: bool,
    /// Its patches and replacements that are files.
    pub(super) changes: Vec<PatchFile>,
}

/// An entry of `images`.
///
/// <https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/images/>
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct ImageChange<'t> {
    /// The image as manifests write it, without tag.
    pub name: &'t str,
    /// The name that it gets.
    pub new_name: Option<&'t str>,
    /// The tag that it gets.
    pub new_tag: Option<&'t str>,
    /// The digest that it gets.
    pub digest: Option<&'t str>,
}

/// An entry of `vars`: the value of a field under a name.
///
/// <https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/vars/>
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variable<'t> {
    /// The name.
    pub name: &'t str,
    /// The object that has the value.
    pub object: Choice,
    /// The field, for example `metadata.name`.
    pub field: &'t str,
}

impl<'t> Kustomization<'t> {
    /// Reads a file when it is a kustomization, by its name and its content.
    pub fn of(file: InventoryFile<'t>) -> Option<Self> {
        Some(Self::read(file.name, root(file)?))
    }

    fn read(file: &'t str, root: Node<'t>) -> Self {
        let folder = folder(file);
        let text = |key: &str| {
            let text = known(root.get(key)?)?.as_str()?;
            (!text.is_empty()).then_some(text)
        };
        let references = references(folder, root);
        let mut kustomization = Self {
            file,
            folder,
            component: is_component(root),
            namespace: text("namespace"),
            prefix: text("namePrefix").unwrap_or_default(),
            suffix: text("nameSuffix").unwrap_or_default(),
            labels: Vec::new(),
            generated: Vec::new(),
            images: Vec::new(),
            replaced: Vec::new(),
            deleted: Vec::new(),
            vars: Vec::new(),
            opaque: references.iter().any(|reference| {
                let role = reference.role;
                reference.path.is_none() && (role.is_reached() || role.changes_objects())
            }),
            changes: Vec::new(),
            references,
        };
        for (key, value) in root.entries() {
            kustomization.add(key.text(), value);
        }
        kustomization
    }

    fn add(&mut self, key: &str, value: Node<'t>) {
        match key {
            "namespace" | "namePrefix" | "nameSuffix" => self.opaque |= known(value).is_none(),
            "commonLabels" => self.add_labels(value),
            "labels" => self.add_pod_labels(value),
            "configMapGenerator" => self
                .generated
                .extend(Generated::all("ConfigMap", value.items())),
            "secretGenerator" => self
                .generated
                .extend(Generated::all("Secret", value.items())),
            "images" => self.images.extend(value.items().filter_map(image)),
            "vars" => self.vars.extend(value.items().filter_map(variable)),
            "helmCharts" | "helmChartInflationGenerator" | "generators" | "transformers" => {
                self.opaque |= !value.is_empty();
            }
            "replacements" | "patches" | "patchesJson6902" | "patchesStrategicMerge" => {
                let mut changes = Changes::default();
                changes.read(self.folder, key, value);
                self.replaced.append(&mut changes.replaced);
                self.deleted.append(&mut changes.deleted);
                self.changes.append(&mut changes.files);
            }
            _ => {}
        }
    }

    fn add_labels(&mut self, labels: Node<'t>) {
        for (key, value) in labels.entries() {
            self.opaque |= value.is_open_placeholder();
            self.labels.push((key.text(), value.text()));
        }
    }

    /// <https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/labels/>
    fn add_pod_labels(&mut self, list: Node<'t>) {
        for item in list.items() {
            let is_set = |key: &str| item.get(key).and_then(Node::as_bool) == Some(true);
            let mut fields = item.get("fields").into_iter().flat_map(Node::items);
            let reaches_pods = is_set("includeSelectors")
                || is_set("includeTemplates")
                || fields.any(|field| {
                    let path = field.get("path").map_or("", Node::text);
                    path.ends_with("template/metadata/labels")
                });
            if let (true, Some(pairs)) = (reaches_pods, item.get("pairs")) {
                self.add_labels(pairs);
            }
        }
    }
}

/// Whether a file is a kustomization, by its name and its content.
pub fn is_kustomization_file(name: &str, root: Node<'_>) -> bool {
    is_kustomization_name(super::location::base(name)) && is_kustomization(root)
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

/// The content of a file that is a kustomization.
pub(super) fn root(file: InventoryFile<'_>) -> Option<Node<'_>> {
    if !is_kustomization_name(super::location::base(file.name)) {
        return None;
    }
    let tree = &file.parsed.tree;
    let root = tree.node(tree.documents().first()?.root);
    is_kustomization(root).then_some(root)
}

/// Whether a kustomization cannot be built alone.
pub(super) fn is_component(root: Node<'_>) -> bool {
    root.get("kind").and_then(Node::as_str) == Some("Component")
}

/// The node unless its text is filled in later.
fn known(node: Node<'_>) -> Option<Node<'_>> {
    (!node.is_open_placeholder()).then_some(node)
}

fn image(item: Node<'_>) -> Option<ImageChange<'_>> {
    // A tag may be written without quotes, and then reads as a number.
    let text = |key: &str| {
        let text = item.get(key).map(Node::text);
        text.filter(|text| !text.is_empty())
    };
    Some(ImageChange {
        name: text("name")?,
        new_name: text("newName"),
        new_tag: text("newTag"),
        digest: text("digest"),
    })
}

fn variable(item: Node<'_>) -> Option<Variable<'_>> {
    Some(Variable {
        name: item.get("name")?.as_str()?,
        object: Choice::of_object(item.get("objref")?),
        field: item
            .dig(&["fieldref", "fieldpath"])
            .or_else(|| item.dig(&["fieldref", "fieldPath"]))
            .and_then(Node::as_str)
            .unwrap_or("metadata.name"),
    })
}

#[cfg(test)]
mod tests;
