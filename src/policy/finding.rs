//! From what a policy returns to a finding at its characters.

use regorus::Value;

use super::view::Target;
use crate::diagnostic::{Diagnostic, Fix};
use crate::graph::{Graph, ObjectId};
use crate::resource::{Resource, place};
use crate::source::FileId;
use crate::yaml::{Operation, Path, Segment, edits};

/// The object that a result is about, and from where its paths are counted.
pub(super) struct Origin<'o, 't> {
    pub(super) resource: &'o Resource<'t>,
    pub(super) file: FileId,
    /// From the object to the scope's subject.
    pub(super) base: &'o Path,
    /// Where `of` leads.
    pub(super) graph: Option<&'o Graph<'t>>,
}

impl<'o, 't> Origin<'o, 't> {
    pub(super) fn new(
        target: &'o Target<'t>,
        base: &'o Path,
        graph: Option<&'o Graph<'t>>,
    ) -> Self {
        Self {
            resource: &target.resource,
            file: target.file,
            base,
            graph,
        }
    }
}

/// The keys that a result may have.
const KEYS: [&str; 9] = [
    "message", "path", "mark", "label", "help", "related", "fix", "of", "shift",
];

/// The finding of `rule` that a result stands for; none when its place is filled in later.
///
/// # Errors
///
/// When the result is no finding, in words that follow "the policy returned".
pub(super) fn read(
    rule: &str,
    result: &Value,
    origin: &Origin<'_, '_>,
) -> Result<Option<Diagnostic>, String> {
    if let Value::String(message) = result {
        return Ok(finding(rule, message, &Value::Undefined, origin)?.map(|(finding, _)| finding));
    }
    let Ok(object) = result.as_object() else {
        return Err(format!("{result}, which is neither a text nor an object"));
    };
    for key in object.keys() {
        if !KEYS.iter().any(|known| Value::from(*known) == *key) {
            return Err(format!(
                "an object with the key {key}; a finding has {}",
                KEYS.join(", ")
            ));
        }
    }
    let message = match &result["message"] {
        Value::String(message) => message.clone(),
        Value::Undefined => return Err(format!("{result}, which has no `message`")),
        other => return Err(format!("the `message` {other}, which is no text")),
    };
    let root = Path::default();
    let elsewhere = elsewhere(&result["of"], origin, &root)?;
    let origin = elsewhere.as_ref().unwrap_or(origin);
    let Some((mut finding, path)) = finding(rule, &message, &result["path"], origin)? else {
        return Ok(None);
    };
    match &result["mark"] {
        Value::Undefined => {}
        Value::String(mark) if &**mark == "key" => {
            if let Some(key) = path.locate(origin.resource.root).key {
                finding.span = key.span(origin.file);
            }
        }
        other => return Err(format!("a `mark` {other}, which is not `key`")),
    }
    finding.shift = shift(&result["shift"])?;
    finding.label = text(result, "label")?;
    finding.help = text(result, "help")?;
    related(&mut finding, &result["related"], origin)?;
    fix(&mut finding, &result["fix"], origin)?;
    Ok(Some(finding))
}

/// The finding at a path, and that path counted from the object.
fn finding(
    rule: &str,
    message: &str,
    path: &Value,
    origin: &Origin<'_, '_>,
) -> Result<Option<(Diagnostic, Path)>, String> {
    let path = origin.base.join(&steps(path)?);
    let place = place(origin.resource, origin.file, &path);
    if place.is_filled_in_later {
        return Ok(None);
    }
    let finding =
        Diagnostic::new(rule.to_owned(), place.span, message.trim()).with_subject(place.subject);
    Ok(Some((finding, path)))
}

/// By how many steps the level is raised or lowered.
fn shift(value: &Value) -> Result<i8, String> {
    match value {
        Value::Undefined => Ok(0),
        other => match other.as_i64() {
            Ok(shift @ -1..=1) => Ok(i8::try_from(shift).unwrap_or_default()),
            _ => Err(format!("a `shift` {other}, which is not 1, 0 or -1")),
        },
    }
}

fn text(result: &Value, key: &str) -> Result<Option<String>, String> {
    match &result[key] {
        Value::Undefined => Ok(None),
        Value::String(text) => Ok(Some(text.trim().to_owned())),
        other => Err(format!("the `{key}` {other}, which is no text")),
    }
}

/// The steps of an array; nothing is the subject itself.
fn steps(path: &Value) -> Result<Path, String> {
    let steps = match path {
        Value::Undefined => return Ok(Path::default()),
        Value::Array(steps) => steps,
        other => return Err(format!("the path {other}, which is no array")),
    };
    let read = steps.iter().map(|step| match step {
        Value::String(key) => Ok(Segment::Key(key.to_string())),
        Value::Number(_) => {
            let index = step
                .as_u64()
                .ok()
                .and_then(|index| usize::try_from(index).ok());
            index
                .map(Segment::Index)
                .ok_or_else(|| format!("the index {step}, which is none"))
        }
        other => Err(format!(
            "the step {other}, which is neither a key nor an index"
        )),
    });
    Ok(Path(read.collect::<Result<_, _>>()?))
}

