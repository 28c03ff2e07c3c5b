//! The suppressions of other tools, as those tools read them.

use std::ops::Range;

use memchr::memmem;

use super::directive::segment;
use super::names::{Names, Rules, Tool};
use crate::resource::Date;
use crate::yaml::Node;

/// The names under which checkov has been sold; it obeys all of them.
const VENDORS: [&str; 3] = ["checkov", "bridgecrew", "cortex"];

/// What another tool is told to ignore.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ignored<'t> {
    pub(super) tool: Tool,
    /// The checks as written; none for all that the tool has.
    pub(super) checks: Option<Vec<&'t str>>,
    pub(super) reason: Option<&'t str>,
    /// From this day on it does not hold any more.
    pub(super) expires: Option<Date>,
}

impl Ignored<'_> {
    /// Each check as `tool:id`, with the rules that stand for it.
    pub(super) fn rules(&self, names: &Names<'_>) -> Vec<(String, Rules)> {
        let tool = self.tool;
        let Some(checks) = &self.checks else {
            return vec![(format!("{tool}:*"), names.of_tool(tool))];
        };
        let mut rules: Vec<(String, Rules)> = Vec::with_capacity(checks.len());
        for check in checks.iter().chain(self.implied()) {
            rules.push((format!("{tool}:{check}"), names.of_check(tool, check)));
        }
        rules
    }

    /// kube-score has two names for the requests and limits of a container.
    fn implied(&self) -> &'static [&'static str] {
        let checks = self.checks.as_deref().unwrap_or_default();
        if self.tool == Tool::KubeScore && checks.contains(&"container-resources") {
            &["container-ephemeral-storage-request-and-limit"]
        } else {
            &[]
        }
    }
}

/// What an annotation says to another tool; `of_template` when it lies on a pod template.
pub(super) fn in_annotation<'t>(
    key: &'t str,
    value: Node<'t>,
    of_template: bool,
) -> Option<Ignored<'t>> {
    let text = value.text();
    let ignored = |tool, checks| Ignored {
        tool,
        checks,
        reason: None,
        expires: None,
    };
    let with_reason = |tool, checks, reason: &'t str| Ignored {
        reason: Some(reason.trim()).filter(|reason| !reason.is_empty()),
        ..ignored(tool, checks)
    };
    if key == "kube-score/ignore" {
        return Some(ignored(Tool::KubeScore, Some(listed(text))));
    }
    if let Some((vendor, _)) = key.split_once(".io/skip")
        && VENDORS.iter().any(|known| vendor.ends_with(known))
    {
        let (checks, reason) = text.split_once('=').unwrap_or((text, ""));
        return Some(with_reason(Tool::Checkov, Some(listed(checks)), reason));
    }
    // kube-linter and polaris look at the object's own annotations only.
    if of_template {
        return None;
    }
    if let Some(check) = key.strip_prefix("ignore-check.kube-linter.io/") {
        return Some(with_reason(Tool::KubeLinter, Some(vec![check]), text));
    }
    if key == "kube-linter.io/ignore-all" {
        return Some(with_reason(Tool::KubeLinter, None, text));
    }
    let exempt = key.strip_prefix("polaris.fairwinds.com/")?;
    if !text.eq_ignore_ascii_case("true") {
        return None;
    }
    match exempt.strip_suffix("exempt")? {
        "" => Some(ignored(Tool::Polaris, None)),
        check => Some(ignored(Tool::Polaris, Some(vec![check.strip_suffix('-')?]))),
    }
}

fn listed(text: &str) -> Vec<&str> {
    let checks = text.split(',').map(str::trim);
    checks.filter(|check| !check.is_empty()).collect()
}

