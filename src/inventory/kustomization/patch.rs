//! What patches and replacements change, in the kustomization itself or in files.

use super::change::{Choice, Replaced, field_path, is_item, pointer};
use super::reference::is_inline;
use crate::inventory::location::join;
use crate::yaml::{Limits, Node, parse};

/// Patches and replacements that are read.
#[derive(Debug, Default)]
pub(in crate::inventory) struct Changes {
    pub(in crate::inventory) replaced: Vec<Replaced>,
    pub(in crate::inventory) deleted: Vec<Choice>,
    /// Those that are files.
    pub(in crate::inventory) files: Vec<PatchFile>,
}

/// A file of changes.
#[derive(Debug, Clone)]
pub(in crate::inventory) struct PatchFile {
    /// Its name, from the working directory.
    pub(in crate::inventory) path: String,
    /// What it is for, if the kustomization says that.
    target: Option<Choice>,
    /// Of replacements, not of patches.
    is_replacement: bool,
}

impl Changes {
    /// Reads what a key of a kustomization in the folder `folder` says.
    pub(super) fn read(&mut self, folder: &str, key: &str, list: Node<'_>) {
        for item in list.items() {
            let target = item.get("target").map(Choice::of_target);
            let is_replacement = key == "replacements";
            if is_replacement {
                self.replacement(item);
            }
            let (path, text) = match item.as_str() {
                Some(text) if is_inline(text) => (None, Some(text)),
                Some(path) => (Some(path), None),
                None => {
                    let text = |key| item.get(key).and_then(Node::as_str);
                    (text("path"), text("patch"))
                }
            };
            self.files.extend(path.map(|path| PatchFile {
                path: join(folder, path),
                target: target.clone(),
                is_replacement,
            }));
            if let Some(text) = text {
                let parsed = parse(text.into(), &Limits::default());
                for document in parsed.tree.documents() {
                    self.patch(parsed.tree.node(document.root), target.as_ref());
                }
            }
        }
    }

    /// Reads a document of a file.
    pub(in crate::inventory) fn add(&mut self, file: &PatchFile, root: Node<'_>) {
        if !file.is_replacement {
            self.patch(root, file.target.as_ref());
        } else if root.is_sequence() {
            root.items().for_each(|item| self.replacement(item));
        } else {
            self.replacement(root);
        }
    }

    /// <https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/replacements/>
    fn replacement(&mut self, item: Node<'_>) {
        for target in item.get("targets").into_iter().flat_map(Node::items) {
            let of = target
                .get("select")
                .map_or_else(Choice::default, Choice::of_target);
            let paths = target.get("fieldPaths").filter(|paths| !paths.is_empty());
            let mut add = |text| self.replaced.push(Replaced::new(&of, field_path(text)));
            match paths {
                Some(paths) => paths.items().for_each(|path| add(path.text())),
                None => add("metadata.name"),
            }
        }
    }

    /// A list of operations, or a merge.
    fn patch(&mut self, root: Node<'_>, target: Option<&Choice>) {
        if root.is_sequence() {
            let of = target.cloned().unwrap_or_default();
            root.items().for_each(|item| self.operation(item, &of));
            return;
        }
        // With a target, what the patch says that it is does not matter.
        let of = target.cloned().unwrap_or_else(|| Choice::of_manifest(root));
        if root.get("$patch").is_some_and(|how| how.text() == "delete") {
            self.deleted.push(of);
            return;
        }
        for (key, value) in root.entries() {
            match key.text() {
                "apiVersion" | "kind" => {}
                "metadata" => {
                    let name = |key: &str| matches!(key, "name" | "namespace");
                    let others = value.entries().filter(|(key, _)| !name(key.text()));
                    for (key, value) in others {
                        let mut path = vec!["metadata".to_owned(), key.text().to_owned()];
                        self.merge(value, &mut path, &of);
                    }
                }
                key => self.merge(value, &mut vec![key.to_owned()], &of),
            }
        }
    }

    fn operation(&mut self, operation: Node<'_>, of: &Choice) {
        let text = |key| operation.get(key).map_or("", Node::text);
        let path = text("path");
        let mut change = Replaced::new(of, pointer(path));
        change.adds = text("op") == "add" && path.rsplit('/').next().is_some_and(is_item);
        self.replaced.push(change);
        if text("op") == "move" {
            let from = Replaced::new(of, pointer(text("from")));
            self.replaced.push(from);
        }
    }

    /// The fields of a merge that have a value of their own.
    fn merge(&mut self, node: Node<'_>, path: &mut Vec<String>, of: &Choice) {
        if node.is_mapping() && !node.is_empty() {
            for (key, value) in node.entries() {
                self.field(key.text(), value, path, of);
            }
        } else if node.is_sequence() && !node.is_empty() {
            for item in node.items() {
                // A name only says which item is meant.
                let fields = item.entries().filter(|(key, _)| key.text() != "name");
                for (key, value) in fields {
                    self.field(key.text(), value, path, of);
                }
                if !item.is_mapping() {
                    self.push(Replaced::new(of, path.clone()));
                }
            }
        } else {
            self.push(Replaced::new(of, path.clone()));
        }
    }

    fn field(&mut self, key: &str, value: Node<'_>, path: &mut Vec<String>, of: &Choice) {
        if key.starts_with('$') {
            // A directive is about what holds it.
            self.push(Replaced::new(of, path.clone()));
            return;
        }
        path.push(key.to_owned());
        self.merge(value, path, of);
        path.pop();
    }
    /// The items of a list change the same field one after the other.
    fn push(&mut self, change: Replaced) {
        if self.replaced.last() != Some(&change) {
            self.replaced.push(change);
        }
    }
}
