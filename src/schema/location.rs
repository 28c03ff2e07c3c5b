//! Folders of schemas that a user gives: CustomResourceDefinitions and JSON Schema files.

use std::collections::HashMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use serde_json::Value;
use walkdir::WalkDir;

use super::crd::{DEFINITION, defines_a_kind};
use super::validator::Compiled;
use super::version::Version;
use crate::source;
use crate::spelling::nearest;
use crate::yaml::{Limits, Tree, parse};

/// Why a schema location cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocationError {
    /// What is wrong.
    pub message: String,
    /// What to do instead.
    pub help: Option<String>,
}

impl fmt::Display for LocationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for LocationError {}

/// A place that schemas are looked up in.
#[derive(Debug)]
pub(super) enum Location {
    /// What `{{ … }}` in a path stands for is filled in per kind.
    Template(String),
    /// JSON Schema files of a folder, by their path in lower case.
    Folder(HashMap<String, PathBuf>),
}

/// The schemas that have been read from locations, by kind and version.
#[derive(Debug, Default)]
pub(super) struct Loaded {
    compiled: Mutex<HashMap<PathBuf, Found>>,
}

/// What a location has for a kind.
pub(super) type Found = Arc<OnceLock<Result<Compiled, String>>>;

/// The schema locations of a run.
#[derive(Debug, Default)]
pub struct Locations {
    pub(super) places: Vec<Location>,
    /// Files with CustomResourceDefinitions, each with the folder that it lies in.
    pub(super) definitions: Vec<(String, Tree)>,
}

impl Locations {
    /// Opens what each of the texts names: a path template, a folder or a file.
    ///
    /// # Errors
    ///
    /// When a location is not local, does not exist, holds nothing or has an unknown variable.
    pub fn open(texts: &[String]) -> Result<Self, LocationError> {
        let mut locations = Self::default();
        for text in texts {
            locations.add(text)?;
        }
        Ok(locations)
    }

    fn add(&mut self, text: &str) -> Result<(), LocationError> {
        // The word by which kubeconform names its own schemas; ours are built in.
        if text == "default" {
            return Ok(());
        }
        if text.starts_with("http://") || text.starts_with("https://") {
            return Err(remote(text));
        }
        if text.contains("{{") {
            check_template(text)?;
            self.places.push(Location::Template(text.to_owned()));
            return Ok(());
        }
        let path = Path::new(text);
        if !path.exists() {
            return Err(LocationError {
                message: format!("schema location `{text}` does not exist"),
                help: Some("give a folder of CRDs or JSON Schemas, or a path template such as \
                            `schemas/{{ .Group }}/{{ .ResourceKind }}_{{ .ResourceAPIVersion }}.json`"
                    .to_owned()),
            });
        }
        let before = self.definitions.len();
        let mut schemas = HashMap::new();
        for entry in WalkDir::new(path).sort_by_file_name().into_iter().flatten() {
            let file = entry.path();
            let extension = file
                .extension()
                .map(|extension| extension.to_string_lossy().to_lowercase());
            if !matches!(extension.as_deref(), Some("json" | "yaml" | "yml")) {
                continue;
            }
            self.definitions.extend(definitions(file));
            if extension.as_deref() == Some("json") {
                // A location that is itself a file has no path within the location.
                let within = file.strip_prefix(path).ok().filter(|_| path.is_dir());
                let relative = within.unwrap_or_else(|| Path::new(entry.file_name()));
                let key = relative.to_string_lossy().replace('\\', "/").to_lowercase();
                schemas.insert(key, file.to_path_buf());
            }
        }
        if schemas.is_empty() && self.definitions.len() == before {
            return Err(LocationError {
                message: format!("schema location `{text}` holds no CRD and no JSON Schema"),
                help: Some("CRDs end in .yaml, .yml or .json, JSON Schemas in .json".to_owned()),
            });
        }
        self.places.push(Location::Folder(schemas));
        Ok(())
    }
}

impl Location {
    /// The file that has the schema of a kind.
    pub(super) fn file(
        &self,
        group: &str,
        version: &str,
        kind: &str,
        target: Version,
    ) -> Option<PathBuf> {
        match self {
            Self::Template(template) => {
                let path = PathBuf::from(fill(template, group, version, kind, target));
                path.is_file().then_some(path)
            }
            Self::Folder(files) => candidates(group, version, kind)
                .iter()
                .find_map(|name| files.get(name))
                .cloned(),
        }
    }
}

impl Loaded {
    /// The schema of a file, compiled on first use.
    pub(super) fn get(&self, file: &Path) -> Found {
        let cell = {
            let mut compiled = self.compiled.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(compiled.entry(file.to_path_buf()).or_default())
        };
        cell.get_or_init(|| {
            let text = source::read(file).map_err(|error| error.to_string())?;
            let schema: Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
            Compiled::new(schema)
        });
        cell
    }
}

