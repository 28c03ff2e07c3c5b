//! A config file and all that it extends, as layers: the last one wins.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::document::Reader;
use super::folder::Folder;
use super::problem::Problem;
use super::value::{At, Section};
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Source, Sources, Span, nearest_path, normal_path, read, seen_from};

/// The name of a config.
pub const FILE_NAME: &str = "kubelint.toml";

/// The `kubelint.toml` of a folder, or of the nearest folder above it that has one.
pub fn find(directory: &Path) -> Option<PathBuf> {
    directory
        .ancestors()
        .map(|folder| folder.join(FILE_NAME))
        .find(|file| file.is_file())
}

/// One config file.
#[derive(Debug)]
pub(super) struct Layer {
    pub(super) folder: Folder,
    pub(super) section: Section,
}

/// Reads files, each once.
#[derive(Debug)]
pub(super) struct Loader {
    pub(super) sources: Sources,
    pub(super) problems: Vec<Diagnostic>,
    /// What is extended comes before what extends it.
    pub(super) layers: Vec<Layer>,
    /// Whether all policies are known: otherwise nothing can be said of unknown rules.
    pub(super) complete: bool,
    /// The working directory, absolute.
    directory: PathBuf,
    /// The files that extend each other down to the one that is being read.
    chain: Vec<Opened>,
    done: BTreeSet<PathBuf>,
}

#[derive(Debug)]
struct Opened {
    /// Without symbolic links, to recognise it.
    real: PathBuf,
    name: String,
}

impl Loader {
    pub(super) fn new(directory: &Path) -> Self {
        Self {
            sources: Sources::default(),
            problems: Vec::new(),
            layers: Vec::new(),
            complete: true,
            directory: directory.to_owned(),
            chain: Vec::new(),
            done: BTreeSet::new(),
        }
    }

    /// Reads the file at `path`, which `by` asks for unless it is the first one.
    pub(super) fn load(&mut self, path: &Path, by: Option<&At<String>>) {
        let path = normal_path(&self.directory.join(path));
        let real = fs::canonicalize(&path).unwrap_or_else(|_| path.clone());
        let name = seen_from(&path, &self.directory);
        if let Some(start) = self.chain.iter().position(|opened| opened.real == real) {
            self.report_circle(start, name, by);
            return;
        }
        if self.done.contains(&real) {
            return;
        }
        let text: Arc<str> = match read(&path) {
            Ok(text) => text.into(),
            Err(error) => {
                let mut problem = Problem::new(format!("`{name}` {error}"));
                if let Some(help) = self.near(&path, by) {
                    problem = problem.with_help(help);
                }
                self.fail(problem, name, by.map(|by| by.span));
                return;
            }
        };
        let file = self
            .sources
            .push(Source::new(name.clone(), Arc::clone(&text)));
        let folder = Folder::new(path.parent().unwrap_or(&path), &self.directory);
        let mut reader = Reader {
            file,
            text: &text,
            folder: &folder,
            problems: &mut self.problems,
            policies_known: true,
        };
        let section = reader.read();
        self.complete &= section.is_some() && reader.policies_known;
        self.chain.push(Opened { real, name });
        if let Some(section) = section {
            for base in section.texts("extends") {
                self.load(&folder.absolute(&base.value), Some(base));
            }
            self.layers.push(Layer { folder, section });
        }
        self.done.extend(self.chain.pop().map(|opened| opened.real));
    }

    /// Says that a file cannot be read: where it is asked for, or in its own name.
    fn fail(&mut self, problem: Problem, name: String, by: Option<Span>) {
        self.complete = false;
        let at = by.unwrap_or_else(|| {
            let file: FileId = self.sources.push(Source::new(name, ""));
            Span::new(file, 0, 0)
        });
        self.problems.push(problem.at(at));
    }

    fn report_circle(&mut self, start: usize, name: String, by: Option<&At<String>>) {
        let names: Vec<&str> = self.chain[start..]
            .iter()
            .map(|opened| opened.name.as_str())
            .chain([name.as_str()])
            .collect();
        let problem = Problem::new(format!("`extends` goes in a circle: {}", names.join(" → ")))
            .with_help("a config cannot be laid over itself");
        self.fail(problem, name, by.map(|by| by.span));
    }

    fn near(&self, path: &Path, by: Option<&At<String>>) -> Option<String> {
        if path.exists() {
            return None;
        }
        let near = match by {
            Some(by) => nearest_path(by.value.as_ref(), self.layer_folder()?.as_ref()),
            None => nearest_path(seen_from(path, &self.directory).as_ref(), &self.directory),
        };
        near.map(|near| format!("did you mean `{near}`?"))
    }

    /// The folder of the file that is being read.
    fn layer_folder(&self) -> Option<PathBuf> {
        let name = &self.chain.last()?.name;
        Some(self.directory.join(name).parent()?.to_owned())
    }
}
