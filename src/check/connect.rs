//! From files to the graph of their objects.

use super::object::resources;
use super::{File, Loaded, RunOptions, classify, named, parse, take_in};
use crate::check::outcome::Outcome;
use crate::config::Config;
use crate::graph::{External, Graph, GraphObject, Relation, World};
use crate::inventory::{FileVerdict, Units, is_kustomization_file};
use crate::resource::{Gvk, Resource, kind_info};
use crate::source::Sources;

/// Which files are applied together: by the config, by kustomizations, by folders.
pub(super) fn units<'f>(
    files: &'f [File],
    verdicts: &[FileVerdict],
    sources: &'f Sources,
    config: &Config,
) -> Units<'f> {
    let named = named(files, sources);
    let configured = |name: &str| config.units.iter().position(|unit| unit.holds(name));
    Units::of(&named, verdicts, &configured)
}

/// Builds the graph; `objects` are those of each file, in the order of the text.
pub(super) fn graph<'f>(
    files: &'f [File],
    units: &'f Units<'f>,
    objects: impl Iterator<Item = impl Iterator<Item = Resource<'f>>>,
    sources: &'f Sources,
    config: &Config,
    exists: &dyn Fn(&str) -> bool,
    conflicts: &dyn Fn(Relation) -> bool,
) -> Graph<'f> {
    let mut all = Vec::new();
    for ((file, placements), objects) in files.iter().zip(&units.placements).zip(objects) {
        all.extend(objects.map(|resource| GraphObject {
            resource,
            file: file.id,
            folder: &file.folder,
            placements,
        }));
    }
    // Kustomizations come after all objects, whose places are those of the reports.
    for (file, placements) in files.iter().zip(&units.placements) {
        if let Some(resource) = kustomization(file, sources) {
            all.push(GraphObject {
                resource,
                file: file.id,
                folder: &file.folder,
                placements,
            });
        }
    }
    let externals = |external: &External<'_>| is_external(external, config);
    let mut names: Vec<&str> = files
        .iter()
        .map(|file| sources.get(file.id).name.as_str())
        .collect();
    names.sort_unstable();
    let world = World {
        units: &units.units,
        externals: &externals,
        files: names,
        exists,
        conflicts,
    };
    Graph::build(all, &world)
}

/// A kustomization as the object that its links start from.
fn kustomization<'f>(file: &'f File, sources: &'f Sources) -> Option<Resource<'f>> {
    let tree = &file.parsed.tree;
    let root = tree
        .documents()
        .first()
        .map(|first| tree.node(first.root))?;
    is_kustomization_file(&sources.get(file.id).name, root).then(|| Resource {
        api_version: KUSTOMIZATION,
        kind: "Kustomization",
        ..Resource::new(root)
    })
}

/// What a kustomization is when it does not say so.
const KUSTOMIZATION: &str = "kustomize.config.k8s.io/v1beta1";

/// Whether the config says that an object exists elsewhere. It names resources as the API does:
/// `secrets`.
fn is_external(external: &External<'_>, config: &Config) -> bool {
    let plural = plural(external);
    config
        .externals
        .have(&plural, external.namespace, external.name)
}

/// The plural of a kind, as RBAC and `kubectl` write it.
fn plural(external: &External<'_>) -> String {
    // A kind is known in whatever version.
    let api_version = match external.group {
        "" => "v1".to_owned(),
        group => format!("{group}/v1"),
    };
    let known = kind_info(Gvk::new(&api_version, external.kind));
    let known = known.map(|info| info.plural.to_owned());
    known.unwrap_or_else(|| {
        let kind = external.kind.to_lowercase();
        match kind.strip_suffix('y') {
            Some(stem) if !kind.ends_with("ay") => format!("{stem}ies"),
            _ if kind.ends_with('s') || kind.ends_with("ch") => format!("{kind}es"),
            _ => format!("{kind}s"),
        }
    })
}

/// Connects the objects of files, and hands over the graph with the texts that they lie in.
pub(super) fn connect(
    loaded: Vec<Loaded>,
    config: &Config,
    options: &RunOptions<'_>,
    then: impl FnOnce(&Graph<'_>, &Sources),
) {
    let mut outcome = Outcome::default();
    let ids = take_in(loaded, &mut outcome);
    let files = parse(&ids, &outcome.sources, &options.limits);
    let inventory = classify(&files, &outcome.sources);
    let units = units(&files, &inventory.verdicts, &outcome.sources, config);
    let objects = files
        .iter()
        .zip(&inventory.verdicts)
        .map(|(file, verdict)| resources(file, verdict, config).into_iter());
    let graph = graph(
        &files,
        &units,
        objects,
        &outcome.sources,
        config,
        options.exists,
        &|_| true,
    );
    then(&graph, &outcome.sources);
}
