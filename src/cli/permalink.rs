//! Where GitHub shows the checkout of a workflow, from what it tells every step.

use std::env;
use std::path::Path;

use crate::report::Permalink;

/// None outside of a workflow, or when the working directory is not in its workspace.
pub(super) fn of_environment(directory: &Path) -> Option<Permalink> {
    of_variables(|name| env::var(name).ok(), directory)
}

fn of_variables(variable: impl Fn(&str) -> Option<String>, directory: &Path) -> Option<Permalink> {
    let given = |name| variable(name).filter(|value| !value.is_empty());
    let workspace = given("GITHUB_WORKSPACE")?;
    directory.strip_prefix(workspace).ok()?;
    Some(Permalink {
        server: given("GITHUB_SERVER_URL")?,
        repository: given("GITHUB_REPOSITORY")?,
        revision: given("GITHUB_SHA")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_workflow(directory: &str, repository: &str) -> Option<Permalink> {
        let variable = |name: &str| {
            let value = match name {
                "GITHUB_SERVER_URL" => "https://github.com",
                "GITHUB_REPOSITORY" => repository,
                "GITHUB_SHA" => "5b1c",
                "GITHUB_WORKSPACE" => "/srv/shop",
                _ => return None,
            };
            Some(value.to_owned())
        };
        of_variables(variable, Path::new(directory))
    }

    #[test]
    fn is_that_of_the_checkout() {
        let link = in_workflow("/srv/shop/deploy", "acme/shop").expect("a workflow");
        assert_eq!(link.server, "https://github.com");
        assert_eq!(link.repository, "acme/shop");
        assert_eq!(link.revision, "5b1c");
    }

    #[test]
    fn is_none_where_something_is_not_told() {
        assert_eq!(in_workflow("/elsewhere", "acme/shop"), None);
        assert_eq!(in_workflow("/srv/shop", ""), None);
        assert_eq!(of_variables(|_| None, Path::new("/srv/shop")), None);
    }
}
