//! The layers: a file imports only from its own module and from rows above its own.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Each row may use the rows above it, and no module of its own row but itself.
const ROWS: &[&[&str]] = &[
    &["spelling"],
    &["source"],
    &["diagnostic", "rule"],
    &["yaml", "toml_tree"],
    &["resource", "inventory"],
    &["schema", "graph"],
    &["validity", "reach", "generate"],
    &["registry"],
    &["policy"],
    &["config", "suppress", "baseline", "changes"],
    &["check"],
    &["fix"],
    &["report"],
    &["cli"],
];

fn row(module: &str) -> Option<usize> {
    ROWS.iter().position(|row| row.contains(&module))
}

fn rust_files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            rust_files(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            into.push(path);
        }
    }
}

/// The modules that a file names after `crate::`, also in groups.
fn imports(text: &str) -> BTreeSet<String> {
    let mut modules = BTreeSet::new();
    for rest in text.split("crate::").skip(1) {
        let group = rest
            .strip_prefix('{')
            .map(|group| group.split('}').next().unwrap_or(""));
        let names: Vec<&str> = match group {
            Some(group) => group.split(',').collect(),
            None => vec![rest],
        };
        for name in names {
            let module: String = name
                .trim_start()
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
                .collect();
            modules.insert(module);
        }
    }
    modules.remove("");
    modules
}

#[test]
fn files_import_only_from_rows_above_their_own() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&source, &mut files);
    let mut wrong = Vec::new();
    for file in files {
        let relative = file.strip_prefix(&source).expect("below src");
        let first = relative.iter().next().expect("a name").to_string_lossy();
        let module = first.trim_end_matches(".rs");
        if matches!(module, "lib" | "main") {
            continue;
        }
        let Some(own) = row(module) else {
            wrong.push(format!("{}: `{module}` is in no row", relative.display()));
            continue;
        };
        let text = fs::read_to_string(&file).expect("the file can be read");
        for imported in imports(&text) {
            if imported == module {
                continue;
            }
            match row(&imported) {
                Some(other) if other < own => {}
                Some(_) => wrong.push(format!(
                    "{}: `{module}` may not use `{imported}`",
                    relative.display()
                )),
                None => wrong.push(format!("{}: `{imported}` is in no row", relative.display())),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_one_module_uses_what_is_confined_to_it() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&source, &mut files);
    let confined = BTreeMap::from([
        ("miette", "report"),
        ("maud", "report"),
        ("rayon", "check"),
        ("clap", "cli"),
    ]);
    for file in files {
        let relative = file.strip_prefix(&source).expect("below src");
        let text = fs::read_to_string(&file).expect("the file can be read");
        for (name, home) in &confined {
            let uses =
                text.contains(&format!("use {name}::")) || text.contains(&format!(" {name}::"));
            assert!(
                !uses || relative.starts_with(home) || relative == Path::new(&format!("{home}.rs")),
                "{}: only `{home}` uses {name}",
                relative.display()
            );
        }
    }
}

/// kubelint reaches no network: neither it nor what it depends on has an HTTP client.
#[test]
fn no_dependency_has_an_http_client() {
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock");
    let text = fs::read_to_string(lock).expect("Cargo.lock is there");
    let clients = [
        "reqwest",
        "hyper",
        "ureq",
        "isahc",
        "curl",
        "attohttpc",
        "surf",
        "h2",
        "rustls",
        "native-tls",
        "openssl",
        "tokio",
        "async-std",
    ];
    for client in clients {
        let line = format!("name = \"{client}\"\n");
        assert!(!text.contains(&line), "{client} is among the dependencies");
    }
}
