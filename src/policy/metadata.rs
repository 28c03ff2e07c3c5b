//! The METADATA comment of a policy file, with the place of every value.

use std::ops::Range;

use crate::rule::{Level, Levels, Param};
use crate::spelling::nearest;
use crate::yaml::{Limits, Node, Tree, parse};

use super::example::{self, PolicyExample};
use super::scope::{KindPattern, LinkPattern, Scope};
use crate::graph::{Outcome, Relation};
use crate::resource::ContainerType;

/// What a policy file says about itself.
#[derive(Debug, Clone)]
pub struct Metadata {
    /// What is wrong, in a few words.
    pub title: String,
    /// Why it matters, in Markdown, without the examples.
    pub description: String,
    /// The level of each profile.
    pub levels: Levels,
    /// On what the policy is evaluated.
    pub scope: Scope,
    /// The same check in other tools.
    pub aliases: Vec<String>,
    /// What a config may set.
    pub params: Vec<Param>,
    /// Weaker rules that a finding silences.
    pub mutes: Vec<String>,
    /// Other groups that switch the rule on.
    pub also_in: Vec<String>,
    /// The manifests that it must and must not report.
    pub examples: Vec<PolicyExample>,
}

/// A mistake in a policy file, by its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mistake {
    pub(super) range: Range<usize>,
    pub(super) message: String,
    pub(super) help: Option<String>,
}

impl Mistake {
    pub(super) fn new(range: Range<usize>, message: impl Into<String>) -> Self {
        Self {
            range,
            message: message.into(),
            help: None,
        }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// The YAML of the comment, and where its lines stand in the file.
///
/// The description is most of it, and all policies are loaded at every start: written as a block
/// of text, as it nearly always is, it is taken as it stands and kept away from the YAML reader.
struct Block {
    yaml: String,
    /// For every line of `yaml`: where it starts there, and where in the file.
    lines: Vec<(usize, usize)>,
    description: Option<String>,
}

/// How a description begins that is a block of text.
const DESCRIPTION: &str = "description: |";

impl Block {
    /// The comment lines after `# METADATA`, before anything else.
    fn of(text: &str) -> Option<Self> {
        let mut yaml = String::new();
        let mut lines = Vec::new();
        let mut description: Option<String> = None;
        let mut in_description = false;
        let mut inside = false;
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let content = line.trim_end_matches(['\n', '\r']);
            let body = content.strip_prefix('#');
            match body {
                Some(body) if inside => {
                    let shown = body.strip_prefix(' ').unwrap_or(body);
                    in_description &= shown.starts_with("  ") || shown.trim().is_empty();
                    if in_description {
                        let text = description.get_or_insert_default();
                        text.push_str(shown.strip_prefix("  ").unwrap_or("").trim_end());
                        text.push('\n');
                        start += line.len();
                        continue;
                    }
                    in_description = shown == DESCRIPTION && description.is_none();
                    lines.push((yaml.len(), start + content.len() - shown.len()));
                    yaml.push_str(shown);
                    yaml.push('\n');
                }
                Some(body) => inside = body.trim() == "METADATA",
                None if inside => break,
                None if content.starts_with("package") => break,
                None => {}
            }
            start += line.len();
        }
        inside.then_some(Self {
            yaml,
            lines,
            description,
        })
    }

    fn to_file(&self, range: Range<u32>) -> Range<usize> {
        let place = |at: u32| {
            let at = at as usize;
            let line = self.lines.partition_point(|(start, _)| *start <= at);
            let (start, in_file) = self.lines[line.saturating_sub(1)];
            in_file + (at - start)
        };
        let from = place(range.start);
        let to = place(range.end.saturating_sub(1).max(range.start)) + 1;
        from..to.max(from)
    }
}

/// Reads the METADATA of a policy, or everything that is wrong with it.
pub(super) fn read(text: &str) -> Result<Metadata, Vec<Mistake>> {
    let first_line = 0..text.lines().next().map_or(0, str::len);
    let block = Block::of(text).filter(|block| !block.lines.is_empty());
    let Some(block) = block else {
        let mistake = Mistake::new(first_line, "the policy has no METADATA").help(
            "begin the file with a comment block `# METADATA`; \
             `kubelint policy new` writes one",
        );
        return Err(vec![mistake]);
    };
    let parsed = parse(block.yaml.as_str().into(), &Limits::default());
    if let Some(error) = parsed.errors.first() {
        let range = block.to_file(error.range.clone());
        let message = format!("METADATA is no YAML: {}", error.message);
        return Err(vec![Mistake::new(range, message)]);
    }
    let mut reader = Reader {
        block: &block,
        mistakes: Vec::new(),
    };
    let metadata = reader.metadata(&parsed.tree);
    match metadata {
        Some(metadata) if reader.mistakes.is_empty() => Ok(metadata),
        _ => Err(reader.mistakes),
    }
}

struct Reader<'b> {
    block: &'b Block,
    mistakes: Vec<Mistake>,
}

