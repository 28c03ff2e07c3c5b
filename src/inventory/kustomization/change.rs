//! Which fields of which objects a kustomization changes.

use crate::yaml::Node;

/// Which objects are meant; what is absent may be any.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// The group of their kind.
    pub group: Option<String>,
    /// Their kind.
    pub kind: Option<String>,
    /// Their name.
    pub name: Option<String>,
    /// Their namespace.
    pub namespace: Option<String>,
}

impl Choice {
    /// What a `target` or `select` says. Names are regular expressions there; one that is not
    /// plain may mean anything.
    pub(super) fn of_target(node: Node<'_>) -> Self {
        let text = |key: &str| node.get(key)?.as_str().filter(|text| is_plain(text));
        Self::of(text)
    }

    /// What a reference to one object says: names are names.
    pub(super) fn of_object(node: Node<'_>) -> Self {
        let version = node.get("apiVersion").and_then(Node::as_str);
        let group = version.and_then(|version| Some(version.rsplit_once('/')?.0));
        let text = |key: &str| node.get(key).and_then(Node::as_str);
        Self::of(|key| match key {
            "group" => group.or_else(|| text("group")),
            key => text(key),
        })
    }

    /// The object that a patch or manifest says it is.
    pub(super) fn of_manifest(root: Node<'_>) -> Self {
        let metadata = |key: &str| root.dig(&["metadata", key]).and_then(Node::as_str);
        Self {
            name: metadata("name").map(str::to_owned),
            namespace: metadata("namespace").map(str::to_owned),
            ..Self::of_object(root)
        }
    }

    fn of<'t>(text: impl Fn(&str) -> Option<&'t str>) -> Self {
        let text = |key| text(key).filter(|text| !text.is_empty()).map(str::to_owned);
        Self {
            group: text("group"),
            kind: text("kind"),
            name: text("name"),
            namespace: text("namespace"),
        }
    }

    /// Whether an object may be meant. Of a name that kustomizations have changed before, a part
    /// is enough.
    pub fn holds(&self, kind: &str, name: Option<&str>, renamed: bool) -> bool {
        let is_name = |of: &str| match name {
            Some(name) => of == name || (renamed && of.contains(name)),
            None => false,
        };
        self.kind.as_deref().is_none_or(|of| of == kind) && self.name.as_deref().is_none_or(is_name)
    }
}

fn is_plain(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.'))
}

/// A field that a replacement or a patch changes before objects are applied.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Replaced {
    /// The objects.
    pub of: Choice,
    /// The keys of the path; indices and conditions of lists are left out.
    pub path: Vec<String>,
    /// Whether a list gets an item there, and what it has stays as it is.
    pub adds: bool,
    /// Whether the names of its unit are changed, so that the name in `of` may be a changed one.
    pub renamed: bool,
}

impl Replaced {
    pub(super) fn new(of: &Choice, path: Vec<String>) -> Self {
        Self {
            of: of.clone(),
            path,
            ..Self::default()
        }
    }

    /// Whether a field of an object is changed, or is inside of what is.
    pub fn covers(&self, kind: &str, name: Option<&str>, path: &[&str]) -> bool {
        !self.adds && path.len() >= self.path.len() && self.touches(kind, name, path)
    }

    /// Whether a field of an object is changed, or is inside of what is, or has it inside.
    pub fn touches(&self, kind: &str, name: Option<&str>, path: &[&str]) -> bool {
        self.of.holds(kind, name, self.renamed) && self.path.iter().zip(path).all(|(a, b)| a == b)
    }

    /// Whether labels that selectors ask for may be changed: those of pods, Services and
    /// Namespaces.
    pub(in crate::inventory) fn relabels(&self) -> bool {
        const TEMPLATES: [&[&str]; 2] = [
            &["spec", "template", "metadata", "labels"],
            &[
                "spec",
                "jobTemplate",
                "spec",
                "template",
                "metadata",
                "labels",
            ],
        ];
        let kind = self.of.kind.as_deref();
        let own = matches!(kind, None | Some("Pod" | "Service" | "Namespace"));
        let meets = |path: &&[&str]| self.path.iter().zip(*path).all(|(a, b)| a == b);
        TEMPLATES.iter().any(meets) || own && meets(&&["metadata", "labels"][..])
    }
}

/// The keys of a field path of a replacement: `spec.containers.[name=web].env.0`.
pub(super) fn field_path(text: &str) -> Vec<String> {
    let mut keys = Vec::new();
    let mut key = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => key.extend(chars.next()),
            '.' => keep(&mut keys, std::mem::take(&mut key)),
            // In brackets stands a condition on items, or a key with dots.
            '[' => {
                let inside: String = chars.by_ref().take_while(|c| *c != ']').collect();
                if !inside.contains('=') {
                    keep(&mut keys, inside);
                }
            }
            c => key.push(c),
        }
    }
    keep(&mut keys, key);
    keys
}

/// The keys of a JSON pointer.
pub(super) fn pointer(text: &str) -> Vec<String> {
    let mut keys = Vec::new();
    for step in text.split('/').skip(1) {
        keep(&mut keys, step.replace("~1", "/").replace("~0", "~"));
    }
    keys
}

/// Whether a step of a path leads to an item of a list.
pub(super) fn is_item(step: &str) -> bool {
    matches!(step, "*" | "-") || step.parse::<u32>().is_ok()
}

fn keep(keys: &mut Vec<String>, key: String) {
    if !key.is_empty() && !is_item(&key) {
        keys.push(key);
    }
}
