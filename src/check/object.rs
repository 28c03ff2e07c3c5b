//! The checks of one file: its YAML, then every object in it.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::{Evaluation, File, Plan, internal_error};
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::inventory::{self, FileVerdict, Flaw, Object, Verdict};
use crate::policy::{Evaluator, Pass, Target};
use crate::resource::Resource;
use crate::schema::{Catalog, Checked, Checker, DEFINITION};
use crate::source::Span;
use crate::suppress::{Names, Suppressions};
use crate::yaml::{self, Document, Node, Path};

/// What came of one file.
#[derive(Debug, Default)]
pub(super) struct FileReport<'f> {
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Its objects, in the order of the text.
    pub(super) objects: Vec<ObjectReport<'f>>,
    pub(super) with_placeholders: usize,
    /// Custom kinds without a schema, by `apiVersion` and `kind`, with the number of objects.
    pub(super) unchecked: BTreeMap<(String, String), usize>,
    pub(super) suppressions: Suppressions,
}

/// An object that was checked.
#[derive(Debug)]
pub(super) struct ObjectReport<'f> {
    pub(super) resource: Resource<'f>,
    /// What the policies say: in the first pass, then in the second.
    pub(super) policies: Vec<Diagnostic>,
    /// The file that the text was rendered from.
    pub(super) origin: Option<String>,
}

/// Adds the kinds that CustomResourceDefinitions among the files define.
pub(super) fn define_custom_kinds<'f>(
    files: &'f [File],
    verdicts: &'f [FileVerdict],
    catalog: &mut Catalog<'f>,
) {
    for (file, verdict) in files.iter().zip(verdicts) {
        for (document, _) in manifests(file, verdict) {
            let root = file.parsed.tree.node(document.root);
            let kind = root.get("kind").map_or("", Node::text);
            if kind != DEFINITION && !kind.ends_with("List") {
                continue;
            }
            for object in inventory::objects(root) {
                let (Some(api_version), Some(DEFINITION)) = (object.api_version, object.kind)
                else {
                    continue;
                };
                let kind = object.node.dig(&["spec", "names", "kind"]);
                let span = kind.unwrap_or(object.node).span(file.id);
                catalog.add_definition(object.node, api_version, &file.folder, Some(span));
            }
        }
    }
}

/// The documents that are manifests.
fn manifests<'f>(
    file: &'f File,
    verdict: &'f FileVerdict,
) -> impl Iterator<Item = (&'f Document, &'f Verdict)> {
    file.parsed
        .tree
        .documents()
        .iter()
        .zip(&verdict.documents)
        .filter(|(_, verdict)| **verdict == Verdict::Manifest)
}

/// The objects of a file that is not checked any further.
pub(super) fn resources<'f>(
    file: &'f File,
    verdict: &'f FileVerdict,
    config: &'f Config,
) -> Vec<Resource<'f>> {
    let joined = yaml::joined_objects(&file.parsed.tree);
    let documents = manifests(file, verdict);
    let whole = documents.filter(|(document, _)| !joined.contains(&document.root));
    whole
        .flat_map(|(document, _)| inventory::objects(file.parsed.tree.node(document.root)))
        .filter(|object| object.flaw.is_none())
        .map(|object| resource(&object, config))
        .collect()
}

/// Checks files one by one, with what is known of all of them.
pub(super) struct FileChecker<'c, 'f> {
    pub(super) catalog: &'c Catalog<'c>,
    pub(super) plan: &'f Plan<'f>,
    pub(super) names: &'c Names<'c>,
    pub(super) evaluation: &'c Evaluation<'c, 'c>,
}

