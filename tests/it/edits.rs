//! Laws of edits: the text still reads, the value is what was asked for, nothing else changes, and
//! no comment is lost that did not stand in a line that was removed.

mod sketch;

use std::cell::RefCell;
use std::collections::BTreeMap;

use kubelint::source::FileId;
use kubelint::yaml::{
    Node, Operation, Path, Reader, Refusal, Segment, Style, Tree, apply, edits, parse,
};
use proptest::prelude::*;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use sketch::documents;

use crate::shared::corpus;
use crate::yaml_laws::{hold, limits, values};

/// How many kinds of operations are tried.
const KINDS: usize = 6;

/// Files of the corpus that are longer are left out: each law reads the whole file.
const LONGEST: usize = 20_000;

/// Numbers that choose an operation on some document.
type Choice = (usize, usize, usize, usize);

fn choices() -> impl Strategy<Value = Choice> {
    (0..KINDS, 0..1000_usize, 0..1000_usize, 0..1000_usize)
}

const KEYS: &[&str] = &[
    "new", "app", "yes", "a b", "x/y", "1", "b", "<<", "a: #", "",
];

fn new_values() -> Vec<Value> {
    vec![
        json!("text"),
        json!("yes"),
        json!("a: b #c"),
        json!("two\nlines\n"),
        json!("it's \"x\""),
        json!(5),
        json!(1.5),
        json!(true),
        json!(null),
        json!({}),
        json!([]),
        json!({"a": 1, "b": {"c": ["x", {"d": "1", "e": "two\nlines"}]}}),
        json!(["x", "y, z", [1], {"k": null}]),
    ]
}

/// The paths to all values at and below a node.
fn paths(node: Node<'_>, path: &Path, into: &mut Vec<Path>) {
    into.push(path.clone());
    for (key, value) in node.entries() {
        paths(value, &path.key(key.text()), into);
    }
    for (index, item) in node.items().enumerate() {
        paths(item, &path.index(index), into);
    }
}

fn operation(root: Node<'_>, (kind, at, key, value): Choice) -> Operation {
    let mut all = Vec::new();
    paths(root, &Path::default(), &mut all);
    let pick = |of: &dyn Fn(&Path) -> bool| {
        let fitting: Vec<&Path> = all.iter().filter(|path| of(path)).collect();
        match fitting.len() {
            0 => Path::default(),
            count => fitting[at % count].clone(),
        }
    };
    let is_list = |path: &Path| path.locate(root).value.is_sequence();
    let is_mapping = |path: &Path| path.locate(root).value.is_mapping();
    let has_key = |path: &Path| path.last_key().is_some();
    let values = new_values();
    let value = values[value % values.len()].clone();
    let key = KEYS[key % KEYS.len()];
    match kind {
        0 => Operation::Set {
            path: pick(&|_| true),
            value,
        },
        1 => Operation::Set {
            path: pick(&is_mapping).key(key),
            value,
        },
        2 => Operation::Set {
            path: pick(&is_mapping).key("new").key(key),
            value,
        },
        3 => Operation::Remove {
            path: pick(&|path| !path.0.is_empty()),
        },
        4 => Operation::Rename {
            path: pick(&has_key),
            to: key.to_owned(),
        },
        _ => Operation::Append {
            path: pick(&is_list),
            value,
        },
    }
}

/// What the operation should make of a value; none where its path leads nowhere.
fn expected(value: &Value, path: &[Segment], operation: &Operation) -> Option<Value> {
    let mut value = value.clone();
    let Some((first, rest)) = path.split_first() else {
        match operation {
            Operation::Set { value: new, .. } => return Some(new.clone()),
            Operation::Append { value: new, .. } => {
                if value.is_null() {
                    value = json!([]);
                }
                value.as_array_mut()?.push(new.clone());
                return Some(value);
            }
            _ => return None,
        }
    };
    match first {
        Segment::Key(key) => {
            if value.is_null() {
                value = Value::Object(Map::new());
            }
            let map = value.as_object_mut()?;
            match operation {
                Operation::Remove { .. } if rest.is_empty() => drop(map.remove(key)?),
                Operation::Rename { to, .. } if rest.is_empty() => {
                    let inner = map.remove(key)?;
                    assert_eq!(map.insert(to.clone(), inner), None, "`{to}` is lost");
                }
                _ => {
                    let inner = map.get(key).unwrap_or(&Value::Null);
                    let inner = expected(inner, rest, operation)?;
                    map.insert(key.clone(), inner);
                }
            }
        }
        Segment::Index(index) => {
            let list = value.as_array_mut()?;
            match operation {
                Operation::Remove { .. } if rest.is_empty() => drop(list.remove(*index)),
                _ => list[*index] = expected(list.get(*index)?, rest, operation)?,
            }
        }
    }
    Some(value)
}

