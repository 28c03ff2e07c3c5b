//! From files to units.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::files::Files;
use super::walk::Walk;
use super::{Placement, Unit};
use crate::inventory::kustomization::{Behavior, Generated};
use crate::inventory::location::{folder, folders};
use crate::inventory::template::chart_folder;
use crate::inventory::{FileVerdict, InventoryFile};
use crate::source::STDIN;

/// Which files are applied together.
#[derive(Debug, Default)]
pub struct Units<'t> {
    /// The units: those of the config, of kustomizations, of folders; each in order.
    pub units: Vec<Unit<'t>>,
    /// For each file the units that it belongs to. A file that has no objects may belong to none.
    pub placements: Vec<Vec<Placement<'t>>>,
}

impl<'t> Units<'t> {
    /// Reads the units of all files of a run; `configured` gives the unit that the config puts a
    /// file into.
    pub fn of(
        files: &[InventoryFile<'t>],
        verdicts: &[FileVerdict],
        configured: &dyn Fn(&str) -> Option<usize>,
    ) -> Self {
        let all = Files::read(files, verdicts, configured);
        let mut builder = Builder {
            of_config: HashMap::new(),
            units: Units {
                units: Vec::new(),
                placements: vec![Vec::new(); files.len()],
            },
            all: &all,
        };
        builder.configured();
        builder.kustomize();
        builder.folders();
        let mut units = builder.units;
        units.units.iter_mut().for_each(settle);
        units.split_alternatives(files, verdicts);
        units
    }
}

struct Builder<'b, 'f, 't> {
    all: &'b Files<'f, 't>,
    /// The places of configured units.
    of_config: HashMap<usize, u32>,
    units: Units<'t>,
}

impl<'t> Builder<'_, '_, 't> {
    fn add(&mut self, name: Cow<'t, str>) -> u32 {
        self.units.units.push(Unit {
            name,
            ..Unit::default()
        });
        u32::try_from(self.units.units.len() - 1).unwrap_or(u32::MAX)
    }

    fn configured(&mut self) {
        let used: BTreeSet<usize> = self.all.configured.iter().flatten().copied().collect();
        for number in used {
            let unit = self.add(Cow::Owned(format!("[[units]] {}", number + 1)));
            self.units.units[unit as usize].is_configured = true;
            self.of_config.insert(number, unit);
        }
    }

    /// What each kustomization builds that no other one refers to.
    fn kustomize(&mut self) {
        let all = self.all;
        let mut seen = vec![false; all.kustomizations.len()];
        for at in 0..all.kustomizations.len() {
            if self.is_root(at) {
                self.walk(at, &mut seen);
            }
        }
        // Of those that refer to each other in a circle the first one stands for all.
        for at in 0..all.kustomizations.len() {
            if !seen[at] {
                self.walk(at, &mut seen);
            }
        }
    }

    /// Whether a kustomization is built itself. In a configured unit those of other units do not
    /// count: it belongs to that one only.
    fn is_root(&self, at: usize) -> bool {
        let entry = &self.all.kustomizations[at];
        let own = self.all.configured(at);
        let mut users = entry.users.iter();
        let counts = |user: &usize| own.is_none() || self.all.configured(*user) == own;
        entry.users.is_empty() || !entry.kustomization.component && !users.any(counts)
    }

    fn walk(&mut self, root: usize, seen: &mut [bool]) {
        let entry = &self.all.kustomizations[root];
        let configured = self.all.configured(root);
        let known = configured.and_then(|number| self.of_config.get(&number).copied());
        let id = known.unwrap_or_else(|| self.add(Cow::Borrowed(entry.kustomization.file)));
        let unit = &mut self.units.units[id as usize];
        unit.is_kustomize = true;
        // A component is there for objects that it does not say.
        unit.open |= entry.kustomization.component;
        let placements = &mut self.units.placements;
        Walk::new(self.all, configured, id, unit, placements).run(root, seen);
    }

    /// Every folder for itself, with the files that no kustomization reaches.
    fn folders(&mut self) {
        let all = self.all;
        let mut of_folder: BTreeMap<&'t str, Vec<usize>> = BTreeMap::new();
        let (mut hidden, mut charts) = (HashSet::new(), HashSet::new());
        for (at, file) in all.files.iter().enumerate() {
            if all.is_template(at) {
                // Whatever lies in its chart is applied with it.
                charts.extend(chart_folder(file.name));
            }
            if !self.units.placements[at].is_empty() {
                continue;
            }
            let configured = all.configured[at].and_then(|number| self.of_config.get(&number));
            match configured {
                Some(unit) => {
                    self.units.units[*unit as usize].open |= all.hides(at);
                    self.units.placements[at].push(alone(*unit));
                }
                None if file.name == STDIN => {
                    let unit = self.add(Cow::Borrowed("stdin"));
                    self.units.units[unit as usize].open = all.hides(at);
                    self.units.placements[at].push(alone(unit));
                }
                None => {
                    if all.hides(at) {
                        hidden.insert(folder(file.name));
                    }
                    if all.has_objects(at) {
                        of_folder.entry(folder(file.name)).or_default().push(at);
                    }
                }
            }
        }
        for (folder, files) in of_folder {
            let unit = self.add(Cow::Borrowed(folder));
            let mut around = folders(folder).chain([folder]);
            let in_chart = around.any(|above| charts.contains(above));
            self.units.units[unit as usize].open = in_chart || hidden.contains(folder);
            for at in files {
                self.units.placements[at].push(alone(unit));
            }
        }
    }
}

/// The place of a file that no kustomization changes.
fn alone<'t>(unit: u32) -> Placement<'t> {
    Placement {
        unit,
        ..Placement::default()
    }
}

/// Brings together what kustomizations say of one thing.
fn settle(unit: &mut Unit<'_>) {
    let mut settled: Vec<Generated<'_>> = Vec::new();
    let mut places = HashMap::new();
    // The innermost one makes it, the others change it.
    for one in std::mem::take(&mut unit.generated).into_iter().rev() {
        let place = (one.kind, one.name, one.namespace);
        match places.get(&place) {
            Some(at) => {
                let known: &mut Generated<'_> = &mut settled[*at];
                known.change(&one);
            }
            None => {
                places.insert(place, settled.len());
                settled.push(one);
            }
        }
    }
    for one in &mut settled {
        // What it is merged into may be made where it is not seen.
        if unit.open && one.behavior == Behavior::Merge {
            one.keys = None;
        }
    }
    settled.sort_by(|a, b| (a.kind, a.name, a.namespace).cmp(&(b.kind, b.name, b.namespace)));
    unit.generated = settled;
    let mut seen = HashSet::new();
    unit.images.retain(|image| seen.insert(*image));
}
