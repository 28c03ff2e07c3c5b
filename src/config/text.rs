//! Whether a string that is not empty can be what its key says it is.

use globset::{Glob, GlobBuilder};

use super::folder::Folder;
use super::keys::Text;
use super::problem::Problem;
use crate::schema::{self, Version};
use crate::source::nearest_path;
use crate::spelling::{quoted_list, suggestion};

/// Says what is wrong with `words` as a `kind` of string.
pub(super) fn check(kind: Text, words: &str, folder: &Folder) -> Result<(), Problem> {
    match kind {
        // Whether a config can be read is seen when it is, and rules are known later.
        Text::Words | Text::Path | Text::Config | Text::Rule => Ok(()),
        Text::Folder => exists(words, folder),
        Text::Schemas => schemas(words, folder),
        Text::Paths => is_glob(
            words,
            GlobBuilder::new(words).literal_separator(true).build(),
        ),
        Text::Names => is_glob(words, Glob::new(words)),
        Text::Version => version(words),
        Text::Object => object(words, 2),
        Text::ClusterObject => object(words, 1),
        Text::Choice(choices) => choice(words, choices),
    }
}

fn choice(word: &str, choices: &[&str]) -> Result<(), Problem> {
    if choices.contains(&word) {
        return Ok(());
    }
    let problem = Problem::new(format!("`{word}` is none of {}", quoted_list(choices)));
    Err(match suggestion(word, choices) {
        Some(help) => problem.with_help(help),
        None => problem,
    })
}

fn is_glob(words: &str, glob: Result<Glob, globset::Error>) -> Result<(), Problem> {
    match glob {
        Ok(_) => Ok(()),
        Err(error) => Err(Problem::new(format!(
            "`{words}` is no glob: {}",
            error.kind()
        ))),
    }
}

/// A version that there are schemas for.
fn version(words: &str) -> Result<(), Problem> {
    let known = schema::versions();
    let range = match (known.first(), known.last()) {
        (Some(first), Some(last)) => format!("{first} to {last} are known"),
        _ => "none is known".to_owned(),
    };
    match words.parse::<Version>() {
        Ok(version) if known.contains(&version) => Ok(()),
        Ok(version) => Err(
            Problem::new(format!("there are no schemas for Kubernetes {version}")).with_help(range),
        ),
        Err(_) => Err(
            Problem::new(format!("`{words}` is no Kubernetes version")).with_help(format!(
                "write it as `\"{}\"`; {range}",
                known.last().map(Version::to_string).unwrap_or_default()
            )),
        ),
    }
}

fn exists(words: &str, folder: &Folder) -> Result<(), Problem> {
    let path = folder.absolute(words);
    if path.exists() {
        return Ok(());
    }
    let problem = Problem::new(format!("`{words}` does not exist"));
    let near = nearest_path(words.as_ref(), folder.path());
    Err(match near {
        Some(near) => problem.with_help(format!("did you mean `{near}`?")),
        None => problem.with_help("paths are relative to the folder of the config"),
    })
}

fn schemas(words: &str, folder: &Folder) -> Result<(), Problem> {
    if words == "default" || words.contains("{{") {
        return Ok(());
    }
    if words.contains("://") {
        return Err(
            Problem::new(format!("schemas are local files, and `{words}` is not"))
                .with_help("fetch what you need into a folder with `curl`, and name the folder"),
        );
    }
    exists(words, folder)
}

/// `name`, or with `parts` of 2 also `namespace/name`; `*` stands for any characters.
fn object(words: &str, parts: usize) -> Result<(), Problem> {
    let legal = |part: &str| {
        !part.is_empty()
            && part.chars().all(|character| {
                character.is_ascii_lowercase()
                    || character.is_ascii_digit()
                    || "-.:*".contains(character)
            })
    };
    if words.split('/').count() <= parts && words.split('/').all(legal) {
        return Ok(());
    }
    let help = if parts == 2 {
        "write `namespace/name`, or `name` for any namespace; `*` stands for any characters"
    } else {
        "write its name; it lies in no namespace"
    };
    Err(Problem::new(format!("`{words}` names no object")).with_help(help))
}
