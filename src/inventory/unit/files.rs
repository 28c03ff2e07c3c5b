//! The files of a run, and the kustomizations among them with what each leads to.

use std::collections::{BTreeMap, HashMap};

use crate::inventory::kustomization::{Changes, Kustomization, Role, is_kustomization_name};
use crate::inventory::location::{base, folder};
use crate::inventory::{FileVerdict, InventoryFile, SkipReason, Verdict};

/// All files by their place and by their name.
pub(super) struct Files<'f, 't> {
    pub(super) files: &'f [InventoryFile<'t>],
    verdicts: &'f [FileVerdict],
    /// The unit that the config puts each into.
    pub(super) configured: Vec<Option<usize>>,
    /// In the order of their folders.
    pub(super) kustomizations: Vec<Entry<'t>>,
}

/// A kustomization with what it leads to.
pub(super) struct Entry<'t> {
    /// Its file.
    pub(super) at: usize,
    pub(super) kustomization: Kustomization<'t>,
    /// Its resources and bases.
    pub(super) resources: Vec<End>,
    pub(super) components: Vec<End>,
    /// The files that it reads besides, among those of the run, itself among them.
    pub(super) inputs: Vec<usize>,
    /// The kustomizations that refer to it.
    pub(super) users: Vec<usize>,
    /// Whether something about it is not known.
    pub(super) open: bool,
}

/// What a reference leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Kustomization(usize),
    File(usize),
    /// Not among the files.
    Outside,
}

impl<'f, 't> Files<'f, 't> {
    pub(super) fn read(
        files: &'f [InventoryFile<'t>],
        verdicts: &'f [FileVerdict],
        configured: &dyn Fn(&str) -> Option<usize>,
    ) -> Self {
        let mut of_folder = BTreeMap::new();
        for (at, file) in files.iter().enumerate() {
            if let Some(kustomization) = Kustomization::of(*file) {
                let folder = kustomization.folder;
                let (_, _, others) = of_folder
                    .entry(folder)
                    .or_insert_with(|| (at, kustomization, Vec::new()));
                // Kustomize refuses a second one; it only must belong somewhere.
                others.push(at);
            }
        }
        let names = Names {
            files: files
                .iter()
                .zip(0..)
                .map(|(file, at)| (file.name, at))
                .collect(),
            kustomizations: of_folder.keys().copied().zip(0..).collect(),
        };
        let mut all = Self {
            files,
            verdicts,
            configured: files.iter().map(|file| configured(file.name)).collect(),
            kustomizations: Vec::with_capacity(of_folder.len()),
        };
        for (at, kustomization, own) in of_folder.into_values() {
            let mut entry = all.entry(at, kustomization, &names);
            entry.inputs.extend(own);
            all.kustomizations.push(entry);
        }
        all.enter_users();
        all
    }

    fn entry(
        &self,
        at: usize,
        mut kustomization: Kustomization<'t>,
        names: &Names<'t>,
    ) -> Entry<'t> {
        let mut entry = Entry {
            at,
            resources: Vec::new(),
            components: Vec::new(),
            inputs: Vec::new(),
            users: Vec::new(),
            open: kustomization.opaque || self.hides(at),
            kustomization: kustomization.clone(),
        };
        for reference in &kustomization.references {
            let path = reference.path.as_deref();
            let end = path.map_or(End::Outside, |path| names.end(path));
            match (reference.role, end) {
                (Role::Resource | Role::Base, end) => entry.resources.push(end),
                (Role::Component, end) => entry.components.push(end),
                (_, End::File(file)) => entry.inputs.push(file),
                (role, _) => entry.open |= role.changes_objects(),
            }
        }
        let mut changes = Changes::default();
        for file in &kustomization.changes {
            if let End::File(at) = names.end(&file.path) {
                entry.open |= self.hides(at);
                let tree = &self.files[at].parsed.tree;
                for document in tree.documents() {
                    changes.add(file, tree.node(document.root));
                }
            }
        }
        kustomization.replaced.append(&mut changes.replaced);
        kustomization.deleted.append(&mut changes.deleted);
        // What a patch adds to pods is not seen by selectors.
        entry.open |= kustomization.replaced.iter().any(|one| one.relabels());
        entry.kustomization = kustomization;
        entry
    }

    fn enter_users(&mut self) {
        for user in 0..self.kustomizations.len() {
            let entry = &self.kustomizations[user];
            let ends = entry.resources.iter().chain(&entry.components);
            let used: Vec<usize> = ends
                .filter_map(|end| match end {
                    End::Kustomization(used) if *used != user => Some(*used),
                    _ => None,
                })
                .collect();
            for used in used {
                self.kustomizations[used].users.push(user);
            }
        }
    }

    /// Whether objects of the file are not seen.
    pub(super) fn hides(&self, at: usize) -> bool {
        self.is_template(at) || !self.files[at].parsed.errors.is_empty()
    }

    pub(super) fn is_template(&self, at: usize) -> bool {
        self.verdicts[at].skipped == Some(SkipReason::Template)
    }

    /// Whether the file has objects, or would have them if it could be read.
    pub(super) fn has_objects(&self, at: usize) -> bool {
        let verdict = &self.verdicts[at];
        let broken = !self.files[at].parsed.errors.is_empty() && verdict.skipped.is_none();
        broken || verdict.documents.contains(&Verdict::Manifest)
    }

    /// The unit that the config puts a kustomization into.
    pub(super) fn configured(&self, kustomization: usize) -> Option<usize> {
        self.configured[self.kustomizations[kustomization].at]
    }
}

/// What paths lead to.
struct Names<'t> {
    files: HashMap<&'t str, usize>,
    /// By folder.
    kustomizations: HashMap<&'t str, usize>,
}

impl Names<'_> {
    /// A kustomization is named by its folder; by its file, kustomize only takes it in some versions.
    fn end(&self, path: &str) -> End {
        let of_file = || {
            let in_folder = self.kustomizations.get(folder(path));
            in_folder.filter(|_| is_kustomization_name(base(path)))
        };
        let kustomization = self.kustomizations.get(path).or_else(of_file);
        match (kustomization, self.files.get(path)) {
            (Some(at), _) => End::Kustomization(*at),
            (None, Some(at)) => End::File(*at),
            (None, None) => End::Outside,
        }
    }
}
