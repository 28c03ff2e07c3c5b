//! `kubelint gen`: a spec into YAML.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;

use super::{Exit, Failure, Io};
use crate::config::{CommandLine, Generation, RawConfig};
use crate::generate::{
    self, Change, Format, Generated, Layout, Options, Spec, SpecError, apply, changes, differences,
    explain, files, stream, update,
};
use crate::schema::Version;
use crate::source::{FileKind, WalkOptions, walk};

/// The arguments of `gen`.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "they are flags")]
pub(super) struct GenerateArguments {
    /// The spec, for example app.toml [default: all `[[generate]]` of kubelint.toml]
    #[arg(value_name = "SPEC")]
    spec: Option<PathBuf>,

    /// Write files below this folder, instead of a stream to standard output
    #[arg(long, short, value_name = "FOLDER", help_heading = "Output")]
    output: Option<PathBuf>,
    /// yaml, or kustomize: a base and an overlay per environment
    #[arg(long, value_name = "FORMAT", help_heading = "Output")]
    format: Option<Format>,
    /// A file per object, not per application
    #[arg(long, help_heading = "Output")]
    split: bool,
    /// Print why each object and field is there: the line of the spec, or the default
    #[arg(long, help_heading = "Output", conflicts_with_all = ["output", "check"])]
    explain: bool,

    /// The environment, or `all`
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    env: Option<String>,
    /// Another value for a key, as `image=ghcr.io/acme/web:2.0.0`; may be repeated
    #[arg(long, value_name = "KEY=VALUE", help_heading = "Input")]
    set: Vec<String>,
    /// Write what `--set` says into the spec, comments kept
    #[arg(long, requires = "set", requires = "spec", help_heading = "Input")]
    update: bool,
    /// The oldest version that the YAML is for [default: that of the config, else the newest]
    #[arg(
        long,
        value_name = "VERSIONS",
        value_delimiter = ',',
        help_heading = "Input"
    )]
    kubernetes_version: Vec<Version>,
    /// The config, instead of the nearest kubelint.toml above the working directory
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    config: Option<PathBuf>,

    /// Write nothing: exit with 1 and print what differs when the files are not those of the spec
    #[arg(long, help_heading = "Check")]
    check: bool,
    /// Let somebody else own the tags of images
    #[arg(long, requires = "check", help_heading = "Check")]
    ignore_image: bool,
}

/// A spec and where it is written to.
struct Work {
    spec: PathBuf,
    layout: Option<Layout>,
}

/// Runs `gen`.
pub(super) fn run(
    arguments: &GenerateArguments,
    color: bool,
    io: &mut Io<'_>,
) -> Result<Exit, Failure> {
    let directory = env::current_dir().map_err(|error| {
        Failure::new(format!("the working directory is not known: {error}"), None)
    })?;
    super::run::known_versions(&arguments.kubernetes_version)?;
    let config = config(arguments, &directory, color, io)?;
    // The oldest version decides what may be used.
    let target = config.kubernetes_versions.first().copied();
    let target = target.unwrap_or(Version { minor: 0 });
    let all = work(arguments, &config)?;
    if all.is_empty() {
        writeln!(
            io.output,
            "nothing to generate: no spec is given, and kubelint.toml has no [[generate]]"
        )?;
        return Ok(Exit::Clean);
    }
    if arguments.update {
        for work in &all {
            write_settings(&work.spec, &arguments.set, io)?;
        }
    }
    let mut exit = Exit::Clean;
    for work in all {
        let settings = if arguments.update {
            &[][..]
        } else {
            &arguments.set
        };
        let spec = Spec::read(&work.spec, &directory, settings);
        let spec = spec.map_err(|error| refused(error, color, io))?;
        let format = work
            .layout
            .as_ref()
            .map_or(Format::Yaml, |layout| layout.format);
        let options = Options { target, format };
        let generated = environments(arguments, &spec, options, color, io)?;
        let ended = match &work.layout {
            _ if arguments.explain => {
                io.output
                    .write_all(explain(&spec.sources, &generated).as_bytes())?;
                Exit::Clean
            }
            None => {
                io.output.write_all(stream(&spec, &generated).as_bytes())?;
                Exit::Clean
            }
            Some(layout) => {
                let layout = named(layout, &spec, &work.spec);
                to_folder(arguments, &spec, &generated, &layout, &directory, io)?
            }
        };
        if ended == Exit::Findings {
            exit = ended;
        }
    }
    Ok(exit)
}

