//! `test_` rules: Rego that tests Rego, in a policy's file or in `*_test.rego` beside it.

use regorus::{Engine, Value};

use super::super::compile;
use super::super::pack::{Policies, Policy};
use super::super::scan::Scan;
use super::{Failure, Trial, compact, package};

/// A text with tests.
struct Tested<'p> {
    file: &'p str,
    text: &'p str,
    scan: &'p Scan,
}

/// Runs the tests of the chosen policies, and those of the test files of the packs.
pub(super) fn run(all: &Policies, chosen: &impl Fn(&Policy) -> bool, trial: &mut Trial) {
    let of_policies = all
        .iter()
        .filter(|policy| chosen(policy))
        .map(|policy| Tested {
            file: &policy.file,
            text: &policy.text,
            scan: &policy.scan,
        });
    let of_files = all.test_files.iter().map(|file| Tested {
        file: &file.file,
        text: &file.text,
        scan: &file.scan,
    });
    let tested: Vec<Tested<'_>> = of_policies
        .chain(of_files)
        .filter(|tested| !tested.scan.tests.is_empty())
        .collect();
    if tested.is_empty() {
        return;
    }
    match everything(all) {
        Ok(engine) => {
            for tested in &tested {
                for name in &tested.scan.tests {
                    one(&engine, tested, name, trial);
                }
            }
        }
        Err(error) => trial.failures.push(Failure {
            file: tested[0].file.to_owned(),
            what: "tests".to_owned(),
            details: vec![format!("the policies cannot be compiled: {error}")],
        }),
    }
}

/// All policies, libraries and tests as they are written.
fn everything(all: &Policies) -> Result<Engine, String> {
    let mut engine = Engine::new();
    let text = |error: &dyn std::fmt::Display| error.to_string();
    engine
        .add_data(compile::data(all))
        .map_err(|error| text(&error))?;
    let policies = all.iter().map(|policy| (&policy.file, &policy.text));
    let libraries = all
        .libraries
        .values()
        .map(|library| (&library.file, &library.text));
    let tests = all.test_files.iter().map(|file| (&file.file, &file.text));
    for (file, rego) in policies.chain(libraries).chain(tests) {
        engine
            .add_policy(file.clone(), rego.clone())
            .map_err(|error| text(&error))?;
    }
    engine.set_gather_prints(true);
    engine.set_execution_timer_config(super::super::time_limit(super::super::TIME_LIMIT));
    Ok(engine)
}

fn one(engine: &Engine, tested: &Tested<'_>, name: &str, trial: &mut Trial) {
    let mut engine = engine.clone();
    let rule = format!("data.{}.{name}", package(tested.scan));
    let mut details = match engine.eval_rule(rule) {
        Ok(Value::Bool(true)) => {
            trial.passed += 1;
            return;
        }
        Ok(Value::Undefined) => vec!["it is not true".to_owned()],
        Ok(other) => vec![format!("it is {}, not true", compact(&other))],
        Err(error) => vec![error.to_string()],
    };
    for print in engine.take_prints().unwrap_or_default() {
        details.push(format!("print: {print}"));
    }
    details.extend(values(&engine, tested, name));
    trial.failures.push(Failure {
        file: tested.file.to_owned(),
        what: name.to_owned(),
        details,
    });
}

/// The first line of a test that does not hold, and what its left side comes to.
fn values(engine: &Engine, tested: &Tested<'_>, name: &str) -> Vec<String> {
    let Some(body) = body(tested.text, name) else {
        return Vec::new();
    };
    for at in 0..body.len() {
        let holds = probe(engine, tested, &body[..=at], "true");
        if holds.is_some() {
            continue;
        }
        let line = body[at].trim();
        let mut shown = vec![format!("this does not hold: {line}")];
        if let Some((left, right)) = line.split_once(" == ") {
            let with = right.find(" with ").map_or("", |at| &right[at..]);
            let before: Vec<&str> = body[..at].to_vec();
            let assigned = format!("kubelint_shown := {left}{with}");
            let lines: Vec<&str> = before.into_iter().chain([assigned.as_str()]).collect();
            shown.push(match probe(engine, tested, &lines, "kubelint_shown") {
                Some(value) => format!("{left} is {}", compact(&value)),
                None => format!("{left} is undefined"),
            });
        }
        return shown;
    }
    Vec::new()
}

/// The value of `what` after these lines, in the package of the test.
fn probe(engine: &Engine, tested: &Tested<'_>, lines: &[&str], what: &str) -> Option<Value> {
    let imports: Vec<&str> = tested
        .text
        .lines()
        .filter(|line| line.starts_with("import "))
        .collect();
    let package = package(tested.scan);
    let text = format!(
        "package {package}\n{}\nkubelint_probe contains {what} if {{\n{}\n}}\n",
        imports.join("\n"),
        lines.join("\n")
    );
    let mut engine = engine.clone();
    engine.add_policy("(probe)".to_owned(), text).ok()?;
    let set = engine
        .eval_rule(format!("data.{package}.kubelint_probe"))
        .ok()?;
    set.as_set().ok()?.iter().next().cloned()
}

/// The lines of a test's body, when it is written over several.
fn body<'t>(text: &'t str, name: &str) -> Option<Vec<&'t str>> {
    let mut lines = text.lines();
    lines.find(|line| {
        line.strip_prefix(name)
            .is_some_and(|rest| rest.trim_start().starts_with("if") && rest.ends_with('{'))
    })?;
    Some(lines.take_while(|line| *line != "}").collect())
}
