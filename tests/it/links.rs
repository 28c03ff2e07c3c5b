//! Links between objects: one fixture for each way that each of them can end.
//!
//! `testdata/links/<relation>/<case>.yaml` begins with what is expected of the links of that
//! relation: `# expect: missing near web-config`. `# externals:` is a line of `[externals]`.

use std::fs;
use std::path::Path;

use kubelint::check::Loaded;
use kubelint::check::Setup;
use kubelint::config::{CommandLine, RawConfig};
use kubelint::graph::{Graph, Link, Relation};

use crate::shared::{corpus, file, options, setup};

const FIXTURES: &str = "testdata/links";

/// A fixture: its relation, its name and its text.
fn fixtures() -> Vec<(Relation, String, String)> {
    let mut found = Vec::new();
    for folder in fs::read_dir(FIXTURES).expect("the fixtures are here") {
        let folder = folder.expect("an entry").path();
        let name = folder
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let relation = Relation::parse(&name).unwrap_or_else(|| panic!("`{name}` is a relation"));
        for case in fs::read_dir(&folder).expect("a folder") {
            let path = case.expect("an entry").path();
            let text = fs::read_to_string(&path).expect("a fixture");
            found.push((relation, path.to_string_lossy().replace('\\', "/"), text));
        }
    }
    found.sort_by(|a, b| a.1.cmp(&b.1));
    found
}

/// What follows a word in the comments at the beginning of a fixture.
fn said<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let comments = text.lines().take_while(|line| line.starts_with('#'));
    let mut said = comments.filter_map(|line| line.strip_prefix(word));
    said.next().map(str::trim)
}

fn with_externals(externals: Option<&str>) -> Setup {
    let Some(externals) = externals else {
        return setup(&["1.37"]);
    };
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("kubelint.toml");
    fs::write(&path, format!("[externals]\n{externals}\n")).expect("a config");
    let command_line = CommandLine {
        config: Some(path),
        ..CommandLine::default()
    };
    Setup::new(RawConfig::read(Path::new("/"), command_line), Path::new(""))
        .expect("the config is right")
}

/// How a link ends, as a fixture says it.
fn ending(link: &Link<'_>) -> String {
    let near = link.nearest.as_ref().and_then(|nearest| {
        let difference = nearest.differences.first();
        let label = difference.and_then(|one| {
            let key = one.has_key.unwrap_or(one.key);
            Some(format!("{key}: {}", one.has?))
        });
        label.or_else(|| (!nearest.text.is_empty()).then(|| nearest.text.to_string()))
    });
    let is_near = matches!(link.outcome.as_str(), "missing" | "missing-key");
    match near.filter(|_| is_near) {
        Some(near) => format!("{} near {near}", link.outcome),
        None => link.outcome.to_string(),
    }
}

fn endings(graph: &Graph<'_>, relation: Relation) -> Vec<String> {
    let links = graph.objects().flat_map(|(id, _)| graph.links_from(id));
    let of = links.filter(|(_, link)| link.relation == relation);
    let mut endings: Vec<String> = of.map(|(_, link)| ending(link)).collect();
    endings.sort();
    endings.dedup();
    endings
}

