//! What holds for a file, and why.

use super::super::CommandLine;
use super::{EXAMPLE, config, folder, resolve};
use crate::schema::Version;

#[test]
fn every_setting_is_shown_with_its_origin() {
    let files = [
        (
            "kubelint.toml",
            &format!("extends = \"base.toml\"{EXAMPLE}")[..],
        ),
        (
            "base.toml",
            "profile = 'strict'\nexclude = ['vendor']\nfail-on = 'warning'\n[rules]\nreplicas-too-few.min = 3\n",
        ),
        ("policies/", ""),
        ("crds/", ""),
    ];
    let command_line = CommandLine {
        exclude: vec!["x/**".to_owned()],
        namespace: Some("shop".to_owned()),
        level: vec!["images=info".to_owned()],
        ..CommandLine::default()
    };
    let config = config(&files, command_line);
    insta::assert_snapshot!(config.show("legacy/a.yaml"));
}

#[test]
fn what_a_profile_and_a_selection_decide_is_said() {
    let command_line = CommandLine {
        select: vec!["security,cpu-limit-missing".to_owned()],
        ignore: vec!["run-as-root-explicit".to_owned()],
        kubernetes_versions: vec![Version { minor: 37 }, Version { minor: 36 }],
        ..CommandLine::default()
    };
    let config = config(&[("kubelint.toml", "profile = 'strict'")], command_line);
    insta::assert_snapshot!(config.show("a.yaml"));
}

#[test]
fn what_is_shown_is_itself_a_config_that_says_the_same() {
    let files = [("kubelint.toml", EXAMPLE), ("policies/", ""), ("crds/", "")];
    let folder = folder(&files);
    let first = resolve(folder.path(), CommandLine::default()).unwrap();
    let shown = first.show("legacy/a.yaml");
    std::fs::write(folder.path().join("kubelint.toml"), &shown).unwrap();
    let second =
        resolve(folder.path(), CommandLine::default()).unwrap_or_else(|error| panic!("{error}"));
    let values = |text: &str| {
        let mut lines: Vec<String> = text
            .lines()
            .filter_map(|line| Some(line.split_once("  # ")?.0.trim_end().to_owned()))
            .collect();
        lines.sort();
        lines
    };
    assert_eq!(values(&second.show("legacy/a.yaml")), values(&shown));
}
