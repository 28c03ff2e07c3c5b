//! What connects objects: who lies in which namespace, which Service selects which pod. Built
//! once over all files, read-only, by indexes.

use std::collections::HashMap;

use crate::resource::{Pod, Resource};
use crate::source::FileId;
use crate::yaml::Node;

/// An object of a [`Graph`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectId(pub u32);

/// An object with its place.
#[derive(Debug, Clone, Copy)]
pub struct GraphObject<'t> {
    /// The object.
    pub resource: Resource<'t>,
    /// The file that it lies in.
    pub file: FileId,
    /// The folder of that file, with `/`.
    pub folder: &'t str,
}

/// The objects of all files, and what connects them.
#[derive(Debug, Default)]
pub struct Graph<'t> {
    objects: Vec<GraphObject<'t>>,
    /// Namespace objects by name.
    namespaces: HashMap<&'t str, Vec<ObjectId>>,
    /// What holds for a whole namespace.
    areas: HashMap<Area<'t>, Rules>,
    /// Services by one label of their selectors: of the labels of a pod, one leads to each
    /// Service that selects it.
    services: HashMap<(Area<'t>, &'t str, &'t str), Vec<ObjectId>>,
    /// Autoscalers by kind and name of what they scale.
    autoscalers: HashMap<(Area<'t>, &'t str, &'t str), Vec<ObjectId>>,
}

/// Where objects meet: a namespace that is written, or the folder of files that name none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Area<'t> {
    Namespace(&'t str),
    Folder(&'t str),
}

#[derive(Debug, Default)]
struct Rules {
    limit_ranges: Vec<ObjectId>,
    quotas: Vec<ObjectId>,
}

/// What other objects say about one object; every list in the order of the files.
#[derive(Debug, Default)]
pub struct Links<'g> {
    /// The Namespace object of its namespace.
    pub namespace: Option<ObjectId>,
    /// LimitRanges of its namespace.
    pub limit_ranges: &'g [ObjectId],
    /// ResourceQuotas of its namespace.
    pub quotas: &'g [ObjectId],
    /// Services that select its pods, the nearest first.
    pub services: Vec<ObjectId>,
    /// Autoscalers that target it.
    pub autoscalers: Vec<ObjectId>,
}

impl<'t> GraphObject<'t> {
    fn area(&self) -> Area<'t> {
        match self.resource.namespace_as_applied() {
            Some(namespace) => Area::Namespace(namespace),
            None => Area::Folder(self.folder),
        }
    }
}

impl<'t> Graph<'t> {
    /// Connects objects, which are in the order of their files.
    pub fn build(objects: Vec<GraphObject<'t>>) -> Self {
        let mut graph = Self::default();
        for (object, at) in objects.iter().zip(0..) {
            graph.enter(object, ObjectId(at));
        }
        graph.objects = objects;
        graph
    }

    fn enter(&mut self, object: &GraphObject<'t>, id: ObjectId) {
        let gvk = object.resource.gvk();
        match (gvk.group, gvk.kind) {
            ("", "Namespace") => {
                let name = object.resource.name.unwrap_or_default();
                self.namespaces.entry(name).or_default().push(id);
            }
            ("", "LimitRange") => self.rules(object).limit_ranges.push(id),
            ("", "ResourceQuota") => self.rules(object).quotas.push(id),
            ("", "Service") => self.enter_service(object, id),
            ("autoscaling", "HorizontalPodAutoscaler") => {
                self.enter_autoscaler(object, id, "scaleTargetRef");
            }
            ("autoscaling.k8s.io", "VerticalPodAutoscaler") => {
                self.enter_autoscaler(object, id, "targetRef");
            }
            _ => {}
        }
    }

    fn rules(&mut self, object: &GraphObject<'t>) -> &mut Rules {
        self.areas.entry(object.area()).or_default()
    }

    fn enter_service(&mut self, object: &GraphObject<'t>, id: ObjectId) {
        let selector = selector(object.resource.root);
        // Without a selector, somebody else writes its endpoints.
        if let Some((key, value)) = selector.and_then(|selector| selector.entries().next()) {
            let label = (object.area(), key.text(), value.text());
            self.services.entry(label).or_default().push(id);
        }
    }

    fn enter_autoscaler(&mut self, object: &GraphObject<'t>, id: ObjectId, field: &str) {
        let text = |key| object.resource.root.dig(&["spec", field, key]);
        if let (Some(kind), Some(name)) = (text("kind"), text("name")) {
            let target = (object.area(), kind.text(), name.text());
            self.autoscalers.entry(target).or_default().push(id);
        }
    }

