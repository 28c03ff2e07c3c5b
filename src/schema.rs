//! Whether an object is what its schema says: fields, types, values, for one version of
//! Kubernetes or several.

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

use std::collections::HashSet;
use std::sync::Arc;

pub use catalog::Catalog;
pub use embedded::versions;
pub use location::LocationError;
pub use rules::{ENTRIES, MANIFEST_INCOMPLETE};
pub use version::{ParseVersionError, Version};

use crate::diagnostic::Diagnostic;
use crate::resource::{Pod, Resource};
use crate::source::{FileId, Span};
use crate::yaml::{Node, NodeId, Path};
use catalog::{BuiltIn, Lookup};
use message::{Context, Found};
use outline::Outline;
use problem::{Problem, What};
use rules::{API_NOT_YET_AVAILABLE, API_REMOVED, KIND_UNKNOWN, SCHEMA_UNUSABLE, WITHOUT_SCHEMA};
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
    catalog: &'c Catalog,
    targets: &'c [Version],
}

/// A problem, and the versions that have it.
struct Versioned {
    problem: Problem,
    versions: Vec<Version>,
}

impl<'c> Checker<'c> {
    /// A checker for these versions, which ascend.
    pub fn new(catalog: &'c Catalog, targets: &'c [Version]) -> Self {
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
                    .map(|version| version.name.as_str())
                    .collect();
                let finding = self.not_in_definition(file, resource, &served, custom.place);
                checked.diagnostics.push(finding);
            }
            Lookup::OtherVersions { first, last } => {
                let finding = self.other_versions(file, resource, first, last);
                checked.diagnostics.push(finding);
            }
            Lookup::Removed(minor) => {
                let last = Version { minor: minor - 1 };
                let finding = self.removed(file, resource, last, self.targets);
                checked.diagnostics.push(finding);
            }
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
                        .push(unusable(place, resource.kind, &error));
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

    /// Of several targets some may not serve what others do.
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
        let last = self.targets.iter().rposition(serves).unwrap_or(0);
        if first > 0 {
            let finding = not_yet(file, resource, self.targets[first], &self.targets[..first]);
            checked.diagnostics.push(finding);
        }
        if last + 1 < self.targets.len() {
            let gone = &self.targets[last + 1..];
            let finding = self.removed(file, resource, last_serving(resource), gone);
            checked.diagnostics.push(finding);
        }
    }

    fn other_versions(
        &self,
        file: FileId,
        resource: &Resource<'_>,
        first: Version,
        last: Version,
    ) -> Diagnostic {
        match self.targets.iter().any(|target| *target > last) {
            true => self.removed(file, resource, last, self.targets),
            false => not_yet(file, resource, first, self.targets),
        }
    }

    fn removed(
        &self,
        file: FileId,
        resource: &Resource<'_>,
        last: Version,
        targets: &[Version],
    ) -> Diagnostic {
        let (api_version, kind) = (resource.api_version, resource.kind);
        let gone = Version {
            minor: last.minor + 1,
        };
        let target = targets.last().copied().unwrap_or(gone);
        let finding = Diagnostic::new(
            API_REMOVED,
            api_version_span(file, resource),
            format!("{api_version} {kind} was removed in Kubernetes {gone}"),
        )
        .with_label(format!("not served by {target}"));
        let finding = match self.catalog.alternatives(api_version, kind, target).first() {
            Some((version, name)) if name == kind => finding.with_help(format!("use {version}")),
            _ => finding.with_help("nothing replaces it under this name"),
        };
        with_versions(
            finding.with_subject(resource.subject(&Path::of(&["apiVersion"]))),
            targets,
        )
    }

    fn unknown(&self, file: FileId, resource: &Resource<'_>) -> Diagnostic {
        let (api_version, kind) = (resource.api_version, resource.kind);
        let target = self.targets.last().copied().unwrap_or(Version { minor: 0 });
        let alternatives = self.catalog.alternatives(api_version, kind, target);
        let kind_is_right = alternatives.first().is_some_and(|(_, name)| name == kind);
        let (span, path) = if kind_is_right {
            (api_version_span(file, resource), "apiVersion")
        } else {
            (kind_span(file, resource), "kind")
        };
        let finding = Diagnostic::new(
            KIND_UNKNOWN,
            span,
            format!("Kubernetes has no {kind} in {api_version}"),
        )
        .with_subject(resource.subject(&Path::of(&[path])));
        match alternatives.first() {
            Some((version, name)) if name == kind => {
                finding.with_help(format!("did you mean `apiVersion: {version}`?"))
            }
            Some((version, name)) if version == api_version => {
                finding.with_help(format!("did you mean `kind: {name}`?"))
            }
            Some((version, name)) => finding.with_help(format!(
                "did you mean `apiVersion: {version}` and `kind: {name}`?"
            )),
            None => finding,
        }
    }

    fn not_in_definition(
        &self,
        file: FileId,
        resource: &Resource<'_>,
        served: &[&str],
        place: Option<Span>,
    ) -> Diagnostic {
        let (api_version, kind) = (resource.api_version, resource.kind);
        let (group, version) = catalog::split(api_version);
        let finding = Diagnostic::new(
            KIND_UNKNOWN,
            api_version_span(file, resource),
            format!("the CustomResourceDefinition of {kind} does not serve the version {version}"),
        )
        .with_subject(resource.subject(&Path::of(&["apiVersion"])));
        let finding = match served {
            [] => finding.with_help("no version of it is served"),
            [only] => finding.with_help(format!("use {group}/{only}")),
            several => finding.with_help(format!("it serves {}", several.join(", "))),
        };
        match place {
            Some(place) => finding.with_related(place, "defined here"),
            None => finding,
        }
    }
}

