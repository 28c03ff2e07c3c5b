//! What the configs and the command line say about rules, held against the rules that there are.

use serde_json::{Map, Value};

use super::arguments::{Argument, Flag};
use super::folder::{Globs, Slashless};
use super::keys::LEVEL_NAMES;
use super::levels::{Gate, Levels, RuleLevels, Step};
use super::load::Layer;
use super::names::{Named, Names};
use super::origin::Origin;
use super::problem::Problem;
use super::value::{At, Given, RuleSetting};
use crate::diagnostic::Diagnostic;
use crate::registry::Registry;
use crate::rule::{Entry, Level, Profile};
use crate::source::Span;
use crate::spelling::{either, quoted_list, suggestion};

/// The groups that `--select` leaves alone: without reading there is nothing to check.
const ALWAYS_READ: [&str; 2] = ["run", "yaml"];

/// Gathers the decisions about all rules, from the weakest to the strongest.
pub(super) struct Gathering<'r> {
    registry: &'r Registry,
    pub(super) names: Names<'r>,
    rules: Vec<RuleLevels>,
    overrides: Vec<Globs>,
    problems: Vec<Diagnostic>,
    /// Whether a name that stands for nothing is wrong; it may be of policies that are missing.
    complete: bool,
}

impl<'r> Gathering<'r> {
    /// Starts with what the rules say of themselves.
    pub(super) fn new(registry: &'r Registry, profile: Profile, complete: bool) -> Self {
        let rules = registry.entries().iter();
        Self {
            registry,
            names: Names::new(registry),
            rules: rules.map(|entry| by_itself(entry, profile)).collect(),
            overrides: Vec::new(),
            problems: Vec::new(),
            complete,
        }
    }

    /// Takes in a config: groups, then rules, then `[[overrides]]`.
    pub(super) fn layer(&mut self, layer: &Layer) {
        self.settings(layer.section.rules("rules"), None);
        for section in layer.section.sections("overrides") {
            let paths = section.texts("paths").iter().map(|path| &*path.value);
            self.overrides
                .push(layer.folder.globs(paths, Slashless::AnyDepth));
            let only = Some(self.overrides.len() - 1);
            self.settings(section.rules("rules"), only);
        }
        for ignore in layer.section.sections("ignore") {
            for rule in ignore.texts("rules") {
                self.named(rule);
            }
        }
    }

    /// Takes in the arguments: `--level`, then `--select`, then `--ignore`.
    pub(super) fn arguments(&mut self, arguments: &[Argument]) {
        let (levels, others): (Vec<&Argument>, Vec<&Argument>) =
            arguments.iter().partition(|one| one.flag == Flag::Level);
        for argument in levels {
            self.level_argument(argument);
        }
        if others.iter().any(|one| one.flag == Flag::Select) {
            for (rule, entry) in self.rules.iter_mut().zip(self.registry.entries()) {
                if !ALWAYS_READ.contains(&&*entry.group) {
                    rule.gate = Gate::Shut(Flag::Select.name());
                }
            }
        }
        for argument in others {
            let gate = match argument.flag {
                Flag::Ignore => Gate::Shut(Flag::Ignore.name()),
                Flag::Select | Flag::Level => Gate::Selected,
            };
            for rule in self.of_argument(&argument.text, argument.span) {
                self.rules[rule].gate = gate;
            }
        }
    }

    /// What was decided, and what is wrong.
    pub(super) fn finish(self) -> (Levels, Vec<Diagnostic>) {
        (Levels::new(self.rules, self.overrides), self.problems)
    }

    fn settings(&mut self, settings: &[RuleSetting], only: Option<usize>) {
        let mut of_rules = Vec::new();
        for setting in settings {
            match self.names.get(&setting.name.value) {
                Some(Named::Group(rules)) => {
                    let rules = rules.to_vec();
                    self.group(setting, &rules, only);
                }
                Some(Named::Rule(rule)) => of_rules.push((rule, setting)),
                None => self.unknown(&setting.name.value, setting.name.span),
            }
        }
        for (rule, setting) in of_rules {
            self.level(rule, setting.level, only);
            for (name, given) in &setting.params {
                self.param(rule, name, given);
            }
        }
    }

    fn group(&mut self, setting: &RuleSetting, rules: &[usize], only: Option<usize>) {
        for rule in rules {
            self.level(*rule, setting.level, only);
        }
        for (name, _) in &setting.params {
            let problem = Problem::new(format!(
                "`{}` is a group, which has no parameters",
                setting.name.value
            ))
            .with_help("parameters belong to a rule: `kubelint rules` lists those of the group");
            self.problems.push(problem.at(name.span));
        }
    }

    fn level(&mut self, rule: usize, level: Option<At<Level>>, only: Option<usize>) {
        if let Some(level) = level {
            self.rules[rule].steps.push(Step {
                level: level.value,
                origin: Origin::File(level.span),
                only,
            });
        }
    }

