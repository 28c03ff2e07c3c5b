//! What the command line says over the configs, and the text that problems in it point into.

use std::path::PathBuf;

use super::FailOn;
use crate::rule::Profile;
use crate::schema::Version;
use crate::source::{FileId, Source, Sources, Span};

/// What the command line (or the environment) says; empty where it says nothing.
#[derive(Debug, Clone, Default)]
pub struct CommandLine {
    /// `--config FILE`; when absent, `kubelint.toml` is looked for upwards.
    pub config: Option<PathBuf>,
    /// `--kubernetes-version`.
    pub kubernetes_versions: Vec<Version>,
    /// `--profile`.
    pub profile: Option<Profile>,
    /// `--fail-on`.
    pub fail_on: Option<FailOn>,
    /// `--namespace`.
    pub namespace: Option<String>,
    /// `--exclude`, relative to the working directory; added to those of the configs.
    pub exclude: Vec<String>,
    /// `--policy`; added to those of the configs.
    pub policies: Vec<PathBuf>,
    /// `--schema-location`; looked in before those of the configs.
    pub schemas: Vec<String>,
    /// `--level RULE=LEVEL`, each a list with commas.
    pub level: Vec<String>,
    /// `--select`, each a list with commas.
    pub select: Vec<String>,
    /// `--ignore`, each a list with commas.
    pub ignore: Vec<String>,
}

/// The arguments about rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flag {
    Level,
    Select,
    Ignore,
}

impl Flag {
    pub(super) fn name(self) -> &'static str {
        match self {
            Flag::Level => "--level",
            Flag::Select => "--select",
            Flag::Ignore => "--ignore",
        }
    }
}

/// One item of an argument's list, and its place in the text of the arguments.
#[derive(Debug)]
pub(super) struct Argument {
    pub(super) flag: Flag,
    pub(super) text: String,
    pub(super) span: Span,
}

/// Takes apart the arguments about rules and adds them to `sources` as a text of their own, so
/// that what is wrong in one is shown as in a file.
pub(super) fn take_apart(command_line: &CommandLine, sources: &mut Sources) -> Vec<Argument> {
    let lists = [
        (Flag::Level, &command_line.level),
        (Flag::Select, &command_line.select),
        (Flag::Ignore, &command_line.ignore),
    ];
    let file = FileId(u32::try_from(sources.len()).unwrap_or(u32::MAX));
    let mut text = String::new();
    let mut arguments = Vec::new();
    for (flag, values) in lists {
        for value in values {
            let start = text.len();
            text.push_str(flag.name());
            let mut add = |item: &str, start: usize, end: usize| {
                let text = item.to_owned();
                let span = Span::new(file, offset(start), offset(end));
                arguments.push(Argument { flag, text, span });
            };
            if value.trim().is_empty() {
                add("", start, text.len());
            }
            text.push(' ');
            let mut at = text.len();
            for item in value.split(',') {
                let start = at + item.len() - item.trim_start().len();
                if !item.trim().is_empty() {
                    add(item.trim(), start, start + item.trim().len());
                }
                at += item.len() + 1;
            }
            text.push_str(value);
            text.push('\n');
        }
    }
    if !text.is_empty() {
        sources.push(Source::new("command line", text));
    }
    arguments
}

fn offset(byte: usize) -> u32 {
    u32::try_from(byte).unwrap_or(u32::MAX)
}
