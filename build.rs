//! Packs `schemas/kubernetes` into the files that `src/schema/embedded.rs` includes.
//!
//! Ids become numbers, and definitions stand in the order of a walk from `PodSpec` and from the
//! kinds, versions of one definition side by side: what is needed together lies in few chunks,
//! and what is nearly equal compresses well. No network, nothing but the folder is read.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use serde_json::Value;

/// Where the schemas lie, from the root of the package.
const FOLDER: &str = "schemas/kubernetes";

/// Where the policies lie, from the root of the package.
const POLICIES: &str = "policies";

/// Bytes of JSON text in a chunk: large enough to compress well, small enough that one kind does
/// not pay for the others.
const CHUNK: usize = 48 * 1024;

/// What a reference starts with.
const DEFS: &str = "#/$defs/";

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed={FOLDER}");
    println!("cargo::rerun-if-changed={POLICIES}");
    match pack().and_then(|()| list_policies()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            println!("cargo::error={FOLDER}: {message}");
            ExitCode::FAILURE
        }
    }
}

/// Writes the list of the policy files with their texts.
fn list_policies() -> Result<(), String> {
    let mut files = Vec::new();
    list_files(Path::new(POLICIES), &mut files)?;
    files.sort();
    let root = env::var("CARGO_MANIFEST_DIR").map_err(|error| error.to_string())?;
    let mut list = String::from("const EMBEDDED: &[(&str, &str)] = &[\n");
    for file in files {
        let name = file.strip_prefix(POLICIES).unwrap_or(&file);
        let name = name.to_string_lossy().replace('\\', "/");
        let path = Path::new(&root).join(&file);
        let _ = writeln!(list, "    ({name:?}, include_str!({path:?})),");
    }
    list.push_str("];\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);
    fs::write(out.join("policies.rs"), list).map_err(|error| error.to_string())
}

fn list_files(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), String> {
    for entry in fs::read_dir(folder).map_err(|error| error.to_string())? {
        let path = entry.map_err(|error| error.to_string())?.path();
        if path.is_dir() {
            list_files(&path, files)?;
        } else if path
            .extension()
            .is_some_and(|ext| ext == "rego" || ext == "json")
        {
            files.push(path);
        }
    }
    Ok(())
}

fn pack() -> Result<(), String> {
    let definitions = read_definitions()?;
    let minors = read_minors()?;
    let order = order(&definitions, &minors)?;
    let numbers: HashMap<&str, usize> = order.iter().copied().zip(0..).collect();
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);
    write_definitions(&out, &definitions, &order, &numbers)?;
    write_versions(&out, &minors, &numbers)
}

/// Definitions by id.
type Definitions = BTreeMap<String, Value>;

/// One file `1.N.json`.
struct Minor {
    number: u32,
    pod_spec: String,
    object_meta: String,
    /// Ids by `apiVersion kind`.
    kinds: BTreeMap<String, String>,
}

fn read_definitions() -> Result<Definitions, String> {
    match read_json("definitions.json")? {
        Value::Object(definitions) => Ok(definitions.into_iter().collect()),
        _ => Err("definitions.json is no object".to_owned()),
    }
}

/// All minors, ascending.
fn read_minors() -> Result<Vec<Minor>, String> {
    let mut minors = Vec::new();
    for entry in fs::read_dir(FOLDER).map_err(|error| error.to_string())? {
        let file = entry.map_err(|error| error.to_string())?.file_name();
        let Some(name) = file.to_str() else { continue };
        let number = name
            .strip_prefix("1.")
            .and_then(|rest| rest.strip_suffix(".json"));
        if let Some(number) = number {
            let number = number
                .parse()
                .map_err(|_| format!("{name} is not named for a minor version"))?;
            minors.push(read_minor(number, name)?);
        }
    }
    if minors.is_empty() {
        return Err("no version in it".to_owned());
    }
    minors.sort_by_key(|minor| minor.number);
    Ok(minors)
}

fn read_minor(number: u32, name: &str) -> Result<Minor, String> {
    let value = read_json(name)?;
    let id = |value: &Value, what: &str| match value {
        Value::String(id) => Ok(id.clone()),
        _ => Err(format!("{name}: {what} names no definition")),
    };
    let kinds = value["kinds"]
        .as_object()
        .ok_or_else(|| format!("{name} has no kinds"))?;
    Ok(Minor {
        number,
        pod_spec: id(&value["podSpec"], "podSpec")?,
        object_meta: id(&value["objectMeta"], "objectMeta")?,
        kinds: kinds
            .iter()
            .map(|(kind, value)| Ok((kind.clone(), id(value, kind)?)))
            .collect::<Result<_, String>>()?,
    })
}

fn read_json(name: &str) -> Result<Value, String> {
    let path = Path::new(FOLDER).join(name);
    let bytes = fs::read(path).map_err(|error| format!("{name}: {error}"))?;
    serde_json::from_slice(&bytes).map_err(|error| format!("{name}: {error}"))
}

/// All ids, in the order in which they are packed.
fn order<'a>(definitions: &'a Definitions, minors: &'a [Minor]) -> Result<Vec<&'a str>, String> {
    let mut walk = Walk {
        definitions,
        seen: HashSet::new(),
        names: Vec::new(),
        ids: HashMap::new(),
    };
    for minor in minors.iter().rev() {
        walk.visit(&minor.object_meta)?;
        walk.visit(&minor.pod_spec)?;
        for id in minor.kinds.values() {
            walk.visit(id)?;
        }
    }
    if let Some(id) = definitions
        .keys()
        .find(|id| !walk.seen.contains(id.as_str()))
    {
        return Err(format!("no version refers to {id}"));
    }
    let Walk { names, mut ids, .. } = walk;
    Ok(names
        .into_iter()
        .flat_map(|name| ids.remove(name).unwrap_or_default())
        .collect())
}

