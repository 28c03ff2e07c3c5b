//! What is wrong with a config, in words; where it is comes later.

use crate::diagnostic::Diagnostic;
use crate::registry::CONFIG_INVALID;
use crate::source::Span;
use crate::toml_tree::SyntaxError;

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

impl From<SyntaxError> for Problem {
    fn from(error: SyntaxError) -> Self {
        Self {
            message: error.message,
            help: error.help,
        }
    }
}
