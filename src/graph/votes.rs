//! How many places use either spelling of a label, a name or a port: which side of a link to put
//! right.

use hashbrown::HashMap;

use super::ObjectId;
use super::index::Index;
use super::link::{Link, Votes, Why};
use super::relation::Outcome;
use super::selector::{Operator, Selector};
use super::unit::UnitId;

/// A label in a unit.
type Use<'t> = (UnitId, &'t str, &'t str);

/// Counts the votes of all links that know what was probably meant.
pub(super) fn count<'t>(index: &Index<'t>, links: &mut [Link<'t>], ends: &[ObjectId]) {
    labels(index, links);
    names(links);
    ports(links, ends);
}

/// Labels: by selectors, and by what carries them.
fn labels<'t>(index: &Index<'t>, links: &mut [Link<'t>]) {
    let mut asked: HashMap<Use<'t>, u32> = HashMap::new();
    for (link, difference) in links.iter().flat_map(differences) {
        for unit in index.seats(link.from).iter().map(|seat| seat.unit) {
            for (key, value) in [
                difference.wants.map(|value| (difference.key, value)),
                difference
                    .has
                    .map(|value| (difference.has_key.unwrap_or(difference.key), value)),
            ]
            .into_iter()
            .flatten()
            {
                asked.entry((unit, key, value)).or_default();
            }
        }
    }
    if asked.is_empty() {
        return;
    }
    for link in links.iter().filter(|link| link.at.is_mapping()) {
        let is_labels = link
            .at
            .get("matchLabels")
            .or_else(|| link.at.get("matchExpressions"));
        let selector = match is_labels {
            Some(_) => Selector::of_label_selector(link.at),
            None => Selector::of_labels(link.at),
        };
        for one in &selector.requirements {
            if one.operator != Operator::In || one.values.len() != 1 {
                continue;
            }
            for seat in index.seats(link.from) {
                if let Some(count) = asked.get_mut(&(seat.unit, one.key, one.values[0])) {
                    *count += 1;
                }
            }
        }
    }
    for ((unit, key, value), count) in &mut asked {
        let carried = index.pods.count(*unit, key, value);
        *count += u32::try_from(carried).unwrap_or(u32::MAX);
    }
    for link in links.iter_mut() {
        let unit = index.seats(link.from).first().map(|seat| seat.unit);
        let (Some(nearest), Some(unit)) = (&mut link.nearest, unit) else {
            continue;
        };
        for one in &mut nearest.differences {
            let of = |key, value: Option<&'t str>| {
                value.map_or(0, |value| {
                    asked.get(&(unit, key, value)).copied().unwrap_or(0)
                })
            };
            one.votes = Votes {
                wants: of(one.key, one.wants),
                has: of(one.has_key.unwrap_or(one.key), one.has),
            };
        }
        if let Some(first) = nearest.differences.first() {
            nearest.votes = first.votes;
        }
    }
}

fn differences<'l, 't>(
    link: &'l Link<'t>,
) -> impl Iterator<Item = (&'l Link<'t>, &'l super::link::Difference<'t>)> {
    let nearest = link.nearest.iter();
    nearest.flat_map(move |nearest| nearest.differences.iter().map(move |one| (link, one)))
}

/// Names and keys: by the links that ask for them, and by the object itself.
fn names(links: &mut [Link<'_>]) {
    let near = |link: &Link<'_>| {
        link.nearest.is_some()
            && matches!(link.outcome, Outcome::Missing | Outcome::MissingKey)
            && !link.target.name.is_empty()
    };
    if !links.iter().any(near) {
        return;
    }
    let mut asked: HashMap<(&str, &str, Option<&str>), u32> = HashMap::new();
    for link in links.iter().filter(|link| !link.target.name.is_empty()) {
        let target = &link.target;
        *asked
            .entry((target.kind, target.name, target.key))
            .or_default() += 1;
        if target.key.is_some() {
            *asked.entry((target.kind, target.name, None)).or_default() += 1;
        }
    }
    let count = |kind: &str, name: &str, key: Option<&str>| {
        asked.get(&(kind, name, key)).copied().unwrap_or(0)
    };
    let votes: Vec<Option<Votes>> = links
        .iter()
        .map(|link| {
            let nearest = link.nearest.as_ref().filter(|_| near(link))?;
            let (kind, name) = (link.target.kind, link.target.name);
            let (wants, has) = match link.outcome {
                Outcome::MissingKey => (
                    count(kind, name, link.target.key),
                    count(kind, name, Some(&nearest.text)),
                ),
                _ => (count(kind, name, None), count(kind, &nearest.text, None)),
            };
            // What is there counts as a place that uses it.
            Some(Votes {
                wants,
                has: has + 1,
            })
        })
        .collect();
    for (link, votes) in links.iter_mut().zip(votes) {
        if let (Some(nearest), Some(votes)) = (&mut link.nearest, votes) {
            nearest.votes = votes;
        }
    }
}

/// Ports: by the links that ask for them on an object, and by the object itself.
fn ports(links: &mut [Link<'_>], ends: &[ObjectId]) {
    let near = |link: &Link<'_>| {
        let nearest = link.nearest.as_ref()?;
        let object = nearest
            .object
            .filter(|_| link.outcome == Outcome::Missing)?;
        let is_slip = matches!(nearest.why, Why::Similar | Why::Case);
        (is_slip && link.target.kind == "port").then_some(object)
    };
    if !links.iter().any(|link| near(link).is_some()) {
        return;
    }
    let mut asked: HashMap<(ObjectId, String), u32> = HashMap::new();
    for link in links.iter().filter(|link| link.target.kind == "port") {
        let text = link.target.key.unwrap_or_default();
        for end in &ends[link.to.start as usize..link.to.end as usize] {
            *asked.entry((*end, text.to_owned())).or_default() += 1;
        }
    }
    for link in links.iter_mut() {
        let Some(object) = near(link) else { continue };
        let wanted = link.target.key.unwrap_or_default().to_owned();
        let Some(nearest) = &mut link.nearest else {
            continue;
        };
        let of = |text: String| asked.get(&(object, text)).copied().unwrap_or(0);
        nearest.votes = Votes {
            wants: of(wanted),
            // Where it is declared is a place that uses it.
            has: of(nearest.text.to_string()) + 1,
        };
    }
}
