//! What the names in suppressions mean: rules, groups, and the checks of other tools.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;
use std::sync::{Arc, OnceLock};

use crate::registry::{Registry, SUPPRESSION};
use crate::rule::Entry;
use crate::spelling::nearest;

/// Ids of rules, sorted.
pub type Rules = Arc<[Arc<str>]>;

/// Another tool whose suppressions are obeyed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tool {
    /// <https://docs.kubelinter.io/#/configuring-kubelinter?id=ignoring-violations-for-specific-cases>
    KubeLinter,
    /// <https://github.com/zegl/kube-score#ignoring-a-test>
    KubeScore,
    /// <https://polaris.docs.fairwinds.com/customization/exemptions/>
    Polaris,
    /// <https://www.checkov.io/2.Basics/Suppressing%20and%20Skipping%20Policies.html>
    Checkov,
    /// <https://trivy.dev/latest/docs/configuration/filtering/>
    Trivy,
}

impl Tool {
    /// As in the aliases of rules.
    pub fn as_str(self) -> &'static str {
        match self {
            Tool::KubeLinter => "kube-linter",
            Tool::KubeScore => "kube-score",
            Tool::Polaris => "polaris",
            Tool::Checkov => "checkov",
            Tool::Trivy => "trivy",
        }
    }
}

impl fmt::Display for Tool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The names of all rules, made once for a run; the first suppression pays for the index.
#[derive(Debug)]
pub struct Names<'r> {
    registry: &'r Registry,
    index: OnceLock<Index>,
}

#[derive(Debug)]
struct Index {
    /// By rule, group or `tool:id`.
    named: HashMap<String, Rules>,
    /// By tool.
    tools: HashMap<String, Rules>,
    all: Rules,
    none: Rules,
}

/// What a name comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meaning {
    /// These rules.
    Rules(Rules),
    /// Rules that nothing suppresses.
    Fixed,
    /// There is nothing of that name.
    Unknown,
}

/// Longer words are not compared with the names that there are.
const LONGEST_SLIP: usize = 80;

impl<'r> Names<'r> {
    /// The names of these rules.
    pub fn of(registry: &'r Registry) -> Self {
        Self {
            registry,
            index: OnceLock::new(),
        }
    }

    /// What a rule, a group or a `tool:id` means.
    pub(super) fn meaning(&self, name: &str) -> Meaning {
        let index = self.index();
        let found = match name.strip_prefix("trivy:") {
            Some(id) => index.named.get(&format!("trivy:{}", trivy_id(id))),
            None => index.named.get(name),
        };
        match found {
            None => Meaning::Unknown,
            Some(rules) if rules.is_empty() => Meaning::Fixed,
            Some(rules) => Meaning::Rules(Arc::clone(rules)),
        }
    }

    /// The rules that stand for a check of another tool; none for a check that has no counterpart.
    pub(super) fn of_check(&self, tool: Tool, check: &str) -> Rules {
        match self.meaning(&format!("{tool}:{check}")) {
            Meaning::Rules(rules) => rules,
            Meaning::Fixed | Meaning::Unknown => Arc::clone(&self.index().none),
        }
    }

    /// All rules that stand for some check of another tool.
    pub(super) fn of_tool(&self, tool: Tool) -> Rules {
        let index = self.index();
        Arc::clone(index.tools.get(tool.as_str()).unwrap_or(&index.none))
    }

    /// All rules that can be suppressed.
    pub(super) fn all(&self) -> Rules {
        Arc::clone(&self.index().all)
    }

    /// The name that is meant by one that does not exist.
    pub(super) fn nearest(&self, name: &str) -> Option<&'r str> {
        if name.len() > LONGEST_SLIP {
            return None;
        }
        let entries = self.registry.entries();
        let names: Vec<&str> = if name.contains(':') {
            let aliases = entries.iter().flat_map(|entry| &entry.aliases);
            aliases.map(|alias| &**alias).collect()
        } else {
            let own = entries.iter().flat_map(|entry| [&entry.id, &entry.group]);
            let also = entries.iter().flat_map(|entry| &entry.also_in);
            own.chain(also).map(|name| &**name).collect()
        };
        nearest(name, &names)
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::of(self.registry))
    }
}

