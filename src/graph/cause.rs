//! One cause, one finding: of links that fail for the same reason one is reported, and knows the
//! others.

use hashbrown::HashMap;

use super::ObjectId;
use super::index::Index;
use super::link::{Change, Link, LinkId, Why};
use super::relation::{Outcome, Relation};
use super::unit::UnitId;

/// What links have in common that fail for one reason.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Reason<'t> {
    /// A label of an object that several selectors ask for in another spelling.
    Label(ObjectId, &'t str, &'t str),
    /// A port of an object, by its place in the text.
    Port(ObjectId, u32, &'t str),
    /// A name that several objects ask for.
    Name(UnitId, &'t str, &'t str, Option<&'t str>, Option<&'t str>),
}

/// Gives links that fail for the reason of another one that one as their cause.
pub(super) fn group<'t>(index: &Index<'t>, links: &mut [Link<'t>]) {
    let mut first: HashMap<Reason<'t>, LinkId> = HashMap::new();
    let mut order: Vec<u32> = (0u32..).zip(links.iter()).map(|(at, _)| at).collect();
    order.retain(|at| is_failure(&links[*at as usize]));
    order.sort_by_key(|at| (rank(links[*at as usize].relation), *at));
    let misplaced = misplaced(links);
    for at in order {
        let link = &links[at as usize];
        if link.cause.is_some() {
            continue;
        }
        let cause = misplaced_end(link, &misplaced)
            .filter(|cause| cause.0 != at)
            .or_else(|| {
                let reason = reason(index, link)?;
                let known = *first.entry(reason).or_insert(LinkId(at));
                (known.0 != at).then_some(known)
            });
        links[at as usize].cause = cause;
    }
}

fn is_failure(link: &Link<'_>) -> bool {
    matches!(
        link.outcome,
        Outcome::Missing | Outcome::MissingKey | Outcome::WrongNamespace | Outcome::WrongKind
    )
}

/// What is nearest to the cause is told first.
fn rank(relation: Relation) -> u8 {
    match relation {
        Relation::Namespace => 0,
        Relation::WorkloadPods => 1,
        Relation::ServicePods | Relation::ServicePort => 2,
        Relation::NetworkPolicyPods => 3,
        Relation::NetworkPolicyPeerNamespaces => 4,
        Relation::AffinityPods | Relation::AntiAffinityPods | Relation::SpreadPods => 6,
        Relation::EnvService => 7,
        _ => 5,
    }
}

/// Objects whose namespace is a slip of the pen, with the link that says so.
fn misplaced(links: &[Link<'_>]) -> HashMap<ObjectId, LinkId> {
    let slips = links.iter().zip(0..).filter(|(link, _)| {
        link.relation == Relation::Namespace
            && link.outcome == Outcome::Missing
            && link.nearest.as_ref().is_some_and(|nearest| nearest.sure)
    });
    slips.map(|(link, at)| (link.from, LinkId(at))).collect()
}

/// The slip that explains why a link fails: of the object that it starts from, or of the one that
/// it would lead to.
fn misplaced_end(link: &Link<'_>, misplaced: &HashMap<ObjectId, LinkId>) -> Option<LinkId> {
    if misplaced.is_empty() || link.relation == Relation::Namespace {
        return None;
    }
    let to = link.nearest.as_ref().and_then(|nearest| nearest.object);
    let to = to.filter(|_| link.outcome == Outcome::WrongNamespace);
    let of = |id| misplaced.get(&id).copied();
    of(link.from)
        .filter(|_| link.outcome != Outcome::MissingKey)
        .or_else(|| of(to?))
}

fn reason<'t>(index: &Index<'t>, link: &Link<'t>) -> Option<Reason<'t>> {
    let nearest = link.nearest.as_ref();
    if let Some(nearest) = nearest
        && nearest.votes.change() != Some(Change::Target)
        && !matches!(
            nearest.why,
            Why::OtherNamespace | Why::OtherKind | Why::Only
        )
    {
        // Every place is wrong for itself.
        return None;
    }
    let unit = index.seats(link.from).first()?.unit;
    let target = &link.target;
    if let Some(nearest) = nearest
        && let Some(one) = nearest.differences.first()
    {
        return Some(Reason::Label(nearest.object?, one.key, one.wants?));
    }
    if target.kind == "port" {
        let nearest = nearest?;
        let place = nearest.at?.range().start;
        return Some(Reason::Port(nearest.object?, place, target.key?));
    }
    let key = target.key.filter(|_| link.outcome == Outcome::MissingKey);
    (!target.name.is_empty()).then_some(Reason::Name(
        unit,
        target.kind,
        target.name,
        target.namespace,
        key,
    ))
}
