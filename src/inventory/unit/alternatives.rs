//! Files of one folder that are alternatives: of an installer with and without high availability
//! one is applied, not both.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Placement, Unit, Units};
use crate::inventory::{FileVerdict, InventoryFile, Verdict, objects};
use crate::yaml::Node;

/// A file with so many objects that are also in another one may be its alternative.
const FEW: usize = 2;

/// What an object is called: kind, namespace and name.
type Identity<'t> = (&'t str, &'t str, &'t str);

impl<'t> Units<'t> {
    /// Makes units of their own of files that declare half of each other's objects, in folders
    /// that nobody says are applied as a whole.
    pub(super) fn split_alternatives(
        &mut self,
        files: &[InventoryFile<'t>],
        verdicts: &[FileVerdict],
    ) {
        let mut of_unit: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (at, placements) in self.placements.iter().enumerate() {
            if let [placement] = placements.as_slice()
                && self.is_plain(placement.unit)
            {
                of_unit.entry(placement.unit).or_default().push(at);
            }
        }
        for of_unit in of_unit.values().filter(|files| files.len() > 1) {
            let identities: Vec<BTreeSet<Identity<'t>>> = of_unit
                .iter()
                .map(|at| identities(&files[*at], &verdicts[*at]))
                .collect();
            for place in alternatives(&identities) {
                let at = of_unit[place];
                let unit = u32::try_from(self.units.len()).unwrap_or(u32::MAX);
                let before = &self.units[self.placements[at][0].unit as usize];
                self.units.push(Unit {
                    name: Cow::Borrowed(files[at].name),
                    open: before.open,
                    ..Unit::default()
                });
                self.placements[at] = vec![Placement {
                    unit,
                    ..Placement::default()
                }];
            }
        }
    }

    fn is_plain(&self, unit: u32) -> bool {
        let unit = &self.units[unit as usize];
        !unit.is_kustomize && !unit.is_configured
    }
}

/// The places of the sets that share half of what they hold, and more than one thing, with
/// another.
fn alternatives(sets: &[BTreeSet<Identity<'_>>]) -> BTreeSet<usize> {
    let mut holders: HashMap<&Identity<'_>, Vec<usize>> = HashMap::new();
    for (at, set) in sets.iter().enumerate() {
        for identity in set {
            holders.entry(identity).or_default().push(at);
        }
    }
    let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for holders in holders.values().filter(|holders| holders.len() > 1) {
        for (first, one) in holders.iter().enumerate() {
            for other in &holders[first + 1..] {
                *shared.entry((*one, *other)).or_default() += 1;
            }
        }
    }
    let mut found = BTreeSet::new();
    for ((one, other), count) in shared {
        let smaller = sets[one].len().min(sets[other].len());
        if count >= FEW && count * 2 >= smaller {
            found.extend([one, other]);
        }
    }
    found
}

fn identities<'t>(file: &InventoryFile<'t>, verdict: &FileVerdict) -> BTreeSet<Identity<'t>> {
    let tree = &file.parsed.tree;
    let documents = tree.documents().iter().zip(&verdict.documents);
    let manifests = documents.filter(|(_, what)| **what == Verdict::Manifest);
    manifests
        .flat_map(|(document, _)| objects(tree.node(document.root)))
        .filter_map(|object| {
            let text = |key: &str| object.node.dig(&["metadata", key]).map_or("", Node::text);
            let name = text("name");
            (!name.is_empty()).then(|| (object.kind.unwrap_or(""), text("namespace"), name))
        })
        .collect()
}