/// A walk over what refers to what. It keeps the names in the order in which they are met, and
/// the ids of each name.
struct Walk<'a> {
    definitions: &'a Definitions,
    seen: HashSet<&'a str>,
    names: Vec<&'a str>,
    ids: HashMap<&'a str, Vec<&'a str>>,
}

impl<'a> Walk<'a> {
    fn visit(&mut self, id: &'a str) -> Result<(), String> {
        if !self.seen.insert(id) {
            return Ok(());
        }
        let definition = self
            .definitions
            .get(id)
            .ok_or_else(|| format!("{id} is referred to and not defined"))?;
        let (name, _) = id.split_once('@').ok_or_else(|| format!("{id} is no id"))?;
        let ids = self.ids.entry(name).or_default();
        if ids.is_empty() {
            self.names.push(name);
        }
        ids.push(id);
        let mut targets = Vec::new();
        references(definition, &mut targets);
        for target in targets {
            self.visit(target)?;
        }
        Ok(())
    }
}

/// The ids that a definition refers to. A field called `$ref` has a schema for a value, the
/// keyword has a text.
fn references<'a>(schema: &'a Value, found: &mut Vec<&'a str>) {
    match schema {
        Value::Object(entries) => {
            for (key, value) in entries {
                match value {
                    Value::String(target) if key == "$ref" => {
                        found.push(target.strip_prefix(DEFS).unwrap_or(target));
                    }
                    _ => references(value, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

/// Writes numbers into the references of a definition.
fn renumber(schema: &mut Value, numbers: &HashMap<&str, usize>) -> Result<(), String> {
    match schema {
        Value::Object(entries) => {
            for (key, value) in entries {
                match value {
                    Value::String(target) if key == "$ref" => {
                        let number = target
                            .strip_prefix(DEFS)
                            .and_then(|id| numbers.get(id))
                            .ok_or_else(|| format!("{target} is no reference"))?;
                        *target = format!("{DEFS}{number}");
                    }
                    _ => renumber(value, numbers)?,
                }
            }
        }
        Value::Array(items) => {
            for item in items {
                renumber(item, numbers)?;
            }
        }
        _ => {}
    }
    Ok(())
}

/// `schemas.bin`: the compressed chunks, one after the other. `chunks.idx`: offset in it,
/// compressed length, length. `definitions.idx`: chunk, two bytes of nothing, offset in the
/// chunk's text, length. All little-endian, u32 but for the number of the chunk.
fn write_definitions(
    out: &Path,
    definitions: &Definitions,
    order: &[&str],
    numbers: &HashMap<&str, usize>,
) -> Result<(), String> {
    let mut packed = Vec::new();
    let mut chunks = Vec::new();
    let mut records = Vec::new();
    let mut texts: Vec<String> = vec![String::new()];
    for id in order {
        let mut definition = definitions[*id].clone();
        renumber(&mut definition, numbers).map_err(|error| format!("{id}: {error}"))?;
        let text = definition.to_string();
        if texts.last().is_some_and(|chunk| chunk.len() >= CHUNK) {
            texts.push(String::new());
        }
        let number = u16::try_from(texts.len() - 1).map_err(|_| "too many chunks")?;
        let Some(chunk) = texts.last_mut() else {
            continue;
        };
        records.extend(number.to_le_bytes());
        records.extend([0, 0]);
        records.extend(word(chunk.len())?);
        records.extend(word(text.len())?);
        chunk.push_str(&text);
    }
    for text in &texts {
        let compressed = miniz_oxide::deflate::compress_to_vec_zlib(text.as_bytes(), 9);
        for number in [packed.len(), compressed.len(), text.len()] {
            chunks.extend(word(number)?);
        }
        packed.extend(compressed);
    }
    write(out, "schemas.bin", &packed)?;
    write(out, "chunks.idx", &chunks)?;
    write(out, "definitions.idx", &records)
}

fn word(number: usize) -> Result<[u8; 4], String> {
    u32::try_from(number)
        .map(u32::to_le_bytes)
        .map_err(|_| format!("{number} does not fit into 32 bits"))
}

/// `versions.txt`: a paragraph for each minor, ascending, and in it a line for each kind, sorted.
fn write_versions(
    out: &Path,
    minors: &[Minor],
    numbers: &HashMap<&str, usize>,
) -> Result<(), String> {
    let mut text = String::new();
    for minor in minors {
        let separator = if text.is_empty() { "" } else { "\n" };
        let pod_spec = numbers[minor.pod_spec.as_str()];
        let object_meta = numbers[minor.object_meta.as_str()];
        let _ = writeln!(text, "{separator}version 1.{}", minor.number);
        let _ = writeln!(text, "podSpec {pod_spec}\nobjectMeta {object_meta}");
        for (kind, id) in &minor.kinds {
            if kind.split(' ').count() != 2 {
                return Err(format!("1.{}.json: {kind:?} is no kind", minor.number));
            }
            let _ = writeln!(text, "kind {kind} {}", numbers[id.as_str()]);
        }
    }
    write(out, "versions.txt", text.as_bytes())
}

fn write(out: &Path, name: &str, bytes: &[u8]) -> Result<(), String> {
    fs::write(out.join(name), bytes).map_err(|error| format!("cannot write {name}: {error}"))
}
