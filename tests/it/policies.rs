//! The policies that kubelint brings along: their examples, both ways of evaluating them, their
//! data, and what becomes of policies that people get wrong.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use kubelint::diagnostic::Diagnostic;
use kubelint::graph::{Graph, GraphObject, World};
use kubelint::inventory::{InventoryFile, Placement, Verdict, classify, objects};
use kubelint::policy::{Engine, Evaluator, Pass, Policies, Target, Trial};
use kubelint::resource::Resource;
use kubelint::schema::versions;
use kubelint::source::FileId;
use kubelint::yaml::{Limits, parse};
use serde_json::Value;

use crate::command::{folder, kubelint, path};
use crate::shared::corpus;

#[test]
fn every_example_of_every_policy_holds() {
    let policies = Policies::embedded();
    assert!(policies.problems.is_empty(), "{:#?}", policies.problems);
    assert!(policies.iter().count() >= 90);
    let trial = Trial::run(&policies, |_| true);
    assert!(trial.holds(), "{:#?}", trial.failures);
}

#[test]
fn the_machine_takes_every_policy() {
    let policies = Policies::embedded();
    let engine = Engine::new(&policies, |_| true, |_| serde_json::Map::new());
    assert_eq!(engine.broken().len(), 0, "{:#?}", engine.broken());
    assert_eq!(engine.left_to_the_interpreter(), Vec::<&str>::new());
}

/// Policies name rules that there are: a misspelt one would silence nothing.
#[test]
fn every_name_in_metadata_is_that_of_a_rule_or_group() {
    let policies = Policies::embedded();
    let groups: BTreeSet<&str> = policies
        .iter()
        .map(|policy| policy.group.as_str())
        .collect();
    // Rules of the catalogue that other layers will bring.
    let later = ["naked-replicaset"];
    for policy in policies.iter() {
        for muted in &policy.metadata.mutes {
            let known = policies.get(muted).is_some() || later.contains(&muted.as_str());
            assert!(known, "{} mutes {muted}", policy.id);
        }
        for group in &policy.metadata.also_in {
            assert!(groups.contains(group.as_str()), "{}: {group}", policy.id);
        }
    }
}

/// What the policies find, both ways.
fn evaluate(engine: &Engine<'_>, graph: &Graph<'_>) -> BTreeSet<String> {
    let enabled = engine.enabled(|_| true);
    let targets = versions().last().copied();
    let mut evaluator = Evaluator::new(engine, targets.as_slice());
    let mut found = BTreeSet::new();
    for (id, object) in graph.objects() {
        let target = Target::new(object.resource, object.file);
        let mut findings = evaluator.evaluate(&target, Pass::First, &enabled);
        findings.extend(evaluator.evaluate(&target, Pass::Second { graph, id }, &enabled));
        found.extend(
            findings
                .iter()
                .map(|finding: &Diagnostic| format!("{finding:?}")),
        );
    }
    found
}

/// The virtual machine is an implementation of its own: over the corpus it must find what the
/// interpreter finds. Every tenth file, since the interpreter takes its time.
#[test]
fn machine_and_interpreter_find_the_same() {
    let Some(files) = corpus() else { return };
    let parsed: Vec<_> = files
        .into_iter()
        .filter_map(|file| Some((file.name, file.text?.ok()?)))
        .map(|(name, text)| (name, parse(text, &Limits::default())))
        .collect();
    let named: Vec<InventoryFile<'_>> = parsed
        .iter()
        .map(|(name, parsed)| InventoryFile { name, parsed })
        .collect();
    let verdicts = classify(&named).verdicts;
    let mut graph = Vec::new();
    let files = parsed.iter().zip(&verdicts).zip(0..).step_by(STEP);
    for (((name, parsed), verdict), file) in files {
        let documents = parsed.tree.documents().iter().zip(&verdict.documents);
        for (document, what) in documents {
            if *what == Verdict::Manifest {
                let all = objects(parsed.tree.node(document.root));
                graph.extend(all.iter().map(|object| GraphObject {
                    resource: Resource::new(object.node),
                    file: FileId(file),
                    folder: name.rsplit_once('/').map_or("", |(folder, _)| folder),
                    placements: Placement::together(),
                }));
            }
        }
    }
    let graph = Graph::build(graph, &World::together());
    let policies = Policies::embedded();
    let engine = || Engine::new(&policies, |_| true, |_| serde_json::Map::new());
    let machine = evaluate(&engine(), &graph);
    let interpreter = evaluate(&engine().interpreted(), &graph);
    let only = |a: &BTreeSet<String>, b: &BTreeSet<String>| {
        a.difference(b).take(5).cloned().collect::<Vec<_>>()
    };
    assert!(machine.len() > 500, "{} findings", machine.len());
    assert!(
        machine == interpreter,
        "only the machine: {:#?}, only the interpreter: {:#?}",
        only(&machine, &interpreter),
        only(&interpreter, &machine),
    );
}

/// Of the files of the corpus, one in so many.
const STEP: usize = 8;

