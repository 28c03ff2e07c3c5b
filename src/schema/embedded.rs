//! The schemas of the Kubernetes API that are built into the binary.
//!
//! `build.rs` packs them out of `schemas/kubernetes`. A chunk is decompressed when the first of
//! its definitions is asked for, and a version's table is read when it is first looked into.

use std::sync::OnceLock;

use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;
use serde_json::{Map, Value, json};

use super::version::Version;

static CHUNKS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/chunks.idx"));
static DEFINITIONS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/definitions.idx"));
static SCHEMAS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/schemas.bin"));
static VERSIONS: &str = include_str!(concat!(env!("OUT_DIR"), "/versions.txt"));

/// What a reference starts with.
const DEFS: &str = "#/$defs/";

/// A definition. Versions in which a definition and all that it refers to are equal have the same
/// id for it, so that whatever is made from its closure serves them all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct DefinitionId(u32);

impl DefinitionId {
    /// Its place among all definitions, from 0.
    pub(super) fn index(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

/// How many definitions there are, over all versions.
pub(super) fn definitions() -> usize {
    DEFINITIONS.as_chunks::<12>().0.len()
}

/// The versions that there are schemas for, ascending.
pub fn versions() -> &'static [Version] {
    static ALL: OnceLock<Vec<Version>> = OnceLock::new();
    ALL.get_or_init(|| tables().iter().map(|table| table.version).collect())
}

/// The kinds of a version with their `apiVersion`, sorted; none if there are no schemas for it.
pub(super) fn kinds(
    version: Version,
) -> impl Iterator<Item = (&'static str, &'static str, DefinitionId)> + use<> {
    let kinds = names(version).map_or(&[][..], |names| &names.kinds);
    kinds.iter().copied()
}

/// The definition of a kind; none if the version does not have it.
pub(super) fn lookup(version: Version, api_version: &str, kind: &str) -> Option<DefinitionId> {
    let kinds = &names(version)?.kinds;
    let place = kinds
        .binary_search_by_key(&(api_version, kind), |&(api_version, kind, _)| {
            (api_version, kind)
        })
        .ok()?;
    kinds.get(place).map(|&(_, _, id)| id)
}

/// The first and the last version that has a kind; none if no version has it.
pub(super) fn served(api_version: &str, kind: &str) -> Option<(Version, Version)> {
    let has = |version: &&Version| lookup(**version, api_version, kind).is_some();
    let first = versions().iter().find(has)?;
    let last = versions().iter().rfind(has)?;
    Some((*first, *last))
}

/// The definition of `PodSpec`, at which the schemas of all kinds are cut; none if there are no
/// schemas for the version.
pub(super) fn pod_spec(version: Version) -> Option<DefinitionId> {
    names(version)?.pod_spec
}

/// The definition of `ObjectMeta`; none if there are no schemas for the version.
pub(super) fn object_meta(version: Version) -> Option<DefinitionId> {
    names(version)?.object_meta
}

/// The same as [`closure`], kept for the next who asks.
pub(super) fn cached_closure(id: DefinitionId) -> &'static Value {
    static ALL: OnceLock<Vec<OnceLock<Value>>> = OnceLock::new();
    static NONE: Value = Value::Null;
    let all = ALL.get_or_init(|| (0..definitions()).map(|_| OnceLock::new()).collect());
    all.get(id.index())
        .map_or(&NONE, |cell| cell.get_or_init(|| closure(id)))
}

/// A schema that refers to the definition, with that one and all that it reaches in its `$defs`.
pub(super) fn closure(id: DefinitionId) -> Value {
    let mut definitions = Map::new();
    let mut waiting = vec![id.0];
    while let Some(number) = waiting.pop() {
        let key = number.to_string();
        if !definitions.contains_key(&key) {
            let schema = definition(number);
            references(&schema, &mut waiting);
            definitions.insert(key, schema);
        }
    }
    json!({"$ref": format!("{DEFS}{}", id.0), "$defs": definitions})
}

