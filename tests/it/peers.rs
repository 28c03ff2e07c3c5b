//! The corpus against other linters: for every check of theirs that is an alias of a policy, how
//! many findings agree, with every difference explained in `docs/coverage.md`.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::ops::Range;
use std::path::Path;

use kubelint::check::outcome::Outcome;
use kubelint::config::CommandLine;
use kubelint::diagnostic::Diagnostic;
use kubelint::inventory::{objects, origin};
use kubelint::registry::Registry;
use kubelint::resource::Resource;
use kubelint::rule::{Entry, Profile};
use kubelint::source::Sources;
use kubelint::yaml::{Limits, parse};

use crate::shared::{check_with, corpus, setup_with, vectors};

const TOOLS: [&str; 5] = ["checkov", "kube-linter", "kube-score", "pluto", "polaris"];

/// What a peer names in each file.
type Named = BTreeMap<String, Vec<String>>;

/// An object, and its container where the finding is about one.
type Unit = (usize, Option<String>);

/// A finding of a peer: the objects that its words may mean, of which one file may hold several.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Theirs {
    file: String,
    words: String,
    objects: Vec<usize>,
    container: Option<String>,
}

/// An object of the corpus, as peers tell it from others.
struct Object {
    file: String,
    range: Range<u32>,
    api_version: String,
    kind: String,
    namespace: Option<String>,
    names: Vec<String>,
}

impl Object {
    /// How a tool writes it.
    fn spellings(&self, tool: &str) -> Vec<String> {
        let Object {
            api_version, kind, ..
        } = self;
        let spell = |name: &String| match (tool, &self.namespace) {
            ("checkov", namespace) => {
                let namespace = namespace.as_deref().unwrap_or("default");
                format!("{kind}.{namespace}.{name}")
            }
            ("pluto", None) => format!("{api_version} {kind}/{name}"),
            ("pluto", Some(namespace)) => format!("{api_version} {kind}/{namespace}/{name}"),
            (_, None) => format!("{kind}/{name}"),
            (_, Some(namespace)) => format!("{kind}/{namespace}/{name}"),
        };
        self.names.iter().map(spell).collect()
    }
}

/// All objects of the corpus.
#[derive(Default)]
struct Objects {
    all: Vec<Object>,
    by_file: HashMap<String, Vec<usize>>,
}

impl Objects {
    fn of(sources: &Sources) -> Self {
        let mut found = Self::default();
        for (_, source) in sources.iter() {
            let tree = parse(source.text.clone(), &Limits::default()).tree;
            for document in tree.documents() {
                for object in objects(tree.node(document.root)) {
                    let resource = Resource::new(object.node);
                    let names = match resource.name {
                        Some(name) => vec![name.to_owned()],
                        // Where there is none, some name the prefix and some nothing.
                        None => resource
                            .generate_name
                            .into_iter()
                            .chain(["", "None"])
                            .map(str::to_owned)
                            .collect(),
                    };
                    // kube-score names the file that Helm names above the object.
                    let beside = Path::new(&source.name).parent();
                    let rendered = origin(document, object.node).zip(beside);
                    let rendered = rendered.map(|(from, folder)| folder.join(from));
                    let rendered = rendered.map(|path| path.display().to_string());
                    for file in [Some(source.name.clone()), rendered].into_iter().flatten() {
                        found.by_file.entry(file).or_default().push(found.all.len());
                    }
                    found.all.push(Object {
                        file: source.name.clone(),
                        range: object.node.range(),
                        api_version: object.api_version.unwrap_or_default().to_owned(),
                        kind: object.kind.unwrap_or_default().to_owned(),
                        namespace: resource.namespace.map(str::to_owned),
                        names,
                    });
                }
            }
        }
        found
    }

    fn in_file(&self, file: &str) -> &[usize] {
        self.by_file.get(file).map_or(&[], Vec::as_slice)
    }

