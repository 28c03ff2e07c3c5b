//! The arguments of the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::report::Format;
use crate::rule::Profile;
use crate::schema::Version;

/// Checks Kubernetes manifests, offline and at the exact character.
#[derive(Debug, Parser)]
#[command(
    name = "kubelint",
    version,
    arg_required_else_help = true,
    after_help = "Examples:\n  \
        kubelint check k8s/                      every manifest below a folder\n  \
        kubelint k8s/web.yaml                    the same as `kubelint check`\n  \
        helm template charts/web | kubelint check -\n  \
        kubelint check --kubernetes-version 1.33,1.37 k8s/\n  \
        kubelint explain field-unknown\n\n\
        Exit codes: 0 clean, 1 findings, 2 the run could not be made"
)]
pub(super) struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub(super) command: Command,
    /// When to colour
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN", help_heading = "Global")]
    pub(super) color: Color,
}

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Check manifests: syntax, schema, what no API server takes
    #[command(alias = "lint")]
    Check(Box<CheckArguments>),
    /// Explain a rule
    Explain {
        /// The rule, for example `field-unknown`
        rule: String,
    },
    /// List the rules
    Rules {
        /// Only those of a group
        #[arg(long, value_name = "GROUP")]
        group: Option<String>,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
}

/// The arguments of `check`.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "they are flags")]
pub(super) struct CheckArguments {
    /// Files, folders, globs, or `-` for standard input
    #[arg(value_name = "PATHS", default_value = ".")]
    pub(super) paths: Vec<String>,

    /// Read files that git ignores
    #[arg(long, help_heading = "Input")]
    pub(super) no_ignore: bool,
    /// Leave out what matches this glob; may be repeated
    #[arg(long, value_name = "GLOB", help_heading = "Input")]
    pub(super) exclude: Vec<String>,
    /// Obey excludes and ignore files for paths that are given, too (for pre-commit)
    #[arg(long, help_heading = "Input")]
    pub(super) force_exclude: bool,
    /// Exit with 0 when there is nothing to check
    #[arg(long, help_heading = "Input")]
    pub(super) allow_empty: bool,
    /// The name of standard input in reports
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    pub(super) stdin_filename: Option<String>,
    /// The namespace of objects that name none
    #[arg(long, short, value_name = "NAME", help_heading = "Input")]
    pub(super) namespace: Option<String>,
    /// Take `${VAR}` literally, not as a value that is filled in later
    #[arg(long, help_heading = "Input")]
    pub(super) no_placeholders: bool,

    /// Kubernetes versions to check for, separated by commas [default: the newest]
    #[arg(
        long,
        value_name = "VERSIONS",
        value_delimiter = ',',
        env = "KUBELINT_KUBERNETES_VERSION",
        help_heading = "Schemas & versions"
    )]
    pub(super) kubernetes_version: Vec<Version>,
    /// A folder of CRDs or JSON Schemas, or a path template; may be repeated
    #[arg(long, value_name = "LOCATION", help_heading = "Schemas & versions")]
    pub(super) schema_location: Vec<String>,

    /// The default levels: recommended, strict or all
    #[arg(
        long,
        value_name = "PROFILE",
        default_value = "recommended",
        env = "KUBELINT_PROFILE",
        help_heading = "Rules"
    )]
    pub(super) profile: Profile,
    /// The lowest level that makes the exit code 1
    #[arg(long, value_enum, value_name = "LEVEL", default_value_t = FailOn::Error, help_heading = "Rules")]
    pub(super) fail_on: FailOn,

    /// human, concise, json or sarif
    #[arg(
        long,
        short,
        value_name = "FORMAT",
        default_value = "human",
        env = "KUBELINT_FORMAT",
        help_heading = "Output"
    )]
    pub(super) format: Format,
    /// Write the report to a file
    #[arg(long, short, value_name = "FILE", help_heading = "Output")]
    pub(super) output: Option<PathBuf>,
    /// Print findings of this level that are only counted otherwise
    #[arg(long, value_enum, value_name = "LEVEL", help_heading = "Output")]
    pub(super) show: Option<Show>,
    /// Print every finding, however many a rule has
    #[arg(long, help_heading = "Output")]
    pub(super) no_fold: bool,
    /// Print only the totals
    #[arg(long, help_heading = "Output")]
    pub(super) statistics: bool,
}

/// From which level on findings make a run fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    /// Errors.
    Error,
    /// Errors and warnings.
    Warning,
    /// Any finding.
    Info,
    /// Nothing.
    Never,
}

/// Levels that are printed on request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Show {
    /// Infos.
    Info,
}
