//! The rules that need nothing but the YAML itself.

use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::rule::{Level, Levels, StaticEntry};
use crate::source::{FileId, Span};

use super::parse::{ErrorKind, SyntaxError};
use super::tree::{DuplicateKey, Kind, Node, NodeId, Tree};

const SYNTAX: &str = "yaml-syntax";
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

/// The findings about the keys of what could be read, each with the place of its mapping.
pub fn check(file: FileId, tree: &Tree) -> Vec<Diagnostic> {
    let duplicates = tree
        .duplicates
        .iter()
        .map(|duplicate| duplicate_finding(file, tree, *duplicate));
    let retyped = tree
        .retyped_keys
        .iter()
        .map(|key| retyped_finding(file, tree.node(*key)));
    duplicates.chain(retyped).collect()
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
    let finding = Diagnostic::new(
        DUPLICATE_KEY,
        second,
        format!("the key `{key}` is set twice"),
    )
    .with_label("kubectl takes this one")
    .with_related(first, "first set here");
    if matches!(key, "apiVersion" | "kind") && tree.is_top_level(duplicate.second) {
        finding.with_help("put `---` between two objects, or remove one of the keys")
    } else {
        finding.with_help("remove one of them")
    }
}

fn retyped_finding(file: FileId, key: Node<'_>) -> Diagnostic {
    let written = key.source();
    let range = key.range();
    let span = Span::new(file, range.start, range.end);
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
    let range = tree.node(key).range();
    Span::new(file, range.start, range.end)
}

impl Tree {
    /// Whether a node is a key of the mapping at the root of its document.
    fn is_top_level(&self, key: NodeId) -> bool {
        self.documents.iter().any(|document| {
            let root = self.data(document.root);
            root.kind == Kind::Mapping
                && document.root.0 < key.0
                && key.0 < root.b
                && self
                    .node(document.root)
                    .tree
                    .written_keys(document.root)
                    .any(|written| written == key)
        })
    }

    /// The keys of a mapping as written, repeated ones included.
    fn written_keys(&self, mapping: NodeId) -> impl Iterator<Item = NodeId> {
        let end = self.data(mapping).b;
        std::iter::successors(Some(NodeId(mapping.0 + 1)), move |key| {
            Some(self.after(self.after(*key)))
        })
        .take_while(move |key| key.0 < end)
    }
}