fn value_of(node: Node<'_>) -> Value {
    Value::deserialize(Reader::new(node)).expect("JSON takes all")
}

fn document_values(tree: &Tree) -> Vec<Value> {
    let roots = tree.documents().iter().map(|document| document.root);
    roots.map(|root| value_of(tree.node(root))).collect()
}

/// How often each comment stands in the text, in the lines that `counts` lets through.
fn comments(tree: &Tree, counts: impl Fn(usize) -> bool) -> BTreeMap<String, usize> {
    let text = tree.text();
    let mut is_text = vec![false; text.len()];
    for document in tree.documents() {
        mask(tree.node(document.root), &mut is_text);
    }
    let bytes = text.as_bytes();
    let mut found = BTreeMap::new();
    let mut at = 0;
    while at < bytes.len() {
        let before = at.checked_sub(1).map_or(b'\n', |at| bytes[at]);
        let starts = before.is_ascii_whitespace() || b",[]{}\"'".contains(&before);
        if bytes[at] != b'#' || is_text[at] || !starts {
            at += 1;
            continue;
        }
        let end = text[at..]
            .find(['\n', '\r'])
            .map_or(text.len(), |end| at + end);
        if counts(at) {
            *found
                .entry(text[at..end].trim_end().to_owned())
                .or_default() += 1;
        }
        at = end;
    }
    found
}

/// Marks the bytes of all scalars below a node.
fn mask(node: Node<'_>, is_text: &mut [bool]) {
    let range = node.range();
    if !node.is_mapping() && !node.is_sequence() {
        let mut start = range.start as usize;
        if matches!(node.style(), Style::Literal | Style::Folded) {
            let header = node
                .source()
                .find(['\n', '\r'])
                .unwrap_or(node.source().len());
            start += header;
        }
        is_text[start..range.end as usize].fill(true);
    }
    for (key, value) in node.written_entries() {
        mask(key, is_text);
        mask(value, is_text);
    }
    for item in node.items() {
        mask(item, is_text);
    }
}

/// The lines of the entry or item at a path, as bytes.
fn lines_of(root: Node<'_>, path: &Path) -> std::ops::Range<usize> {
    let found = path.locate(root);
    let text = root.tree().text();
    let is_item = matches!(path.0.last(), Some(Segment::Index(_)));
    let first = found.key.filter(|_| !is_item).unwrap_or(found.value);
    let line = |at: usize| text[..at].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let mut at = first.range().start as usize;
    let mut start = line(at);
    // The dash of an item may stand in a line before it.
    while is_item && start > 0 && !is_lead(&text[start..at]) {
        at = start - 1;
        start = line(at);
    }
    let end = found.value.range().end as usize;
    let rest = text[end..].find(['\n', '\r']);
    start..rest.map_or(text.len(), |at| end + at)
}

/// What may stand before an item.
fn is_lead(text: &str) -> bool {
    let text = text.split('#').next().unwrap_or("");
    text.contains(['-', '[', ',', '{'])
}

/// Carries out an operation on a document and checks all laws; gives why it was refused.
fn keeps_laws(
    tree: &Tree,
    document: usize,
    root_path: &Path,
    operation: &Operation,
) -> Result<Option<Refusal>, String> {
    let text = tree.text();
    let content = tree.node(tree.documents()[document].root);
    let root = root_path.locate(content).value;
    let fail = |what: &str, after: &str| {
        Err(format!(
            "{what}\n{operation:?} at {root_path:?}\n--- before\n{text}\n--- after\n{after}"
        ))
    };
    let edits = match edits(FileId(0), root, std::slice::from_ref(operation)) {
        Ok(edits) => edits,
        Err(error) => return Ok(Some(error.reason)),
    };
    if edits
        .windows(2)
        .any(|two| two[0].span.end > two[1].span.start)
    {
        return fail("edits overlap", "");
    }
    let changed = apply(text, &edits);
    let parsed = parse(changed.as_str().into(), &limits());
    if parsed.tree.documents().len() != tree.documents().len() {
        return fail("documents were lost or gained", &changed);
    }
    let mut wanted = document_values(tree);
    let path = root_path.join(operation.path());
    let Some(value) = expected(&wanted[document], &path.0, operation) else {
        return fail("should be refused", &changed);
    };
    wanted[document] = value;
    let found = document_values(&parsed.tree);
    if found != wanted {
        return fail(&format!("values differ: {}", json!(found)), &changed);
    }
    let gone = match operation {
        Operation::Remove { path } => lines_of(root, path),
        _ => 0..0,
    };
    let left = comments(&parsed.tree, |_| true);
    for (comment, count) in comments(tree, |at| !gone.contains(&at)) {
        if left.get(&comment).is_none_or(|left| *left < count) {
            return fail(&format!("the comment {comment:?} is lost"), &changed);
        }
    }
    if let Operation::Set { .. } = operation {
        let content = parsed.tree.node(parsed.tree.documents()[document].root);
        let root = root_path.locate(content).value;
        let again = kubelint::yaml::edits(FileId(0), root, std::slice::from_ref(operation));
        if again != Ok(Vec::new()) {
            return fail(&format!("once more: {again:?}"), &changed);
        }
    }
    Ok(None)
}

