//! Where a setting comes from, for `--show-config`.

use crate::rule::Profile;
use crate::source::{Sources, Span};

/// Who decided a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    Default,
    Profile(Profile),
    /// A line of a config.
    File(Span),
    /// An argument, for example `--level`.
    Argument(&'static str),
}

impl Origin {
    /// For example `kubelint.toml:12`.
    pub(super) fn describe(self, sources: &Sources) -> String {
        match self {
            Origin::Default => "default".to_owned(),
            Origin::Profile(profile) => format!("profile `{profile}`"),
            Origin::File(span) => {
                let source = sources.get(span.file);
                format!("{}:{}", source.name, source.position(span.start).line)
            }
            Origin::Argument(flag) => flag.to_owned(),
        }
    }
}
