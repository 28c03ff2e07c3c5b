//! Why each object and field of the output is there.

use std::fmt::Write as _;

use crate::source::{Sources, Span};

use super::object::Cause;
use super::{Generated, write};

/// A line per field: its path, its value, and the line of the spec or the default behind it.
pub fn explain(sources: &Sources, generated: &[Generated]) -> String {
    let mut out = String::new();
    for environment in generated {
        if let Some(name) = &environment.environment {
            let _ = writeln!(out, "# {name}");
        }
        for object in &environment.objects {
            let namespace = object
                .namespace()
                .map_or_else(String::new, |name| format!("{name}/"));
            let cause = words(sources, object.cause);
            let _ = writeln!(
                out,
                "\n{} {namespace}{}  <- {cause}",
                object.kind(),
                object.name()
            );
            let fields = write::fields(&object.value);
            let fields: Vec<(String, String)> = fields
                .into_iter()
                .filter(|(pointer, _)| pointer != "/apiVersion" && pointer != "/kind")
                .map(|(pointer, value)| {
                    let cause = words(sources, object.cause_of(&pointer));
                    (format!("  {}: {value}", dotted(&pointer)), cause)
                })
                .collect();
            let width = fields.iter().map(|(left, _)| left.chars().count());
            let width = width.filter(|width| *width <= 90).max().unwrap_or(0);
            for (left, cause) in fields {
                let _ = writeln!(out, "{left:width$}  <- {cause}");
            }
        }
    }
    out.trim_start_matches('\n').to_owned()
}

/// `/spec/ports/0/name` as `spec.ports[0].name`.
fn dotted(pointer: &str) -> String {
    let mut out = String::new();
    for part in pointer.split('/').skip(1) {
        let part = part.replace("~1", "/").replace("~0", "~");
        let is_index = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if is_index || part.contains(['.', '/']) {
            let _ = write!(out, "[{part}]");
        } else {
            let gap = if out.is_empty() { "" } else { "." };
            let _ = write!(out, "{gap}{part}");
        }
    }
    out
}

fn words(sources: &Sources, cause: Cause) -> String {
    match cause {
        Cause::Spec(span) => place(sources, span),
        Cause::Default(reason) => format!("default: {reason}"),
        Cause::Because(span, reason) => format!("{}: {reason}", place(sources, span)),
    }
}

/// The file, the line, and the line's text, shortened.
fn place(sources: &Sources, span: Span) -> String {
    let source = sources.get(span.file);
    let position = source.position(span.start);
    let range = source.lines().line_range(&source.text, position.line);
    let line = source.text.get(range).unwrap_or("").trim();
    let mut shown: String = line.chars().take(60).collect();
    if line.chars().count() > 60 {
        shown.push('…');
    }
    format!("{source}:{}: {shown}", position.line)
}
