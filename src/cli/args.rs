//! The arguments of the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use super::generate::GenerateArguments;
use super::graph::GraphArguments;
use super::output::Output;
use super::policy::PolicyCommand;
use crate::config::FailOn;
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
    /// Show what points at what: of all objects, or of one
    Graph(Box<GraphArguments>),
    /// Write down the findings that are known, so that only new ones are reported
    Baseline(Box<BaselineArguments>),
    /// List what silences findings, with reasons
    Suppressions(Box<InputArguments>),
    /// Turn a concise spec into complete YAML
    #[command(alias = "generate")]
    Gen(Box<GenerateArguments>),
    /// Write a commented kubelint.toml, or app.toml
    Init {
        /// An app.toml, for `kubelint gen`
        #[arg(long)]
        app: bool,
        /// Write over an existing one
        #[arg(long)]
        force: bool,
    },
    /// Explain a rule, or a key of app.toml
    Explain {
        /// The rule, for example `field-unknown`, or the check of another tool, `tool:id`; `spec`
        /// or `spec.KEY` for app.toml
        rule: String,
        /// A folder of Rego policies; may be repeated
        #[arg(long, value_name = "FOLDER")]
        policy: Vec<PathBuf>,
    },
    /// Write, test, list and eject policies
    #[command(subcommand)]
    Policy(PolicyCommand),
    /// List the rules
    Rules {
        /// Only those of a group
        #[arg(long, value_name = "GROUP")]
        group: Option<String>,
        /// As JSON
        #[arg(long)]
        json: bool,
        /// A folder of Rego policies; may be repeated
        #[arg(long, value_name = "FOLDER")]
        policy: Vec<PathBuf>,
    },
    /// Print the completions of a shell
    Completions {
        /// bash, zsh, fish, elvish or powershell
        shell: Shell,
    },
    /// Write the manual pages
    #[command(hide = true)]
    Man {
        /// Where to
        folder: PathBuf,
    },
    /// Write the pages of the rules, the tables of the README and the schema of the config
    #[command(hide = true)]
    GenerateDocs {
        /// Only say what differs
        #[arg(long)]
        check: bool,
    },
}

/// What is read, and by which rules: the arguments that several commands share.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "they are flags")]
pub(super) struct InputArguments {
    /// Files, folders, globs, or `-` for standard input [default: `include` of the config, or .]
    #[arg(value_name = "PATHS")]
    pub(super) paths: Vec<String>,

    /// The config, instead of the nearest kubelint.toml above the working directory
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    pub(super) config: Option<PathBuf>,
    /// Read files that git ignores
    #[arg(long, help_heading = "Input")]
    pub(super) no_ignore: bool,
    /// Leave out what matches this glob; may be repeated
    ///
    /// A glob without a slash holds at any depth; one that matches a folder leaves out all that is
    /// in it. It does not hold for files that are given by name, unless with --force-exclude.
    #[arg(long, value_name = "GLOB", help_heading = "Input")]
    pub(super) exclude: Vec<String>,
    /// Obey excludes and ignore files for paths that are given, too (for pre-commit)
    ///
    /// All that kubelint.toml includes is read then, or all of the repository below the working
    /// directory, so that references to other files are found. The paths that are given only say
    /// whose findings are reported.
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
    ///
    /// All are checked in one run. A finding that does not hold for all of them names those that it
    /// holds for.
    #[arg(
        long,
        value_name = "VERSIONS",
        value_delimiter = ',',
        help_heading = "Schemas & versions"
    )]
    pub(super) kubernetes_version: Vec<Version>,
    /// A folder of CRDs or JSON Schemas, or a path template; may be repeated
    ///
    /// Templates are those of kubeconform, for example
    /// `schemas/{{ .Group }}/{{ .ResourceKind }}_{{ .ResourceAPIVersion }}.json`.
    #[arg(long, value_name = "LOCATION", help_heading = "Schemas & versions")]
    pub(super) schema_location: Vec<String>,

    /// The default levels: recommended, strict or all
    #[arg(long, value_name = "PROFILE", help_heading = "Rules")]
    pub(super) profile: Option<Profile>,
    /// Only these rules: ids, groups or `tool:id`, separated by commas; may be repeated
    #[arg(long, value_name = "RULES", help_heading = "Rules")]
    pub(super) select: Vec<String>,
    /// Not these rules; may be repeated
    #[arg(long, value_name = "RULES", help_heading = "Rules")]
    pub(super) ignore: Vec<String>,
    /// Another level for a rule or a group; may be repeated
    ///
    /// Levels are off, info, warning and error.
    #[arg(long, value_name = "RULE=LEVEL", help_heading = "Rules")]
    pub(super) level: Vec<String>,
    /// A folder of Rego policies; may be repeated
    #[arg(long, value_name = "FOLDER", help_heading = "Policies")]
    pub(super) policy: Vec<PathBuf>,
    /// Do not obey the annotations and comments of other tools
    #[arg(long, help_heading = "Suppression & baseline")]
    pub(super) no_peer_suppressions: bool,
}

