//! Services that settings name: `host:port`, URLs, and hosts alone where the setting's name says
//! that it is one.
//!
//! <https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#services>

use super::gather::{Gathered, SERVICE, mapping};
use super::{Key, Reference};
use crate::graph::Relation;
use crate::yaml::Node;

/// The values of a ConfigMap.
pub(super) fn config_map<'t>(root: Node<'t>, found: &mut Gathered<'t>) {
    let Some(data) = mapping(root, "data") else {
        return;
    };
    for (key, value) in data.entries() {
        setting(key.text(), value, "data", found);
    }
}

/// `args` or `command` of a container: whole, or what a flag is set to.
pub(super) fn arguments<'t>(list: Node<'t>, how: &'static str, found: &mut Gathered<'t>) {
    for argument in list.items() {
        let Some(text) = value_text(argument) else {
            continue;
        };
        let (flag, value) = match text.split_once('=') {
            Some((flag, value)) if flag.starts_with('-') => (flag, value),
            _ => ("", text),
        };
        refer(service(flag, value, false), argument, how, found);
    }
}

/// A named setting: a variable, or an entry of a ConfigMap.
pub(super) fn setting<'t>(
    setting: &str,
    value: Node<'t>,
    how: &'static str,
    found: &mut Gathered<'t>,
) {
    if let Some(text) = value_text(value) {
        refer(service(setting, text, is_host(setting)), value, how, found);
    }
}

fn refer<'t>(
    service: Option<Named<'t>>,
    at: Node<'t>,
    how: &'static str,
    found: &mut Gathered<'t>,
) {
    found.refer(service.map(|service| {
        let relation = Relation::EnvService;
        let mut reference = Reference::named(relation, how, SERVICE, at, service.name);
        reference.namespace = service.namespace;
        reference.key = service.port.map(|text| Key { text, at });
        reference
    }));
}

/// Longer texts, and those of several lines, are no addresses.
fn value_text(at: Node<'_>) -> Option<&str> {
    let text = at.as_str().filter(|_| !at.is_placeholder())?;
    (text.len() <= 512).then_some(text)
}

/// A Service as a text names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Named<'t> {
    name: &'t str,
    namespace: Option<&'t str>,
    port: Option<&'t str>,
}

/// What the value of `setting` names; `bare` when it may be a host alone.
fn service<'t>(setting: &str, value: &'t str, bare: bool) -> Option<Named<'t>> {
    // `postgres:16` is an image as well.
    if ends_with(setting, "image") {
        return None;
    }
    let (authority, needs_port) = match authority(value) {
        Some(authority) => (authority?, false),
        None => (value, !bare),
    };
    let (host, port) = match authority.split_once(':') {
        Some((host, port)) => (host, Some(port).filter(|port| is_port(port))),
        None => (authority, None),
    };
    if needs_port && port.is_none() || port.is_none() && authority.contains(':') {
        return None;
    }
    let (name, namespace) = name_of_host(host)?;
    Some(Named {
        name,
        namespace,
        port,
    })
}

/// The host and port of a URL; outside none when the text is no URL, inside when its host is none
/// of a network.
fn authority(value: &str) -> Option<Option<&str>> {
    let (scheme, rest) = value.split_once("://")?;
    let scheme = scheme.strip_prefix("jdbc:").unwrap_or(scheme);
    let is_word = |text: &str| {
        !text.is_empty()
            && text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    };
    if !is_word(scheme) || NOT_NETWORK.contains(&scheme) {
        return Some(None);
    }
    let end = rest.find(['/', '?', '#', ';']).unwrap_or(rest.len());
    let authority = &rest[..end];
    let host = authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host);
    Some(Some(host))
}

/// Schemes whose first part is a bucket, a path, a key, or a name that is looked up by other
/// records than those of a Service.
const NOT_NETWORK: [&str; 21] = [
    "abfs",
    "abfss",
    "awskms",
    "azblob",
    "data",
    "docker",
    "file",
    "gcpkms",
    "gs",
    "k8s",
    "kubernetes",
    "mongodb+srv",
    "npipe",
    "oci",
    "s3",
    "s3a",
    "secret",
    "spiffe",
    "srv",
    "unix",
    "wasb",
];

/// The name and namespace of a Service by its host: `name`, `name.namespace`, and these with
/// `.svc` or `.svc.cluster.local`.
pub(super) fn name_of_host(host: &str) -> Option<(&str, Option<&str>)> {
    let host = host.strip_suffix('.').unwrap_or(host);
    let local = host.strip_suffix(".cluster.local");
    let full = local.unwrap_or(host).strip_suffix(".svc");
    if local.is_some() && full.is_none() {
        return None;
    }
    let rest = full.unwrap_or(host);
    let (name, namespace) = match rest.split_once('.') {
        Some((name, namespace)) => (name, Some(namespace)),
        None => (rest, None),
    };
    let is_ours = match namespace {
        None => full.is_none() && name != "localhost",
        Some(namespace) => {
            is_label(namespace)
                // `db-0.db` is a pod of a StatefulSet; `example.com` is elsewhere.
                && (full.is_some() || !is_ordinal(name) && !TOP_LEVEL.contains(&namespace))
        }
    };
    (is_ours && is_service_name(name)).then_some((name, namespace))
}

