//! The files of a spec: the one that is asked for, what it extends, what it takes texts from.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::source::{
    At, FileId, Source, Sources, Span, nearest_path, normal_path, read, relative_path, seen_from,
};
use crate::toml_tree::{self, Data, Node, Table};

use super::super::SPEC_INVALID;
use super::super::spec::{App, Reader};

/// The largest text that fits into a ConfigMap.
/// <https://kubernetes.io/docs/concepts/configuration/configmap/>
const MAX_CONFIG_BYTES: usize = 1024 * 1024;

/// Reads the files of a spec.
#[derive(Debug)]
pub(super) struct Files {
    pub(super) sources: Sources,
    pub(super) problems: Vec<Diagnostic>,
    /// The working directory, absolute.
    directory: PathBuf,
    /// The folders of the texts, by their ids.
    folders: Vec<PathBuf>,
    /// The files that extend each other down to the one that is being read.
    chain: Vec<PathBuf>,
}

impl Files {
    pub(super) fn new(directory: &Path) -> Self {
        Self {
            sources: Sources::default(),
            problems: Vec::new(),
            directory: normal_path(directory),
            folders: Vec::new(),
            chain: Vec::new(),
        }
    }

    /// The id of the text that is added next.
    pub(super) fn next(&self) -> FileId {
        FileId(u32::try_from(self.sources.len()).unwrap_or(u32::MAX))
    }

    /// The name of the first file, all texts and all problems.
    pub(super) fn finish(&mut self) -> (String, Sources, Vec<Diagnostic>) {
        let name = self.sources.iter().next();
        let name = name.map_or_else(String::new, |(_, source)| source.name.clone());
        (
            name,
            self.sources.copy(),
            std::mem::take(&mut self.problems),
        )
    }

    /// The spec at `path`, laid over what it extends.
    pub(super) fn load(&mut self, path: &Path) -> Table {
        self.read(&self.absolute(path), None)
    }

    /// A path that may be relative to the working directory.
    pub(super) fn absolute(&self, path: &Path) -> PathBuf {
        normal_path(&self.directory.join(path))
    }

    fn read(&mut self, path: &Path, by: Option<Span>) -> Table {
        let name = self.name(path);
        let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if let Some(start) = self.chain.iter().position(|known| *known == real) {
            let names: Vec<String> = self.chain[start..]
                .iter()
                .chain([&real])
                .map(|path| self.name(path))
                .collect();
            let message = format!("`extends` goes in a circle: {}", names.join(" → "));
            self.fail(
                name,
                by,
                message,
                "a spec cannot be laid over itself".to_owned(),
            );
            return Table::default();
        }
        let text: Arc<str> = match read(path) {
            Ok(text) => text.into(),
            Err(error) => {
                let help = where_to_look(path, by.is_some());
                self.fail(name.clone(), by, format!("`{name}` {error}"), help);
                return Table::default();
            }
        };
        let file = self.sources.push(Source::new(name, Arc::clone(&text)));
        let folder = path.parent().unwrap_or(path).to_owned();
        self.folders.resize(file.0 as usize, PathBuf::new());
        self.folders.push(folder.clone());
        let mut table = match toml_tree::parse(file, &text) {
            Ok(table) => table,
            Err(errors) => {
                for error in errors {
                    let span = toml_tree::span(file, error.range);
                    let mut problem = Diagnostic::new(SPEC_INVALID, span, error.message);
                    problem.help = error.help;
                    self.problems.push(problem);
                }
                return Table::default();
            }
        };
        self.chain.push(real);
        let mut base = Table::default();
        for (name, span) in self.extended(&mut table) {
            let path = normal_path(&folder.join(name));
            base = base.under(&self.read(&path, Some(span)));
        }
        self.chain.pop();
        base.under(&table)
    }

    /// What `extends` names: one file or several.
    fn extended(&mut self, table: &mut Table) -> Vec<(String, Span)> {
        let Some(entry) = table.take("extends") else {
            return Vec::new();
        };
        let items = match entry.value.data {
            Data::List(items) => items,
            _ => vec![entry.value],
        };
        let mut files = Vec::new();
        for item in items {
            match item.text() {
                Some(text) => files.push((text.to_owned(), item.span)),
                None => {
                    let message = format!("`extends` is {}", item.word());
                    let problem = Diagnostic::new(SPEC_INVALID, item.span, message);
                    let help = "it names a file, or a list of files: `\"../platform.toml\"`";
                    self.problems.push(problem.with_help(help));
                }
            }
        }
        files
    }

    fn fail(&mut self, name: String, by: Option<Span>, message: String, help: String) {
        let span = by.unwrap_or_else(|| Span::new(self.sources.push(Source::new(name, "")), 0, 0));
        let problem = Diagnostic::new(SPEC_INVALID, span, message);
        self.problems.push(problem.with_help(help));
    }

    /// A path as reports show it.
    fn name(&self, path: &Path) -> String {
        seen_from(path, &self.directory)
    }

    /// The way to a path from a folder, which may be relative to the working directory.
    pub(super) fn way(&self, path: &Path, folder: &Path) -> String {
        relative_path(path, &self.absolute(folder))
    }

    /// The text of a file that a spec names.
    fn content(&self, file: &At<String>, reader: &mut Reader) -> Option<String> {
        let folder = self.folders.get(file.span.file.0 as usize);
        let folder = folder.map_or(self.directory.as_path(), PathBuf::as_path);
        let path = normal_path(&folder.join(&file.value));
        match read(&path) {
            Ok(text) if text.len() > MAX_CONFIG_BYTES => {
                reader.refuse(
                    file.span,
                    format!("`{}` is larger than a ConfigMap can be", file.value),
                    "a ConfigMap holds up to 1 MiB; put the file into the image",
                );
                None
            }
            Ok(text) => Some(text),
            Err(error) => {
                let help = where_to_look(&path, true);
                reader.refuse(file.span, format!("`{}` {error}", file.value), help);
                None
            }
        }
    }
}

/// What helps against a path that cannot be read, which a file names or a user.
fn where_to_look(path: &Path, by_file: bool) -> String {
    if let Some(near) = near(path) {
        return format!("did you mean `{near}`?");
    }
    let help = if by_file {
        "a path is relative to the folder of the file that names it"
    } else {
        "give the path of a spec, as `app.toml`, seen from the working directory"
    };
    help.to_owned()
}

/// The file beside a path without one whose name is most like it.
fn near(path: &Path) -> Option<String> {
    if path.exists() {
        return None;
    }
    nearest_path(path.file_name()?.as_ref(), path.parent()?)
}

/// The contents of all files that the applications name.
pub(super) fn read_all(apps: &[App], files: &Files, reader: &mut Reader) -> BTreeMap<Span, String> {
    let mut contents = BTreeMap::new();
    let named = apps
        .iter()
        .flat_map(|app| app.files.iter())
        .filter_map(|file| file.value.value.file.as_ref());
    for file in named {
        if let Some(text) = files.content(file, reader) {
            contents.insert(file.span, text);
        }
    }
    contents
}

/// A table that is written nowhere.
pub(super) fn nowhere() -> Node {
    super::node(Table::default(), Span::new(FileId(0), 0, 0))
}
