//! The rules that need nothing but the YAML itself.

use std::collections::HashSet;

use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::rule::{Level, Levels, StaticEntry};
use crate::source::{FileId, Span};

use super::node::Node;
use super::parse::{ErrorKind, SyntaxError};
use super::tree::{DuplicateKey, NodeId, Tree};

/// A document that cannot be read.
pub const SYNTAX: &str = "yaml-syntax";
const ALIAS: &str = "yaml-alias-undefined";
const LIMIT: &str = "yaml-limit";
const DUPLICATE_KEY: &str = "yaml-duplicate-key";
const KEY_RETYPED: &str = "yaml-key-retyped";

/// The rules of this module.
pub const ENTRIES: &[StaticEntry] = &[
    entry(
        SYNTAX,
        "text that is no YAML",
        "The document cannot be read, so nothing in it can be applied or checked. Documents before \
         and after it in the same file are checked all the same.\n\nkubectl reads YAML 1.1: what \
         only YAML 1.2 allows is reported too.",
        Level::Error,
        (
            "metadata:\n  name: web\n   labels: {}\n",
            "metadata:\n  name: web\n  labels: {}\n",
        ),
    ),
    entry(
        ALIAS,
        "alias without an anchor",
        "An alias (`*name`) stands for the value that an anchor (`&name`) marked earlier in the \
         same document. Without it, or when the value would contain itself, kubectl refuses the \
         document. Anchors do not reach over `---`.",
        Level::Error,
        (
            "metadata:\n  labels: *common\n",
            "metadata:\n  labels: &common {app: web}\nspec:\n  selector: *common\n",
        ),
    ),
    entry(
        LIMIT,
        "document beyond what is read",
        "Depth, size and the expansion of aliases are bounded, so that a hostile or broken file \
         costs milliseconds and not the memory of the machine. No real manifest comes near the \
         bounds.",
        Level::Error,
        (
            "a: &a [x, x]\nb: &b [*a, *a]\n# … thirty times\n",
            "a: [x, x]\n",
        ),
    ),
    entry(
        DUPLICATE_KEY,
        "key that is set twice",
        "Of two equal keys in one mapping kubectl silently takes the last, and the API server \
         refuses the object under strict validation. Often one of them is left over, or a `---` is \
         missing between two objects. A merge (`<<`) after a key overrides it as well: keys that \
         should win belong after the merge.",
        Level::Error,
        (
            "metadata:\n  name: web\n  name: api\n",
            "metadata:\n  name: web\n",
        ),
    ),
    entry(
        KEY_RETYPED,
        "plain key that kubectl reads as something else",
        "YAML 1.1 reads plain keys such as `on`, `no` or `0755` as booleans and numbers; kubectl \
         turns them back into text, and the object gets the key `true`, `false` or `493`. Quotes \
         keep what is written.",
        Level::Warning,
        ("data:\n  on: push\n", "data:\n  \"on\": push\n"),
    ),
];

const fn entry(
    id: &'static str,
    title: &'static str,
    description: &'static str,
    level: Level,
    example: (&'static str, &'static str),
) -> StaticEntry {
    StaticEntry {
        id,
        group: "yaml",
        title,
        description,
        example: Some(example),
        levels: Levels::always(level),
        aliases: &[],
    }
}

/// The finding for a document that could not be read.
pub fn syntax_finding(file: FileId, error: &SyntaxError) -> Diagnostic {
    let rule = match error.kind {
        ErrorKind::Syntax => SYNTAX,
        ErrorKind::Alias => ALIAS,
        ErrorKind::Limit => LIMIT,
    };
    let span = Span::new(file, error.range.start, error.range.end);
    let mut finding = Diagnostic::new(rule, span, error.message.clone());
    finding.help.clone_from(&error.help);
    finding
}

/// More repeated or retyped keys of one file than these are counted, not listed.
const LISTED: usize = 1_000;

/// The findings about the keys of what could be read.
pub fn check(file: FileId, tree: &Tree) -> Vec<Diagnostic> {
    let joined = joined_objects(tree);
    let duplicates: Vec<&DuplicateKey> = tree
        .duplicates
        .iter()
        .filter(|duplicate| !joined.contains(&duplicate.mapping))
        .collect();
    let mut findings: Vec<Diagnostic> = duplicates
        .iter()
        .take(LISTED)
        .map(|duplicate| duplicate_finding(file, tree, **duplicate))
        .collect();
    let keys = tree.retyped_keys.iter().take(LISTED);
    findings.extend(keys.map(|key| retyped_finding(file, tree.node(*key))));
    findings.extend(
        joined
            .iter()
            .map(|mapping| joined_finding(file, tree, *mapping)),
    );
    let seconds = duplicates.iter().map(|duplicate| duplicate.second);
    findings.extend(rest_finding(DUPLICATE_KEY, file, tree, seconds));
    findings.extend(rest_finding(
        KEY_RETYPED,
        file,
        tree,
        tree.retyped_keys.iter().copied(),
    ));
    findings
}

