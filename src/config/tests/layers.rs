//! Which of several decisions about a rule wins.

use super::super::CommandLine;
use super::{config, folder, resolve, said, with_rules};
use crate::rule::{Level, Profile};

fn level(text: &str, rule: &str, file: &str) -> Level {
    with_rules(text, &[], &[], &[]).levels.level(rule, file)
}

#[test]
fn a_profile_changes_the_levels_that_rules_have_by_themselves() {
    let of = |text| level(text, "read-only-root-missing", "a.yaml");
    assert_eq!(of(""), Level::Off);
    assert_eq!(of("profile = 'strict'"), Level::Warning);
    let command_line = CommandLine {
        profile: Some(Profile::All),
        ..CommandLine::default()
    };
    let files = [("kubelint.toml", "profile = 'recommended'")];
    let levels = config(&files, command_line).levels;
    assert_eq!(levels.level("cpu-limit-missing", "a.yaml"), Level::Warning);
}

#[test]
fn a_rule_wins_over_its_groups_wherever_they_stand() {
    let text = "[rules]\nrun-as-root-explicit = 'error'\nsecurity = 'info'\n";
    assert_eq!(level(text, "run-as-root-explicit", "a.yaml"), Level::Error);
    assert_eq!(level(text, "read-only-root-missing", "a.yaml"), Level::Info);
    let text = "[rules]\nsecurity = 'off'\npss-restricted = 'error'\n";
    assert_eq!(level(text, "run-as-root-explicit", "a.yaml"), Level::Error);
    assert_eq!(level(text, "read-only-root-missing", "a.yaml"), Level::Off);
}

#[test]
fn a_table_sets_level_and_parameters() {
    let text = "[rules.replicas-too-few]\nmin = 3\nper-kind = { StatefulSet = 3 }\n\
                [rules.security]\nlevel = 'off'\n";
    let config = with_rules(text, &[], &[], &[]);
    let params = config.levels.params("replicas-too-few");
    assert_eq!(params["min"], 3);
    assert_eq!(params["kinds"][0], "Deployment");
    assert_eq!(params["per-kind"], serde_json::json!({"StatefulSet": 3}));
    assert_eq!(
        config.levels.level("replicas-too-few", "a.yaml"),
        Level::Info
    );
    assert_eq!(
        config.levels.level("run-as-root-explicit", "a.yaml"),
        Level::Off
    );
    assert!(config.levels.params("no-such-rule").is_empty());
}

#[test]
fn overrides_hold_for_their_files_and_later_ones_win() {
    let text = "[rules]\nimages = 'error'\n\
                [[overrides]]\npaths = ['legacy/**', 'old']\nrules = { images = 'off' }\n\
                [[overrides]]\npaths = ['legacy/new.yaml']\nrules.image-tag-latest = 'info'\n";
    let of = |file| level(text, "image-tag-latest", file);
    assert_eq!(of("a.yaml"), Level::Error);
    assert_eq!(of("legacy/a.yaml"), Level::Off);
    assert_eq!(of("x/old/y/a.yaml"), Level::Off);
    assert_eq!(of("legacy/new.yaml"), Level::Info);
    let config = with_rules(text, &[], &[], &[]);
    let in_file = config.levels.for_file("legacy/new.yaml");
    assert_eq!(in_file.level("image-tag-latest"), Level::Info);
    assert_eq!(in_file.level("image-registry-not-allowed"), Level::Off);
    assert_eq!(in_file.level("yaml-syntax"), Level::Error);
}

#[test]
fn a_rule_is_on_anywhere_when_one_override_turns_it_on() {
    let text = "[rules]\nresources = 'off'\nimages = 'off'\n\
                [[overrides]]\npaths = ['prod']\nrules = { memory-limit-missing = 'error' }\n";
    let levels = with_rules(text, &[], &[], &[]).levels;
    assert!(levels.is_on_anywhere("memory-limit-missing"));
    assert!(!levels.is_on_anywhere("cpu-limit-missing"));
    assert!(!levels.is_on_anywhere("image-tag-latest"));
    let levels = with_rules(text, &["memory-limit-missing=off"], &[], &[]).levels;
    assert!(!levels.is_on_anywhere("memory-limit-missing"));
    let levels = with_rules(text, &[], &["images"], &["image-tag-latest"]).levels;
    assert!(levels.is_on_anywhere("image-registry-not-allowed"));
    assert!(!levels.is_on_anywhere("image-tag-latest"));
}

