//! The graph as a tree.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::{GraphReport, asked_for, is_broken};
use crate::graph::{Link, ObjectId, Outcome};

/// Writes units, their objects and what each of them uses; with a choice of objects also who uses
/// them.
pub(super) fn write(report: &GraphReport<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    if let Some(of) = report.of {
        for (at, id) in of.iter().enumerate() {
            if at > 0 {
                writeln!(out)?;
            }
            one(report, *id, out)?;
        }
        return Ok(());
    }
    let mut totals = Totals::default();
    let mut empty = 0;
    let units = report.graph.units();
    let mut of_unit: Vec<Vec<ObjectId>> = vec![Vec::new(); units.len()];
    let shown = report.drawn();
    for id in shown.iter().copied() {
        let seats: BTreeSet<u32> = report
            .graph
            .seats(id)
            .iter()
            .map(|seat| seat.unit.0)
            .collect();
        for unit in seats {
            if let Some(objects) = of_unit.get_mut(unit as usize) {
                objects.push(id);
            }
        }
    }
    for (unit, objects) in units.iter().zip(of_unit) {
        if objects.is_empty() {
            empty += 1;
            continue;
        }
        let name = if unit.name.is_empty() {
            "."
        } else {
            &unit.name
        };
        let how = match (unit.is_kustomize, unit.open) {
            (true, true) => ", kustomization, parts of it are not among the files",
            (true, false) => ", kustomization",
            (false, true) => ", parts of it are not among the files",
            (false, false) => "",
        };
        writeln!(out, "{name} ({}{how})", counted(objects.len(), "object"))?;
        for id in objects {
            writeln!(
                out,
                "  {}  {}",
                report.name(id),
                report.place(id, report.start(id))
            )?;
            for (_, link) in report.links(id) {
                totals.add(link);
                writeln!(out, "    {}", uses(report, link))?;
            }
        }
        writeln!(out)?;
    }
    let filled = units.len() - empty;
    totals.write(filled, shown.len(), out)
}

/// One object: what it uses, and who uses it.
fn one(report: &GraphReport<'_, '_>, id: ObjectId, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "{}  {}",
        report.name(id),
        report.place(id, report.start(id))
    )?;
    let mut any = false;
    for (_, link) in report.links(id) {
        if !any {
            writeln!(out, "  uses")?;
        }
        any = true;
        writeln!(out, "    {}", uses(report, link))?;
    }
    if !any {
        writeln!(out, "  uses nothing")?;
    }
    let mut any = false;
    for (_, link) in report.users(id) {
        if !any {
            writeln!(out, "  used by")?;
        }
        any = true;
        let place = report.place(link.from, link.at.range().start);
        writeln!(
            out,
            "    {} ({})  {place}",
            report.name(link.from),
            words(link)
        )?;
    }
    if !any {
        writeln!(out, "  used by nothing")?;
    }
    Ok(())
}

/// `config-map, env`.
fn words(link: &Link<'_>) -> String {
    match link.how {
        "" => link.relation.to_string(),
        how => format!("{}, {how}", link.relation),
    }
}

/// One line: what is asked for, how it ends, and where.
fn uses(report: &GraphReport<'_, '_>, link: &Link<'_>) -> String {
    let asked = asked_for(link);
    let line = report.place(link.from, link.at.range().start);
    let line = line.rsplit(':').next().unwrap_or_default();
    let mark = if is_broken(link) { "✗" } else { "→" };
    let ends = report.graph.ends_of(link);
    let end = match (link.outcome, ends) {
        (Outcome::Found, []) => "found".to_owned(),
        (Outcome::Found, [one]) => {
            let place = report.place(*one, report.start(*one));
            match link.target.name.is_empty() {
                true => format!("{}  {place}", report.name(*one)),
                false => place,
            }
        }
        (Outcome::Found, many) => {
            let names = many.iter().take(SHOWN).map(|id| report.name(*id));
            let names: Vec<String> = names.collect();
            let more = many.len().saturating_sub(SHOWN);
            match more {
                0 => names.join(", "),
                more => format!("{} and {more} more", names.join(", ")),
            }
        }
        (Outcome::External, _) => "exists elsewhere".to_owned(),
        (Outcome::Optional, _) => "not there, which is allowed".to_owned(),
        (Outcome::Unjudged, _) => "filled in later".to_owned(),
        (Outcome::WrongNamespace, [one, ..]) => format!("only as {}", report.name(*one)),
        (Outcome::WrongKind, [one, ..]) => format!("only as {}", report.name(*one)),
        (Outcome::NotGranted, _) => "not granted by the other namespace".to_owned(),
        (Outcome::MissingKey, _) => "missing key".to_owned(),
        _ if link.closed => "missing".to_owned(),
        _ => "not among the files".to_owned(),
    };
    let near = link.nearest.as_ref().filter(|_| is_broken(link));
    let near = near.map(|nearest| match (&*nearest.text, nearest.object) {
        ("", Some(object)) => format!(", near the labels of {}", report.name(object)),
        ("", None) => String::new(),
        (text, _) => format!(", near {text}"),
    });
    format!(
        "{mark} {asked} ({}, line {line})  {end}{}",
        words(link),
        near.unwrap_or_default()
    )
}

/// How many ends of a selector are named.
const SHOWN: usize = 5;

#[derive(Debug, Default)]
struct Totals {
    found: usize,
    elsewhere: usize,
    broken: usize,
    unknown: usize,
}

impl Totals {
    fn add(&mut self, link: &Link<'_>) {
        match link.outcome {
            Outcome::Found => self.found += 1,
            Outcome::External | Outcome::Optional | Outcome::Unjudged => self.elsewhere += 1,
            _ if !link.closed && link.nearest.is_none() => self.unknown += 1,
            _ => self.broken += 1,
        }
    }

    fn write(&self, units: usize, objects: usize, out: &mut dyn Write) -> io::Result<()> {
        let links = self.found + self.elsewhere + self.broken + self.unknown;
        writeln!(
            out,
            "{}, {}, {}: {} found, {} elsewhere, {} not among the files, {} broken",
            counted(units, "unit"),
            counted(objects, "object"),
            counted(links, "link"),
            self.found,
            self.elsewhere,
            self.unknown,
            self.broken
        )
    }
}

fn counted(count: usize, noun: &str) -> String {
    crate::report::counted(count, noun)
}
