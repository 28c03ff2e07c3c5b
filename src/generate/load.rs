//! From an `app.toml` and all that it extends to the applications of an environment.

mod files;
mod layers;

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::diagnostic::{Diagnostic, write_lines};
use crate::source::{Source, Sources, Span};
use crate::spelling::{nearest, quoted_list};
use crate::toml_tree::{self, Data, Node, Table};

use super::SPEC_INVALID;
use super::object::Owner;
use super::spec::{App, ConfigData, Map, ObjectNames, Platform, Read, Reader};
use files::{Files, read_all};
use layers::{Layers, layers};

/// A spec: the files, laid over each other.
#[derive(Debug)]
pub struct Spec {
    /// As reports show it.
    pub name: String,
    /// Absolute.
    path: PathBuf,
    /// The texts that spans point into.
    pub sources: Sources,
    files: Files,
    table: Table,
    /// What `--set` says; laid over everything.
    set: Table,
}

/// Everything that is wrong with a spec.
#[derive(Debug)]
pub struct SpecError {
    /// The texts that the problems point into.
    pub sources: Sources,
    /// Sorted by file and place; not empty.
    pub diagnostics: Vec<Diagnostic>,
}

/// The applications of an environment, as they are written.
#[derive(Debug)]
pub(super) struct Applications {
    /// In the order of the file.
    pub(super) apps: Vec<App>,
    /// What the cluster is like.
    pub(super) platform: Option<Platform>,
    /// ConfigMaps that all of them share.
    pub(super) shared: Map<ObjectNames, crate::source::At<ConfigData>>,
    /// The contents of the files that are named, by the place of their name.
    pub(super) contents: BTreeMap<Span, String>,
    /// Whether there is a table `[apps]`.
    pub(super) are_several: bool,
    /// What its files are made from.
    pub(super) hashes: Hashes,
}

/// Hashes of what files are made from, so that a file changes with its own part of a spec.
#[derive(Debug, Clone, Default)]
pub(super) struct Hashes {
    /// By the name of the application.
    pub(super) apps: BTreeMap<String, String>,
    /// Of what several share.
    pub(super) shared: String,
}

impl Hashes {
    /// Of an application's own part.
    fn of_app(&self, name: &str) -> String {
        self.apps.get(name).cloned().unwrap_or_default()
    }

    /// Of an owner's part.
    pub(super) fn of(&self, owner: &Owner) -> String {
        match owner {
            Owner::App(name) => self.of_app(name),
            Owner::Shared => self.shared.clone(),
        }
    }

    /// Of everything.
    pub(super) fn all(&self) -> String {
        let all = self.apps.values().chain([&self.shared]);
        hash(&all.map(String::as_str).collect::<String>())
    }
}

/// The first digits of a hash.
fn hash(text: &str) -> String {
    super::model::digits(&Sha256::digest(text.as_bytes()))
}

/// What a node says, without where it says so.
fn canonical(node: &Node, out: &mut String) {
    match &node.data {
        Data::Table(table) => {
            out.push('{');
            for entry in &table.entries {
                out.push_str(&toml_string(&entry.name.value));
                out.push('=');
                canonical(&entry.value, out);
                out.push(',');
            }
            out.push('}');
        }
        Data::List(items) => {
            out.push('[');
            for item in items {
                canonical(item, out);
                out.push(',');
            }
            out.push(']');
        }
        Data::Text(text) => out.push_str(&toml_string(text)),
        Data::Date(moment) => out.push_str(&moment.to_string()),
        Data::Integer(number) => out.push_str(&number.to_string()),
        Data::Float(number) => out.push_str(&number.to_string()),
        Data::Boolean(value) => out.push_str(&value.to_string()),
    }
}

impl fmt::Display for SpecError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_lines(f, &self.sources, &self.diagnostics)
    }
}

impl std::error::Error for SpecError {}

