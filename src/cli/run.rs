//! What the commands that check have in common: config, policies, files.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use super::args::InputArguments;
use super::progress::Progress;
use super::{Failure, Io, policy, repository};
use crate::baseline::Baseline;
use crate::check::outcome::Outcome;
use crate::check::{self, Loaded, RunOptions, Setup, SetupError, Since};
use crate::config::{CommandLine, ConfigError, FailOn, RawConfig};
use crate::diagnostic::Diagnostic;
use crate::report;
use crate::resource::Date;
use crate::schema::{self, Version};
use crate::source::{FileKind, Found, Input, MAX_FILE_BYTES, Sources, WalkOptions, walk};

fn read(
    found: Vec<Found>,
    arguments: &InputArguments,
    io: &mut Io<'_>,
) -> Result<Vec<Loaded>, Failure> {
    let stdin = read_stdin(&found, io)?;
    Ok(check::load(
        found,
        stdin,
        arguments.stdin_filename.as_deref(),
    ))
}

fn options(arguments: &InputArguments) -> RunOptions<'static> {
    let mut options = RunOptions::on(today());
    options.limits.placeholders = !arguments.no_placeholders;
    options.suppressions.peers = !arguments.no_peer_suppressions;
    options.exists = &|name| Path::new(name).exists();
    options
}

/// The name of a baseline that nobody named.
pub(super) const BASELINE: &str = ".kubelint-baseline";

/// A run that is ready to start.
pub(super) struct Run {
    pub(super) setup: Setup,
    /// Where its files are; empty for the working directory.
    directory: PathBuf,
}

/// What findings are held against.
#[derive(Clone, Copy, Default)]
pub(super) struct Held<'h> {
    /// Those that are known.
    pub(super) baseline: Option<&'h Baseline>,
    /// Those that were there before a change.
    pub(super) since: Option<Since<'h>>,
}

impl Run {
    /// Reads the config and loads the policies, for a run in the working directory.
    pub(super) fn prepare(
        arguments: &InputArguments,
        fail_on: Option<FailOn>,
        color: bool,
        io: &mut Io<'_>,
    ) -> Result<Self, Failure> {
        known_versions(&arguments.kubernetes_version)?;
        let directory = working_directory()?;
        let raw = RawConfig::read(&directory, command_line(arguments, fail_on));
        let setup = Setup::new(raw, Path::new("")).map_err(|error| match error {
            SetupError::Policies(message) => policy::unreadable(message),
            SetupError::Config(error) => config_failure(*error, color, io),
        })?;
        Ok(Self {
            setup,
            directory: PathBuf::new(),
        })
    }

    /// The same for files in another folder. What is wrong there is nobody's fault now.
    pub(super) fn elsewhere(
        command_line: CommandLine,
        directory: &Path,
    ) -> Result<Self, SetupError> {
        let raw = RawConfig::read(directory, command_line);
        Ok(Self {
            setup: Setup::new(raw, directory)?,
            directory: directory.to_owned(),
        })
    }

    /// Checks what the arguments name; without names, what the config includes.
    pub(super) fn check(
        &self,
        arguments: &InputArguments,
        held: Held<'_>,
        io: &mut Io<'_>,
    ) -> Result<Outcome, Failure> {
        let (found, only) = self.find(arguments)?;
        let loaded = read(found, arguments, io)?;
        let progress = Progress::new(io.terminal.progress);
        let step = |step| progress.step(step);
        let mut options = options(arguments);
        options.baseline = held.baseline;
        options.since = held.since;
        options.only = only.as_ref();
        options.progress = &step;
        let outcome = self.setup.check(loaded, &options);
        progress.finish();
        outcome.map_err(|error| Failure::new(error.message, error.help))
    }

    /// The findings of all that the arguments name, or the config includes, as far as it is there.
    pub(super) fn findings(
        &self,
        arguments: &InputArguments,
        paths: &[String],
        exists: &(dyn Fn(&str) -> bool + Sync),
    ) -> Result<Vec<Diagnostic>, Failure> {
        let given = match paths {
            [] => &self.setup.config.include,
            paths => paths,
        };
        let mut found: Vec<Found> = Vec::new();
        for path in given {
            // What is new has no findings before it was there.
            found.extend(
                self.walk(arguments, std::slice::from_ref(path))
                    .unwrap_or_default(),
            );
        }
        found.sort_by(|a, b| a.name.cmp(&b.name));
        found.dedup_by(|a, b| a.name == b.name);
        let mut options = options(arguments);
        options.exists = exists;
        let outcome = self.setup.check(check::load(found, None, None), &options);
        let outcome = outcome.map_err(|error| Failure::new(error.message, error.help))?;
        Ok(outcome.diagnostics)
    }

    /// Reads what the arguments name.
    pub(super) fn load(
        &self,
        arguments: &InputArguments,
        io: &mut Io<'_>,
    ) -> Result<(Vec<Loaded>, RunOptions<'static>), Failure> {
        let (found, _) = self.find(arguments)?;
        Ok((read(found, arguments, io)?, options(arguments)))
    }