/// What checkov is told to skip in the text of a comment.
pub(super) fn checkov(text: &str) -> Vec<(Range<usize>, Ignored<'_>)> {
    const SKIP: &str = ":skip=";
    let found = memmem::find_iter(text.as_bytes(), SKIP);
    found
        .filter_map(|at| {
            let vendor = VENDORS
                .iter()
                .find(|vendor| text[..at].ends_with(**vendor))?;
            let start = at - vendor.len();
            let rest = segment(&text[at + SKIP.len()..]).trim_end();
            let ids = rest.trim_start();
            let is_id = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | ',');
            let (ids, behind) = ids.split_at(ids.find(|c| !is_id(c)).unwrap_or(ids.len()));
            let checks = listed(ids);
            if checks.is_empty() {
                return None;
            }
            let reason = behind.strip_prefix(':').map(str::trim);
            let ignored = Ignored {
                tool: Tool::Checkov,
                checks: Some(checks),
                reason: reason.filter(|reason| !reason.is_empty()),
                expires: None,
            };
            Some((start..at + SKIP.len() + rest.len(), ignored))
        })
        .collect()
}

/// What trivy is told to ignore in the text of a comment: `trivy:ignore:ID:exp:DATE`, several
/// separated by blanks. Unless the comment starts with one, it holds for its own line only.
pub(super) fn trivy(text: &str, trailing: bool) -> Vec<(Range<usize>, Ignored<'_>)> {
    const IGNORE: &str = "trivy:ignore:";
    let is_filling = |c: char| c.is_whitespace() || matches!(c, '#' | '/' | '*');
    if !trailing && !text.trim_start_matches(is_filling).starts_with(IGNORE) {
        return Vec::new();
    }
    memmem::find_iter(text.as_bytes(), IGNORE)
        .filter(|at| *at == 0 || text[..*at].ends_with(is_filling))
        .filter_map(|start| {
            let part = text[start..].split_ascii_whitespace().next()?;
            let mut sections = part[IGNORE.len()..].split(':');
            let check = sections.next().filter(|check| !check.is_empty())?;
            // `ID[name=value]` holds for some objects, by attributes that Kubernetes has none of.
            if check.contains('[') {
                return None;
            }
            let expires = match (sections.next(), sections.next()) {
                (Some("exp"), date) => Some(date?.parse().ok()?),
                _ => None,
            };
            let ignored = Ignored {
                tool: Tool::Trivy,
                checks: (check != "*").then(|| vec![check]),
                reason: None,
                expires,
            };
            Some((start..start + part.len(), ignored))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::{Limits, parse};

    fn described(ignored: &Ignored<'_>) -> String {
        let checks = ignored.checks.as_ref().map(|checks| checks.join("+"));
        let mut line = format!("{} {}", ignored.tool, checks.as_deref().unwrap_or("all"));
        if let Some(reason) = ignored.reason {
            line.push_str(&format!(" because {reason}"));
        }
        if let Some(expires) = ignored.expires {
            line.push_str(&format!(" until {expires}"));
        }
        line
    }

    fn annotation(text: &str, of_template: bool) -> Option<String> {
        let tree = parse(text.into(), &Limits::default()).tree;
        let (key, value) = tree
            .node(tree.documents()[0].root)
            .entries()
            .next()
            .unwrap();
        in_annotation(key.text(), value, of_template)
            .as_ref()
            .map(described)
    }

    #[test]
    fn annotations_are_read_as_their_tools_read_them() {
        for (text, expected) in [
            (
                "ignore-check.kube-linter.io/latest-tag: pinned by the registry",
                "kube-linter latest-tag because pinned by the registry",
            ),
            (
                "kube-linter.io/ignore-all: vendored",
                "kube-linter all because vendored",
            ),
            ("kube-linter.io/ignore-all:", "kube-linter all"),
            (
                "kube-score/ignore: service-type, pod-networkpolicy,",
                "kube-score service-type+pod-networkpolicy",
            ),
            ("polaris.fairwinds.com/exempt: true", "polaris all"),
            ("polaris.fairwinds.com/exempt: \"True\"", "polaris all"),
            (
                "polaris.fairwinds.com/cpuRequestsMissing-exempt: 'true'",
                "polaris cpuRequestsMissing",
            ),
            (
                "checkov.io/skip1: CKV_K8S_20=a=b, c",
                "checkov CKV_K8S_20 because a=b, c",
            ),
            ("bridgecrew.io/skip22: CKV_K8S_14", "checkov CKV_K8S_14"),
            (
                "x.cortex.io/skip: CKV_K8S_1,CKV_K8S_2=why",
                "checkov CKV_K8S_1+CKV_K8S_2 because why",
            ),
        ] {
            assert_eq!(annotation(text, false).as_deref(), Some(expected), "{text}");
        }
        for text in [
            "polaris.fairwinds.com/exempt: \"yes\"",
            "polaris.fairwinds.com/exempt: \"false\"",
            "polaris.fairwinds.com/cpuRequestsMissing: \"true\"",
            "kube-score/enable: container-seccomp-profile",
            "kube-linter.io/ignore: x",
            "checkov.io/other: CKV_K8S_1",
        ] {
            assert_eq!(annotation(text, false), None, "{text}");
        }
    }

    #[test]
    fn a_template_is_looked_at_by_the_tools_that_do() {
        assert_eq!(annotation("kube-linter.io/ignore-all: x", true), None);
        assert_eq!(
            annotation("polaris.fairwinds.com/exempt: \"true\"", true),
            None
        );
        assert!(annotation("kube-score/ignore: pod-probes", true).is_some());
        assert!(annotation("checkov.io/skip1: CKV_K8S_1", true).is_some());
    }

    #[test]
    fn checkov_comments_name_ids_and_a_reason() {
        let found = |text: &str| -> Vec<String> {
            let found = checkov(text).into_iter();
            found
                .map(|(range, ignored)| format!("{} [{}]", described(&ignored), &text[range]))
                .collect()
        };
        assert_eq!(
            found(" checkov:skip=CKV_K8S_20,CKV_K8S_14:a reason "),
            [
                "checkov CKV_K8S_20+CKV_K8S_14 because a reason [checkov:skip=CKV_K8S_20,CKV_K8S_14:a reason]"
            ]
        );
        assert_eq!(
            found("bridgecrew:skip= CKV_K8S_1 # cortex:skip=CKV_K8S_2: b"),
            [
                "checkov CKV_K8S_1 [bridgecrew:skip= CKV_K8S_1]",
                "checkov CKV_K8S_2 because b [cortex:skip=CKV_K8S_2: b]"
            ]
        );
        assert_eq!(found("checkov:skip=:why"), [""; 0]);
        assert_eq!(found("other:skip=CKV_K8S_1"), [""; 0]);
    }

    #[test]
    fn trivy_comments_name_ids_and_a_day() {
        let found = |text: &str, trailing| -> Vec<String> {
            let found = trivy(text, trailing).into_iter();
            found.map(|(_, ignored)| described(&ignored)).collect()
        };
        assert_eq!(
            found(
                "trivy:ignore:AVD-KSV-0017 trivy:ignore:KSV001:exp:2027-01-31",
                false
            ),
            ["trivy AVD-KSV-0017", "trivy KSV001 until 2027-01-31"]
        );
        assert_eq!(found("# trivy:ignore:* vendored", false), ["trivy all"]);
        assert_eq!(found(" see trivy:ignore:KSV001", false), [""; 0]);
        assert_eq!(found(" host #trivy:ignore:KSV001", true), ["trivy KSV001"]);
        for text in [
            "trivy:ignore:",
            "trivy:ignore:KSV001[name=x]",
            "trivy:ignore:KSV001:exp:soon",
            "trivy:ignore:KSV001:exp",
            "xtrivy:ignore:KSV001",
        ] {
            assert_eq!(found(text, true), [""; 0], "{text}");
        }
    }

    #[test]
    fn the_two_names_of_kube_score_for_resources_go_together() {
        let registry = super::super::tests::registry();
        let names = Names::of(&registry);
        let ignored = Ignored {
            tool: Tool::KubeScore,
            checks: Some(vec!["container-resources"]),
            reason: None,
            expires: None,
        };
        let rules = ignored.rules(&names);
        assert_eq!(rules.len(), 2);
        assert_eq!(
            rules[1].0,
            "kube-score:container-ephemeral-storage-request-and-limit"
        );
    }
}
