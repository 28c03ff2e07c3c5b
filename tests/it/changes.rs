//! What git says of a branch, from the side of the library.

use std::fs;
use std::path::Path;

use kubelint::changes::{Changes, ChangesError};
use tempfile::TempDir;

use crate::git::git;

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    fs::write(path, text).expect("a file");
}

fn commit(folder: &Path) {
    git(folder, &["add", "-A"]);
    git(folder, &["commit", "-qm", "x"]);
}

/// `main` with a few files, and a branch `topic` of it that is checked out.
fn repository() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    git(at, &["init", "-q", "-b", "main"]);
    write(at, "apps/web/a.yaml", "a: 1\nb: 2\nc: 3\n");
    write(at, "apps/web/gone.yaml", "a: 1\n");
    write(at, "apps/db/same.yaml", "a: 1\n");
    write(at, "app.properties", "a=1\n");
    commit(at);
    git(at, &["checkout", "-qb", "topic"]);
    folder
}

#[test]
fn files_and_lines_that_differ_are_known_from_any_folder() {
    let folder = repository();
    let at = folder.path();
    write(at, "apps/web/a.yaml", "a: 1\nb: 3\nc: 3\n");
    fs::remove_file(at.join("apps/web/gone.yaml")).expect("it is there");
    write(at, "apps/db/é x.yaml", "new: 1\n");
    commit(at);
    write(at, "apps/db/untracked.yaml", "new: 1\n");
    write(at, "app.properties", "a=2\n");
    let at = at.canonicalize().expect("it is there");
    let lines = Changes::since("main", &at.join("apps/web"))
        .expect("main is there")
        .lines;
    assert!(lines.touch("a.yaml", 2, 2));
    assert!(lines.touch("a.yaml", 1, 9));
    assert!(!lines.touch("a.yaml", 1, 1) && !lines.touch("a.yaml", 3, 3));
    assert!(lines.has_file("gone.yaml") && !lines.touch("gone.yaml", 1, 1));
    assert!(lines.touch("../db/é x.yaml", 1, 1));
    assert!(lines.touch("../db/untracked.yaml", 7, 7));
    assert!(lines.has_file("../../app.properties"));
    assert!(!lines.has_file("../db/same.yaml"));
    let absolute = at.join("apps/db/untracked.yaml");
    assert!(lines.has_file(&absolute.to_string_lossy()));
}

#[test]
fn what_the_other_branch_did_since_is_no_change() {
    let folder = repository();
    let at = folder.path();
    git(at, &["checkout", "-q", "main"]);
    write(at, "apps/db/same.yaml", "a: 2\n");
    commit(at);
    git(at, &["checkout", "-q", "topic"]);
    let lines = Changes::since("main", at).expect("main is there").lines;
    assert!(!lines.has_file("apps/db/same.yaml"));
}

#[test]
fn the_base_is_checked_out_beside_the_work_tree() {
    let folder = repository();
    let at = folder.path().canonicalize().expect("it is there");
    write(&at, "apps/web/a.yaml", "changed: 1\n");
    fs::remove_file(at.join("app.properties")).expect("it is there");
    commit(&at);
    let changes = Changes::since("main", &at.join("apps")).expect("main is there");
    let checkout = changes.check_out().expect("it is written");
    let text = fs::read_to_string(checkout.directory.join("web/a.yaml")).expect("it is there");
    assert_eq!(text, "a: 1\nb: 2\nc: 3\n");
    assert!(!checkout.directory.join("../app.properties").exists());
    for name in ["../app.properties", "web", "web/a.yaml", "..", "."] {
        assert!(checkout.had(name), "{name}");
    }
    for name in ["we", "web/b.yaml", "../../etc"] {
        assert!(!checkout.had(name), "{name}");
    }
    assert_eq!(
        checkout.argument(&at.join("apps/web").to_string_lossy()),
        "web"
    );
    assert_eq!(checkout.argument("web/*.yaml"), "web/*.yaml");
    assert_eq!(git(&at, &["status", "--porcelain"]), "");
}

#[test]
fn a_shallow_clone_is_told_what_to_fetch() {
    let folder = repository();
    let origin = folder.path();
    write(origin, "apps/web/a.yaml", "a: 2\n");
    commit(origin);
    let clone = tempfile::tempdir().expect("a folder");
    let url = format!("file://{}", origin.display());
    let into = clone.path().to_string_lossy().into_owned();
    git(
        origin,
        &["clone", "-q", "--depth=1", "-b", "topic", &url, &into],
    );
    let help = |revision: &str| {
        let error = Changes::since(revision, clone.path()).expect_err("it is not there");
        error.help().expect("something can be done")
    };
    let fetch = "git fetch --unshallow origin main:refs/remotes/origin/main";
    assert_eq!(help("origin/main"), format!("`{fetch}` brings it"));
    let hash = git(origin, &["rev-parse", "main"]);
    assert_eq!(
        help(&hash),
        format!("`git fetch --unshallow origin {hash}` brings it")
    );
    git(
        clone.path(),
        &[
            "fetch",
            "-q",
            "--depth=1",
            "origin",
            "main:refs/remotes/origin/main",
        ],
    );
    assert_eq!(
        help("origin/main"),
        "`git fetch --unshallow origin` brings it"
    );
    git(clone.path(), &["fetch", "-q", "--unshallow", "origin"]);
    assert!(Changes::since("origin/main", clone.path()).is_ok());
}

#[test]
fn a_folder_without_git_and_strange_revisions_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let error = Changes::since("main", folder.path()).expect_err("there is no repository");
    assert!(matches!(error, ChangesError::Git(_)), "{error}");
    let folder = repository();
    for revision in ["--output=x", "no such", ""] {
        let error = Changes::since(revision, folder.path()).expect_err(revision);
        assert!(matches!(error, ChangesError::Unknown { .. }), "{error}");
    }
}
