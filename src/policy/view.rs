//! What a policy is handed: the parts of `input`, each built when the first policy reads it.

mod container;
mod links;
mod pod;

pub(super) use links::reference as links_reference;

use std::cell::OnceCell;

use regorus::Value;

use super::value::{fields, object};
use crate::graph::{Graph, ObjectId};
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
    graph: Option<(&'v Graph<'t>, Option<ObjectId>)>,
    resource: OnceCell<Value>,
    object: OnceCell<Value>,
    spec: OnceCell<Value>,
    containers: OnceCell<Vec<ContainerView<'t>>>,
    pod: OnceCell<Value>,
    links: OnceCell<Value>,
}

impl<'v, 't> Views<'v, 't> {
    pub(super) fn new(
        target: &'v Target<'t>,
        graph: Option<(&'v Graph<'t>, Option<ObjectId>)>,
    ) -> Self {
        Self {
            target,
            graph,
            resource: OnceCell::new(),
            object: OnceCell::new(),
            spec: OnceCell::new(),
            containers: OnceCell::new(),
            pod: OnceCell::new(),
            links: OnceCell::new(),
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

    pub(super) fn links(&self) -> &Value {
        self.links.get_or_init(|| match self.graph {
            Some((graph, id)) => links::view(graph, id, self.target),
            None => links::none(),
        })
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
