//! All rules in one place, whoever decides them.

mod suppression;

use crate::rule::{Entry, Level, Levels, StaticEntry};
use crate::{generate, schema, yaml};

pub use suppression::{
    SUPPRESSION, SUPPRESSION_EXPIRED, SUPPRESSION_MALFORMED, SUPPRESSION_UNKNOWN_RULE,
    SUPPRESSION_UNUSED, SUPPRESSION_WITHOUT_REASON,
};

/// A file that was given or found and cannot be read.
pub const FILE_UNREADABLE: &str = "file-unreadable";
/// A bug of kubelint that was caught.
pub const INTERNAL_ERROR: &str = "internal-error";
/// A policy file with a mistake.
pub const POLICY_INVALID: &str = "policy-invalid";
/// A `kubelint.toml`, or an argument that overrides it, that cannot be used.
pub const CONFIG_INVALID: &str = "config-invalid";

/// The rules about a run itself, which no layer below decides.
const RUN_ENTRIES: &[StaticEntry] = &[
    run_entry(
        CONFIG_INVALID,
        "configuration that cannot be used",
        "A `kubelint.toml` has a syntax error, a key, rule or parameter that does not exist, or a \
         value that cannot be meant. Nothing is checked until it is put right: a setting that is \
         passed over in silence would be taken for one that holds.",
    ),
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
    run_entry(
        POLICY_INVALID,
        "policy that cannot be used",
        "A Rego file of a policy pack has a mistake: in its METADATA, in its Rego, or in its place in \
         the pack. The policy is not evaluated, which would be a silent gap if it were not an error; \
         all others are.",
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
        let entries = [
            RUN_ENTRIES,
            suppression::ENTRIES,
            yaml::ENTRIES,
            schema::ENTRIES,
            generate::ENTRIES,
        ];
        Self::of(entries.into_iter().flatten().map(Entry::from).collect())
    }

    /// The built-in rules and further ones, which stand in for built-in ones of the same id.
    pub fn with(further: impl IntoIterator<Item = Entry>) -> Self {
        let mut entries = Self::built_in().entries;
        for entry in further {
            entries.retain(|known| known.id != entry.id);
            entries.push(entry);
        }
        Self::of(entries)
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
