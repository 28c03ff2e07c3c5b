//! The behaviour of a walk over real folders.

use tempfile::TempDir;

use super::*;

/// A folder with empty files.
fn folder(files: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in files {
        write(&folder, file, "");
    }
    folder
}

fn write(folder: &TempDir, file: &str, text: &str) {
    let path = folder.path().join(file);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn at(folder: &TempDir) -> WalkOptions {
    WalkOptions {
        directory: folder.path().to_owned(),
        ..WalkOptions::default()
    }
}

fn found(inputs: &[&str], options: &WalkOptions) -> Vec<Found> {
    let inputs: Vec<String> = inputs.iter().map(|input| (*input).to_owned()).collect();
    walk(&inputs, options).unwrap()
}

fn names(inputs: &[&str], options: &WalkOptions) -> Vec<String> {
    found(inputs, options)
        .into_iter()
        .map(|found| found.name)
        .collect()
}

fn error(inputs: &[&str], options: &WalkOptions) -> WalkError {
    let inputs: Vec<String> = inputs.iter().map(|input| (*input).to_owned()).collect();
    walk(&inputs, options).unwrap_err()
}

#[test]
fn a_folder_gives_its_yaml_and_json_files_sorted() {
    let folder = folder(&[
        "b.yml",
        "a.YAML",
        "k8s/x.json",
        "k8s/readme.md",
        ".github/workflows/ci.yml",
        ".git/config.yaml",
    ]);
    let expected = [".github/workflows/ci.yml", "a.YAML", "b.yml", "k8s/x.json"];
    assert_eq!(names(&["."], &at(&folder)), expected);
    assert_eq!(names(&["./k8s/"], &at(&folder)), ["k8s/x.json"]);
}

#[test]
fn ignore_files_hold_outside_of_repositories_too() {
    let folder = folder(&["a.yaml", "b.yaml", "build/c.yaml"]);
    write(&folder, ".gitignore", "build/\n");
    write(&folder, ".ignore", "b.yaml\n");
    assert_eq!(names(&["."], &at(&folder)), ["a.yaml"]);
    let options = WalkOptions {
        no_ignore: true,
        ..at(&folder)
    };
    assert_eq!(
        names(&["."], &options),
        ["a.yaml", "b.yaml", "build/c.yaml"]
    );
}

#[test]
fn an_argument_is_read_whatever_its_name_and_ignore_state() {
    let folder = folder(&["app.txt", "build/c.yaml"]);
    write(&folder, ".gitignore", "build/\n");
    let options = WalkOptions {
        exclude: vec!["*.txt".into()],
        ..at(&folder)
    };
    let found = found(&["app.txt", "build/c.yaml"], &options);
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|found| found.explicit));
    assert!(
        found
            .iter()
            .all(|found| matches!(found.input, Input::File(_)))
    );
}

#[test]
fn force_exclude_holds_for_arguments_and_leaves_a_trace() {
    let folder = folder(&["a.yaml", "build/c.yaml", "legacy/d.yaml", "sub/e.yaml"]);
    write(&folder, ".gitignore", "build/\n");
    let options = WalkOptions {
        force_exclude: true,
        exclude: vec!["legacy".into()],
        ..at(&folder)
    };
    let excluded = |inputs: &[&str]| -> Vec<String> {
        found(inputs, &options)
            .into_iter()
            .filter(|found| found.input == Input::Excluded)
            .map(|found| found.name)
            .collect()
    };
    let all = ["a.yaml", "build/c.yaml", "legacy/d.yaml", "./sub/e.yaml"];
    assert_eq!(excluded(&all), ["build/c.yaml", "legacy/d.yaml"]);
    assert_eq!(excluded(&["legacy"]), ["legacy"]);
    fs::create_dir(folder.path().join(".git")).unwrap();
    assert_eq!(excluded(&all), ["build/c.yaml", "legacy/d.yaml"]);
}

#[test]
fn excludes_hold_in_folders() {
    let folder = folder(&[
        "a.yaml",
        "charts/web/templates/x.yaml",
        "charts/web/Chart.yaml",
    ]);
    let options = WalkOptions {
        exclude: vec!["charts/**/templates".into()],
        ..at(&folder)
    };
    assert_eq!(names(&["."], &options), ["a.yaml", "charts/web/Chart.yaml"]);
}

#[test]
fn a_file_given_twice_is_read_once() {
    let folder = folder(&["a.yaml", "k8s/b.yaml"]);
    let absolute = folder.path().join("a.yaml");
    let inputs = ["./a.yaml", "a.yaml", ".", "k8s/../a.yaml", "k8s"];
    let mut inputs = inputs.to_vec();
    inputs.push(absolute.to_str().unwrap());
    let found = found(&inputs, &at(&folder));
    let names: Vec<_> = found
        .iter()
        .map(|found| (found.name.as_str(), found.explicit))
        .collect();
    assert_eq!(names, [("a.yaml", true), ("k8s/b.yaml", false)]);
}

