//! `--set … --update`: a value written into the spec, its comments kept.

use std::fmt;

use toml_edit::{DocumentMut, Item, Table, Value};

/// Why a value cannot be written into a spec.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpdateError {
    message: String,
}

impl fmt::Display for UpdateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for UpdateError {}

/// The text of a spec with `key=value` set in it. Comments, order and layout stay.
///
/// # Errors
///
/// When the text is no TOML, the setting is none, or its key leads through what is no table.
pub fn update(text: &str, setting: &str) -> Result<String, UpdateError> {
    let fail = |message: String| UpdateError { message };
    let mut document: DocumentMut = text
        .parse()
        .map_err(|error: toml_edit::TomlError| fail(error.message().to_owned()))?;
    let (key, value) = setting
        .split_once('=')
        .ok_or_else(|| fail(format!("`{setting}` is no `key=value`")))?;
    let keys = toml_edit::Key::parse(key.trim())
        .map_err(|_| fail(format!("`{}` is no key", key.trim())))?;
    let value: Value = value
        .parse()
        .unwrap_or_else(|_| Value::from(value.to_owned()));
    let Some((last, path)) = keys.split_last() else {
        return Err(fail(format!("`{setting}` has no key")));
    };
    let mut at: &mut Item = document.as_item_mut();
    for key in path {
        let table = at
            .as_table_like_mut()
            .ok_or_else(|| fail(format!("`{}` stands below what is no table", key.get())))?;
        if table.get(key.get()).is_none() {
            let mut new = Table::new();
            new.set_implicit(true);
            table.insert(key.get(), Item::Table(new));
        }
        at = table
            .get_mut(key.get())
            .ok_or_else(|| fail(format!("`{}` cannot be set", key.get())))?;
    }
    let table = at
        .as_table_like_mut()
        .ok_or_else(|| fail(format!("`{}` stands below what is no table", last.get())))?;
    match table.get_mut(last.get()).and_then(Item::as_value_mut) {
        Some(known) => {
            let decor = known.decor().clone();
            *known = value;
            *known.decor_mut() = decor;
        }
        None => {
            table.insert(last.get(), Item::Value(value));
        }
    }
    Ok(document.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_set_and_comments_stay() {
        let text = "# the shop\nname = \"web\"  # its name\nimage = \"a:1\" # pinned\n\n[scale]\nmin = 2\n";
        let set = update(text, "image=ghcr.io/acme/web:2").expect("it can be set");
        assert_eq!(set, text.replace("a:1", "ghcr.io/acme/web:2"));
        let set = update(text, "scale.min=3").expect("it can be set");
        assert_eq!(set, text.replace("min = 2", "min = 3"));
        let set = update(text, "environments.production.image=\"a:3\"").expect("it can be set");
        assert_eq!(
            set,
            format!("{text}\n[environments.production]\nimage = \"a:3\"\n")
        );
    }

    #[test]
    fn what_is_no_table_is_refused() {
        assert!(update("name = \"web\"\n", "name.x=1").is_err());
        assert!(update("name = \n", "name=1").is_err());
        assert!(update("name = \"web\"\n", "name").is_err());
    }
}
