//! What a policy is handed: the parts of `input`, each built when the first policy reads it.

mod container;
mod link;
mod links;
mod pod;

pub(super) use link::TARGETS;
pub(super) use links::reference as links_reference;

use std::cell::OnceCell;

use regorus::Value;

use super::scan::LINKS;
use super::value::{Fields, fields, object};
use crate::graph::{Graph, Link, ObjectId};
use crate::resource::{Container, Pod, Resource};
use crate::source::FileId;
use crate::yaml::Path;

/// An object that policies look at.
#[derive(Debug, Clone)]
pub struct Target<'t> {
    /// The object.
    pub resource: Resource<'t>,
    /// The file that it lies in.
    pub file: FileId,
    /// Its pod or pod template.
    pub pod: Option<Pod<'t>>,
}

impl<'t> Target<'t> {
    /// An object of a file.
    pub fn new(resource: Resource<'t>, file: FileId) -> Self {
        Self {
            pod: resource.pod(),
            resource,
            file,
        }
    }
}

/// A container of the pod, with its value.
#[derive(Debug)]
pub(super) struct ContainerView<'t> {
    pub(super) container: Container<'t>,
    pub(super) value: Value,
}

/// The parts of `input` for one object.
pub(super) struct Views<'v, 't> {
    target: &'v Target<'t>,
    graph: Option<(&'v Graph<'t>, ObjectId)>,
    resource: OnceCell<Value>,
    object: OnceCell<Value>,
    spec: OnceCell<Value>,
    containers: OnceCell<Vec<ContainerView<'t>>>,
    pod: OnceCell<Value>,
    /// The parts of `input.links`.
    links: [OnceCell<Option<Value>>; LINKS.len()],
    /// The links that some policy is for.
    wanted: OnceCell<Vec<link::LinkView>>,
}

impl<'v, 't> Views<'v, 't> {
    pub(super) fn new(target: &'v Target<'t>, graph: Option<(&'v Graph<'t>, ObjectId)>) -> Self {
        Self {
            target,
            graph,
            resource: OnceCell::new(),
            object: OnceCell::new(),
            spec: OnceCell::new(),
            containers: OnceCell::new(),
            pod: OnceCell::new(),
            links: [const { OnceCell::new() }; LINKS.len()],
            wanted: OnceCell::new(),
        }
    }

    pub(super) fn resource(&self) -> &Value {
        self.resource
            .get_or_init(|| identity(&self.target.resource))
    }

    pub(super) fn object(&self) -> &Value {
        self.object
            .get_or_init(|| Value::from(fields(self.target.resource.root)))
    }

    /// The pod's spec, from which its containers and the pod itself are made.
    fn spec(&self) -> &Value {
        self.spec
            .get_or_init(|| pod::mapping(self.target.pod.as_ref().and_then(|pod| pod.spec)))
    }

    pub(super) fn containers(&self) -> &[ContainerView<'t>] {
        self.containers.get_or_init(|| {
            let Some(pod) = &self.target.pod else {
                return Vec::new();
            };
            let spec = self.spec();
            let views = pod.containers().map(|container| ContainerView {
                value: container::view(&container, pod, spec),
                container,
            });
            views.collect()
        })
    }

    pub(super) fn pod(&self) -> Option<&Value> {
        let pod = self.target.pod.as_ref()?;
        let build = || {
            let kind = self.target.resource.kind;
            pod::view(pod, kind, self.spec().clone(), self.containers())
        };
        Some(self.pod.get_or_init(build))
    }

    /// `input.links` with these parts, one bit for each of [`LINKS`]; every part is built once.
    pub(super) fn links(&self, parts: u32) -> Value {
        let mut links = Fields::new();
        for (bit, name) in LINKS.iter().enumerate() {
            if parts & (1 << bit) == 0 {
                continue;
            }
            let part = self.links[bit].get_or_init(|| {
                let (graph, id) = self.graph?;
                links::part(graph, id, self, name)
            });
            if let Some(value) = part {
                links.insert(Value::from(*name), value.clone());
            }
        }
        Value::from(links)
    }

    /// The links of the object that some policy is for, with their places; those that fail for
    /// the reason of another link are reported with that one.
    pub(super) fn wanted_links(
        &self,
        wants: &dyn Fn(&Link<'_>) -> bool,
    ) -> impl Iterator<Item = (usize, &Link<'t>)> {
        let graph = self.graph.map(|(graph, _)| graph);
        let wanted = self.wanted.get_or_init(|| {
            let Some((graph, id)) = self.graph else {
                return Vec::new();
            };
            graph
                .links_from(id)
                .filter(|(_, link)| link.cause.is_none() && wants(link))
                .map(|(id, _)| link::LinkView::new(id))
                .collect()
        });
        let views = wanted.iter().enumerate();
        views.filter_map(move |(at, view)| Some((at, graph?.link(view.id))))
    }

    /// `input.link`.
    pub(super) fn link(&self, at: usize) -> Option<&Value> {
        let (graph, _) = self.graph?;
        let view = self.wanted.get()?.get(at)?;
        let container = || {
            let index = self.container_of_link(at)?;
            self.containers()[index].container.name
        };
        Some(
            view.value
                .get_or_init(|| link::view(graph, view.id, container())),
        )
    }

    /// `input.targets` of a link, with these parts.
    pub(super) fn targets(&self, at: usize, parts: u32) -> Option<Value> {
        let (graph, _) = self.graph?;
        let view = self.wanted.get()?.get(at)?;
        Some(link::targets(graph, view.id, parts))
    }

    /// The container that a link is written in.
    pub(super) fn container_of_link(&self, at: usize) -> Option<usize> {
        let (graph, _) = self.graph?;
        let link = graph.link(self.wanted.get()?.get(at)?.id);
        let place = link.at.range().start;
        let mut containers = self.containers().iter();
        containers.position(|view| view.container.node.range().contains(&place))
    }

    /// From the object to the subject of a container's findings.
    pub(super) fn container_path(&self, index: usize) -> Path {
        self.containers()
            .get(index)
            .map_or_else(Path::default, |view| view.container.path.clone())
    }

    /// From the object to the pod template.
    pub(super) fn pod_path(&self) -> Path {
        self.target
            .pod
            .as_ref()
            .map_or_else(Path::default, |pod| pod.path.clone())
    }
}

/// `input.resource`.
pub(super) fn identity(resource: &Resource<'_>) -> Value {
    let gvk = resource.gvk();
    object([
        ("apiVersion", Some(Value::from(resource.api_version))),
        ("group", Some(Value::from(gvk.group))),
        ("version", Some(Value::from(gvk.version))),
        ("kind", Some(Value::from(gvk.kind))),
        ("name", Some(Value::from(resource.display_name()))),
        (
            "namespace",
            resource.namespace_as_applied().map(Value::from),
        ),
    ])
}
