//! What a spec decides, before it is written as objects: names, labels, ports, edges. Everything
//! that contradicts itself is refused here.

mod config;
mod edge;
mod peer;
mod port;
mod refusals;
mod secret;
mod volume;
mod workload;

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::schema::Version;
use crate::source::Span;

use super::load::Applications;
use super::spec::{App, NamespaceChoice, Platform, Reader};
pub(super) use config::{ConfigMapModel, digits, file_key, files_name};
pub(super) use edge::{Edge, EdgePort, Edges, exposed};
pub(super) use peer::PeerModel;
pub(super) use port::{PortModel, find, in_pod};
pub(super) use volume::{
    MountModel, ScratchModel, VolumeSource, folder_of, volume_name, words_of_bytes,
};
pub(super) use workload::Workload;

/// The label by which an application is selected unless it is adopted.
/// <https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/>
pub(super) const NAME_LABEL: &str = "app.kubernetes.io/name";

/// The label that every namespace has, with its name.
pub(super) const NAMESPACE_LABEL: &str = "kubernetes.io/metadata.name";

/// Applications that were found to make sense.
#[derive(Debug)]
pub(super) struct Model<'s> {
    /// What is written.
    pub(super) spec: &'s Applications,
    /// The version that decides what may be used.
    pub(super) target: Version,
    /// The applications and their tasks, each task behind its application.
    pub(super) workloads: Vec<Workload<'s>>,
    /// The ConfigMaps of each application, and the shared ones under the empty name.
    pub(super) configs: Vec<ConfigMapModel>,
    /// The edges of each of [`Model::workloads`].
    pub(super) edges: Vec<Edges>,
}

impl<'s> Model<'s> {
    /// Decides what a spec leaves open.
    ///
    /// # Errors
    ///
    /// Everything in it that contradicts itself or names what is not there.
    pub(super) fn new(
        spec: &'s Applications,
        target: Version,
        by_kustomize: bool,
    ) -> Result<Self, Vec<Diagnostic>> {
        let mut problems = Reader::default();
        let workloads = workload::workloads(spec, &mut problems);
        let configs = config::configs(spec, by_kustomize, &mut problems);
        let edges = edge::edges(spec, &workloads, &mut problems);
        let model = Self {
            spec,
            target,
            workloads,
            configs,
            edges,
        };
        refusals::refuse(&model, &mut problems);
        if problems.problems.is_empty() {
            Ok(model)
        } else {
            Err(problems.problems)
        }
    }

    /// What the cluster is like.
    pub(super) fn platform(&self) -> Option<&'s Platform> {
        self.spec.platform.as_ref()
    }
}

/// The namespace of an application.
pub(super) fn namespace(app: &App) -> Option<(&str, Span)> {
    let choice = app.namespace.as_ref()?;
    let name = match &choice.value {
        NamespaceChoice::Name(name) => name,
        NamespaceChoice::Full(full) => &full.name,
    };
    Some((&name.value.0, name.span))
}

/// Since when an init container that goes on running is a sidecar, on by default.
/// <https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/>
pub(super) const SIDECARS_SINCE: Version = Version { minor: 29 };

/// Labels as the API takes them.
pub(super) type Labels = BTreeMap<String, String>;
