//! The policies that need other objects, once all files have been read.

use std::panic::{AssertUnwindSafe, catch_unwind};

use rayon::prelude::*;

use super::connect;
use super::object::FileReport;
use super::{Evaluation, File, Plan, Step, internal_error};
use crate::diagnostic::Diagnostic;
use crate::graph::{Graph, ObjectId};
use crate::inventory::Units;
use crate::policy::{Evaluator, Pass, Target};
use crate::resource::Resource;
use crate::schema::Version;
use crate::source::{FileId, Sources};
use crate::yaml::Path;

/// The files of a run, and what is applied together.
pub(super) struct All<'f> {
    pub(super) files: &'f [File],
    pub(super) units: &'f Units<'f>,
    pub(super) sources: &'f Sources,
}

/// Connects the objects of all files, and adds to each what the policies say that look at more
/// than one.
pub(super) fn run(
    reports: &mut [FileReport<'_>],
    all: &All<'_>,
    evaluation: &Evaluation<'_, '_>,
    plan: &Plan<'_>,
) {
    let (files, targets) = (all.files, &plan.config.kubernetes_versions);
    let mut first = Vec::with_capacity(files.len());
    let mut total = 0;
    for report in reports.iter() {
        first.push(total);
        total += report.objects.len();
    }
    let objects = reports
        .iter()
        .map(|report| report.objects.iter().map(|object| object.resource));
    let (config, exists) = (plan.config, plan.exists);
    let conflicts = |relation| evaluation.engine.wants_relation(relation);
    let graph = connect::graph(
        files,
        all.units,
        objects,
        all.sources,
        config,
        exists,
        &conflicts,
    );
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
                let found = each.collect();
                (plan.progress)(Step::Connected { of: files.len() });
                found
            },
        )
        .collect();
    for (report, found) in reports.iter_mut().zip(found) {
        for (object, mut found) in report.objects.iter_mut().zip(found) {
            object.policies.append(&mut found);
        }
    }
    kustomizations(reports, &graph, files, total, evaluation, targets);
    cluster(reports, &graph, evaluation, targets);
}

/// Kustomizations are no objects of a cluster: only their links are looked at. In the graph they
/// come after all objects.
fn kustomizations(
    reports: &mut [FileReport<'_>],
    graph: &Graph<'_>,
    files: &[File],
    first: usize,
    evaluation: &Evaluation<'_, '_>,
    targets: &[Version],
) {
    let mut evaluator = Evaluator::new(evaluation.engine, targets);
    for (id, object) in graph.objects().skip(first) {
        // Files are in the order of their ids.
        let Ok(at) = files.binary_search_by_key(&object.file, |file| file.id) else {
            continue;
        };
        let target = Target::new(object.resource, object.file);
        let found = evaluator.evaluate_links(&target, graph, id, evaluation.enabled(at));
        reports[at].diagnostics.extend(found);
    }
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
