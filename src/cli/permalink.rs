//! Where GitHub shows the files of a workflow's checkout, from what it tells every step.

use std::env;
use std::path::Path;

use crate::report::Permalink;
use crate::source::slashed;

/// None outside of a workflow, or when the working directory is not in its checkout.
pub(super) fn of_environment() -> Option<Permalink> {
    let directory = env::current_dir().ok()?;
    of_variables(|name| env::var(name).ok(), &directory)
}

fn of_variables(variable: impl Fn(&str) -> Option<String>, directory: &Path) -> Option<Permalink> {
    let given = |name| variable(name).filter(|value| !value.is_empty());
    let workspace = given("GITHUB_WORKSPACE")?;
    let workspace = Path::new(&workspace).canonicalize().ok()?;
    let directory = directory.canonicalize().ok()?;
    // A workflow may have checked out into a folder of its workspace.
    let root = directory
        .ancestors()
        .take_while(|folder| folder.starts_with(&workspace))
        .find(|folder| folder.join(".git").exists())
        .unwrap_or(&workspace);
    let folder = directory.strip_prefix(root).ok()?;
    Some(Permalink {
        server: given("GITHUB_SERVER_URL")?,
        repository: given("GITHUB_REPOSITORY")?,
        revision: given("GITHUB_SHA")?,
        folder: slashed(folder),
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn in_workflow(workspace: &Path, directory: &Path) -> Option<Permalink> {
        let variable = |name: &str| {
            let value = match name {
                "GITHUB_SERVER_URL" => "https://github.com",
                "GITHUB_REPOSITORY" => "acme/shop",
                "GITHUB_SHA" => "5b1c",
                "GITHUB_WORKSPACE" => workspace.to_str()?,
                _ => return None,
            };
            Some(value.to_owned())
        };
        of_variables(variable, directory)
    }

    #[test]
    fn knows_the_folder_inside_the_repository() {
        let workspace = tempfile::tempdir().expect("a folder");
        let deploy = workspace.path().join("deploy/prod");
        fs::create_dir_all(&deploy).expect("a folder");
        let link = in_workflow(workspace.path(), &deploy).expect("a workflow");
        assert_eq!(link.repository, "acme/shop");
        assert_eq!(link.folder, "deploy/prod");
        let link = in_workflow(workspace.path(), workspace.path()).expect("a workflow");
        assert_eq!(link.folder, "");
    }

    #[test]
    fn finds_the_checkout_in_a_folder_of_the_workspace() {
        let workspace = tempfile::tempdir().expect("a folder");
        let deploy = workspace.path().join("shop/deploy");
        fs::create_dir_all(&deploy).expect("a folder");
        fs::create_dir(workspace.path().join("shop/.git")).expect("a folder");
        let link = in_workflow(workspace.path(), &deploy).expect("a workflow");
        assert_eq!(link.folder, "deploy");
    }

    #[test]
    fn is_none_elsewhere() {
        let workspace = tempfile::tempdir().expect("a folder");
        let elsewhere = tempfile::tempdir().expect("a folder");
        assert_eq!(in_workflow(workspace.path(), elsewhere.path()), None);
        assert_eq!(of_variables(|_| None, workspace.path()), None);
    }
}