impl SpecError {
    /// The problems sorted, each once: environments share most of what is wrong.
    pub fn new(sources: Sources, mut diagnostics: Vec<Diagnostic>) -> Self {
        diagnostics.sort_by(|a, b| (a.span, &a.message).cmp(&(b.span, &b.message)));
        diagnostics.dedup_by(|a, b| a.span == b.span && a.message == b.message);
        Self {
            sources,
            diagnostics,
        }
    }
}

impl Spec {
    /// Reads a file and all that it extends. `directory` is the working directory, absolute;
    /// `settings` are `key=value` of the command line.
    ///
    /// # Errors
    ///
    /// When a file cannot be read or is no TOML, or a setting is none.
    pub fn read(path: &Path, directory: &Path, settings: &[String]) -> Result<Self, SpecError> {
        let mut files = Files::new(directory);
        let table = files.load(path);
        let set = set(settings, &mut files);
        refuse_unknown_apps(&table, &set, &mut files);
        let (name, sources, problems) = files.finish();
        if !problems.is_empty() {
            return Err(SpecError::new(sources, problems));
        }
        Ok(Self {
            name,
            path: files.absolute(path),
            sources,
            files,
            table,
            set,
        })
    }

    /// The way to its file from a folder, which may be relative to the working directory.
    pub(super) fn seen_from(&self, folder: &Path) -> String {
        self.files.way(&self.path, folder)
    }

    /// The name of its application, unless there are several.
    pub fn application(&self) -> Option<&str> {
        if self.table.get("apps").is_some() {
            return None;
        }
        let name = self.set.get("name").or_else(|| self.table.get("name"));
        name?.text()
    }

    /// The names of its environments, in the order of the file.
    pub fn environments(&self) -> Vec<String> {
        let all = self.table.clone().under(&self.set);
        let mut names: Vec<String> = Vec::new();
        let of_apps = all.get("apps").and_then(Node::table);
        let of_apps = of_apps.into_iter().flat_map(|apps| &apps.entries);
        let apps = of_apps.filter_map(|app| app.value.table());
        let defaults = all.get("defaults").and_then(Node::table);
        for table in std::iter::once(&all).chain(defaults).chain(apps) {
            let Some(environments) = table.get("environments").and_then(Node::table) else {
                continue;
            };
            for entry in &environments.entries {
                if !names.contains(&entry.name.value) {
                    names.push(entry.name.value.clone());
                }
            }
        }
        names
    }

    /// The applications of an environment.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with them as they are written.
    pub(super) fn applications(
        &self,
        environment: Option<&str>,
    ) -> Result<Applications, Vec<Diagnostic>> {
        let mut reader = Reader::default();
        let layers = layers(&self.table, environment, &self.set, &mut reader);
        let platform = layers.platform.as_ref();
        let platform = platform.map(|node| Platform::read(node, "platform", &mut reader));
        let shared = layers.shared.as_ref();
        let shared = shared.map(|node| Map::read(node, "config", &mut reader));
        let read = |node: &Node| App::read(node, "", &mut reader);
        let apps: Vec<Option<App>> = layers.apps.iter().map(read).collect();
        let apps: Vec<App> = apps.into_iter().flatten().collect();
        let contents = read_all(&apps, &self.files, &mut reader);
        if !reader.problems.is_empty() {
            return Err(reader.problems);
        }
        let hashes = hashes(&layers, &apps, &contents);
        Ok(Applications {
            hashes,
            apps,
            platform: platform.flatten(),
            shared: shared.flatten().unwrap_or_default(),
            contents,
            are_several: layers.are_several,
        })
    }

    /// Says that there is no such environment.
    pub fn unknown_environment(&self, name: &str) -> (String, String) {
        let known = self.environments();
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        let message = format!("`{}` has no environment `{name}`", self.name);
        let help = match (nearest(name, &known), known.is_empty()) {
            (Some(near), _) => format!("did you mean `{near}`?"),
            (None, true) => format!("write a table `[environments.{name}]`, or leave `--env` out"),
            (None, false) => format!("there are {}", quoted_list(&known)),
        };
        (message, help)
    }
}

