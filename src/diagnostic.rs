//! A finding as plain, owned data: what is wrong, where, and how to put it right.

use std::borrow::Cow;
use std::fmt;

use crate::source::{Sources, Span};

/// How much a reported finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth a look.
    Info,
    /// Very probably wrong.
    Warning,
    /// Certain breakage, or refused by the API server.
    Error,
}

impl Severity {
    /// The word that every report uses.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A finding.
///
/// The message stands alone on one line: lower case, no full stop, what is wrong first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The id of the rule that found it.
    pub rule: Cow<'static, str>,
    /// Set from the rule's level when the findings of a run are gathered.
    pub severity: Severity,
    /// By how many steps the severity differs from the default level of the rule. A level that a
    /// config sets stays.
    pub shift: i8,
    /// What is wrong.
    pub message: String,
    /// The exact characters that are wrong.
    pub span: Span,
    /// What to say at `span` in a snippet; the message itself when absent.
    pub label: Option<String>,
    /// What to write instead.
    pub help: Option<String>,
    /// Other places that belong to the finding, also in other files.
    pub related: Vec<Label>,
    /// An edit that puts it right.
    pub fix: Option<Fix>,
    /// The object that it is about; none for a file that is no manifest.
    pub subject: Option<Subject>,
    /// The Kubernetes minors that the finding holds for, when it depends on the version.
    pub versions: Vec<String>,
    /// The file that this text was rendered from, when the text names it: `span` is then a place
    /// in the rendered text, not in that file.
    pub origin: Option<String>,
    /// The identity of the finding, stable when lines move; set when the findings are gathered.
    pub fingerprint: String,
}

impl Diagnostic {
    /// An error of `rule` at `span`; the other parts are added with the `with_` methods.
    pub fn new(rule: impl Into<Cow<'static, str>>, span: Span, message: impl Into<String>) -> Self {
        Self {
            rule: rule.into(),
            severity: Severity::Error,
            shift: 0,
            message: message.into(),
            span,
            label: None,
            help: None,
            related: Vec::new(),
            fix: None,
            subject: None,
            versions: Vec::new(),
            origin: None,
            fingerprint: String::new(),
        }
    }

    /// The words at the place itself, shorter than the message.
    pub fn with_label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// What to write instead.
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// One more place that belongs to the finding.
    pub fn with_related(mut self, span: Span, message: impl Into<String>) -> Self {
        self.related.push(Label {
            span,
            message: message.into(),
        });
        self
    }

    /// An edit that puts it right.
    pub fn with_fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    /// The object that the finding is about.
    pub fn with_subject(mut self, subject: Subject) -> Self {
        self.subject = Some(subject);
        self
    }
}

/// The object, and the place in it, that a finding is about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Subject {
    /// As written, for example `apps/v1`.
    pub api_version: String,
    /// As written, for example `Deployment`.
    pub kind: String,
    /// The namespace that the object lands in, when it is known.
    pub namespace: Option<String>,
    /// `metadata.name`; `metadata.generateName` with a trailing `*` when only that is there.
    pub name: String,
    /// JSON pointer to the field inside the object, for example `/spec/replicas`; empty for the object.
    pub path: String,
    /// The same path with list items by their merge key, for example
    /// `spec.template.spec.containers[web].image`: stable when items move.
    pub stable_path: String,
    /// The name of the container that the field lies in.
    pub container: Option<String>,
}

impl Subject {
    /// The object in words: `Deployment shop/web`.
    pub fn object(&self) -> String {
        match &self.namespace {
            Some(namespace) => format!("{} {namespace}/{}", self.kind, self.name),
            None => format!("{} {}", self.kind, self.name),
        }
    }
}

/// A place with words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is there.
    pub message: String,
}

/// Edits that put a finding right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// Safe: the object that is applied stays the same, or was refused before.
    pub safe: bool,
    /// What the edits do, for example `quote the value`.
    pub title: String,
    /// In order of their places, not overlapping.
    pub edits: Vec<Edit>,
}

/// The replacement of some bytes of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty for an insertion.
    pub span: Span,
    /// The new text.
    pub replacement: String,
}

/// Findings for a terse reader: a line each, with its place.
///
/// # Errors
///
/// When `f` refuses the text.
pub(crate) fn write_lines(
    f: &mut fmt::Formatter<'_>,
    sources: &Sources,
    diagnostics: &[Diagnostic],
) -> fmt::Result {
    for (at, diagnostic) in diagnostics.iter().enumerate() {
        let source = sources.get(diagnostic.span.file);
        let place = source.position(diagnostic.span.start);
        let gap = if at > 0 { "\n" } else { "" };
        let (line, column) = (place.line, place.column);
        write!(f, "{gap}{source}:{line}:{column}: {}", diagnostic.message)?;
    }
    Ok(())
}
