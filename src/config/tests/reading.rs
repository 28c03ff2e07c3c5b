//! From text to values, and what is wrong on the way.

use std::path::Path;

use super::super::{CommandLine, FailOn, find};
use super::{EXAMPLE, config, folder, problems, resolve, said};
use crate::resource::Date;
use crate::rule::{Level, Profile};
use crate::schema::Version;

#[test]
fn the_example_of_the_design_is_read() {
    let files = [("kubelint.toml", EXAMPLE), ("policies/", ""), ("crds/", "")];
    let config = config(&files, CommandLine::default());
    assert_eq!(config.file.as_deref(), Some("kubelint.toml"));
    let versions = [34, 37].map(|minor| Version { minor });
    assert_eq!(config.kubernetes_versions, versions);
    assert_eq!(config.profile, Profile::Recommended);
    assert_eq!(config.fail_on, FailOn::Error);
    assert_eq!(config.include, ["k8s/**", "apps/*/deploy"]);
    assert_eq!(config.exclude, ["charts/**/templates"]);
    assert_eq!(config.policies, [Path::new("policies")]);
    assert_eq!(config.schemas[0], "crds");
    assert!(config.schemas[1].starts_with("schemas/{{ .Group }}/"));
    let levels = &config.levels;
    assert_eq!(levels.level("image-tag-latest", "k8s/a.yaml"), Level::Error);
    assert_eq!(levels.level("cpu-limit-missing", "a.yaml"), Level::Warning);
    assert_eq!(
        levels.level("memory-limit-missing", "legacy/a.yaml"),
        Level::Off
    );
    assert_eq!(
        levels.params("image-registry-not-allowed")["allow"][0],
        "ghcr.io/acme/"
    );
    let ignore = &config.ignores.entries()[0];
    assert_eq!(ignore.reason, "needs host access");
    assert_eq!(ignore.expires.map(|at| at.value), Date::new(2027, 6, 1));
    assert!(config.units[0].holds("k8s/prod/x/a.yaml"));
    assert!(!config.units[0].holds("k8s/dev/a.yaml"));
    assert_eq!(config.generate[0].spec, "apps/*/app.toml");
    assert_eq!(config.generate[0].output, "deploy/{name}");
    assert_eq!(config.generate[0].format, "kustomize");
    assert!(
        config
            .externals
            .have("secrets", Some("shop"), "db-credentials")
    );
    assert!(
        !config
            .externals
            .have("secrets", Some("blog"), "db-credentials")
    );
    assert!(
        !config
            .externals
            .have("configmaps", Some("shop"), "db-credentials")
    );
}

#[test]
fn without_a_config_everything_has_its_default() {
    let config = config(&[], CommandLine::default());
    assert_eq!(config.file, None);
    assert_eq!(
        config.kubernetes_versions.last(),
        crate::schema::versions().last()
    );
    assert_eq!(config.include, ["."]);
    assert_eq!(
        config.levels.level("image-tag-latest", "a.yaml"),
        Level::Warning
    );
}

#[test]
fn a_config_is_found_upwards_beyond_a_repository() {
    let files = [
        (
            "kubelint.toml",
            "namespace = 'shop'\npolicies = ['rego']\nexclude = ['*/old']\n",
        ),
        ("rego/", ""),
        ("apps/.git/", ""),
        ("apps/web/", ""),
    ];
    let folder = folder(&files);
    let below = folder.path().join("apps/web");
    assert_eq!(find(&below), Some(folder.path().join("kubelint.toml")));
    let config = resolve(&below, CommandLine::default()).unwrap();
    assert_eq!(config.file.as_deref(), Some("../../kubelint.toml"));
    assert_eq!(config.namespace.as_deref(), Some("shop"));
    assert_eq!(config.policies, [Path::new("../../rego")]);
    assert_eq!(config.include, ["../.."]);
    assert_eq!(config.exclude, ["../../*/old", "../old"]);
}

#[test]
fn a_config_that_is_named_is_read_instead_of_one_that_is_near() {
    let files = [
        ("kubelint.toml", "nonsense = 1"),
        ("ci/strict.toml", "profile = 'strict'"),
    ];
    let command_line = CommandLine {
        config: Some("ci/strict.toml".into()),
        ..CommandLine::default()
    };
    let config = config(&files, command_line);
    assert_eq!(config.file.as_deref(), Some("ci/strict.toml"));
    assert_eq!(config.profile, Profile::Strict);
    assert_eq!(config.include, ["ci"]);
}

#[test]
fn a_config_that_is_named_and_absent_is_an_error_with_the_nearest_one() {
    let folder = folder(&[("kubelint.toml", "")]);
    let command_line = CommandLine {
        config: Some("kubelnt.toml".into()),
        ..CommandLine::default()
    };
    let error = resolve(folder.path(), command_line).unwrap_err();
    assert_eq!(
        said(&error),
        [" | `kubelnt.toml` does not exist (did you mean `kubelint.toml`?)"]
    );
    assert_eq!(
        error.to_string(),
        "kubelnt.toml:1:1: `kubelnt.toml` does not exist"
    );
}

