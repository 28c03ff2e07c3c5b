//! The objects of a document: itself, or the items of a list.

use crate::yaml::{Node, Path};

/// Lists in lists beyond this are not opened.
const DEPTH: usize = 32;

/// One object of a document.
#[derive(Debug, Clone)]
pub struct Object<'t> {
    /// What was found; a mapping unless there is a flaw.
    pub node: Node<'t>,
    /// From the root of the document.
    pub path: Path,
    /// As written, or what its list says about its items.
    pub api_version: Option<&'t str>,
    /// As written, or what its list says about its items.
    pub kind: Option<&'t str>,
    /// Why it cannot be an object as it stands.
    pub flaw: Option<Flaw>,
}

/// What is wrong with something that stands where an object has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// A `List` without a list of `items`.
    ListWithoutItems,
    /// No mapping; at the root of a document a sequence of objects, which kubectl does not take.
    NotAMapping,
}

/// The objects of a document that is a manifest.
///
/// A `List`, and a list of one kind such as `ConfigMapList`, stands for its items; the items of
/// the latter may leave out what the list says already. A custom resource whose kind happens to
/// end in `List` stays itself.
pub fn objects(root: Node<'_>) -> Vec<Object<'_>> {
    let mut objects = Vec::new();
    open(whole(root, Path::default(), None), 0, &mut objects);
    objects
}

/// The object at `node`, with what its list says about its items.
fn whole<'t>(node: Node<'t>, path: Path, inherited: Option<(&'t str, &'t str)>) -> Object<'t> {
    let written = |key| node.get(key).and_then(Node::as_str);
    Object {
        node,
        path,
        api_version: written("apiVersion").or(inherited.map(|(version, _)| version)),
        kind: written("kind").or(inherited.map(|(_, kind)| kind)),
        flaw: (!node.is_mapping()).then_some(Flaw::NotAMapping),
    }
}

fn open<'t>(mut object: Object<'t>, depth: usize, objects: &mut Vec<Object<'t>>) {
    let Some(item_type) = list_of(&object).filter(|_| depth < DEPTH) else {
        objects.push(object);
        return;
    };
    match object.node.get("items") {
        Some(items) if items.is_sequence() => {
            let path = object.path.key("items");
            for (index, item) in items.items().enumerate() {
                let item = whole(item, path.index(index), item_type);
                open(item, depth + 1, objects);
            }
        }
        Some(items) if items.is_null() => {}
        _ => {
            object.flaw = Some(Flaw::ListWithoutItems);
            objects.push(object);
        }
    }
}

/// What the items of a list are when they do not say it, if the object is a list at all.
fn list_of<'t>(object: &Object<'t>) -> Option<Option<(&'t str, &'t str)>> {
    let version = object.api_version?;
    let item_kind = object.kind?.strip_suffix("List")?;
    if item_kind.is_empty() {
        return (version == "v1").then_some(None);
    }
    let is_list = is_built_in(version) || holds_only(object.node, item_kind);
    is_list.then_some(Some((version, item_kind)))
}

/// No kind of Kubernetes itself ends in `List` without being one.
fn is_built_in(version: &str) -> bool {
    const GROUPS: [&str; 5] = ["apps", "autoscaling", "batch", "extensions", "policy"];
    const K8S_GROUPS: [&str; 17] = [
        "admissionregistration",
        "apiextensions",
        "apiregistration",
        "authentication",
        "authorization",
        "certificates",
        "coordination",
        "discovery",
        "events",
        "flowcontrol.apiserver",
        "internal.apiserver",
        "networking",
        "node",
        "rbac.authorization",
        "resource",
        "scheduling",
        "storage",
    ];
    match version.split_once('/') {
        None => version == "v1",
        Some((group, _)) => {
            GROUPS.contains(&group)
                || group
                    .strip_suffix(".k8s.io")
                    .is_some_and(|group| K8S_GROUPS.contains(&group))
        }
    }
}

