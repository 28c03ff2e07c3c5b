//! Kinds that say in a field what they make.

use super::{ACCOUNT, CLAIM, CONFIG_MAP, Implied, ImpliedIn, SECRET, SERVICE, each, text};
use crate::resource::Resource;

/// A field with the name of an object that is made.
#[derive(Debug)]
struct Field {
    group: &'static str,
    kind: &'static str,
    made: &'static str,
    /// The way to the mapping that has the name; lists on it are passed through.
    path: &'static [&'static str],
    name: &'static str,
    /// The key beside it that names a namespace.
    namespace: Option<&'static str>,
}

const fn field(
    (group, kind): (&'static str, &'static str),
    made: &'static str,
    path: &'static [&'static str],
    name: &'static str,
    namespace: Option<&'static str>,
) -> Field {
    Field {
        group,
        kind,
        made,
        path,
        name,
        namespace,
    }
}

const INFISICAL: (&str, &str) = ("secrets.infisical.com", "InfisicalSecret");
const INFISICAL_DYNAMIC: (&str, &str) = ("secrets.infisical.com", "InfisicalDynamicSecret");
const AZURE: (&str, &str) = ("spv.no", "AzureKeyVaultSecret");
const OPERATOR: (&str, &str) = ("operators.coreos.com", "ClusterServiceVersion");
const MACHINE: (&str, &str) = ("kubevirt.io", "VirtualMachine");
const MARIADB: (&str, &str) = ("k8s.mariadb.com", "MariaDB");
const IN_SECRET: Option<&str> = Some("secretNamespace");
const IN_MAP: Option<&str> = Some("configMapNamespace");

#[rustfmt::skip]
const FIELDS: &[Field] = &[
    field(("secrets.doppler.com", "DopplerSecret"), SECRET, &["spec", "managedSecret"], "name", Some("namespace")),
    field(INFISICAL, SECRET, &["spec", "managedSecretReference"], "secretName", IN_SECRET),
    field(INFISICAL, SECRET, &["spec", "managedKubeSecretReferences"], "secretName", IN_SECRET),
    field(INFISICAL, CONFIG_MAP, &["spec", "managedKubeConfigMapReferences"], "configMapName", IN_MAP),
    field(INFISICAL_DYNAMIC, SECRET, &["spec", "managedSecretReference"], "secretName", IN_SECRET),
    field(AZURE, SECRET, &["spec", "output", "secret"], "name", None),
    field(AZURE, CONFIG_MAP, &["spec", "output", "configMap"], "name", None),
    field(("k8s.bitwarden.com", "BitwardenSecret"), SECRET, &["spec"], "secretName", None),
    field(("lerentis.uploadcore.net", "BitwardenSecret"), SECRET, &["spec"], "name", Some("namespace")),
    field(("lerentis.uploadcore.net", "RegistryCredential"), SECRET, &["spec"], "name", Some("namespace")),
    field(("lerentis.uploadcore.net", "BitwardenTemplate"), SECRET, &["spec"], "name", Some("namespace")),
    field(("infra.contrib.fluxcd.io", "Terraform"), SECRET, &["spec", "writeOutputsToSecret"], "name", None),
    field(("objectstorage.k8s.io", "BucketAccess"), SECRET, &["spec"], "credentialsSecretName", None),
    field(("services.cloud.sap.com", "ServiceBinding"), SECRET, &["spec"], "secretName", None),
    field(("servicecatalog.k8s.io", "ServiceBinding"), SECRET, &["spec"], "secretName", None),
    field(("k8s.mariadb.com", "Connection"), SECRET, &["spec"], "secretName", None),
    field(MARIADB, SECRET, &["spec", "rootPasswordSecretKeyRef"], "name", None),
    field(MARIADB, SECRET, &["spec", "connection"], "secretName", None),
    field(("ceph.rook.io", "CephClient"), SECRET, &["spec"], "secretName", None),
    field(("postgresql.cnpg.io", "Cluster"), SERVICE, &["spec", "managed", "services", "additional", "serviceTemplate", "metadata"], "name", None),
    field(("opensearch.opster.io", "OpenSearchCluster"), SERVICE, &["spec", "general"], "serviceName", None),
    field(("flagger.app", "Canary"), SERVICE, &["spec", "service"], "name", None),
    field(MACHINE, CLAIM, &["spec", "dataVolumeTemplates", "metadata"], "name", None),
    field(OPERATOR, ACCOUNT, &["spec", "install", "spec", "permissions"], "serviceAccountName", None),
    field(OPERATOR, ACCOUNT, &["spec", "install", "spec", "clusterPermissions"], "serviceAccountName", None),
    // Crossplane, and what follows its habits.
    field(("", ""), SECRET, &["spec", "writeConnectionSecretToRef"], "name", Some("namespace")),
    field(("", ""), SECRET, &["spec", "publishConnectionDetailsTo"], "name", None),
    // Aiven.
    field(("aiven.io", ""), SECRET, &["spec", "connInfoSecretTarget"], "name", None),
];

pub(super) fn add<'t>(resource: &Resource<'t>, found: &mut Vec<Implied<'t>>) {
    let gvk = resource.gvk();
    let fits = |field: &&Field| {
        (field.group == gvk.group || field.group.is_empty())
            && (field.kind == gvk.kind || field.kind.is_empty())
    };
    for field in FIELDS.iter().filter(fits) {
        for node in each(resource.root, field.path) {
            let Some(name) = text(node, field.name) else {
                continue;
            };
            let namespace = field.namespace.and_then(|key| text(node, key));
            let namespace = namespace.map_or(ImpliedIn::Own, |one| ImpliedIn::Named(one.text()));
            found.push(Implied::named_by(field.made, name).within(namespace));
        }
    }
}