/// Says how many keys are not listed, at the first of them.
fn rest_finding(
    rule: &'static str,
    file: FileId,
    tree: &Tree,
    keys: impl ExactSizeIterator<Item = NodeId>,
) -> Option<Diagnostic> {
    let more = keys.len().checked_sub(LISTED)?;
    let first = keys.into_iter().nth(LISTED)?;
    let message = format!("this key and {} more of the file are not listed", more - 1);
    Some(Diagnostic::new(rule, key_span(file, tree, first), message))
}

/// The mappings at the root of a document that set `apiVersion` and `kind` twice: two objects
/// without a `---` between them.
pub fn joined_objects(tree: &Tree) -> Vec<NodeId> {
    if tree.duplicates.is_empty() {
        return Vec::new();
    }
    let repeating = |name: &str| -> HashSet<NodeId> {
        let named = |duplicate: &&DuplicateKey| tree.node(duplicate.second).text() == name;
        let found = tree.duplicates.iter().filter(named);
        found.map(|duplicate| duplicate.mapping).collect()
    };
    let (versions, kinds) = (repeating("apiVersion"), repeating("kind"));
    tree.documents
        .iter()
        .map(|document| document.root)
        .filter(|root| versions.contains(root) && kinds.contains(root))
        .collect()
}

fn joined_finding(file: FileId, tree: &Tree, mapping: NodeId) -> Diagnostic {
    let mut repeated: Vec<DuplicateKey> = tree
        .duplicates
        .iter()
        .copied()
        .filter(|duplicate| duplicate.mapping == mapping)
        .collect();
    repeated.sort_by_key(|duplicate| duplicate.second);
    let mut names: Vec<&str> = Vec::new();
    for duplicate in &repeated {
        let name = tree.node(duplicate.second).text();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let (first, second) = repeated.first().map_or((mapping, mapping), |duplicate| {
        (duplicate.first, duplicate.second)
    });
    Diagnostic::new(
        DUPLICATE_KEY,
        key_span(file, tree, second),
        format!(
            "two objects without `---` between them: `{}` are set twice",
            names.join("`, `")
        ),
    )
    .with_label("a second object starts here")
    .with_related(key_span(file, tree, first), "the first one starts here")
    .with_help("put a line `---` before the second object; kubectl mixes them into one")
}

fn duplicate_finding(file: FileId, tree: &Tree, duplicate: DuplicateKey) -> Diagnostic {
    let first = key_span(file, tree, duplicate.first);
    let second = key_span(file, tree, duplicate.second);
    let key = tree.node(duplicate.second).text();
    if duplicate.merged {
        return Diagnostic::new(
            DUPLICATE_KEY,
            first,
            format!("the key `{key}` is overridden by a merge (`<<`) after it"),
        )
        .with_label("kubectl does not take this value")
        .with_related(second, "it takes this one")
        .with_help("move the `<<` to the start of the mapping");
    }
    Diagnostic::new(
        DUPLICATE_KEY,
        second,
        format!("the key `{key}` is set twice"),
    )
    .with_label("kubectl takes this one")
    .with_related(first, "first set here")
    .with_help("remove one of them")
}

fn retyped_finding(file: FileId, key: Node<'_>) -> Diagnostic {
    let written = key.source();
    let span = key.span(file);
    Diagnostic::new(
        KEY_RETYPED,
        span,
        format!("kubectl reads the key `{written}` as `{}`", key.text()),
    )
    .with_help(format!("quote it: \"{written}\""))
    .with_fix(quote_fix(span, written, false))
}

/// The edit that puts a plain scalar into quotes. Safe where kubectl or the server refuses the
/// plain one, or reads it as the same text.
pub fn quote_fix(span: Span, written: &str, safe: bool) -> Fix {
    Fix {
        safe,
        title: "quote it".to_owned(),
        edits: vec![Edit {
            span,
            replacement: format!("\"{written}\""),
        }],
    }
}

fn key_span(file: FileId, tree: &Tree, key: NodeId) -> Span {
    tree.node(key).span(file)
}
