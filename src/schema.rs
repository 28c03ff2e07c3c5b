//! Whether an object is what its schema says: fields, types, values, for one version of
//! Kubernetes or several.

mod availability;
mod catalog;
mod crd;
mod embedded;
mod history;
mod keyword;
mod location;
mod message;
mod normalise;
mod outline;
mod problem;
mod rules;
mod validator;
mod version;
mod well_known;
mod words;

use std::collections::HashSet;

pub use catalog::Catalog;
pub use crd::DEFINITION;
pub use embedded::versions;
pub use location::{LocationError, Locations};
pub use rules::{ENTRIES, MANIFEST_INCOMPLETE};
pub use version::{ParseVersionError, Version};

use crate::diagnostic::Diagnostic;
use crate::resource::{Pod, Resource, stable_path};
use crate::source::FileId;
use crate::yaml::{Node, NodeId, Path};
use availability::{incomplete, kind_span, not_yet, unusable, without_schema};
use catalog::{BuiltIn, Lookup};
use message::{Context, Found};
use outline::Outline;
use problem::{Problem, What};
use validator::Compiled;

/// What came of holding an object against its schema.
#[derive(Debug, Default)]
pub struct Checked {
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
    /// Values that the schema refused: typed readers leave them out.
    pub refused: HashSet<NodeId>,
    /// There is no schema for the kind.
    pub without_schema: bool,
}

/// Holds objects against schemas.
#[derive(Debug)]
pub struct Checker<'c> {
    catalog: &'c Catalog<'c>,
    targets: &'c [Version],
}

/// A problem, and the versions that have it.
struct Versioned {
    problem: Problem,
    versions: Vec<Version>,
}

impl<'c> Checker<'c> {
    /// A checker for these versions, which ascend.
    pub fn new(catalog: &'c Catalog<'c>, targets: &'c [Version]) -> Self {
        Self { catalog, targets }
    }

    /// Checks one object; `folder` is where its file lies, with `/`.
    pub fn check(&self, file: FileId, resource: &Resource<'_>, folder: &str) -> Checked {
        let mut checked = Checked::default();
        let (api_version, kind) = (resource.api_version, resource.kind);
        if api_version.is_empty() || kind.is_empty() {
            checked.diagnostics.push(incomplete(file, resource));
            return checked;
        }
        match self.catalog.lookup(api_version, kind, self.targets, folder) {
            Lookup::BuiltIn(built_in) => {
                self.built_in(file, resource, &built_in, &mut checked);
                self.not_served_everywhere(file, resource, &built_in, &mut checked);
            }
            Lookup::Custom(custom, version) => match custom.versions[version].compiled() {
                Some(Ok(compiled)) => self.against(file, resource, compiled, &mut checked),
                Some(Err(error)) => {
                    checked.without_schema = true;
                    let place = custom.place.unwrap_or_else(|| kind_span(file, resource));
                    checked.diagnostics.push(unusable(place, kind, error));
                }
                None => checked.without_schema = true,
            },
            Lookup::File(path, found) => match found.get() {
                Some(Ok(compiled)) => self.against(file, resource, compiled, &mut checked),
                Some(Err(error)) => {
                    checked.without_schema = true;
                    let error = format!("{}: {error}", path.display());
                    let place = kind_span(file, resource);
                    checked.diagnostics.push(unusable(place, kind, &error));
                }
                None => checked.without_schema = true,
            },
            Lookup::CustomVersion(custom) => {
                let served: Vec<&str> = custom
                    .versions
                    .iter()
                    .filter(|version| version.served)
                    .map(|version| version.name)
                    .collect();
                let finding = self.not_in_definition(file, resource, &served, custom.place);
                checked.diagnostics.push(finding);
            }
            Lookup::OtherVersions { first } => {
                let before = self.targets.partition_point(|target| *target < first);
                if before > 0 {
                    let finding = not_yet(file, resource, first, &self.targets[..before]);
                    checked.diagnostics.push(finding);
                }
            }
            // A policy says so: `api-removed`.
            Lookup::Removed => {}
            Lookup::Unknown => checked.diagnostics.push(self.unknown(file, resource)),
            Lookup::NoSchema => {
                checked.without_schema = true;
                checked.diagnostics.push(without_schema(file, resource));
            }
        }
        checked
    }

    /// Each distinct schema of the versions once, what they agree on as one finding.
    fn built_in(
        &self,
        file: FileId,
        resource: &Resource<'_>,
        built_in: &[BuiltIn],
        checked: &mut Checked,
    ) {
        let pod = resource.pod();
        let mut found: Vec<Versioned> = Vec::new();
        for known in built_in {
            let problems = match problems_of(resource.root, pod.as_ref(), known) {
                Ok(problems) => problems,
                Err(error) => {
                    let place = kind_span(file, resource);
                    checked
                        .diagnostics
                        .push(unusable(place, resource.kind, error));
                    continue;
                }
            };
            for problem in problems {
                match found.iter_mut().find(|same| same.problem == problem) {
                    Some(same) => same.versions.extend(&known.versions),
                    None => found.push(Versioned {
                        problem,
                        versions: known.versions.clone(),
                    }),
                }
            }
        }
        for mut versioned in found {
            versioned.versions.sort_unstable();
            let Some(known) = built_in
                .iter()
                .find(|known| known.versions.contains(&versioned.versions[0]))
            else {
                continue;
            };
            let (Ok(whole), Ok(pod_spec)) = (
                catalog::compiled(known.definition),
                catalog::compiled(known.pod_spec),
            ) else {
                continue;
            };
            let context = Context {
                file,
                root: resource.root,
                kind: resource.kind,
                outline: Outline::new(&whole.schema, Some(&pod_spec.schema)),
                elsewhere: &|around, name| versions_with_field(resource, around, name),
            };
            report(&context, resource, &versioned, checked);
        }
    }

