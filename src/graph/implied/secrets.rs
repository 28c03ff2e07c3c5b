//! Secrets that operators fetch or decrypt, with their keys.

use super::copies::reach;
use super::{CONFIG_MAP, Implied, ImpliedIn, SECRET, each, is_true, keys_of, name_node, text};
use crate::resource::Resource;
use crate::yaml::Node;

pub(super) fn add<'t>(resource: &Resource<'t>, found: &mut Vec<Implied<'t>>) {
    let gvk = resource.gvk();
    let name = name_node(resource);
    let spec = resource.root.get("spec");
    let (Some(name), Some(spec)) = (name, spec) else {
        return;
    };
    match (gvk.group, gvk.kind) {
        ("external-secrets.io", "ExternalSecret") => {
            found.extend(external(spec, name, ImpliedIn::Own));
        }
        ("external-secrets.io", "ClusterExternalSecret") => {
            let name = text(spec, "externalSecretName").unwrap_or(name);
            let inner = spec.get("externalSecretSpec");
            found.extend(inner.and_then(|spec| external(spec, name, ImpliedIn::Everywhere)));
        }
        ("kubernetes-client.io", "ExternalSecret") => found.push(old_external(spec, name)),
        ("bitnami.com", "SealedSecret") => found.push(sealed(spec, name)),
        ("secrets-store.csi.x-k8s.io", "SecretProviderClass") => {
            found.extend(
                each(spec, &["secretObjects"])
                    .into_iter()
                    .filter_map(synced),
            );
        }
        ("secret-sync.x-k8s.io", "SecretSync") => {
            let keys = each(spec, &["secretObject", "data", "targetKey"]);
            let keys: Vec<&str> = keys.into_iter().map(Node::text).collect();
            found.push(Implied::named_by(SECRET, name).with_keys(known(keys)));
        }
        ("secrets.hashicorp.com", _) => found.extend(from_vault(spec)),
        ("isindir.github.com", "SopsSecret") => {
            let templates = each(spec, &["secretTemplates"]).into_iter();
            let templates = templates.chain(each(spec, &["secret_templates"]));
            found.extend(templates.filter_map(decrypted));
        }
        ("addons.projectcapsule.dev", "SopsSecret") => {
            found.extend(each(spec, &["secrets"]).into_iter().filter_map(decrypted));
        }
        _ => {}
    }
}

fn known(keys: Vec<&str>) -> Option<Vec<&str>> {
    Some(keys).filter(|keys| !keys.is_empty())
}

/// <https://external-secrets.io/latest/api/externalsecret/>
fn external<'t>(spec: Node<'t>, name: Node<'t>, namespace: ImpliedIn<'t>) -> Option<Implied<'t>> {
    let target = spec.get("target");
    let of_target = |key| target.and_then(|target| text(target, key));
    let policy = of_target("creationPolicy").map(Node::text);
    if policy == Some("None") {
        return None;
    }
    let kind = target.and_then(|target| target.dig(&["manifest", "kind"]));
    let kind = match kind.map(Node::text) {
        None | Some(SECRET) => SECRET,
        Some(CONFIG_MAP) => CONFIG_MAP,
        Some(_) => return None,
    };
    let keys = match policy {
        // It adds to what others have in it.
        Some("Merge") => None,
        _ => external_keys(spec, target.and_then(|target| target.get("template"))),
    };
    let namespace = match namespace {
        ImpliedIn::Own => {
            let annotations =
                target.and_then(|target| target.dig(&["template", "metadata", "annotations"]));
            reach(annotations)
        }
        other => other,
    };
    let made = Implied::named_by(kind, of_target("name").unwrap_or(name));
    Some(made.with_keys(keys).within(namespace))
}

fn external_keys<'t>(spec: Node<'t>, template: Option<Node<'t>>) -> Option<Vec<&'t str>> {
    let has = |node: Node<'t>, key| node.get(key).is_some_and(|list| !list.is_empty());
    let template =
        template.filter(|template| has(*template, "data") || has(*template, "templateFrom"));
    let Some(template) = template else {
        return fetched(spec);
    };
    if has(template, "templateFrom") {
        return None;
    }
    let mut keys = keys_of(template, &[&["data"]]);
    if text(template, "mergePolicy").map(Node::text) == Some("Merge") {
        keys.extend(fetched(spec)?);
    }
    Some(keys)
}

fn fetched<'t>(spec: Node<'t>) -> Option<Vec<&'t str>> {
    let whole = spec.get("dataFrom").is_some_and(|list| !list.is_empty());
    let keys = each(spec, &["data", "secretKey"])
        .into_iter()
        .map(Node::text);
    known(keys.collect()).filter(|_| !whole)
}

/// <https://github.com/external-secrets/kubernetes-external-secrets>
fn old_external<'t>(spec: Node<'t>, name: Node<'t>) -> Implied<'t> {
    let keys = each(spec, &["data", "name"]).into_iter().map(Node::text);
    let open = ["dataFrom", "dataFromWithOptions", "template"];
    let open = open.iter().any(|key| spec.get(key).is_some());
    Implied::named_by(SECRET, name).with_keys(known(keys.collect()).filter(|_| !open))
}

/// <https://github.com/bitnami-labs/sealed-secrets>
fn sealed<'t>(spec: Node<'t>, name: Node<'t>) -> Implied<'t> {
    let keys = keys_of(spec, &[&["encryptedData"], &["template", "data"]]);
    // The older form has all of it in one text.
    let keys = known(keys).filter(|_| spec.get("data").is_none());
    let annotations = spec.dig(&["template", "metadata", "annotations"]);
    let secret = Implied::named_by(SECRET, name).with_keys(keys);
    secret.within(reach(annotations))
}

/// <https://secrets-store-csi-driver.sigs.k8s.io/topics/sync-as-kubernetes-secret>
fn synced(object: Node<'_>) -> Option<Implied<'_>> {
    let keys = each(object, &["data", "key"]).into_iter().map(Node::text);
    let secret = Implied::named_by(SECRET, text(object, "secretName")?);
    Some(secret.with_keys(known(keys.collect())))
}

/// <https://developer.hashicorp.com/vault/docs/platform/k8s/vso/api-reference#destination>
fn from_vault(spec: Node<'_>) -> Option<Implied<'_>> {
    let destination = spec.get("destination")?;
    // Otherwise the Secret has to be there before.
    let create = destination.get("create")?;
    let creates = is_true(Some(create)) || create.is_placeholder();
    let name = text(destination, "name").filter(|_| creates);
    name.map(|name| Implied::named_by(SECRET, name))
}

/// Values are encrypted, keys are not.
fn decrypted(template: Node<'_>) -> Option<Implied<'_>> {
    let keys = keys_of(template, &[&["data"], &["stringData"], &["string_data"]]);
    Some(Implied::named_by(SECRET, text(template, "name")?).with_keys(known(keys)))
}
