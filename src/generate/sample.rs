//! The `app.toml` that `kubelint init --app` writes: three lines that work, every other key
//! commented out.

use std::fmt::Write as _;

use super::spec::{App, Platform};

/// What the three lines are set to.
const LINES: [(&str, &str); 3] = [
    ("name", "\"app\""),
    ("image", "\"ghcr.io/acme/app:1.0.0\""),
    ("port", "8080"),
];

/// A spec in which everything but its first lines is commented out: a `#` before a key, `# `
/// before an explanation.
pub fn sample() -> String {
    let mut text = "\
# What `kubelint gen app.toml` turns into Kubernetes YAML. The first three lines are all that it
# needs. Take away the `#` before what you want; `kubelint explain spec.KEY` says more of a key,
# `kubelint gen --explain app.toml` why each line of the YAML is there.
"
    .to_owned();
    for (key, value) in LINES {
        let _ = writeln!(text, "{key} = {value}");
    }
    for key in App::KEYS.keys {
        if LINES.iter().any(|(name, _)| *name == key.name) {
            continue;
        }
        let _ = writeln!(text, "\n# {}", key.sentence());
        let _ = writeln!(text, "#{} = {}", key.name, key.example);
    }
    text.push_str("\n# What the cluster is like; usually in a file that `extends = \"../platform.toml\"` names\n");
    text.push_str("#[platform]\n");
    for key in Platform::KEYS.keys {
        let _ = writeln!(
            text,
            "#{} = {}  # {}",
            key.name,
            key.example,
            key.sentence()
        );
    }
    text.push_str(
        "\n# What is different in an environment: any key\n#[environments.staging]\n#scale = 1\n",
    );
    text
}