#[test]
fn places_are_right_after_a_byte_order_mark_and_other_wide_characters() {
    assert_eq!(
        problems("\u{feff}namespace = 'é'\nnamespac = 'é'\n"),
        ["namespac | unknown key `namespac` (did you mean `namespace`?)"]
    );
}

#[test]
fn every_problem_of_a_file_is_reported_at_once_in_its_order() {
    let text = "fail-on = 'never'\nexclude = ['a[', 'b']\nprofil = 'x'\n[rules]\nimages = 'of'\n\
                imags = 'off'\n[[ignore]]\nexpires = '2027-01-01'\n";
    insta::assert_snapshot!(problems(text).join("\n"), @r#"
    'a[' | `a[` is no glob: unclosed character class; missing ']'
    profil | unknown key `profil` (did you mean `profile`?)
    'of' | `of` is no level (did you mean `off`?)
    imags | there is no rule or group `imags` (did you mean `images`?)
    [[ignore]] | `[[ignore]]` without `reason` (why it is accepted: `reason = "needs host access"`)
    [[ignore]] | `[[ignore]]` that fits every finding (name at least one of `rules`, `kind`, `name`, `namespace`, `path`)
    '2027-01-01' | `expires` is a string, not a date (write it without quotes: `expires = 2027-01-01`)
    "#);
}

#[test]
fn rules_may_come_from_policies_that_are_missing() {
    let unknown = "[rules]\nours = 'off'\n";
    assert_eq!(problems(unknown).len(), 1);
    for policies in [
        "policies = ['gone']\n",
        "policies = 'x'\n",
        "polices = ['x']\n",
    ] {
        let said = problems(&format!("{policies}{unknown}"));
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(!said[0].contains("no rule"), "{said:?}");
    }
    let said = problems(&format!("extends = 'gone.toml'\n{unknown}"));
    assert_eq!(said.len(), 1, "{said:?}");
}

#[test]
fn a_config_that_extends_itself_is_an_error_that_names_the_chain() {
    let files = [
        ("kubelint.toml", "extends = ['a.toml']"),
        ("a.toml", "extends = 'sub/b.toml'"),
        ("sub/b.toml", "extends = ['../a.toml']"),
    ];
    let folder = folder(&files);
    let error = resolve(folder.path(), CommandLine::default()).unwrap_err();
    assert_eq!(
        said(&error),
        [
            "'../a.toml' | `extends` goes in a circle: a.toml → sub/b.toml → a.toml \
          (a config cannot be laid over itself)"
        ]
    );
    assert_eq!(
        error.sources.get(error.diagnostics[0].span.file).name,
        "sub/b.toml"
    );
}

#[cfg(unix)]
#[test]
fn a_circle_by_way_of_a_symbolic_link_is_seen() {
    let folder = folder(&[("kubelint.toml", "extends = 'link/kubelint.toml'")]);
    std::os::unix::fs::symlink(folder.path(), folder.path().join("link")).unwrap();
    let error = resolve(folder.path(), CommandLine::default()).unwrap_err();
    assert!(error.to_string().contains("in a circle"), "{error}");
}

#[test]
fn hostile_texts_are_refused_without_harm() {
    let deep = "[".repeat(100_000);
    for text in [
        &format!("include = {deep}"),
        &format!("rules.{}x = 1", "a.".repeat(50_000)),
        "\0",
        "a = '''",
        "=",
        "[[[[",
    ] {
        assert!(!problems(text).is_empty(), "{:.40}", text);
    }
}

#[test]
fn a_file_of_another_kind_is_refused_quickly_and_in_few_words() {
    let yaml = "- name: web\n  image: nginx\n".repeat(20_000);
    let before = std::time::Instant::now();
    let said = problems(&yaml);
    assert!((1..=20).contains(&said.len()), "{}", said.len());
    assert!(before.elapsed().as_secs() < 10, "{:?}", before.elapsed());
}

proptest::proptest! {
    #[test]
    fn whatever_is_written_is_read_or_reported_at_a_place_in_the_text(
        text in "((extends|include|rules|ignore|expires|level|[a-z]|[\\[\\]{}=.,'\"# \n]|é|1){1,4}){0,12}"
    ) {
        let folder = folder(&[("kubelint.toml", &text)]);
        if let Err(error) = resolve(folder.path(), CommandLine::default()) {
            for problem in &error.diagnostics {
                let source = error.sources.get(problem.span.file);
                let range = problem.span.start as usize..problem.span.end as usize;
                proptest::prop_assert!(source.text.get(range).is_some(), "{:?}", problem);
            }
        }
    }
}
