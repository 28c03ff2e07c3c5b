//! What is found and cannot be read is named, and its neighbours are checked.

use std::process::Command;

use kubelint::cli::Exit;
use tempfile::TempDir;

use crate::command::{kubelint, path, text};
use crate::hostile::{BAD, GOOD, among_neighbours, beside_neighbours, rule, the_finding};

#[test]
fn what_is_not_utf8_is_named_with_its_line() {
    let invalid = the_finding("x.yaml", b"apiVersion: v1\nkind: \xff\n");
    assert_eq!(rule(&invalid), "file-unreadable");
    assert!(text(&invalid, "message").contains("line 2"), "{invalid}");
    let wide_text = |little: bool| -> Vec<u8> {
        let pair = |unit: u16| {
            if little {
                unit.to_le_bytes()
            } else {
                unit.to_be_bytes()
            }
        };
        "\u{feff}apiVersion: v1\n"
            .encode_utf16()
            .flat_map(pair)
            .collect()
    };
    for little in [true, false] {
        let wide = the_finding("x.yaml", wide_text(little));
        assert_eq!(rule(&wide), "file-unreadable");
        assert!(text(&wide, "message").contains("UTF-16"), "{wide}");
        assert_eq!(text(&wide, "help"), "save the file as UTF-8");
    }
}

#[test]
fn a_folder_that_is_called_like_a_file_is_walked() {
    let folder = among_neighbours("x.yaml/inner.yaml", BAD);
    let findings = beside_neighbours(&folder);
    assert_eq!(findings.len(), 1);
    assert!(text(&findings[0], "file").ends_with("x.yaml/inner.yaml"));
}

/// What a run says about something in a folder that cannot be read.
fn unreadable(folder: &TempDir, name: &str, said: &str) {
    let findings = beside_neighbours(folder);
    assert_eq!(findings.len(), 1, "{findings:#?}");
    assert_eq!(rule(&findings[0]), "file-unreadable");
    assert!(text(&findings[0], "file").ends_with(name));
    assert!(
        text(&findings[0], "message").contains(said),
        "{}",
        findings[0]
    );
    let alone = kubelint(&["check", &path(folder, name)]);
    assert_ne!(alone.exit, Exit::Clean);
    let shown = format!("{}{}", alone.output, alone.errors);
    assert!(shown.contains(said), "{shown}");
}

#[test]
fn a_named_pipe_is_not_waited_for() {
    let folder = among_neighbours("b.yaml", GOOD);
    let made = Command::new("mkfifo")
        .arg(path(&folder, "pipe.yaml"))
        .status();
    if !made.is_ok_and(|status| status.success()) {
        println!("skipped: there is no mkfifo");
        return;
    }
    unreadable(&folder, "pipe.yaml", "is a named pipe, not a file");
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_named() {
    use std::os::unix::fs::PermissionsExt;

    let folder = among_neighbours("secret.yaml", GOOD);
    let secret = path(&folder, "secret.yaml");
    let locked = std::fs::Permissions::from_mode(0o000);
    std::fs::set_permissions(&secret, locked).expect("the mode can be set");
    if std::fs::read(&secret).is_ok() {
        println!("skipped: this user may read everything");
        return;
    }
    unreadable(&folder, "secret.yaml", "permission denied");
}

#[cfg(unix)]
#[test]
fn links_that_lead_nowhere_or_in_circles_are_named() {
    use std::os::unix::fs::symlink;

    let folder = among_neighbours("b.yaml", GOOD);
    symlink("nowhere.yaml", folder.path().join("lost.yaml")).expect("a link");
    unreadable(&folder, "lost.yaml", "symbolic link to nothing");

    let folder = among_neighbours("b.yaml", GOOD);
    symlink("loop.yaml", folder.path().join("loop.yaml")).expect("a link");
    unreadable(
        &folder,
        "loop.yaml",
        "symbolic link that cannot be followed",
    );
}

#[cfg(unix)]
#[test]
fn a_loop_of_folders_is_walked_once() {
    let folder = among_neighbours("deep/inner.yaml", BAD);
    std::os::unix::fs::symlink("..", folder.path().join("deep/up")).expect("a link");
    std::os::unix::fs::symlink(".", folder.path().join("here")).expect("a link");
    assert_eq!(beside_neighbours(&folder).len(), 1);
}