impl<'f> FileChecker<'_, 'f> {
    /// Checks the file at place `at`.
    pub(super) fn check_file(
        &self,
        at: usize,
        file: &'f File,
        verdict: &'f FileVerdict,
        evaluator: &mut Evaluator<'_, '_>,
    ) -> FileReport<'f> {
        let mut report = FileReport::default();
        if verdict.report_errors {
            let errors = file.parsed.errors.iter();
            report
                .diagnostics
                .extend(errors.map(|error| yaml::syntax_finding(file.id, error)));
        }
        let mut keys = yaml::check(file.id, &file.parsed.tree);
        let joined = yaml::joined_objects(&file.parsed.tree);
        let checker = Checker::new(self.catalog, &self.plan.config.kubernetes_versions);
        for (document, _) in manifests(file, verdict) {
            let first = report.diagnostics.len();
            let root = file.parsed.tree.node(document.root);
            let objects = match joined.contains(&document.root) {
                // Two objects mixed into one break the schema in ways that are nobody's mistake.
                true => Vec::new(),
                false => inventory::objects(root),
            };
            for object in objects {
                self.check_object(file, document, &object, &checker, &mut report);
            }
            // Findings about keys belong to manifests only: other YAML is none of our business.
            let (here, elsewhere) = keys
                .into_iter()
                .partition(|finding| document.span.contains(&finding.span.start));
            keys = elsewhere;
            report
                .diagnostics
                .extend(about_objects(here, root, self.plan.config));
            if let Some(origin) = inventory::origin(document, root) {
                for diagnostic in &mut report.diagnostics[first..] {
                    diagnostic.origin.get_or_insert_with(|| origin.clone());
                }
            }
        }
        self.first_pass(at, file, &mut report, evaluator);
        if manifests(file, verdict).next().is_none() && report.diagnostics.is_empty() {
            return report;
        }
        let resources: Vec<Resource<'_>> = report
            .objects
            .iter()
            .map(|object| object.resource)
            .collect();
        report.suppressions = Suppressions::collect(
            file.id,
            &file.parsed.tree,
            &resources,
            self.names,
            &self.plan.suppressions,
        );
        report
    }

    /// The policies that need no other object.
    fn first_pass(
        &self,
        at: usize,
        file: &File,
        report: &mut FileReport<'f>,
        evaluator: &mut Evaluator<'_, '_>,
    ) {
        let enabled = self.evaluation.enabled(at);
        for object in &mut report.objects {
            let target = Target::new(object.resource, file.id);
            let evaluated = catch_unwind(AssertUnwindSafe(|| {
                evaluator.evaluate(&target, Pass::First, enabled)
            }));
            object.policies = evaluated.unwrap_or_else(|_| {
                let span = object.resource.root.span(file.id);
                vec![
                    internal_error(span, "evaluating policies on this object")
                        .with_subject(object.resource.subject(&Path::default())),
                ]
            });
        }
    }

    fn check_object(
        &self,
        file: &'f File,
        document: &Document,
        object: &Object<'f>,
        checker: &Checker<'_>,
        report: &mut FileReport<'f>,
    ) {
        let span = object.node.span(file.id);
        if let Some(flaw) = object.flaw {
            report.diagnostics.push(flawed(span, object, flaw));
            return;
        }
        report.with_placeholders +=
            usize::from(file.parsed.tree.has_placeholders() && has_placeholder(object.node));
        let resource = resource(object, self.plan.config);
        let checked = catch_unwind(AssertUnwindSafe(|| {
            checker.check(file.id, &resource, &file.folder)
        }));
        let mut checked = checked.unwrap_or_else(|_| Checked {
            diagnostics: vec![
                internal_error(span, "checking this object against its schema")
                    .with_subject(resource.subject(&Path::default())),
            ],
            ..Checked::default()
        });
        if checked.without_schema
            && let (Some(api_version), Some(kind)) = (object.api_version, object.kind)
        {
            let key = (api_version.to_owned(), kind.to_owned());
            *report.unchecked.entry(key).or_default() += 1;
        }
        let origin = inventory::origin(document, object.node);
        if let Some(origin) = &origin {
            for diagnostic in &mut checked.diagnostics {
                diagnostic.origin = Some(origin.clone());
            }
        }
        report.diagnostics.append(&mut checked.diagnostics);
        report.objects.push(ObjectReport {
            resource,
            policies: Vec::new(),
            origin,
        });
    }
}

/// Whether a value is filled in before the object is applied. A command's `${VAR}` is the shell's,
/// and `$(VAR)` in the environment is Kubernetes' own:
/// <https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/>.
fn has_placeholder(node: Node<'_>) -> bool {
    if node.is_placeholder() {
        return true;
    }
    let in_entries = node.entries().any(|(key, value)| match key.text() {
        "command" | "args" => false,
        "env" => value
            .items()
            .filter_map(|variable| variable.get("value"))
            .any(|value| value.is_placeholder() && value.source().contains("${")),
        _ => has_placeholder(value),
    });
    in_entries || node.items().any(has_placeholder)
}

/// The object with what its list and the command line say where it says nothing.
fn resource<'o>(object: &Object<'o>, config: &'o Config) -> Resource<'o> {
    let own = Resource::new(object.node);
    Resource {
        api_version: object.api_version.unwrap_or(""),
        kind: object.kind.unwrap_or(""),
        namespace: own.namespace.or(config.namespace.as_deref()),
        ..own
    }
}

/// Gives findings about the text the object that they lie in.
fn about_objects(findings: Vec<Diagnostic>, root: Node<'_>, config: &Config) -> Vec<Diagnostic> {
    if findings.is_empty() {
        return findings;
    }
    let objects = inventory::objects(root);
    findings
        .into_iter()
        .map(|finding| {
            let around = objects
                .iter()
                .find(|object| object.node.range().contains(&finding.span.start));
            let Some(object) = around else {
                return finding;
            };
            let path = Path::to(object.node, finding.span.start);
            finding.with_subject(resource(object, config).subject(&path))
        })
        .collect()
}

fn flawed(span: Span, object: &Object<'_>, flaw: Flaw) -> Diagnostic {
    use crate::schema::MANIFEST_INCOMPLETE;
    match flaw {
        Flaw::ListWithoutItems => {
            let kind = object.kind.unwrap_or("List");
            Diagnostic::new(
                MANIFEST_INCOMPLETE,
                span,
                format!("this {kind} has no list `items`, so nothing in it would be applied"),
            )
            .with_help("put the objects under `items:`, each after `- `")
        }
        Flaw::NotAMapping => Diagnostic::new(
            MANIFEST_INCOMPLETE,
            span,
            format!(
                "an object belongs here, and this is {}",
                object.node.kind().describe()
            ),
        )
        .with_help("separate objects by `---`, or put them under `items:` of a `kind: List`"),
    }
}
