//! From policies to programs of the virtual machine.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::program::Program;
use regorus::{CompiledPolicy, Engine, Value};

use super::metadata::Mistake;
use super::pack::{Library, Policies, Policy};
use super::prune;
use super::scan::{BOUNDED, BOUNDED_FILE};
use super::value::Fields;
use super::{TIME_LIMIT, time_limit};

/// The rule that gathers the findings of a shard's policies.
const GATHER: &str = "data.kubelint.gather.findings";

/// A shard's programs.
#[derive(Debug)]
pub(super) struct Compiled {
    /// What the virtual machine takes; its one entry point gathers.
    pub(super) program: Option<Arc<Program>>,
    /// For each member how it is evaluated.
    pub(super) members: Vec<Member>,
}

/// How one policy is evaluated.
#[derive(Debug, Clone)]
pub(super) enum Member {
    /// By the virtual machine, as one of its shard's program.
    Machine,
    /// By the virtual machine, with a program of its own.
    Alone(Arc<Program>),
    /// By the interpreter, because the virtual machine cannot take it.
    Interpreter(Box<CompiledPolicy>),
    /// Not at all: it cannot be compiled.
    Broken(String),
}

/// Compiles policies together; those that the virtual machine does not take are told apart.
pub(super) fn together(members: &[&Policy], all: &Policies, data: &Value) -> Compiled {
    let together: Vec<usize> = (0..members.len()).collect();
    if let Ok(program) = link(members, &together, all, data) {
        return Compiled {
            program: Some(program),
            members: members.iter().map(|_| Member::Machine).collect(),
        };
    }
    let fit: Vec<usize> = together
        .into_iter()
        .filter(|at| link(members, &[*at], all, data).is_ok())
        .collect();
    let program = link(members, &fit, all, data).ok();
    let member = |at: usize| match program.is_some() && fit.contains(&at) {
        true => Member::Machine,
        false => interpreted(members[at], all, data),
    };
    Compiled {
        members: (0..members.len()).map(member).collect(),
        program,
    }
}

/// One policy in a program of its own, or for the interpreter when that cannot be.
pub(super) fn single(policy: &Policy, all: &Policies, data: &Value) -> Member {
    let entry = deny(policy);
    let compiled = engine(&[policy], all, data).and_then(|mut engine| {
        engine
            .compile_with_entrypoint(&entry.as_str().into())
            .map_err(|error| error.to_string())
    });
    let program = compiled.and_then(|compiled| {
        Compiler::compile_from_policy(&compiled, &[&entry]).map_err(|error| error.to_string())
    });
    match program {
        Ok(program) => Member::Alone(program),
        Err(_) => interpreted(policy, all, data),
    }
}

/// One program of the chosen members.
fn link(
    members: &[&Policy],
    chosen: &[usize],
    all: &Policies,
    data: &Value,
) -> Result<Arc<Program>, String> {
    let policies: Vec<&Policy> = chosen.iter().map(|at| members[*at]).collect();
    let mut engine = engine(&policies, all, data)?;
    engine
        .add_policy("(gather)".to_owned(), gather(members, chosen))
        .map_err(|error| error.to_string())?;
    let compiled = engine
        .compile_with_entrypoint(&GATHER.into())
        .map_err(|error| error.to_string())?;
    Compiler::compile_from_policy(&compiled, &[GATHER]).map_err(|error| error.to_string())
}

/// A rule with one definition for each policy; what is switched off costs one look.
fn gather(members: &[&Policy], chosen: &[usize]) -> String {
    use std::fmt::Write as _;
    let mut text = String::from("package kubelint.gather\n");
    for at in chosen {
        let _ = write!(
            text,
            "\nfindings contains [{at}, finding] if {{\n\tinput.on[{at}]\n\tsome finding in {}\n}}\n",
            deny(members[*at])
        );
    }
    text
}

pub(super) fn deny(policy: &Policy) -> String {
    format!("data.{}.deny", policy.package)
}

/// One policy for the interpreter.
pub(super) fn interpreted(policy: &Policy, all: &Policies, data: &Value) -> Member {
    let compiled = engine(&[policy], all, data).and_then(|mut engine| {
        engine.set_execution_timer_config(time_limit(TIME_LIMIT));
        engine
            .compile_with_entrypoint(&deny(policy).as_str().into())
            .map_err(|error| error.to_string())
    });
    match compiled {
        Ok(compiled) => Member::Interpreter(Box::new(compiled)),
        Err(error) => Member::Broken(error),
    }
}

/// An engine that holds policies, what they call of libraries, and the data that they name.
pub(super) fn engine(policies: &[&Policy], all: &Policies, data: &Value) -> Result<Engine, String> {
    let own: Vec<String> = policies.iter().map(|policy| own_text(policy)).collect();
    let names: BTreeSet<&String> = policies
        .iter()
        .flat_map(|policy| &policy.scan.libraries)
        .collect();
    let libraries: Vec<&Library> = names
        .into_iter()
        .filter_map(|name| all.libraries.get(name))
        .collect();
    let definitions = libraries.iter().map(|library| library.definitions());
    let called = called(policies, &own);
    let mut texts: Vec<(&str, String)> = libraries
        .iter()
        .map(|library| library.file.as_str())
        .zip(prune::pruned(definitions, called))
        .collect();
    let files = policies.iter().map(|policy| policy.file.as_str());
    texts.splice(0..0, files.zip(own));
    let is_bounded = policies.iter().any(|policy| policy.scan.is_bounded())
        || libraries.iter().any(|library| library.scan.is_bounded());
    if is_bounded {
        texts.push((BOUNDED_FILE, BOUNDED.to_owned()));
    }
    let mut engine = Engine::new();
    engine.set_strict_builtin_errors(false);
    engine
        .add_data(asked_for(&texts, data))
        .map_err(|error| error.to_string())?;
    for (file, text) in texts {
        engine
            .add_policy(file.to_owned(), text)
            .map_err(|error| error.to_string())?;
    }
    Ok(engine)
}