fn config(
    arguments: &GenerateArguments,
    directory: &Path,
    color: bool,
    io: &mut Io<'_>,
) -> Result<Generation, Failure> {
    let command_line = CommandLine {
        config: arguments.config.clone(),
        kubernetes_versions: arguments.kubernetes_version.clone(),
        ..CommandLine::default()
    };
    let raw = RawConfig::read(directory, command_line);
    let generation = raw.generation();
    generation.map_err(|error| super::run::config_failure(error, color, io))
}

fn work(arguments: &GenerateArguments, config: &Generation) -> Result<Vec<Work>, Failure> {
    if let Some(spec) = &arguments.spec {
        let layout = arguments.output.as_ref().map(|folder| Layout {
            folder: folder.clone(),
            format: arguments.format.unwrap_or_default(),
            split: arguments.split,
        });
        if layout.is_none() && (arguments.check || arguments.format == Some(Format::Kustomize)) {
            let what = if arguments.check {
                "--check"
            } else {
                "--format kustomize"
            };
            return Err(Failure::new(
                format!("`{what}` is about a folder"),
                Some(format!(
                    "name it: `kubelint gen {what} {} -o k8s/`",
                    spec.display()
                )),
            ));
        }
        return Ok(vec![Work {
            spec: spec.clone(),
            layout,
        }]);
    }
    let mut all = Vec::new();
    for entry in &config.generate {
        let options = WalkOptions {
            files: FileKind::Specs,
            ..WalkOptions::default()
        };
        let found = walk(std::slice::from_ref(&entry.spec), &options).map_err(|error| {
            let help = "`[[generate]]` of kubelint.toml names it".to_owned();
            Failure::new(error.to_string(), Some(help))
        })?;
        for file in found {
            all.push(Work {
                spec: PathBuf::from(file.name),
                layout: Some(Layout {
                    folder: PathBuf::from(&entry.output),
                    format: entry.format.parse().unwrap_or_default(),
                    split: arguments.split,
                }),
            });
        }
    }
    Ok(all)
}

/// The layout with `{name}` replaced: by the application, or of several by the spec's folder.
fn named(layout: &Layout, spec: &Spec, path: &Path) -> Layout {
    let folder = layout.folder.to_string_lossy();
    let name = spec.application().map(str::to_owned).or_else(|| {
        let folder = path.parent()?.file_name()?;
        Some(folder.to_string_lossy().into_owned())
    });
    Layout {
        folder: PathBuf::from(folder.replace("{name}", &name.unwrap_or_default())),
        ..layout.clone()
    }
}

/// The objects of all environments that are asked for.
fn environments(
    arguments: &GenerateArguments,
    spec: &Spec,
    options: Options,
    color: bool,
    io: &mut Io<'_>,
) -> Result<Vec<Generated>, Failure> {
    let known = spec.environments();
    let mut names: Vec<Option<&str>> = Vec::new();
    match arguments.env.as_deref() {
        Some("all") | None if known.is_empty() => names.push(None),
        Some("all") => names.extend(known.iter().map(|name| Some(name.as_str()))),
        Some(name) if known.iter().any(|known| known == name) => names.push(Some(name)),
        Some(name) => {
            let (message, help) = spec.unknown_environment(name);
            return Err(Failure::new(message, Some(help)));
        }
        None if arguments.output.is_some() || arguments.spec.is_none() => {
            names.extend(known.iter().map(|name| Some(name.as_str())));
        }
        None => {
            return Err(Failure::new(
                format!("`{}` has several environments", spec.name),
                Some(format!(
                    "`--env {}` prints one, `--env all` all of them",
                    known.first().map_or("", String::as_str)
                )),
            ));
        }
    }
    if options.format == Format::Kustomize {
        names.insert(0, None);
        names.dedup();
    }
    let mut generated = Vec::with_capacity(names.len());
    let mut problems = Vec::new();
    for name in names {
        match spec.generate(name, options) {
            Ok(objects) => generated.push(objects),
            Err(error) => problems.extend(error.diagnostics),
        }
    }
    if problems.is_empty() {
        return Ok(generated);
    }
    Err(refused(
        SpecError::new(spec.sources.copy(), problems),
        color,
        io,
    ))
}

/// Shows what is wrong with a spec, with its lines.
fn refused(error: SpecError, color: bool, io: &mut Io<'_>) -> Failure {
    let count = super::run::show(error.sources, &error.diagnostics, color, io);
    let message = format!("the spec cannot be used: {count}; nothing was written");
    Failure::new(message, None)
}

