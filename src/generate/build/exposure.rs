//! What leads from outside to an application: an Ingress or an HTTPRoute. A load balancer is a
//! Service.

use k8s_openapi::api::networking::v1::{
    HTTPIngressPath, HTTPIngressRuleValue, Ingress, IngressBackend, IngressRule,
    IngressServiceBackend, IngressSpec, IngressTLS, ServiceBackendPort,
};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use serde::Serialize;

use super::metadata::{below, list, metadata, nothing_more};
use crate::generate::model::{Labels, Model, PortModel, Workload, exposed, find};
use crate::generate::object::{Cause, Causes, Custom, Object, Part};
use crate::generate::spec::{Expose, Tls, Via, Written as _};
use crate::source::{At, Span};

/// The listener of a Gateway for encrypted connections.
const TLS_LISTENER: &str = "https";

/// The annotation by which cert-manager makes a certificate.
/// <https://cert-manager.io/docs/usage/ingress/>
const ISSUER: &str = "cert-manager.io/cluster-issuer";

/// A path, the port that it leads to, and where that is stated.
type Route<'a> = (&'a str, &'a PortModel, Span);

/// The Ingress or HTTPRoute of an application.
pub(super) fn exposure(model: &Model<'_>, workload: &Workload<'_>) -> Option<Object> {
    let expose = workload.app.expose.as_ref()?;
    match expose.value.via.map_or(Via::Ingress, |via| via.value) {
        Via::Ingress => Some(ingress(model, workload, expose)),
        Via::Gateway => http_route(model, workload, expose),
        Via::LoadBalancer => None,
    }
}

/// The name of the Service that a load balancer gives to the outside.
pub(super) fn external_name(workload: &Workload<'_>) -> String {
    format!("{}-external", workload.service_name)
}

/// Which paths lead to which ports, longer ones first as they are matched.
fn routes<'a>(workload: &'a Workload<'_>, expose: &'a At<Expose>) -> Vec<Route<'a>> {
    let stated: Vec<Route<'a>> = expose
        .value
        .paths
        .iter()
        .filter_map(|path| {
            let port = find(&workload.ports, &path.value.value)?;
            Some((path.name.value.as_str(), port, path.value.span))
        })
        .collect();
    let of_root = expose.value.port.as_ref().and_then(|ports| ports.0.first());
    let has_root = stated.iter().any(|(path, _, _)| *path == "/");
    if !stated.is_empty() && (has_root || of_root.is_none()) {
        return stated;
    }
    let span = of_root.map_or(expose.span, |port| port.span);
    let port = match of_root {
        Some(port) => find(&workload.ports, &port.value),
        None => exposed(&workload.ports, &expose.value).first().copied(),
    };
    stated
        .into_iter()
        .chain(port.map(|port| ("/", port, span)))
        .collect()
}

/// The metadata with the annotations of `[expose]`.
fn exposed_metadata(workload: &Workload<'_>, expose: &Expose) -> Part<ObjectMeta> {
    let name = Cause::Spec(workload.app.name.span);
    let mut part = metadata(workload, &workload.app.name.value.0, name, nothing_more);
    for text in expose.annotations.iter() {
        let pointer = below("/annotations", &text.name.value);
        part.causes.note(pointer, Cause::Spec(text.value.span));
        let known = part.value.annotations.get_or_insert_with(Labels::new);
        known.insert(text.name.value.clone(), text.value.value.clone());
    }
    part
}

fn is_encrypted(expose: &Expose) -> Option<Span> {
    match &expose.tls {
        Some(Tls::Whether(whether)) => whether.value.then_some(whether.span),
        Some(Tls::Secret(secret)) => Some(secret.span()),
        None => None,
    }
}

