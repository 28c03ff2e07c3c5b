//! `input.link.nearest`: what was probably meant, with the edit that puts it right.

use regorus::Value;

use super::{reference, steps};
use crate::graph::{Change, Difference, Graph, Link, Nearest, ObjectId, Outcome, Relation, Why};
use crate::policy::value::object;
use crate::yaml::{Node, Path};

/// What was probably meant, when something is near.
pub(super) fn view(graph: &Graph<'_>, link: &Link<'_>) -> Option<Value> {
    let nearest = link.nearest.as_deref()?;
    let resource = nearest.object.map(|id| graph.object(id).resource);
    let root = resource.map(|resource| resource.root);
    let path = nearest.at.zip(root);
    let path = path.map(|(at, root)| steps(&Path::leading_to(root, at)));
    let differences = nearest.differences.iter();
    let differences: Vec<Value> = differences
        .map(|one| difference(graph, link, nearest, one))
        .collect();
    let fix = fix(graph, link, nearest);
    Some(object([
        ("text", Some(Value::from(&*nearest.text))),
        ("why", Some(Value::from(nearest.why.as_str()))),
        ("sure", Some(Value::from(nearest.sure))),
        ("ref", nearest.object.map(reference)),
        ("kind", resource.map(|one| Value::from(one.kind))),
        ("name", resource.map(|one| Value::from(one.display_name()))),
        (
            "namespace",
            resource.and_then(|one| one.namespace_as_applied().map(Value::from)),
        ),
        ("path", path),
        ("wantsCount", Some(Value::from(nearest.votes.wants))),
        ("hasCount", Some(Value::from(nearest.votes.has))),
        ("change", change(nearest).map(|side| word(side).into())),
        ("differences", Some(Value::from(differences))),
        ("fix", fix),
    ]))
}

fn word(side: Change) -> &'static str {
    match side {
        Change::Link => "selector",
        Change::Target => "label",
    }
}

fn change(nearest: &Nearest<'_>) -> Option<Change> {
    nearest.votes.change()
}

fn difference(
    graph: &Graph<'_>,
    link: &Link<'_>,
    nearest: &Nearest<'_>,
    one: &Difference<'_>,
) -> Value {
    let from = graph.object(link.from).resource.root;
    let to = nearest.object.map(|id| graph.object(id).resource.root);
    let has_path = one.has_at.zip(to);
    let change = match one.votes.change() {
        Some(Change::Link) => Some("selector"),
        Some(Change::Target) => Some("label"),
        None => None,
    };
    object([
        ("key", Some(Value::from(one.key))),
        ("wants", one.wants.map(Value::from)),
        ("has", one.has.map(Value::from)),
        ("hasKey", one.has_key.map(Value::from)),
        ("path", Some(steps(&Path::leading_to(from, one.at)))),
        (
            "hasPath",
            has_path.map(|(at, root)| steps(&Path::leading_to(root, at))),
        ),
        ("wantsCount", Some(Value::from(one.votes.wants))),
        ("hasCount", Some(Value::from(one.votes.has))),
        ("change", change.map(Value::from)),
    ])
}

/// The edit that puts a link right, when one candidate is clearly the nearest.
fn fix(graph: &Graph<'_>, link: &Link<'_>, nearest: &Nearest<'_>) -> Option<Value> {
    if !nearest.sure {
        return None;
    }
    if !nearest.differences.is_empty() {
        return labels(graph, link, nearest);
    }
    let changes_the_target = nearest.votes.change() == Some(Change::Target)
        && matches!(nearest.why, Why::Similar | Why::Case)
        && link.target.kind != "port";
    if changes_the_target {
        let (id, at) = (nearest.object?, nearest.at?);
        let path = Path::leading_to(graph.object(id).resource.root, at);
        // The name of a ConfigMap's key is a key of its mapping, not a value.
        return match link.outcome {
            Outcome::Missing => Some(set(Some(id), &path, link.target.name.into())),
            _ => None,
        };
    }
    let root = graph.object(link.from).resource.root;
    match (nearest.why, link.outcome) {
        (Why::Similar | Why::Case | Why::ServicePort | Why::PodPort | Why::Only, _) => {
            let place = match (link.outcome, link.target.key_at) {
                (Outcome::MissingKey, Some(key)) => key.0,
                _ => link.at.range().start,
            };
            let path = Path::to(root, place);
            let written = path.locate(root).value;
            if written.text() != asked(link) {
                return None;
            }
            Some(set(None, &path, scalar(written, &nearest.text)))
        }
        _ => None,
    }
}

/// What the text that is replaced has to be, whole.
fn asked<'t>(link: &Link<'t>) -> &'t str {
    match (link.outcome, link.target.key) {
        (Outcome::MissingKey, Some(key)) => key,
        (_, Some(key)) if link.target.kind == "port" => key,
        _ => link.target.name,
    }
}

/// A number stays one.
fn scalar(written: Node<'_>, text: &str) -> Value {
    match (written.as_number(), text.parse::<i64>()) {
        (Some(_), Ok(number)) => Value::from(number),
        _ => match text.parse::<i64>() {
            // A name of a port that becomes a number is one from then on.
            Ok(number) => Value::from(number),
            Err(_) => Value::from(text),
        },
    }
}

/// Labels: the side that fewer places agree with is changed.
fn labels(graph: &Graph<'_>, link: &Link<'_>, nearest: &Nearest<'_>) -> Option<Value> {
    let [one] = nearest.differences.as_slice() else {
        return None;
    };
    let (wants, has) = (one.wants?, one.has);
    if one.has_key.is_some() || nearest.why == Why::ServiceName {
        return None;
    }
    match one.votes.change() {
        Some(Change::Link) => {
            let path = Path::leading_to(graph.object(link.from).resource.root, one.at);
            // An item of `matchExpressions` lists its values.
            (!one.at.is_mapping()).then(|| set(None, &path, Value::from(has.unwrap_or_default())))
        }
        Some(Change::Target) if nearest.why != Why::NotOnTemplate => {
            let id = nearest.object?;
            let edits = same_spelling(graph, id, one)
                .into_iter()
                .chain(one.has_at)
                .map(|at| {
                    let path = Path::leading_to(graph.object(id).resource.root, at);
                    set(None, &path, Value::from(wants))
                });
            Some(object([
                ("edits", Some(Value::from(edits.collect::<Vec<Value>>()))),
                ("of", Some(reference(id))),
            ]))
        }
        _ => None,
    }
}

/// Where the workload's own selector asks for the spelling that its pods have: it has to follow
/// them.
fn same_spelling<'t>(graph: &Graph<'t>, id: ObjectId, one: &Difference<'t>) -> Option<Node<'t>> {
    let (_, own) = graph
        .links_from(id)
        .find(|(_, link)| link.relation == Relation::WorkloadPods)?;
    let labels = own.at.get("matchLabels").unwrap_or(own.at);
    let value = labels.get(one.key)?;
    (Some(value.text()) == one.has).then_some(value)
}

fn set(of: Option<ObjectId>, path: &Path, value: Value) -> Value {
    object([
        ("set", Some(steps(path))),
        ("value", Some(value)),
        ("of", of.map(reference)),
    ])
}
