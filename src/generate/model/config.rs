//! ConfigMaps: what is in them, and their names.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::source::Span;

use super::super::load::Applications;
use super::super::object::Owner;
use super::super::spec::{App, ConfigData, Reader, Reload};
use super::secret::literal_secret;
use super::workload::Workload;
use super::{Model, namespace};

/// A ConfigMap of the spec.
#[derive(Debug, Clone)]
pub(in crate::generate) struct ConfigMapModel {
    /// As the spec calls it.
    pub(in crate::generate) name: String,
    /// As its object is called.
    pub(in crate::generate) object_name: String,
    /// Whose it is.
    pub(in crate::generate) owner: Owner,
    /// Its namespaces: one, or of a shared one those of the applications that use it.
    pub(in crate::generate) namespaces: Vec<Option<String>>,
    /// Its keys.
    pub(in crate::generate) data: BTreeMap<String, String>,
    /// Whether its name changes with its content.
    pub(in crate::generate) is_hashed: bool,
    /// Whether kustomize makes it, and the hash in its name.
    pub(in crate::generate) is_generated: bool,
    /// Whether another content shall have another name, whoever makes it.
    pub(in crate::generate) rolls: bool,
    /// Where it is stated.
    pub(in crate::generate) span: Span,
    /// Where its keys are stated.
    pub(in crate::generate) spans: BTreeMap<String, Span>,
}

/// The name of the ConfigMap with the files of an application.
pub(in crate::generate) fn files_name(app: &App) -> String {
    format!("{}-files", app.name.value)
}

/// The key of a file in that ConfigMap: its last part, or all of its path where two end alike.
pub(in crate::generate) fn file_key(app: &App, path: &str) -> String {
    let last = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
    let key = last(path);
    let twins = app
        .files
        .iter()
        .filter(|file| last(&file.name.value) == key);
    if twins.count() > 1 {
        return path.trim_start_matches('/').replace('/', "-");
    }
    key
}

/// All ConfigMaps of a spec; kustomize makes them itself where it can.
pub(super) fn configs(
    spec: &Applications,
    by_kustomize: bool,
    problems: &mut Reader,
) -> Vec<ConfigMapModel> {
    let mut configs = Vec::new();
    for config in spec.shared.iter() {
        let users = spec.apps.iter().filter(|app| uses(app, &config.name.value));
        let mut namespaces: Vec<Option<String>> = users
            .map(|app| namespace(app).map(|(name, _)| name.to_owned()))
            .collect();
        namespaces.sort();
        namespaces.dedup();
        if namespaces.is_empty() {
            let message = format!("no application uses the ConfigMap `{}`", config.name.value);
            let help = format!("write `env-from = [\"config:{}\"]`", config.name.value);
            problems.refuse(config.name.span, message, help);
        }
        let name = config.name.value.clone();
        let (data, spans) = data(&config.value.value, problems);
        configs.push(model(
            name,
            Owner::Shared,
            namespaces,
            (data, spans),
            Manner {
                rolls: true,
                by_kustomize,
            },
            config.name.span,
        ));
    }
    for app in &spec.apps {
        let reload = app.reload.map_or(Reload::Roll, |reload| reload.value);
        let manner = Manner {
            rolls: reload == Reload::Roll,
            by_kustomize,
        };
        let owner = Owner::App(app.name.value.0.clone());
        let namespace = namespace(app).map(|(name, _)| name.to_owned());
        for config in app.config.iter() {
            let data = data(&config.value.value, problems);
            let (name, span) = (config.name.value.clone(), config.name.span);
            let namespaces = vec![namespace.clone()];
            configs.push(model(name, owner.clone(), namespaces, data, manner, span));
        }
        if let Some(span) = app.files.span.filter(|_| !app.files.is_empty()) {
            let data = files(spec, app, problems);
            let namespaces = vec![namespace];
            configs.push(model(
                files_name(app),
                owner,
                namespaces,
                data,
                manner,
                span,
            ));
        }
    }
    configs
}

type Content = (BTreeMap<String, String>, BTreeMap<String, Span>);

fn model(
    name: String,
    owner: Owner,
    namespaces: Vec<Option<String>>,
    (data, spans): Content,
    manner: Manner,
    span: Span,
) -> ConfigMapModel {
    let is_generated = manner.by_kustomize && data.values().all(|text| is_literal(text));
    let is_hashed = manner.rolls && !is_generated;
    let mut model = ConfigMapModel {
        object_name: name.clone(),
        name,
        owner,
        namespaces,
        data,
        is_hashed,
        is_generated,
        rolls: manner.rolls,
        span,
        spans,
    };
    if is_hashed {
        model.object_name = model.hashed_name();
    }
    model
}

impl ConfigMapModel {
    /// Its name with the hash of its content.
    pub(in crate::generate) fn hashed_name(&self) -> String {
        format!("{}-{}", self.name, hash(&self.data))
    }
}

/// How a ConfigMap is made.
#[derive(Clone, Copy)]
struct Manner {
    /// Whether another content shall have another name.
    rolls: bool,
    /// Whether kustomize makes it.
    by_kustomize: bool,
}

