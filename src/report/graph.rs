//! The graph of objects: as a tree for people, as JSON for programs, as pictures.

mod json;
mod picture;
mod text;

use std::io::{self, Write};
use std::str::FromStr;

use crate::graph::{Graph, GraphObject, KUSTOMIZE, Link, LinkId, ObjectId, Outcome, Relation};
use crate::source::Sources;

/// How a graph is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum GraphFormat {
    /// A tree of units, objects and links.
    #[default]
    Text,
    /// `kubelint.graph/v1`, for programs.
    Json,
    /// Graphviz.
    Dot,
    /// Mermaid, as Markdown hosts draw it.
    Mermaid,
}

/// The accepted spellings of [`GraphFormat`], in the order of help texts.
pub const GRAPH_FORMATS: [(&str, GraphFormat); 4] = [
    ("txt", GraphFormat::Text),
    ("json", GraphFormat::Json),
    ("dot", GraphFormat::Dot),
    ("mermaid", GraphFormat::Mermaid),
];

impl FromStr for GraphFormat {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let known = GRAPH_FORMATS.iter().find(|(name, _)| *name == text);
        known.map(|(_, format)| *format).ok_or_else(|| {
            let names: Vec<&str> = GRAPH_FORMATS.iter().map(|(name, _)| *name).collect();
            format!(
                "`{text}` is no format of graphs; it may be {}",
                names.join(", ")
            )
        })
    }
}

/// What is written.
#[derive(Debug, Clone, Copy)]
pub struct GraphReport<'r, 't> {
    /// The graph.
    pub graph: &'r Graph<'t>,
    /// The texts that its objects lie in.
    pub sources: &'r Sources,
    /// Only these objects, with what they use and who uses them; all when absent.
    pub of: Option<&'r [ObjectId]>,
}

/// Writes a graph.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn render_graph(
    format: GraphFormat,
    report: &GraphReport<'_, '_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        GraphFormat::Text => text::write(report, out),
        GraphFormat::Json => json::write(report, out),
        GraphFormat::Dot => picture::dot(report, out),
        GraphFormat::Mermaid => picture::mermaid(report, out),
    }
}

impl<'r, 't> GraphReport<'r, 't> {
    /// The links that are shown of an object: what it says about itself and about its namespace
    /// is on every line anyway.
    fn links(&self, id: ObjectId) -> impl Iterator<Item = (LinkId, &'r Link<'t>)> {
        let links = self.graph.links_from(id);
        links.filter(move |(_, link)| is_shown(self.graph, link))
    }

    /// The links of others that lead to an object.
    fn users(&self, id: ObjectId) -> impl Iterator<Item = (LinkId, &'r Link<'t>)> {
        let links = self.graph.links_to(id);
        links.filter(move |(_, link)| link.from != id && is_shown(self.graph, link))
    }

    fn object(&self, id: ObjectId) -> &'r GraphObject<'t> {
        self.graph.object(id)
    }

    /// Kustomizations are no objects; one is shown when it names what is not there.
    fn is_shown(&self, id: ObjectId) -> bool {
        let is_object = self.object(id).resource.gvk().group != KUSTOMIZE;
        is_object || self.links(id).next().is_some()
    }

    /// What an object is called; a kustomization by its file.
    fn display_name(&self, id: ObjectId) -> String {
        let object = self.object(id);
        match object.resource.gvk().group {
            KUSTOMIZE => self.sources.get(object.file).name.clone(),
            _ => object.resource.display_name(),
        }
    }

    /// `Deployment shop/web`.
    fn name(&self, id: ObjectId) -> String {
        let resource = &self.object(id).resource;
        let name = self.display_name(id);
        match self.namespace(id) {
            Some(namespace) => format!("{} {namespace}/{name}", resource.kind),
            None => format!("{} {name}", resource.kind),
        }
    }

    /// The namespace that the object is applied to, when its units agree.
    fn namespace(&self, id: ObjectId) -> Option<&'t str> {
        let mut seats = self.graph.seats(id).iter().map(|seat| seat.namespace);
        let first = seats.next().flatten();
        seats.all(|other| other == first).then_some(first)?
    }

    /// `k8s/web.yaml:12` of a byte in the object's file.
    fn place(&self, id: ObjectId, offset: u32) -> String {
        let source = self.sources.get(self.object(id).file);
        format!("{}:{}", source.name, source.position(offset).line)
    }

    /// Where an object begins.
    fn start(&self, id: ObjectId) -> u32 {
        self.object(id).resource.root.range().start
    }

    /// The objects that are drawn, in order.
    fn drawn(&self) -> Vec<ObjectId> {
        let Some(of) = self.of else {
            let all = self.graph.objects().map(|(id, _)| id);
            return all.filter(|id| self.is_shown(*id)).collect();
        };
        let mut drawn: Vec<ObjectId> = of.to_vec();
        for id in of {
            let ends = self
                .links(*id)
                .flat_map(|(_, link)| self.graph.ends_of(link));
            drawn.extend(ends.copied());
            drawn.extend(self.users(*id).map(|(_, link)| link.from));
        }
        drawn.sort_unstable();
        drawn.dedup();
        drawn
    }
}

fn is_shown(graph: &Graph<'_>, link: &Link<'_>) -> bool {
    let to_itself = graph.ends_of(link) == [link.from] && link.outcome == Outcome::Found;
    let is_file = link.relation == Relation::KustomizationResource && !is_broken(link);
    !(to_itself || is_file || link.relation.is_conflict() || link.relation == Relation::Namespace)
}

/// Whether there is nothing where a link should lead.
fn is_broken(link: &Link<'_>) -> bool {
    matches!(
        link.outcome,
        Outcome::Missing
            | Outcome::MissingKey
            | Outcome::WrongNamespace
            | Outcome::WrongKind
            | Outcome::NotGranted
    )
}

/// What a link asks for, in words: `ConfigMap web-config key LOG_LEVEL`, `pods app=web`.
fn asked_for(link: &Link<'_>) -> String {
    let target = &link.target;
    if target.kind == "port" {
        return format!("port {}", target.key.unwrap_or_default());
    }
    if target.name.is_empty() {
        let labels = labels(link);
        let kind = if target.kind == "Pod" {
            "pods"
        } else {
            target.kind
        };
        return match labels.as_str() {
            "" => format!("all {kind}"),
            labels => format!("{kind} {labels}"),
        };
    }
    let key = target.key.map(|key| format!(" key {key}"));
    format!("{} {}{}", target.kind, target.name, key.unwrap_or_default())
}

/// A selector on one line.
fn labels(link: &Link<'_>) -> String {
    let pairs = link.at.get("matchLabels").unwrap_or(link.at);
    let is_pair = |value: &crate::yaml::Node<'_>| !value.is_sequence() && !value.is_mapping();
    let equal = pairs.entries().filter(|(_, value)| is_pair(value));
    let mut parts: Vec<String> = equal
        .map(|(key, value)| format!("{}={}", key.text(), value.text()))
        .collect();
    let more = link.at.get("matchExpressions");
    for one in more.into_iter().flat_map(crate::yaml::Node::items) {
        let text = |key: &str| one.get(key).map_or("", crate::yaml::Node::text);
        let values = one
            .get("values")
            .into_iter()
            .flat_map(crate::yaml::Node::items);
        let values: Vec<&str> = values.map(crate::yaml::Node::text).collect();
        let words = format!(
            "{} {} ({})",
            text("key"),
            text("operator"),
            values.join(", ")
        );
        parts.push(words.replace(" ()", ""));
    }
    parts.join(", ")
}
