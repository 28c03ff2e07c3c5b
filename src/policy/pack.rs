//! Packs: policy files, libraries and data from a folder or from the binary, by one loader.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde_json::Value as Json;
use walkdir::WalkDir;

use super::metadata::{self, Metadata, Mistake};
use super::prune::Definitions;
use super::scan::{Reads, Scan};
use super::{POLICY_INVALID, PolicyExample, compile, recursion};
use crate::diagnostic::Diagnostic;
use crate::rule::{Entry, Example};
use crate::source::{FileId, Source, Sources, Span};

include!(concat!(env!("OUT_DIR"), "/policies.rs"));

/// One policy: a Rego file with its METADATA.
#[derive(Debug, Clone)]
pub struct Policy {
    /// The file's name with dashes.
    pub id: String,
    /// The folder's name.
    pub group: String,
    /// As reports show the file.
    pub file: String,
    /// The Rego text.
    pub text: String,
    /// For example `kubelint.resources.memory_limit_missing`.
    pub package: String,
    /// What it says about itself.
    pub metadata: Metadata,
    /// Which parts of `input` it reads, its libraries included.
    pub reads: Reads,
    pub(super) scan: Scan,
    /// Where the file stands in the [`Sources`] that it was loaded into; none when embedded.
    pub(super) place: Option<FileId>,
    /// The pack that it came with: its libraries and data are those of that pack first.
    pub(super) pack: usize,
}

/// A Rego text that policies import, as `kubelint.lib.<name>`.
#[derive(Debug)]
pub(super) struct Library {
    pub(super) file: String,
    pub(super) text: String,
    pub(super) scan: Scan,
    definitions: OnceLock<Definitions>,
}

impl Library {
    /// What it defines, as it is compiled; taken apart when a policy first needs it.
    pub(super) fn definitions(&self) -> &Definitions {
        self.definitions.get_or_init(|| {
            let text = self.scan.rewrite(&self.text, None);
            Definitions::of(text, &self.scan.libraries)
        })
    }
}

/// A Rego text of tests beside the policies.
#[derive(Debug, Clone)]
pub(super) struct TestFile {
    pub(super) file: String,
    pub(super) text: String,
    pub(super) scan: Scan,
}

/// All policies of a run.
#[derive(Debug, Default)]
pub struct Policies {
    policies: Vec<Policy>,
    pub(super) libraries: BTreeMap<String, Library>,
    pub(super) test_files: Vec<TestFile>,
    pub(super) data: serde_json::Map<String, Json>,
    /// What is wrong with the files; they are not evaluated.
    pub problems: Vec<Diagnostic>,
    packs: usize,
}

/// A file of a pack before it is known what it is.
struct File {
    /// As reports show it.
    name: String,
    /// From the folder of the pack, with `/`.
    relative: String,
    text: String,
}

