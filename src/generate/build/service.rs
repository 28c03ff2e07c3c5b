//! Services.

use k8s_openapi::api::core::v1::{Service, ServicePort, ServiceSpec};
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use super::exposure::external_name;
use super::metadata::metadata;
use crate::generate::model::{PortModel, Workload, exposed};
use crate::generate::object::{Cause, Causes, Object};
use crate::generate::spec::{Kind, Via, Word as _};

/// The Service of an application, and the one that a load balancer gives to the outside.
pub(super) fn services(workload: &Workload<'_>) -> Vec<Object> {
    let ports: Vec<&PortModel> = workload
        .ports
        .iter()
        .filter(|port| port.service.is_some())
        .collect();
    let mut services = Vec::new();
    if !ports.is_empty() || workload.kind == Kind::Stateful {
        services.push(service(workload, &ports));
    }
    let expose = workload.app.expose.as_ref();
    let by_balancer = |via: crate::source::At<Via>| via.value == Via::LoadBalancer;
    if let Some(expose) = expose
        && expose.value.via.is_some_and(by_balancer)
    {
        services.push(balancer(workload, &exposed(&workload.ports, &expose.value)));
    }
    services
}

fn service(workload: &Workload<'_>, ports: &[&PortModel]) -> Object {
    let adopt = workload.app.adopt.as_ref().map(|adopt| &adopt.value);
    let stated = adopt.and_then(|adopt| adopt.service_name.as_ref());
    let name = Cause::Spec(stated.map_or(workload.app.name.span, |name| name.span));
    let mut causes = Causes::default();
    let part = metadata(workload, &workload.service_name, name, |extra| {
        &extra.service
    });
    causes.take("/metadata", part.causes);
    let headless = adopt.and_then(|adopt| adopt.headless);
    let is_headless =
        workload.kind == Kind::Stateful && headless.is_none_or(|headless| headless.value);
    if is_headless {
        let reason = "each pod of a stateful application has an address of its own";
        causes.note("/spec/clusterIP", Cause::of(headless.as_ref(), reason));
    }
    let spec = ServiceSpec {
        cluster_ip: is_headless.then(|| "None".to_owned()),
        type_: (!is_headless).then(|| "ClusterIP".to_owned()),
        ..spec(workload, ports, &mut causes)
    };
    let object = Service {
        metadata: part.value,
        spec: Some(spec),
        ..Service::default()
    };
    let cause = ports.first().map_or(
        Cause::Default("a stateful application needs a Service for the names of its pods"),
        |port| port.cause(),
    );
    Object::new(&object, workload.owner(), cause, causes)
}

fn balancer(workload: &Workload<'_>, ports: &[&PortModel]) -> Object {
    let expose = workload.app.expose.as_ref();
    let cause = Cause::of(expose, "");
    let mut causes = Causes::default();
    let name = external_name(workload);
    let mut part = metadata(workload, &name, cause, |extra| &extra.service);
    let annotations = expose
        .into_iter()
        .flat_map(|expose| expose.value.annotations.iter());
    for text in annotations {
        let pointer = super::metadata::below("/annotations", &text.name.value);
        part.causes.note(pointer, Cause::Spec(text.value.span));
        let known = part.value.annotations.get_or_insert_default();
        known.insert(text.name.value.clone(), text.value.value.clone());
    }
    causes.take("/metadata", part.causes);
    let reason = "the pods see who connects, and no node forwards to another";
    causes.note("/spec/externalTrafficPolicy", Cause::Default(reason));
    let spec = ServiceSpec {
        type_: Some("LoadBalancer".to_owned()),
        external_traffic_policy: Some("Local".to_owned()),
        ..spec(workload, ports, &mut causes)
    };
    let object = Service {
        metadata: part.value,
        spec: Some(spec),
        ..Service::default()
    };
    Object::new(&object, workload.owner(), cause, causes)
}

fn spec(workload: &Workload<'_>, ports: &[&PortModel], causes: &mut Causes) -> ServiceSpec {
    let adopt = workload.app.adopt.as_ref();
    let adopt = adopt.filter(|adopt| !adopt.value.selector.is_empty());
    causes.note(
        "/spec/selector",
        Cause::Spec(adopt.map_or(workload.app.name.span, |adopt| adopt.span)),
    );
    let built = ports.iter().enumerate().map(|(at, port)| {
        causes.note(format!("/spec/ports/{at}"), port.cause());
        ServicePort {
            name: Some(port.name.clone()),
            port: port.service.unwrap_or(port.container),
            target_port: Some(IntOrString::String(port.name.clone())),
            protocol: Some(port.protocol.word().to_owned()),
            app_protocol: port.app_protocol.clone(),
            ..ServicePort::default()
        }
    });
    ServiceSpec {
        ports: super::metadata::list(built.collect()),
        selector: Some(workload.selector.clone()),
        ..ServiceSpec::default()
    }
}