/// Whether kustomize takes a text as a literal for what it is: it takes quotes at the ends away.
fn is_literal(text: &str) -> bool {
    !text.starts_with(['"', '\'']) && !text.ends_with(['"', '\''])
}

fn data(config: &ConfigData, problems: &mut Reader) -> Content {
    let mut content = Content::default();
    for entry in config.iter() {
        let (key, text) = (&entry.name.value, &entry.value.value.0);
        if let Some(why) = literal_secret(key, text) {
            let help = format!(
                "keep it in a Secret: `env.{key} = {{ secret = \"…\", key = \"…\" }}`, or all of \
                 its keys with `env-from = [\"secret:…\"]`"
            );
            problems.refuse(entry.value.span, format!("`{key}` {why}"), help);
        }
        content.0.insert(key.clone(), text.clone());
        content.1.insert(key.clone(), entry.value.span);
    }
    content
}

fn files(spec: &Applications, app: &App, problems: &mut Reader) -> Content {
    let mut content = Content::default();
    for entry in app.files.iter() {
        let file = &entry.value.value;
        let text = match (&file.content, &file.file) {
            (Some(content), None) => content.value.clone(),
            (None, Some(file)) => spec.contents.get(&file.span).cloned().unwrap_or_default(),
            _ => {
                let message = format!("`{}` has its text from one place", entry.name.value);
                problems.refuse(
                    entry.value.span,
                    message,
                    "write one of `content` and `file`",
                );
                continue;
            }
        };
        if let Some(why) = literal_secret("", &text) {
            let help = "mount a Secret instead: `[[volume]] kind = \"secret\"`";
            problems.refuse(
                entry.value.span,
                format!("`{}` {why}", entry.name.value),
                help,
            );
        }
        let key = file_key(app, &entry.name.value);
        content.1.insert(key.clone(), entry.value.span);
        content.0.insert(key, text);
    }
    content
}

/// The first digits of a hash of names and texts.
fn hash(data: &BTreeMap<String, String>) -> String {
    let mut hasher = Sha256::new();
    for (key, text) in data {
        for part in [key, text] {
            hasher.update(part.len().to_le_bytes());
            hasher.update(part.as_bytes());
        }
    }
    digits(&hasher.finalize())
}

/// Ten hexadecimal digits: enough that two contents of one ConfigMap never meet.
pub(in crate::generate) fn digits(hash: &[u8]) -> String {
    let digits: String = hash
        .iter()
        .take(5)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    digits
}

/// Whether an application refers to a ConfigMap of this name that it does not have itself.
fn uses(app: &App, name: &str) -> bool {
    use super::super::spec::{Variable, VolumeKind};
    if app.config.get(name).is_some() {
        return false;
    }
    let beside = app.init.iter().chain(&app.sidecar);
    let tasks = app.job.iter().chain(&app.cron);
    let mut sources = app
        .env_from
        .iter()
        .chain(beside.clone().flat_map(|beside| &beside.value.env_from))
        .chain(tasks.clone().flat_map(|task| &task.value.env_from));
    let mut variables = app
        .env
        .iter()
        .chain(beside.flat_map(|beside| beside.value.env.iter()))
        .chain(tasks.flat_map(|task| task.value.env.iter()));
    let mut volumes = app.volume.iter();
    sources.any(|source| !source.value.is_secret && source.value.name == name)
        || variables.any(|variable| match &variable.value.value {
            Variable::From(source) => source
                .config
                .as_ref()
                .is_some_and(|config| config.value.0 == name),
            Variable::Literal(_) => false,
        })
        || volumes.any(|volume| {
            volume.value.kind.value == VolumeKind::Config
                && volume
                    .value
                    .name
                    .as_ref()
                    .is_some_and(|known| known.value.0 == name)
        })
}

impl Model<'_> {
    /// The ConfigMap that a name means for an application: its own, a shared one, or none of the
    /// spec.
    pub(in crate::generate) fn config(&self, app: &App, name: &str) -> Option<&ConfigMapModel> {
        let own = Owner::App(app.name.value.0.clone());
        let is =
            |owner: &Owner, config: &&ConfigMapModel| config.name == name && config.owner == *owner;
        let find = |owner: &Owner| self.configs.iter().find(|config| is(owner, config));
        find(&own).or_else(|| find(&Owner::Shared))
    }

    /// The name of the object that a name means for an application.
    pub(in crate::generate) fn config_name(&self, app: &App, name: &str) -> String {
        self.config(app, name)
            .map_or_else(|| name.to_owned(), |config| config.object_name.clone())
    }

    /// The ConfigMaps that come with an application.
    pub(in crate::generate) fn configs_of<'m>(
        &'m self,
        owner: &'m Owner,
    ) -> impl Iterator<Item = &'m ConfigMapModel> {
        self.configs
            .iter()
            .filter(move |config| config.owner == *owner)
    }

    /// Whether a workload is told of changes by Reloader.
    pub(in crate::generate) fn is_reloaded(workload: &Workload<'_>) -> bool {
        let reload = workload.app.reload;
        reload.is_some_and(|reload| reload.value == Reload::Reloader)
    }
}