const TOP: [&str; 3] = ["title", "description", "custom"];
const CUSTOM: [&str; 9] = [
    "level",
    "on",
    "containers",
    "links",
    "outcomes",
    "aliases",
    "params",
    "mutes",
    "also-in",
];

impl Reader<'_> {
    fn wrong(&mut self, node: Node<'_>, message: impl Into<String>) -> &mut Mistake {
        let range = self.block.to_file(node.range());
        self.mistakes.push(Mistake::new(range, message));
        let last = self.mistakes.len() - 1;
        &mut self.mistakes[last]
    }

    fn metadata(&mut self, tree: &Tree) -> Option<Metadata> {
        let root = tree.documents().first().map(|document| document.root)?;
        let root = tree.node(root);
        if !root.is_mapping() {
            self.wrong(root, "METADATA is no mapping");
            return None;
        }
        self.known_keys(root, &TOP);
        let title = self.required_text(root, "title");
        let description = match self.block.description.clone() {
            Some(text) => Some(text),
            None => self.required_text(root, "description"),
        };
        let custom = root.get("custom").filter(|node| node.is_mapping());
        let Some(custom) = custom else {
            let node = root.entry("custom").map_or(root, |(key, _)| key);
            self.wrong(node, "METADATA has no mapping `custom`").help =
                Some("give it at least `level` and `on`".to_owned());
            return None;
        };
        self.known_keys(custom, &CUSTOM);
        let levels = self.levels(custom);
        let containers = self.containers(custom);
        let scope = self.scope(custom, containers);
        let aliases = self.texts(custom, "aliases");
        self.aliases(custom);
        let params = self.params(custom);
        let examples = self.examples(root, description.as_deref());
        Some(Metadata {
            title: title?,
            description: example::without_examples(&description?),
            levels: levels?,
            scope: scope?,
            aliases,
            params,
            mutes: self.texts(custom, "mutes"),
            also_in: self.texts(custom, "also-in"),
            examples,
        })
    }

    fn known_keys(&mut self, mapping: Node<'_>, known: &[&str]) {
        for (key, _) in mapping.entries() {
            let name = written(key);
            if !known.contains(&name) {
                let help = match nearest(name, known) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("it may have {}", known.join(", ")),
                };
                self.wrong(key, format!("METADATA has no key `{name}`"))
                    .help = Some(help);
            }
        }
    }

    fn required_text(&mut self, mapping: Node<'_>, key: &str) -> Option<String> {
        match mapping.get(key) {
            Some(node) if node.as_str().is_some_and(|text| !text.trim().is_empty()) => {
                Some(node.text().trim_end().to_owned())
            }
            Some(node) => {
                self.wrong(node, format!("`{key}` is no text"));
                None
            }
            None => {
                let first = mapping.entries().next().map_or(mapping, |(key, _)| key);
                self.wrong(first, format!("METADATA has no `{key}`"));
                None
            }
        }
    }

    fn texts(&mut self, mapping: Node<'_>, key: &str) -> Vec<String> {
        let Some(list) = mapping.get(key) else {
            return Vec::new();
        };
        let texts: Option<Vec<String>> = list
            .is_sequence()
            .then(|| {
                list.items()
                    .map(|item| item.as_str().map(str::to_owned))
                    .collect()
            })
            .flatten();
        texts.unwrap_or_else(|| {
            self.wrong(list, format!("`{key}` is no list of texts"));
            Vec::new()
        })
    }

    fn aliases(&mut self, custom: Node<'_>) {
        let Some(list) = custom.get("aliases") else {
            return;
        };
        for alias in list.items().filter(|alias| !alias.text().contains(':')) {
            let message = format!("`{}` is no alias of a tool's check", alias.text());
            self.wrong(alias, message).help =
                Some("write `tool:id`, for example `kube-linter:host-pid`".to_owned());
        }
    }

    fn levels(&mut self, custom: Node<'_>) -> Option<Levels> {
        let Some(node) = custom.get("level") else {
            let first = custom.entries().next().map_or(custom, |(key, _)| key);
            self.wrong(first, "METADATA has no `custom.level`").help =
                Some("off, info, warning or error".to_owned());
            return None;
        };
        if !node.is_mapping() {
            return Some(derived(self.level(node)?));
        }
        self.known_keys(node, &["recommended", "strict", "all"]);
        let recommended = node.get("recommended").and_then(|node| self.level(node));
        let mut levels = derived(recommended.unwrap_or(Level::Off));
        if let Some(strict) = node.get("strict") {
            levels.strict = self.level(strict)?;
            levels.all = levels.all.max(levels.strict);
        }
        if let Some(all) = node.get("all") {
            levels.all = self.level(all)?;
        }
        Some(levels)
    }

    fn level(&mut self, node: Node<'_>) -> Option<Level> {
        // Plain `off` is a boolean to YAML 1.1.
        if node.as_bool() == Some(false) && node.text() == "off" {
            return Some(Level::Off);
        }
        match node.text().parse() {
            Ok(level) => Some(level),
            Err(message) => {
                self.wrong(node, message);
                None
            }
        }
    }

    fn containers(&mut self, custom: Node<'_>) -> Vec<ContainerType> {
        let Some(list) = custom.get("containers") else {
            return ContainerType::ALL.to_vec();
        };
        let mut types = Vec::new();
        for item in list.items() {
            let named = ContainerType::ALL
                .into_iter()
                .find(|container| container.as_str() == item.text());
            match named {
                Some(container) => types.push(container),
                None => {
                    let message = format!("there are no `{}` containers", item.text());
                    self.wrong(item, message).help =
                        Some("regular, sidecar, init or ephemeral".to_owned());
                }
            }
        }
        if types.is_empty() && self.mistakes.is_empty() {
            self.wrong(list, "`containers` is no list of container types");
        }
        types
    }

    fn scope(&mut self, custom: Node<'_>, containers: Vec<ContainerType>) -> Option<Scope> {
        let on = custom.entries().find(|(key, _)| written(*key) == "on");
        let Some((_, on)) = on else {
            let first = custom.entries().next().map_or(custom, |(key, _)| key);
            self.wrong(first, "METADATA has no `custom.on`").help =
                Some("objects, pods, containers, links, cluster, or a list of kinds".to_owned());
            return None;
        };
        if on.is_sequence() && !on.is_empty() {
            let kinds = on.items().map(|kind| KindPattern::parse(kind.text()));
            return Some(Scope::Kinds(kinds.collect()));
        }
        match on.text() {
            "objects" => Some(Scope::Objects),
            "pods" => Some(Scope::Pods),
            "containers" => Some(Scope::Containers(containers)),
            "links" => self.links(custom).map(Scope::Links),
            "cluster" => Some(Scope::Cluster),
            other => {
                let message = format!("`{other}` is no scope");
                self.wrong(on, message).help = Some(
                    "objects, pods, containers, links, cluster, or a list of kinds".to_owned(),
                );
                None
            }
        }
    }

    fn links(&mut self, custom: Node<'_>) -> Option<LinkPattern> {
        let Some(links) = custom.get("links").filter(|links| !links.is_empty()) else {
            let first = custom.entries().next().map_or(custom, |(key, _)| key);
            self.wrong(first, "METADATA has no `custom.links`").help =
                Some("name the relations, for example `links: [config-map]`".to_owned());
            return None;
        };
        let relations = self.words(links, Relation::ALL, Relation::as_str, "relation");
        let outcomes = match custom.get("outcomes") {
            Some(outcomes) => self.words(outcomes, Outcome::ALL, Outcome::as_str, "outcome"),
            None => LinkPattern::FAILURES.to_vec(),
        };
        Some(LinkPattern {
            relations,
            outcomes,
        })
    }

    /// A list of words of which each stands for something.
    fn words<T: Copy>(
        &mut self,
        list: Node<'_>,
        all: &[T],
        word: fn(T) -> &'static str,
        what: &str,
    ) -> Vec<T> {
        let mut found = Vec::new();
        for item in list.items() {
            let text = item.text();
            if let Some(one) = all.iter().find(|one| word(**one) == text) {
                found.push(*one);
                continue;
            }
            let known: Vec<&str> = all.iter().map(|one| word(*one)).collect();
            let help = match nearest(text, &known) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("it may be {}", known.join(", ")),
            };
            self.wrong(item, format!("`{text}` is no {what} of links"))
                .help = Some(help);
        }
        found
    }

    fn params(&mut self, custom: Node<'_>) -> Vec<Param> {
        let Some(params) = custom.get("params") else {
            return Vec::new();
        };
        let mut read = Vec::new();
        for (key, value) in params.entries() {
            self.known_param_keys(value);
            let Some(default) = value.get("default") else {
                self.wrong(
                    key,
                    format!("the parameter `{}` has no default", key.text()),
                )
                .help = Some("write `name: {default: …, description: …}`".to_owned());
                continue;
            };
            let description = value.get("description").map_or("", Node::text);
            read.push(Param {
                name: key.text().to_owned(),
                description: description.to_owned(),
                default: default.to_json(),
            });
        }
        read
    }

    fn known_param_keys(&mut self, param: Node<'_>) {
        if param.is_mapping() {
            self.known_keys(param, &["default", "description"]);
        }
    }

    fn examples(&mut self, root: Node<'_>, description: Option<&str>) -> Vec<PolicyExample> {
        match example::read(description.unwrap_or("")) {
            Ok(examples) => examples,
            Err(message) => {
                let key = root.entry("description").map_or(root, |(key, _)| key);
                self.wrong(key, message);
                Vec::new()
            }
        }
    }
}

/// A key as it is written: to YAML 1.1 a plain `on` is a boolean, to METADATA it is a key.
fn written(key: Node<'_>) -> &str {
    if key.is_retyped_key() {
        key.source()
    } else {
        key.text()
    }
}

/// The level of the other profiles, when a policy names the recommended one only.
fn derived(recommended: Level) -> Levels {
    let (strict, all) = match recommended {
        Level::Off => (Level::Off, Level::Warning),
        Level::Info => (Level::Warning, Level::Warning),
        level => (level, level),
    };
    Levels {
        recommended,
        strict,
        all,
    }
}
