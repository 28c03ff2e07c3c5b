//! Kinds that make objects which are called after them.

use super::{ACCOUNT, CLAIM, CONFIG_MAP, Implied, ImpliedIn, SECRET, SERVICE, name_node};
use crate::resource::Resource;

/// Group, kind (empty: all of the group), what is made, and the names: `{}` is the maker's own,
/// and one that ends in `*` is the beginning of several. Keys are unknown.
type Row = (&'static str, &'static str, &'static str, &'static str);

#[rustfmt::skip]
const ROWS: &[Row] = &[
    // Secrets.
    ("onepassword.com", "OnePasswordItem", SECRET, "{}"),
    ("ricoberger.de", "VaultSecret", SECRET, "{}"),
    ("secretgenerator.mittwald.de", "", SECRET, "{}"),
    ("secretgen.carvel.dev", "", SECRET, "{}"),
    ("secretgen.k14s.io", "", SECRET, "{}"),
    ("services.cloud.sap.com", "ServiceBinding", SECRET, "{}"),
    ("servicecatalog.k8s.io", "ServiceBinding", SECRET, "{}"),
    ("aiven.io", "", SECRET, "{}"),
    ("k8s.mariadb.com", "Connection", SECRET, "{}"),
    ("cluster.x-k8s.io", "Cluster", SECRET, "{}-kubeconfig {}-ca {}-etcd {}-sa {}-proxy"),
    // PostgreSQL.
    ("postgresql.cnpg.io", "Cluster", SECRET, "{}-ca {}-server {}-replication"),
    ("postgresql.cnpg.io", "Cluster", SERVICE, "{}-rw {}-ro {}-r {}-any"),
    ("postgresql.cnpg.io", "Cluster", ACCOUNT, "{}"),
    ("postgresql.cnpg.io", "Cluster", CONFIG_MAP, "cnpg-default-monitoring"),
    ("postgresql.cnpg.io", "Pooler", SERVICE, "{}"),
    ("postgresql.k8s.enterprisedb.io", "Cluster", SECRET, "{}-ca {}-server {}-replication"),
    ("postgresql.k8s.enterprisedb.io", "Cluster", SERVICE, "{}-rw {}-ro {}-r {}-any"),
    ("postgresql.k8s.enterprisedb.io", "Cluster", ACCOUNT, "{}"),
    ("acid.zalan.do", "postgresql", SERVICE, "{} {}-repl {}-config {}-pooler {}-pooler-repl"),
    ("postgres-operator.crunchydata.com", "PostgresCluster", SECRET, "{}-pguser-* {}-cluster-cert {}-replication-cert {}-pgbouncer {}-monitoring {}-pgbackrest*"),
    ("postgres-operator.crunchydata.com", "PostgresCluster", SERVICE, "{}-primary {}-replicas {}-ha {}-ha-config {}-pods {}-pgbouncer"),
    ("postgres-operator.crunchydata.com", "PostgresCluster", CONFIG_MAP, "{}-config {}-pgbouncer {}-pgbackrest-config"),
    ("pgv2.percona.com", "PerconaPGCluster", SECRET, "{}-pguser-* {}-cluster-cert {}-replication-cert {}-pgbouncer {}-monitoring {}-pgbackrest*"),
    ("pgv2.percona.com", "PerconaPGCluster", SERVICE, "{}-primary {}-replicas {}-ha {}-ha-config {}-pods {}-pgbouncer"),
    ("kubegres.reactive-tech.io", "Kubegres", SERVICE, "{} {}-replica"),
    ("kubegres.reactive-tech.io", "Kubegres", CONFIG_MAP, "base-kubegres-config"),
    ("stackgres.io", "SGCluster", SERVICE, "{} {}-primary {}-replicas {}-rest"),
    ("stackgres.io", "SGCluster", SECRET, "{}"),
    // MySQL and MariaDB.
    ("pxc.percona.com", "PerconaXtraDBCluster", SERVICE, "{}-haproxy {}-haproxy-replicas {}-proxysql {}-proxysql-unready {}-pxc {}-pxc-unready"),
    ("pxc.percona.com", "PerconaXtraDBCluster", SECRET, "{}-secrets internal-{} {}-ssl {}-ssl-internal {}-vault"),
    ("ps.percona.com", "PerconaServerMySQL", SERVICE, "{}-haproxy {}-router {}-mysql {}-mysql-primary {}-mysql-unready {}-mysql-proxy {}-orchestrator"),
    ("ps.percona.com", "PerconaServerMySQL", SECRET, "{}-secrets internal-{} {}-ssl"),
    ("mysql.oracle.com", "InnoDBCluster", SERVICE, "{} {}-instances"),
    ("mysql.oracle.com", "InnoDBCluster", SECRET, "{}-privsecrets {}-backup {}-router"),
    ("mysql.oracle.com", "InnoDBCluster", ACCOUNT, "{}-sa {}-sidecar-sa"),
    ("k8s.mariadb.com", "MariaDB", SERVICE, "{} {}-internal {}-primary {}-secondary"),
    ("k8s.mariadb.com", "MariaDB", SECRET, "{}-root {}-password {}-ca {}-server-cert {}-client-cert"),
    ("k8s.mariadb.com", "MariaDB", ACCOUNT, "{}"),
    ("k8s.mariadb.com", "MaxScale", SERVICE, "{} {}-internal {}-gui"),
    // Other databases.
    ("psmdb.percona.com", "PerconaServerMongoDB", SERVICE, "{}-rs0 {}-rs1 {}-rs2 {}-mongos {}-cfg"),
    ("psmdb.percona.com", "PerconaServerMongoDB", SECRET, "{}-secrets internal-{}-users {}-ssl {}-ssl-internal {}-mongodb-keyfile {}-mongodb-encryption-key"),
    ("mongodbcommunity.mongodb.com", "MongoDBCommunity", SERVICE, "{}-svc {}-arbiters-svc"),
    ("mongodbcommunity.mongodb.com", "MongoDBCommunity", SECRET, "{}-agent-password {}-keyfile {}-config"),
    ("mongodb.com", "MongoDB", SERVICE, "{}-svc {}-svc-external"),
    ("redis.redis.opstreelabs.in", "Redis", SERVICE, "{} {}-headless {}-additional"),
    ("redis.redis.opstreelabs.in", "RedisReplication", SERVICE, "{} {}-headless {}-additional {}-master {}-replica"),
    ("redis.redis.opstreelabs.in", "RedisCluster", SERVICE, "{}-leader* {}-follower* {}-master"),
    ("redis.redis.opstreelabs.in", "RedisSentinel", SERVICE, "{}-sentinel*"),
    ("databases.spotahome.com", "RedisFailover", SERVICE, "rfs-{} rfr-{} rfrm-{} rfrs-{}"),
    ("databases.spotahome.com", "RedisFailover", CONFIG_MAP, "rfs-{} rfr-{} rfr-s-{} rfr-readiness-{}"),
    ("app.redislabs.com", "RedisEnterpriseDatabase", SERVICE, "{} {}-headless"),
    ("app.redislabs.com", "RedisEnterpriseDatabase", SECRET, "redb-{}"),
    ("app.redislabs.com", "RedisEnterpriseCluster", SERVICE, "{} {}-ui"),
    ("app.redislabs.com", "RedisEnterpriseCluster", SECRET, "{}"),
    ("dragonflydb.io", "Dragonfly", SERVICE, "{}"),
    ("hyperspike.io", "Valkey", SERVICE, "{} {}-headless"),
    ("hyperspike.io", "Valkey", SECRET, "{}"),
    ("kubedb.com", "", SERVICE, "{} {}-*"),
    ("kubedb.com", "", SECRET, "{}-*"),
    ("k8ssandra.io", "K8ssandraCluster", SERVICE, "{}-*"),
    ("k8ssandra.io", "K8ssandraCluster", SECRET, "{}-superuser"),
    ("scylla.scylladb.com", "ScyllaCluster", SERVICE, "{}-client {}-*"),
    ("scylla.scylladb.com", "ScyllaCluster", SECRET, "{}-local-*"),
    ("clickhouse.altinity.com", "ClickHouseInstallation", SERVICE, "clickhouse-{} chi-{}-*"),
    ("clickhouse-keeper.altinity.com", "ClickHouseKeeperInstallation", SERVICE, "keeper-{} chk-{}-*"),
    ("pingcap.com", "TidbCluster", SERVICE, "{}-*"),
    ("crdb.cockroachlabs.com", "CrdbCluster", SERVICE, "{} {}-public"),
    ("crdb.cockroachlabs.com", "CrdbCluster", SECRET, "{}-node {}-root {}-ca"),
    ("etcd.database.coreos.com", "EtcdCluster", SERVICE, "{} {}-client"),
    ("solr.apache.org", "SolrCloud", SERVICE, "{}-solrcloud-common {}-solrcloud-headless"),
    ("solr.apache.org", "SolrCloud", SECRET, "{}-solrcloud-security-bootstrap {}-solrcloud-basic-auth"),
    ("zookeeper.pravega.io", "ZookeeperCluster", SERVICE, "{}-client {}-headless {}-admin-server"),
    // Search.
    ("elasticsearch.k8s.elastic.co", "Elasticsearch", SERVICE, "{}-es-*"),
    ("elasticsearch.k8s.elastic.co", "Elasticsearch", SECRET, "{}-es-*"),
    ("elasticsearch.k8s.elastic.co", "Elasticsearch", CONFIG_MAP, "{}-es-*"),
    ("kibana.k8s.elastic.co", "Kibana", SERVICE, "{}-kb-*"),
    ("kibana.k8s.elastic.co", "Kibana", SECRET, "{}-kb-* {}-kibana-user"),
    ("apm.k8s.elastic.co", "ApmServer", SERVICE, "{}-apm-*"),
    ("apm.k8s.elastic.co", "ApmServer", SECRET, "{}-apm-*"),
    ("agent.k8s.elastic.co", "Agent", SERVICE, "{}-agent-*"),
    ("agent.k8s.elastic.co", "Agent", SECRET, "{}-agent-*"),
    ("beat.k8s.elastic.co", "Beat", SECRET, "{}-beat-*"),
    ("logstash.k8s.elastic.co", "Logstash", SERVICE, "{}-ls-*"),
    ("logstash.k8s.elastic.co", "Logstash", SECRET, "{}-ls-*"),
    ("maps.k8s.elastic.co", "ElasticMapsServer", SERVICE, "{}-ems-*"),
    ("enterprisesearch.k8s.elastic.co", "EnterpriseSearch", SERVICE, "{}-ent-*"),
    ("opensearch.opster.io", "OpenSearchCluster", SERVICE, "{} {}-dashboards {}-discovery"),
    ("opensearch.opster.io", "OpenSearchCluster", SECRET, "{}-admin-password {}-dashboards-* {}-transport-cert {}-http-cert {}-ca"),
    // Queues.
    ("kafka.strimzi.io", "Kafka", SERVICE, "{}-kafka-* {}-zookeeper-*"),
    ("kafka.strimzi.io", "Kafka", SECRET, "{}-cluster-ca* {}-clients-ca* {}-kafka-* {}-zookeeper-* {}-cluster-operator-certs {}-entity-*"),
    ("kafka.strimzi.io", "Kafka", CONFIG_MAP, "{}-kafka-config {}-zookeeper-config {}-entity-*"),
    ("kafka.strimzi.io", "Kafka", ACCOUNT, "{}-kafka {}-zookeeper {}-entity-operator {}-cruise-control {}-kafka-exporter"),
    ("kafka.strimzi.io", "KafkaConnect", SERVICE, "{}-connect-api {}-connect"),
    ("kafka.strimzi.io", "KafkaConnect", ACCOUNT, "{}-connect"),
    ("kafka.strimzi.io", "KafkaBridge", SERVICE, "{}-bridge-service"),
    ("kafka.strimzi.io", "KafkaBridge", ACCOUNT, "{}-bridge"),
    ("kafka.strimzi.io", "KafkaMirrorMaker2", SERVICE, "{}-mirrormaker2-api {}-mirrormaker2"),
    ("platform.confluent.io", "", SERVICE, "{} {}-*"),
    ("rabbitmq.com", "RabbitmqCluster", SERVICE, "{} {}-nodes"),
    ("rabbitmq.com", "RabbitmqCluster", SECRET, "{}-default-user {}-erlang-cookie"),
    ("rabbitmq.com", "RabbitmqCluster", CONFIG_MAP, "{}-plugins-conf {}-server-conf"),
    ("rabbitmq.com", "RabbitmqCluster", ACCOUNT, "{}-server"),
    ("rabbitmq.com", "User", SECRET, "{}-user-credentials"),
    ("nats.io", "NatsCluster", SERVICE, "{} {}-mgmt"),
    // Watching.
    ("monitoring.coreos.com", "Prometheus", SERVICE, "prometheus-operated"),
    ("monitoring.coreos.com", "Prometheus", CONFIG_MAP, "prometheus-{}-rulefiles-*"),
    ("monitoring.coreos.com", "Prometheus", SECRET, "prometheus-{} prometheus-{}-*"),
    ("monitoring.coreos.com", "PrometheusAgent", SERVICE, "prometheus-agent-operated"),
    ("monitoring.coreos.com", "PrometheusAgent", SECRET, "prom-agent-{} prom-agent-{}-*"),
    ("monitoring.coreos.com", "Alertmanager", SERVICE, "alertmanager-operated"),
    ("monitoring.coreos.com", "Alertmanager", SECRET, "alertmanager-{}-generated alertmanager-{}-tls-assets-* alertmanager-{}-web-config"),
    ("monitoring.coreos.com", "ThanosRuler", SERVICE, "thanos-ruler-operated"),
    ("monitoring.coreos.com", "ThanosRuler", CONFIG_MAP, "thanos-ruler-{}-rulefiles-*"),
    ("operator.victoriametrics.com", "VMSingle", SERVICE, "vmsingle-{}"),
    ("operator.victoriametrics.com", "VMAgent", SERVICE, "vmagent-{}"),
    ("operator.victoriametrics.com", "VMAlert", SERVICE, "vmalert-{}"),
    ("operator.victoriametrics.com", "VMAlertmanager", SERVICE, "vmalertmanager-{}"),
    ("operator.victoriametrics.com", "VMAuth", SERVICE, "vmauth-{}"),
    ("operator.victoriametrics.com", "VMCluster", SERVICE, "vmselect-{} vminsert-{} vmstorage-{}"),
    ("operator.victoriametrics.com", "VMUser", SECRET, "vmuser-{}"),
    ("operator.victoriametrics.com", "VLogs", SERVICE, "vlogs-{}"),
    ("operator.victoriametrics.com", "VLSingle", SERVICE, "vlsingle-{}"),
    ("operator.victoriametrics.com", "VLCluster", SERVICE, "vlselect-{} vlinsert-{} vlstorage-{}"),
    ("grafana.integreatly.org", "Grafana", SERVICE, "{}-service {}-alerting"),
    ("grafana.integreatly.org", "Grafana", SECRET, "{}-admin-credentials"),
    ("grafana.integreatly.org", "Grafana", CONFIG_MAP, "{}-ini {}-plugins"),
    ("grafana.integreatly.org", "Grafana", ACCOUNT, "{}-sa"),
    ("grafana.integreatly.org", "Grafana", CLAIM, "{}-pvc"),
    ("integreatly.org", "Grafana", SERVICE, "grafana-service grafana-alert"),
    ("integreatly.org", "Grafana", SECRET, "grafana-admin-credentials"),
    ("integreatly.org", "Grafana", ACCOUNT, "grafana-serviceaccount"),
    ("jaegertracing.io", "Jaeger", SERVICE, "{}-query {}-collector {}-collector-headless {}-agent"),
    ("jaegertracing.io", "Jaeger", CONFIG_MAP, "{}-sampling-configuration {}-ui-configuration"),
    ("jaegertracing.io", "Jaeger", ACCOUNT, "{} {}-ui-proxy"),
    ("opentelemetry.io", "OpenTelemetryCollector", SERVICE, "{}-collector {}-collector-headless {}-collector-monitoring {}-targetallocator"),
    ("opentelemetry.io", "OpenTelemetryCollector", CONFIG_MAP, "{}-collector* {}-targetallocator"),
    ("opentelemetry.io", "OpenTelemetryCollector", ACCOUNT, "{}-collector {}-targetallocator"),
    ("loki.grafana.com", "LokiStack", SERVICE, "{}-*"),
    ("loki.grafana.com", "LokiStack", CONFIG_MAP, "{}-*"),
    ("tempo.grafana.com", "TempoStack", SERVICE, "tempo-{}-*"),
    ("tempo.grafana.com", "TempoMonolithic", SERVICE, "tempo-{} tempo-{}-*"),
    ("kiali.io", "Kiali", SERVICE, "kiali"),
    ("kiali.io", "Kiali", ACCOUNT, "kiali-service-account"),
    // Storage.
    ("ceph.rook.io", "CephCluster", SERVICE, "rook-ceph-mgr rook-ceph-mgr-dashboard rook-ceph-mon-* rook-ceph-exporter rook-ceph-admission-controller"),
    ("ceph.rook.io", "CephCluster", SECRET, "rook-ceph-mon rook-ceph-mons-keyring rook-ceph-admin-keyring rook-ceph-config rook-ceph-dashboard-password rook-ceph-crash-collector-keyring rook-ceph-exporter-keyring rook-csi-*"),
    ("ceph.rook.io", "CephCluster", CONFIG_MAP, "rook-ceph-mon-endpoints rook-ceph-csi-config rook-ceph-csi-mapping-config rook-ceph-csi-kms-config rook-ceph-pdbstatemap rook-config-override"),
    ("ceph.rook.io", "CephObjectStore", SERVICE, "rook-ceph-rgw-{}"),
    ("ceph.rook.io", "CephObjectStore", SECRET, "rook-ceph-rgw-{}-*"),
    ("ceph.rook.io", "CephClient", SECRET, "rook-ceph-client-{}"),
    ("ceph.rook.io", "CephFilesystem", SECRET, "rook-ceph-mds-{}-*"),
    ("ceph.rook.io", "CephNFS", SERVICE, "rook-ceph-nfs-{}-*"),
    ("minio.min.io", "Tenant", SERVICE, "minio {}-hl {}-console {}-log-* {}-prometheus-*"),
    ("minio.min.io", "Tenant", SECRET, "{}-tls {}-secret operator-tls"),
    ("minio.min.io", "Tenant", ACCOUNT, "{}-sa"),
    ("cdi.kubevirt.io", "DataVolume", CLAIM, "{}"),
    ("volsync.backube", "ReplicationSource", CLAIM, "volsync-{}-*"),
    ("volsync.backube", "ReplicationDestination", CLAIM, "volsync-{}-*"),
    // Serving and building.
    ("serving.knative.dev", "Service", SERVICE, "{}"),
    ("serving.knative.dev", "Route", SERVICE, "{}"),
    ("messaging.knative.dev", "Channel", SERVICE, "{}-kn-channel"),
    ("messaging.knative.dev", "InMemoryChannel", SERVICE, "{}-kn-channel"),
    ("messaging.knative.dev", "KafkaChannel", SERVICE, "{}-kn-channel"),
    ("serving.kserve.io", "InferenceService", SERVICE, "{} {}-predictor* {}-transformer* {}-explainer*"),
    ("serving.kserve.io", "InferenceGraph", SERVICE, "{}"),
    ("serving.kserve.io", "LLMInferenceService", SERVICE, "{}-*"),
    ("machinelearning.seldon.io", "SeldonDeployment", SERVICE, "{} {}-*"),
    ("kubeflow.org", "Notebook", SERVICE, "{}"),
    ("kubeflow.org", "PyTorchJob", SERVICE, "{}-master-* {}-worker-*"),
    ("kubeflow.org", "TFJob", SERVICE, "{}-chief-* {}-ps-* {}-worker-*"),
    ("kubeflow.org", "MPIJob", SERVICE, "{} {}-worker"),
    ("ray.io", "RayCluster", SERVICE, "{}-head-svc {}-headless"),
    ("ray.io", "RayService", SERVICE, "{}-head-svc {}-serve-svc"),
    ("flink.apache.org", "FlinkDeployment", SERVICE, "{} {}-rest"),
    ("flink.apache.org", "FlinkDeployment", CONFIG_MAP, "flink-config-{}"),
    ("sparkoperator.k8s.io", "SparkApplication", SERVICE, "{}-ui-svc {}-driver-svc"),
    ("core.spinkube.dev", "SpinApp", SERVICE, "{}"),
    ("triggers.tekton.dev", "EventListener", SERVICE, "el-{}"),
    ("argoproj.io", "ArgoCD", SERVICE, "{}-*"),
    ("argoproj.io", "ArgoCD", SECRET, "argocd-secret {}-*"),
    ("argoproj.io", "ArgoCD", CONFIG_MAP, "argocd-cm argocd-rbac-cm argocd-ssh-known-hosts-cm argocd-tls-certs-cm argocd-gpg-keys-cm {}-ca"),
    ("argoproj.io", "ArgoCD", ACCOUNT, "{}-argocd-*"),
    ("argoproj.io", "EventSource", SERVICE, "{}-eventsource-svc"),
    ("argoproj.io", "EventBus", SERVICE, "eventbus-{}-stan-svc eventbus-{}-js-svc"),
    ("argoproj.io", "Sensor", SERVICE, "{}-sensor-svc"),
    ("flagger.app", "Canary", SERVICE, "{} {}-canary {}-primary"),
    ("operator.tekton.dev", "TektonConfig", ACCOUNT, "pipeline"),
    // Identities.
    ("vault.banzaicloud.com", "Vault", SERVICE, "{} {}-*"),
    ("vault.banzaicloud.com", "Vault", SECRET, "{}-tls {}-unseal-keys vault-unseal-keys"),
    ("k8s.keycloak.org", "Keycloak", SERVICE, "{}-service {}-discovery"),
    ("k8s.keycloak.org", "Keycloak", SECRET, "{}-initial-admin"),
    ("keycloak.org", "Keycloak", SERVICE, "keycloak keycloak-discovery"),
    ("keycloak.org", "Keycloak", SECRET, "credential-{} keycloak-db-secret"),
    // In each namespace.
    ("clustersecret.io", "ClusterSecret", SECRET, "{}"),
];

