//! What operators make, where a name alone does not say it.

use super::{CONFIG_MAP, Implied, ImpliedIn, SECRET, SERVICE, each, name_node, text};
use crate::resource::Resource;
use crate::yaml::Node;

/// The keys of a Secret with an application's or the superuser's connection, in any version.
///
/// <https://cloudnative-pg.io/documentation/current/applications/#secrets>
const CONNECTION: [&str; 11] = [
    "dbname",
    "fqdn-jdbc-uri",
    "fqdn-uri",
    "host",
    "jdbc-uri",
    "password",
    "pgpass",
    "port",
    "uri",
    "user",
    "username",
];

/// The keys of a user's Secret, for every way to authenticate.
///
/// <https://strimzi.io/docs/operators/latest/deploying#con-securing-client-authentication-str>
const KAFKA_USER: [&str; 7] = [
    "ca.crt",
    "password",
    "sasl.jaas.config",
    "user.crt",
    "user.key",
    "user.p12",
    "user.password",
];

/// The keys of a bucket's ConfigMap; the last one was dropped.
///
/// <https://rook.io/docs/rook/latest/Storage-Configuration/Object-Storage-RGW/ceph-object-bucket-claim/>
const BUCKET: [&str; 6] = [
    "BUCKET_HOST",
    "BUCKET_NAME",
    "BUCKET_PORT",
    "BUCKET_REGION",
    "BUCKET_SUBREGION",
    "BUCKET_SSL",
];

const BUCKET_USER: [&str; 2] = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"];

pub(super) fn add<'t>(resource: &Resource<'t>, found: &mut Vec<Implied<'t>>) {
    let Some(name) = name_node(resource) else {
        return;
    };
    let gvk = resource.gvk();
    match (gvk.group, gvk.kind) {
        ("postgresql.cnpg.io" | "postgresql.k8s.enterprisedb.io", "Cluster") => {
            for part in ["app", "superuser"] {
                let name = Implied::new(SECRET, format!("{}-{part}", name.text()), name);
                found.push(name.with_keys(Some(CONNECTION.to_vec())));
            }
        }
        ("acid.zalan.do", "postgresql") => zalando(resource, name, found),
        ("kafka.strimzi.io", "KafkaUser") => {
            let user = Implied::named_by(SECRET, name);
            found.push(user.with_keys(Some(KAFKA_USER.to_vec())));
        }
        ("objectbucket.io", "ObjectBucketClaim") => {
            let (settings, user) = (
                Implied::named_by(CONFIG_MAP, name),
                Implied::named_by(SECRET, name),
            );
            found.push(settings.with_keys(Some(BUCKET.to_vec())));
            found.push(user.with_keys(Some(BUCKET_USER.to_vec())));
        }
        ("ceph.rook.io", "CephObjectStoreUser") => {
            if let Some(store) = resource.root.dig(&["spec", "store"]) {
                let secret = format!("rook-ceph-object-user-{}-{}", store.text(), name.text());
                found.push(Implied::new(SECRET, secret, name));
            }
        }
        ("gateway.networking.k8s.io", "Gateway") => gateway(resource, name, found),
        ("mongodbcommunity.mongodb.com", "MongoDBCommunity") => mongo(resource, name, found),
        ("cassandra.datastax.com", "CassandraDatacenter") => {
            if let Some(cluster) = resource.root.dig(&["spec", "clusterName"]) {
                let (cluster, center) = (cluster.text(), name.text());
                let begin = format!("{cluster}-{center}-");
                found.push(Implied::new(SERVICE, begin, name).begins());
                found.push(Implied::new(SECRET, format!("{cluster}-superuser"), name));
            }
        }
        ("kubeflow.org", "Profile") => {
            for account in ["default-editor", "default-viewer"] {
                let account = Implied::new(super::ACCOUNT, account, name);
                found.push(account.within(ImpliedIn::Named(name.text())));
            }
        }
        ("db.movetokube.com", "PostgresUser") => {
            if let Some(secret) = resource.root.dig(&["spec", "secretName"]) {
                let secret = format!("{}-{}", secret.text(), name.text());
                found.push(Implied::new(SECRET, secret, name));
            }
        }
        _ => {}
    }
}

/// `<user>.<cluster>.credentials`, with an ending that the operator's configuration chooses.
///
/// <https://github.com/zalando/postgres-operator/blob/master/docs/user.md>
fn zalando<'t>(resource: &Resource<'t>, name: Node<'t>, found: &mut Vec<Implied<'t>>) {
    let secret = |user: &str, at: Node<'t>| {
        let user = user.replace('_', "-");
        Implied::new(SECRET, format!("{user}.{}.credentials", name.text()), at).begins()
    };
    for user in ["postgres", "standby", "pooler"] {
        found.push(secret(user, name));
    }
    let users = resource.root.dig(&["spec", "users"]);
    for (user, _) in users.into_iter().flat_map(Node::entries) {
        // `<namespace>.<user>` has it made in that namespace.
        let namespace = user.text().split_once('.');
        let namespace = namespace.map_or(ImpliedIn::Own, |(one, _)| ImpliedIn::Named(one));
        found.push(secret(user.text(), user).within(namespace));
    }
    let prepared = resource.root.dig(&["spec", "preparedDatabases"]);
    for (database, options) in prepared.into_iter().flat_map(Node::entries) {
        let namespace = text(options, "secretNamespace");
        let namespace = namespace.map_or(ImpliedIn::Own, |one| ImpliedIn::Named(one.text()));
        for role in ["owner", "reader", "writer"] {
            let user = format!("{}-{role}-user", database.text());
            found.push(secret(&user, database).within(namespace));
        }
    }
}

/// `<gateway>-<class>` is what implementations call what they run for it.
///
/// <https://gateway-api.sigs.k8s.io/geps/gep-1762/>
fn gateway<'t>(resource: &Resource<'t>, name: Node<'t>, found: &mut Vec<Implied<'t>>) {
    let class = resource.root.dig(&["spec", "gatewayClassName"]);
    if let Some(class) = class.filter(|class| !class.text().is_empty()) {
        for kind in [SERVICE, super::ACCOUNT] {
            let name = format!("{}-{}", name.text(), class.text());
            found.push(Implied::new(kind, name, class));
        }
    }
}

/// <https://github.com/mongodb/mongodb-kubernetes-operator/blob/master/docs/users.md>
fn mongo<'t>(resource: &Resource<'t>, name: Node<'t>, found: &mut Vec<Implied<'t>>) {
    for user in each(resource.root, &["spec", "users"]) {
        let Some(at) = text(user, "name") else {
            continue;
        };
        let database = text(user, "db").map_or("admin", Node::text);
        let default = || format!("{}-{database}-{}", name.text(), at.text());
        found.push(match text(user, "connectionStringSecretName") {
            Some(secret) => Implied::named_by(SECRET, secret),
            None => Implied::new(SECRET, default(), at),
        });
    }
}
