//! What silences findings: comments and annotations in manifests, ours and those of other tools,
//! and the entries of a config.
//!
//! [`Suppressions::collect`] reads those of one file, [`Suppressions::apply`] takes the findings of
//! that file that are accepted, and [`Suppressions::problems`] says what is wrong with them. What
//! each of them comes to is counted, so that those that hide nothing are found.

mod annotation;
mod collect;
mod directive;
mod muting;
mod names;
mod path;
mod peer;
mod place;
mod problem;

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Subject};
use crate::resource::{Date, Resource};
use crate::source::{FileId, Span};
use crate::yaml::Tree;

pub use names::{Names, Rules, Tool};

use collect::Collector;
use problem::Flaw;

/// What suppressions are obeyed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Whether those of other tools are.
    pub peers: bool,
    /// The day that tells which have expired.
    pub today: Date,
}

/// Where a suppression stands, and so how far it reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// `# kubelint: ignore[…]`
    Comment,
    /// `# kubelint: ignore-file[…]`
    FileComment,
    /// The annotation `kubelint.dev/ignore` of an object or a pod template.
    Annotation,
    /// A comment or annotation that another tool obeys.
    Peer(Tool),
    /// An entry of the config.
    Config,
}

impl Kind {
    /// The word for it: `comment`, `file comment`, `annotation`, the tool's name, or `config`.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Comment => "comment",
            Kind::FileComment => "file comment",
            Kind::Annotation => "annotation",
            Kind::Peer(tool) => tool.as_str(),
            Kind::Config => "config",
        }
    }
}

/// One suppression as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// Where it stands.
    pub kind: Kind,
    /// What it names; those that do not exist are left out.
    pub names: Vec<Name>,
    /// Why.
    pub reason: Option<String>,
    /// The comment without its `#`, the value of the annotation, or the entry.
    pub span: Span,
    /// The last day of an entry of a config; the first day on which a trivy comment does not hold.
    pub expires: Option<Date>,
    /// Whether that day is over.
    pub expired: bool,
}

/// What a suppression names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// A rule, a group or `tool:id`, as written.
    pub text: String,
    /// What the stable path of a finding has to have in it.
    pub path: Option<String>,
    /// Where it is written.
    pub span: Span,
    /// The rules that it stands for.
    pub rules: Rules,
}

/// The name as it is written in an annotation: `rule@path`.
impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)?;
        match &self.path {
            Some(path) => write!(f, "@{path}"),
            None => Ok(()),
        }
    }
}

/// A finding that a suppression silenced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppressed {
    /// The finding.
    pub diagnostic: Diagnostic,
    /// What silenced it: of several the nearest one, and ours before those of other tools.
    pub by: Arc<Suppression>,
}

/// Whether an entry of a config is about a finding, its rule aside.
pub type Matcher = Box<dyn Fn(&Diagnostic) -> bool + Send + Sync>;

/// An entry of a config, whose rules exist.
pub struct ConfigEntry {
    /// Rules, groups or `tool:id`; all rules when it is empty.
    pub rules: Vec<String>,
    /// Which findings it is about.
    pub matches: Matcher,
    /// Why.
    pub reason: Option<String>,
    /// The last day on which it holds.
    pub expires: Option<Date>,
    /// Where it is written.
    pub span: Span,
}

/// The suppressions of one file, or of a config.
#[derive(Debug, Default)]
pub struct Suppressions {
    /// None for a config, which is about all files.
    file: Option<FileId>,
    held: Vec<Held>,
    /// All objects of the file, when annotations of some are to be obeyed.
    objects: Vec<Place>,
    flaws: Vec<Flaw>,
}

/// A suppression with how far it reaches and what came of it.
#[derive(Debug)]
struct Held {
    suppression: Arc<Suppression>,
    reach: Reach,
    /// How many findings it silenced.
    used: usize,
    /// Which of its names silenced one.
    used_names: Vec<bool>,
    /// The object whose annotation it is.
    subject: Option<Subject>,
    edits: Option<Edits>,
}

/// What a suppression is about.
enum Reach {
    Lines(Range<u32>),
    File,
    /// An object, by its place among those of the file, or its pod template alone.
    Object {
        object: usize,
        template: Option<Template>,
    },
    Config(Matcher),
}

/// A pod template inside of an object.
#[derive(Debug)]
struct Template {
    pointer: String,
    range: Range<u32>,
}

/// An object of the file.
#[derive(Debug)]
struct Place {
    range: Range<u32>,
    subject: Subject,
}

/// The places that go when a comment is no longer needed.
#[derive(Debug)]
struct Edits {
    /// All of it, with the line when it stands alone there.
    whole: Span,
    /// What stands between the brackets.
    list: Span,
}

/// A suppression with how many findings it silenced.
#[derive(Debug, Clone, Copy)]
pub struct Listed<'s> {
    /// The suppression.
    pub suppression: &'s Suppression,
    /// How many findings.
    pub used: usize,
}

impl Suppressions {
    /// The suppressions in a file; `objects` are its objects in the order of the text.
    pub fn collect(
        file: FileId,
        tree: &Tree,
        objects: &[Resource<'_>],
        names: &Names<'_>,
        options: &Options,
    ) -> Self {
        let mut collector = Collector::new(file, tree, objects, names, options);
        collector.comments();
        collector.annotations();
        collector.finish()
    }

    /// The suppressions of a config. They are about the findings of all files, and so applied to
    /// all of them at once, after those of the files.
    pub fn of_config(entries: Vec<ConfigEntry>, names: &Names<'_>, options: &Options) -> Self {
        let held = entries
            .into_iter()
            .map(|entry| collect::config_entry(entry, names, options));
        Self {
            held: held.collect(),
            ..Self::default()
        }
    }

    /// Whether there is neither a suppression nor anything wrong with one.
    pub fn is_empty(&self) -> bool {
        self.held.is_empty() && self.flaws.is_empty()
    }

    /// All suppressions that can be read, in the order of the text: comments, then annotations.
    pub fn list(&self) -> impl Iterator<Item = Listed<'_>> {
        self.held.iter().map(|held| Listed {
            suppression: &held.suppression,
            used: held.used,
        })
    }
}

impl fmt::Debug for Reach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reach::Lines(range) => f.debug_tuple("Lines").field(range).finish(),
            Reach::File => f.write_str("File"),
            Reach::Object { object, template } => f
                .debug_struct("Object")
                .field("object", object)
                .field("template", template)
                .finish(),
            Reach::Config(_) => f.write_str("Config"),
        }
    }
}

#[cfg(test)]
mod tests;
