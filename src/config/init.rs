//! The `kubelint.toml` that `kubelint init` writes: every key, commented out.

use std::fmt::Write as _;

use super::keys::{KEYS, Key, Shape};

/// A config in which everything is commented out: a `#` before a key, `# ` before an explanation.
pub fn init() -> String {
    let mut text = "\
# What kubelint checks in this folder, and how. Take away the `#` before what you want;
# `kubelint check --show-config FILE` prints what holds for a file, and why.
"
    .to_owned();
    for key in KEYS {
        let _ = writeln!(text, "\n# {}", key.description);
        match key.shape {
            Shape::Rules | Shape::Levels => {
                let _ = writeln!(text, "#[{}]", key.name);
                for line in key.example.lines() {
                    let _ = writeln!(text, "#{line}");
                }
            }
            Shape::Table(keys) => write_table(&mut text, &format!("[{}]", key.name), keys),
            Shape::Tables(keys) => write_table(&mut text, &format!("[[{}]]", key.name), keys),
            Shape::Text(_) | Shape::Texts(_) | Shape::OneOrMore(_) | Shape::Date => {
                let _ = writeln!(text, "#{} = {}", key.name, key.example);
            }
        }
    }
    text
}

fn write_table(text: &mut String, header: &str, keys: &[Key]) {
    let _ = writeln!(text, "#{header}");
    let shown: Vec<(String, &str)> = keys
        .iter()
        .filter(|key| !key.example.is_empty())
        .map(|key| {
            let line = format!("#{} = {}", key.name, key.example);
            (line, key.description)
        })
        .collect();
    let width = shown.iter().map(|(line, _)| line.len()).max().unwrap_or(0);
    for (line, description) in shown {
        let _ = writeln!(text, "{line:width$}  # {description}");
    }
}
