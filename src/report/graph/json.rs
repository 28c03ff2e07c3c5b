//! `kubelint.graph/v1`: additive changes only.

use std::collections::BTreeSet;
use std::io::{self, Write};

use serde_json::{Value, json};

use super::GraphReport;
use crate::graph::{Link, LinkId, ObjectId};
use crate::yaml::Path;

/// Writes units, objects and links; objects and units are named by their numbers.
pub(super) fn write(report: &GraphReport<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    let drawn: BTreeSet<ObjectId> = report.drawn().into_iter().collect();
    let units: Vec<Value> = report
        .graph
        .units()
        .iter()
        .enumerate()
        .map(|(id, unit)| {
            json!({
                "id": id, "name": unit.name, "kustomize": unit.is_kustomize, "open": unit.open
            })
        })
        .collect();
    let objects: Vec<Value> = drawn.iter().map(|id| object(report, *id)).collect();
    let from = report
        .of
        .map(|of| of.iter().copied().collect::<BTreeSet<_>>());
    let links: Vec<Value> = drawn
        .iter()
        .flat_map(|id| report.links(*id))
        .filter(|(_, link)| {
            from.as_ref().is_none_or(|of| {
                let mut ends = report.graph.ends_of(link).iter();
                of.contains(&link.from) || ends.any(|end| of.contains(end))
            })
        })
        .map(|(id, one)| link(report, id, one))
        .collect();
    let whole = json!({
        "schema": "kubelint.graph/v1",
        "kubelint": env!("CARGO_PKG_VERSION"),
        "units": units,
        "objects": objects,
        "links": links,
    });
    serde_json::to_writer_pretty(&mut *out, &whole)?;
    writeln!(out)
}

fn object(report: &GraphReport<'_, '_>, id: ObjectId) -> Value {
    let resource = &report.object(id).resource;
    let source = report.sources.get(report.object(id).file);
    let units: BTreeSet<u32> = report
        .graph
        .seats(id)
        .iter()
        .map(|seat| seat.unit.0)
        .collect();
    json!({
        "id": id.0,
        "apiVersion": resource.api_version,
        "kind": resource.kind,
        "namespace": report.namespace(id),
        "name": report.display_name(id),
        "file": source.name,
        "line": source.position(report.start(id)).line,
        "units": units,
    })
}

fn link(report: &GraphReport<'_, '_>, id: LinkId, link: &Link<'_>) -> Value {
    let root = report.object(link.from).resource.root;
    let source = report.sources.get(report.object(link.from).file);
    let position = source.position(link.at.range().start);
    let target = &link.target;
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let nearest = link.nearest.as_ref().map(|nearest| {
        json!({
            "text": text(&nearest.text),
            "why": nearest.why.as_str(),
            "sure": nearest.sure,
            "object": nearest.object.map(|id| id.0),
        })
    });
    let ends: Vec<u32> = report.graph.ends_of(link).iter().map(|id| id.0).collect();
    json!({
        "id": id.0,
        "from": link.from.0,
        "relation": link.relation.as_str(),
        "use": text(link.how),
        "path": Path::leading_to(root, link.at).pointer(),
        "line": position.line,
        "column": position.column,
        "outcome": link.outcome.as_str(),
        "closed": link.closed,
        "target": {
            "group": target.group, "kind": text(target.kind), "name": text(target.name),
            "namespace": target.namespace, "key": target.key,
            "selector": link.at.is_mapping().then(|| link.at.to_json()),
        },
        "to": ends,
        "nearest": nearest,
    })
}
