//! `kubelint policy test`: the examples of policies, their `test_` rules, and which lines ran.

use std::collections::{BTreeMap, BTreeSet};

use regorus::Value;

use super::compile;
use super::engine::Engine;
use super::evaluate::{Evaluator, Pass};
use super::example::PolicyExample;
use super::pack::{Policies, Policy};
use super::scan::Scan;
use super::view::Target;
use crate::diagnostic::Diagnostic;
use crate::graph::{Graph, GraphObject, ObjectId, World};
use crate::inventory::{self, Placement};
use crate::resource::Resource;
use crate::schema::{self, Version};
use crate::source::FileId;
use crate::yaml::{Limits, parse};

mod rules;

/// What came of testing policies.
#[derive(Debug, Default)]
pub struct Trial {
    /// How many policies were tested.
    pub policies: usize,
    /// How many examples and `test_` rules hold.
    pub passed: usize,
    /// What does not.
    pub failures: Vec<Failure>,
    /// The lines that ran, by policy.
    pub coverage: Vec<Coverage>,
}

/// An example or a test that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The file, as reports show it.
    pub file: String,
    /// `bad example 2`, `test_web`.
    pub what: String,
    /// What was expected and what happened, in lines.
    pub details: Vec<String>,
}

/// The lines of a policy that ran in its tests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// The id of the policy.
    pub policy: String,
    /// Lines with something to evaluate.
    pub lines: usize,
    /// Those that did not run, from 1.
    pub missed: Vec<u32>,
}

impl Trial {
    /// Tests the policies that `chosen` names.
    pub fn run(all: &Policies, chosen: impl Fn(&Policy) -> bool) -> Self {
        let mut trial = Self::default();
        for policy in all.iter().filter(|policy| chosen(policy)) {
            trial.policies += 1;
            let mut inputs = Vec::new();
            for (at, example) in policy.metadata.examples.iter().enumerate() {
                trial.example(all, policy, at, example, &mut inputs);
            }
            let count = |bad| {
                let of_kind = |example: &&PolicyExample| example.bad == bad;
                policy.metadata.examples.iter().filter(of_kind).count()
            };
            if count(true) == 0 || count(false) == 0 {
                trial.failures.push(Failure {
                    file: policy.file.clone(),
                    what: "examples".to_owned(),
                    details: vec![
                        "a policy needs a `yaml bad` and a `yaml good` example".to_owned(),
                    ],
                });
            }
            trial.coverage.extend(coverage(all, policy, &inputs));
        }
        rules::run(all, &chosen, &mut trial);
        trial
    }

    fn example(
        &mut self,
        all: &Policies,
        policy: &Policy,
        at: usize,
        example: &PolicyExample,
        inputs: &mut Vec<Value>,
    ) {
        let result = findings(all, policy, example, inputs);
        let nth = policy.metadata.examples[..=at]
            .iter()
            .filter(|other| other.bad == example.bad)
            .count();
        let word = if example.bad { "bad" } else { "good" };
        let mut details = Vec::new();
        match result {
            Err(wrong) => details.push(wrong),
            Ok(findings) => {
                let failed = findings.iter().any(|finding| finding.rule != policy.id);
                let holds = !failed && findings.is_empty() != example.bad;
                if holds {
                    self.passed += 1;
                    return;
                }
                details.push(match example.bad {
                    true => "expected a finding, and there is none".to_owned(),
                    false => "expected no finding, and there is".to_owned(),
                });
                details.extend(findings.iter().map(shown));
            }
        }
        if example.bad && !inputs.is_empty() {
            details.push(format!("input {}", compact(&inputs[inputs.len() - 1])));
        }
        self.failures.push(Failure {
            file: policy.file.clone(),
            what: format!("{word} example {nth}"),
            details,
        });
    }

    /// Whether everything holds.
    pub fn holds(&self) -> bool {
        self.failures.is_empty()
    }
}

/// How much of an input a failure shows.
const SHOWN: usize = 2_000;

