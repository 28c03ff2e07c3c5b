//! What is wrong with a config, in words; where it is comes later.

use crate::diagnostic::Diagnostic;
use crate::registry::CONFIG_INVALID;
use crate::source::Span;
use crate::spelling::nearest;

/// A message and what to write instead.
#[derive(Debug)]
pub(super) struct Problem {
    message: String,
    help: Option<String>,
}

impl Problem {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: None,
        }
    }

    pub(super) fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub(super) fn at(self, span: Span) -> Diagnostic {
        let mut diagnostic = Diagnostic::new(CONFIG_INVALID, span, self.message);
        diagnostic.help = self.help;
        diagnostic
    }
}

/// The name that was meant, as a question.
pub(super) fn suggestion(word: &str, names: &[&str]) -> Option<String> {
    nearest(word, names).map(|near| format!("did you mean `{near}`?"))
}

/// `a`, `b`, `c`, each in backticks.
pub(super) fn quoted_list(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}

/// `a`, `b` or `c`.
pub(super) fn either(names: &[&str]) -> String {
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => {
            format!("{} or `{last}`", quoted_list(rest))
        }
        _ => quoted_list(names),
    }
}
