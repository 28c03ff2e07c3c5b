//! What the cluster is like: stated once, usually in the file that `extends` names.

use crate::source::At;

use super::declare::{choice, keys};
use super::network::{Cidr, Endpoint};
use super::text::{AppName, ObjectName, Reference};
use super::values::Texts;

keys! {
    /// What the cluster is like
    pub(crate) struct Platform {
        /// The controller of Ingresses
        ingress: Option<At<IngressPlatform>> = "ingress" ["{ class = \"nginx\", namespace = \"ingress-nginx\" }"] => "`ingressClassName`, and the edge from the controller";
        /// The Gateway that routes are attached to
        gateway: Option<At<GatewayPlatform>> = "gateway" ["{ name = \"infra/public\" }"] => "`parentRefs`, and the edge from its proxies";
        /// What scrapes metrics
        monitoring: Option<At<MonitoringPlatform>> = "monitoring" ["{ namespace = \"monitoring\", kind = \"prometheus-operator\" }"] => "ServiceMonitor or PodMonitor, and the edge from the scraper";
        /// The DNS service: that of `kube-system` when absent
        dns: Option<At<DnsPlatform>> = "dns" ["{ namespace = \"kube-system\", labels = { k8s-app = \"kube-dns\" } }"] => "the edge to DNS";
        /// Where the API server listens
        api_server: Vec<At<Endpoint>> = "api-server" ["[\"10.0.0.1/32:443\"]"] => "the edge to the API server";
        /// The service mesh: `none` when absent
        mesh: Option<At<Mesh>> = "mesh" ["\"linkerd\""] => "edges to its control plane and of its proxies";
        /// The label by which apps of other files are selected by their name
        default_labels: Option<At<String>> = "default-labels" ["\"app.kubernetes.io/name\""] => "`podSelector` of apps that are not in the file";
        /// Exceptions that applications may make
        allow: Vec<At<Allowance>> = "allow" ["[\"host-volumes\"]"] => "";
    }
}

choice! {
    /// An exception that applications may make.
    pub(crate) enum Allowance {
        /// Volumes of the kind `host`.
        HostVolumes = "host-volumes",
    }
}

choice! {
    /// A service mesh.
    pub(crate) enum Mesh {
        /// There is none.
        None = "none",
        /// Istio with sidecars.
        Istio = "istio",
        /// Linkerd.
        Linkerd = "linkerd",
    }
}

keys! {
    /// The controller of Ingresses
    pub(crate) struct IngressPlatform {
        /// Its class
        class: At<ObjectName> = "class" ["\"nginx\""] => "`ingressClassName`";
        /// Where its pods run
        namespace: At<AppName> = "namespace" ["\"ingress-nginx\""] => "`namespaceSelector`";
        /// The labels of its pods; all pods of the namespace when absent
        labels: Texts = "labels" ["{ \"app.kubernetes.io/name\" = \"ingress-nginx\" }"] => "`podSelector`";
        /// The issuer of certificates (cert-manager)
        issuer: Option<At<ObjectName>> = "issuer" ["\"letsencrypt\""] => "the annotation `cert-manager.io/cluster-issuer`";
    }
}

keys! {
    /// The Gateway that routes are attached to
    pub(crate) struct GatewayPlatform {
        /// Which one
        name: At<Reference> = "name" ["\"infra/public\""] => "`parentRefs`";
        /// Where its proxies run; the namespace of the Gateway when absent
        namespace: Option<At<AppName>> = "namespace" ["\"envoy-gateway-system\""] => "`namespaceSelector`";
        /// The labels of its proxies; all pods of the namespace when absent
        labels: Texts = "labels" ["{ \"gateway.networking.k8s.io/gateway-name\" = \"public\" }"] => "`podSelector`";
        /// Its listener for encrypted connections: `https` when absent
        tls_listener: Option<At<ObjectName>> = "tls-listener" ["\"https\""] => "`parentRefs[].sectionName`";
    }
}

choice! {
    /// How metrics are scraped.
    pub(crate) enum MonitoringKind {
        /// ServiceMonitor and PodMonitor.
        PrometheusOperator = "prometheus-operator",
        /// Annotations of the pods.
        Annotations = "annotations",
    }
}

keys! {
    /// What scrapes metrics
    pub(crate) struct MonitoringPlatform {
        /// Where the scraper runs
        namespace: At<AppName> = "namespace" ["\"monitoring\""] => "`namespaceSelector`";
        /// The labels of its pods; all pods of the namespace when absent
        labels: Texts = "labels" ["{ \"app.kubernetes.io/name\" = \"prometheus\" }"] => "`podSelector`";
        /// How it is told what to scrape: `prometheus-operator` when absent
        kind: Option<At<MonitoringKind>> = "kind" ["\"annotations\""] => "ServiceMonitor, PodMonitor or annotations";
        /// The labels that the operator looks for
        monitor_labels: Texts = "monitor-labels" ["{ release = \"prometheus\" }"] => "`metadata.labels` of the monitor";
    }
}

keys! {
    /// The DNS service
    pub(crate) struct DnsPlatform {
        /// Where its pods run
        namespace: At<AppName> = "namespace" ["\"kube-system\""] => "`namespaceSelector`";
        /// The labels of its pods
        labels: Texts = "labels" ["{ k8s-app = \"kube-dns\" }"] => "`podSelector`";
        /// Addresses beside them, such as those of a cache on every node
        also: Vec<At<Cidr>> = "also" ["[\"169.254.20.10/32\"]"] => "`ipBlock`";
    }
}