/// A policy as it is compiled.
fn own_text(policy: &Policy) -> String {
    // A policy that takes `input` whole has its parameters in it as it expects them.
    let rule = (!policy.reads.whole).then_some(policy.id.as_str());
    without_comment(&policy.scan.rewrite(&policy.text, rule))
}

/// The names in the texts of policies; none when one may take a library as a whole.
fn called<'t>(policies: &[&Policy], texts: &'t [String]) -> Option<HashSet<&'t str>> {
    let mut called = HashSet::new();
    for (policy, text) in policies.iter().zip(texts) {
        called.extend(prune::names(text, &policy.scan.libraries)?);
    }
    Some(called)
}

/// The data that texts name: all of it would be read again for each policy.
fn asked_for(texts: &[(&str, String)], data: &Value) -> Value {
    let Ok(entries) = data.as_object() else {
        return data.clone();
    };
    let is_named = |key: &Value| match key {
        Value::String(key) => {
            let name = format!("data.{key}");
            texts.iter().any(|(_, text)| text.contains(&name))
        }
        _ => true,
    };
    let named = entries.iter().filter(|(key, _)| is_named(key));
    let named = named.map(|(key, value)| (key.clone(), value.clone()));
    Value::from(named.collect::<Fields>())
}

/// The text with its first comment, the METADATA, as empty lines: all others keep their numbers.
pub(super) fn without_comment(text: &str) -> String {
    let mut bare = String::with_capacity(text.len() / 2);
    let mut lines = text.split_inclusive('\n').peekable();
    while lines.next_if(|line| line.starts_with('#')).is_some() {
        bare.push('\n');
    }
    bare.extend(lines);
    bare
}

/// Compiles one policy, to learn what is wrong with it.
pub(super) fn alone(policy: &Policy, all: &Policies) -> Result<(), Mistake> {
    for name in &policy.scan.libraries {
        if !all.libraries.contains_key(name) {
            let at = policy
                .text
                .find(&format!("kubelint.lib.{name}"))
                .unwrap_or(0);
            let known: Vec<&str> = all.libraries.keys().map(String::as_str).collect();
            let mistake = Mistake::new(
                at..at + "kubelint.lib.".len() + name.len(),
                format!("there is no library `{name}`"),
            );
            return Err(mistake.help(match crate::spelling::nearest(name, &known) {
                Some(near) => format!("did you mean `kubelint.lib.{near}`?"),
                None => format!("write it as `lib/{name}.rego` in the pack"),
            }));
        }
    }
    let data = data(all);
    let compiled = engine(&[policy], all, &data).and_then(|mut engine| {
        engine
            .compile_with_entrypoint(&deny(policy).as_str().into())
            .map_err(|error| error.to_string())
    });
    let compiled = match compiled {
        Ok(compiled) => compiled,
        Err(error) => return Err(mistake(&error, policy)),
    };
    match Compiler::compile_from_policy(&compiled, &[&deny(policy)]) {
        Ok(_) => Ok(()),
        // The interpreter takes what the virtual machine does not, but no unknown function.
        Err(error) if error.to_string().contains("nknown function") => {
            Err(mistake(&error.to_string(), policy))
        }
        Err(_) => Ok(()),
    }
}

/// The data of all packs, as `data.<name>`.
pub(super) fn data(all: &Policies) -> Value {
    Value::from(serde_json::Value::Object(all.data.clone()))
}

/// The compiler's words and place: `--> file:line:column`, and `error: …` at the end.
fn mistake(error: &str, policy: &Policy) -> Mistake {
    let message = error
        .rsplit("error: ")
        .next()
        .unwrap_or(error)
        .trim()
        .replace('\n', " ");
    let place = error.rsplit("--> ").next().and_then(|rest| {
        let place = rest.lines().next()?;
        let mut parts = place.rsplitn(3, ':');
        let column: usize = parts.next()?.trim().parse().ok()?;
        let line: usize = parts.next()?.parse().ok()?;
        (parts.next()? == policy.file).then_some((line, column))
    });
    let range = match place {
        Some((line, column)) => word_at(&policy.text, line, column),
        None => 0..policy.text.lines().next().map_or(0, str::len),
    };
    Mistake::new(range, format!("the policy cannot be compiled: {message}"))
}

/// The name at a place, or the character.
fn word_at(text: &str, line: usize, column: usize) -> std::ops::Range<usize> {
    let before: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let rest = &text[before.min(text.len())..];
    let line = rest.lines().next().unwrap_or("");
    let start = line
        .char_indices()
        .nth(column.saturating_sub(1))
        .map_or(line.len(), |(at, _)| at);
    let length: usize = line[start..]
        .chars()
        .take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '.'))
        .map(char::len_utf8)
        .sum();
    let from = before + start;
    from..from + length.max(usize::from(start < line.len()))
}
