//! `kubelint policy`: write, test, list and eject policies.

use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::{Exit, Failure, Io};
use crate::policy::{Engine, Policies, Policy, Trial};
use crate::report;
use crate::rule::Level;
use crate::source::Sources;
use crate::spelling::nearest;

/// The commands about policies.
#[derive(Debug, Subcommand)]
pub(super) enum PolicyCommand {
    /// Test policies: their examples and `test_` rules
    Test(TestArguments),
    /// Load and compile policies, and say what is wrong with them
    Check {
        /// Folders or files of policies
        #[arg(value_name = "PATHS", default_value = "policies")]
        paths: Vec<PathBuf>,
    },
    /// List policies
    List {
        /// Folders of further policies; may be repeated
        #[arg(long = "policy", value_name = "FOLDER")]
        folders: Vec<PathBuf>,
    },
    /// Copy a policy of kubelint into a folder, to change it
    Eject {
        /// The rule, for example `memory-limit-missing`
        rule: String,
        /// Where to
        #[arg(long, value_name = "FOLDER", default_value = "policies")]
        to: PathBuf,
    },
    /// Write the beginning of a policy
    New {
        /// For example `acme/team-label-missing`
        #[arg(value_name = "GROUP/RULE")]
        name: String,
        /// Where to
        #[arg(long, value_name = "FOLDER", default_value = "policies")]
        to: PathBuf,
    },
}

/// The arguments of `policy test`.
#[derive(Debug, Args)]
pub(super) struct TestArguments {
    /// Folders or files of policies; those of kubelint when absent
    #[arg(value_name = "PATHS")]
    paths: Vec<PathBuf>,
    /// Only this rule
    #[arg(long, value_name = "RULE")]
    rule: Option<String>,
    /// List the lines that no example and no test runs
    #[arg(long)]
    coverage: bool,
}

/// Runs one of the commands.
pub(super) fn run(command: &PolicyCommand, color: bool, io: &mut Io<'_>) -> Result<Exit, Failure> {
    match command {
        PolicyCommand::Test(arguments) => test(arguments, color, io),
        PolicyCommand::Check { paths } => check(paths, color, io),
        PolicyCommand::List { folders } => list(folders, color, io),
        PolicyCommand::Eject { rule, to } => eject(rule, to, io),
        PolicyCommand::New { name, to } => new(name, to, io),
    }
}

/// The policies of kubelint and of folders, with the texts that problems point into.
pub(super) fn load(folders: &[PathBuf]) -> Result<(Policies, Sources), Failure> {
    let mut sources = Sources::default();
    let mut policies = Policies::embedded();
    for folder in folders {
        policies
            .add_folder(folder, &mut sources)
            .map_err(unreadable)?;
    }
    Ok((policies, sources))
}

/// The failure of a folder that holds no policies.
pub(super) fn unreadable(message: String) -> Failure {
    Failure::new(message, Some("give a folder of Rego files".to_owned()))
}

/// Only the policies of these paths.
fn load_alone(paths: &[PathBuf]) -> Result<(Policies, Sources), Failure> {
    let mut sources = Sources::default();
    let mut policies = Policies::default();
    for path in paths {
        policies
            .add_folder(path, &mut sources)
            .map_err(|message| Failure::new(message, None))?;
    }
    Ok((policies, sources))
}

fn problems(
    policies: &Policies,
    sources: Sources,
    color: bool,
    io: &mut Io<'_>,
) -> Result<(), Failure> {
    let width = io.terminal.width.unwrap_or(100);
    let text = report::problems(sources, &policies.problems, color, width)?;
    io.output.write_all(text.as_bytes())?;
    Ok(())
}

fn test(arguments: &TestArguments, color: bool, io: &mut Io<'_>) -> Result<Exit, Failure> {
    let (policies, sources) = match arguments.paths.is_empty() {
        true => (Policies::embedded(), Sources::default()),
        false => load_alone(&arguments.paths)?,
    };
    problems(&policies, sources, color, io)?;
    if let Some(rule) = &arguments.rule
        && policies.get(rule).is_none()
    {
        return Err(unknown(rule, &policies));
    }
    let chosen = |policy: &Policy| {
        let rule = arguments.rule.as_ref();
        rule.is_none_or(|rule| *rule == policy.id)
    };
    let trial = Trial::run(&policies, chosen);
    for failure in &trial.failures {
        writeln!(io.output, "FAIL {}: {}", failure.file, failure.what)?;
        for detail in failure.details.iter().flat_map(|detail| detail.lines()) {
            writeln!(io.output, "     {detail}")?;
        }
        writeln!(io.output)?;
    }
    let lines: usize = trial.coverage.iter().map(|one| one.lines).sum();
    let missed: usize = trial.coverage.iter().map(|one| one.missed.len()).sum();
    if arguments.coverage {
        for one in trial.coverage.iter().filter(|one| !one.missed.is_empty()) {
            let lines: Vec<String> = one.missed.iter().map(u32::to_string).collect();
            writeln!(
                io.output,
                "{}: not run: line {}",
                one.policy,
                lines.join(", ")
            )?;
        }
    }
    let covered = match lines {
        0 => 100,
        lines => (lines - missed) * 100 / lines,
    };
    writeln!(
        io.output,
        "{} policies: {} passed, {} failed, {covered} % of lines covered",
        trial.policies,
        trial.passed,
        trial.failures.len(),
    )?;
    let fine = trial.holds() && policies.problems.is_empty();
    Ok(if fine { Exit::Clean } else { Exit::Findings })
}