#[test]
fn a_config_wins_over_what_it_extends() {
    let files = [
        (
            "team/kubelint.toml",
            "extends = ['../base.toml', '../more.toml']\nexclude = ['gen']\n\
             [rules]\nimages = 'info'\nreplicas-too-few.min = 4\n",
        ),
        (
            "base.toml",
            "profile = 'strict'\nnamespace = 'base'\nexclude = ['vendor/**']\nkubernetes-versions = ['1.33']\n\
             [rules]\nimage-tag-latest = 'error'\nmemory-limit-missing = 'error'\n\
             [rules.replicas-too-few]\nmin = 3\nkinds = []\n\
             [[overrides]]\npaths = ['team/legacy']\nrules = { images = 'off', resources = 'off' }\n",
        ),
        ("more.toml", "extends = 'base.toml'\nnamespace = 'more'\n"),
    ];
    let folder = folder(&files);
    let config = resolve(&folder.path().join("team"), CommandLine::default()).unwrap();
    assert_eq!(config.profile, Profile::Strict);
    assert_eq!(config.namespace.as_deref(), Some("more"));
    assert_eq!(config.exclude, ["../vendor/**", "**/gen"]);
    assert_eq!(config.kubernetes_versions[0].minor, 33);
    let levels = &config.levels;
    assert_eq!(levels.level("image-tag-latest", "a.yaml"), Level::Info);
    assert_eq!(
        levels.level("image-tag-latest", "legacy/a.yaml"),
        Level::Info
    );
    assert_eq!(levels.level("memory-limit-missing", "a.yaml"), Level::Error);
    assert_eq!(
        levels.level("memory-limit-missing", "legacy/a.yaml"),
        Level::Off
    );
    assert_eq!(
        levels.level("read-only-root-missing", "a.yaml"),
        Level::Warning
    );
    let params = levels.params("replicas-too-few");
    assert_eq!(params["min"], 4);
    assert_eq!(params["kinds"], serde_json::json!([]));
}

#[test]
fn level_arguments_win_over_every_config() {
    let text = "[[overrides]]\npaths = ['legacy']\nrules = { images = 'off' }\n";
    let arguments = ["images=error,replicas-too-few=off", "image-tag-latest=info"];
    let levels = with_rules(text, &arguments, &[], &[]).levels;
    assert_eq!(
        levels.level("image-tag-latest", "legacy/a.yaml"),
        Level::Info
    );
    assert_eq!(
        levels.level("image-registry-not-allowed", "legacy/a.yaml"),
        Level::Error
    );
    assert_eq!(levels.level("replicas-too-few", "a.yaml"), Level::Off);
}

#[test]
fn select_runs_what_is_named_and_what_reads() {
    let text = "[rules]\nmemory-limit-missing = 'error'\n";
    let levels = with_rules(text, &[], &["resources , pss-restricted"], &[]).levels;
    let of = |rule| levels.level(rule, "a.yaml");
    assert_eq!(of("memory-limit-missing"), Level::Error, "its level");
    assert_eq!(
        of("cpu-limit-missing"),
        Level::Warning,
        "it is off otherwise"
    );
    assert_eq!(
        of("run-as-root-explicit"),
        Level::Warning,
        "a group beside its own"
    );
    assert_eq!(of("image-tag-latest"), Level::Off);
    assert_eq!(of("yaml-syntax"), Level::Error);
    assert_eq!(of("internal-error"), Level::Error);
}

#[test]
fn select_takes_the_names_of_other_tools() {
    let levels = with_rules("", &[], &["kube-linter:run-as-non-root"], &[]).levels;
    assert_eq!(
        levels.level("run-as-root-explicit", "a.yaml"),
        Level::Warning
    );
    assert_eq!(levels.level("memory-limit-missing", "a.yaml"), Level::Off);
}

#[test]
fn ignore_wins_over_select() {
    let levels = with_rules("", &[], &["resources"], &["cpu-limit-missing", "yaml"]).levels;
    assert_eq!(
        levels.level("memory-limit-missing", "a.yaml"),
        Level::Warning
    );
    assert_eq!(levels.level("cpu-limit-missing", "a.yaml"), Level::Off);
    assert_eq!(levels.level("yaml-syntax", "a.yaml"), Level::Off);
    let levels = with_rules("", &[], &[], &["resources"]).levels;
    assert_eq!(levels.level("memory-limit-missing", "a.yaml"), Level::Off);
    assert_eq!(levels.level("image-tag-latest", "a.yaml"), Level::Warning);
}

#[test]
fn what_is_wrong_with_arguments_is_marked_in_them() {
    let folder = folder(&[]);
    let command_line = CommandLine {
        level: vec!["images=eror, imags=off,memory-limit-missing".to_owned()],
        select: vec!["resource".to_owned(), String::new()],
        ignore: vec!["run-as-non-root".to_owned()],
        ..CommandLine::default()
    };
    let error = resolve(folder.path(), command_line).unwrap_err();
    insta::assert_snapshot!(said(&error).join("\n"), @r"
    eror | `eror` is no level (did you mean `error`?)
    imags | there is no rule or group `imags` (did you mean `images`?)
    memory-limit-missing | `memory-limit-missing` sets no level (write `--level RULE=LEVEL`)
    resource | there is no rule or group `resource` (did you mean `resources`?)
    --select | no rule is named (write a rule or a group)
    run-as-non-root | there is no rule or group `run-as-non-root` (here it is called `run-as-root-explicit`)
    ");
    assert_eq!(error.sources.iter().count(), 1);
}

#[test]
fn a_rule_that_nobody_knows_is_an_error() {
    assert_eq!(level("", "no-such-rule", "a.yaml"), Level::Error);
    assert!(
        with_rules("", &[], &[], &[])
            .levels
            .is_on_anywhere("no-such-rule")
    );
}