/// The kinds that the schemas of a minor have, by `apiVersion kind`.
fn served(minor: u32) -> BTreeSet<String> {
    let text = fs::read_to_string(format!("schemas/kubernetes/1.{minor}.json"));
    let json: Value = serde_json::from_str(&text.expect("the schema is there")).expect("JSON");
    let kinds = json["kinds"].as_object().expect("kinds by name");
    kinds.keys().cloned().collect()
}

#[test]
fn removals_agree_with_the_schemas_in_both_directions() {
    let text = fs::read_to_string("policies/data/api_versions.json").expect("the data is there");
    let data: BTreeMap<String, Value> = serde_json::from_str(&text).expect("JSON");
    let mut known = BTreeSet::new();
    for (api_version, kinds) in &data {
        for (kind, entry) in kinds.as_object().into_iter().flatten() {
            let removed = entry["removed"].as_u64();
            if entry["component"] == "kubernetes"
                && let Some(removed @ 26..) = removed
            {
                known.insert(format!("{api_version} {kind} 1.{removed}"));
            }
        }
    }
    let mut gone = BTreeSet::new();
    for minor in 26..=37 {
        let (before, after) = (served(minor - 1), served(minor));
        gone.extend(
            before
                .difference(&after)
                .map(|kind| format!("{kind} 1.{minor}")),
        );
    }
    // A list goes with its items.
    gone.retain(|kind| !kind.contains("List 1."));
    known.retain(|kind| !kind.contains("List 1."));
    assert_eq!(known, gone);
}

const DEPLOYMENT: &str = "apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop, labels: {team: checkout}}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: web, image: \"example.com/web:1.0\", resources: {requests: {cpu: 100m}, limits: {memory: 1Gi}}}]
";

/// A policy of one rule, with METADATA that is right.
fn policy(package: &str, rule: &str) -> String {
    format!(
        "# METADATA\n# title: a rule of a team\n# description: Why. Because.\n# custom:\n\
         #   level: error\n#   on: objects\npackage {package}\n\n{rule}\n"
    )
}

/// The report of a run with one policy beside one that is right.
fn run_with(text: &str) -> crate::command::Ran {
    let right = policy(
        "kubelint.acme.always",
        "deny contains \"this one is always found\" if input.object.metadata.name",
    );
    let files = folder(&[
        ("k8s/web.yaml", DEPLOYMENT),
        ("policies/acme/mine.rego", text),
        ("policies/acme/always.rego", &right),
    ]);
    let (manifests, policies) = (path(&files, "k8s"), path(&files, "policies"));
    kubelint(&["check", &manifests, "--policy", &policies, "--no-fold"])
}

fn assert_says(text: &str, expected: &[&str]) {
    let ran = run_with(text);
    let flat = ran.output.split_whitespace().collect::<Vec<_>>().join(" ");
    let flat = flat.replace("│ ", "");
    for part in expected {
        assert!(
            flat.contains(part),
            "{part:?} is not said: {}{}",
            ran.output,
            ran.errors
        );
    }
    assert!(
        flat.contains("this one is always found"),
        "the other policy is not heard: {}",
        ran.output
    );
}

#[test]
fn a_policy_that_loops_is_stopped_and_the_others_go_on() {
    let rule = "deny contains \"never\" if {\n\tsome i in numbers.range(1, 9000)\n\t\
                some j in numbers.range(1, 9000)\n\ti * j < 0\n}";
    assert_says(
        &policy("kubelint.acme.mine", rule),
        &[
            "internal-error",
            "`mine`",
            "bound of 500000 instructions",
            "(line",
        ],
    );
}

#[test]
fn a_policy_that_calls_itself_is_refused() {
    let rule = "deny contains \"x\" if f(1)\n\nf(n) := f(n + 1)";
    assert_says(
        &policy("kubelint.acme.mine", rule),
        &["policy-invalid", "`f` needs itself", "mine.rego:11"],
    );
}

#[test]
fn a_built_in_that_is_asked_for_too_much_is_stopped() {
    let rule = "deny contains \"x\" if count(numbers.range(1, 1000000000)) > 1";
    assert_says(
        &policy("kubelint.acme.mine", rule),
        &[
            "internal-error",
            "`mine`",
            "an argument of a built-in is too large",
        ],
    );
}

#[test]
fn a_policy_that_returns_nonsense_is_told_what_a_finding_is() {
    for (result, said) in [
        ("42", "neither a text nor an object"),
        ("{\"path\": []}", "no `message`"),
        (
            "{\"message\": \"x\", \"paht\": []}",
            "a finding has message",
        ),
        ("{\"message\": \"x\", \"path\": \"spec\"}", "no array"),
        ("{\"message\": \"x\", \"path\": [-1]}", "the index -1"),
        ("{\"message\": \"x\", \"of\": 99}", "no `ref`"),
        (
            "{\"message\": \"x\", \"fix\": {\"sett\": []}}",
            "no set, remove, rename or append",
        ),
    ] {
        let rule = format!("deny contains {result} if input.object");
        assert_says(
            &policy("kubelint.acme.mine", &rule),
            &["internal-error", said],
        );
    }
}