    /// The object that a finding lies in.
    fn at(&self, file: &str, offset: u32) -> Option<usize> {
        let mut objects = self.in_file(file).iter().copied();
        objects.find(|&object| {
            let object = &self.all[object];
            object.file == file && object.range.contains(&offset)
        })
    }

    /// What a peer means: an object, or else one of its containers.
    fn resolve(&self, tool: &str, file: &str, words: &str) -> Theirs {
        let mut theirs = Theirs {
            file: file.to_owned(),
            words: words.to_owned(),
            objects: Vec::new(),
            container: None,
        };
        for &object in self.in_file(file) {
            if self.all[object]
                .spellings(tool)
                .iter()
                .any(|name| name == words)
            {
                theirs.objects.push(object);
            }
        }
        if !theirs.objects.is_empty() {
            return theirs;
        }
        for &object in self.in_file(file) {
            for name in self.all[object].spellings(tool) {
                let rest = words.strip_prefix(&name);
                if let Some(container) = rest.and_then(|rest| rest.strip_prefix('/')) {
                    theirs.objects.push(object);
                    theirs.container = Some(container.to_owned());
                }
            }
        }
        theirs
    }
}

/// A row of the table.
struct Row {
    rules: Vec<String>,
    agree: usize,
    ours: BTreeSet<Unit>,
    theirs: Vec<Theirs>,
}

impl Row {
    /// The columns that are counted, as the table has them.
    fn cells(&self, alias: &str) -> String {
        let rules: Vec<String> = self.rules.iter().map(|rule| format!("`{rule}`")).collect();
        format!(
            "| `{alias}` | {} | {} | {} | {} |",
            rules.join(", "),
            self.agree,
            self.ours.len(),
            self.theirs.len()
        )
    }
}

/// What all checks of all peers name, by alias.
fn peers() -> Option<BTreeMap<String, Named>> {
    let mut peers = BTreeMap::new();
    for tool in TOOLS {
        let checks = vectors(&format!("peers/{tool}.json"))?;
        let checks: BTreeMap<String, Named> =
            serde_json::from_value(checks).expect("names by check and file");
        for (check, named) in checks {
            // pluto has one check, whose aliases are called after the file that it reads.
            let check = if tool == "pluto" {
                "versions.yaml"
            } else {
                &*check
            };
            peers.insert(format!("{tool}:{check}"), named);
        }
    }
    Some(peers)
}

fn aliases(entry: &Entry) -> impl Iterator<Item = &str> {
    let aliases = entry.aliases.iter().map(AsRef::as_ref);
    // The vectors say nothing about this one: it stands for a whole schema.
    aliases.filter(|alias| {
        let tool = alias.split(':').next().unwrap_or_default();
        TOOLS.contains(&tool) && *alias != "kube-linter:schema-validation"
    })
}

/// The rules that have such aliases, in layers of which none mutes a rule of its own layer: what
/// is muted has been found all the same.
fn layers(registry: &Registry) -> Vec<Vec<&str>> {
    fn height(registry: &Registry, entry: &Entry) -> usize {
        let muted = entry.mutes.iter().filter_map(|rule| registry.get(rule));
        let muted = muted.filter(|entry| aliases(entry).next().is_some());
        muted
            .map(|entry| height(registry, entry) + 1)
            .max()
            .unwrap_or(0)
    }
    let mut layers: Vec<Vec<&str>> = Vec::new();
    for entry in registry.entries() {
        if aliases(entry).next().is_some() {
            let height = height(registry, entry);
            layers.resize_with(layers.len().max(height + 1), Vec::new);
            layers[height].push(&entry.id);
        }
    }
    layers
}

