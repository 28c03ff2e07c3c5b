//! Where the schema of a kind comes from: built in, a CRD among the inputs, a schema location.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::OnceLock;

use super::crd::{CustomKind, defines_a_kind};
use super::embedded::{self, DefinitionId};
use super::history;
use super::location::{Found, Loaded, Locations};
use super::validator::Compiled;
use super::version::Version;
use super::well_known;
use crate::source::Span;
use crate::spelling::nearest;
use crate::yaml::Node;

/// All schemas of a run: `'t` are the trees that define custom kinds.
#[derive(Debug)]
pub struct Catalog<'t> {
    /// By group, then by kind; several when the inputs define a kind more than once.
    custom: HashMap<&'t str, HashMap<&'t str, Vec<CustomKind<'t>>>>,
    locations: &'t Locations,
    loaded: Loaded,
}

/// What is known about an `apiVersion` and `kind`.
pub(super) enum Lookup<'c, 't> {
    /// Kubernetes has it, in at least one of the versions asked for.
    BuiltIn(Vec<BuiltIn>),
    /// Kubernetes has it, but in none of the versions asked for.
    OtherVersions { first: Version },
    /// Kubernetes had it once.
    Removed,
    /// A CustomResourceDefinition has it.
    Custom(&'c CustomKind<'t>, usize),
    /// A CustomResourceDefinition has the kind, but not this version, or does not serve it.
    CustomVersion(&'c CustomKind<'t>),
    /// A schema location has it.
    File(PathBuf, Found),
    /// The group is known and has no such version or kind.
    Unknown,
    /// Nothing is known of the group.
    NoSchema,
}

/// A built-in kind: versions that have the same schema of it.
pub(super) struct BuiltIn {
    pub(super) definition: DefinitionId,
    pub(super) pod_spec: DefinitionId,
    pub(super) versions: Vec<Version>,
}

impl<'t> Catalog<'t> {
    /// The built-in schemas and those of the locations.
    pub fn new(locations: &'t Locations) -> Self {
        let mut catalog = Self {
            custom: HashMap::new(),
            locations,
            loaded: Loaded::default(),
        };
        for (folder, tree) in &locations.definitions {
            for document in tree.documents() {
                let root = tree.node(document.root);
                if defines_a_kind(root)
                    && let Some(api_version) = root.get("apiVersion").and_then(Node::as_str)
                {
                    catalog.add_definition(root, api_version, folder, None);
                }
            }
        }
        catalog
    }

    /// Adds the kind that a CustomResourceDefinition among the inputs defines; `folder` is where
    /// it lies, `place` the characters that name its kind.
    pub fn add_definition(
        &mut self,
        object: Node<'t>,
        api_version: &str,
        folder: &str,
        place: Option<Span>,
    ) {
        if let Some(kind) = CustomKind::read(object, api_version, folder, place) {
            let kinds = self.custom.entry(kind.group).or_default();
            kinds.entry(kind.kind).or_default().push(kind);
        }
    }

    pub(super) fn lookup(
        &self,
        api_version: &str,
        kind: &str,
        targets: &[Version],
        folder: &str,
    ) -> Lookup<'_, 't> {
        let built_in = built_in(api_version, kind, targets);
        if !built_in.is_empty() {
            return Lookup::BuiltIn(built_in);
        }
        let (group, version) = split(api_version);
        let is_built_in = is_built_in_group(group);
        if !is_built_in
            && let Some(kinds) = self.custom.get(group).and_then(|kinds| kinds.get(kind))
        {
            return custom(kinds, version, folder);
        }
        for location in &self.locations.places {
            for target in targets.iter().rev() {
                if let Some(file) = location.file(group, version, kind, *target) {
                    let found = self.loaded.get(&file);
                    return Lookup::File(file, found);
                }
            }
        }
        if let Some((kind, version)) = well_known::kind(group, version, kind) {
            return Lookup::Custom(kind, version);
        }
        match embedded::served(api_version, kind) {
            Some((first, _)) => Lookup::OtherVersions { first },
            None if history::had_kind(api_version, kind) => Lookup::Removed,
            None if is_built_in => Lookup::Unknown,
            // The inputs may hold some of a group's definitions and not others.
            None => Lookup::NoSchema,
        }
    }

