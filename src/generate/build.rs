//! The objects of a model: a pure function per concern, in the order in which they are applied.

mod account;
mod autoscaler;
mod claim;
mod config;
mod container;
mod disruption;
mod exposure;
mod job;
mod metadata;
mod monitor;
mod namespace;
mod placement;
mod pod;
mod policy;
mod probe;
mod rbac;
mod resources;
mod secret;
mod security;
mod service;
mod volume;
mod workload;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::model::Model;
use super::object::{Cause, Object, Owner};
use super::spec::Reader;

/// All objects: first what several applications share, then each application's.
pub(super) fn build(model: &Model<'_>, problems: &mut Reader) -> Vec<Object> {
    let mut objects = namespace::namespaces(model);
    objects.extend(config::shared(model));
    for (at, workload) in model.workloads.iter().enumerate() {
        if workload.task.is_none() {
            objects.extend(account::account(workload));
            objects.extend(rbac::rbac(workload));
            objects.extend(config::configs(model, workload));
            objects.extend(secret::secrets(workload));
            objects.extend(claim::claims(workload));
        }
        objects.push(workload::workload(model, workload));
        if workload.task.is_none() {
            objects.extend(service::services(workload));
            objects.extend(autoscaler::autoscaler(workload));
            objects.extend(disruption::budget(model, workload));
        }
        objects.extend(policy::policy(model, at));
        if workload.task.is_none() {
            objects.extend(exposure::exposure(model, workload));
            objects.extend(monitor::monitor(model, workload));
        }
    }
    let mut objects = once(objects, problems);
    job::before_jobs(model, &mut objects);
    objects
}

/// What several applications bring alike, such as an account that they share, once; what has the
/// kind and the name of another and differs is refused.
fn once(objects: Vec<Object>, problems: &mut Reader) -> Vec<Object> {
    let mut known: BTreeMap<Identity, usize> = BTreeMap::new();
    let mut kept: Vec<Object> = Vec::with_capacity(objects.len());
    for object in objects {
        match known.entry(identity(&object)) {
            Entry::Vacant(place) => {
                place.insert(kept.len());
                kept.push(object);
            }
            Entry::Occupied(place) => {
                let twin = &mut kept[*place.get()];
                if twin.value == object.value || twin.share(&object) {
                    continue;
                }
                refuse_twin(&object, twin, problems);
            }
        }
    }
    kept
}

/// API version, kind, namespace, name.
type Identity = (String, String, Option<String>, String);

fn identity(object: &Object) -> Identity {
    let namespace = object.namespace().map(str::to_owned);
    let (version, kind) = (object.api_version().to_owned(), object.kind().to_owned());
    (version, kind, namespace, object.name().to_owned())
}

fn refuse_twin(object: &Object, twin: &Object, problems: &mut Reader) {
    let places = [object.cause_of("/metadata/name"), object.cause, twin.cause];
    let Some(span) = places.into_iter().find_map(Cause::span) else {
        return;
    };
    let (kind, name) = (object.kind(), object.name());
    let message = match &twin.owner {
        Owner::App(other) if twin.owner != object.owner => {
            format!("the {kind} `{name}` is also one of `{other}`, and it differs")
        }
        _ => format!("there are two objects {kind} `{name}`, and they differ"),
    };
    problems.refuse(span, message, "give one of them another name");
}
