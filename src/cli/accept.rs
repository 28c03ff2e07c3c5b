//! `kubelint baseline`, `kubelint suppressions` and `kubelint init`: what is accepted.

use std::fs;
use std::path::Path;

use super::args::{BaselineArguments, InputArguments};
use super::run::{Held, Run};
use super::{Exit, Failure, Io};
use crate::baseline::Baseline;
use crate::check::outcome::UsedSuppression;
use crate::config;
use crate::report::one_line;

/// Writes the baseline: all findings the first time, later only fewer of them.
pub(super) fn baseline(
    arguments: &BaselineArguments,
    color: bool,
    io: &mut Io<'_>,
) -> Result<Exit, Failure> {
    let run = Run::prepare(&arguments.input, None, color, io)?;
    let path = run.baseline_path(arguments.baseline.as_deref());
    let known = match path.exists() {
        true => run.read_baseline(Some(&path))?,
        false => None,
    };
    let outcome = run.check(&arguments.input, Held::default(), io)?;
    let found = Baseline::of(&outcome.diagnostics, &outcome.sources);
    let shown = path.display();
    let written = match &known {
        Some(known) if !arguments.update => known.shrink(&outcome.diagnostics),
        _ => found.clone(),
    };
    write(&path, &written)?;
    let before = known.as_ref().map_or(0, Baseline::len);
    let count = written.len();
    match known {
        None => writeln!(io.output, "wrote {shown}: {count} findings are known now")?,
        Some(known) => {
            let gone = known.shrink(&outcome.diagnostics).len();
            let gone = before - gone;
            writeln!(
                io.output,
                "wrote {shown}: {count} findings are known, {gone} are gone"
            )?;
            let new = known.split(outcome.diagnostics).new.len();
            if new > 0 && !arguments.update {
                writeln!(
                    io.output,
                    "{new} new findings are not taken in; `kubelint check` shows them, `--update` takes them in"
                )?;
                return Ok(Exit::Findings);
            }
        }
    }
    Ok(Exit::Clean)
}

fn write(path: &Path, baseline: &Baseline) -> Result<(), Failure> {
    fs::write(path, baseline.to_string()).map_err(|error| {
        Failure::new(
            format!("`{}` cannot be written: {error}", path.display()),
            None,
        )
    })
}

/// Lists every suppression with its place, its rules, its reason and what it silences.
pub(super) fn suppressions(
    arguments: &InputArguments,
    color: bool,
    io: &mut Io<'_>,
) -> Result<Exit, Failure> {
    let run = Run::prepare(arguments, None, color, io)?;
    let outcome = run.check(arguments, Held::default(), io)?;
    let place = |one: &UsedSuppression| {
        let source = outcome.sources.get(one.suppression.span.file);
        (
            source.name.clone(),
            source.position(one.suppression.span.start).line,
        )
    };
    let mut all: Vec<&UsedSuppression> = outcome.suppressions.iter().collect();
    all.sort_by_key(|one| place(one));
    for one in &all {
        let (file, line) = place(one);
        let suppression = &one.suppression;
        let names: Vec<String> = suppression.names.iter().map(ToString::to_string).collect();
        let names = match names.is_empty() {
            true => "all rules".to_owned(),
            false => names.join(", "),
        };
        let reason = suppression.reason.as_deref().unwrap_or("(no reason)");
        let mut state = match one.used {
            0 => "silences nothing".to_owned(),
            1 => "silences 1 finding".to_owned(),
            used => format!("silences {used} findings"),
        };
        if suppression.expired {
            "expired".clone_into(&mut state);
        } else if let Some(day) = suppression.expires {
            state = format!("{state}, until {day}");
        }
        writeln!(
            io.output,
            "{}:{line}: {} {}: {} ({state})",
            one_line(&file),
            suppression.kind.as_str(),
            one_line(&names),
            one_line(reason),
        )?;
    }
    let count = all.len();
    let plural = if count == 1 { "" } else { "s" };
    let silenced = outcome.suppressed.len();
    writeln!(
        io.output,
        "{count} suppression{plural}, {silenced} findings silenced"
    )?;
    Ok(Exit::Clean)
}

/// Writes a commented `kubelint.toml` into the working directory.
pub(super) fn init(force: bool, io: &mut Io<'_>) -> Result<Exit, Failure> {
    let path = Path::new(config::FILE_NAME);
    write_new(path, &config::init(), force)?;
    writeln!(
        io.output,
        "wrote {}; everything in it is commented out",
        path.display()
    )?;
    Ok(Exit::Clean)
}

/// Writes a file that is not there yet.
pub(super) fn write_new(path: &Path, text: &str, force: bool) -> Result<(), Failure> {
    let shown = path.display();
    if path.exists() && !force {
        return Err(Failure::new(
            format!("`{shown}` is there already"),
            Some("`--force` writes over it".to_owned()),
        ));
    }
    fs::write(path, text)
        .map_err(|error| Failure::new(format!("`{shown}` cannot be written: {error}"), None))
}