    /// Holds a custom resource against its one schema.
    fn against(
        &self,
        file: FileId,
        resource: &Resource<'_>,
        compiled: &Compiled,
        checked: &mut Checked,
    ) {
        for problem in drop_placeholders(compiled.problems(resource.root), resource.root) {
            let context = Context {
                file,
                root: resource.root,
                kind: resource.kind,
                outline: Outline::new(&compiled.schema, None),
                elsewhere: &|_, _| None,
            };
            let versioned = Versioned {
                problem,
                versions: self.targets.to_vec(),
            };
            report(&context, resource, &versioned, checked);
        }
    }

    /// Of several targets the first may not serve yet what others do; that the last no longer do
    /// is for the policy `api-removed` to say.
    fn not_served_everywhere(
        &self,
        file: FileId,
        resource: &Resource<'_>,
        built_in: &[BuiltIn],
        checked: &mut Checked,
    ) {
        let serves =
            |target: &Version| built_in.iter().any(|known| known.versions.contains(target));
        let first = self.targets.iter().position(serves).unwrap_or(0);
        let served = embedded::served(resource.api_version, resource.kind);
        if let Some((since, _)) = served.filter(|_| first > 0) {
            let finding = not_yet(file, resource, since, &self.targets[..first]);
            checked.diagnostics.push(finding);
        }
    }
}

/// The mistakes of an object and of the pod spec in it under one schema.
fn problems_of(
    root: Node<'_>,
    pod: Option<&Pod<'_>>,
    known: &BuiltIn,
) -> Result<Vec<Problem>, &'static str> {
    let mut problems = catalog::compiled(known.definition)?.problems(root);
    if let Some(pod) = pod
        && let Some(spec) = pod.spec
    {
        let path = pod.spec_path();
        let compiled = catalog::compiled(known.pod_spec)?;
        problems.extend(compiled.problems(spec).into_iter().map(|problem| Problem {
            path: path.join(&problem.path),
            ..problem
        }));
    }
    Ok(drop_placeholders(problems, root))
}

/// What is filled in later may have any type and value.
fn drop_placeholders(mut problems: Vec<Problem>, root: Node<'_>) -> Vec<Problem> {
    problems.retain(|problem| match &problem.what {
        What::Unknown(_) | What::Missing(_) | What::More(_) => true,
        What::OneOf { .. } | What::NoAlternative | What::Forbidden => {
            !problem.path.locate(root).value.has_open_placeholder()
        }
        _ => !problem.path.locate(root).value.is_open_placeholder(),
    });
    problems
}

fn report(
    context: &Context<'_, '_>,
    resource: &Resource<'_>,
    versioned: &Versioned,
    checked: &mut Checked,
) {
    let Found {
        diagnostic,
        path,
        identity,
    } = context.explain(&versioned.problem);
    let mut subject = resource.subject(&path);
    subject.stable_path = stable_path(resource.root, &identity);
    let located = path.locate(resource.root);
    if !matches!(versioned.problem.what, What::Missing(_)) {
        checked.refused.insert(located.value.id());
    }
    checked.diagnostics.push(with_versions(
        diagnostic.with_subject(subject),
        &versioned.versions,
    ));
}

fn with_versions(mut diagnostic: Diagnostic, versions: &[Version]) -> Diagnostic {
    diagnostic.versions = versions.iter().map(Version::to_string).collect();
    diagnostic
}

/// Which versions of Kubernetes know a field that the target does not.
fn versions_with_field(resource: &Resource<'_>, around: &Path, name: &str) -> Option<String> {
    let (api_version, kind) = (resource.api_version, resource.kind);
    let in_pod = resource
        .pod()
        .is_some_and(|pod| around.0.starts_with(&pod.spec_path().0));
    let mut known = Vec::new();
    // Versions that have the same schema have the same answer.
    let mut last: Option<((_, _), bool)> = None;
    for version in versions() {
        let definition = embedded::lookup(*version, api_version, kind);
        let pod = embedded::pod_spec(*version).filter(|_| in_pod);
        let has = match last {
            Some((same, has)) if same == (definition, pod) => has,
            _ => definition.is_some_and(|id| {
                let pod = pod.map(embedded::cached_closure);
                let outline = Outline::new(embedded::cached_closure(id), pod);
                let place = outline.at(around);
                place.is_some_and(|place| outline.fields(place).contains(&name))
            }),
        };
        last = Some(((definition, pod), has));
        if has {
            known.push(*version);
        }
    }
    let (first, last) = (known.first()?, known.last()?);
    let newest = versions().last() == Some(last);
    Some(if newest {
        format!("Kubernetes has `{name}` from {first} on")
    } else {
        format!("Kubernetes had `{name}` up to {last}")
    })
}
