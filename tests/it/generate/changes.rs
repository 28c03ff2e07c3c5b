//! A change of the spec changes what depends on it, and nothing else.

use similar::{ChangeTag, TextDiff};

use super::{generate, newest, read};
use kubelint::generate::{Format, Layout, files};

/// The output of a spec as one text, without the hashes in the first lines.
fn text(name: &str, settings: &[&str]) -> String {
    let spec = read(name, settings).unwrap_or_else(|error| panic!("{error}"));
    let layout = Layout {
        folder: "out".into(),
        format: Format::Yaml,
        split: false,
    };
    let files = files(&spec, &generate(&spec, newest()), &layout);
    files
        .iter()
        .map(|(path, text)| {
            let (_, rest) = text.split_once('\n').expect("a first line");
            format!("{}\n{rest}", path.display())
        })
        .collect()
}

/// The lines that a change takes away and adds.
fn difference(name: &str, setting: &str) -> String {
    let (before, after) = (text(name, &[]), text(name, &[setting]));
    let diff = TextDiff::from_lines(&before, &after);
    let changes = diff.iter_all_changes().filter_map(|change| {
        let sign = match change.tag() {
            ChangeTag::Delete => '-',
            ChangeTag::Insert => '+',
            ChangeTag::Equal => return None,
        };
        Some(format!("{sign}{}", change.value()))
    });
    changes.collect()
}

#[test]
fn a_change_changes_what_depends_on_it() {
    let mut shown = String::new();
    for (name, setting) in [
        ("minimal", "image=ghcr.io/acme/checkout:1.4.3"),
        ("minimal", "port=8081"),
        ("minimal", "scale=3"),
        ("minimal", "env.LOG_LEVEL=info"),
        ("minimal", "network.to=[\"internet:443\"]"),
        ("minimal", "labels.all.team=shop"),
        ("minimal", "priority-class=web"),
        ("minimal", "security.writable=[\"/tmp\"]"),
        ("boutique", "apps.emailservice.args=[\"--verbose\"]"),
        ("boutique", "apps.adservice.network.to=[\"redis-cart\"]"),
        (
            "bank",
            "config.environment-config.LOCAL_ROUTING_NUM=883745001",
        ),
        ("platform", "apps.queue.scale=5"),
    ] {
        shown.push_str(&format!(
            "=== {name} {setting}\n{}",
            difference(name, setting)
        ));
    }
    insta::assert_snapshot!("changes", shown);
}

#[test]
fn only_the_file_of_an_application_changes_with_it() {
    let of = |settings: &[&str]| {
        let spec = read("boutique", settings).unwrap_or_else(|error| panic!("{error}"));
        let layout = Layout {
            folder: "out".into(),
            format: Format::Yaml,
            split: false,
        };
        files(&spec, &generate(&spec, newest()), &layout)
    };
    let (before, after) = (of(&[]), of(&["apps.emailservice.env.X=1"]));
    let changed: Vec<String> = after
        .iter()
        .filter(|(path, text)| before.get(*path) != Some(text))
        .map(|(path, _)| path.display().to_string())
        .collect();
    assert_eq!(changed, ["emailservice.yaml"]);
}
