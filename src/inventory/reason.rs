//! Why a document or file is not checked.

use std::fmt;

/// Why a document or file is not checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SkipReason {
    /// Text with template actions that has to be rendered first.
    Template,
    /// What Helm reads about a chart itself: `Chart.yaml`, `requirements.yaml`.
    HelmChart,
    /// Values for a Helm chart.
    HelmValues,
    /// What kustomize builds from.
    Kustomization,
    /// Changes to objects that are written elsewhere, for kustomize or as a JSON patch.
    Patch,
    /// What a kustomization reads besides objects and patches: files of generators,
    /// configurations, transformers, replacements.
    KustomizeInput,
    /// A Compose file.
    Compose,
    /// A workflow or pipeline of a CI service.
    Ci,
    /// How to reach clusters.
    Kubeconfig,
    /// Written like an object, but read by a tool from its file and never applied to a cluster.
    ToolConfiguration,
    /// Neither `apiVersion` nor `kind`, and no sign that they are missing by mistake.
    NotAManifest,
    /// Nothing, or nothing but comments.
    Empty,
    /// Given as an argument and left out because excludes are forced.
    Excluded,
}

impl SkipReason {
    /// The word for it in JSON.
    pub fn code(self) -> &'static str {
        match self {
            SkipReason::Template => "template",
            SkipReason::HelmChart => "helm-chart",
            SkipReason::HelmValues => "helm-values",
            SkipReason::Kustomization => "kustomization",
            SkipReason::Patch => "patch",
            SkipReason::KustomizeInput => "kustomize-input",
            SkipReason::Compose => "compose",
            SkipReason::Ci => "ci",
            SkipReason::Kubeconfig => "kubeconfig",
            SkipReason::ToolConfiguration => "tool-configuration",
            SkipReason::NotAManifest => "not-a-manifest",
            SkipReason::Empty => "empty",
            SkipReason::Excluded => "excluded",
        }
    }

    /// `count` of them in words, for example `2 kustomizations`.
    pub fn describe(self, count: usize) -> String {
        let (one, many) = self.words();
        format!("{count} {}", if count == 1 { one } else { many })
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            SkipReason::Template => ("unrendered template", "unrendered templates"),
            SkipReason::HelmChart => ("Helm chart description", "Helm chart descriptions"),
            SkipReason::HelmValues => ("Helm values file", "Helm values files"),
            SkipReason::Kustomization => ("kustomization", "kustomizations"),
            SkipReason::Patch => ("patch", "patches"),
            SkipReason::KustomizeInput => ("input of kustomize", "inputs of kustomize"),
            SkipReason::Compose => ("Compose file", "Compose files"),
            SkipReason::Ci => ("CI workflow", "CI workflows"),
            SkipReason::Kubeconfig => ("kubeconfig", "kubeconfigs"),
            SkipReason::ToolConfiguration => ("tool configuration", "tool configurations"),
            SkipReason::NotAManifest => (
                "file without apiVersion and kind",
                "files without apiVersion and kind",
            ),
            SkipReason::Empty => ("empty file", "empty files"),
            SkipReason::Excluded => ("excluded file", "excluded files"),
        }
    }
}

/// One of them, for example `kustomization`.
impl fmt::Display for SkipReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words().0)
    }
}
