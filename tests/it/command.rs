//! The command line in memory: a run's exit, what it wrote, and its JSON report taken apart.

use std::fs;
use std::path::{Path, PathBuf};

use kubelint::cli::{Exit, Io, Terminal, run};
use serde_json::Value;
use tempfile::TempDir;

/// What a run came to.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) exit: Exit,
    pub(crate) output: String,
    pub(crate) errors: String,
}

impl Ran {
    /// The JSON report.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.output)
            .unwrap_or_else(|error| panic!("{error}: {}\n{}", self.errors, self.output))
    }

    /// The findings of the JSON report.
    pub(crate) fn findings(&self) -> Vec<Value> {
        list(&self.json(), "diagnostics")
    }

    /// What the JSON report says it left out, as `file: reason` or `file:line: reason`.
    pub(crate) fn skipped(&self) -> Vec<String> {
        let said = |skipped: &Value| {
            let line = skipped["line"].as_u64();
            let line = line.map_or_else(String::new, |line| format!(":{line}"));
            format!(
                "{}{line}: {}",
                text(skipped, "file"),
                text(skipped, "reason")
            )
        };
        list(&self.json(), "skipped").iter().map(said).collect()
    }
}

/// `kubelint` with these arguments and an empty standard input.
pub(crate) fn kubelint<A: AsRef<str>>(arguments: &[A]) -> Ran {
    with_input(arguments, b"")
}

/// `kubelint` with these arguments and standard input.
pub(crate) fn with_input<A: AsRef<str>>(arguments: &[A], mut input: &[u8]) -> Ran {
    let mut output = Vec::new();
    let mut errors = Vec::new();
    let mut io = Io {
        input: &mut input,
        output: &mut output,
        errors: &mut errors,
        terminal: Terminal::default(),
    };
    let arguments = arguments.iter().map(AsRef::as_ref);
    let exit = run(
        ["kubelint"].into_iter().chain(arguments).map(Into::into),
        &mut io,
    );
    Ran {
        exit,
        output: String::from_utf8(output).expect("reports are UTF-8"),
        errors: String::from_utf8(errors).expect("messages are UTF-8"),
    }
}

/// What makes a run one of the schema and of YAML: what a team could want otherwise is off.
pub(crate) const POLICIES_OFF: [&str; 2] = [
    "--ignore",
    "resources,probes,images,security,api-deprecated,rbac,configuration,service-accounts,\
     networkpolicy,networking,scaling,storage,metadata,references,hygiene,extensions",
];

/// `kubelint check --format json` with these arguments, without policies but those about APIs.
pub(crate) fn check<A: AsRef<str>>(arguments: &[A]) -> Ran {
    kubelint(&with_json(arguments))
}

/// `kubelint check --format json` of standard input.
pub(crate) fn check_input(arguments: &[&str], input: &[u8]) -> Ran {
    with_input(&with_json(arguments), input)
}

fn with_json<A: AsRef<str>>(arguments: &[A]) -> Vec<&str> {
    let given = arguments.iter().map(AsRef::as_ref);
    ["check", "--format", "json"]
        .into_iter()
        .chain(POLICIES_OFF)
        .chain(given)
        .collect()
}

/// The text of a field, empty when it is not there.
pub(crate) fn text<'v>(value: &'v Value, field: &str) -> &'v str {
    value[field].as_str().unwrap_or("")
}

/// The items of a field.
pub(crate) fn list(value: &Value, field: &str) -> Vec<Value> {
    value[field].as_array().cloned().unwrap_or_default()
}

/// A finding as `line:column rule`.
pub(crate) fn place(finding: &Value) -> String {
    format!(
        "{}:{} {}",
        finding["line"],
        finding["column"],
        text(finding, "rule")
    )
}

/// A folder with these files.
pub(crate) fn folder<C: AsRef<[u8]>>(files: &[(&str, C)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, content) in files {
        let path = folder.path().join(name);
        let parent = path.parent().expect("a parent");
        fs::create_dir_all(parent).expect("a folder");
        fs::write(path, content).expect("a file");
    }
    folder
}

/// A file of a folder, as an argument.
pub(crate) fn path(folder: &TempDir, name: &str) -> String {
    folder.path().join(name).to_string_lossy().into_owned()
}

/// All files below a folder of this crate, relative to it, with `/`, sorted.
pub(crate) fn files(folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::from(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the folder is there") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(slashed(&path));
            }
        }
    }
    found.sort();
    found
}

/// A path as reports show it.
pub(crate) fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
