//! The settings that are not about rules: of several layers the last one that says something, or
//! all that they say together.

use std::path::PathBuf;
use std::str::FromStr;

use globset::{Glob, GlobMatcher};

use super::arguments::CommandLine;
use super::folder::{Folder, Globs, Slashless};
use super::keys::{KEYS, Key, Shape};
use super::load::Layer;
use super::origin::Origin;
use super::value::{At, Section};
use crate::rule::Profile;
use crate::schema::{self, Version};

/// From which level on findings make a run fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FailOn {
    /// Errors.
    #[default]
    Error,
    /// Errors and warnings.
    Warning,
    /// Any finding.
    Info,
    /// Nothing.
    Never,
}

/// The accepted spellings of [`FailOn`].
pub(super) const FAIL_ONS: [(&str, FailOn); 4] = [
    ("error", FailOn::Error),
    ("warning", FailOn::Warning),
    ("info", FailOn::Info),
    ("never", FailOn::Never),
];

impl FromStr for FailOn {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        FAIL_ONS
            .iter()
            .find(|(name, _)| *name == text)
            .map(|(_, fail_on)| *fail_on)
            .ok_or_else(|| format!("`{text}` is none of error, warning, info and never"))
    }
}

/// Files that are applied together.
#[derive(Debug)]
pub struct Unit {
    paths: Globs,
}

impl Unit {
    /// Whether a file belongs to it, by the name that reports show.
    pub fn holds(&self, file: &str) -> bool {
        self.paths.hold_for(file)
    }
}

/// What `kubelint gen` writes when it is given no spec.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generate {
    /// A glob of specs, relative to the working directory.
    pub spec: String,
    /// A folder relative to the working directory, with `{name}` for the name of the application.
    pub output: String,
    /// `yaml` or `kustomize`.
    pub format: String,
}

/// Objects that exist and are not among the files.
#[derive(Debug, Default)]
pub struct Externals {
    objects: Vec<External>,
}

#[derive(Debug)]
struct External {
    /// For example `secrets`.
    resource: &'static str,
    /// None for any.
    namespace: Option<GlobMatcher>,
    name: GlobMatcher,
}

impl Externals {
    /// Whether an object is stated; `resource` is its plural, for example `secrets`.
    pub fn have(&self, resource: &str, namespace: Option<&str>, name: &str) -> bool {
        self.objects.iter().any(|object| {
            object.resource == resource
                && object.name.is_match(name)
                && object
                    .namespace
                    .as_ref()
                    .is_none_or(|glob| namespace.is_none_or(|namespace| glob.is_match(namespace)))
        })
    }
}

/// A value and who decided it; several of a list that is gathered.
#[derive(Debug)]
pub(super) struct Setting<T> {
    pub(super) value: T,
    pub(super) origins: Vec<Origin>,
}

impl<T> Setting<T> {
    fn of(value: T, origin: Origin) -> Self {
        Self {
            value,
            origins: vec![origin],
        }
    }
}

/// The settings that `--show-config` shows.
#[derive(Debug)]
pub(super) struct Settings {
    pub(super) kubernetes_versions: Setting<Vec<Version>>,
    pub(super) profile: Setting<Profile>,
    pub(super) fail_on: Setting<FailOn>,
    pub(super) namespace: Setting<Option<String>>,
    pub(super) include: Setting<Vec<String>>,
    pub(super) exclude: Setting<Vec<String>>,
    pub(super) policies: Setting<Vec<String>>,
    pub(super) schemas: Setting<Vec<String>>,
    pub(super) baseline: Setting<Option<String>>,
}

impl Settings {
    pub(super) fn gather(layers: &[Layer], arguments: &CommandLine) -> Self {
        Self {
            kubernetes_versions: kubernetes_versions(layers, arguments),
            profile: profile(layers, arguments),
            fail_on: one(
                layers,
                "fail-on",
                "--fail-on",
                arguments.fail_on,
                |text, _| text.parse().ok(),
            ),
            namespace: one(
                layers,
                "namespace",
                "--namespace",
                arguments.namespace.clone().map(Some),
                |text, _| Some(Some(text.to_owned())),
            ),
            include: include(layers),
            exclude: gathered(
                layers,
                "exclude",
                ("--exclude", &arguments.exclude),
                |text, folder| folder.seen_excludes(text),
            ),
            policies: policies(layers, arguments),
            schemas: schemas(layers, arguments),
            baseline: one(layers, "baseline", "", None, |text, folder| {
                Some(Some(folder.seen(text)))
            }),
        }
    }
}

pub(super) fn profile(layers: &[Layer], arguments: &CommandLine) -> Setting<Profile> {
    one(
        layers,
        "profile",
        "--profile",
        arguments.profile,
        |text, _| text.parse().ok(),
    )
}

pub(super) fn policies(layers: &[Layer], arguments: &CommandLine) -> Setting<Vec<String>> {
    let given: Vec<String> = arguments
        .policies
        .iter()
        .map(|path| path.to_string_lossy().into_owned())
        .collect();
    gathered(layers, "policies", ("--policy", &given), |text, folder| {
        vec![folder.seen(text)]
    })
}

/// Ascending; the newest when nobody asks for any.
pub(super) fn kubernetes_versions(
    layers: &[Layer],
    arguments: &CommandLine,
) -> Setting<Vec<Version>> {
    let mut setting = if !arguments.kubernetes_versions.is_empty() {
        let flag = Origin::Argument("--kubernetes-version");
        Setting::of(arguments.kubernetes_versions.clone(), flag)
    } else if let Some((texts, _, origin)) = last_list(layers, "kubernetes-versions") {
        let versions = texts.iter().filter_map(|text| text.value.parse().ok());
        Setting::of(versions.collect(), origin)
    } else {
        let newest = schema::versions().last().copied();
        Setting::of(newest.into_iter().collect(), Origin::Default)
    };
    setting.value.sort_unstable();
    setting.value.dedup();
    setting
}

