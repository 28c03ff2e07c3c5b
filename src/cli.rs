//! The command line: what is asked for, and the exit code.

mod accept;
mod args;
mod check;
mod completions;
mod docs;
mod environment;
mod explain;
mod generate;
mod graph;
mod output;
mod permalink;
mod policy;
mod progress;
mod reference;
mod repository;
mod run;
mod since;

use std::ffi::OsString;
use std::io::{self, IsTerminal, Read, Write};
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches};

use args::{Arguments, Color, Command};

/// What a run reads from and writes to; tests give their own.
pub struct Io<'a> {
    /// Standard input.
    pub input: &'a mut dyn Read,
    /// Standard output: reports and nothing else.
    pub output: &'a mut dyn Write,
    /// Standard error: what went wrong with the run itself.
    pub errors: &'a mut dyn Write,
    /// Whether the output is read by a person at a terminal.
    pub terminal: Terminal,
}

/// What is known of the reader of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Terminal {
    /// Whether colours and links are shown unless asked otherwise.
    pub color: bool,
    /// How many columns there are; none when it is no terminal.
    pub width: Option<usize>,
    /// Whether standard error is seen by somebody who waits.
    pub progress: bool,
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Nothing at or above the level that fails.
    Clean,
    /// Findings.
    Findings,
    /// The run could not be made: usage, unreadable input, nothing to check.
    Failed,
}

impl Exit {
    /// 0, 1 or 2.
    pub fn code(self) -> u8 {
        match self {
            Exit::Clean => 0,
            Exit::Findings => 1,
            Exit::Failed => 2,
        }
    }
}

/// Why a run could not be made.
#[derive(Debug)]
struct Failure {
    message: String,
    help: Option<String>,
}

impl Failure {
    fn new(message: impl Into<String>, help: Option<String>) -> Self {
        Self {
            message: message.into(),
            help,
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::new(format!("the report cannot be written: {error}"), None)
    }
}

/// Runs the process: arguments, standard streams, exit code.
pub fn main() -> ExitCode {
    let terminal = Terminal {
        color: io::stdout().is_terminal()
            && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
        progress: io::stderr().is_terminal(),
        width: terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)),
    };
    // A panic in a check is caught and becomes a finding; its default report would only disturb.
    std::panic::set_hook(Box::new(|_| {}));
    let mut io = Io {
        input: &mut io::stdin(),
        output: &mut io::stdout(),
        errors: &mut io::stderr(),
        terminal,
    };
    ExitCode::from(run(std::env::args_os(), &mut io).code())
}

/// Runs one command line, the name of the program first.
pub fn run(arguments: impl IntoIterator<Item = OsString>, io: &mut Io<'_>) -> Exit {
    let arguments = with_default_command(arguments.into_iter().collect());
    let matches = command().try_get_matches_from(arguments);
    let parsed = match matches.and_then(|matches| Arguments::from_arg_matches(&matches)) {
        Ok(parsed) => parsed,
        Err(error) => return usage(&error, io),
    };
    let color = match parsed.color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => io.terminal.color,
    };
    let result = match parsed.command {
        Command::Check(arguments) => check::run(&arguments, color, io),
        Command::Graph(arguments) => graph::run(&arguments, color, io),
        Command::Baseline(arguments) => accept::baseline(&arguments, color, io),
        Command::Suppressions(arguments) => accept::suppressions(&arguments, color, io),
        Command::Gen(arguments) => generate::run(&arguments, color, io),
        Command::Init { app: true, force } => generate::init(force, io),
        Command::Init { app: false, force } => accept::init(force, io),
        Command::Completions { shell } => completions::run(shell, io),
        Command::Man { folder } => completions::man(&folder, io),
        Command::GenerateDocs { check } => docs::generate(check, io),
        Command::Policy(command) => policy::run(&command, color, io),
        Command::Explain { rule, policy } => explain::explain(&rule, &policy, io),
        Command::Rules {
            group,
            json,
            policy,
        } => explain::list(group.as_deref(), json, &policy, io),
    };
    match result {
        Ok(exit) => exit,
        Err(failure) => {
            let _ = writeln!(io.errors, "error: {}", failure.message);
            if let Some(help) = failure.help {
                let _ = writeln!(io.errors, "help: {help}");
            }
            Exit::Failed
        }
    }
}

/// All commands with their flags and the variables of these.
fn command() -> clap::Command {
    environment::with_variables(Arguments::command())
}

/// `kubelint PATH` and `kubelint --format json PATH` mean `kubelint check …`.
fn with_default_command(mut arguments: Vec<OsString>) -> Vec<OsString> {
    let Some(first) = arguments.get(1) else {
        return arguments;
    };
    let first = first.to_string_lossy();
    let command = Arguments::command();
    let is_command = first == "help"
        || command.get_subcommands().any(|known| {
            known.get_name() == first || known.get_all_aliases().any(|alias| alias == first)
        });
    let is_global =
        matches!(&*first, "-h" | "--help" | "-V" | "--version") || first.starts_with("--color");
    if !is_command && !is_global {
        arguments.insert(1, OsString::from("check"));
    }
    arguments
}

fn usage(error: &clap::Error, io: &mut Io<'_>) -> Exit {
    let text = error.render();
    if error.use_stderr() {
        let _ = write!(io.errors, "{text}");
        return Exit::Failed;
    }
    let _ = write!(io.output, "{text}");
    Exit::Clean
}
