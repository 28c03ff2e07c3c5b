//! What the name of a file lets expect, for documents that do not say themselves what they are.

use super::SkipReason;
use super::kustomization::is_kustomization_name;
use super::location;

/// The kind of place that a file lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Named as kustomize wants it.
    Kustomization,
    /// `Chart.yaml` and its like.
    ChartDescription,
    /// Named like values for Helm, in a chart or elsewhere.
    Values {
        /// The chart is there.
        in_chart: bool,
    },
    /// Named like a Compose file.
    Compose,
    /// Named as a patch.
    Patches,
    /// Where a CI service looks for its workflows.
    Ci,
    /// Nothing is known.
    Anywhere,
}

impl Place {
    /// What the name lets expect; `is_chart` tells the folders of charts.
    pub(super) fn of(name: &str, is_chart: impl Fn(&str) -> bool) -> Self {
        let (base, folder) = (location::base(name), location::folder(name));
        if is_kustomization_name(base) {
            Place::Kustomization
        } else if base == "Chart.yaml" || (base == "requirements.yaml" && is_chart(folder)) {
            Place::ChartDescription
        } else if is_ci(name, base) {
            Place::Ci
        } else if base.starts_with("docker-compose") || base.starts_with("compose.") {
            Place::Compose
        } else if is_patch_name(base) || location::base(folder) == "patches" {
            Place::Patches
        } else if is_values_name(base) || is_test_values(folder, &is_chart) {
            let in_chart = is_chart(folder) || is_test_values(folder, &is_chart);
            Place::Values { in_chart }
        } else {
            Place::Anywhere
        }
    }

    /// Why a file is skipped that does not even parse.
    pub(super) fn reason_when_broken(self) -> Option<SkipReason> {
        match self {
            Place::Values { in_chart: false } | Place::Patches | Place::Anywhere => None,
            place => place.reason(),
        }
    }

    /// Why a document is skipped that has not both `apiVersion` and `kind`.
    pub(super) fn reason(self) -> Option<SkipReason> {
        match self {
            Place::Kustomization => Some(SkipReason::Kustomization),
            Place::ChartDescription => Some(SkipReason::HelmChart),
            Place::Values { .. } => Some(SkipReason::HelmValues),
            Place::Compose => Some(SkipReason::Compose),
            Place::Patches => Some(SkipReason::Patch),
            Place::Ci => Some(SkipReason::Ci),
            Place::Anywhere => None,
        }
    }
}

/// `values.yaml`, `values-prod.yaml`, `prod.values.yaml` …
fn is_values_name(base: &str) -> bool {
    let Some((stem, "yaml" | "yml" | "json")) = base.rsplit_once('.') else {
        return false;
    };
    let separated = |char: char| matches!(char, '-' | '_' | '.');
    stem == "values"
        || stem
            .strip_prefix("values")
            .is_some_and(|rest| rest.starts_with(separated) && rest != ".schema")
        || stem
            .strip_suffix("values")
            .is_some_and(|rest| rest.ends_with(separated))
}

/// `patch.yaml`, `deployment-patch.yaml`, `patch_memory.yml` …
fn is_patch_name(base: &str) -> bool {
    base.split(['-', '_', '.'])
        .any(|word| matches!(word, "patch" | "patches"))
}

/// chart-testing installs a chart once with each values file in its folder `ci`.
fn is_test_values(path: &str, is_chart: impl Fn(&str) -> bool) -> bool {
    location::base(path) == "ci" && is_chart(location::folder(path))
}

fn is_ci(name: &str, base: &str) -> bool {
    const FILES: [&str; 13] = [
        ".appveyor",
        ".cirrus",
        ".drone",
        ".gitlab-ci",
        ".travis",
        ".woodpecker",
        "appveyor",
        "azure-pipelines",
        "bitbucket-pipelines",
        "buildspec",
        "cloudbuild",
        "codecov",
        "dependabot",
    ];
    const FOLDERS: [&str; 8] = [
        ".azure-pipelines",
        ".buildkite",
        ".circleci",
        ".forgejo",
        ".gitea",
        ".github",
        ".gitlab",
        ".woodpecker",
    ];
    let stem = base.strip_suffix(".yaml").or(base.strip_suffix(".yml"));
    let by_name = stem.is_some_and(|stem| {
        FILES.contains(&stem)
            || stem.starts_with("azure-pipelines-")
            || stem.ends_with(".gitlab-ci")
    });
    by_name || location::folders(name).any(|path| FOLDERS.contains(&location::base(path)))
}