impl Index {
    fn of(registry: &Registry) -> Self {
        let mut named: BTreeMap<String, BTreeSet<Arc<str>>> = BTreeMap::new();
        let mut tools: BTreeMap<String, BTreeSet<Arc<str>>> = BTreeMap::new();
        let mut all = BTreeSet::new();
        for entry in registry.entries() {
            let id: Arc<str> = Arc::from(&*entry.id);
            let rule = (!is_fixed(entry)).then_some(id);
            all.extend(rule.clone());
            let groups = [&entry.group].into_iter().chain(&entry.also_in);
            for name in groups.map(|group| group.to_string()) {
                named.entry(name).or_default().extend(rule.clone());
            }
            for alias in &entry.aliases {
                let (tool, id) = alias.split_once(':').unwrap_or((alias, ""));
                let name = match tool {
                    "trivy" => format!("trivy:{}", trivy_id(id)),
                    _ => alias.to_string(),
                };
                named.entry(name).or_default().extend(rule.clone());
                let of_tool = tools.entry(tool.to_owned()).or_default();
                of_tool.extend(rule.clone());
            }
        }
        // Should a group and a rule share a name, the rule is meant: it is the smaller one.
        for entry in registry.entries() {
            let id = Arc::from(&*entry.id);
            let rule = (!is_fixed(entry)).then_some(id);
            named.insert(entry.id.to_string(), rule.into_iter().collect());
        }
        let rules = |rules: BTreeSet<Arc<str>>| rules.into_iter().collect::<Rules>();
        let shared = |sets: BTreeMap<String, BTreeSet<Arc<str>>>| {
            let sets = sets.into_iter();
            sets.map(|(name, set)| (name, rules(set))).collect()
        };
        Self {
            named: shared(named),
            tools: shared(tools),
            all: rules(all),
            none: Arc::new([]),
        }
    }
}

/// Whether nothing suppresses the rule: what is said about a run and about suppressions.
fn is_fixed(entry: &Entry) -> bool {
    entry.group == "run" || entry.group == SUPPRESSION
}

/// Trivy writes one id as `KSV-0017`, `AVD-KSV-0017` and `KSV017`.
fn trivy_id(id: &str) -> String {
    let upper = id.to_ascii_uppercase();
    let short = upper.strip_prefix("AVD-").unwrap_or(&upper);
    let digits = short.trim_start_matches(|c: char| !c.is_ascii_digit());
    let letters = short[..short.len() - digits.len()].trim_end_matches('-');
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return short.to_owned();
    }
    format!("{letters}-{digits:0>4}")
}

#[cfg(test)]
mod tests {
    use super::super::tests::registry;
    use super::*;

    fn meaning(name: &str) -> Vec<String> {
        let registry = registry();
        let names = Names::of(&registry);
        match names.meaning(name) {
            Meaning::Rules(rules) => rules.iter().map(|rule| rule.to_string()).collect(),
            other => vec![format!("{other:?}")],
        }
    }

    #[test]
    fn a_name_is_a_rule_a_group_or_an_alias() {
        assert_eq!(meaning("run-as-root"), ["run-as-root"]);
        assert_eq!(
            meaning("resources"),
            ["cpu-limit-missing", "memory-limit-missing"]
        );
        assert_eq!(meaning("pss-baseline"), ["privileged-container"]);
        assert_eq!(
            meaning("kube-linter:privileged-container"),
            ["privileged-container"]
        );
        assert_eq!(
            meaning("checkov:CKV_K8S_11"),
            ["cpu-limit-missing", "memory-limit-missing"]
        );
        assert_eq!(meaning("CKV_K8S_11"), ["Unknown"]);
        assert_eq!(meaning(""), ["Unknown"]);
    }

    #[test]
    fn an_id_of_trivy_has_several_spellings() {
        for name in [
            "trivy:KSV-0017",
            "trivy:AVD-KSV-0017",
            "trivy:KSV017",
            "trivy:avd-ksv-0017",
        ] {
            assert_eq!(meaning(name), ["privileged-container"], "{name}");
        }
        assert_eq!(trivy_id("AVD-KSV-01010"), "KSV-01010");
        assert_eq!(trivy_id("no-root"), "NO-ROOT");
        assert_eq!(trivy_id("KSV17x"), "KSV17X");
        assert_eq!(trivy_id(""), "");
    }

    #[test]
    fn what_is_said_about_the_run_and_about_suppressions_stays() {
        for name in ["run", "internal-error", "suppression", "suppression-unused"] {
            assert_eq!(meaning(name), ["Fixed"], "{name}");
        }
        let registry = registry();
        let all = Names::of(&registry).all();
        assert!(all.iter().all(|rule| !rule.starts_with("suppression")));
    }

    #[test]
    fn the_nearest_name_is_one_of_the_same_kind() {
        let registry = registry();
        let names = Names::of(&registry);
        assert_eq!(names.nearest("run-as-rot"), Some("run-as-root"));
        assert_eq!(names.nearest("resorces"), Some("resources"));
        assert_eq!(
            names.nearest("checkov:CKV_K8S_12"),
            Some("checkov:CKV_K8S_11")
        );
        assert_eq!(names.nearest(&"run-as-root".repeat(100_000)), None);
    }
}
