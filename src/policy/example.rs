//! The examples in the description of a policy, which are its tests.

use serde_json::{Map, Value};

use crate::schema::Version;

/// A manifest that a policy must or must not report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyExample {
    /// Whether it must be reported.
    pub bad: bool,
    /// The manifest: one or several YAML documents.
    pub yaml: String,
    /// The Kubernetes version that it is checked for; the newest when absent.
    pub target: Option<Version>,
    /// Parameters that differ from their defaults.
    pub params: Map<String, Value>,
}

/// What opens an example.
const FENCE: &str = "```yaml ";

/// All examples of a description, in order.
pub(super) fn read(description: &str) -> Result<Vec<PolicyExample>, String> {
    let mut examples = Vec::new();
    let mut lines = description.lines();
    while let Some(line) = lines.next() {
        let Some(what) = line.strip_prefix(FENCE) else {
            continue;
        };
        let mut example = opening(what.trim())?;
        for line in lines.by_ref().take_while(|line| line.trim_end() != "```") {
            example.yaml.push_str(line);
            example.yaml.push('\n');
        }
        examples.push(example);
    }
    Ok(examples)
}

/// `bad`, `good 1.34`, `bad {"min": 2}`.
fn opening(what: &str) -> Result<PolicyExample, String> {
    let (word, rest) = what.split_once(' ').unwrap_or((what, ""));
    let bad = match word {
        "bad" => true,
        "good" => false,
        other => return Err(format!("an example is `bad` or `good`, not `{other}`")),
    };
    let (version, params) = match rest.find('{') {
        Some(at) => rest.split_at(at),
        None => (rest, ""),
    };
    let target = match version.trim() {
        "" => None,
        version => Some(version.parse().map_err(|_| {
            format!("`{version}` in the first line of an example is no Kubernetes version")
        })?),
    };
    let params = match params {
        "" => Map::new(),
        params => serde_json::from_str(params)
            .map_err(|error| format!("the parameters of an example are no JSON: {error}"))?,
    };
    Ok(PolicyExample {
        bad,
        yaml: String::new(),
        target,
        params,
    })
}

/// The description without its examples.
pub(super) fn without_examples(description: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for line in description.lines() {
        if line.starts_with(FENCE) {
            inside = true;
        }
        if !inside {
            text.push_str(line);
            text.push('\n');
        }
        if inside && line.trim_end() == "```" {
            inside = false;
        }
    }
    let mut tidy = text.trim().to_owned();
    while tidy.contains("\n\n\n") {
        tidy = tidy.replace("\n\n\n", "\n\n");
    }
    tidy
}

#[cfg(test)]
mod tests {
    use super::*;

    const DESCRIPTION: &str = "Why it matters.\n\n```yaml bad 1.34 {\"min\": 2}\na: 1\n---\nb: 2\n```\n\n\
        ```yaml good\nc: 3\n```\n\nNot reported: this.\n";

    #[test]
    fn examples_have_their_target_and_parameters() {
        let examples = read(DESCRIPTION).unwrap();
        assert_eq!(examples.len(), 2);
        assert!(examples[0].bad && !examples[1].bad);
        assert_eq!(examples[0].yaml, "a: 1\n---\nb: 2\n");
        assert_eq!(examples[0].target.unwrap().to_string(), "1.34");
        assert_eq!(examples[0].params["min"], 2);
        assert_eq!(examples[1].target, None);
    }

    #[test]
    fn the_text_remains_without_them() {
        assert_eq!(
            without_examples(DESCRIPTION),
            "Why it matters.\n\nNot reported: this."
        );
    }

    #[test]
    fn an_opening_that_says_something_else_is_refused() {
        assert!(read("```yaml wrong\n```").unwrap_err().contains("`wrong`"));
        assert!(read("```yaml bad 1.x\n```").unwrap_err().contains("1.x"));
        assert!(read("```yaml bad {min}\n```").unwrap_err().contains("JSON"));
    }
}