    /// Other spellings of an `apiVersion` and `kind` that exist: the versions that have the kind,
    /// else the kinds of the version that are spelled nearly so.
    pub(super) fn alternatives(
        &self,
        api_version: &str,
        kind: &str,
        target: Version,
    ) -> Vec<(String, String)> {
        let group = split(api_version).0;
        let mut same_kind: Vec<(String, String)> = embedded::kinds(target)
            .filter(|(_, name, _)| *name == kind)
            .map(|(version, name, _)| (version.to_owned(), name.to_owned()))
            .collect();
        // A kind of the same group is meant before one of another group, the newest stable
        // version before others.
        same_kind.sort_by_key(|(api_version, _)| {
            let (own_group, version) = split(api_version);
            (own_group != group, Reverse(priority(version)))
        });
        if !same_kind.is_empty() {
            return same_kind;
        }
        let in_version: Vec<&str> = embedded::kinds(target)
            .filter(|(version, _, _)| *version == api_version)
            .map(|(_, name, _)| name)
            .collect();
        let near = nearest(kind, &in_version).map(|name| (api_version.to_owned(), name.to_owned()));
        let anywhere = || {
            let all: Vec<&str> = embedded::kinds(target).map(|(_, name, _)| name).collect();
            let name = nearest(kind, &all)?;
            embedded::kinds(target)
                .find(|(_, candidate, _)| *candidate == name)
                .map(|(version, name, _)| (version.to_owned(), name.to_owned()))
        };
        near.or_else(anywhere).into_iter().collect()
    }
}

/// The validator of a built-in definition, made once for all versions that share it.
pub(super) fn compiled(id: DefinitionId) -> Result<&'static Compiled, &'static str> {
    type Cell = OnceLock<Result<Compiled, String>>;
    static CELLS: OnceLock<Vec<Cell>> = OnceLock::new();
    let cells = CELLS.get_or_init(|| (0..embedded::definitions()).map(|_| Cell::new()).collect());
    let cell = cells.get(id.index()).ok_or("no such definition")?;
    cell.get_or_init(|| Compiled::new(embedded::closure(id)))
        .as_ref()
        .map_err(String::as_str)
}

fn built_in(api_version: &str, kind: &str, targets: &[Version]) -> Vec<BuiltIn> {
    let mut found: Vec<BuiltIn> = Vec::new();
    for target in targets {
        let Some(definition) = embedded::lookup(*target, api_version, kind) else {
            continue;
        };
        let Some(pod_spec) = embedded::pod_spec(*target) else {
            continue;
        };
        let same = found
            .iter_mut()
            .find(|known| known.definition == definition && known.pod_spec == pod_spec);
        match same {
            Some(known) => known.versions.push(*target),
            None => found.push(BuiltIn {
                definition,
                pod_spec,
                versions: vec![*target],
            }),
        }
    }
    found
}

/// Of several definitions of a kind the one in the nearest folder counts.
fn custom<'c, 't>(kinds: &'c [CustomKind<'t>], version: &str, folder: &str) -> Lookup<'c, 't> {
    let nearest = kinds.iter().enumerate().max_by_key(|(at, kind)| {
        let serves = kind
            .versions
            .iter()
            .any(|candidate| candidate.name == version && candidate.served);
        (
            serves,
            common_folders(&kind.folder, folder),
            usize::MAX - at,
        )
    });
    let Some((_, kind)) = nearest else {
        return Lookup::NoSchema;
    };
    let served = kind
        .versions
        .iter()
        .position(|candidate| candidate.name == version && candidate.served);
    match served {
        Some(at) => Lookup::Custom(kind, at),
        None => Lookup::CustomVersion(kind),
    }
}

fn common_folders(a: &str, b: &str) -> usize {
    a.split('/')
        .zip(b.split('/'))
        .take_while(|(a, b)| a == b)
        .count()
}

/// Stable before beta before alpha, then the higher number: how Kubernetes orders the versions of
/// a group. <https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definition-versioning/#version-priority>
fn priority(version: &str) -> (u8, u32, u32) {
    let number = |text: &str| text.parse().unwrap_or(0);
    let rest = version.strip_prefix('v').unwrap_or(version);
    for (stability, word) in [(1, "beta"), (0, "alpha")] {
        if let Some((major, minor)) = rest.split_once(word) {
            return (stability, number(major), number(minor));
        }
    }
    (2, number(rest), 0)
}

/// An `apiVersion` as group and version; the core group is empty.
pub(super) fn split(api_version: &str) -> (&str, &str) {
    api_version.split_once('/').unwrap_or(("", api_version))
}

/// Whether any supported version of Kubernetes has the group, or one before them had.
fn is_built_in_group(group: &str) -> bool {
    static GROUPS: OnceLock<HashSet<&'static str>> = OnceLock::new();
    let groups = GROUPS.get_or_init(|| {
        embedded::versions()
            .iter()
            .flat_map(|version| embedded::kinds(*version))
            .map(|(api_version, _, _)| split(api_version).0)
            .collect()
    });
    groups.contains(group) || history::had_group(group)
}
