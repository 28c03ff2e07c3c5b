//! Where a field of an object is, or would be.

use super::identity::Resource;
use crate::diagnostic::Subject;
use crate::source::{FileId, Span};
use crate::yaml::{Kind, Located, Node, Path, Segment};

/// The place of a field.
#[derive(Debug, Clone)]
pub struct Place {
    /// The value, when it has characters of its own; the key of the nearest field that exists for
    /// a missing one, so that the finding can be ignored there.
    pub span: Span,
    /// The object, and the field in it.
    pub subject: Subject,
    /// A placeholder stands there, of whose value nothing is known.
    pub is_filled_in_later: bool,
}

/// The place of the field at `path`, which may be missing.
pub fn place(resource: &Resource<'_>, file: FileId, path: &Path) -> Place {
    let located = path.locate(resource.root);
    let existing = Path(path.0[..located.depth].to_vec());
    let complete = located.depth == path.0.len();
    let mut subject = resource.subject(&existing);
    if !complete {
        subject.stable_path = resource.subject(path).stable_path;
    }
    let marked = if existing.0.is_empty() {
        identity(resource)
    } else {
        mark(&located, &existing, complete)
    };
    Place {
        span: marked.span(file),
        subject,
        is_filled_in_later: located.value.is_open_placeholder()
            && !is_expanded_by_kubernetes(&existing, located.value),
    }
}

/// `$(VAR)` in commands and in the environment is the kubelet's own.
///
/// <https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/>
fn is_expanded_by_kubernetes(path: &Path, value: Node<'_>) -> bool {
    let in_container = path.0.iter().any(
        |step| matches!(step, Segment::Key(key) if matches!(key.as_str(), "command" | "args" | "env")),
    );
    in_container && !value.source().contains("${")
}

/// An object has no key: what it is called stands for it.
fn identity<'t>(resource: &Resource<'t>) -> Node<'t> {
    let name = resource
        .metadata()
        .and_then(|metadata| metadata.get("name"));
    let kind = resource.root.get("kind");
    name.or(kind).unwrap_or(resource.root)
}

fn mark<'t>(located: &Located<'t>, path: &Path, complete: bool) -> Node<'t> {
    let value = located.value;
    match value.kind() {
        Kind::Null => located.key.unwrap_or(value),
        Kind::Sequence | Kind::Mapping => match (located.key, path.0.last()) {
            (Some(key), _) => key,
            (None, Some(Segment::Index(_))) => item(value),
            (None, _) => value,
        },
        _ if complete => value,
        _ => located.key.unwrap_or(value),
    }
}

/// An item of a list is marked by its name, or by what it begins with.
fn item(item: Node<'_>) -> Node<'_> {
    let name = item.get("name").filter(|name| name.as_str().is_some());
    let first = || item.entries().next().map(|(key, _)| key);
    name.or_else(first).unwrap_or(item)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::{Limits, parse};

    const POD: &str = "apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  hostPID: ${PID}
  containers:
    - image: nginx
      name: app
      resources:
      securityContext: {privileged: true}
    - tty: true
";

    fn shown(path: &Path) -> (String, String, bool) {
        let tree = parse(POD.into(), &Limits::default()).tree;
        let resource = Resource::new(tree.node(tree.documents()[0].root));
        let place = place(&resource, FileId(0), path);
        let text = &POD[place.span.start as usize..place.span.end as usize];
        (
            text.to_owned(),
            place.subject.stable_path,
            place.is_filled_in_later,
        )
    }

    fn container(index: usize) -> Path {
        Path::of(&["spec", "containers"]).index(index)
    }

    #[test]
    fn a_value_is_marked_itself() {
        let path = container(0).key("securityContext").key("privileged");
        assert_eq!(shown(&path).0, "true");
    }

    #[test]
    fn a_missing_field_is_marked_at_what_should_have_it() {
        let limits = container(0).key("resources").key("limits");
        let (text, stable, _) = shown(&limits);
        assert_eq!(text, "resources");
        assert_eq!(stable, "spec.containers[app].resources.limits");
        assert_eq!(shown(&container(0).key("livenessProbe")).0, "app");
        assert_eq!(shown(&container(1).key("resources")).0, "tty");
        assert_eq!(shown(&Path::of(&["spec", "hostNetwork"])).0, "spec");
        assert_eq!(shown(&Path::of(&["data"])).0, "web");
    }

    #[test]
    fn a_placeholder_is_told() {
        assert!(shown(&Path::of(&["spec", "hostPID"])).2);
        assert!(!shown(&Path::of(&["spec"])).2);
    }
}
