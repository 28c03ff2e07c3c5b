//! Who an object is: its type, name and namespace, and how a finding names a place in it.

use super::gvk::Gvk;
use super::kinds::{self, TypedObject};
use super::pod::Pod;
use super::stable_path::stable_path;
use crate::diagnostic::Subject;
use crate::yaml::{Node, Path, ReadError, Reader};

/// An object, read leniently: what has the wrong type counts as absent.
#[derive(Debug, Clone, Copy)]
pub struct Resource<'t> {
    /// The whole object.
    pub root: Node<'t>,
    /// As written, for example `apps/v1`; empty when absent.
    pub api_version: &'t str,
    /// As written, for example `Deployment`; empty when absent.
    pub kind: &'t str,
    /// `metadata.name`.
    pub name: Option<&'t str>,
    /// `metadata.generateName`, from which the server makes a name when there is none.
    pub generate_name: Option<&'t str>,
    /// `metadata.namespace`, also where the kind has none.
    pub namespace: Option<&'t str>,
}

impl<'t> Resource<'t> {
    /// What `root` says about itself.
    pub fn new(root: Node<'t>) -> Self {
        let metadata = root.get("metadata");
        let meta = |key| metadata.and_then(|metadata| text(metadata, key));
        Self {
            root,
            api_version: text(root, "apiVersion").unwrap_or_default(),
            kind: text(root, "kind").unwrap_or_default(),
            name: meta("name"),
            generate_name: meta("generateName"),
            namespace: meta("namespace"),
        }
    }

    /// Its type.
    pub fn gvk(&self) -> Gvk<'t> {
        Gvk::new(self.api_version, self.kind)
    }

    /// `metadata`, when it is a mapping.
    pub fn metadata(&self) -> Option<Node<'t>> {
        self.root.get("metadata").filter(|node| node.is_mapping())
    }

    /// Its pod or pod template, when its kind has one and it is a mapping.
    pub fn pod(&self) -> Option<Pod<'t>> {
        Pod::of(self.gvk(), self.root)
    }

    /// All its fields, when its kind is built in. The reader is one over [`Resource::root`].
    ///
    /// # Errors
    ///
    /// When a value has the wrong type.
    pub fn read(&self, reader: Reader<'t, '_>) -> Option<Result<TypedObject, ReadError>> {
        kinds::read(self.api_version, self.kind, reader)
    }

    /// The namespace that is written, unless the kind is known to have none: the server ignores
    /// it there.
    pub fn namespace_as_applied(&self) -> Option<&'t str> {
        self.namespace
            .filter(|_| kinds::is_namespaced(self.gvk()) != Some(false))
    }

    /// How reports name it: its name, or `generateName` with a `*` after it.
    pub fn display_name(&self) -> String {
        match (self.name, self.generate_name) {
            (Some(name), _) => name.to_owned(),
            (None, Some(prefix)) => format!("{prefix}*"),
            (None, None) => String::new(),
        }
    }

    /// A finding's subject: the object, and the field at `path` in it.
    pub fn subject(&self, path: &Path) -> Subject {
        let container = self.pod().and_then(|pod| pod.container_at(path)?.name);
        Subject {
            api_version: self.api_version.to_owned(),
            kind: self.kind.to_owned(),
            namespace: self.namespace_as_applied().map(str::to_owned),
            name: self.display_name(),
            path: path.pointer(),
            stable_path: stable_path(self.root, path),
            container: container.map(str::to_owned),
        }
    }
}

/// A text that is not empty.
fn text<'t>(node: Node<'t>, key: &str) -> Option<&'t str> {
    node.get(key)?.as_str().filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::{Limits, Segment, parse};

    fn with<T>(text: &str, then: impl FnOnce(Resource<'_>) -> T) -> T {
        let tree = parse(text.into(), &Limits::default()).tree;
        then(Resource::new(tree.node(tree.documents()[0].root)))
    }

    #[test]
    fn wrong_types_count_as_absent() {
        with(
            "{apiVersion: 1, kind: [Pod], metadata: {name: 5, namespace: ''}}",
            |object| {
                assert_eq!((object.api_version, object.kind), ("", ""));
                assert_eq!((object.name, object.namespace), (None, None));
                assert_eq!(object.display_name(), "");
            },
        );
        with("just text", |object| assert_eq!(object.kind, ""));
    }

    #[test]
    fn a_generated_name_ends_in_a_star() {
        with("{kind: Job, metadata: {generateName: load-}}", |object| {
            assert_eq!(object.display_name(), "load-*");
        });
    }

    #[test]
    fn an_object_without_namespace_cannot_be_put_into_one() {
        let role = "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: a, namespace: b}}";
        with(role, |object| {
            assert_eq!(object.namespace, Some("b"));
            assert_eq!(object.namespace_as_applied(), None);
        });
    }

    #[test]
    fn a_subject_names_object_field_and_container() {
        let deployment = "
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  template:
    spec:
      containers:
      - name: app
        ports: [{containerPort: 80}]
";
        with(deployment, |object| {
            let path = Path::of(&["spec", "template", "spec", "containers"]);
            let path = path.index(0).key("ports").index(0).key("protocol");
            let subject = object.subject(&path);
            assert_eq!(
                subject.path,
                "/spec/template/spec/containers/0/ports/0/protocol"
            );
            assert_eq!(
                subject.stable_path,
                "spec.template.spec.containers[app].ports[80].protocol"
            );
            assert_eq!(subject.container.as_deref(), Some("app"));
            assert_eq!(subject.namespace.as_deref(), Some("shop"));
            let subject = object.subject(&Path(vec![Segment::Key("spec".into())]));
            assert_eq!(subject.container, None);
        });
    }
}
