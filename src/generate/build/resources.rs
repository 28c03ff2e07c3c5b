//! What a container is given.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::ResourceRequirements;
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;

use super::metadata::below;
use crate::generate::model::words_of_bytes;
use crate::generate::object::{Cause, Causes, Part};
use crate::generate::spec::{ByteAmount, CpuAmount, Resources};

/// What a container is given that asks for nothing.
#[derive(Debug, Clone, Copy)]
pub(super) struct Defaults {
    /// CPU that is reserved.
    pub(super) cpu: &'static str,
    /// Memory, reserved and at most.
    pub(super) memory: &'static str,
}

/// Of an application.
pub(super) const OF_APP: Defaults = Defaults {
    cpu: "100m",
    memory: "128Mi",
};

/// Of a container beside one.
pub(super) const BESIDE: Defaults = Defaults {
    cpu: "20m",
    memory: "64Mi",
};

/// Room for logs and the writable layer, in bytes; scratch volumes come on top.
const STORAGE: i128 = 1024 * 1024 * 1024;

/// Requests and limits: no CPU limit unless one is stated, because it slows down and saves
/// nothing; memory limits that equal the requests, because memory cannot be taken back.
///
/// `scratch` is how large the scratch volumes may grow that the container's storage must hold.
pub(super) fn resources(
    stated: Option<&Resources>,
    defaults: Defaults,
    scratch: i128,
) -> Part<ResourceRequirements> {
    let mut given = Given::default();
    match stated.and_then(|stated| stated.cpu.as_ref()) {
        None => given.request(
            "cpu",
            defaults.cpu,
            Cause::Default("enough for a small service"),
        ),
        Some(cpu) => match &cpu.value {
            CpuAmount::Request(amount) => {
                given.request("cpu", &amount.value.0, Cause::Spec(amount.span));
            }
            CpuAmount::Both(bounds) => {
                let request = &bounds.request;
                given.request("cpu", &request.value.0, Cause::Spec(request.span));
                if let Some(limit) = &bounds.limit {
                    given.limit("cpu", &limit.value.0, Cause::Spec(limit.span));
                }
            }
        },
    }
    let memory = stated.and_then(|stated| stated.memory.as_ref());
    given.bytes("memory", memory.map(|at| &at.value), defaults.memory);
    let storage = stated.and_then(|stated| stated.storage.as_ref());
    let default = words_of_bytes(STORAGE + scratch);
    given.bytes("ephemeral-storage", storage.map(|at| &at.value), &default);
    for device in stated.into_iter().flat_map(|stated| stated.extended.iter()) {
        let (name, amount) = (&device.name.value, device.value.value.0.to_string());
        let cause = Cause::Spec(device.value.span);
        given.request(name, &amount, cause);
        given.limit(name, &amount, cause);
    }
    Part {
        value: ResourceRequirements {
            requests: Some(given.requests),
            limits: Some(given.limits),
            ..ResourceRequirements::default()
        },
        causes: given.causes,
    }
}

#[derive(Default)]
struct Given {
    requests: BTreeMap<String, Quantity>,
    limits: BTreeMap<String, Quantity>,
    causes: Causes,
}

impl Given {
    fn request(&mut self, name: &str, amount: &str, cause: Cause) {
        self.causes.note(below("/requests", name), cause);
        self.requests
            .insert(name.to_owned(), Quantity(amount.to_owned()));
    }

    fn limit(&mut self, name: &str, amount: &str, cause: Cause) {
        self.causes.note(below("/limits", name), cause);
        self.limits
            .insert(name.to_owned(), Quantity(amount.to_owned()));
    }

    fn bytes(&mut self, name: &str, stated: Option<&ByteAmount>, default: &str) {
        match stated {
            None => {
                let cause = Cause::Default("enough for a small service");
                self.request(name, default, cause);
                self.limit(name, default, cause);
            }
            Some(ByteAmount::Same(amount)) => {
                let cause = Cause::Spec(amount.span);
                self.request(name, &amount.value.0, cause);
                self.limit(name, &amount.value.0, cause);
            }
            Some(ByteAmount::Both(bounds)) => {
                let request = &bounds.request;
                let limit = bounds.limit.as_ref().unwrap_or(request);
                self.request(name, &request.value.0, Cause::Spec(request.span));
                self.limit(name, &limit.value.0, Cause::Spec(limit.span));
            }
        }
    }
}