    /// The object of an id that this graph gave.
    ///
    /// # Panics
    ///
    /// When the id is of another graph.
    pub fn object(&self, id: ObjectId) -> &GraphObject<'t> {
        &self.objects[id.0 as usize]
    }

    /// The object of an id, when there is one.
    pub fn get(&self, id: ObjectId) -> Option<&GraphObject<'t>> {
        self.objects.get(id.0 as usize)
    }

    /// All objects with their ids.
    pub fn objects(&self) -> impl Iterator<Item = (ObjectId, &GraphObject<'t>)> {
        (0u32..).map(ObjectId).zip(&self.objects)
    }

    /// What other objects say about `id`, of which `pod` is the pod or pod template.
    pub fn links(&self, id: ObjectId, pod: Option<&Pod<'t>>) -> Links<'_> {
        let object = self.object(id);
        let area = object.area();
        let rules = self.areas.get(&area);
        let namespace = match area {
            Area::Namespace(name) => self.namespaces.get(name),
            Area::Folder(_) => None,
        };
        Links {
            namespace: namespace.and_then(|found| self.nearest(found, object.folder)),
            limit_ranges: rules.map_or(&[], |rules| &rules.limit_ranges),
            quotas: rules.map_or(&[], |rules| &rules.quotas),
            services: pod
                .map(|pod| self.selecting(object, pod))
                .unwrap_or_default(),
            autoscalers: self.scaling(area, object),
        }
    }

    /// Of several Namespaces of one name (a base and its overlays) the one that lies nearest.
    fn nearest(&self, found: &[ObjectId], folder: &str) -> Option<ObjectId> {
        // The first of those that lie equally near.
        let near = |id: &&ObjectId| self.shared_folders(**id, folder);
        found.iter().rev().max_by_key(near).copied()
    }

    fn shared_folders(&self, id: ObjectId, folder: &str) -> usize {
        let other = self.object(id).folder.split('/');
        let both = folder.split('/').zip(other);
        both.take_while(|(a, b)| a == b).count()
    }

    fn selecting(&self, object: &GraphObject<'t>, pod: &Pod<'t>) -> Vec<ObjectId> {
        let area = object.area();
        let labels = pod.metadata.and_then(|metadata| metadata.get("labels"));
        let mut found: Vec<ObjectId> = labels
            .into_iter()
            .flat_map(Node::entries)
            .filter_map(|(key, value)| self.services.get(&(area, key.text(), value.text())))
            .flatten()
            .copied()
            .filter(|id| selects(self.object(*id), labels))
            .collect();
        // What lies in the same file, and then in the same folder, is meant first.
        let distance = |id: &ObjectId| {
            let other = self.object(*id);
            let shared = self.shared_folders(*id, object.folder);
            (other.file != object.file, std::cmp::Reverse(shared), *id)
        };
        found.sort_unstable_by_key(distance);
        found
    }

    fn scaling(&self, area: Area<'t>, object: &GraphObject<'t>) -> Vec<ObjectId> {
        let resource = &object.resource;
        let target = (area, resource.kind, resource.name.unwrap_or_default());
        self.autoscalers.get(&target).cloned().unwrap_or_default()
    }
}

fn selector(service: Node<'_>) -> Option<Node<'_>> {
    service
        .dig(&["spec", "selector"])
        .filter(|selector| selector.is_mapping() && !selector.is_empty())
}

/// Whether the labels have everything that the Service's selector asks for.
fn selects(service: &GraphObject<'_>, labels: Option<Node<'_>>) -> bool {
    let Some((selector, labels)) = selector(service.resource.root).zip(labels) else {
        return false;
    };
    selector.entries().all(|(key, value)| {
        labels
            .get(key.text())
            .is_some_and(|label| label.text() == value.text())
    })
}

#[cfg(test)]
mod tests {
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
{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: web, namespace: shop}, spec: {scaleTargetRef: {kind: Deployment, name: web}}}
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
        Graph::build(
            roots
                .map(|root| GraphObject {
                    resource: Resource::new(root),
                    file: FileId(0),
                    folder: "k8s",
                })
                .collect(),
        )
    }

    #[test]
    fn an_object_knows_what_concerns_it() {
        let tree = parse(OBJECTS.into(), &Limits::default()).tree;
        let graph = graph(&tree);
        let (id, web) = graph.objects().last().unwrap();
        let links = graph.links(id, web.resource.pod().as_ref());
        assert_eq!(links.namespace, Some(ObjectId(0)));
        assert_eq!(links.services, [ObjectId(1)]);
        assert_eq!(links.limit_ranges, [ObjectId(4)]);
        assert!(links.quotas.is_empty());
        assert_eq!(links.autoscalers, [ObjectId(6)]);
    }

    #[test]
    fn a_service_needs_all_its_labels() {
        let text = OBJECTS.replace("tier: front, app", "tier: back, app");
        let tree = parse(text.as_str().into(), &Limits::default()).tree;
        let graph = graph(&tree);
        let (id, web) = graph.objects().last().unwrap();
        assert!(
            graph
                .links(id, web.resource.pod().as_ref())
                .services
                .is_empty()
        );
    }
}
