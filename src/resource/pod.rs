//! Pods and containers in every kind that has them, as views that know where they lie.

use super::gvk::Gvk;
use super::kinds;
use crate::yaml::{Node, Path, Segment};

/// A pod, or the template of one.
#[derive(Debug, Clone)]
pub struct Pod<'t> {
    /// From the object to what holds the pod's metadata and spec; empty for a Pod itself.
    pub path: Path,
    /// The node at [`Pod::path`].
    pub node: Node<'t>,
    /// The pod's metadata, when it is a mapping.
    pub metadata: Option<Node<'t>>,
    /// The pod's spec, when it is a mapping.
    pub spec: Option<Node<'t>>,
}

impl<'t> Pod<'t> {
    /// The pod in the object `root`, when its kind has one and it is a mapping.
    pub fn of(gvk: Gvk<'_>, root: Node<'t>) -> Option<Self> {
        let (_, template) = kinds::pod_spec_path(gvk)?.split_last()?;
        let node = root.dig(template).filter(|node| node.is_mapping())?;
        let mapping = |key| node.get(key).filter(|node| node.is_mapping());
        Some(Self {
            path: Path::of(template),
            node,
            metadata: mapping("metadata"),
            spec: mapping("spec"),
        })
    }

    /// From the object to the pod's spec.
    pub fn spec_path(&self) -> Path {
        self.path.key("spec")
    }

    /// Its containers in the order in which they start: init containers (with the sidecars among
    /// them), regular ones, ephemeral ones.
    pub fn containers(&self) -> impl Iterator<Item = Container<'t>> {
        LISTS
            .iter()
            .flat_map(|list| self.list(list).map(move |items| (list, items)))
            .flat_map(|(list, items)| {
                items
                    .items()
                    .enumerate()
                    .filter_map(|(index, item)| self.container(list, index, item))
            })
    }

    /// The container that the field at `path`, counted from the object, lies in.
    pub fn container_at(&self, path: &Path) -> Option<Container<'t>> {
        let rest = path.0.strip_prefix(self.path.0.as_slice())?;
        let [
            Segment::Key(spec),
            Segment::Key(field),
            Segment::Index(index),
            ..,
        ] = rest
        else {
            return None;
        };
        let list = LISTS.iter().find(|list| list.field == field)?;
        let item = self.list(list).filter(|_| spec == "spec")?.item(*index)?;
        self.container(list, *index, item)
    }

    fn list(&self, list: &List) -> Option<Node<'t>> {
        self.spec?.get(list.field)
    }

    fn container(&self, list: &List, index: usize, node: Node<'t>) -> Option<Container<'t>> {
        if !node.is_mapping() {
            return None;
        }
        let restarts = node.get("restartPolicy").and_then(Node::as_str);
        Some(Container {
            path: self.spec_path().key(list.field).index(index),
            node,
            name: node
                .get("name")
                .and_then(Node::as_str)
                .filter(|name| !name.is_empty()),
            container_type: match list.container_type {
                ContainerType::Init if restarts == Some("Always") => ContainerType::Sidecar,
                other => other,
            },
        })
    }
}

/// A list of containers in a pod's spec.
#[derive(Debug)]
struct List {
    field: &'static str,
    container_type: ContainerType,
}

const LISTS: [List; 3] = [
    List {
        field: "initContainers",
        container_type: ContainerType::Init,
    },
    List {
        field: "containers",
        container_type: ContainerType::Regular,
    },
    List {
        field: "ephemeralContainers",
        container_type: ContainerType::Ephemeral,
    },
];

/// What part a container plays in its pod.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ContainerType {
    /// One of `containers`.
    Regular,
    /// An init container that keeps running (`restartPolicy: Always`).
    ///
    /// <https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/>
    Sidecar,
    /// An init container that ends before the others start.
    Init,
    /// Added to a running pod to look into it.
    Ephemeral,
}

impl ContainerType {
    /// All types, in the order in which documentation names them.
    pub const ALL: [Self; 4] = [Self::Regular, Self::Sidecar, Self::Init, Self::Ephemeral];

