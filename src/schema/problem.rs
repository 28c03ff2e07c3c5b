//! What the validator found, as data: one problem for one mistake.

use std::collections::{HashMap, HashSet};

use jsonschema::ValidationError;
use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::types::{JsonType, JsonTypeSet};
use serde_json::Value;

use super::keyword::{DATE_TIME, LIST_KEYS, MICRO_TIME};
use crate::spelling::nearest;
use crate::yaml::{Node, Path, Segment};

/// A mistake at a place of an object.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Problem {
    /// The value that is wrong; for a field that is missing or unknown, the mapping around it.
    pub(super) path: Path,
    pub(super) what: What,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum What {
    /// A key that the schema does not have.
    Unknown(String),
    /// A key that the schema insists on.
    Missing(String),
    /// A value of another type than these, which do not name null.
    Type(Vec<JsonType>),
    /// None of the values that the schema lists.
    Enum(Vec<Value>),
    /// A text that does not match.
    Pattern(String),
    /// A text that is not of this format.
    Format(String),
    /// A number, length or count beyond a limit, with the relation in words: `at least`.
    Limit {
        of: Measure,
        relation: &'static str,
        limit: String,
    },
    /// A value that a keyword of ours refuses.
    Keyword(String),
    /// An item of a list that has the keys of an earlier one.
    RepeatedItem {
        index: usize,
        first: usize,
        keys: String,
    },
    /// Items that must differ and do not.
    NotUnique,
    /// None of these fields is set, or more than one.
    OneOf { fields: Vec<String>, many: bool },
    /// None of several alternatives fits, and none is near.
    NoAlternative,
    /// Something that the schema forbids.
    Forbidden,
    /// So many more mistakes, which are not listed.
    More(usize),
    /// Anything else, in the validator's words.
    Other(String),
}

/// What a limit is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Measure {
    Value,
    Characters,
    Items,
    Fields,
}

/// More mistakes of one object than these are counted, not listed: each is looked up in it.
const LISTED: usize = 1_000;

/// The mistakes behind the validator's errors about `root`.
pub(super) fn problems<'i>(
    errors: impl Iterator<Item = ValidationError<'i>>,
    root: Node<'_>,
) -> Vec<Problem> {
    let mut errors = errors;
    let mut found = Vec::new();
    for error in errors.by_ref().take(LISTED) {
        translate(&error, root, &mut found);
    }
    // One error may stand for many unknown fields.
    let more = errors.count() + found.len().saturating_sub(LISTED);
    found.truncate(LISTED);
    let mut problems = one_per_cause(found);
    if more > 0 {
        problems.push(Problem {
            path: Path::default(),
            what: What::More(more),
        });
    }
    problems
}

/// Leaves out what is the consequence of another problem, and what was found twice.
fn one_per_cause(found: Vec<Problem>) -> Vec<Problem> {
    let mut by_place: HashMap<Path, Vec<What>> = HashMap::new();
    for problem in &found {
        let whats = by_place.entry(problem.path.clone()).or_default();
        whats.push(problem.what.clone());
    }
    let mut unique: HashSet<(Path, String)> = HashSet::new();
    found
        .into_iter()
        .filter(|problem| {
            let beside = by_place.get(&problem.path);
            let is_consequence = beside
                .into_iter()
                .flatten()
                .any(|cause| explains(cause, &problem.what));
            !is_consequence && unique.insert((problem.path.clone(), format!("{:?}", problem.what)))
        })
        .collect()
}

/// Whether one problem of a value makes another one of it go without saying.
fn explains(cause: &What, consequence: &What) -> bool {
    match (cause, consequence) {
        // A misspelled field is missing under its right name.
        (What::Unknown(written), What::Missing(name)) => nearest(written, &[name]).is_some(),
        (What::Keyword(cause), What::Keyword(name)) => cause == MICRO_TIME && name == DATE_TIME,
        _ => false,
    }
}

fn translate(error: &ValidationError<'_>, root: Node<'_>, into: &mut Vec<Problem>) {
    let path = from_pointer(error.instance_path().as_str(), root);
    let mut push = |what: What| {
        into.push(Problem {
            path: path.clone(),
            what,
        });
    };
    match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected }
        | ValidationErrorKind::UnevaluatedProperties { unexpected } => {
            unexpected
                .iter()
                .for_each(|name| push(What::Unknown(name.clone())));
        }
        ValidationErrorKind::Required { property } => {
            push(What::Missing(property.as_str().unwrap_or("").to_owned()));
        }
        ValidationErrorKind::Type { kind } => push(What::Type(types(kind))),
        ValidationErrorKind::Enum { options } => {
            let values = options.as_array().cloned().unwrap_or_default();
            push(What::Enum(
                values
                    .into_iter()
                    .filter(|value| !value.is_null())
                    .collect(),
            ));
        }
        ValidationErrorKind::Constant { expected_value } => {
            push(What::Enum(vec![(**expected_value).clone()]));
        }
        ValidationErrorKind::Pattern { pattern } => push(What::Pattern(pattern.clone())),
        ValidationErrorKind::Format { format } => push(What::Format(format.clone())),
        ValidationErrorKind::UniqueItems => push(What::NotUnique),
        ValidationErrorKind::Not { .. } => push(What::Forbidden),
        ValidationErrorKind::Custom { keyword, message } => push(custom(keyword, message)),
        ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context } => {
            alternatives(&path, context, root, into);
        }
        ValidationErrorKind::OneOfMultipleValid { context } => {
            let fields = required_fields(context);
            push(What::OneOf { fields, many: true });
        }
        ValidationErrorKind::PropertyNames { error } => push(What::Other(error.to_string())),
        kind => push(limit(kind).unwrap_or_else(|| What::Other(error.to_string()))),
    }
}

