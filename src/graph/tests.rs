//! What other objects say about one.

use super::*;
use crate::yaml::{Limits, Tree, parse};

const OBJECTS: &str = "
{apiVersion: v1, kind: Namespace, metadata: {name: shop}}
---
{apiVersion: v1, kind: Service, metadata: {name: web, namespace: shop}, spec: {selector: {app: web, tier: front}}}
---
{apiVersion: v1, kind: Service, metadata: {name: all, namespace: other}, spec: {selector: {app: web}}}
---
{apiVersion: v1, kind: Service, metadata: {name: manual, namespace: shop}, spec: {ports: []}}
---
{apiVersion: v1, kind: LimitRange, metadata: {name: limits, namespace: shop}}
---
{apiVersion: v1, kind: ResourceQuota, metadata: {name: quota, namespace: other}}
---
{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: web, namespace: shop}, spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec: {template: {metadata: {labels: {tier: front, app: web, more: x}}, spec: {}}}
";

fn graph(tree: &Tree) -> Graph<'_> {
    let roots = tree
        .documents()
        .iter()
        .map(|document| tree.node(document.root));
    let objects = roots.map(|root| GraphObject {
        resource: Resource::new(root),
        file: FileId(0),
        folder: "k8s",
        placements: Placement::together(),
    });
    Graph::build(objects.collect(), &World::together())
}

#[test]
fn an_object_knows_what_concerns_it() {
    let tree = parse(OBJECTS.into(), &Limits::default()).tree;
    let graph = graph(&tree);
    let (id, _) = graph.objects().last().unwrap();
    assert_eq!(graph.namespace_object(id), Some(ObjectId(0)));
    assert_eq!(graph.services_of(id), [ObjectId(1)]);
    assert_eq!(graph.in_same_namespace(id, "LimitRange"), [ObjectId(4)]);
    assert!(graph.in_same_namespace(id, "ResourceQuota").is_empty());
    let scaling = graph.pointing_at(id, &[Relation::ScaleTarget]);
    assert_eq!(scaling, [ObjectId(6)]);
}

#[test]
fn a_service_needs_all_its_labels() {
    let text = OBJECTS.replace("tier: front, app", "tier: back, app");
    let tree = parse(text.as_str().into(), &Limits::default()).tree;
    let graph = graph(&tree);
    let (id, _) = graph.objects().last().unwrap();
    assert!(graph.services_of(id).is_empty());
}