/// What a path in a pack says about a file.
enum Role<'a> {
    Policy { group: &'a str, stem: &'a str },
    Library(&'a str),
    Data(&'a str),
    Test,
}

impl Policies {
    /// The policies that are part of the binary.
    pub fn embedded() -> Self {
        let mut policies = Self::default();
        policies.add_embedded();
        policies
    }

    fn add_embedded(&mut self) {
        let mut sources = Sources::default();
        let files = EMBEDDED.iter().map(|(relative, text)| File {
            name: format!("policies/{relative}"),
            relative: (*relative).to_owned(),
            text: (*text).to_owned(),
        });
        self.add(files.collect(), "policies", &mut sources, false);
    }

    /// Adds the pack in `folder`, or a single file; the texts are put into `sources`, where the
    /// problems point.
    ///
    /// # Errors
    ///
    /// When the folder cannot be read.
    pub fn add_folder(&mut self, folder: &Path, sources: &mut Sources) -> Result<(), String> {
        let files = read_folder(folder)?;
        if !files.iter().any(|file| file.relative.ends_with(".rego")) {
            return Err(format!("`{}` has no .rego file", folder.display()));
        }
        let root = match folder.canonicalize() {
            Ok(path) if path.is_dir() => path,
            _ => folder.parent().map(Path::to_path_buf).unwrap_or_default(),
        };
        let name = root.file_name().map(|name| name.to_string_lossy());
        self.add(files, name.as_deref().unwrap_or("policies"), sources, true);
        Ok(())
    }

    fn add(&mut self, files: Vec<File>, root: &str, sources: &mut Sources, placed: bool) {
        let pack = self.packs;
        self.packs += 1;
        for file in files {
            match role(&file.relative, root) {
                Some(Role::Data(name)) => self.add_data(name, &file, sources),
                Some(Role::Library(name)) => self.add_library(name, &file, placed, sources),
                Some(Role::Test) => self.test_files.push(TestFile {
                    scan: Scan::of(&file.text),
                    file: file.name,
                    text: file.text,
                }),
                Some(Role::Policy { group, stem }) => {
                    let place = placed.then(|| sources.push(Source::new(&*file.name, &*file.text)));
                    self.add_policy(group, stem, &file, pack, place, sources);
                }
                None => {}
            }
        }
        self.follow_libraries(pack);
        if placed {
            self.compile_each(pack);
        }
    }

    fn add_data(&mut self, name: &str, file: &File, sources: &mut Sources) {
        match serde_json::from_str(&file.text) {
            Ok(value) => {
                self.data.insert(name.to_owned(), value);
            }
            Err(error) => {
                let id = sources.push(Source::new(&*file.name, &*file.text));
                let at = line_start(&file.text, error.line());
                let message = format!("the data of a policy pack is no JSON: {error}");
                self.report(id, &Mistake::new(at..at, message));
            }
        }
    }

    fn add_library(&mut self, name: &str, file: &File, placed: bool, sources: &mut Sources) {
        let scan = Scan::of(&file.text);
        let mut mistakes = refused(&scan, &file.text, placed);
        if scan.reads != Reads::default() {
            let start = file.text.find("input").unwrap_or(0);
            mistakes.push(
                Mistake::new(start..start + 5, "a library does not read `input`")
                    .help("give its functions what they need as arguments"),
            );
        }
        let expected = format!("kubelint.lib.{name}");
        mistakes.extend(wrong_package(&scan, &file.text, &expected));
        if !mistakes.is_empty() {
            let id = sources.push(Source::new(&*file.name, &*file.text));
            mistakes.iter().for_each(|mistake| self.report(id, mistake));
            return;
        }
        self.libraries.insert(
            name.to_owned(),
            Library {
                file: file.name.clone(),
                text: file.text.clone(),
                scan,
                definitions: OnceLock::new(),
            },
        );
    }

    fn add_policy(
        &mut self,
        group: &str,
        stem: &str,
        file: &File,
        pack: usize,
        place: Option<FileId>,
        sources: &mut Sources,
    ) {
        let scan = Scan::of(&file.text);
        let id = stem.replace('_', "-");
        let package = format!("kubelint.{}.{stem}", group.replace('-', "_"));
        let mut mistakes = refused(&scan, &file.text, place.is_some());
        mistakes.extend(wrong_package(&scan, &file.text, &package));
        if !scan.has_deny && scan.package.is_some() {
            let range = scan.package.clone().map_or(0..0, |(_, range)| range);
            mistakes.push(Mistake::new(range, "the policy has no rule `deny`").help(
                "findings are the members of the set `deny`: `deny contains finding if { … }`",
            ));
        }
        let metadata = match metadata::read(&file.text) {
            Ok(metadata) => Some(metadata),
            Err(wrong) => {
                mistakes.extend(wrong);
                None
            }
        };
        if let Some(other) = self.policies.iter().position(|policy| policy.id == id) {
            if self.policies[other].pack == pack {
                let range = 0..file.text.lines().next().map_or(0, str::len);
                let message = format!("there is a policy `{id}` already");
                let help = format!("`{}` has this name, too", self.policies[other].file);
                mistakes.push(Mistake::new(range, message).help(help));
            } else if mistakes.is_empty() {
                // A team's own version of a policy that kubelint brings along.
                self.policies.remove(other);
            }
        }
        let Some(metadata) = metadata.filter(|_| mistakes.is_empty()) else {
            let place =
                place.unwrap_or_else(|| sources.push(Source::new(&*file.name, &*file.text)));
            mistakes
                .iter()
                .for_each(|mistake| self.report(place, mistake));
            return;
        };
        self.policies.push(Policy {
            id,
            group: group.to_owned(),
            file: file.name.clone(),
            text: file.text.clone(),
            package,
            metadata,
            reads: scan.reads,
            scan,
            place,
            pack,
        });
    }

    fn report(&mut self, file: FileId, mistake: &Mistake) {
        self.problems.push(problem(file, mistake));
    }

    /// A policy imports libraries, and they import others.
    fn follow_libraries(&mut self, pack: usize) {
        let libraries = &self.libraries;
        for policy in self
            .policies
            .iter_mut()
            .filter(|policy| policy.pack == pack)
        {
            let mut open: Vec<String> = policy.scan.libraries.iter().cloned().collect();
            while let Some(name) = open.pop() {
                let Some(library) = libraries.get(&name) else {
                    continue;
                };
                for further in &library.scan.libraries {
                    if policy.scan.libraries.insert(further.clone()) {
                        open.push(further.clone());
                    }
                }
            }
        }
    }

    /// Compiles what people wrote, each on its own, so that an error points into its file.
    fn compile_each(&mut self, pack: usize) {
        let mut policies = std::mem::take(&mut self.policies);
        let mut wrong = Vec::new();
        policies.retain(|policy| {
            let mistake = match policy.pack == pack {
                true => compile::alone(policy, self).err(),
                false => None,
            };
            let place = policy.place;
            wrong.extend(
                place
                    .zip(mistake.as_ref())
                    .map(|(at, one)| problem(at, one)),
            );
            mistake.is_none()
        });
        self.policies = policies;
        self.problems.append(&mut wrong);
    }

    /// All of them, in the order in which they were loaded.
    pub fn iter(&self) -> impl Iterator<Item = &Policy> {
        self.policies.iter()
    }

    /// The policy of an id.
    pub fn get(&self, id: &str) -> Option<&Policy> {
        self.policies.iter().find(|policy| policy.id == id)
    }

    /// The libraries that a policy imports, with their texts.
    pub fn libraries_of<'p>(
        &'p self,
        policy: &'p Policy,
    ) -> impl Iterator<Item = (&'p str, &'p str)> {
        let names = policy.scan.libraries.iter();
        names.filter_map(|name| Some((name.as_str(), self.libraries.get(name)?.text.as_str())))
    }

    /// Their entries for the registry.
    pub fn entries(&self) -> impl Iterator<Item = Entry> {
        self.policies.iter().map(Policy::entry)
    }
}