/// The arguments of `check`.
#[derive(Debug, Args)]
#[command(after_help = CHECK_EXAMPLES)]
pub(super) struct CheckArguments {
    #[command(flatten)]
    pub(super) input: InputArguments,

    /// The lowest level that makes the exit code 1 [default: error]
    ///
    /// error, warning, info, or never.
    #[arg(long, value_name = "LEVEL", help_heading = "Rules")]
    pub(super) fail_on: Option<FailOn>,
    /// The file of known findings [default: .kubelint-baseline beside the config]
    #[arg(long, value_name = "FILE", help_heading = "Suppression & baseline")]
    pub(super) baseline: Option<PathBuf>,
    /// Report known findings, too
    #[arg(long, help_heading = "Suppression & baseline")]
    pub(super) no_baseline: bool,
    /// Report only findings in files that changed since REV, and those that the change causes
    ///
    /// Everything is read all the same. What changed is held against the commit that REV and HEAD
    /// have in common, uncommitted changes included.
    #[arg(long, value_name = "REV", help_heading = "Suppression & baseline")]
    pub(super) changed_since: Option<String>,
    /// How to report, and into which file; may be repeated [default: human]
    ///
    /// FORMAT or FORMAT=FILE, also several separated by commas. At most one of them has no file: it
    /// goes to standard output, or to --output.
    ///
    /// human and concise are for people; json, sarif, junit and gitlab (code quality) for programs;
    /// github prints annotations, summary-md is for the summary of a CI job, and html is a page of
    /// its own.
    #[arg(
        long,
        short,
        value_name = "FORMAT[=FILE]",
        value_delimiter = ',',
        help_heading = "Output"
    )]
    pub(super) format: Vec<Output>,
    /// Write the report to a file
    #[arg(long, short, value_name = "FILE", help_heading = "Output")]
    pub(super) output: Option<PathBuf>,
    /// Let annotations begin with findings on lines that changed since REV
    ///
    /// Services show only the first few annotations. --changed-since does this, too.
    #[arg(long, value_name = "REV", help_heading = "Output")]
    pub(super) changed_first: Option<String>,
    /// Print findings of this level that are only counted otherwise
    #[arg(long, value_enum, value_name = "LEVEL", help_heading = "Output")]
    pub(super) show: Option<Show>,
    /// Print every finding, however many a rule has
    #[arg(long, help_heading = "Output")]
    pub(super) no_fold: bool,
    /// Print only the totals
    #[arg(long, help_heading = "Output")]
    pub(super) statistics: bool,

    /// Print what holds for a file, each value with its origin, and check nothing
    #[arg(long, value_name = "FILE", help_heading = "Global")]
    pub(super) show_config: Option<PathBuf>,
}

const CHECK_EXAMPLES: &str = "Examples:\n  \
    kubelint check k8s/                             every manifest below a folder\n  \
    kubelint check --changed-since origin/main      what a branch brings\n  \
    kubelint check -f human -f sarif=kubelint.sarif several reports of one run\n  \
    helm template charts/web | kubelint check -     standard input\n\n\
    Exit codes: 0 no finding at or above --fail-on, 1 findings, 2 the run could not be made\n\n\
    Each flag has a variable, for example KUBELINT_FAIL_ON=warning. Lists are separated by lines in it.";

/// The arguments of `baseline`.
#[derive(Debug, Args)]
pub(super) struct BaselineArguments {
    #[command(flatten)]
    pub(super) input: InputArguments,

    /// The file of known findings [default: .kubelint-baseline beside the config]
    #[arg(long, value_name = "FILE", help_heading = "Suppression & baseline")]
    pub(super) baseline: Option<PathBuf>,
    /// Take in new findings, too; otherwise a baseline only shrinks
    #[arg(long, help_heading = "Suppression & baseline")]
    pub(super) update: bool,
}

/// Levels that are printed on request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Show {
    /// Infos.
    Info,
}