/// The numbers that a schema refers to. A field called `$ref` has a schema for a value, the
/// keyword has a text.
fn references(schema: &Value, found: &mut Vec<u32>) {
    match schema {
        Value::Object(entries) => {
            for (key, value) in entries {
                match value {
                    Value::String(target) if key == "$ref" => {
                        found.extend(
                            target
                                .strip_prefix(DEFS)
                                .and_then(|number| number.parse::<u32>().ok()),
                        );
                    }
                    _ => references(value, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

/// One definition. Damaged data gives null, of which nobody can make a validator: a definition
/// that takes everything would hide the damage.
fn definition(number: u32) -> Value {
    text(number)
        .and_then(|text| serde_json::from_str(text).ok())
        .unwrap_or_default()
}

fn text(number: u32) -> Option<&'static str> {
    let (records, _) = DEFINITIONS.as_chunks::<12>();
    let record = records.get(usize::try_from(number).ok()?)?;
    let &[c0, c1, _, _, o0, o1, o2, o3, l0, l1, l2, l3] = record;
    let start = size([o0, o1, o2, o3]);
    let length = size([l0, l1, l2, l3]);
    chunk(u16::from_le_bytes([c0, c1]).into())?.get(start..start.checked_add(length)?)
}

fn chunk(number: usize) -> Option<&'static str> {
    static TEXTS: OnceLock<Vec<OnceLock<String>>> = OnceLock::new();
    let (records, _) = CHUNKS.as_chunks::<12>();
    let texts = TEXTS.get_or_init(|| records.iter().map(|_| OnceLock::new()).collect());
    let record = records.get(number)?;
    let text = texts.get(number)?;
    Some(text.get_or_init(|| decompress(record).unwrap_or_default()))
}

fn decompress(record: &[u8; 12]) -> Option<String> {
    let &[o0, o1, o2, o3, c0, c1, c2, c3, l0, l1, l2, l3] = record;
    let start = size([o0, o1, o2, o3]);
    let compressed = SCHEMAS.get(start..start.checked_add(size([c0, c1, c2, c3]))?)?;
    let bytes = decompress_to_vec_zlib_with_limit(compressed, size([l0, l1, l2, l3])).ok()?;
    String::from_utf8(bytes).ok()
}

/// A number of the index. Where it does not fit, there is no such memory to point into.
fn size(bytes: [u8; 4]) -> usize {
    usize::try_from(u32::from_le_bytes(bytes)).unwrap_or(usize::MAX)
}

/// A paragraph of `versions.txt`, and what it says once somebody has asked.
struct Table {
    version: Version,
    lines: &'static str,
    names: OnceLock<Names>,
}

#[derive(Default)]
struct Names {
    pod_spec: Option<DefinitionId>,
    object_meta: Option<DefinitionId>,
    /// Sorted by the script, as `lookup` needs it.
    kinds: Vec<(&'static str, &'static str, DefinitionId)>,
}

fn tables() -> &'static [Table] {
    static ALL: OnceLock<Vec<Table>> = OnceLock::new();
    ALL.get_or_init(|| VERSIONS.split("\n\n").filter_map(table).collect())
}

fn table(paragraph: &'static str) -> Option<Table> {
    let (head, lines) = paragraph.split_once('\n')?;
    Some(Table {
        version: head.strip_prefix("version ")?.parse().ok()?,
        lines,
        names: OnceLock::new(),
    })
}

fn names(version: Version) -> Option<&'static Names> {
    let table = tables().iter().find(|table| table.version == version)?;
    Some(table.names.get_or_init(|| read_names(table.lines)))
}

fn read_names(lines: &'static str) -> Names {
    let mut names = Names::default();
    for line in lines.lines() {
        let Some((rest, number)) = line.rsplit_once(' ') else {
            continue;
        };
        let Ok(id) = number.parse().map(DefinitionId) else {
            continue;
        };
        let mut words = rest.split(' ');
        match (words.next(), words.next(), words.next()) {
            (Some("podSpec"), None, None) => names.pod_spec = Some(id),
            (Some("objectMeta"), None, None) => names.object_meta = Some(id),
            (Some("kind"), Some(api_version), Some(kind)) => {
                names.kinds.push((api_version, kind, id));
            }
            _ => {}
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn deployment(minor: u32) -> Option<DefinitionId> {
        lookup(Version { minor }, "apps/v1", "Deployment")
    }

    fn closure_text(id: Option<DefinitionId>) -> String {
        id.map(|id| closure(id).to_string()).unwrap_or_default()
    }

    #[test]
    fn versions_are_without_a_gap() {
        let minors: Vec<u32> = versions().iter().map(|version| version.minor).collect();
        assert_eq!(minors, (25..=37).collect::<Vec<_>>());
    }

    #[test]
    fn every_version_has_deployments_pods_and_metadata() {
        for &version in versions() {
            assert!(
                lookup(version, "apps/v1", "Deployment").is_some(),
                "{version}"
            );
            assert!(lookup(version, "v1", "Pod").is_some(), "{version}");
            assert!(lookup(version, "v1", "PodList").is_some(), "{version}");
            assert!(pod_spec(version).is_some(), "{version}");
            assert!(object_meta(version).is_some(), "{version}");
        }
    }

    #[test]
    fn every_kind_is_found_by_its_name() {
        for &version in versions() {
            assert!(kinds(version).count() > 100, "{version}");
            for (api_version, kind, id) in kinds(version) {
                assert_eq!(
                    lookup(version, api_version, kind),
                    Some(id),
                    "{version} {kind}"
                );
            }
        }
    }

    #[test]
    fn what_a_version_does_not_have_is_not_found() {
        let removed = |minor| {
            lookup(
                Version { minor },
                "flowcontrol.apiserver.k8s.io/v1beta3",
                "FlowSchema",
            )
        };
        assert!(removed(31).is_some());
        assert!(removed(32).is_none());
        assert!(lookup(Version { minor: 37 }, "v1", "Deployment").is_none());
        assert!(lookup(Version { minor: 37 }, "v1", "DeleteOptions").is_none());
        assert!(lookup(Version { minor: 37 }, "v1", "Status").is_none());
    }

    #[test]
    fn unknown_version_has_nothing() {
        let version = Version { minor: 7 };
        assert_eq!(kinds(version).count(), 0);
        assert_eq!(lookup(version, "v1", "Pod"), None);
        assert_eq!(pod_spec(version), None);
        assert_eq!(object_meta(version), None);
    }

    #[test]
    fn equal_definitions_share_an_id_over_versions() {
        let service_account = |minor| lookup(Version { minor }, "v1", "ServiceAccount");
        assert!(service_account(25).is_some());
        assert_eq!(service_account(36), service_account(37));
        assert_eq!(service_account(25), service_account(37));
    }

    #[test]
    fn definitions_that_differ_do_not_share_an_id() {
        let pods = |minor| pod_spec(Version { minor });
        assert_ne!(pods(25), pods(37));
        assert!(!closure_text(pods(25)).contains("evictionResponders"));
        assert!(closure_text(pods(37)).contains("evictionResponders"));
    }

    #[test]
    fn kinds_are_cut_at_the_pod_spec() {
        let schema = closure_text(deployment(37));
        assert!(schema.contains("x-kubelint-pod-spec"));
        assert!(schema.contains("progressDeadlineSeconds"));
        assert!(!schema.contains("initContainers"));
        assert!(closure_text(pod_spec(Version { minor: 37 })).contains("initContainers"));
    }

    #[test]
    fn closure_of_a_recursive_definition_ends() {
        let crd = lookup(
            Version { minor: 37 },
            "apiextensions.k8s.io/v1",
            "CustomResourceDefinition",
        );
        let schema = closure_text(crd);
        assert!(schema.contains("openAPIV3Schema"));
        assert!(
            schema.contains(r#""$ref":{"type":"string"}"#),
            "a field called $ref stays"
        );
    }

    #[test]
    fn every_definition_is_read_and_refers_to_definitions() {
        let count = u32::try_from(DEFINITIONS.len() / 12).unwrap_or(0);
        assert!(count > 1000);
        for number in 0..count {
            let schema = definition(number);
            assert!(schema.is_object(), "{number}");
            let mut found = Vec::new();
            references(&schema, &mut found);
            assert!(found.iter().all(|&number| number < count), "{number}");
        }
    }
}