/// Whether a custom object is a list of `kind`: without a name, and with items that are objects.
fn holds_only(list: Node<'_>, kind: &str) -> bool {
    let named = ["name", "generateName"]
        .iter()
        .any(|key| list.dig(&["metadata", key]).is_some());
    let is_item = |item: Node<'_>| {
        item.get("metadata").is_some_and(Node::is_mapping)
            && item
                .get("kind")
                .is_none_or(|written| written.text() == kind)
    };
    !named
        && list
            .get("items")
            .is_some_and(|items| !items.is_empty() && items.items().all(is_item))
}

#[cfg(test)]
mod tests {
    use crate::yaml::{Limits, Tree, parse};

    use super::*;

    fn tree(text: &str) -> Tree {
        let parsed = parse(text.into(), &Limits::default());
        assert_eq!(parsed.errors, []);
        parsed.tree
    }

    /// Path, apiVersion and kind of each object.
    fn described(text: &str) -> Vec<String> {
        let tree = tree(text);
        objects(tree.node(tree.documents()[0].root))
            .iter()
            .map(|object| {
                let text = |part: Option<&str>| part.unwrap_or("?").to_owned();
                let (version, kind) = (text(object.api_version), text(object.kind));
                match object.flaw {
                    Some(flaw) => format!("{} {version} {kind} {flaw:?}", object.path),
                    None => format!("{} {version} {kind}", object.path),
                }
            })
            .collect()
    }

    #[test]
    fn an_object_is_itself() {
        assert_eq!(
            described("apiVersion: apps/v1\nkind: Deployment\n"),
            [" apps/v1 Deployment"]
        );
        assert_eq!(described("kind: Pod\nmetadata: {}\n"), [" ? Pod"]);
    }

    #[test]
    fn lists_are_opened_whatever_their_depth() {
        let text = "{apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: Pod}, \
                    {apiVersion: v1, kind: List, items: [{apiVersion: apps/v1, kind: Deployment}]}]}";
        assert_eq!(
            described(text),
            ["items[0] v1 Pod", "items[1].items[0] apps/v1 Deployment"]
        );
        assert!(described("{apiVersion: v1, kind: List, items: []}").is_empty());
    }

    #[test]
    fn lists_in_lists_end_somewhere() {
        let open = "{apiVersion: v1, kind: List, items: [";
        let text = format!("{}{}", open.repeat(60), "]}".repeat(60));
        assert_eq!(described(&text).len(), 1);
    }

    #[test]
    fn items_inherit_the_type_of_their_list() {
        let text = "{apiVersion: v1, kind: ConfigMapList, items: [{metadata: {name: a}}, \
                    {apiVersion: v1, kind: Secret}]}";
        assert_eq!(
            described(text),
            ["items[0] v1 ConfigMap", "items[1] v1 Secret"]
        );
        assert_eq!(
            described("{apiVersion: v1, kind: List, items: [{}]}"),
            ["items[0] ? ?"]
        );
    }

    #[test]
    fn a_list_without_items_is_kept_and_marked() {
        assert_eq!(
            described("{apiVersion: v1, kind: List, list: []}"),
            [" v1 List ListWithoutItems"]
        );
        assert_eq!(
            described("{apiVersion: v1, kind: PodList, items: {}}"),
            [" v1 PodList ListWithoutItems"]
        );
    }

    #[test]
    fn a_custom_resource_may_be_called_a_list() {
        let named =
            "{apiVersion: x.io/v1, kind: AllowList, metadata: {name: a}, items: [{metadata: {}}]}";
        let values = "{apiVersion: x.io/v1, kind: AllowList, items: [a, b]}";
        let list = "{apiVersion: x.io/v1, kind: WidgetList, items: [{kind: Widget, metadata: {}}]}";
        assert_eq!(described(named), [" x.io/v1 AllowList"]);
        assert_eq!(described(values), [" x.io/v1 AllowList"]);
        assert_eq!(described(list), ["items[0] x.io/v1 Widget"]);
    }

    #[test]
    fn what_is_no_mapping_is_marked() {
        assert_eq!(
            described("[{apiVersion: v1, kind: Pod}]"),
            [" ? ? NotAMapping"]
        );
        assert_eq!(
            described("{apiVersion: v1, kind: List, items: [null]}"),
            ["items[0] ? ? NotAMapping"]
        );
    }
}
