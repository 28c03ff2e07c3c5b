//! What becomes of a policy that fails: a finding that names it, its line and the object.

use regorus::rvm::vm::{RegoVM, VmError};

use super::finding::Origin;
use super::pack::Policy;
use super::scan::BOUNDED_FILE;
use super::{INTERNAL_ERROR, MAX_INSTRUCTIONS};
use crate::diagnostic::Diagnostic;
use crate::resource::place;
use crate::source::Span;
use crate::yaml::Path;

/// Why the virtual machine gave up, in words that follow the name of the policy, with the line.
pub(super) fn of_machine(error: &VmError, machine: &RegoVM) -> String {
    let shown = error.to_string();
    let pc = shown
        .rsplit("pc=")
        .next()
        .and_then(|rest| rest.split(|c: char| !c.is_ascii_digit()).next())
        .and_then(|digits| digits.parse().ok());
    let line = pc.and_then(|pc| line_of(machine, pc));
    let reason = match error {
        VmError::InstructionLimitExceeded { .. } => {
            format!("it went over its bound of {MAX_INSTRUCTIONS} instructions")
        }
        VmError::TimeLimitExceeded { limit, .. } => {
            format!("it went over its bound of {} seconds", limit.as_secs())
        }
        VmError::MemoryLimitExceeded { .. } | VmError::MemoryBudgetExceeded { .. } => {
            "it went over its bound of memory".to_owned()
        }
        // The functions that bound built-ins break this bound on purpose.
        VmError::RegexSizeLimitExceeded { .. } => match has_bounds(machine) {
            true => "an argument of a built-in is too large".to_owned(),
            false => "one of its patterns is too large".to_owned(),
        },
        _ => shown.split(" (pc=").next().unwrap_or(&shown).to_owned(),
    };
    match line {
        Some(line) => format!("{reason} (line {line})"),
        None => reason,
    }
}

/// The line of a policy at which an instruction stands; for the functions that bound built-ins,
/// where they were called.
fn line_of(machine: &RegoVM, pc: usize) -> Option<usize> {
    let program = machine.get_program();
    let callers = machine.get_call_stack().iter().rev();
    let mut places = std::iter::once(pc).chain(callers.map(|call| call.return_pc));
    places.find_map(|pc| {
        let span = program.get_instruction_span(pc)?;
        let file = program.get_source_name(span.source_index)?;
        let is_policy = file != BOUNDED_FILE && file != "(gather)";
        (is_policy && span.line > 0).then_some(span.line)
    })
}

/// Whether the program has the functions that bound built-ins.
fn has_bounds(machine: &RegoVM) -> bool {
    let program = machine.get_program();
    (0..=usize::from(u8::MAX))
        .map_while(|at| program.get_source_name(at))
        .any(|file| file == BOUNDED_FILE)
}

/// Why the interpreter gave up.
pub(super) fn of_interpreter(error: &str) -> String {
    let reason = error.rsplit("error: ").next().unwrap_or(error).trim();
    let place = error
        .rsplit("--> ")
        .next()
        .filter(|_| error.contains("--> "));
    let line = place.and_then(|place| place.lines().next()?.rsplit(':').nth(1)?.parse().ok());
    let reason = if reason.contains("time limit") {
        "it went over its bound of time".to_owned()
    } else if error.contains(BOUNDED_FILE) {
        return "an argument of a built-in is too large".to_owned();
    } else {
        reason.replace('\n', " ")
    };
    match line {
        Some::<usize>(line) => format!("{reason} (line {line})"),
        None => reason,
    }
}

/// The finding about a policy that failed on an object.
pub(super) fn finding(policy: &Policy, reason: &str, origin: &Origin<'_, '_>) -> Diagnostic {
    let mut reason = reason.to_owned();
    if line_in(&reason).is_none()
        && let Some(at) = policy.scan.bounded_call()
    {
        let line = policy.text[..at].matches('\n').count() + 1;
        reason = format!("{reason} (line {line})");
    }
    let reason = reason.as_str();
    let place = place(origin.resource, origin.file, &Path::default());
    let message = format!("the policy `{}` failed on this object: {reason}", policy.id);
    let finding = Diagnostic::new(INTERNAL_ERROR, place.span, message)
        .with_subject(place.subject)
        .with_help("all other policies were evaluated");
    match (policy.place, line_in(reason)) {
        (Some(file), Some(line)) => {
            let lines = policy.text.split_inclusive('\n');
            let start: usize = lines.take(line.saturating_sub(1)).map(str::len).sum();
            let text = policy.text[start..].lines().next().unwrap_or("");
            let from = start + (text.len() - text.trim_start().len());
            let to = start + text.trim_end().len();
            let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
            finding.with_related(
                Span::new(file, offset(from), offset(to.max(from))),
                "in the policy",
            )
        }
        _ => finding,
    }
}

fn line_in(reason: &str) -> Option<usize> {
    let rest = reason.rsplit("(line ").next()?;
    rest.strip_suffix(')')?.parse().ok()
}