/// The hashes of an environment's applications.
fn hashes(layers: &Layers, apps: &[App], contents: &BTreeMap<Span, String>) -> Hashes {
    let mut hashes = Hashes::default();
    let mut common = String::new();
    for node in layers.platform.iter().chain(&layers.shared) {
        canonical(node, &mut common);
    }
    let mut shared = common.clone();
    for (node, app) in layers.apps.iter().zip(apps) {
        let mut text = common.clone();
        canonical(node, &mut text);
        let files = app
            .files
            .iter()
            .filter_map(|file| file.value.value.file.as_ref());
        for file in files {
            text.push_str(contents.get(&file.span).map_or("", String::as_str));
        }
        if let Some(namespace) = node.table().and_then(|table| table.get("namespace")) {
            canonical(namespace, &mut shared);
        }
        hashes.apps.insert(app.name.value.0.clone(), hash(&text));
    }
    hashes.shared = hash(&shared);
    hashes
}

/// The settings of the command line as a table, in a text of their own.
fn set(settings: &[String], files: &mut Files) -> Table {
    let mut all = Table::default();
    for setting in settings {
        let parsed = setting.split_once('=').and_then(|(key, value)| {
            let key = quoted_append(key.trim());
            let texts = [
                format!("{key} = {value}"),
                format!("{key} = {}", toml_string(value)),
            ];
            let mut texts = texts.into_iter();
            texts.find_map(|text| {
                let file = files.next();
                let table = toml_tree::parse(file, &text).ok()?;
                files
                    .sources
                    .push(Source::new(format!("--set {setting}"), text));
                Some(table)
            })
        });
        match parsed {
            Some(table) => all = all.under(&table),
            None => {
                let name = format!("--set {setting}");
                let file = files.sources.push(Source::new(name, setting.clone()));
                let end = u32::try_from(setting.len()).unwrap_or(u32::MAX);
                let message = format!("`--set {setting}` sets nothing");
                let problem = Diagnostic::new(SPEC_INVALID, Span::new(file, 0, end), message);
                let help =
                    "write `--set key=value`, for example `--set image=ghcr.io/acme/web:2.0.0`";
                files.problems.push(problem.with_help(help));
            }
        }
    }
    all
}

/// Says which applications a setting is about that are not in the file.
fn refuse_unknown_apps(table: &Table, set: &Table, files: &mut Files) {
    let apps = |table: &Table| table.get("apps").and_then(Node::table).cloned();
    let stated = apps(table).unwrap_or_default();
    let names = stated.entries.iter().map(|entry| entry.name.value.as_str());
    let names: Vec<&str> = names.collect();
    for entry in apps(set).unwrap_or_default().entries {
        let name = entry.name.value.as_str();
        if names.contains(&name) {
            continue;
        }
        let help = match nearest(name, &names) {
            Some(near) => format!("did you mean `{near}`?"),
            None if names.is_empty() => "the file has one application, at its top".to_owned(),
            None => format!("there are {}", quoted_list(&names)),
        };
        let message = format!("there is no application `{name}`");
        let problem = Diagnostic::new(SPEC_INVALID, entry.name.span, message);
        files.problems.push(problem.with_help(help));
    }
}

/// A key of which the last part appends, `args+`, as TOML takes it.
fn quoted_append(key: &str) -> String {
    match key.strip_suffix('+').map(|name| name.rsplit_once('.')) {
        Some(Some((path, name))) => format!("{path}.\"{name}+\""),
        Some(None) => format!("\"{key}\""),
        None => key.to_owned(),
    }
}

/// A text as a TOML string.
pub(super) fn toml_string(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A table as a node at a place.
fn node(table: Table, span: Span) -> Node {
    Node {
        span,
        data: Data::Table(table),
    }
}
