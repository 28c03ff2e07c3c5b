//! The files and folders that a kustomization names.

use crate::inventory::SkipReason;
use crate::inventory::location::join;
use crate::yaml::Node;

/// A file or folder that a kustomization names.
#[derive(Debug, Clone)]
pub struct Reference<'t> {
    /// What it is for.
    pub role: Role,
    /// As written; of a generator's file without its key.
    pub text: &'t str,
    /// The name that it leads to, from the working directory; `None` when it is fetched from
    /// elsewhere, or when a part of it is filled in later.
    pub path: Option<String>,
    /// Where it is written.
    pub at: Node<'t>,
}

/// What a kustomization wants a file or folder for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// An entry of `resources`.
    Resource,
    /// An entry of `bases`.
    Base,
    /// An entry of `components`.
    Component,
    /// An entry of `crds`, from which kustomize learns about kinds.
    Crd,
    /// A patch of any kind.
    Patch,
    /// A file of replacements.
    Replacement,
    /// What a ConfigMap or Secret is generated from.
    GeneratorInput,
    /// An entry of `configurations`.
    Configuration,
    /// An entry of `transformers`.
    Transformer,
    /// An entry of `generators`.
    Generator,
    /// An entry of `validators`.
    Validator,
    /// A schema of `openapi`.
    OpenApi,
    /// Values of a Helm chart.
    ChartValues,
}

impl Role {
    /// The words for it in a message.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Resource => "resource",
            Role::Base => "base",
            Role::Component => "component",
            Role::Crd => "custom resource definition",
            Role::Patch => "patch",
            Role::Replacement => "replacement",
            Role::GeneratorInput => "generator input",
            Role::Configuration => "configuration",
            Role::Transformer => "transformer",
            Role::Generator => "generator",
            Role::Validator => "validator",
            Role::OpenApi => "OpenAPI schema",
            Role::ChartValues => "values file",
        }
    }

    /// Whether its objects are built.
    pub fn is_reached(self) -> bool {
        matches!(self, Role::Resource | Role::Base | Role::Component)
    }

    /// Whether it changes objects that are written elsewhere.
    pub(in crate::inventory) fn changes_objects(self) -> bool {
        matches!(self, Role::Patch | Role::Replacement)
    }

    /// Why a file that is named for nothing else is not checked as a manifest; `None` when it is.
    pub(in crate::inventory) fn skip_reason(self) -> Option<SkipReason> {
        match self {
            Role::Resource | Role::Base | Role::Component | Role::Crd => None,
            Role::Patch => Some(SkipReason::Patch),
            Role::ChartValues => Some(SkipReason::HelmValues),
            Role::Replacement
            | Role::GeneratorInput
            | Role::Configuration
            | Role::Transformer
            | Role::Generator
            | Role::Validator
            | Role::OpenApi => Some(SkipReason::KustomizeInput),
        }
    }
}

/// All that the kustomization `root` of the folder `folder` names.
pub fn references<'t>(folder: &str, root: Node<'t>) -> Vec<Reference<'t>> {
    let mut reader = Reader {
        folder,
        found: Vec::new(),
    };
    for (key, value) in root.entries() {
        reader.read(key.text(), value);
    }
    reader.found
}

struct Reader<'f, 't> {
    folder: &'f str,
    found: Vec<Reference<'t>>,
}

impl<'t> Reader<'_, 't> {
    fn read(&mut self, key: &str, value: Node<'t>) {
        match key {
            "resources" => self.list(value, Role::Resource),
            "bases" => self.list(value, Role::Base),
            "components" => self.list(value, Role::Component),
            "crds" => self.list(value, Role::Crd),
            "patchesStrategicMerge" => self.list(value, Role::Patch),
            "patches" | "patchesJson6902" => self.field(value, "path", Role::Patch),
            "replacements" => self.field(value, "path", Role::Replacement),
            "configurations" => self.list(value, Role::Configuration),
            "transformers" => self.list(value, Role::Transformer),
            "generators" => self.list(value, Role::Generator),
            "validators" => self.list(value, Role::Validator),
            "openapi" => self.one(value.get("path"), Role::OpenApi),
            "configMapGenerator" | "secretGenerator" => self.generators(value),
            "helmCharts" => {
                self.field(value, "valuesFile", Role::ChartValues);
                for files in value
                    .items()
                    .filter_map(|chart| chart.get("additionalValuesFiles"))
                {
                    self.list(files, Role::ChartValues);
                }
            }
            "helmChartInflationGenerator" => self.field(value, "values", Role::ChartValues),
            _ => {}
        }
    }

    fn generators(&mut self, generators: Node<'t>) {
        for generator in generators.items() {
            self.one(generator.get("env"), Role::GeneratorInput);
            for key in ["envs", "files"] {
                if let Some(files) = generator.get(key) {
                    self.list(files, Role::GeneratorInput);
                }
            }
        }
    }

    fn list(&mut self, items: Node<'t>, role: Role) {
        for item in items.items() {
            self.one(Some(item), role);
        }
    }

    fn field(&mut self, items: Node<'t>, key: &str, role: Role) {
        for item in items.items() {
            self.one(item.get(key), role);
        }
    }

    /// A path, of a generator with its key before `=`.
    fn one(&mut self, node: Option<Node<'t>>, role: Role) {
        let Some((at, text)) = node.and_then(|node| Some((node, node.as_str()?))) else {
            return;
        };
        if is_inline(text) {
            return;
        }
        let text = match (role, text.split_once('=')) {
            (Role::GeneratorInput, Some((_, path))) => path,
            _ => text,
        };
        let local = !at.is_open_placeholder() && !is_remote(text);
        self.found.push(Reference {
            role,
            text,
            path: local.then(|| join(self.folder, text)),
            at,
        });
    }
}

/// Whether a text stands where a path may stand and is the content itself.
pub(super) fn is_inline(text: &str) -> bool {
    text.contains('\n') || text.trim_start().starts_with(['{', '['])
}

/// Whether kustomize would fetch it.
///
/// <https://github.com/kubernetes-sigs/kustomize/blob/master/examples/remoteBuild.md>
fn is_remote(text: &str) -> bool {
    const STARTS: [&str; 6] = [
        "git::",
        "git@",
        "gh:",
        "github.com/",
        "github.com:",
        "www.github.com/",
    ];
    const PARTS: [&str; 6] = ["://", "?ref=", "&ref=", "?version=", ".git/", "_git/"];
    STARTS.iter().any(|start| text.starts_with(start))
        || PARTS.iter().any(|part| text.contains(part))
        || text.ends_with(".git")
        || is_host_with_path(text)
        || is_ssh(text)
}

/// `gitlab.com/org/repo//folder`: the double slash ends the repository.
fn is_host_with_path(text: &str) -> bool {
    let host = text.split('/').next().unwrap_or_default();
    text.contains("//") && !host.starts_with('.') && host.contains('.')
}

/// `org@host:repo`
fn is_ssh(text: &str) -> bool {
    let Some((user, rest)) = text.split_once('@') else {
        return false;
    };
    !user.is_empty() && !user.contains('/') && rest.contains(':')
}
