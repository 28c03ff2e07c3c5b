//! What the files of a run say about each other: charts, and what kustomizations refer to.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::kustomization::{self, KUSTOMIZATION_NAMES, is_kustomization_name, references};
use super::location::{base, folder, folders, join};
use super::template::chart_folder;
use super::{FileVerdict, InventoryFile, SkipReason};

const CHART: &str = "Chart.yaml";

/// What a kustomization does with a file or folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Use {
    /// Objects of it are built: this use wins over all others.
    Resource,
    /// It is not applied itself, for this reason.
    Other(SkipReason),
}

/// A kustomization as far as its neighbours are concerned.
#[derive(Debug)]
struct Known {
    /// Of kind `Component`: cannot be built alone.
    component: bool,
    /// The files and folders that it names.
    uses: Vec<(String, Use)>,
}

/// What the files of a run say about each other.
#[derive(Debug, Default)]
pub struct Neighbours {
    /// By folder; of a chart, whether it is a library, which renders nothing.
    charts: BTreeMap<String, bool>,
    /// By folder.
    kustomizations: BTreeMap<String, Known>,
    /// What kustomizations do with the files and folders that they name.
    uses: HashMap<String, Use>,
}

impl Neighbours {
    /// Whether [`Neighbours::gather`] has to see the file: only what it says about others counts,
    /// and only files of certain names can.
    pub fn needs(name: &str) -> bool {
        let base = base(name);
        base == CHART || is_kustomization_name(base)
    }

    /// The names, not among `names`, of files that may say something about those that are: a run
    /// over a few files has to look at their neighbours too.
    pub fn wanted<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<String> {
        let given: BTreeSet<&str> = names.into_iter().collect();
        let places: BTreeSet<&str> = given
            .iter()
            .flat_map(|name| folders(name).chain([""]))
            .collect();
        let bases = std::iter::once(CHART).chain(KUSTOMIZATION_NAMES);
        places
            .iter()
            .flat_map(|place| bases.clone().map(|base| join(place, base)))
            .filter(|name| !given.contains(name.as_str()))
            .collect()
    }

    /// Reads the charts and kustomizations among the files; the others are passed over.
    pub fn gather<'a>(files: impl IntoIterator<Item = InventoryFile<'a>>) -> Self {
        let mut neighbours = Self::default();
        for file in files {
            if Self::needs(file.name) {
                neighbours.add(file);
            }
        }
        for kustomization in neighbours.kustomizations.values() {
            for (name, use_) in &kustomization.uses {
                let known = neighbours.uses.entry(name.clone()).or_insert(*use_);
                *known = (*known).min(*use_);
            }
        }
        neighbours
    }

    fn add(&mut self, file: InventoryFile<'_>) {
        let folder = folder(file.name);
        if base(file.name) == CHART {
            let tree = &file.parsed.tree;
            let root = tree.documents().first().map(|first| tree.node(first.root));
            let kind = root.and_then(|root| root.get("type"));
            let library = kind.is_some_and(|kind| kind.text() == "library");
            self.charts.insert(folder.to_owned(), library);
        } else if let Some(root) = kustomization::root(file) {
            let uses = references(folder, root).into_iter().filter_map(|one| {
                let reason = one.role.skip_reason();
                Some((one.path?, reason.map_or(Use::Resource, Use::Other)))
            });
            let known = Known {
                component: kustomization::is_component(root),
                uses: uses.collect(),
            };
            self.kustomizations
                .entry(folder.to_owned())
                .or_insert(known);
        }
    }

    /// Whether a folder holds a `Chart.yaml`.
    pub(super) fn is_chart(&self, folder: &str) -> bool {
        self.charts.contains_key(folder)
    }

    /// [`Neighbours::is_chart`] as a function.
    pub(super) fn is_chart_folder(&self) -> impl Fn(&str) -> bool {
        |folder| self.is_chart(folder)
    }

    /// Why a file that kustomizations name is not applied itself.
    pub(super) fn use_of(&self, name: &str) -> Option<SkipReason> {
        match self.uses.get(name)? {
            Use::Resource => None,
            Use::Other(reason) => Some(*reason),
        }
    }

    /// The commands that render what was left out and check the result, sorted: one per chart and
    /// per kustomization that is part of no other.
    pub fn next_steps<'a>(
        &self,
        verdicts: impl IntoIterator<Item = (&'a str, &'a FileVerdict)>,
    ) -> Vec<String> {
        let mut charts = BTreeSet::new();
        for (name, verdict) in verdicts {
            if verdict.skipped == Some(SkipReason::Template)
                && let Some(chart) = chart_folder(name)
            {
                charts.insert(self.outermost_chart(chart));
            }
        }
        let charts = charts
            .iter()
            .filter(|chart| self.charts.get(**chart) != Some(&true))
            .map(|chart| format!("helm template {} | kubelint check -", quoted(chart)));
        let kustomizations = self
            .kustomizations
            .iter()
            .filter(|(folder, kustomization)| {
                !kustomization.component && !self.uses.contains_key(folder.as_str())
            })
            .map(|(folder, _)| format!("kustomize build {} | kubelint check -", quoted(folder)));
        charts
            .chain(kustomizations)
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect()
    }

    /// The chart that brings `chart` along in its `charts` folder, or the chart itself.
    fn outermost_chart<'a>(&self, chart: &'a str) -> &'a str {
        folders(chart)
            .filter(|folder| base(folder) == "charts")
            .map(folder)
            .filter(|parent| self.is_chart(parent))
            .last()
            .unwrap_or(chart)
    }
}

/// A folder as an argument in a shell.
fn quoted(folder: &str) -> String {
    let plain = |char: char| char.is_ascii_alphanumeric() || "_-./@%+=:,".contains(char);
    if folder.is_empty() {
        ".".to_owned()
    } else if folder.chars().all(plain) && !folder.starts_with('-') {
        folder.to_owned()
    } else if folder.starts_with('-') {
        quoted(&format!("./{folder}"))
    } else {
        format!("'{}'", folder.replace('\'', r"'\''"))
    }
}