/// How often operations were carried out, and refused for what reason.
#[derive(Debug, Default)]
struct Counts(RefCell<BTreeMap<String, usize>>);

impl Counts {
    fn add(&self, refused: Option<Refusal>) {
        let name = refused.map_or_else(|| "done".to_owned(), |refusal| format!("{refusal:?}"));
        *self.0.borrow_mut().entry(name).or_default() += 1;
    }

    fn of(&self, name: &str) -> usize {
        self.0.borrow().get(name).copied().unwrap_or_default()
    }
}

#[test]
fn edits_of_random_documents_keep_the_laws() {
    let counts = Counts::default();
    hold(3000, &(documents(), choices()), |(text, choice)| {
        let parsed = parse(text.as_str().into(), &limits());
        if !parsed.errors.is_empty() {
            return Err(format!("{:?}\n{text}", parsed.errors));
        }
        let root = parsed.tree.node(parsed.tree.documents()[0].root);
        let operation = operation(root, choice);
        counts.add(keeps_laws(&parsed.tree, 0, &Path::default(), &operation)?);
        Ok(())
    });
    println!("{counts:?}");
    // Whatever is written in a usual way can be edited.
    assert_eq!(counts.of("Inexact") + counts.of("Layout"), 0, "{counts:?}");
}

#[test]
fn edits_of_odd_texts_keep_the_laws_or_are_refused() {
    let counts = Counts::default();
    hold(5000, &(values(), choices()), |(text, choice)| {
        let parsed = parse(text.as_str().into(), &limits());
        let Some(document) = parsed.tree.documents().first() else {
            return Ok(());
        };
        if !parsed.errors.is_empty() {
            return Ok(());
        }
        let operation = operation(parsed.tree.node(document.root), choice);
        counts.add(keeps_laws(&parsed.tree, 0, &Path::default(), &operation)?);
        Ok(())
    });
    println!("{counts:?}");
}

/// The objects of a document: the items of a `List`, else its content.
fn roots(content: Node<'_>) -> Vec<Path> {
    let is_list = content
        .get("kind")
        .and_then(Node::as_str)
        .is_some_and(|kind| kind.ends_with("List"));
    match content
        .get("items")
        .filter(|items| is_list && items.is_sequence())
    {
        Some(items) => {
            let path = Path::of(&["items"]);
            (0..items.len()).map(|index| path.index(index)).collect()
        }
        None => vec![Path::default()],
    }
}

#[test]
fn edits_of_the_corpus_keep_the_laws() {
    let counts = Counts::default();
    for (number, file) in corpus().unwrap_or_default().into_iter().enumerate() {
        let Some(Ok(text)) = file.text else { continue };
        if text.len() > LONGEST {
            continue;
        }
        let tree = parse(text, &limits()).tree;
        for document in 0..tree.documents().len().min(3) {
            let content = tree.node(tree.documents()[document].root);
            for (at, root_path) in roots(content).into_iter().enumerate().take(2) {
                let root = root_path.locate(content).value;
                // A third of the kinds for each object: in all, every kind many times.
                for kind in (number % 3..KINDS).step_by(3) {
                    let seed = number * 31 + document * 7 + at * 13 + kind;
                    let operation = operation(root, (kind, seed * 7919, seed, seed / 3));
                    let refused = keeps_laws(&tree, document, &root_path, &operation)
                        .unwrap_or_else(|wrong| panic!("{}: {wrong}", file.name));
                    counts.add(refused);
                }
            }
        }
    }
    println!("{counts:?}");
    let odd = counts.of("Inexact") + counts.of("Layout");
    assert!(odd * 1000 <= counts.of("done"), "{counts:?}");
}
