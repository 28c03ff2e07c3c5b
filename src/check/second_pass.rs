//! The policies that need other objects, once all files have been read.

use std::panic::{AssertUnwindSafe, catch_unwind};

use rayon::prelude::*;

use super::object::FileReport;
use super::{Evaluation, File, internal_error};
use crate::diagnostic::Diagnostic;
use crate::graph::{Graph, GraphObject, ObjectId};
use crate::policy::{Evaluator, Pass, Target};
use crate::resource::Resource;
use crate::schema::Version;
use crate::source::FileId;
use crate::yaml::Path;

/// Connects the objects of all files, and adds to each what the policies say that look at more
/// than one.
pub(super) fn run(
    reports: &mut [FileReport<'_>],
    files: &[File],
    evaluation: &Evaluation<'_, '_>,
    targets: &[Version],
) {
    let mut objects = Vec::new();
    let mut first = Vec::with_capacity(files.len());
    for (report, file) in reports.iter().zip(files) {
        first.push(objects.len());
        objects.extend(report.objects.iter().map(|object| GraphObject {
            resource: object.resource,
            file: file.id,
            folder: &file.folder,
        }));
    }
    let graph = Graph::build(objects);
    let found: Vec<Vec<Vec<Diagnostic>>> = (0..files.len())
        .into_par_iter()
        .map_init(
            || Evaluator::new(evaluation.engine, targets),
            |evaluator, at| {
                let objects = reports[at].objects.iter().zip(first[at]..);
                let each = objects.map(|(object, id)| {
                    let id = ObjectId(u32::try_from(id).unwrap_or(u32::MAX));
                    let pass = Pass::Second { graph: &graph, id };
                    let target = Target::new(object.resource, files[at].id);
                    evaluate(evaluator, &target, pass, evaluation.enabled(at))
                });
                each.collect()
            },
        )
        .collect();
    for (report, found) in reports.iter_mut().zip(found) {
        for (object, mut found) in report.objects.iter_mut().zip(found) {
            object.policies.append(&mut found);
        }
    }
    cluster(reports, &graph, evaluation, targets);
}

fn evaluate(
    evaluator: &mut Evaluator<'_, '_>,
    target: &Target<'_>,
    pass: Pass<'_, '_>,
    enabled: &crate::policy::Enabled,
) -> Vec<Diagnostic> {
    let evaluated = catch_unwind(AssertUnwindSafe(|| {
        evaluator.evaluate(target, pass, enabled)
    }));
    evaluated.unwrap_or_else(|_| vec![failed(&target.resource, target.file)])
}

fn failed(resource: &Resource<'_>, file: FileId) -> Diagnostic {
    internal_error(
        resource.root.span(file),
        "evaluating policies on this object",
    )
    .with_subject(resource.subject(&Path::default()))
}

/// Policies that look at all objects at once. They are on when they are on for any file; what
/// they find where they are off goes with all other findings of rules that are off.
fn cluster(
    reports: &mut [FileReport<'_>],
    graph: &Graph<'_>,
    evaluation: &Evaluation<'_, '_>,
    targets: &[Version],
) {
    if !evaluation.engine.has_cluster_policies() {
        return;
    }
    let mut evaluator = Evaluator::new(evaluation.engine, targets);
    let everywhere = evaluation.engine.enabled(|_| true);
    let found = evaluator.evaluate_cluster(graph, &everywhere);
    if let Some(report) = reports.first_mut() {
        report.diagnostics.extend(found);
    }
}
