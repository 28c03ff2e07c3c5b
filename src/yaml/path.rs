//! The way from an object to one of its fields, and back to the characters.

use std::fmt;

use super::node::Node;

/// One step: into a mapping or into a list.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Segment {
    /// By key.
    Key(String),
    /// By position, from 0.
    Index(usize),
}

/// The steps from the root of an object to a field.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Path(pub Vec<Segment>);

impl Path {
    /// The path of the keys `keys`.
    pub fn of(keys: &[&str]) -> Self {
        Self(keys.iter().map(|key| Segment::Key((*key).into())).collect())
    }

    /// This path and one more key.
    pub fn key(&self, key: &str) -> Self {
        let mut path = self.clone();
        path.0.push(Segment::Key(key.to_owned()));
        path
    }

    /// This path and one more index.
    pub fn index(&self, index: usize) -> Self {
        let mut path = self.clone();
        path.0.push(Segment::Index(index));
        path
    }

    /// This path, then `rest`.
    pub fn join(&self, rest: &Path) -> Self {
        Self(self.0.iter().chain(&rest.0).cloned().collect())
    }

    /// The path without its last step; none at the root.
    pub fn parent(&self) -> Option<Self> {
        let (_, rest) = self.0.split_last()?;
        Some(Self(rest.to_vec()))
    }

    /// The last step when it is a key.
    pub fn last_key(&self) -> Option<&str> {
        match self.0.last()? {
            Segment::Key(key) => Some(key),
            Segment::Index(_) => None,
        }
    }

    /// As a JSON pointer (RFC 6901).
    pub fn pointer(&self) -> String {
        let mut out = String::new();
        for segment in &self.0 {
            out.push('/');
            match segment {
                Segment::Key(key) => out.push_str(&escaped(key)),
                Segment::Index(index) => out.push_str(&index.to_string()),
            }
        }
        out
    }

    /// The path to the key or value around byte `offset`, which lies in `root`.
    pub fn to(root: Node<'_>, offset: u32) -> Self {
        Self::until(root, offset, |_| false)
    }

    /// The path to a key or value of `root`: unlike [`Path::to`] not to what it begins with.
    pub fn leading_to(root: Node<'_>, target: Node<'_>) -> Self {
        let offset = target.range().start;
        Self::until(root, offset, |node| node.id() == target.id())
    }

    /// The path to the innermost key or value around `offset`, or to the first at which to stop.
    fn until(root: Node<'_>, offset: u32, stops: impl Fn(Node<'_>) -> bool) -> Self {
        let mut path = Self::default();
        let mut node = root;
        while !stops(node) {
            let in_entry = node.written_entries().find(|(key, value)| {
                key.range().contains(&offset) || value.range().contains(&offset)
            });
            let in_item = || {
                node.items()
                    .enumerate()
                    .find(|(_, item)| item.range().contains(&offset))
            };
            let (segment, inner) = if let Some((key, value)) = in_entry {
                (Segment::Key(key.text().to_owned()), value)
            } else if let Some((index, item)) = in_item() {
                (Segment::Index(index), item)
            } else {
                break;
            };
            path.0.push(segment);
            if !inner.range().contains(&offset) {
                break;
            }
            node = inner;
        }
        path
    }

    /// Follows the path from `root` as far as it exists.
    pub fn locate<'t>(&self, root: Node<'t>) -> Located<'t> {
        let mut located = Located {
            value: root,
            key: None,
            nearest_key: None,
            depth: 0,
        };
        for segment in &self.0 {
            let next = match segment {
                Segment::Key(name) => located
                    .value
                    .entry(name)
                    .map(|(key, value)| (Some(key), value)),
                Segment::Index(index) => located.value.item(*index).map(|value| (None, value)),
            };
            let Some((key, value)) = next else { break };
            located.value = value;
            located.key = key;
            located.nearest_key = key.or(located.nearest_key);
            located.depth += 1;
        }
        located
    }
}

/// Messages show a path as `spec.containers[0].image`; keys with odd characters are quoted.
impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, segment) in self.0.iter().enumerate() {
            match segment {
                Segment::Index(index) => write!(f, "[{index}]")?,
                Segment::Key(key) if is_plain_key(key) => {
                    if at > 0 {
                        f.write_str(".")?;
                    }
                    f.write_str(key)?;
                }
                Segment::Key(key) => write!(f, "[{key:?}]")?,
            }
        }
        Ok(())
    }
}

fn is_plain_key(key: &str) -> bool {
    !key.is_empty()
        && key
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'$'))
}

/// Where a path led.
#[derive(Debug, Clone, Copy)]
pub struct Located<'t> {
    /// The deepest node that exists.
    pub value: Node<'t>,
    /// Its key, when it is the value of one.
    pub key: Option<Node<'t>>,
    /// The key nearest to it, its own or that of the list it lies in.
    pub nearest_key: Option<Node<'t>>,
    /// How many steps exist.
    pub depth: usize,
}
/// The JSON pointer (RFC 6901) of a key in what lies at `pointer`.
pub fn pointer_below(pointer: &str, key: &str) -> String {
    format!("{pointer}/{}", escaped(key))
}

/// A key as a part of a JSON pointer.
fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}