#[test]
fn mistakes_in_metadata_are_marked_where_they_are() {
    let right = policy(
        "kubelint.acme.mine",
        "deny contains \"x\" if input.object.x",
    );
    for (from, to, said) in [
        ("level: error", "level: eror", "`eror` is no level"),
        ("on: objects", "on: object", "`object` is no scope"),
        ("#   level: error\n", "", "no `custom.level`"),
        ("title", "titel", "did you mean `title`?"),
        ("# METADATA", "# NOTES", "the policy has no METADATA"),
        (
            "kubelint.acme.mine",
            "kubelint.acme.other",
            "is not that of the file",
        ),
        ("deny contains", "dany contains", "no rule `deny`"),
        (
            "input.object.x",
            "input.objct.x",
            "did you mean `input.object`?",
        ),
        (
            "input.object.x",
            "rand.intn(\"a\", 3) == 1",
            "reaches randomness",
        ),
        (
            "input.object.x",
            "http.send({}).status == 200",
            "reaches the network",
        ),
        (
            "input.object.x",
            "nothing(input.object)",
            "cannot be compiled",
        ),
        ("input.object.x", "((", "cannot be compiled"),
    ] {
        let text = right.replacen(from, to, 1);
        assert_ne!(text, right, "{from}");
        assert_says(&text, &["policy-invalid", said]);
    }
}

#[test]
fn a_team_can_change_a_policy_of_kubelint() {
    let files = folder(&[("web.yaml", DEPLOYMENT)]);
    let to = path(&files, "policies");
    let ran = kubelint(&["policy", "eject", "image-digest-missing", "--to", &to]);
    assert!(
        ran.output.contains("image_digest_missing.rego"),
        "{}",
        ran.errors
    );
    let file = files
        .path()
        .join("policies/images/image_digest_missing.rego");
    let text = fs::read_to_string(&file).expect("it was written");
    fs::write(&file, text.replace("level: off", "level: error")).expect("it can be changed");
    let input = path(&files, "web.yaml");
    let arguments = ["check", &input, "--policy", &to, "--format", "concise"];
    let output = kubelint(&arguments).output;
    assert!(output.contains("error[image-digest-missing]"), "{output}");
}

#[test]
fn a_new_policy_is_one_whose_tests_hold() {
    let files = folder::<&str>(&[]);
    let to = path(&files, "policies");
    let ran = kubelint(&["policy", "new", "acme/team-label-missing", "--to", &to]);
    assert!(
        ran.output.contains("team_label_missing.rego"),
        "{}",
        ran.errors
    );
    let ran = kubelint(&["policy", "test", &to]);
    assert!(
        ran.output.contains("2 passed, 0 failed, 100 %"),
        "{}",
        ran.output
    );
    let wrong = kubelint(&["policy", "new", "Team Label", "--to", &to]);
    assert!(wrong.errors.contains("GROUP/RULE"), "{}", wrong.errors);
}

#[test]
fn a_test_that_does_not_hold_shows_the_values() {
    let rule = "deny contains \"x\" if input.object.a == 1\n\ntest_two if {\n\t\
                found := deny with input as {\"object\": {\"a\": 2}}\n\tcount(found) == 1\n}";
    let files = folder(&[(
        "policies/acme/mine.rego",
        policy("kubelint.acme.mine", rule),
    )]);
    let ran = kubelint(&["policy", "test", &path(&files, "policies")]);
    for part in [
        "FAIL",
        "test_two",
        "this does not hold: count(found) == 1",
        "count(found) is 0",
    ] {
        assert!(ran.output.contains(part), "{part:?}: {}", ran.output);
    }
}

#[test]
fn a_policy_over_everything_sees_all_objects() {
    let text = policy(
        "kubelint.acme.mine",
        "deny contains finding if {\n\tcount(input.objects) == 1\n\tsome object in input.objects\n\t\
         finding := {\"message\": \"all alone\", \"of\": object.ref, \"path\": [\"spec\", \"replicas\"]}\n}",
    )
    .replace("on: objects", "on: cluster");
    assert_says(&text, &["error[mine]: all alone", "web.yaml:4:1"]);
}

/// What is part of the binary is not looked at again in every run: here it is, as if somebody had
/// written it.
#[test]
fn the_policies_of_the_binary_pass_what_those_of_a_team_have_to() {
    let mut sources = kubelint::source::Sources::default();
    let mut policies = Policies::default();
    let folder = std::path::Path::new("policies");
    policies
        .add_folder(folder, &mut sources)
        .expect("it is there");
    let said: Vec<&str> = policies
        .problems
        .iter()
        .map(|one| one.message.as_str())
        .collect();
    assert!(said.is_empty(), "{said:#?}");
    assert_eq!(policies.iter().count(), Policies::embedded().iter().count());
}
