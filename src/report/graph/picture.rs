//! The graph as a picture: for Graphviz, and for Mermaid.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use super::{GraphReport, asked_for, is_broken};
use crate::graph::{Link, ObjectId, Outcome};

/// An arrow; several links between two objects are one.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Arrow {
    from: ObjectId,
    to: End,
}

/// Where an arrow ends.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    Object(ObjectId),
    /// What is not there, in words.
    Missing(String),
}

/// Objects by namespace, and the arrows between them with their words.
struct Picture {
    namespaces: BTreeMap<String, Vec<ObjectId>>,
    arrows: BTreeMap<Arrow, BTreeSet<String>>,
}

impl Picture {
    fn of(report: &GraphReport<'_, '_>) -> Self {
        let drawn = report.drawn();
        let known: BTreeSet<ObjectId> = drawn.iter().copied().collect();
        let chosen = report
            .of
            .map(|of| of.iter().copied().collect::<BTreeSet<_>>());
        let is_chosen = |from: ObjectId, to: Option<ObjectId>| {
            chosen
                .as_ref()
                .is_none_or(|of| of.contains(&from) || to.is_some_and(|to| of.contains(&to)))
        };
        let mut picture = Self {
            namespaces: BTreeMap::new(),
            arrows: BTreeMap::new(),
        };
        for id in &drawn {
            let namespace = report.namespace(*id).unwrap_or_default().to_owned();
            picture.namespaces.entry(namespace).or_default().push(*id);
            for (_, link) in report.links(*id) {
                let ends = report.graph.ends_of(link);
                for to in ends.iter().filter(|_| link.outcome == Outcome::Found) {
                    if known.contains(to) && to != id && is_chosen(*id, Some(*to)) {
                        picture.add(*id, End::Object(*to), link);
                    }
                }
                if is_broken(link)
                    && is_chosen(*id, None)
                    && (link.closed || link.nearest.is_some())
                {
                    picture.add(*id, End::Missing(asked_for(link)), link);
                }
            }
        }
        picture
    }

    fn add(&mut self, from: ObjectId, to: End, link: &Link<'_>) {
        let words = self.arrows.entry(Arrow { from, to }).or_default();
        words.insert(link.relation.to_string());
    }

    /// What is missing, with a number each.
    fn missing(&self) -> BTreeMap<&str, usize> {
        let missing: BTreeSet<&str> = self
            .arrows
            .keys()
            .filter_map(|arrow| match &arrow.to {
                End::Missing(words) => Some(words.as_str()),
                End::Object(_) => None,
            })
            .collect();
        missing.into_iter().zip(0..).collect()
    }
}

/// For Graphviz: `kubelint graph --format dot | dot -Tsvg`.
pub(super) fn dot(report: &GraphReport<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    let picture = Picture::of(report);
    let missing = picture.missing();
    writeln!(out, "digraph kubelint {{")?;
    writeln!(out, "  rankdir=LR;")?;
    writeln!(
        out,
        "  node [shape=box, style=rounded, fontname=\"sans-serif\"];"
    )?;
    writeln!(out, "  edge [fontname=\"sans-serif\", fontsize=10];")?;
    for (at, (namespace, objects)) in picture.namespaces.iter().enumerate() {
        if !namespace.is_empty() {
            writeln!(out, "  subgraph cluster_{at} {{")?;
            writeln!(out, "    label=\"{}\";", quoted(namespace))?;
        }
        for id in objects {
            let (kind, name) = label(report, *id);
            writeln!(out, "    n{} [label=\"{kind}\\n{}\"];", id.0, quoted(&name))?;
        }
        if !namespace.is_empty() {
            writeln!(out, "  }}")?;
        }
    }
    for (words, at) in &missing {
        writeln!(
            out,
            "  m{at} [label=\"{}\", color=red, fontcolor=red, style=\"rounded,dashed\"];",
            quoted(words)
        )?;
    }
    for (arrow, words) in &picture.arrows {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let words = words.join("\\n");
        match &arrow.to {
            End::Object(to) => {
                writeln!(out, "  n{} -> n{} [label=\"{words}\"];", arrow.from.0, to.0)?;
            }
            End::Missing(what) => writeln!(
                out,
                "  n{} -> m{} [label=\"{words}\", color=red, style=dashed];",
                arrow.from.0,
                missing[what.as_str()]
            )?,
        }
    }
    writeln!(out, "}}")
}

/// For Mermaid: Markdown hosts draw it in a block `mermaid`.
pub(super) fn mermaid(report: &GraphReport<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    let picture = Picture::of(report);
    let missing = picture.missing();
    writeln!(out, "flowchart LR")?;
    for (at, (namespace, objects)) in picture.namespaces.iter().enumerate() {
        if !namespace.is_empty() {
            writeln!(out, "  subgraph s{at}[\"{}\"]", entity(namespace))?;
        }
        for id in objects {
            let (kind, name) = label(report, *id);
            writeln!(out, "    n{}[\"{kind}<br>{}\"]", id.0, entity(&name))?;
        }
        if !namespace.is_empty() {
            writeln!(out, "  end")?;
        }
    }
    for (words, at) in &missing {
        writeln!(out, "  m{at}[\"{}\"]:::missing", entity(words))?;
    }
    for (arrow, words) in &picture.arrows {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let words = words.join(", ");
        match &arrow.to {
            End::Object(to) => writeln!(out, "  n{} -->|{words}| n{}", arrow.from.0, to.0)?,
            End::Missing(what) => writeln!(
                out,
                "  n{} -.->|{words}| m{}",
                arrow.from.0,
                missing[what.as_str()]
            )?,
        }
    }
    writeln!(
        out,
        "  classDef missing stroke:#c00,color:#c00,stroke-dasharray:4"
    )
}

fn label<'t>(report: &GraphReport<'_, 't>, id: ObjectId) -> (&'t str, String) {
    let resource = &report.object(id).resource;
    (resource.kind, report.display_name(id))
}

/// A text between quotes of Graphviz.
fn quoted(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

/// A text between quotes of Mermaid.
fn entity(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