/// What the rules of the layers find, by rule, and the objects of the corpus.
fn ours(registry: &Registry) -> Option<(Objects, BTreeMap<String, BTreeSet<Unit>>)> {
    let mut all = None;
    let mut found: BTreeMap<String, BTreeSet<Unit>> = BTreeMap::new();
    for layer in layers(registry) {
        let setup = setup_with(
            &["1.37"],
            CommandLine {
                profile: Some(Profile::All),
                select: layer.into_iter().map(str::to_owned).collect(),
                ..CommandLine::default()
            },
        );
        let outcome = check_with(&setup, corpus()?);
        let objects = all.get_or_insert_with(|| Objects::of(&outcome.sources));
        for finding in findings(&outcome) {
            let file = &outcome.sources.get(finding.span.file).name;
            let subject = finding.subject.as_ref();
            let container = subject.and_then(|subject| subject.container.clone());
            if let Some(object) = objects.at(file, finding.span.start) {
                let of_rule = found.entry(finding.rule.to_string()).or_default();
                of_rule.insert((object, container));
            }
        }
    }
    Some((all?, found))
}

/// Those too that a comment for one of the peers silences.
fn findings(outcome: &Outcome) -> impl Iterator<Item = &Diagnostic> {
    let suppressed = outcome.suppressed.iter().map(|one| &one.diagnostic);
    outcome.diagnostics.iter().chain(suppressed)
}

/// The containers that findings name, by object.
type Containers = BTreeMap<usize, BTreeSet<Option<String>>>;

/// Where one side names no container, the object decides.
fn fits(others: &Containers, object: usize, container: Option<&String>) -> bool {
    others.get(&object).is_some_and(|others| {
        container.is_none()
            || others.contains(&None)
            || others.iter().any(|other| other.as_ref() == container)
    })
}

fn compare(rules: Vec<String>, ours: BTreeSet<Unit>, theirs: BTreeSet<Theirs>) -> Row {
    let by_container = theirs.iter().any(|one| one.container.is_some());
    let ours: BTreeSet<Unit> = ours
        .into_iter()
        .map(|(object, container)| (object, container.filter(|_| by_container)))
        .collect();
    let mut our_containers = Containers::new();
    for (object, container) in &ours {
        let containers = our_containers.entry(*object).or_default();
        containers.insert(container.clone());
    }
    let mut their_containers = Containers::new();
    for one in &theirs {
        for object in &one.objects {
            let containers = their_containers.entry(*object).or_default();
            containers.insert(one.container.clone());
        }
    }
    let (agreed, theirs): (Vec<_>, Vec<_>) = theirs.into_iter().partition(|one| {
        let mut objects = one.objects.iter();
        objects.any(|object| fits(&our_containers, *object, one.container.as_ref()))
    });
    let ours = ours.into_iter();
    Row {
        rules,
        agree: agreed.len(),
        ours: ours
            .filter(|(object, container)| !fits(&their_containers, *object, container.as_ref()))
            .collect(),
        theirs,
    }
}

/// A row for every alias, without the files that no peer has read.
fn rows(
    registry: &Registry,
    objects: &Objects,
    found: &BTreeMap<String, BTreeSet<Unit>>,
    peers: &BTreeMap<String, Named>,
) -> BTreeMap<String, Row> {
    let files: BTreeSet<&String> = peers.values().flat_map(BTreeMap::keys).collect();
    let read = files.iter().flat_map(|file| objects.in_file(file));
    let read: BTreeSet<usize> = read.copied().collect();
    let mut rules: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for entry in registry.entries() {
        for alias in aliases(entry) {
            rules.entry(alias).or_default().push(entry.id.to_string());
        }
    }
    let mut rows = BTreeMap::new();
    for (alias, rules) in rules {
        let (tool, _) = alias.split_once(':').expect("a tool and a check");
        let named = peers.get(alias).into_iter().flatten();
        let theirs = named.flat_map(|(file, words)| {
            let words = words.iter();
            words.map(move |words| objects.resolve(tool, file, words))
        });
        let ours = rules.iter().filter_map(|rule| found.get(rule)).flatten();
        let ours = ours.filter(|(object, _)| read.contains(object)).cloned();
        let row = compare(rules.clone(), ours.collect(), theirs.collect());
        rows.insert(alias.to_owned(), row);
    }
    rows
}