#[test]
fn globs_match_files_and_folders() {
    let folder = folder(&[
        "apps/a/deploy/x.yaml",
        "apps/b/deploy/n/y.yaml",
        "apps/b/z.yaml",
    ]);
    let options = at(&folder);
    assert_eq!(
        names(&["apps/*/deploy"], &options),
        ["apps/a/deploy/x.yaml", "apps/b/deploy/n/y.yaml"]
    );
    assert_eq!(names(&["./apps/*/*.yaml"], &options), ["apps/b/z.yaml"]);
    assert_eq!(names(&["**/*.{yaml,json}"], &options).len(), 3);
    let glob = format!("{}/**/z.yaml", folder.path().display());
    assert_eq!(names(&[&glob], &options), ["apps/b/z.yaml"]);
    assert_eq!(
        error(&["apps/*/none.yaml"], &options),
        WalkError::NoMatch("apps/*/none.yaml".into())
    );
}

#[test]
fn a_name_with_glob_characters_that_exists_is_a_path() {
    let folder = folder(&["[a].yaml"]);
    assert_eq!(names(&["[a].yaml"], &at(&folder)), ["[a].yaml"]);
}

#[test]
fn a_missing_path_is_an_error_with_a_suggestion() {
    let folder = folder(&["k8s/deployment.yaml"]);
    let error = error(&["k8s/deploymnet.yaml"], &at(&folder));
    assert_eq!(error.to_string(), "`k8s/deploymnet.yaml` does not exist");
    assert_eq!(
        error.help().as_deref(),
        Some("did you mean `k8s/deployment.yaml`?")
    );
}

#[test]
fn an_empty_argument_is_refused() {
    let folder = folder(&[]);
    assert_eq!(error(&[""], &at(&folder)), WalkError::Empty);
}

#[test]
fn standard_input_counts_once() {
    let folder = folder(&[]);
    let found = found(&["-", "-"], &at(&folder));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].input, Input::Stdin);
    assert_eq!(found[0].name, "<stdin>");
}

#[cfg(unix)]
mod links {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn a_link_to_a_file_is_followed_and_its_target_read_once() {
        let folder = folder(&["k8s/a.yaml", "shared/b.yaml"]);
        let link = |target: &str, name: &str| symlink(target, folder.path().join(name)).unwrap();
        link("../shared/b.yaml", "k8s/b.yaml");
        link("a.yaml", "k8s/0.yaml");
        assert_eq!(names(&["k8s"], &at(&folder)), ["k8s/a.yaml", "k8s/b.yaml"]);
        assert_eq!(names(&["."], &at(&folder)), ["k8s/a.yaml", "shared/b.yaml"]);
    }

    #[test]
    fn a_link_to_a_folder_elsewhere_is_followed_once() {
        let folder = folder(&["k8s/a.yaml", "shared/b.yaml"]);
        symlink("../shared", folder.path().join("k8s/one")).unwrap();
        symlink("../shared", folder.path().join("k8s/two")).unwrap();
        symlink("../k8s", folder.path().join("shared/back")).unwrap();
        assert_eq!(
            names(&["k8s"], &at(&folder)),
            ["k8s/a.yaml", "k8s/one/b.yaml"]
        );
        assert_eq!(
            names(&["k8s/*"], &at(&folder)),
            ["k8s/a.yaml", "k8s/one/b.yaml"]
        );
        assert_eq!(
            names(&["k8s/one"], &at(&folder)),
            ["k8s/one/b.yaml", "k8s/one/back/a.yaml"]
        );
    }

    #[test]
    fn a_loop_ends() {
        let folder = folder(&["k8s/a.yaml"]);
        symlink("..", folder.path().join("k8s/up")).unwrap();
        symlink("self.yaml", folder.path().join("k8s/self.yaml")).unwrap();
        let found = found(&["k8s"], &at(&folder));
        let names: Vec<_> = found.iter().map(|found| found.name.as_str()).collect();
        assert_eq!(names, ["k8s/a.yaml", "k8s/self.yaml"]);
        assert!(matches!(&found[1].input, Input::Unreadable(why) if why.contains("link")));
    }

    #[test]
    fn a_link_to_nothing_is_named() {
        let folder = folder(&["a.yaml"]);
        symlink("gone.yaml", folder.path().join("b.yaml")).unwrap();
        symlink("me@host.1", folder.path().join(".#a.yaml")).unwrap();
        let nothing = Input::Unreadable("is a symbolic link to nothing".into());
        let entries = found(&["."], &at(&folder));
        assert_eq!(entries.len(), 2);
        assert_eq!(
            (entries[1].name.as_str(), &entries[1].input),
            ("b.yaml", &nothing)
        );
        assert_eq!(found(&["b.yaml"], &at(&folder))[0].input, nothing);
    }

    #[test]
    fn a_folder_that_cannot_be_read_is_named() {
        let folder = folder(&["a.yaml", "closed/b.yaml"]);
        let closed = folder.path().join("closed");
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
        let entries = found(&["."], &at(&folder));
        let readable = fs::read_dir(&closed).is_ok();
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).unwrap();
        // Permissions do not bind the superuser.
        if !readable {
            let denied = Input::Unreadable("cannot be read: permission denied".into());
            assert_eq!(
                (entries[1].name.as_str(), &entries[1].input),
                ("closed", &denied)
            );
        }
    }
}

#[test]
fn a_walk_from_above_names_files_of_the_working_directory_as_always() {
    let folder = folder(&["a.yaml", "sub/b.yaml"]);
    let options = WalkOptions {
        directory: folder.path().join("sub"),
        ..WalkOptions::default()
    };
    assert_eq!(names(&[".."], &options), ["../a.yaml", "b.yaml"]);
    assert_eq!(names(&["../*/*.yaml"], &options), ["b.yaml"]);
}