#[test]
fn every_link_ends_as_its_fixture_says() {
    let mut wrong = Vec::new();
    let fixtures = fixtures();
    let plain = with_externals(None);
    for (relation, name, text) in &fixtures {
        let expected = said(text, "# expect:").unwrap_or_else(|| panic!("{name} says nothing"));
        let own = said(text, "# externals:").map(|line| with_externals(Some(line)));
        let setup = own.as_ref().unwrap_or(&plain);
        let loaded: Vec<Loaded> = vec![file("k8s/all.yaml", text)];
        let mut found = Vec::new();
        setup.connect(loaded, &options(), |graph, _| {
            found = endings(graph, *relation)
        });
        let expected = if expected == "none" {
            vec![]
        } else {
            vec![expected]
        };
        if found != expected {
            wrong.push(format!("{name}: expected {expected:?}, found {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    println!("{} fixtures", fixtures.len());
}

#[test]
fn every_relation_has_fixtures() {
    let fixtures = fixtures();
    for relation in Relation::ALL {
        let has = fixtures.iter().any(|(of, ..)| of == relation);
        // Kustomizations have a test of their own.
        assert!(
            has || *relation == Relation::KustomizationResource,
            "{relation}"
        );
    }
}

/// The conflicts and dangling references of a tree, as rule and place.
fn conflicts(folder: &str) -> Option<Vec<String>> {
    let files: Vec<Loaded> = corpus()?
        .into_iter()
        .filter(|file| file.name.starts_with(folder))
        .collect();
    assert!(!files.is_empty(), "{folder} is in the corpus");
    let setup = setup(&["1.37"]);
    let outcome = setup
        .check(files, &options())
        .expect("no location is given");
    let is_conflict = |rule: &str| {
        matches!(rule, "object-duplicate" | "selector-overlap")
            || rule.ends_with("-missing") && {
                let policy = setup.policies.get(rule);
                policy.is_some_and(|policy| policy.file.contains("references/"))
            }
    };
    let found = outcome.diagnostics.iter();
    let found = found.filter(|finding| is_conflict(&finding.rule));
    Some(
        found
            .map(|finding| {
                let name = &outcome.sources.get(finding.span.file).name;
                format!("{} {name}: {}", finding.rule, finding.message)
            })
            .collect(),
    )
}

#[test]
fn variants_of_an_application_are_not_one_cluster() {
    let Some(found) = conflicts("GoogleCloudPlatform+microservices-demo/") else {
        return;
    };
    assert_eq!(found, Vec::<String>::new());
    let found = conflicts("GoogleCloudPlatform+bank-of-anthos/").unwrap_or_default();
    let expected: Vec<&String> = found
        .iter()
        .filter(|line| line.contains("object-duplicate") || line.contains("selector-overlap"))
        .collect();
    assert_eq!(expected, Vec::<&String>::new());
}

#[test]
fn the_same_object_twice_in_one_unit_is_found() {
    let object = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web, namespace: shop}\n";
    let twice = format!("{object}data: {{a: b}}\n---\n{object}data: {{a: c}}\n");
    let found = |files: Vec<Loaded>| {
        let outcome = setup(&["1.37"])
            .check(files, &options())
            .expect("no location");
        let rules = outcome
            .diagnostics
            .iter()
            .map(|finding| finding.rule.to_string());
        rules.filter(|rule| rule == "object-duplicate").count()
    };
    assert_eq!(found(vec![file("k8s/all.yaml", &twice)]), 1);
    let apart = vec![
        file("k8s/a/web.yaml", object),
        file("k8s/b/web.yaml", object),
    ];
    assert_eq!(found(apart), 0);
    let kustomization = "resources: [a.yaml, b.yaml]\n";
    let together = vec![
        file("k8s/kustomization.yaml", kustomization),
        file("k8s/a.yaml", object),
        file("k8s/b.yaml", object),
    ];
    assert_eq!(found(together), 1);
}

#[test]
fn a_file_that_a_kustomization_names_has_to_be_there() {
    let kustomization = "resources: [web.yaml, wbe.yml]\npatches: [{path: patch.yaml}]\n";
    let files = vec![
        file("k8s/kustomization.yaml", kustomization),
        file(
            "k8s/web.yaml",
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\n",
        ),
        file(
            "k8s/web.yml",
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: api}\n",
        ),
    ];
    let mut options = options();
    options.exists = &|name| name == "k8s/patch.yaml";
    let outcome = setup(&["1.37"])
        .check(files, &options)
        .expect("no location");
    let found: Vec<String> = outcome
        .diagnostics
        .iter()
        .filter(|finding| finding.rule == "kustomization-resource-missing")
        .map(|finding| format!("{} {:?}", finding.message, finding.help))
        .collect();
    let said = "the kustomization lists `wbe.yml`, which does not exist Some(\"did you mean \\\"web.yml\\\"?\")";
    assert_eq!(found, [said]);
}
