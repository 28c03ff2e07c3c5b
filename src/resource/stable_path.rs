//! Paths that stay the same when the items of a list move.

use std::fmt::Write;

use crate::yaml::{Node, Path, Segment};

/// Lists whose items are not told apart by `name`: the list's field, and the key that tells.
///
/// They are the merge keys (`x-kubernetes-patch-merge-key`, `x-kubernetes-list-map-keys`) of the
/// API's lists, <https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy>,
/// and for lists without one what a reader would call an item by. Of the keys of a field that
/// occurs more than once, the first that the item has.
const MERGE_KEYS: &[(&str, &[&str])] = &[
    ("conditions", &["type"]),
    ("devices", &["name"]),
    ("hostAliases", &["ip"]),
    ("items", &["key", "path"]),
    ("limits", &["type"]),
    ("matchExpressions", &["key"]),
    ("matchFields", &["key"]),
    ("matchLabelExpressions", &["key"]),
    ("ownerReferences", &["uid", "name"]),
    ("paths", &["path"]),
    ("ports", &["containerPort", "port", "name"]),
    ("rules", &["host"]),
    ("tls", &["secretName"]),
    ("tolerations", &["key"]),
    ("topologySpreadConstraints", &["topologyKey"]),
    ("volumeClaimTemplates", &["metadata.name"]),
    ("volumeDevices", &["devicePath"]),
    ("volumeMounts", &["mountPath"]),
];

/// What tells the items of all other lists apart.
const DEFAULT_KEYS: &[&str] = &[
    "name",
    "key",
    "containerPort",
    "port",
    "mountPath",
    "ip",
    "topologyKey",
    "type",
];

/// `path` from `root` with list items by what identifies them, for example
/// `spec.template.spec.containers[web].image`; by position where nothing does.
pub fn stable_path(root: Node<'_>, path: &Path) -> String {
    let mut out = String::new();
    let mut node = Some(root);
    let mut field = "";
    for segment in &path.0 {
        match segment {
            Segment::Key(key) => {
                push_key(&mut out, key);
                node = node.and_then(|node| node.get(key));
                field = key;
            }
            Segment::Index(index) => {
                push_item(&mut out, node, field, *index);
                node = node.and_then(|node| node.item(*index));
                field = "";
            }
        }
    }
    out
}

fn push_key(out: &mut String, key: &str) {
    let shown = Path::of(&[key]).to_string();
    if !out.is_empty() && !shown.starts_with('[') {
        out.push('.');
    }
    out.push_str(&shown);
}

fn push_item(out: &mut String, list: Option<Node<'_>>, field: &str, index: usize) {
    let Some((list, name)) =
        list.and_then(|list| Some((list, identity(list.item(index)?, field)?)))
    else {
        let _ = write!(out, "[{index}]");
        return;
    };
    let twins = list
        .items()
        .take(index)
        .filter(|item| identity(*item, field) == Some(name))
        .count();
    let _ = match twins {
        0 => write!(out, "[{name}]"),
        // `53` for TCP, then for UDP.
        _ => write!(out, "[{name}#{}]", twins + 1),
    };
}

/// What an item of the list in `field` is called.
fn identity<'t>(item: Node<'t>, field: &str) -> Option<&'t str> {
    if !item.is_mapping() {
        return None;
    }
    let keys = MERGE_KEYS
        .iter()
        .find(|(name, _)| *name == field)
        .map_or(DEFAULT_KEYS, |(_, keys)| keys);
    keys.iter()
        .filter_map(|key| {
            let steps = key.split('.');
            steps
                .into_iter()
                .try_fold(item, |node, step| node.get(step))
        })
        .map(Node::text)
        .find(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::{Limits, parse};

    fn stable(text: &str, path: &Path) -> String {
        let tree = parse(text.into(), &Limits::default()).tree;
        stable_path(tree.node(tree.documents()[0].root), path)
    }

    #[test]
    fn two_mounts_of_one_volume_differ() {
        let text = "volumeMounts: [{name: a, mountPath: /x}, {name: a, mountPath: /y}]";
        let path = Path::of(&["volumeMounts"]).index(1).key("name");
        assert_eq!(stable(text, &path), "volumeMounts[/y].name");
    }

    #[test]
    fn the_same_key_twice_is_counted() {
        let text = "ports: [{containerPort: 53}, {containerPort: 53, protocol: UDP}]";
        assert_eq!(stable(text, &Path::of(&["ports"]).index(0)), "ports[53]");
        assert_eq!(stable(text, &Path::of(&["ports"]).index(1)), "ports[53#2]");
    }

    #[test]
    fn a_list_without_identity_is_counted() {
        assert_eq!(
            stable("args: [a, b]", &Path::of(&["args"]).index(1)),
            "args[1]"
        );
        assert_eq!(stable("a: [{b: 1}]", &Path::of(&["a"]).index(0)), "a[0]");
        assert_eq!(
            stable("a: [[x]]", &Path::of(&["a"]).index(0).index(0)),
            "a[0][0]"
        );
    }

    #[test]
    fn a_path_goes_on_where_the_tree_ends() {
        let path = Path::of(&["a", "b.c/d", "e"]).index(3).key("f");
        assert_eq!(stable("{}", &path), "a[\"b.c/d\"].e[3].f");
    }

    #[test]
    fn claims_are_called_by_the_name_in_their_metadata() {
        let text = "volumeClaimTemplates: [{metadata: {name: data}}]";
        let path = Path::of(&["volumeClaimTemplates"]).index(0).key("spec");
        assert_eq!(stable(text, &path), "volumeClaimTemplates[data].spec");
    }
}
