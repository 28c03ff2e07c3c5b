//! ConfigMaps, files, volumes and secrets.

use crate::source::At;
use crate::toml_tree::{Data, Node};

use super::declare::{choice, keys};
use super::map::Map;
use super::names::{DataKeys, ObjectNames};
use super::reader::{Read, Reader};
use super::shape::{Shape, Text};
use super::text::{Bytes, FilePath, ObjectName, Parse, Refusal, RemoteKey, SomeSeconds};

/// The keys of a ConfigMap.
pub(crate) type ConfigData = Map<DataKeys, At<ConfigValue>>;

/// A text of a ConfigMap; a number is taken as it is written.
#[derive(Debug, Clone)]
pub(crate) struct ConfigValue(pub String);

impl Read for ConfigValue {
    const SHAPE: Shape = Shape::Any(&[
        <String as Read>::SHAPE,
        Shape::Integer {
            min: i64::MIN,
            max: i64::MAX,
        },
    ]);

    fn read(node: &Node, name: &str, reader: &mut Reader) -> Option<Self> {
        match &node.data {
            Data::Integer(number) => Some(Self(number.to_string())),
            Data::Boolean(value) => {
                let help = format!("a ConfigMap holds texts: write `\"{value}\"`");
                reader.refuse(node.span, format!("`{name}` is a boolean"), help);
                None
            }
            _ => String::read(node, name, reader).map(Self),
        }
    }
}

keys! {
    /// A file in the container
    pub(crate) struct File {
        /// Its text
        content: Option<At<String>> = "content" ["\"…\""] => "a key of the ConfigMap";
        /// A file to take the text from, relative to the file that says so
        file: Option<At<String>> = "file" ["\"config/app.yaml\""] => "a key of the ConfigMap";
        /// Its permissions in octal
        mode: Option<At<Mode>> = "mode" ["\"0444\""] => "`items[].mode`";
    }
}

/// Permissions of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mode(pub i32);

impl Parse for Mode {
    const TEXT: Text = Text {
        what: "permissions in octal",
        example: "\"0444\"",
        pattern: Some("^0?[0-7]{3}$"),
    };

    fn parse(text: &str) -> Result<Self, Refusal> {
        let digits = text.strip_prefix('0').unwrap_or(text);
        match i32::from_str_radix(digits, 8) {
            Ok(mode) if digits.len() == 3 && !digits.starts_with(['+', '-']) => Ok(Self(mode)),
            _ => Err(Refusal::new(
                format!("`{text}` are no permissions"),
                "write them in octal, in quotes: `\"0444\"`",
            )),
        }
    }
}

choice! {
    /// What a volume is.
    pub(crate) enum VolumeKind {
        /// Empty, and gone with the pod.
        Scratch = "scratch",
        /// Storage that stays.
        Claim = "claim",
        /// The files of a ConfigMap.
        Config = "config",
        /// The files of a Secret.
        Secret = "secret",
        /// A folder of the node.
        Host = "host",
    }
}

choice! {
    /// How many nodes may hold a claim.
    pub(crate) enum Access {
        /// One node.
        Once = "once",
        /// One pod.
        OncePod = "once-pod",
        /// Many nodes, which only read.
        ReadMany = "read-many",
        /// Many nodes.
        Many = "many",
    }
}

keys! {
    /// A volume, mounted into the container
    pub(crate) struct Volume {
        /// Where it is mounted
        mount: At<FilePath> = "mount" ["\"/var/cache/checkout\""] => "`mountPath`";
        /// What it is
        kind: At<VolumeKind> = "kind" ["\"scratch\""] => "`emptyDir`, a claim, `configMap`, `secret` or `hostPath`";
        /// Its name; from the path when absent. Of a ConfigMap or Secret the object's name
        name: Option<At<ObjectName>> = "name" ["\"cache\""] => "`volumes[].name`";
        /// How large it may grow
        size: Option<At<Bytes>> = "size" ["\"10Gi\""] => "`sizeLimit` or the claim's request";
        /// The storage class; the cluster's default when absent
        class: Option<At<ObjectName>> = "class" ["\"fast\""] => "`storageClassName`";
        /// Who may hold the claim: `once` when absent
        access: Option<At<Access>> = "access" ["\"many\""] => "`accessModes`";
        /// Which keys become which files
        items: Map<DataKeys, At<String>> = "items" ["{ \"tls.crt\" = \"server.crt\" }"] => "`items`";
        /// A folder of the volume instead of all of it
        sub_path: Option<At<String>> = "sub-path" ["\"postgres\""] => "`subPath`";
        /// Whether nothing may be written
        read_only: Option<At<bool>> = "read-only" ["true"] => "`readOnly`";
        /// Whether the scratch volume lies in memory
        memory: Option<At<bool>> = "memory" ["true"] => "`emptyDir.medium`";
        /// The folder of the node
        path: Option<At<FilePath>> = "path" ["\"/var/log\""] => "`hostPath.path`";
        /// Whether the pod starts without the ConfigMap or Secret
        optional: Option<At<bool>> = "optional" ["true"] => "`optional`";
    }
}

keys! {
    /// Secrets that the External Secrets Operator fetches from a store
    pub(crate) struct Secrets {
        /// The store
        store: At<Store> = "store" ["{ name = \"vault\" }"] => "`secretStoreRef`";
        /// How often they are fetched: every hour when absent
        refresh: Option<At<SomeSeconds>> = "refresh" ["\"1h\""] => "`refreshInterval`";
        ..secrets: Map<ObjectNames, At<Map<DataKeys, At<RemoteKey>>>>;
    }
}

choice! {
    /// What a store belongs to.
    pub(crate) enum StoreKind {
        /// A namespace.
        SecretStore = "SecretStore",
        /// The cluster.
        ClusterSecretStore = "ClusterSecretStore",
    }
}

keys! {
    /// A secret store
    pub(crate) struct Store {
        /// Its name
        name: At<ObjectName> = "name" ["\"vault\""] => "`secretStoreRef.name`";
        /// Its kind: `ClusterSecretStore` when absent
        kind: Option<At<StoreKind>> = "kind" ["\"SecretStore\""] => "`secretStoreRef.kind`";
    }
}
