//! References by name.

use super::Resolver;
use super::keys::{self, Keys};
use crate::graph::ObjectId;
use crate::graph::index::Meeting;
use crate::graph::link::{KeyPlace, Link, Nearest, Target, Why};
use crate::graph::mention::Reference;
use crate::graph::nearest::{NameIndex, is_sure};
use crate::graph::relation::{Outcome, Relation};
use crate::graph::unit::may_be_equal;
use crate::graph::well_known::every_cluster_has;
use crate::inventory::Replaced;
use crate::yaml::Node;

impl<'r, 't> Resolver<'r, 't> {
    pub(super) fn reference(&mut self, from: ObjectId, reference: &Reference<'t>) {
        let mut link = self.unresolved(from, reference);
        match reference.relation {
            Relation::PodResourceClaim | Relation::Volume => {
                self.within_pod(reference, &mut link);
                self.links.push(link);
                return;
            }
            Relation::KustomizationResource => {
                self.file(reference, &mut link);
                self.links.push(link);
                return;
            }
            _ => {}
        }
        let mut candidates = self.candidates(reference);
        candidates.retain(|id| *id != from || reference.relation == Relation::Owner);
        let (to, meeting) = match (reference.cluster_scoped, reference.namespace) {
            (true, _) => self.anywhere(from, &candidates),
            (false, Some(namespace)) => self.in_namespace(from, &candidates, namespace),
            (false, None) => self.keep_ends(from, &candidates),
        };
        link.to = to;
        if meeting != Meeting::Never {
            link.outcome = Outcome::Found;
            self.check_key(&mut link, reference.optional);
            if link.outcome == Outcome::Found {
                self.check_grant(&mut link);
            }
        } else if !self.is_elsewhere(from, reference, &mut link) {
            self.explain_absence(reference, &candidates, &mut link);
        }
        self.links.push(link);
    }

