//! Objects as YAML, their keys in the conventional order.

use serde_json::Value;

use crate::yaml;

use super::object::Object;

/// Keys that stand first, in this order; all others follow by the alphabet.
const FIRST: &[&str] = &[
    "apiVersion",
    "apiGroup",
    "kind",
    "metadata",
    "name",
    "namespace",
    "labels",
    "annotations",
    "immutable",
    "type",
    "image",
    "imagePullPolicy",
    "restartPolicy",
    "command",
    "args",
    "workingDir",
    "host",
    "path",
    "pathType",
    "key",
    "operator",
    "value",
    "secretKey",
    "schedule",
    "timeZone",
    "replicas",
    "serviceName",
    "scaleTargetRef",
    "minReplicas",
    "maxReplicas",
    "metrics",
    "secretStoreRef",
    "refreshInterval",
    "target",
    "namespaceSelector",
    "podSelector",
    "policyTypes",
    "ingress",
    "egress",
    "from",
    "to",
    "matches",
    "maxSkew",
    "topologyKey",
    "whenUnsatisfiable",
    "httpGet",
    "tcpSocket",
    "grpc",
    "exec",
    "initialDelaySeconds",
    "periodSeconds",
    "timeoutSeconds",
    "failureThreshold",
    "requests",
    "serviceAccountName",
    "automountServiceAccountToken",
    "ports",
    "env",
    "envFrom",
];

/// Keys that stand last, in this order.
const LAST: &[&str] = &[
    "resources",
    "startupProbe",
    "readinessProbe",
    "livenessProbe",
    "lifecycle",
    "volumeMounts",
    "initContainers",
    "containers",
    "volumes",
    "template",
    "jobTemplate",
    "volumeClaimTemplates",
];

/// Maps whose keys the user chooses, and rules of roles: by the alphabet.
const BY_ALPHABET: &[&str] = &[
    "labels",
    "annotations",
    "matchLabels",
    "nodeSelector",
    "selector",
    "data",
    "hard",
    "requests",
    "limits",
];

fn order(parent: &str, key: &str) -> usize {
    if BY_ALPHABET.contains(&parent) && key != "matchLabels" {
        return 0;
    }
    if parent == "rules" && key == "resources" {
        return 0;
    }
    let first = FIRST.iter().position(|known| *known == key);
    let last = LAST.iter().position(|known| *known == key);
    match (first, last) {
        (Some(at), _) => at,
        (_, Some(at)) => FIRST.len() + 1 + at,
        _ => FIRST.len(),
    }
}

/// An object as a YAML document.
pub fn document(object: &Object) -> String {
    value(&object.value)
}

/// A value as a YAML document.
pub(super) fn value(value: &Value) -> String {
    yaml::write(value, order)
}

/// The fields of a value as JSON pointers with their scalars, in the order of the document.
pub(super) fn fields(value: &Value) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    walk(value, "", "", &mut fields);
    fields
}

fn walk(value: &Value, pointer: &str, parent: &str, fields: &mut Vec<(String, String)>) {
    match value {
        Value::Object(map) if !map.is_empty() => {
            let mut keys: Vec<&String> = map.keys().collect();
            keys.sort_by_key(|key| (order(parent, key), (*key).clone()));
            for key in keys {
                walk(&map[key], &yaml::pointer_below(pointer, key), key, fields);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for (at, item) in items.iter().enumerate() {
                walk(item, &format!("{pointer}/{at}"), parent, fields);
            }
        }
        leaf => {
            let text = yaml::write(leaf, order);
            let text = text.trim_end();
            let shown = match text.split_once('\n') {
                Some((first, _)) => format!("{first} …"),
                None => text.to_owned(),
            };
            fields.push((pointer.to_owned(), shown));
        }
    }
}