/// Every difference on a line, for who looks for its reason.
fn print_differences(alias: &str, row: &Row, objects: &Objects) {
    for (object, container) in &row.ours {
        let object = &objects.all[*object];
        let words = object.spellings("").remove(0);
        let container = container.as_deref().unwrap_or_default();
        println!("ours only\t{alias}\t{}\t{words}\t{container}", object.file);
    }
    for one in &row.theirs {
        println!("theirs only\t{alias}\t{}\t{}", one.file, one.words);
    }
}

/// The cells of the table's rows that are about an alias.
fn table(page: &str) -> Vec<Vec<&str>> {
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `"));
    rows.map(|row| row.split('|').map(str::trim).collect::<Vec<_>>())
        .filter(|cells| cells.len() == 8 && cells[0].contains(':'))
        .collect()
}

#[test]
fn the_page_about_coverage_is_true() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/coverage.md");
    let page = fs::read_to_string(page).expect("the page can be read");
    let Some(peers) = peers() else { return };
    let registry = setup_with(&["1.37"], CommandLine::default()).registry;
    let Some((objects, found)) = ours(&registry) else {
        return;
    };
    let rows = rows(&registry, &objects, &found, &peers);
    let mut counted = BTreeSet::new();
    println!("| Alias | Rules | Agree | Ours only | Theirs only |");
    for (alias, row) in &rows {
        println!("{}", row.cells(alias));
        counted.insert(row.cells(alias));
        if std::env::var_os("KUBELINT_TEST_VERBOSE").is_some() {
            print_differences(alias, row, &objects);
        }
    }
    let written = table(&page);
    let written: BTreeSet<String> = written
        .iter()
        .map(|cells| format!("| `{} |", cells[..5].join(" | ")))
        .collect();
    let lines = |rows: &BTreeSet<String>, others: &BTreeSet<String>, sign: char| {
        let rows = rows.difference(others);
        rows.map(|row| format!("{sign} {row}\n"))
            .collect::<String>()
    };
    let wrong = lines(&written, &counted, '-') + &lines(&counted, &written, '+');
    assert!(
        wrong.is_empty(),
        "docs/coverage.md has other rows:\n{wrong}"
    );
    assert!(rows.len() > 80);
}

/// A check without a policy is named, and a policy that comes takes its name away.
#[test]
fn the_page_about_coverage_names_what_no_policy_covers() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/coverage.md");
    let page = fs::read_to_string(page).expect("the page can be read");
    let Some(peers) = peers() else { return };
    let registry = setup_with(&["1.37"], CommandLine::default()).registry;
    let covered: BTreeSet<&str> = registry.entries().iter().flat_map(aliases).collect();
    for tool in TOOLS {
        let checks = peers
            .keys()
            .filter(|alias| !covered.contains(alias.as_str()));
        let checks: Vec<String> = checks
            .filter_map(|alias| alias.strip_prefix(tool)?.strip_prefix(':'))
            .map(|check| format!("`{check}`"))
            .collect();
        if !checks.is_empty() {
            let line = format!("- {tool}: {}\n", checks.join(", "));
            assert!(
                page.contains(&line),
                "docs/coverage.md has not the line\n{line}"
            );
        }
    }
}

/// Every difference has a reason, and every reason is explained.
#[test]
fn the_page_about_coverage_gives_a_reason_for_every_difference() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/coverage.md");
    let page = fs::read_to_string(page).expect("the page can be read");
    let explained: BTreeSet<&str> = page
        .lines()
        .filter_map(|line| line.strip_prefix("### "))
        .collect();
    let mut given = BTreeSet::new();
    for cells in table(&page) {
        for (number, reasons) in [(cells[3], cells[5]), (cells[4], cells[6])] {
            assert_eq!(number == "0", reasons.is_empty(), "{cells:?}");
            given.extend(reasons.split(", ").filter(|reason| !reason.is_empty()));
        }
    }
    assert_eq!(given, explained);
}