/// Ends of two-part hosts that are no namespaces.
const TOP_LEVEL: [&str; 15] = [
    "arpa",
    "com",
    "edu",
    "example",
    "gov",
    "home",
    "internal",
    "invalid",
    "io",
    "lan",
    "local",
    "localdomain",
    "net",
    "onion",
    "org",
];

/// A pod's place in its StatefulSet: `-0`.
fn is_ordinal(name: &str) -> bool {
    let digits = name.rsplit_once('-').map(|(_, digits)| digits);
    digits.is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// <https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names>
fn is_label(text: &str) -> bool {
    let inner = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let edge = |byte: Option<&u8>| byte.is_some_and(|byte| *byte != b'-');
    text.len() <= 63
        && text.bytes().all(inner)
        && edge(text.as_bytes().first())
        && edge(text.as_bytes().last())
}

/// A Service's name begins with a letter.
fn is_service_name(text: &str) -> bool {
    is_label(text) && text.starts_with(|first: char| first.is_ascii_lowercase())
}

fn is_port(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit()) && text.parse::<u16>().is_ok_and(|port| port > 0)
}

/// Whether the name of a setting says that its value is a host or an address.
fn is_host(setting: &str) -> bool {
    const ENDS: [&str; 7] = [
        "host", "addr", "address", "url", "uri", "endpoint", "server",
    ];
    ENDS.iter().any(|end| {
        let before = setting.len().wrapping_sub(end.len() + 1);
        let separator = setting.as_bytes().get(before);
        separator.is_some_and(|byte| b"_-.".contains(byte)) && ends_with(setting, end)
    })
}

fn ends_with(text: &str, end: &str) -> bool {
    let tail = text
        .len()
        .checked_sub(end.len())
        .map(|at| &text.as_bytes()[at..]);
    tail.is_some_and(|tail| tail.eq_ignore_ascii_case(end.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As `name`, `namespace/name`, each with `:port`.
    fn named(setting: &str, value: &str) -> Option<String> {
        let named = service(setting, value, is_host(setting))?;
        let namespace = named.namespace.map(|text| format!("{text}/"));
        let port = named.port.map(|text| format!(":{text}"));
        Some(
            [namespace.as_deref(), Some(named.name), port.as_deref()]
                .into_iter()
                .flatten()
                .collect(),
        )
    }

    #[test]
    fn an_address_names_a_service() {
        for (value, expected) in [
            ("redis:6379", "redis:6379"),
            ("redis.cache:6379", "cache/redis:6379"),
            ("http://web", "web"),
            ("http://web:8080/path?x=1", "web:8080"),
            ("http://web.shop.svc.cluster.local/", "shop/web"),
            ("http://web.shop.svc.cluster.local.:80", "shop/web:80"),
            ("http://web.shop.svc?x", "shop/web"),
            ("postgres://user:p@ss@db.shop:5432/shop", "shop/db:5432"),
            ("jdbc:postgresql://db:5432/shop", "db:5432"),
            ("jdbc:sqlserver://db:1433;databaseName=x", "db:1433"),
        ] {
            assert_eq!(named("X", value).as_deref(), Some(expected), "{value}");
        }
    }

    #[test]
    fn a_host_alone_is_one_where_the_setting_says_so() {
        assert_eq!(named("DB_HOST", "db").as_deref(), Some("db"));
        assert_eq!(
            named("db.server", "db.shop.svc").as_deref(),
            Some("shop/db")
        );
        assert_eq!(named("DB_NAME", "db"), None);
        assert_eq!(named("HOST", "db"), None);
        assert_eq!(named("LOCALHOST", "db"), None);
    }

    #[test]
    fn what_is_elsewhere_names_no_service() {
        for value in [
            "",
            "localhost",
            "localhost:80",
            "127.0.0.1",
            "10.0.0.1:80",
            "[::1]:80",
            "::1",
            ":8080",
            "http://",
            "http:///x",
            "https://example.com",
            "https://www.example.com:443/",
            "s3://bucket/x",
            "kubernetes://apis/apps/v1",
            "unix:///run/x.sock",
            "mongodb://a:1,b:2/x",
            "db-0.db",
            "db-0.db:27017",
            "Web",
            "web:http",
            "web:0",
            "web:99999",
            "a b",
            "web\nother",
            "0.0.0.0:80",
            "12:30",
            "web.svc",
            "web.shop.cluster.local",
            "a.b.c.svc",
            "-web",
            "web-",
            "http://web:x/",
        ] {
            assert_eq!(named("A_HOST", value), None, "{value}");
        }
        assert_eq!(named("DB_IMAGE", "postgres:16"), None);
        assert_eq!(named("--db-image", "postgres:16"), None);
    }
}