fn compact(value: &Value) -> String {
    let text = value.to_json_str().unwrap_or_default();
    let json: Result<serde_json::Value, _> = serde_json::from_str(&text);
    let text = json.map_or(text, |json| json.to_string());
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{} …", &text[..end]),
        None => text,
    }
}

fn shown(finding: &Diagnostic) -> String {
    let path = finding
        .subject
        .as_ref()
        .map_or("", |subject| &subject.stable_path);
    format!("{}: {} (at {path})", finding.rule, finding.message)
}

/// What a policy finds in an example, all other policies being off.
fn findings(
    all: &Policies,
    policy: &Policy,
    example: &PolicyExample,
    inputs: &mut Vec<Value>,
) -> Result<Vec<Diagnostic>, String> {
    let parsed = parse(example.yaml.as_str().into(), &Limits::default());
    if let Some(error) = parsed.errors.first() {
        return Err(format!("the example is no YAML: {}", error.message));
    }
    let mut objects = Vec::new();
    for document in parsed
        .tree
        .documents()
        .iter()
        .filter(|document| !document.empty)
    {
        objects.extend(inventory::objects(parsed.tree.node(document.root)));
    }
    let resources: Vec<Resource<'_>> = objects
        .iter()
        .map(|object| Resource {
            api_version: object.api_version.unwrap_or(""),
            kind: object.kind.unwrap_or(""),
            ..Resource::new(object.node)
        })
        .collect();
    if let Some(odd) = resources.iter().find(|one| one.kind.is_empty()) {
        return Err(format!(
            "an object of the example has no kind: {:?}",
            odd.name
        ));
    }
    let graph_objects: Vec<GraphObject<'_>> = resources
        .iter()
        .map(|resource| GraphObject {
            resource: *resource,
            file: FileId(0),
            folder: "",
            placements: Placement::together(),
        })
        .collect();
    let graph = Graph::build(graph_objects, &World::together());
    let engine = Engine::new(all, |id| id == policy.id, |_| example.params.clone());
    let enabled = engine.enabled(|_| true);
    let target = example
        .target
        .or_else(|| schema::versions().last().copied());
    let mut evaluator = Evaluator::new(&engine, &[target.unwrap_or(Version { minor: 0 })]);
    evaluator.record = Some(Vec::new());
    let mut found = Vec::new();
    for (resource, id) in resources.iter().zip((0..).map(ObjectId)) {
        let target = Target::new(*resource, FileId(0));
        found.extend(evaluator.evaluate(&target, Pass::First, &enabled));
        let pass = Pass::Second { graph: &graph, id };
        found.extend(evaluator.evaluate(&target, pass, &enabled));
    }
    found.extend(evaluator.evaluate_cluster(&graph, &enabled));
    inputs.extend(evaluator.record.take().into_iter().flatten());
    Ok(found)
}

/// Which lines of a policy run on these inputs; none when the interpreter cannot tell.
fn coverage(all: &Policies, policy: &Policy, inputs: &[Value]) -> Option<Coverage> {
    let mut engine = compile::engine(&[policy], all, &compile::data(all)).ok()?;
    engine.set_enable_coverage(true);
    for input in inputs {
        engine.set_input(input.clone());
        // What fails here failed as an example, too.
        let _ = engine.eval_rule(compile::deny(policy));
    }
    let report = engine.get_coverage_report().ok()?;
    let file = report.files.iter().find(|file| file.path == policy.file)?;
    let lines: BTreeMap<u32, bool> = file
        .not_covered
        .iter()
        .map(|line| (*line, false))
        .chain(file.covered.iter().map(|line| (*line, true)))
        .collect();
    let missed: BTreeSet<u32> = file
        .not_covered
        .difference(&file.covered)
        .copied()
        .collect();
    Some(Coverage {
        policy: policy.id.clone(),
        lines: lines.len(),
        missed: missed.into_iter().collect(),
    })
}

/// The package of a text.
fn package(scan: &Scan) -> &str {
    scan.package.as_ref().map_or("", |(package, _)| package)
}