    fn param(&mut self, rule: usize, name: &At<String>, given: &Given) {
        let entry = &self.registry.entries()[rule];
        let Some(param) = entry.params.iter().find(|param| param.name == name.value) else {
            let problem = unknown_param(entry, &name.value);
            self.problems.push(problem.at(name.span));
            return;
        };
        let before = self.problems.len();
        let what = format!("`{}`", param.name);
        check_type(&what, &param.default, given, &mut self.problems);
        if self.problems.len() == before {
            let rule = &mut self.rules[rule];
            rule.params.insert(name.value.clone(), given.json.clone());
            let origin = Origin::File(name.span);
            rule.param_origins.insert(name.value.clone(), origin);
        }
    }

    fn level_argument(&mut self, argument: &Argument) {
        let Some((name, level)) = argument.text.split_once('=') else {
            let problem = Problem::new(format!("`{}` sets no level", argument.text))
                .with_help("write `--level RULE=LEVEL`");
            self.problems.push(problem.at(argument.span));
            return;
        };
        let mut of_name = argument.span;
        of_name.end = of_name.start + u32::try_from(name.len()).unwrap_or(0);
        let rules = self.of_argument(name, of_name);
        let Ok(level) = level.parse::<Level>() else {
            let mut of_level = argument.span;
            of_level.start = of_name.end + 1;
            let help = suggestion(level, LEVEL_NAMES)
                .unwrap_or_else(|| format!("a level is {}", either(LEVEL_NAMES)));
            let problem = Problem::new(format!("`{level}` is no level")).with_help(help);
            self.problems.push(problem.at(of_level));
            return;
        };
        for rule in rules {
            self.rules[rule].steps.push(Step {
                level,
                origin: Origin::Argument(Flag::Level.name()),
                only: None,
            });
        }
    }

    /// The rules that an argument names; other tools' names for them are taken, too.
    fn of_argument(&mut self, name: &str, span: Span) -> Vec<usize> {
        match self.names.get_or_alias(name) {
            Some(named) => named.rules().to_vec(),
            None if name.is_empty() => {
                let problem = Problem::new("no rule is named").with_help("write a rule or a group");
                self.problems.push(problem.at(span));
                Vec::new()
            }
            None => {
                self.unknown(name, span);
                Vec::new()
            }
        }
    }

    fn named(&mut self, name: &At<String>) {
        if self.names.get(&name.value).is_none() {
            self.unknown(&name.value, name.span);
        }
    }

    fn unknown(&mut self, name: &str, span: Span) {
        if self.complete {
            self.problems.push(self.names.unknown(name).at(span));
        }
    }
}

fn by_itself(entry: &Entry, profile: Profile) -> RuleLevels {
    let level = entry.levels.in_profile(profile);
    let origin = if level == entry.levels.in_profile(Profile::default()) {
        Origin::Default
    } else {
        Origin::Profile(profile)
    };
    let params = entry.params.iter();
    RuleLevels {
        id: entry.id.to_string(),
        steps: vec![Step {
            level,
            origin,
            only: None,
        }],
        gate: Gate::Open,
        params: params
            .clone()
            .map(|param| (param.name.clone(), param.default.clone()))
            .collect::<Map<String, Value>>(),
        param_origins: params
            .map(|param| (param.name.clone(), Origin::Default))
            .collect(),
    }
}

fn unknown_param(entry: &Entry, name: &str) -> Problem {
    let known: Vec<&str> = entry
        .params
        .iter()
        .map(|param| param.name.as_str())
        .chain(["level"])
        .collect();
    let help = suggestion(name, &known).unwrap_or_else(|| match &known[..] {
        ["level"] => "it takes nothing but `level`".to_owned(),
        _ => format!("it takes {}", quoted_list(&known)),
    });
    Problem::new(format!("`{}` has no parameter `{name}`", entry.id)).with_help(help)
}

/// Holds a value against the default of its parameter: the same type, also inside of lists and
/// tables whose values are of one type. A default of null says nothing of the type.
fn check_type(what: &str, default: &Value, given: &Given, problems: &mut Vec<Diagnostic>) {
    let expected = match default {
        Value::Null => return,
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "a table",
    };
    let fits = given.word == expected || given.word == "an integer" && expected == "a number";
    if !fits {
        let problem = Problem::new(format!("{what} is {}, not {expected}", given.word));
        let help = match (default, given.word) {
            (Value::Array(_), "a string" | "an integer" | "a number" | "a boolean") => {
                format!("write `[{}]`", given.json)
            }
            _ => format!("for example `{default}`"),
        };
        problems.push(problem.with_help(help).at(given.span));
        return;
    }
    let inner: Vec<&Value> = match default {
        Value::Array(items) => items.iter().collect(),
        Value::Object(values) => values.values().collect(),
        _ => return,
    };
    let alike =
        |pair: &[&Value]| std::mem::discriminant(pair[0]) == std::mem::discriminant(pair[1]);
    if let Some(first) = inner.first()
        && inner.windows(2).all(alike)
    {
        let what = format!("a value in {what}");
        let shallow = match first {
            Value::Array(_) => &Value::Array(Vec::new()),
            Value::Object(_) => &Value::Object(Map::new()),
            other => *other,
        };
        for part in &given.parts {
            check_type(&what, shallow, part, problems);
        }
    }
}