    fn unresolved(&self, from: ObjectId, reference: &Reference<'t>) -> Link<'t> {
        let namespace = match reference.cluster_scoped {
            true => None,
            false => reference.namespace.or_else(|| self.namespace_of(from)),
        };
        let target = Target {
            group: reference.group,
            kind: reference.kind,
            name: reference.name,
            namespace,
            key: reference.key.map(|key| key.text),
            key_at: reference.key.map(|key| KeyPlace(key.at.range().start)),
        };
        Link::new(
            from,
            reference.relation,
            reference.how,
            reference.at,
            target,
        )
    }

    /// The objects of that name and kind, wherever they are; DestinationRules by their host.
    fn candidates(&self, reference: &Reference<'t>) -> Vec<ObjectId> {
        if reference.relation == Relation::MeshSubset {
            let rules = self.index.all_of_kind("DestinationRule").filter(|id| {
                let root = self.object_of(*id).resource.root;
                let host = root.dig(&["spec", "host"]).map_or("", Node::text);
                host.split('.').next() == Some(reference.name)
            });
            let mut rules: Vec<ObjectId> = rules.collect();
            rules.sort_unstable();
            rules.dedup();
            return rules;
        }
        let named = self.index.named(reference.kind, reference.name);
        let mut found: Vec<ObjectId> = named
            .filter(|id| {
                let gvk = self.object_of(*id).resource.gvk();
                is_same_group(gvk.group, reference.group)
            })
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    fn anywhere(
        &mut self,
        from: ObjectId,
        candidates: &[ObjectId],
    ) -> (std::ops::Range<u32>, Meeting) {
        let near: Vec<ObjectId> = candidates
            .iter()
            .copied()
            .filter(|id| self.index.share_a_unit(from, *id))
            .collect();
        let found = if near.is_empty() { candidates } else { &near };
        let meeting = match (near.is_empty(), found.is_empty()) {
            (false, _) => Meeting::InUnit,
            (true, false) => Meeting::Elsewhere,
            (true, true) => Meeting::Never,
        };
        (self.keep(found), meeting)
    }

    /// Those in a namespace that the reference names itself, as it is written or as a
    /// kustomization changes it.
    fn in_namespace(
        &mut self,
        from: ObjectId,
        candidates: &[ObjectId],
        namespace: &str,
    ) -> (std::ops::Range<u32>, Meeting) {
        let there = |id: &ObjectId| {
            let written = self.object_of(*id).resource.namespace_as_applied();
            let mut seats = self.seats(*id).iter();
            written == Some(namespace)
                || seats.any(|seat| may_be_equal(seat.namespace, Some(namespace)))
        };
        let found: Vec<ObjectId> = candidates.iter().copied().filter(there).collect();
        self.anywhere(from, &found)
    }

    /// Whether something else than a file has it: then the link's outcome says so.
    fn is_elsewhere(
        &mut self,
        from: ObjectId,
        reference: &Reference<'t>,
        link: &mut Link<'t>,
    ) -> bool {
        let (kind, name) = (reference.kind, reference.name);
        let namespace = link.target.namespace;
        if self.is_replaced(from, link) {
            link.outcome = Outcome::Unjudged;
            return true;
        }
        if let Some((implied, maker)) = self.index.implied(from, reference) {
            let (keys, at) = (implied.keys.clone(), implied.at);
            link.outcome = Outcome::External;
            link.to = self.keep(&[maker]);
            let lacks = |key: &str| keys.as_ref().is_some_and(|keys| !keys.contains(&key));
            if let Some(key) = link.target.key.filter(|key| lacks(key))
                && matches!(link.relation, Relation::ConfigMap | Relation::Secret)
            {
                let keys = Keys::of_names(keys.unwrap_or_default());
                self.miss_key(link, key, &keys);
                if let Some(nearest) = &mut link.nearest {
                    nearest.at = Some(at);
                }
            }
            return true;
        }
        if let Some(keys) = self.generated(from, kind, name) {
            link.outcome = Outcome::External;
            if let (Some(key), Some(keys)) = (link.target.key, keys)
                && !keys.contains(&key)
            {
                self.miss_key(link, key, &Keys::of_names(keys));
            }
            return true;
        }
        if self.is_external(External {
            group: reference.group,
            kind,
            namespace,
            name,
        }) {
            link.outcome = Outcome::External;
            return true;
        }
        if reference.optional {
            link.outcome = Outcome::Optional;
            return true;
        }
        false
    }

    /// Whether every cluster has an object, or the config says that it exists elsewhere.
    pub(super) fn is_external(&self, external: External<'_>) -> bool {
        let External {
            group,
            kind,
            namespace,
            name,
        } = external;
        every_cluster_has(kind, group, namespace, name) || (self.world.externals)(&external)
    }

    /// The keys of an object that a kustomization of the object's units, or of any, generates.
    #[expect(
        clippy::option_option,
        reason = "made with unknown keys is not the same as not made"
    )]
    fn generated(&self, from: ObjectId, kind: &str, name: &str) -> Option<Option<Vec<&'t str>>> {
        let own = self.seats(from).iter().map(|seat| seat.unit.0 as usize);
        let units = own.chain(0..self.world.units.len());
        let mut made = units
            .filter_map(|unit| self.world.units.get(unit))
            .flat_map(|unit| &unit.generated)
            .filter(|one| one.kind == kind && one.name == name);
        made.next().map(|one| one.keys.clone())
    }

    fn explain_absence(
        &mut self,
        reference: &Reference<'t>,
        candidates: &[ObjectId],
        link: &mut Link<'t>,
    ) {
        let from = link.from;
        let mut seats = self.seats(from).iter();
        link.closed = seats.all(|seat| {
            let mut seat = *seat;
            if let Some(namespace) = reference.namespace {
                seat.namespace = Some(namespace);
            }
            !self.is_open(seat.unit)
                && self
                    .index
                    .has_kind(&seat, reference.kind, !reference.cluster_scoped)
        });
        let here: Vec<ObjectId> = candidates
            .iter()
            .copied()
            .filter(|id| self.index.share_a_unit(from, *id))
            .collect();
        if let Some(first) = here.first() {
            link.outcome = Outcome::WrongNamespace;
            link.to = self.keep(&here);
            let resource = &self.object_of(*first).resource;
            let at = resource.metadata().and_then(|node| node.get("namespace"));
            let namespace = self.namespace_of(*first).unwrap_or_default();
            let nearest = Nearest::text(namespace, Why::OtherNamespace, here.len() == 1);
            link.nearest = Some(Box::new(nearest.of(*first, at)));
            return;
        }
        if let Some(other) = self.of_another_kind(reference, from) {
            link.outcome = Outcome::WrongKind;
            link.to = self.keep(&[other]);
            let resource = &self.object_of(other).resource;
            let nearest = Nearest::text(resource.kind, Why::OtherKind, true);
            link.nearest = Some(Box::new(nearest.of(other, resource.root.get("kind"))));
            return;
        }
        let mut seats = self.seats(from).iter();
        if seats.any(|seat| self.index.is_in_unit(seat.unit, reference.kind)) {
            link.nearest = self.nearest_name(reference, link);
        }
    }

    /// An object of that name in that place, of a kind that could be meant.
    fn of_another_kind(&self, reference: &Reference<'t>, from: ObjectId) -> Option<ObjectId> {
        let siblings = SIBLINGS
            .iter()
            .find(|siblings| siblings.contains(&reference.kind))?;
        siblings
            .iter()
            .filter(|kind| **kind != reference.kind)
            .flat_map(|kind| self.index.named(kind, reference.name))
            .find(|id| self.index.meet(from, *id) == Meeting::InUnit)
    }

    /// The name that was probably meant, among objects of the kind that share a unit with the
    /// one that asks.
    fn nearest_name(
        &mut self,
        reference: &Reference<'t>,
        link: &Link<'t>,
    ) -> Option<Box<Nearest<'t>>> {
        let from = link.from;
        let index = self.index;
        let names = self.names.entry(reference.kind).or_insert_with(|| {
            let mut names: Vec<_> = index.names_of(reference.kind).collect();
            names.sort_unstable();
            NameIndex::new(names.into_iter().map(|(name, id)| (name, id.0)))
        });
        let near = names.nearest_where(reference.name, |payload| {
            let id = ObjectId(payload);
            let may = match (reference.cluster_scoped, reference.namespace) {
                (true, _) => index.share_a_unit(from, id),
                (false, Some(namespace)) => {
                    index.share_a_unit(from, id)
                        && index
                            .seats(id)
                            .iter()
                            .any(|seat| may_be_equal(seat.namespace, Some(namespace)))
                }
                (false, None) => index.meet(from, id) == Meeting::InUnit,
            };
            may && id != from
        });
        let first = near.first()?;
        let id = ObjectId(first.payload);
        let resource = &self.object_of(id).resource;
        let at = resource.metadata().and_then(|node| node.get("name"));
        let nearest = Nearest::text(first.name, first.why(), is_sure(&near));
        Some(Box::new(nearest.of(id, at)))
    }

    /// Whether what a link leads to has the key that is asked for.
    fn check_key(&mut self, link: &mut Link<'t>, optional: bool) {
        let Some(key) = link.target.key else { return };
        let ends: Vec<ObjectId> = self.ends[link.to.start as usize..link.to.end as usize].to_vec();
        let mut all: Vec<Keys<'t>> = Vec::new();
        for end in &ends {
            let Some(keys) = keys::of(link.relation, &self.object_of(*end).resource) else {
                return;
            };
            if keys.have(key) {
                return;
            }
            all.push(keys);
        }
        // A generator that merges adds keys to what a base has.
        if let Some(added) = self.generated(link.from, link.target.kind, link.target.name)
            && added.is_none_or(|keys| keys.contains(&key))
        {
            return;
        }
        if optional {
            link.outcome = Outcome::Optional;
            return;
        }
        if self.is_patched(link.from, &ends, |path| {
            let fields = ["data", "stringData", "binaryData", "spec"];
            path.first()
                .is_none_or(|key| fields.contains(&key.as_str()))
        }) {
            link.outcome = Outcome::Unjudged;
            return;
        }
        if let Some(keys) = all.first() {
            let keys = keys.clone();
            self.miss_key(link, key, &keys);
        }
    }

    /// What kustomizations of an object's units change.
    fn replaced(&self, from: ObjectId) -> impl Iterator<Item = &'r Replaced> {
        let seats = self.seats(from).iter();
        seats
            .filter_map(|seat| self.world.units.get(seat.unit.0 as usize))
            .flat_map(|unit| &unit.replaced)
    }

    /// Whether a kustomization of the object's units changes a field of some of these objects of
    /// which `asked` is true: keys and ports may be added.
    pub(super) fn is_patched(
        &self,
        from: ObjectId,
        ends: &[ObjectId],
        asked: impl Fn(&[String]) -> bool,
    ) -> bool {
        let mut replaced = self.replaced(from).filter(|one| asked(&one.path));
        replaced.any(|one| {
            ends.iter().any(|end| {
                let resource = &self.object_of(*end).resource;
                one.of.holds(resource.kind, resource.name, one.renamed)
            })
        })
    }

    fn miss_key(&mut self, link: &mut Link<'t>, key: &str, keys: &Keys<'t>) {
        link.outcome = Outcome::MissingKey;
        link.closed = true;
        let object = self.ends.get(link.to.start as usize).copied();
        link.nearest = keys.nearest(key).map(|mut nearest| {
            nearest.object = object;
            Box::new(nearest)
        });
    }

    /// Whether a kustomization replaces the text before it is applied.
    pub(super) fn is_replaced(&self, from: ObjectId, link: &Link<'t>) -> bool {
        if self.replaced(from).next().is_none() {
            return false;
        }
        let resource = &self.object_of(from).resource;
        let path = crate::yaml::Path::leading_to(resource.root, link.at);
        let keys: Vec<&str> = path
            .0
            .iter()
            .filter_map(|step| match step {
                crate::yaml::Segment::Key(key) => Some(key.as_str()),
                crate::yaml::Segment::Index(_) => None,
            })
            .collect();
        self.replaced(from)
            .any(|one| one.covers(resource.kind, resource.name, &keys))
    }
}

/// What a config is asked for: an object that may exist elsewhere.
#[derive(Debug, Clone, Copy)]
pub struct External<'a> {
    /// The group of its kind.
    pub group: &'a str,
    /// Its kind.
    pub kind: &'a str,
    /// Its namespace, when it is known.
    pub namespace: Option<&'a str>,
    /// Its name.
    pub name: &'a str,
}

/// Kinds that are taken for each other.
const SIBLINGS: &[&[&str]] = &[
    &["ConfigMap", "Secret"],
    &["Role", "ClusterRole"],
    &["Issuer", "ClusterIssuer"],
    &["SecretStore", "ClusterSecretStore"],
    &[
        "Deployment",
        "StatefulSet",
        "DaemonSet",
        "ReplicaSet",
        "Rollout",
        "Job",
        "CronJob",
    ],
    &["ResourceClaim", "ResourceClaimTemplate"],
];

/// Whether an object of one group is what a reference to the other means: kinds have moved.
fn is_same_group(have: &str, asked: &str) -> bool {
    const MOVED: [&str; 4] = ["extensions", "apps", "networking.k8s.io", "policy"];
    have == asked || (MOVED.contains(&have) && MOVED.contains(&asked))
}