/// A file with CustomResourceDefinitions, and its folder.
fn definitions(file: &Path) -> Option<(String, Tree)> {
    let text = source::read(file).ok()?;
    if !text.contains(DEFINITION) {
        return None;
    }
    let folder = file
        .parent()
        .map(|parent| parent.to_string_lossy().replace('\\', "/"))
        .unwrap_or_default();
    let tree = parse(text.into(), &Limits::default()).tree;
    tree.documents()
        .iter()
        .any(|document| defines_a_kind(tree.node(document.root)))
        .then_some((folder, tree))
}

/// kubelint has no network code: the error says how to fetch the file once.
fn remote(url: &str) -> LocationError {
    let help = if url.contains("{{") {
        "fetch the schemas that you need into a folder and give the folder, for example:\n  \
         mkdir -p schemas && curl --fail --location --output-dir schemas --remote-name URL"
            .to_owned()
    } else {
        format!(
            "fetch it once and give the folder:\n  mkdir -p schemas && curl --fail --location \
             --output-dir schemas --remote-name {url}\n  kubelint check --schema-location schemas …"
        )
    };
    LocationError {
        message: format!("schema locations are local, and `{url}` is not"),
        help: Some(help),
    }
}

/// The variables of kubeconform's path templates.
const VARIABLES: [&str; 6] = [
    ".Group",
    ".ResourceKind",
    ".ResourceAPIVersion",
    ".KindSuffix",
    ".NormalizedKubernetesVersion",
    ".StrictSuffix",
];

/// A template with a variable that nobody fills in would find nothing, in silence.
fn check_template(template: &str) -> Result<(), LocationError> {
    for part in template.split("{{").skip(1) {
        let name = part.split("}}").next().unwrap_or("").trim();
        if !VARIABLES.contains(&name) {
            let near = nearest(name, &VARIABLES);
            return Err(LocationError {
                message: format!("schema location `{template}`: there is no variable `{name}`"),
                help: Some(match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("the variables are {}", VARIABLES.join(", ")),
                }),
            });
        }
    }
    Ok(())
}

/// Fills in kubeconform's template variables.
/// <https://github.com/yannh/kubeconform#overriding-schemas-location>
fn fill(template: &str, group: &str, version: &str, kind: &str, target: Version) -> String {
    let group_start = group.split('.').next().unwrap_or("");
    let kind_suffix = if group.is_empty() {
        format!("-{}", version.to_lowercase())
    } else {
        format!("-{}-{}", group_start.to_lowercase(), version.to_lowercase())
    };
    let mut filled = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        filled.push_str(before);
        let (name, after) = after.split_once("}}").unwrap_or((after, ""));
        filled.push_str(&match name.trim() {
            ".NormalizedKubernetesVersion" => format!("v{target}.0"),
            ".StrictSuffix" => "-strict".to_owned(),
            ".ResourceKind" => kind.to_lowercase(),
            ".ResourceAPIVersion" => version.to_owned(),
            ".Group" => group.to_owned(),
            ".KindSuffix" => kind_suffix.clone(),
            other => format!("{{{{{other}}}}}"),
        });
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// The names under which collections of schemas keep a kind, in lower case.
fn candidates(group: &str, version: &str, kind: &str) -> Vec<String> {
    let kind = kind.to_lowercase();
    let version = version.to_lowercase();
    let group = group.to_lowercase();
    let start = group.split('.').next().unwrap_or("");
    vec![
        format!("{group}/{kind}_{version}.json"),
        format!("{group}/{version}/{kind}.json"),
        format!("{kind}_{group}_{version}.json"),
        format!("{kind}-{start}-{version}.json"),
        format!("{kind}_{version}.json"),
        format!("{kind}-{version}.json"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_are_filled_as_kubeconform_does() {
        let target = Version { minor: 33 };
        let filled = |template| fill(template, "cert-manager.io", "v1", "Issuer", target);
        assert_eq!(
            filled("s/{{ .Group }}/{{ .ResourceKind }}_{{ .ResourceAPIVersion }}.json"),
            "s/cert-manager.io/issuer_v1.json"
        );
        assert_eq!(
            filled(
                "{{.NormalizedKubernetesVersion}}-standalone{{.StrictSuffix}}/{{.ResourceKind}}{{.KindSuffix}}.json"
            ),
            "v1.33.0-standalone-strict/issuer-cert-manager-v1.json"
        );
    }

    #[test]
    fn a_url_is_refused_with_the_command_that_fetches_it() {
        let error = Locations::open(&["https://example.com/crd.yaml".to_owned()]).unwrap_err();
        let help = error.help.unwrap_or_default();
        assert!(help.contains("curl --fail --location"), "{help}");
        assert!(help.contains("https://example.com/crd.yaml"), "{help}");
    }
}