impl Policy {
    /// The rule as everybody else sees it.
    pub fn entry(&self) -> Entry {
        let metadata = &self.metadata;
        let text = |bad| {
            let of_kind = |example: &&PolicyExample| example.bad == bad;
            let example = metadata.examples.iter().find(of_kind)?;
            Some(example.yaml.clone().into())
        };
        let texts = |list: &[String]| list.iter().cloned().map(Into::into).collect();
        Entry {
            id: self.id.clone().into(),
            group: self.group.clone().into(),
            title: metadata.title.clone().into(),
            description: metadata.description.clone().into(),
            example: text(true)
                .zip(text(false))
                .map(|(bad, good)| Example { bad, good }),
            levels: metadata.levels,
            aliases: texts(&metadata.aliases),
            params: metadata.params.clone(),
            also_in: texts(&metadata.also_in),
            mutes: texts(&metadata.mutes),
        }
    }

    /// Whether it came with the binary.
    pub fn is_embedded(&self) -> bool {
        self.place.is_none()
    }
}

fn problem(file: FileId, mistake: &Mistake) -> Diagnostic {
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let span = Span::new(file, offset(mistake.range.start), offset(mistake.range.end));
    let mut finding = Diagnostic::new(POLICY_INVALID, span, mistake.message.clone());
    finding.help.clone_from(&mistake.help);
    finding
}

