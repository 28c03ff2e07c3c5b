//! NetworkPolicies: nothing but the edges.
//!
//! <https://kubernetes.io/docs/concepts/services-networking/network-policies/>

use k8s_openapi::api::networking::v1::{
    IPBlock, NetworkPolicy, NetworkPolicyEgressRule, NetworkPolicyIngressRule, NetworkPolicyPeer,
    NetworkPolicyPort, NetworkPolicySpec,
};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use super::metadata::{list, metadata, nothing_more};
use crate::generate::model::{Edge, EdgePort, Labels, Model, PeerModel};
use crate::generate::object::{Cause, Causes, Object};
use crate::generate::spec::{PortReference, Word as _};

/// The policy of the workload at a place of the model.
pub(super) fn policy(model: &Model<'_>, at: usize) -> Option<Object> {
    let (workload, edges) = (&model.workloads[at], &model.edges[at]);
    if !edges.is_on {
        return None;
    }
    let mut causes = Causes::default();
    let name = Cause::Spec(workload.span());
    let part = metadata(workload, &workload.name, name, nothing_more);
    causes.take("/metadata", part.causes);
    let reason = "what is not stated is refused, in both directions";
    causes.note("/spec/policyTypes", Cause::Default(reason));
    for (direction, edges) in [("ingress", &edges.ingress), ("egress", &edges.egress)] {
        for (at, edge) in edges.iter().enumerate() {
            causes.note(format!("/spec/{direction}/{at}"), edge.cause);
        }
    }
    let ingress = edges.ingress.iter().map(|edge| NetworkPolicyIngressRule {
        from: list(edge.peers.iter().map(peer).collect()),
        ports: ports(edge),
    });
    let egress = edges.egress.iter().map(|edge| NetworkPolicyEgressRule {
        to: list(edge.peers.iter().map(peer).collect()),
        ports: ports(edge),
    });
    let object = NetworkPolicy {
        metadata: part.value,
        spec: Some(NetworkPolicySpec {
            pod_selector: Some(select(&workload.selector)),
            policy_types: Some(vec!["Ingress".to_owned(), "Egress".to_owned()]),
            // Also when it is empty: nobody is meant, not nothing forgotten.
            ingress: Some(ingress.collect()),
            egress: Some(egress.collect()),
        }),
    };
    let network = workload.app.network.as_ref();
    let cause = Cause::of(network, "what is not stated is refused, in both directions");
    Some(Object::new(&object, workload.owner(), cause, causes))
}

fn select(labels: &Labels) -> LabelSelector {
    LabelSelector {
        match_labels: Some(labels.clone()),
        ..LabelSelector::default()
    }
}

fn peer(peer: &PeerModel) -> NetworkPolicyPeer {
    match peer {
        PeerModel::Pods { namespace, labels } => NetworkPolicyPeer {
            namespace_selector: namespace.as_ref().map(select),
            // A peer with neither selector is nobody; in the own namespace all pods are `{}`.
            pod_selector: match (labels, namespace) {
                (Some(labels), _) => Some(select(labels)),
                (None, None) => Some(LabelSelector::default()),
                (None, Some(_)) => None,
            },
            ..NetworkPolicyPeer::default()
        },
        PeerModel::Block { cidr, except } => NetworkPolicyPeer {
            ip_block: Some(IPBlock {
                cidr: cidr.clone(),
                except: list(except.clone()),
            }),
            ..NetworkPolicyPeer::default()
        },
    }
}

fn ports(edge: &Edge) -> Option<Vec<NetworkPolicyPort>> {
    let of = |port: &EdgePort| NetworkPolicyPort {
        port: port.port.as_ref().map(|port| match port {
            PortReference::Number(number) => IntOrString::Int(*number),
            PortReference::Name(name) => IntOrString::String(name.clone()),
        }),
        protocol: Some(port.protocol.word().to_owned()),
        ..NetworkPolicyPort::default()
    };
    list(edge.ports.iter().map(of).collect())
}