    /// The files, and which of them are reported on when that is not all of them.
    ///
    /// pre-commit names the files of a commit. What they refer to lies in others, so all that the
    /// config includes is read; without a config all of the repository below the working directory.
    fn find(
        &self,
        arguments: &InputArguments,
    ) -> Result<(Vec<Found>, Option<BTreeSet<String>>), Failure> {
        let given = match arguments.paths.is_empty() {
            true => self.setup.config.include.clone(),
            false => arguments.paths.clone(),
        };
        let found = self.walk(arguments, &given)?;
        let filter = arguments.force_exclude
            && !arguments.paths.is_empty()
            && !arguments.paths.iter().any(|path| path == "-")
            && (self.setup.config.file.is_some() || is_of_repository(&found));
        if !filter {
            return Ok((found, None));
        }
        let only: BTreeSet<String> = found.iter().map(|file| file.name.clone()).collect();
        let mut all = self
            .walk(arguments, &self.setup.config.include)
            .unwrap_or_default();
        let known: BTreeSet<String> = all.iter().map(|file| file.name.clone()).collect();
        all.extend(found.into_iter().filter(|file| !known.contains(&file.name)));
        all.sort_by(|a, b| a.name.cmp(&b.name));
        Ok((all, Some(only)))
    }

    fn walk(&self, arguments: &InputArguments, paths: &[String]) -> Result<Vec<Found>, Failure> {
        let options = WalkOptions {
            files: FileKind::Manifests,
            directory: self.directory.clone(),
            no_ignore: arguments.no_ignore,
            force_exclude: arguments.force_exclude,
            exclude: self.setup.config.exclude.clone(),
        };
        walk(paths, &options).map_err(|error| Failure::new(error.to_string(), error.help()))
    }

    /// Where the baseline is, or would be.
    pub(super) fn baseline_path(&self, argument: Option<&Path>) -> PathBuf {
        let configured = || self.setup.config.baseline.clone();
        let beside = || {
            let config = self.setup.config.file.as_ref().map(Path::new);
            let folder = config.and_then(Path::parent);
            folder.unwrap_or(Path::new("")).join(BASELINE)
        };
        argument
            .map(Path::to_path_buf)
            .or_else(configured)
            .unwrap_or_else(beside)
    }

    /// The baseline, when there is one. One that is named has to be there.
    pub(super) fn read_baseline(
        &self,
        argument: Option<&Path>,
    ) -> Result<Option<Baseline>, Failure> {
        let path = self.baseline_path(argument);
        let named = argument.is_some() || self.setup.config.baseline.is_some();
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && !named => {
                return Ok(None);
            }
            Err(error) => {
                return Err(Failure::new(
                    format!("the baseline `{}` cannot be read: {error}", path.display()),
                    Some("`kubelint baseline` writes it".to_owned()),
                ));
            }
        };
        let parsed = Baseline::parse(&text);
        parsed.map(Some).map_err(|error| {
            Failure::new(
                format!("the baseline `{}` cannot be used: {error}", path.display()),
                Some(error.help.to_owned()),
            )
        })
    }
}

/// Whether a file is one of the repository that the run is in, and below the working directory.
fn is_of_repository(found: &[Found]) -> bool {
    let below =
        |file: &Found| !file.name.starts_with("../") && !Path::new(&file.name).is_absolute();
    found.iter().any(below) && working_directory().is_ok_and(|at| repository::top(&at).is_some())
}

pub(super) fn working_directory() -> Result<PathBuf, Failure> {
    env::current_dir()
        .map_err(|error| Failure::new(format!("the working directory is not known: {error}"), None))
}

pub(super) fn command_line(arguments: &InputArguments, fail_on: Option<FailOn>) -> CommandLine {
    CommandLine {
        config: arguments.config.clone(),
        kubernetes_versions: arguments.kubernetes_version.clone(),
        profile: arguments.profile,
        fail_on,
        namespace: arguments.namespace.clone(),
        exclude: arguments.exclude.clone(),
        policies: arguments.policy.clone(),
        schemas: arguments.schema_location.clone(),
        level: arguments.level.clone(),
        select: arguments.select.clone(),
        ignore: arguments.ignore.clone(),
    }
}

pub(super) fn known_versions(versions: &[Version]) -> Result<(), Failure> {
    let known = schema::versions();
    let Some(unknown) = versions.iter().find(|version| !known.contains(version)) else {
        return Ok(());
    };
    let range = match (known.first(), known.last()) {
        (Some(first), Some(last)) => format!("{first} to {last} are known"),
        _ => "none is known".to_owned(),
    };
    Err(Failure::new(
        format!("there are no schemas for Kubernetes {unknown}"),
        Some(range),
    ))
}

/// Shows what is wrong with a config, with its lines.
pub(super) fn config_failure(error: ConfigError, color: bool, io: &mut Io<'_>) -> Failure {
    let count = show(error.sources, &error.diagnostics, color, io);
    Failure::new(format!("the configuration cannot be used: {count}"), None)
}

/// Shows mistakes with their lines; gives how many there are, in words.
pub(super) fn show(
    sources: Sources,
    mistakes: &[Diagnostic],
    color: bool,
    io: &mut Io<'_>,
) -> String {
    let width = io.terminal.width.unwrap_or(100);
    if let Ok(text) = report::problems(sources, mistakes, color, width) {
        let _ = io.errors.write_all(text.as_bytes());
    }
    let count = mistakes.len();
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} mistake{plural}")
}

fn read_stdin(found: &[Found], io: &mut Io<'_>) -> Result<Option<Vec<u8>>, Failure> {
    if !found.iter().any(|file| file.input == Input::Stdin) {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    // One byte more than what is read, so that a longer stream is told from one that just fits.
    io.input
        .take(MAX_FILE_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::new(format!("standard input cannot be read: {error}"), None))?;
    Ok(Some(bytes))
}

/// The day on which suppressions are held to have expired or not.
fn today() -> Date {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    Date::of_unix_time(now.map_or(0, |since| since.as_secs()))
}
