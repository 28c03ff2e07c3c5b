//! ConfigMaps and Secrets that a kustomization generates.

use crate::inventory::location::base;
use crate::yaml::Node;

/// An object that a kustomization generates.
///
/// <https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/configmapgenerator/>
#[derive(Debug, Clone)]
pub struct Generated<'t> {
    /// `ConfigMap` or `Secret`.
    pub kind: &'static str,
    /// As references write it; kustomize puts a hash after it everywhere.
    pub name: &'t str,
    /// Where it is made.
    pub namespace: Option<&'t str>,
    /// Its keys, when they are known.
    pub keys: Option<Vec<&'t str>>,
    /// What becomes of an object of the same name.
    pub behavior: Behavior,
    /// The generator.
    pub at: Node<'t>,
}

/// What a generator does to an object of the same name that is built from elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Behavior {
    /// There must be none.
    Create,
    /// It keeps its other keys.
    Merge,
    /// It loses its other keys.
    Replace,
}

impl<'t> Generated<'t> {
    /// What generators of a kind make; those without a name are left out.
    pub(super) fn all(
        kind: &'static str,
        generators: impl Iterator<Item = Node<'t>>,
    ) -> impl Iterator<Item = Self> {
        generators.filter_map(move |at| {
            let text = |key: &str| at.get(key).and_then(Node::as_str);
            Some(Self {
                kind,
                name: text("name")?,
                namespace: text("namespace"),
                keys: keys(at),
                behavior: match text("behavior") {
                    Some("merge") => Behavior::Merge,
                    Some("replace") => Behavior::Replace,
                    _ => Behavior::Create,
                },
                at,
            })
        })
    }

    /// Takes up what another generator, of a kustomization further out, does to the same object.
    pub(in crate::inventory) fn change(&mut self, by: &Self) {
        match (by.behavior, &mut self.keys, &by.keys) {
            (Behavior::Replace, keys, new) => keys.clone_from(new),
            (_, Some(keys), Some(new)) => {
                let added = new.iter().filter(|key| !keys.contains(key));
                let added: Vec<&str> = added.copied().collect();
                keys.extend(added);
            }
            (_, keys, _) => *keys = None,
        }
    }
}

/// The keys of a generator; files of variables are not read, and so their keys are not known.
fn keys<'t>(generator: Node<'t>) -> Option<Vec<&'t str>> {
    let has = |key: &str| generator.get(key).is_some_and(|node| !node.is_null());
    if has("env") || has("envs") {
        return None;
    }
    let items = |key: &str| generator.get(key).into_iter().flat_map(Node::items);
    let literals = items("literals").map(|literal| Some(literal.text().split_once('=')?.0));
    let files = items("files").map(|file| match file.text().split_once('=') {
        Some((key, _)) => Some(key),
        None if file.is_open_placeholder() => None,
        None => Some(base(file.text())),
    });
    literals.chain(files).collect()
}
