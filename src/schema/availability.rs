//! Findings about `apiVersion` and `kind`: what is missing, never was or is not there yet.

use super::rules::{
    API_NOT_YET_AVAILABLE, KIND_UNKNOWN, MANIFEST_INCOMPLETE, SCHEMA_UNUSABLE, WITHOUT_SCHEMA,
};
use super::version::Version;
use super::{Checker, catalog, with_versions};
use crate::diagnostic::Diagnostic;
use crate::resource::Resource;
use crate::source::{FileId, Span};
use crate::yaml::Path;

impl Checker<'_> {
    pub(super) fn unknown(&self, file: FileId, resource: &Resource<'_>) -> Diagnostic {
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

    pub(super) fn not_in_definition(
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

pub(super) fn incomplete(file: FileId, resource: &Resource<'_>) -> Diagnostic {
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
        Some((key, _)) => key.span(file),
        None => resource.root.span(file),
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

pub(super) fn not_yet(
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

pub(super) fn without_schema(file: FileId, resource: &Resource<'_>) -> Diagnostic {
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

pub(super) fn unusable(place: Span, kind: &str, error: &str) -> Diagnostic {
    Diagnostic::new(
        SCHEMA_UNUSABLE,
        place,
        format!("the schema of {kind} cannot be used: {error}"),
    )
}

pub(super) fn kind_span(file: FileId, resource: &Resource<'_>) -> Span {
    resource
        .root
        .get("kind")
        .unwrap_or(resource.root)
        .span(file)
}

pub(super) fn api_version_span(file: FileId, resource: &Resource<'_>) -> Span {
    resource
        .root
        .get("apiVersion")
        .unwrap_or(resource.root)
        .span(file)
}