fn ingress(model: &Model<'_>, workload: &Workload<'_>, expose: &At<Expose>) -> Object {
    let stated = &expose.value;
    let platform = model
        .platform()
        .and_then(|platform| platform.ingress.as_ref());
    let platform = platform.map(|ingress| &ingress.value);
    let class = stated
        .class
        .as_ref()
        .or(platform.map(|platform| &platform.class));
    let issuer = platform.and_then(|platform| platform.issuer.as_ref());
    let issuer = stated.issuer.as_ref().or(issuer);
    let mut metadata = exposed_metadata(workload, stated);
    let mut causes = Causes::default();
    causes.note("/spec/ingressClassName", Cause::of(class, ""));
    let hosts: Vec<String> = stated
        .hosts
        .iter()
        .map(|host| host.value.0.clone())
        .collect();
    let tls = is_encrypted(stated).map(|span| {
        causes.note("/spec/tls", Cause::Spec(span));
        let secret = match (&stated.tls, issuer) {
            (Some(Tls::Secret(keys)), _) => Some(keys.secret.value.0.clone()),
            (_, Some(issuer)) => {
                let known = metadata.value.annotations.get_or_insert_with(Labels::new);
                let stated = known.entry(ISSUER.to_owned());
                stated.or_insert_with(|| issuer.value.0.clone());
                let pointer = below("/annotations", ISSUER);
                metadata.causes.note(pointer, Cause::Spec(issuer.span));
                Some(format!("{}-tls", workload.app.name.value))
            }
            // Without a Secret the controller has a certificate of its own.
            _ => None,
        };
        vec![IngressTLS {
            hosts: Some(hosts.clone()),
            secret_name: secret,
        }]
    });
    causes.take("/metadata", metadata.causes);
    let routes = routes(workload, expose);
    let mut rules = Vec::new();
    for (at, host) in stated.hosts.iter().enumerate() {
        causes.note(format!("/spec/rules/{at}"), Cause::Spec(host.span));
        let paths = routes
            .iter()
            .enumerate()
            .map(|(path_at, (path, port, span))| {
                let pointer = format!("/spec/rules/{at}/http/paths/{path_at}");
                causes.note(pointer, Cause::Spec(*span));
                HTTPIngressPath {
                    path: Some((*path).to_owned()),
                    path_type: "Prefix".to_owned(),
                    backend: IngressBackend {
                        service: Some(IngressServiceBackend {
                            name: workload.service_name.clone(),
                            port: Some(ServiceBackendPort {
                                name: Some(port.name.clone()),
                                ..ServiceBackendPort::default()
                            }),
                        }),
                        ..IngressBackend::default()
                    },
                }
            });
        rules.push(IngressRule {
            host: Some(host.value.0.clone()),
            http: Some(HTTPIngressRuleValue {
                paths: paths.collect(),
            }),
        });
    }
    let object = Ingress {
        metadata: metadata.value,
        spec: Some(IngressSpec {
            ingress_class_name: class.map(|class| class.value.0.clone()),
            tls,
            rules: Some(rules),
            ..IngressSpec::default()
        }),
        ..Ingress::default()
    };
    Object::new(&object, workload.owner(), Cause::Spec(expose.span), causes)
}

/// <https://gateway-api.sigs.k8s.io/reference/spec/#httproute>
#[derive(Debug, Serialize)]
struct HttpRoute {
    metadata: ObjectMeta,
    spec: HttpRouteSpec,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct HttpRouteSpec {
    parent_refs: Vec<ParentRef>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hostnames: Option<Vec<String>>,
    rules: Vec<RouteRule>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ParentRef {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    namespace: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    section_name: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct RouteRule {
    matches: Vec<RouteMatch>,
    backend_refs: Vec<BackendRef>,
}

#[derive(Debug, Serialize)]
struct RouteMatch {
    path: PathMatch,
}

#[derive(Debug, Serialize)]
struct PathMatch {
    #[serde(rename = "type")]
    kind: &'static str,
    value: String,
}

#[derive(Debug, Serialize)]
struct BackendRef {
    name: String,
    port: i32,
}

impl Custom for HttpRoute {
    const API_VERSION: &'static str = "gateway.networking.k8s.io/v1";
    const KIND: &'static str = "HTTPRoute";
}

fn http_route(model: &Model<'_>, workload: &Workload<'_>, expose: &At<Expose>) -> Option<Object> {
    let stated = &expose.value;
    let platform = model
        .platform()
        .and_then(|platform| platform.gateway.as_ref());
    let platform = platform.map(|gateway| &gateway.value);
    let gateway = stated
        .gateway
        .as_ref()
        .or(platform.map(|platform| &platform.name))?;
    let metadata = exposed_metadata(workload, stated);
    let mut causes = Causes::default();
    causes.take("/metadata", metadata.causes);
    causes.note("/spec/parentRefs", Cause::Spec(gateway.span));
    let listener = platform.and_then(|platform| platform.tls_listener.as_ref());
    let section = is_encrypted(stated).map(|span| {
        causes.note("/spec/parentRefs/0/sectionName", Cause::Spec(span));
        listener
            .map_or(TLS_LISTENER, |listener| &listener.value.0)
            .to_owned()
    });
    for (at, host) in stated.hosts.iter().enumerate() {
        causes.note(format!("/spec/hostnames/{at}"), Cause::Spec(host.span));
    }
    let routes = routes(workload, expose);
    let rules = routes.iter().enumerate().map(|(at, (path, port, span))| {
        causes.note(format!("/spec/rules/{at}"), Cause::Spec(*span));
        RouteRule {
            matches: vec![RouteMatch {
                path: PathMatch {
                    kind: "PathPrefix",
                    value: (*path).to_owned(),
                },
            }],
            backend_refs: vec![BackendRef {
                name: workload.service_name.clone(),
                port: port.service.unwrap_or(port.container),
            }],
        }
    });
    let object = HttpRoute {
        metadata: metadata.value,
        spec: HttpRouteSpec {
            parent_refs: vec![ParentRef {
                name: gateway.value.name.clone(),
                namespace: gateway.value.namespace.clone(),
                section_name: section,
            }],
            hostnames: list(
                stated
                    .hosts
                    .iter()
                    .map(|host| host.value.0.clone())
                    .collect(),
            ),
            rules: rules.collect(),
        },
    };
    Some(Object::custom(
        &object,
        workload.owner(),
        Cause::Spec(expose.span),
        causes,
    ))
}