fn check(paths: &[PathBuf], color: bool, io: &mut Io<'_>) -> Result<Exit, Failure> {
    let (policies, sources) = load_alone(paths)?;
    problems(&policies, sources, color, io)?;
    let engine = Engine::new(&policies, |_| true, |_| serde_json::Map::new());
    let interpreted = engine.left_to_the_interpreter();
    for id in &interpreted {
        writeln!(
            io.output,
            "{id}: left to the interpreter, which is slower than the virtual machine"
        )?;
    }
    let count = policies.iter().count();
    let word = if count == 1 { "policy" } else { "policies" };
    writeln!(
        io.output,
        "{count} {word} fine, {} mistakes",
        policies.problems.len()
    )?;
    Ok(match policies.problems.is_empty() {
        true => Exit::Clean,
        false => Exit::Findings,
    })
}

fn list(folders: &[PathBuf], color: bool, io: &mut Io<'_>) -> Result<Exit, Failure> {
    let (policies, sources) = load(folders)?;
    let mut all: Vec<&Policy> = policies.iter().collect();
    all.sort_by(|a, b| (&a.group, &a.id).cmp(&(&b.group, &b.id)));
    let width = all.iter().map(|policy| policy.id.len()).max().unwrap_or(0);
    let mut group = "";
    for policy in all {
        if policy.group != group {
            writeln!(io.output, "{}", policy.group)?;
            group = &policy.group;
        }
        let level = policy.metadata.levels.recommended;
        let level = match (level, policy.metadata.levels.strict) {
            (Level::Off, Level::Off) => "off".to_owned(),
            (Level::Off, _) => "strict".to_owned(),
            (level, _) => level.to_string(),
        };
        let own = if policy.is_embedded() {
            ""
        } else {
            &policy.file
        };
        let line = format!(
            "  {:width$}  {level:7}  {}  {own}",
            policy.id, policy.metadata.title
        );
        writeln!(io.output, "{}", line.trim_end())?;
    }
    let wrong = !policies.problems.is_empty();
    problems(&policies, sources, color, io)?;
    Ok(if wrong { Exit::Findings } else { Exit::Clean })
}

fn unknown(rule: &str, policies: &Policies) -> Failure {
    let ids: Vec<&str> = policies.iter().map(|policy| policy.id.as_str()).collect();
    let help = match nearest(rule, &ids) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`kubelint policy list` lists them".to_owned(),
    };
    Failure::new(format!("there is no policy `{rule}`"), Some(help))
}

fn eject(rule: &str, to: &Path, io: &mut Io<'_>) -> Result<Exit, Failure> {
    let policies = Policies::embedded();
    let policy = policies.get(rule).ok_or_else(|| unknown(rule, &policies))?;
    write_new(to, &policy.group, rule, &policy.text, io)?;
    for (library, text) in policies.libraries_of(policy) {
        let path = to.join("lib").join(format!("{library}.rego"));
        if !path.exists() {
            create(&path, text)?;
            writeln!(io.output, "wrote {}", path.display())?;
        }
    }
    writeln!(
        io.output,
        "it stands in for kubelint's own where `--policy {}` or `policies` in kubelint.toml names the folder",
        to.display()
    )?;
    Ok(Exit::Clean)
}

fn new(name: &str, to: &Path, io: &mut Io<'_>) -> Result<Exit, Failure> {
    let word = |text: &str| {
        let mut bytes = text.bytes();
        bytes.next().is_some_and(|first| first.is_ascii_lowercase())
            && bytes.all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    let parts = name
        .split_once('/')
        .filter(|(group, rule)| word(group) && word(rule));
    let Some((group, rule)) = parts else {
        return Err(Failure::new(
            format!("`{name}` is no name for a policy"),
            Some(
                "write GROUP/RULE in lower case with dashes, for example `acme/team-label-missing`"
                    .to_owned(),
            ),
        ));
    };
    let package = format!(
        "kubelint.{}.{}",
        group.replace('-', "_"),
        rule.replace('-', "_")
    );
    let text = TEMPLATE.replace("PACKAGE", &package);
    write_new(to, group, rule, &text, io)?;
    writeln!(
        io.output,
        "try it with `kubelint policy test {}`",
        to.display()
    )?;
    Ok(Exit::Clean)
}

fn write_new(
    to: &Path,
    group: &str,
    rule: &str,
    text: &str,
    io: &mut Io<'_>,
) -> Result<(), Failure> {
    let path = to
        .join(group)
        .join(format!("{}.rego", rule.replace('-', "_")));
    if path.exists() {
        return Err(Failure::new(
            format!("`{}` is there already", path.display()),
            Some("remove it first, or choose another folder with `--to`".to_owned()),
        ));
    }
    create(&path, text)?;
    writeln!(io.output, "wrote {}", path.display())?;
    Ok(())
}

fn create(path: &Path, text: &str) -> Result<(), Failure> {
    let written = path
        .parent()
        .map_or(Ok(()), fs::create_dir_all)
        .and_then(|()| fs::write(path, text));
    written.map_err(|error| {
        Failure::new(
            format!("`{}` cannot be written: {error}", path.display()),
            None,
        )
    })
}

/// A policy that holds its own tests.
const TEMPLATE: &str = include_str!("policy/template.rego");