fn limit(kind: &ValidationErrorKind) -> Option<What> {
    let (of, relation, limit) = match kind {
        ValidationErrorKind::Minimum { limit } => (Measure::Value, "at least", limit.to_string()),
        ValidationErrorKind::Maximum { limit } => (Measure::Value, "at most", limit.to_string()),
        ValidationErrorKind::ExclusiveMinimum { limit } => {
            (Measure::Value, "greater than", limit.to_string())
        }
        ValidationErrorKind::ExclusiveMaximum { limit } => {
            (Measure::Value, "less than", limit.to_string())
        }
        ValidationErrorKind::MultipleOf { multiple_of } => {
            (Measure::Value, "a multiple of", multiple_of.to_string())
        }
        ValidationErrorKind::MinLength { limit } => {
            (Measure::Characters, "at least", limit.to_string())
        }
        ValidationErrorKind::MaxLength { limit } => {
            (Measure::Characters, "at most", limit.to_string())
        }
        ValidationErrorKind::MinItems { limit } => (Measure::Items, "at least", limit.to_string()),
        ValidationErrorKind::MaxItems { limit } => (Measure::Items, "at most", limit.to_string()),
        ValidationErrorKind::MinProperties { limit } => {
            (Measure::Fields, "at least", limit.to_string())
        }
        ValidationErrorKind::MaxProperties { limit } => {
            (Measure::Fields, "at most", limit.to_string())
        }
        _ => return None,
    };
    Some(What::Limit {
        of,
        relation,
        limit,
    })
}

fn custom(keyword: &str, message: &str) -> What {
    if keyword == LIST_KEYS {
        let mut words = message.splitn(3, ' ');
        let mut number = || words.next().and_then(|word| word.parse().ok()).unwrap_or(0);
        return What::RepeatedItem {
            index: number(),
            first: number(),
            keys: words.next().unwrap_or("").to_owned(),
        };
    }
    What::Keyword(keyword.to_owned())
}

/// Which of several alternatives was meant: one sentence, not the errors of all of them.
fn alternatives(
    path: &Path,
    context: &[Vec<ValidationError<'static>>],
    root: Node<'_>,
    into: &mut Vec<Problem>,
) {
    let branches: Vec<Vec<Problem>> = context
        .iter()
        .map(|errors| {
            let mut found = Vec::new();
            errors
                .iter()
                .for_each(|error| translate(error, root, &mut found));
            found
        })
        .collect();
    let is_type_of_whole =
        |problem: &Problem| problem.path == *path && type_names(problem).is_some();
    let near: Vec<&Vec<Problem>> = branches
        .iter()
        .filter(|branch| !branch.iter().any(is_type_of_whole))
        .collect();
    match near.as_slice() {
        [] => {
            let expected: Vec<JsonType> = branches
                .iter()
                .flatten()
                .filter(|problem| is_type_of_whole(problem))
                .filter_map(type_names)
                .flatten()
                .copied()
                .collect();
            into.push(Problem {
                path: path.clone(),
                what: What::Type(dedup(expected)),
            });
        }
        [only] => into.extend(only.iter().cloned()),
        several => {
            let fields = missing_fields(path, several);
            let what = if fields.is_empty() {
                What::NoAlternative
            } else {
                What::OneOf {
                    fields,
                    many: false,
                }
            };
            into.push(Problem {
                path: path.clone(),
                what,
            });
        }
    }
}

fn type_names(problem: &Problem) -> Option<&Vec<JsonType>> {
    match &problem.what {
        What::Type(types) => Some(types),
        _ => None,
    }
}

/// The fields, when every branch lacks nothing but some field at `path`.
fn missing_fields(path: &Path, branches: &[&Vec<Problem>]) -> Vec<String> {
    let mut fields = Vec::new();
    for problem in branches.iter().flat_map(|branch| branch.iter()) {
        match &problem.what {
            What::Missing(name) if problem.path == *path => {
                if !fields.contains(name) {
                    fields.push(name.clone());
                }
            }
            _ => return Vec::new(),
        }
    }
    fields
}

/// Of branches of which too many fit, the fields that the others would have needed.
fn required_fields(context: &[Vec<ValidationError<'static>>]) -> Vec<String> {
    let mut fields = Vec::new();
    for error in context.iter().flatten() {
        if let ValidationErrorKind::Required { property } = error.kind()
            && let Some(name) = property.as_str()
        {
            fields.push(name.to_owned());
        }
    }
    fields.dedup();
    fields
}

fn types(kind: &TypeKind) -> Vec<JsonType> {
    let set: JsonTypeSet = match kind {
        TypeKind::Single(name) => JsonTypeSet::empty().insert(*name),
        TypeKind::Multiple(set) => *set,
    };
    set.iter().filter(|name| *name != JsonType::Null).collect()
}

fn dedup(mut types: Vec<JsonType>) -> Vec<JsonType> {
    let mut seen = JsonTypeSet::empty();
    types.retain(|name| {
        let new = !seen.contains(*name);
        seen = seen.insert(*name);
        new
    });
    types
}

/// The validator's pointer as a path: only the tree tells an index from a key of digits.
fn from_pointer(pointer: &str, root: Node<'_>) -> Path {
    let mut path = Path::default();
    let mut node = Some(root);
    for part in pointer.split('/').skip(1) {
        let part = part.replace("~1", "/").replace("~0", "~");
        let index = node
            .filter(|node| node.is_sequence())
            .and_then(|_| part.parse::<usize>().ok());
        match index {
            Some(index) => {
                node = node.and_then(|node| node.item(index));
                path.0.push(Segment::Index(index));
            }
            None => {
                node = node.and_then(|node| node.get(&part));
                path.0.push(Segment::Key(part));
            }
        }
    }
    path
}
