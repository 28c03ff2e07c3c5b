//! Names, labels and annotations.

use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use crate::generate::model::{Labels, NAME_LABEL, Workload};
use crate::generate::object::{Cause, Causes, Part};
use crate::generate::spec::{Extra, Texts};
use crate::source::At;
pub(super) use crate::yaml::pointer_below as below;

/// The value of `app.kubernetes.io/managed-by`.
const MANAGED_BY: &str = "kubelint";

const INSTANCE: &str = "app.kubernetes.io/instance";
const VERSION: &str = "app.kubernetes.io/version";
const COMPONENT: &str = "app.kubernetes.io/component";
const PART_OF: &str = "app.kubernetes.io/part-of";
const MANAGER: &str = "app.kubernetes.io/managed-by";

/// The label of what belongs to no single application.
pub(super) fn managed() -> Labels {
    Labels::from([(MANAGER.to_owned(), MANAGED_BY.to_owned())])
}

/// Which part of `[labels]` and `[annotations]` an object has beside `all`.
pub(super) type ExtraPart = fn(&Extra) -> &Texts;

/// What only `all` is put on.
pub(super) fn nothing_more(extra: &Extra) -> &Texts {
    &extra.all
}

/// The labels of a workload's objects.
pub(super) fn labels(workload: &Workload<'_>, part: ExtraPart) -> Part<Labels> {
    let app = workload.app;
    let mut causes = Causes::default();
    let mut labels = Labels::new();
    let mut set = |key: &str, value: &str, cause: Cause| {
        labels.insert(key.to_owned(), value.to_owned());
        causes.note(below("", key), cause);
    };
    let name = Cause::Spec(workload.span());
    set(NAME_LABEL, &workload.name, name);
    set(INSTANCE, &app.name.value.0, Cause::Spec(app.name.span));
    set(MANAGER, MANAGED_BY, Cause::Default("who wrote it"));
    if let Some(task) = workload.task {
        set(COMPONENT, &task.name.value.0, Cause::Spec(task.name.span));
    }
    match &app.part_of {
        Some(part_of) => set(PART_OF, &part_of.value.0, Cause::Spec(part_of.span)),
        None if workload.task.is_some() => set(PART_OF, &app.name.value.0, name),
        None => {}
    }
    for (key, value) in extra(app.labels.as_ref(), part) {
        set(key, &value.value, Cause::Spec(value.span));
    }
    Part {
        value: labels,
        causes,
    }
}

/// Adds the label of the version, which is the image's tag, to what changes with the image.
pub(super) fn add_version(workload: &Workload<'_>, labels: &mut Labels, causes: &mut Causes) {
    let image = workload.image();
    if let Some(version) = image.value.tag.as_deref().filter(|tag| is_label_value(tag)) {
        labels
            .entry(VERSION.to_owned())
            .or_insert_with(|| version.to_owned());
        causes.note(below("/labels", VERSION), Cause::Spec(image.span));
    }
}

/// A tag can hold what a label cannot end with, and be longer.
fn is_label_value(tag: &str) -> bool {
    tag.len() <= 63
        && tag.ends_with(|c: char| c.is_ascii_alphanumeric())
        && tag.starts_with(|c: char| c.is_ascii_alphanumeric())
}

/// What `all` and one part of a table say; the part wins.
pub(super) fn extra(table: Option<&At<Extra>>, part: ExtraPart) -> Vec<(&str, &At<String>)> {
    let Some(table) = table else {
        return Vec::new();
    };
    let all = table.value.all.iter();
    let own = part(&table.value).iter();
    all.chain(own)
        .map(|text| (text.name.value.as_str(), &text.value))
        .collect()
}

/// The annotations that the spec states.
pub(super) fn annotations(workload: &Workload<'_>, part: ExtraPart) -> Part<Labels> {
    let mut causes = Causes::default();
    let mut annotations = Labels::new();
    for (key, value) in extra(workload.app.annotations.as_ref(), part) {
        annotations.insert(key.to_owned(), value.value.clone());
        causes.note(below("", key), Cause::Spec(value.span));
    }
    Part {
        value: annotations,
        causes,
    }
}

/// The metadata of an object of a workload, under a name.
pub(super) fn metadata(
    workload: &Workload<'_>,
    name: &str,
    name_cause: Cause,
    part: ExtraPart,
) -> Part<ObjectMeta> {
    let labels = labels(workload, part);
    let annotations = annotations(workload, part);
    let mut causes = Causes::default();
    causes.note("/name", name_cause);
    if let Some((_, span)) = crate::generate::model::namespace(workload.app) {
        causes.note("/namespace", Cause::Spec(span));
    }
    causes.take("/labels", labels.causes);
    causes.take("/annotations", annotations.causes);
    Part {
        value: ObjectMeta {
            name: Some(name.to_owned()),
            namespace: workload.namespace.clone(),
            labels: Some(labels.value),
            annotations: some(annotations.value),
            ..ObjectMeta::default()
        },
        causes,
    }
}

/// A map, unless it is empty.
pub(super) fn some(map: Labels) -> Option<Labels> {
    Some(map).filter(|map| !map.is_empty())
}

/// A list, unless it is empty.
pub(super) fn list<T>(items: Vec<T>) -> Option<Vec<T>> {
    Some(items).filter(|items| !items.is_empty())
}
