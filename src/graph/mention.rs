//! What an object says about others: names, selectors and ports, each with its place. Nothing is
//! looked up here.

mod admission;
mod affinity;
mod calico;
mod cilium;
mod config;
mod custom;
mod environment;
mod gateway;
mod gather;
mod ingress;
mod kustomization;
mod mesh;
mod metadata;
mod monitor;
mod network_policy;
mod pod;
mod probe;
mod rbac;
mod scaling;
mod service;
mod storage;
#[cfg(test)]
mod tests;
mod volume;
mod workload;

use super::relation::Relation;
use super::selector::Selector;
use crate::resource::{Resource, pod_spec_path};
use crate::yaml::Node;
use gather::Gathered;

/// One thing that an object says about others.
#[derive(Debug, Clone)]
pub enum Mention<'t> {
    /// A name.
    Reference(Reference<'t>),
    /// Labels.
    Selection(Selection<'t>),
    /// A port of pods that a selection or a reference leads to.
    Port(PortUse<'t>),
}

/// Another object by its name.
#[derive(Debug, Clone)]
pub struct Reference<'t> {
    /// In what way.
    pub relation: Relation,
    /// More precisely how: `env`, `envFrom`, `volume` …
    pub how: &'static str,
    /// The text that names the target.
    pub at: Node<'t>,
    /// The name.
    pub name: &'t str,
    /// The group of the target's kind.
    pub group: &'t str,
    /// The target's kind.
    pub kind: &'t str,
    /// The namespace that the reference itself names.
    pub namespace: Option<&'t str>,
    /// Whether the target's kind has no namespaces.
    pub cluster_scoped: bool,
    /// The key, port or section that is asked for.
    pub key: Option<Key<'t>>,
    /// Whether the target may be missing.
    pub optional: bool,
}

/// A part of a target that is asked for by its name or number.
#[derive(Debug, Clone, Copy)]
pub struct Key<'t> {
    /// The name or number.
    pub text: &'t str,
    /// The scalar that holds it, which may hold more: the port of a URL.
    pub at: Node<'t>,
}

/// Other objects by their labels.
#[derive(Debug, Clone)]
pub struct Selection<'t> {
    /// In what way.
    pub relation: Relation,
    /// More precisely how: `ingress`, `egress`, `required`, `preferred` …
    pub how: &'static str,
    /// The selector as written; for one that is left out (everything) the nearest node around it.
    pub at: Node<'t>,
    /// What it asks for.
    pub selector: Selector<'t>,
    /// Where it looks.
    pub namespaces: Namespaces<'t>,
}

/// In which namespaces a selection looks.
#[derive(Debug, Clone)]
pub enum Namespaces<'t> {
    /// In that of the object.
    Own,
    /// In all.
    All,
    /// In those of these names.
    Named(Vec<&'t str>),
    /// In those with these labels; the node is the selector.
    Matching(Selector<'t>, Node<'t>),
}

/// A port that pods should have.
#[derive(Debug, Clone)]
pub struct PortUse<'t> {
    /// In what way.
    pub relation: Relation,
    /// `ingress`, `egress`, the name of a probe …
    pub how: &'static str,
    /// The number or name as written.
    pub at: Node<'t>,
    /// `TCP`, `UDP` or `SCTP`.
    pub protocol: &'t str,
    /// On which pods, or Services.
    pub of: PortsOf<'t>,
}

/// What should have a port.
#[derive(Debug, Clone)]
pub enum PortsOf<'t> {
    /// The container at this node, of the object itself.
    Container(Node<'t>),
    /// What the mentions at these places of the same object's list lead to (any of them).
    Mentions(Vec<usize>),
}

/// The group of kustomizations, which are no objects of a cluster.
pub const KUSTOMIZE: &str = "kustomize.config.k8s.io";

/// Everything that an object says about others, in a fixed order: its own metadata, its pod, and
/// what else its kind says. What is null, of the wrong type, empty or filled in later says
/// nothing.
pub fn mentions<'t>(resource: &Resource<'t>) -> Vec<Mention<'t>> {
    let mut found = Gathered::default();
    if resource.kind.is_empty() {
        return found.mentions;
    }
    metadata::mentions(resource, &mut found);
    let gvk = resource.gvk();
    let pod = pod_spec_path(gvk).and_then(|path| resource.root.dig(path));
    if let Some(spec) = pod {
        pod::mentions(spec, &mut found);
    }
    match gvk.group {
        "" => of_core(resource, &mut found),
        "apps" | "extensions" | "batch" | "apps.kruise.io" | "apps.openshift.io" => {
            workload::mentions(resource, &mut found);
            ingress::mentions(resource, &mut found);
            network_policy::mentions(resource, &mut found);
        }
        "networking.k8s.io" => {
            ingress::mentions(resource, &mut found);
            network_policy::mentions(resource, &mut found);
        }
        KUSTOMIZE => kustomization::mentions(resource.root, &mut found),
        _ => of_group(gvk.group, resource, &mut found),
    }
    found.mentions
}

fn of_core<'t>(resource: &Resource<'t>, found: &mut Gathered<'t>) {
    match resource.kind {
        "ConfigMap" => environment::config_map(resource.root, found),
        "Service" | "Endpoints" => service::mentions(resource, found),
        "ServiceAccount" => config::service_account(resource.root, found),
        "PersistentVolume" | "PersistentVolumeClaim" => storage::mentions(resource, found),
        "ReplicationController" => workload::mentions(resource, found),
        _ => {}
    }
}

fn of_group<'t>(group: &str, resource: &Resource<'t>, found: &mut Gathered<'t>) {
    match group {
        "discovery.k8s.io" => service::mentions(resource, found),
        "route.openshift.io" => ingress::mentions(resource, found),
        "rbac.authorization.k8s.io" => rbac::mentions(resource, found),
        "policy" | "autoscaling" | "autoscaling.k8s.io" | "keda.sh" => {
            scaling::mentions(resource, found);
        }
        "snapshot.storage.k8s.io" => storage::mentions(resource, found),
        "admissionregistration.k8s.io" | "apiextensions.k8s.io" | "apiregistration.k8s.io" => {
            admission::mentions(resource, found);
        }
        "gateway.networking.k8s.io" => gateway::mentions(resource, found),
        "networking.istio.io" => mesh::mentions(resource, found),
        "cilium.io" => cilium::mentions(resource, found),
        "projectcalico.org" | "crd.projectcalico.org" => calico::mentions(resource, found),
        "argoproj.io" => workload::mentions(resource, found),
        "monitoring.coreos.com" => monitor::mentions(resource, found),
        _ => {}
    }
    custom::mentions(resource, found);
}
