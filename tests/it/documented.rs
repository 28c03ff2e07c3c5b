//! What the README and the docs show is what kubelint takes: every config, every annotation and
//! comment that silences a finding, every policy.

use std::fs;

use kubelint::cli::Exit;

use crate::command::{folder, kubelint, list, path, text, with_input};

/// The blocks of a language in the README and the pages of `docs/`.
fn blocks(language: &str) -> Vec<(String, String)> {
    let mut pages = vec!["README.md".to_owned()];
    for entry in fs::read_dir("docs").expect("the docs are there") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|ext| ext == "md") {
            pages.push(path.to_string_lossy().into_owned());
        }
    }
    let mut blocks = Vec::new();
    for page in pages {
        let content = fs::read_to_string(&page).expect("the page can be read");
        let fence = format!("\n```{language}\n");
        for block in content.split(&fence).skip(1) {
            let block = block.split("\n```").next().unwrap_or(block);
            blocks.push((page.clone(), format!("{block}\n")));
        }
    }
    blocks
}

#[test]
fn every_config_that_is_shown_is_taken() {
    let shown = blocks("toml");
    assert!(!shown.is_empty());
    let policy = include_str!("../../src/cli/policy/template.rego");
    let policy = policy.replace("PACKAGE", "kubelint.acme.mine");
    for (page, config) in shown {
        // A spec of `kubelint gen` has an image.
        if config.lines().any(|line| line.starts_with("image ")) {
            let folder = folder(&[("app.toml", config.as_str())]);
            let ran = kubelint(&["gen", &path(&folder, "app.toml")]);
            assert_eq!(ran.exit, Exit::Clean, "{page}:\n{config}\n{}", ran.errors);
            continue;
        }
        let folder = folder(&[
            ("kubelint.toml", config.as_str()),
            ("policies/acme/mine.rego", &policy),
        ]);
        let file = path(&folder, "kubelint.toml");
        let ran = kubelint(&["check", "--config", &file, "--show-config", "web.yaml"]);
        assert_eq!(ran.exit, Exit::Clean, "{page}:\n{config}\n{}", ran.errors);
    }
}

#[test]
fn every_suppression_that_is_shown_silences_something() {
    let shown = blocks("yaml");
    let suppresses = |yaml: &str| yaml.contains("# kubelint:") || yaml.contains("kubelint.dev/");
    let shown = shown.iter().filter(|(_, yaml)| suppresses(yaml));
    let mut seen = 0;
    for (page, yaml) in shown {
        let arguments = ["check", "-", "--format", "json"];
        let report = with_input(&arguments, yaml.as_bytes()).json();
        let wrong: Vec<String> = list(&report, "diagnostics")
            .iter()
            .filter(|finding| text(finding, "rule").starts_with("suppression-"))
            .map(|finding| text(finding, "message").to_owned())
            .collect();
        assert!(wrong.is_empty(), "{page}: {wrong:#?}");
        assert!(!list(&report, "suppressed").is_empty(), "{page}:\n{yaml}");
        seen += 1;
    }
    assert!(seen > 0);
}

#[test]
fn every_policy_that_is_shown_holds_its_examples() {
    for (page, rego) in blocks("rego") {
        let package = rego.split("\npackage ").nth(1).expect("a package");
        let package = package.lines().next().expect("a line");
        let mut parts = package.split('.').skip(1);
        let (group, rule) = (
            parts.next().expect("a group"),
            parts.next().expect("a rule"),
        );
        let file = format!("policies/{group}/{rule}.rego");
        let folder = folder(&[(file.as_str(), &rego)]);
        let ran = kubelint(&["policy", "test", &path(&folder, "policies")]);
        assert!(ran.output.contains(", 0 failed"), "{page}: {}", ran.output);
        assert!(
            ran.output.starts_with("1 policies"),
            "{page}: {}",
            ran.output
        );
    }
}

/// `kubelint generate-docs` wrote what is in the repository.
#[test]
fn generated_pages_are_up_to_date() {
    let ran = kubelint(&["generate-docs", "--check"]);
    assert_eq!(
        ran.output, "",
        "`cargo run -- generate-docs` writes them anew"
    );
}