/// The other object that `of` names, its paths counted from `root`; none where it names none.
fn elsewhere<'o, 't>(
    of: &Value,
    origin: &Origin<'o, 't>,
    root: &'o Path,
) -> Result<Option<Origin<'o, 't>>, String> {
    if matches!(of, Value::Undefined) {
        return Ok(None);
    }
    let object = referenced(of, origin)?;
    Ok(Some(Origin {
        resource: &object.resource,
        file: object.file,
        base: root,
        graph: origin.graph,
    }))
}

fn referenced<'g, 't>(
    reference: &Value,
    origin: &Origin<'g, 't>,
) -> Result<&'g crate::graph::GraphObject<'t>, String> {
    let id = reference.as_u32().ok().map(ObjectId);
    id.and_then(|id| origin.graph?.get(id)).ok_or_else(|| {
        format!("`of` {reference}, which is no `ref` of `input.links` or `input.objects`")
    })
}

fn related(
    finding: &mut Diagnostic,
    related: &Value,
    origin: &Origin<'_, '_>,
) -> Result<(), String> {
    let places = match related {
        Value::Undefined => return Ok(()),
        Value::Array(places) => places,
        other => return Err(format!("`related` {other}, which is no array")),
    };
    for one in places.iter() {
        let message = text(one, "message")?
            .ok_or_else(|| format!("the related place {one}, which has no `message`"))?;
        let steps = steps(&one["path"])?;
        let span = match &one["of"] {
            Value::Undefined => {
                let path = origin.base.join(&steps);
                place(origin.resource, origin.file, &path).span
            }
            reference => {
                let object = referenced(reference, origin)?;
                place(&object.resource, object.file, &steps).span
            }
        };
        finding
            .related
            .push(crate::diagnostic::Label { span, message });
    }
    Ok(())
}

/// The edit of a finding. One that cannot be made exactly is left out: the finding is right all
/// the same.
fn fix(finding: &mut Diagnostic, fix: &Value, origin: &Origin<'_, '_>) -> Result<(), String> {
    if matches!(fix, Value::Undefined) {
        return Ok(());
    }
    let root = Path::default();
    let elsewhere = elsewhere(&fix["of"], origin, &root)?;
    let origin = elsewhere.as_ref().unwrap_or(origin);
    let listed = match &fix["edits"] {
        Value::Undefined => vec![operation(fix, origin)?],
        Value::Array(list) => list
            .iter()
            .map(|one| operation(one, origin))
            .collect::<Result<_, _>>()?,
        other => return Err(format!("the edits {other}, which are no array")),
    };
    let safe = match &fix["safe"] {
        Value::Undefined => false,
        Value::Bool(safe) => *safe,
        other => return Err(format!("a fix with `safe` {other}, which is no boolean")),
    };
    let title = text(fix, "title")?.unwrap_or_else(|| describe(&listed));
    if let Ok(edits) = edits(origin.file, origin.resource.root, &listed) {
        finding.fix = Some(Fix { safe, title, edits });
    }
    Ok(())
}

fn operation(fix: &Value, origin: &Origin<'_, '_>) -> Result<Operation, String> {
    let path = |key| match &fix[key] {
        Value::Undefined => Ok(None),
        steps_of => steps(steps_of).map(|steps| Some(origin.base.join(&steps))),
    };
    let value = || {
        let text = fix["value"]
            .to_json_str()
            .map_err(|error| error.to_string())?;
        serde_json::from_str(&text).map_err(|_| format!("the fix {fix}, which has no `value`"))
    };
    if let Some(path) = path("set")? {
        return Ok(Operation::Set {
            path,
            value: value()?,
        });
    }
    if let Some(path) = path("append")? {
        return Ok(Operation::Append {
            path,
            value: value()?,
        });
    }
    if let Some(path) = path("remove")? {
        return Ok(Operation::Remove { path });
    }
    if let Some(path) = path("rename")? {
        let to = text(fix, "to")?.ok_or_else(|| format!("the fix {fix}, which has no `to`"))?;
        return Ok(Operation::Rename { path, to });
    }
    Err(format!(
        "the fix {fix}, which is no set, remove, rename or append"
    ))
}

fn describe(operations: &[Operation]) -> String {
    let one = |operation: &Operation| match operation {
        Operation::Set { path, value } => format!("set `{path}` to `{value}`"),
        Operation::Append { path, value } => format!("add `{value}` to `{path}`"),
        Operation::Remove { path } => format!("remove `{path}`"),
        Operation::Rename { path, to } => format!("rename `{path}` to `{to}`"),
    };
    let all: Vec<String> = operations.iter().map(one).collect();
    all.join(", ")
}
