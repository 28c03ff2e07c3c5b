//! All rules in one place, whoever decides them.

use crate::rule::{Entry, Level, Levels, StaticEntry};
use crate::{schema, yaml};

/// A file that was given or found and cannot be read.
pub const FILE_UNREADABLE: &str = "file-unreadable";
/// A bug of kubelint that was caught.
pub const INTERNAL_ERROR: &str = "internal-error";

/// The rules about a run itself, which no layer below decides.
const RUN_ENTRIES: &[StaticEntry] = &[
    run_entry(
        FILE_UNREADABLE,
        "file that cannot be read",
        "The file was given, or found in a folder, and cannot be read as text: it is no regular \
         file, may not be opened, is too large or is not UTF-8. Nothing in it is checked, and that \
         is never passed over in silence.",
    ),
    run_entry(
        INTERNAL_ERROR,
        "bug of kubelint",
        "A check failed on this object through a fault of kubelint or of a policy. All other \
         checks were made and reported.",
    ),
];

const fn run_entry(
    id: &'static str,
    title: &'static str,
    description: &'static str,
) -> StaticEntry {
    StaticEntry {
        id,
        group: "run",
        title,
        description,
        example: None,
        levels: Levels::always(Level::Error),
        aliases: &[],
    }
}

/// Every rule, by group and id.
#[derive(Debug)]
pub struct Registry {
    entries: Vec<Entry>,
}

impl Registry {
    /// The rules that are built in.
    pub fn built_in() -> Self {
        let entries = [RUN_ENTRIES, yaml::ENTRIES, schema::ENTRIES];
        Self::of(entries.into_iter().flatten().map(Entry::from).collect())
    }

    /// These rules, in any order.
    pub fn of(mut entries: Vec<Entry>) -> Self {
        entries.sort_by(|a, b| (&a.group, &a.id).cmp(&(&b.group, &b.id)));
        Self { entries }
    }

    /// The rule of an id.
    pub fn get(&self, id: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.id == id)
    }

    /// All rules, sorted by group and id.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }
}