/// Groups whose objects are made in all namespaces, or beside an operator somewhere.
const EVERYWHERE: [&str; 2] = ["clustersecret.io", "operator.tekton.dev"];

pub(super) fn add<'t>(resource: &Resource<'t>, found: &mut Vec<Implied<'t>>) {
    let Some(own) = name_node(resource) else {
        return;
    };
    let gvk = resource.gvk();
    let namespace = if EVERYWHERE.contains(&gvk.group) {
        ImpliedIn::Everywhere
    } else {
        ImpliedIn::Own
    };
    let rows = ROWS
        .iter()
        .filter(|(group, kind, ..)| *group == gvk.group && (kind.is_empty() || *kind == gvk.kind));
    for (_, _, made, names) in rows {
        for name in names.split(' ') {
            let beginning = name.strip_suffix('*');
            let name = beginning.unwrap_or(name).replace("{}", own.text());
            let mut one = Implied::new(made, name, own).within(namespace);
            one.prefix = beginning.is_some();
            found.push(one);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_begins_with_something() {
        for (group, kind, made, names) in ROWS {
            assert!(group.contains('.'), "{group} {kind}");
            assert!([ACCOUNT, CLAIM, CONFIG_MAP, SECRET, SERVICE].contains(made));
            for name in names.split(' ') {
                let stars = name.matches('*').count();
                let fine = !name.is_empty() && name != "*" && name != "{}*";
                assert!(
                    fine && (stars == 0 || name.ends_with('*')),
                    "{group}: {name}"
                );
            }
        }
    }
}