/// The mistakes of an object and of the pod spec in it under one schema.
fn problems_of(
    root: Node<'_>,
    pod: Option<&Pod<'_>>,
    known: &BuiltIn,
) -> Result<Vec<Problem>, String> {
    let mut problems = catalog::compiled(known.definition)?.problems(root);
    if let Some(pod) = pod
        && let Some(spec) = pod.spec
    {
        let path = pod.spec_path();
        let compiled: Arc<Compiled> = catalog::compiled(known.pod_spec)?;
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
        What::Unknown(_) | What::Missing(_) => true,
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
    subject.stable_path = resource.subject(&identity).stable_path;
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
    let known: Vec<Version> = versions()
        .iter()
        .copied()
        .filter(|version| {
            let definition = embedded::lookup(*version, api_version, kind);
            let pod = embedded::pod_spec(*version).map(embedded::closure);
            definition.is_some_and(|id| {
                let schema = embedded::closure(id);
                let outline = Outline::new(&schema, pod.as_ref());
                outline
                    .at(around)
                    .is_some_and(|place| outline.fields(place).contains(&name))
            })
        })
        .collect();
    let (first, last) = (known.first()?, known.last()?);
    let newest = versions().last() == Some(last);
    Some(if newest {
        format!("Kubernetes has `{name}` from {first} on")
    } else {
        format!("Kubernetes had `{name}` up to {last}")
    })
}

fn incomplete(file: FileId, resource: &Resource<'_>) -> Diagnostic {
    let missing: Vec<&str> = [
        ("apiVersion", resource.api_version.is_empty()),
        ("kind", resource.kind.is_empty()),
    ]
    .iter()
    .filter(|(_, missing)| *missing)
    .map(|(name, _)| *name)
    .collect();
    let present = ["apiVersion", "kind", "metadata"]
        .iter()
        .find_map(|name| resource.root.entry(name));
    let span = match present.or_else(|| resource.root.entries().next()) {
        Some((key, _)) => span_of(file, key),
        None => span_of(file, resource.root),
    };
    let names = missing.join("` and `");
    Diagnostic::new(
        MANIFEST_INCOMPLETE,
        span,
        format!("this looks like a Kubernetes object, but has no `{names}`"),
    )
    .with_label(format!("needs `{names}` beside it"))
    .with_help("add it, or exclude the file when it is no manifest")
    .with_subject(resource.subject(&Path::default()))
}

fn not_yet(
    file: FileId,
    resource: &Resource<'_>,
    first: Version,
    targets: &[Version],
) -> Diagnostic {
    let (api_version, kind) = (resource.api_version, resource.kind);
    let target = targets.last().copied().unwrap_or(first);
    let finding = Diagnostic::new(
        API_NOT_YET_AVAILABLE,
        api_version_span(file, resource),
        format!(
            "{api_version} {kind} comes with Kubernetes {first}, and {target} does not serve it"
        ),
    )
    .with_label(format!("not served by {target}"))
    .with_subject(resource.subject(&Path::of(&["apiVersion"])));
    with_versions(finding, targets)
}

fn without_schema(file: FileId, resource: &Resource<'_>) -> Diagnostic {
    let (api_version, kind) = (resource.api_version, resource.kind);
    Diagnostic::new(
        WITHOUT_SCHEMA,
        kind_span(file, resource),
        format!("there is no schema for {kind} ({api_version}), so it is not checked"),
    )
    .with_help(
        "check its CustomResourceDefinition along, or give its folder with `--schema-location`",
    )
    .with_subject(resource.subject(&Path::default()))
}

fn unusable(place: Span, kind: &str, error: &str) -> Diagnostic {
    Diagnostic::new(
        SCHEMA_UNUSABLE,
        place,
        format!("the schema of {kind} cannot be used: {error}"),
    )
}

/// The last version that serves an object's kind.
fn last_serving(resource: &Resource<'_>) -> Version {
    let (api_version, kind) = (resource.api_version, resource.kind);
    versions()
        .iter()
        .copied()
        .rfind(|version| embedded::lookup(*version, api_version, kind).is_some())
        .unwrap_or(Version { minor: 0 })
}

fn kind_span(file: FileId, resource: &Resource<'_>) -> Span {
    span_of(file, resource.root.get("kind").unwrap_or(resource.root))
}

fn api_version_span(file: FileId, resource: &Resource<'_>) -> Span {
    span_of(
        file,
        resource.root.get("apiVersion").unwrap_or(resource.root),
    )
}

fn span_of(file: FileId, node: Node<'_>) -> Span {
    let range = node.range();
    Span::new(file, range.start, range.end)
}
