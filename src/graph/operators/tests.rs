//! Labels and kinds of operators, and those that only look like it.

use super::*;

#[test]
fn labels_of_an_operators_domain_are_its_own() {
    for key in [
        "cnpg.io/cluster",
        "strimzi.io/name",
        "longhorn.io/component",
        "acme.cert-manager.io/http01-solver",
        "common.k8s.elastic.co/type",
        "postgres-operator.crunchydata.com/cluster",
        "serving.knative.dev/service",
        "gateway.networking.k8s.io/gateway-name",
        "io.cilium.k8s.policy.serviceaccount",
        "statefulset.kubernetes.io/pod-name",
    ] {
        assert!(is_operators_label(key, "x"), "{key}");
    }
    for key in [
        "app",
        "example.com/app",
        "mycnpg.io/cluster",
        "app.kubernetes.io/instance",
    ] {
        assert!(!is_operators_label(key, "x"), "{key}");
    }
}

#[test]
fn some_values_of_common_labels_are_an_operators() {
    assert!(is_operators_label("app", "rook-ceph-mon"));
    assert!(is_operators_label("app.kubernetes.io/name", "prometheus"));
    assert!(is_operators_label(
        "app.kubernetes.io/managed-by",
        "prometheus-operator"
    ));
    assert!(is_operators_label("k8s-app", "kube-dns"));
    assert!(!is_operators_label("app", "rook"));
    assert!(!is_operators_label("app.kubernetes.io/name", "web"));
    assert!(!is_operators_label("app.kubernetes.io/managed-by", "Helm"));
    assert!(!is_operators_label("k8s-app", "dashboard"));
}

fn opened(api_version: &str, kind: &str) -> bool {
    opens(Gvk::new(api_version, kind))
}

#[test]
fn what_is_built_in_shows_what_it_makes() {
    for (api_version, kind) in [
        ("v1", "Service"),
        ("apps/v1", "Deployment"),
        ("apps/v1", "Unknown"),
        ("extensions/v1beta1", "Ingress"),
        ("rbac.authorization.k8s.io/v1", "Role"),
        ("policy/v1beta1", "PodSecurityPolicy"),
        ("apiextensions.k8s.io/v1", "CustomResourceDefinition"),
        ("apiregistration.k8s.io/v1", "APIService"),
        ("argoproj.io/v1alpha1", "Rollout"),
        ("apps.openshift.io/v1", "DeploymentConfig"),
    ] {
        assert!(!opened(api_version, kind), "{api_version} {kind}");
    }
}

#[test]
fn what_brings_others_opens_its_namespace() {
    for (api_version, kind) in [
        ("helm.toolkit.fluxcd.io/v2", "HelmRelease"),
        ("kustomize.toolkit.fluxcd.io/v1", "Kustomization"),
        ("argoproj.io/v1alpha1", "Application"),
        ("argoproj.io/v1alpha1", "ApplicationSet"),
        ("monitoring.coreos.com/v1", "Prometheus"),
        ("postgresql.cnpg.io/v1", "Cluster"),
        ("kafka.strimzi.io/v1", "Kafka"),
        ("rabbitmq.com/v1beta1", "RabbitmqCluster"),
        ("ceph.rook.io/v1", "CephCluster"),
        ("install.istio.io/v1alpha1", "IstioOperator"),
        ("keda.sh/v1alpha1", "ScaledJob"),
        ("example.com/v1", "Shop"),
    ] {
        assert!(opened(api_version, kind), "{api_version} {kind}");
    }
}

#[test]
fn settings_leave_a_namespace_closed() {
    for (api_version, kind) in [
        ("cert-manager.io/v1", "Certificate"),
        ("monitoring.coreos.com/v1", "ServiceMonitor"),
        ("monitoring.coreos.com/v1", "PrometheusRule"),
        ("external-secrets.io/v1", "ExternalSecret"),
        ("external-secrets.io/v1", "ClusterSecretStore"),
        ("gateway.networking.k8s.io/v1", "HTTPRoute"),
        ("networking.istio.io/v1", "VirtualService"),
        ("security.istio.io/v1", "AuthorizationPolicy"),
        ("traefik.io/v1alpha1", "IngressRoute"),
        ("cilium.io/v2", "CiliumNetworkPolicy"),
        ("projectcalico.org/v3", "NetworkPolicy"),
        ("kyverno.io/v1", "ClusterPolicy"),
        ("constraints.gatekeeper.sh/v1beta1", "K8sRequiredLabels"),
        ("keda.sh/v1alpha1", "ScaledObject"),
        ("autoscaling.k8s.io/v1", "VerticalPodAutoscaler"),
        ("policy.networking.k8s.io/v1alpha2", "ClusterNetworkPolicy"),
        ("snapshot.storage.k8s.io/v1", "VolumeSnapshotClass"),
        ("kafka.strimzi.io/v1", "KafkaTopic"),
        ("s3.services.k8s.aws/v1alpha1", "Bucket"),
    ] {
        assert!(!opened(api_version, kind), "{api_version} {kind}");
    }
}

#[test]
fn what_is_no_object_of_a_cluster_opens_nothing() {
    assert!(!opened("kustomize.config.k8s.io/v1beta1", "Kustomization"));
    assert!(!opened("kind.x-k8s.io/v1alpha4", "Cluster"));
    assert!(!opened("skaffold/v4beta6", "Config"));
    assert!(!opened("", ""));
    assert!(!opened("example.com/v1", ""));
}

#[test]
fn every_group_is_written_once() {
    let mut groups = quiet::groups();
    groups.sort_unstable();
    let all = groups.len();
    groups.dedup();
    assert_eq!(groups.len(), all);
}