    /// The word that policies and their METADATA use.
    pub fn as_str(self) -> &'static str {
        match self {
            ContainerType::Regular => "regular",
            ContainerType::Sidecar => "sidecar",
            ContainerType::Init => "init",
            ContainerType::Ephemeral => "ephemeral",
        }
    }
}

/// A container of a pod.
#[derive(Debug, Clone)]
pub struct Container<'t> {
    /// From the object to the container.
    pub path: Path,
    /// The container, a mapping.
    pub node: Node<'t>,
    /// Its name, unless it is empty or no text.
    pub name: Option<&'t str>,
    /// What part it plays.
    pub container_type: ContainerType,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resource::Resource;
    use crate::yaml::{Limits, parse};

    const CRON_JOB: &str = "
apiVersion: batch/v1
kind: CronJob
spec:
  jobTemplate:
    spec:
      template:
        metadata: {labels: {app: a}}
        spec:
          containers: [{name: main}, text, {name: 5}]
          initContainers: [{name: setup}, {name: proxy, restartPolicy: Always}]
          ephemeralContainers: [{name: debug, restartPolicy: Always}]
";

    #[test]
    fn containers_know_their_path_and_type() {
        let tree = parse(CRON_JOB.into(), &Limits::default()).tree;
        let object = Resource::new(tree.node(tree.documents()[0].root));
        let pod = object.pod().unwrap();
        let seen: Vec<_> = pod
            .containers()
            .map(|container| {
                assert_eq!(
                    container.path.locate(object.root).value.id(),
                    container.node.id()
                );
                let steps = container.path.0.len();
                let last = Path(container.path.0[steps - 2..].to_vec());
                (
                    last.to_string(),
                    container.name,
                    container.container_type.as_str(),
                )
            })
            .collect();
        assert_eq!(
            seen,
            [
                ("initContainers[0]".into(), Some("setup"), "init"),
                ("initContainers[1]".into(), Some("proxy"), "sidecar"),
                ("containers[0]".into(), Some("main"), "regular"),
                ("containers[2]".into(), None, "regular"),
                (
                    "ephemeralContainers[0]".to_owned(),
                    Some("debug"),
                    "ephemeral"
                ),
            ]
        );
        assert_eq!(
            pod.path,
            Path::of(&["spec", "jobTemplate", "spec", "template"])
        );
        assert!(pod.metadata.is_some());
    }

    #[test]
    fn a_pod_is_its_own_template() {
        let text = "{apiVersion: v1, kind: Pod, spec: {containers: [{name: a}]}}";
        let tree = parse(text.into(), &Limits::default()).tree;
        let pod = Resource::new(tree.node(tree.documents()[0].root))
            .pod()
            .unwrap();
        assert_eq!(pod.path, Path::default());
        assert_eq!(pod.spec_path(), Path::of(&["spec"]));
        assert!(pod.metadata.is_none());
    }

    #[test]
    fn only_what_lies_in_a_container_has_one() {
        let tree = parse(CRON_JOB.into(), &Limits::default()).tree;
        let pod = Resource::new(tree.node(tree.documents()[0].root))
            .pod()
            .unwrap();
        let name = |path: &Path| pod.container_at(path).and_then(|found| found.name);
        let list = pod.spec_path().key("containers");
        assert_eq!(name(&list.index(0).key("image")), Some("main"));
        assert_eq!(name(&list.index(0)), Some("main"));
        assert_eq!(name(&list.index(1)), None);
        assert_eq!(name(&list.index(9)), None);
        assert_eq!(name(&list), None);
        assert_eq!(name(&Path::of(&["spec", "containers"]).index(0)), None);
    }

    #[test]
    fn kinds_without_pods_have_none() {
        let text = "{apiVersion: v1, kind: Service, spec: {template: {spec: {}}}}";
        let tree = parse(text.into(), &Limits::default()).tree;
        assert!(
            Resource::new(tree.node(tree.documents()[0].root))
                .pod()
                .is_none()
        );
        let text = "{apiVersion: apps/v1, kind: Deployment, spec: {template: text}}";
        let tree = parse(text.into(), &Limits::default()).tree;
        assert!(
            Resource::new(tree.node(tree.documents()[0].root))
                .pod()
                .is_none()
        );
    }
}