/// The globs of the last layer that has any; else the folder of the last config, or this one.
fn include(layers: &[Layer]) -> Setting<Vec<String>> {
    if let Some((texts, layer, origin)) = last_list(layers, "include") {
        let globs = texts.iter().map(|text| layer.folder.seen_glob(&text.value));
        return Setting::of(globs.collect(), origin);
    }
    let folder = layers
        .last()
        .map_or_else(|| ".".to_owned(), |layer| layer.folder.seen("."));
    Setting::of(vec![folder], Origin::Default)
}

/// Those of the command line are looked in first, then those of the last layer.
fn schemas(layers: &[Layer], arguments: &CommandLine) -> Setting<Vec<String>> {
    let mut setting = Setting {
        value: arguments.schemas.clone(),
        origins: Vec::new(),
    };
    if !setting.value.is_empty() {
        setting.origins.push(Origin::Argument("--schema-location"));
    }
    for layer in layers.iter().rev() {
        for text in layer.section.texts("schemas") {
            setting.value.push(match text.value.as_str() {
                // The word by which kubeconform names its own schemas.
                "default" => text.value.clone(),
                path => layer.folder.seen(path),
            });
        }
        let span = layer.section.span_of("schemas");
        setting.origins.extend(span.map(Origin::File));
    }
    or_default(setting)
}

/// What the command line says, else the last layer that says something, else the default.
fn one<T: Default>(
    layers: &[Layer],
    key: &str,
    flag: &'static str,
    given: Option<T>,
    read: impl Fn(&str, &Folder) -> Option<T>,
) -> Setting<T> {
    if let Some(value) = given {
        return Setting::of(value, Origin::Argument(flag));
    }
    let said = layers.iter().rev().find_map(|layer| {
        let text = layer.section.text(key)?;
        let value = read(text.value, &layer.folder)?;
        Some(Setting::of(value, Origin::File(text.span)))
    });
    said.unwrap_or_else(|| Setting::of(T::default(), Origin::Default))
}

/// What all layers and the command line say together.
fn gathered(
    layers: &[Layer],
    key: &str,
    (flag, given): (&'static str, &[String]),
    read: impl Fn(&str, &Folder) -> Vec<String>,
) -> Setting<Vec<String>> {
    let mut setting = Setting {
        value: Vec::new(),
        origins: Vec::new(),
    };
    for layer in layers {
        for text in layer.section.texts(key) {
            setting.value.extend(read(&text.value, &layer.folder));
        }
        let span = layer.section.span_of(key);
        setting.origins.extend(span.map(Origin::File));
    }
    if !given.is_empty() {
        setting.value.extend_from_slice(given);
        setting.origins.push(Origin::Argument(flag));
    }
    or_default(setting)
}

fn or_default<T>(mut setting: Setting<T>) -> Setting<T> {
    if setting.origins.is_empty() {
        setting.origins.push(Origin::Default);
    }
    setting
}

fn last_list<'l>(layers: &'l [Layer], key: &str) -> Option<(&'l [At<String>], &'l Layer, Origin)> {
    layers.iter().rev().find_map(|layer| {
        let span = layer.section.span_of(key)?;
        Some((layer.section.texts(key), layer, Origin::File(span)))
    })
}

/// The units of all layers.
pub(super) fn units(layers: &[Layer]) -> Vec<Unit> {
    let of = |layer: &Layer, section: &Section| {
        let paths = section.texts("paths").iter().map(|path| &*path.value);
        Unit {
            paths: layer.folder.globs(paths, Slashless::Here),
        }
    };
    each(layers, "units", of)
}

/// What all layers generate.
pub(super) fn generate(layers: &[Layer]) -> Vec<Generate> {
    let of = |layer: &Layer, section: &Section| {
        let text = |key| section.text(key).map(|text| text.value);
        Generate {
            spec: layer.folder.seen_glob(text("spec").unwrap_or_default()),
            output: layer.folder.seen(text("output").unwrap_or_default()),
            format: text("format").unwrap_or("yaml").to_owned(),
        }
    };
    each(layers, "generate", of)
}

fn each<T>(layers: &[Layer], key: &str, of: impl Fn(&Layer, &Section) -> T) -> Vec<T> {
    let mut found = Vec::new();
    for layer in layers {
        let sections = layer.section.sections(key).iter();
        found.extend(sections.map(|section| of(layer, section)));
    }
    found
}

/// The external objects of all layers.
pub(super) fn externals(layers: &[Layer]) -> Externals {
    let mut objects = Vec::new();
    let resources = KEYS.iter().find(|key| key.name == "externals");
    let resources: &[Key] = match resources.map(|key| key.shape) {
        Some(Shape::Table(keys)) => keys,
        _ => &[],
    };
    for section in layers
        .iter()
        .filter_map(|layer| layer.section.section("externals"))
    {
        for key in resources {
            let texts = section.texts(key.name).iter();
            objects.extend(texts.filter_map(|text| external(key.name, &text.value)));
        }
    }
    Externals { objects }
}

fn external(resource: &'static str, text: &str) -> Option<External> {
    let glob = |text| Glob::new(text).ok().map(|glob| glob.compile_matcher());
    let (namespace, name) = match text.split_once('/') {
        Some((namespace, name)) => (glob(namespace), name),
        None => (None, text),
    };
    Some(External {
        resource,
        namespace,
        name: glob(name)?,
    })
}

/// The policy folders as paths.
pub(super) fn paths(policies: &[String]) -> Vec<PathBuf> {
    policies.iter().map(PathBuf::from).collect()
}