/// What may not be compiled, or would not end. Of the policies of the binary a test knows that they
/// do, so that not every run has to look (`placed` is false).
fn refused(scan: &Scan, text: &str, placed: bool) -> Vec<Mistake> {
    let refused = scan.refused.iter();
    let mut mistakes: Vec<Mistake> = refused
        .map(|one| Mistake::new(one.range.clone(), &*one.message).help(&*one.help))
        .collect();
    if !placed {
        return mistakes;
    }
    if let Some((name, range)) = recursion::recursive_rule(text) {
        mistakes.push(
            Mistake::new(
                range,
                format!("`{name}` needs itself, and Rego has no recursion"),
            )
            .help("use a comprehension, or `walk` to go through a nested value"),
        );
    }
    if let Some(range) = recursion::too_deep(text) {
        mistakes.push(Mistake::new(range, "brackets are nested too deep"));
    }
    mistakes
}

fn wrong_package(scan: &Scan, text: &str, expected: &str) -> Option<Mistake> {
    let help = format!("write `package {expected}`: the names of its folder and its file");
    match &scan.package {
        Some((package, _)) if package == expected => None,
        Some((package, range)) => Some(
            Mistake::new(
                range.clone(),
                format!("the package `{package}` is not that of the file"),
            )
            .help(help),
        ),
        None => {
            let first = 0..text.lines().next().map_or(0, str::len);
            Some(Mistake::new(first, "the file has no package").help(help))
        }
    }
}

fn line_start(text: &str, line: usize) -> usize {
    let lines = text.split_inclusive('\n').take(line.saturating_sub(1));
    lines.map(str::len).sum()
}

/// What a file is, by its place in the pack.
fn role<'a>(relative: &'a str, root: &'a str) -> Option<Role<'a>> {
    let (folder, name) = relative.rsplit_once('/').unwrap_or(("", relative));
    let group = folder.rsplit('/').next().filter(|name| !name.is_empty());
    if let Some(stem) = name.strip_suffix(".json") {
        return (group == Some("data")).then_some(Role::Data(stem));
    }
    let stem = name.strip_suffix(".rego")?;
    if stem.ends_with("_test") {
        return Some(Role::Test);
    }
    if group == Some("lib") {
        return Some(Role::Library(stem));
    }
    Some(Role::Policy {
        group: group.unwrap_or(root),
        stem,
    })
}

fn read_folder(folder: &Path) -> Result<Vec<File>, String> {
    let mut files = Vec::new();
    let unreadable = |path: &Path, error: &dyn std::fmt::Display| {
        format!("`{}` cannot be read: {error}", path.display())
    };
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.map_err(|error| unreadable(folder, &error))?;
        let path = entry.path();
        let is_rego = path
            .extension()
            .is_some_and(|ext| ext == "rego" || ext == "json");
        if !entry.file_type().is_file() || !is_rego {
            continue;
        }
        let text = fs::read_to_string(path).map_err(|error| unreadable(path, &error))?;
        let relative = path.strip_prefix(folder).unwrap_or(path);
        let relative = if relative.as_os_str().is_empty() {
            single(path)
        } else {
            relative.to_path_buf()
        };
        files.push(File {
            name: shown(path),
            relative: shown(&relative),
            text,
        });
    }
    Ok(files)
}

/// A file that is given by itself still belongs to the group that its folder names.
fn single(path: &Path) -> PathBuf {
    let folder = path.parent().and_then(Path::file_name);
    let name = path.file_name().unwrap_or_default();
    match folder {
        Some(folder) => Path::new(folder).join(name),
        None => PathBuf::from(name),
    }
}

fn shown(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', "/");
    text.strip_prefix("./").unwrap_or(&text).to_owned()
}