fn to_folder(
    arguments: &GenerateArguments,
    spec: &Spec,
    generated: &[Generated],
    layout: &Layout,
    directory: &Path,
    io: &mut Io<'_>,
) -> Result<Exit, Failure> {
    let files = files(spec, generated, layout);
    let folder = layout.folder.display();
    let steps = changes(&layout.folder, &files, directory)
        .map_err(|error| Failure::new(format!("`{folder}` cannot be read: {error}"), None))?;
    if arguments.check {
        return report_differences(arguments, spec, layout, &steps, io);
    }
    let blocked = steps
        .iter()
        .find(|step| matches!(step, Change::Blocked { .. }));
    if let Some(blocked) = blocked {
        return Err(Failure::new(
            format!(
                "`{}` is there already and was not written by kubelint gen",
                blocked.path().display()
            ),
            Some("remove it, or choose another folder; nothing was written".to_owned()),
        ));
    }
    apply(&steps, directory).map_err(|(path, error)| {
        Failure::new(
            format!("`{}` cannot be written: {error}", path.display()),
            Some("nothing was changed".to_owned()),
        )
    })?;
    let objects: usize = generated.iter().map(|one| one.objects.len()).sum();
    let written = steps
        .iter()
        .filter(|step| matches!(step, Change::Write { .. }))
        .count();
    let removed = steps.len() - written;
    let unchanged = files.len() - written;
    writeln!(
        io.output,
        "{folder}: {}; {written} written, {unchanged} as they were, {removed} removed",
        counted(objects, files.len())
    )?;
    Ok(Exit::Clean)
}

/// `5 objects in 1 file`.
fn counted(objects: usize, files: usize) -> String {
    let plural = |count: usize| if count == 1 { "" } else { "s" };
    format!(
        "{objects} object{} in {files} file{}",
        plural(objects),
        plural(files)
    )
}

fn report_differences(
    arguments: &GenerateArguments,
    spec: &Spec,
    layout: &Layout,
    steps: &[Change],
    io: &mut Io<'_>,
) -> Result<Exit, Failure> {
    let found = differences(steps, arguments.ignore_image);
    if found.is_empty() {
        return Ok(Exit::Clean);
    }
    for difference in &found {
        writeln!(io.output, "{} {}", difference.path, difference.what)?;
        io.output.write_all(difference.diff.as_bytes())?;
    }
    let repair = match &arguments.spec {
        None => "kubelint gen".to_owned(),
        Some(_) => {
            let mut command = format!("kubelint gen {} -o {}", spec.name, layout.folder.display());
            if layout.format != Format::default() {
                command.push_str(&format!(" --format {}", layout.format));
            }
            if layout.split {
                command.push_str(" --split");
            }
            for setting in &arguments.set {
                command.push_str(&format!(" --set {setting}"));
            }
            command
        }
    };
    let count = found.len();
    let (plural, verb) = if count == 1 {
        ("", "differs")
    } else {
        ("s", "differ")
    };
    writeln!(
        io.output,
        "{count} file{plural} {verb} from {}; `{repair}` puts it right",
        spec.name
    )?;
    Ok(Exit::Findings)
}

fn write_settings(path: &Path, settings: &[String], io: &mut Io<'_>) -> Result<(), Failure> {
    let shown = path.display();
    let before = fs::read_to_string(path)
        .map_err(|error| Failure::new(format!("`{shown}` cannot be read: {error}"), None))?;
    let mut text = before.clone();
    for setting in settings {
        text = update(&text, setting)
            .map_err(|error| Failure::new(format!("`{shown}`: {error}"), None))?;
    }
    if text == before {
        return Ok(());
    }
    let change = Change::Write {
        path: path.to_owned(),
        before: Some(before),
        after: text,
    };
    apply(&[change], Path::new("")).map_err(|(_, error)| {
        Failure::new(format!("`{shown}` cannot be written: {error}"), None)
    })?;
    writeln!(io.errors, "{shown}: {}", settings.join(", "))?;
    Ok(())
}

/// Writes a commented app.toml into the working directory.
pub(super) fn init(force: bool, io: &mut Io<'_>) -> Result<Exit, Failure> {
    super::accept::write_new(Path::new("app.toml"), &generate::sample(), force)?;
    writeln!(
        io.output,
        "wrote app.toml; `kubelint gen app.toml` prints what it becomes"
    )?;
    Ok(Exit::Clean)
}
