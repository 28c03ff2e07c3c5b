//! What a mapping comes to: merge keys, repeated keys, keys that are no text.

use std::collections::HashMap;
use std::ops::Range;

use super::error::SyntaxError;
use crate::yaml::tree::{
    ALIAS, DECODED, DuplicateKey, EFFECTIVE, Kind, NodeId, Style, TAGGED, Tree,
};

/// Up to this many keys are compared with each other, more are looked up by hash.
const PAIRWISE: usize = 12;

/// Checks the keys of a mapping that has just been closed.
pub(super) fn finish(tree: &mut Tree, id: NodeId) -> Result<(), SyntaxError> {
    let entries: Vec<(NodeId, NodeId)>;
    {
        let node = tree.node(id);
        let count = node.len();
        if count == 0 {
            return Ok(());
        }
        let mut has_merge = false;
        let mut repeated = false;
        if count <= PAIRWISE {
            let mut seen: [&str; PAIRWISE] = [""; PAIRWISE];
            for (at, (key, _)) in node.entries().enumerate() {
                let text = key.text();
                has_merge |= text == "<<";
                repeated |= seen[..at].contains(&text);
                seen[at] = text;
            }
        } else {
            let mut seen = HashMap::with_capacity(count);
            for (key, _) in node.entries() {
                has_merge |= key.text() == "<<";
                repeated |= seen.insert(key.text(), ()).is_some();
            }
        }
        if !has_merge && !repeated {
            return Ok(());
        }
        entries = tree.written_entries(id).collect();
    }
    let mut effective = Effective::of(id);
    for (key, value) in entries {
        if is_merge(tree, key) {
            merge(tree, value, &mut effective)?;
        } else {
            effective.set(tree, key, value, false);
        }
    }
    tree.nodes[id.0 as usize].flags |= EFFECTIVE;
    tree.effective.insert(id.0, effective.entries);
    tree.duplicates.extend(effective.duplicates);
    Ok(())
}

/// `<<` merges only when it is plain and has no tag, as in kubectl's decoder.
fn is_merge(tree: &Tree, key: NodeId) -> bool {
    let data = tree.data(key);
    data.style == Style::Plain
        && data.flags & (TAGGED | DECODED) == 0
        && tree.node(key).text() == "<<"
}

/// The entries of a mapping as they are read, in the order of their first appearance.
struct Effective {
    mapping: NodeId,
    entries: Vec<(NodeId, NodeId)>,
    /// By text: the place in `entries`, and whether a merge put it there.
    index: HashMap<String, (usize, bool)>,
    duplicates: Vec<DuplicateKey>,
}

impl Effective {
    fn of(mapping: NodeId) -> Self {
        Self {
            mapping,
            entries: Vec::new(),
            index: HashMap::new(),
            duplicates: Vec::new(),
        }
    }

    fn set(&mut self, tree: &Tree, key: NodeId, value: NodeId, merged: bool) {
        let text = tree.node(key).text();
        let Some((at, was_merged)) = self.index.get_mut(text) else {
            self.index
                .insert(text.to_owned(), (self.entries.len(), merged));
            self.entries.push((key, value));
            return;
        };
        // A key written after a merge overrides it: that is what merges are for.
        if merged || !*was_merged {
            self.duplicates.push(DuplicateKey {
                mapping: self.mapping,
                first: self.entries[*at].0,
                second: key,
                merged,
            });
        }
        *was_merged = merged;
        self.entries[*at] = (key, value);
    }
}

/// Takes over the entries of what a `<<` names; of a list, the earlier mapping wins.
fn merge(tree: &Tree, value: NodeId, into: &mut Effective) -> Result<(), SyntaxError> {
    let node = tree.node(value);
    match node.kind() {
        Kind::Mapping => {
            for (key, value) in node.entries() {
                into.set(tree, key.id(), value.id(), true);
            }
            Ok(())
        }
        // An alias of a list is none: kubectl's decoder wants the list itself there.
        Kind::Sequence if tree.data(value).flags & ALIAS == 0 => {
            let items: Vec<_> = node.items().collect();
            for item in items.iter().rev() {
                if item.kind() != Kind::Mapping {
                    return Err(merge_error(tree, item.id()));
                }
                merge(tree, item.id(), into)?;
            }
            Ok(())
        }
        _ => Err(merge_error(tree, value)),
    }
}

fn merge_error(tree: &Tree, value: NodeId) -> SyntaxError {
    let data = tree.data(value);
    SyntaxError::new(
        data.start..data.end,
        format!(
            "`<<` merges mappings, and this is {}",
            tree.node(value).kind().describe()
        ),
    )
    .with_help("give it an alias of a mapping, such as `<<: *defaults`, or a list of them")
}

/// The error for a key that kubectl cannot turn into text.
pub(super) fn key_error(range: &Range<u32>, kind: Kind) -> SyntaxError {
    let error = SyntaxError::new(
        range.clone(),
        format!("a key cannot be {}", kind.describe()),
    );
    match kind {
        Kind::Null => error.with_help("quote the key, or give it a name"),
        _ => {
            error.with_help("a key must be text; quote a template expression such as `\"{{ … }}\"`")
        }
    }
}
