//! Group, version and kind: the type of an object.

use std::fmt;

/// The type of an object, borrowed from where its `apiVersion` and `kind` are written.
///
/// <https://kubernetes.io/docs/reference/using-api/#api-groups>
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Gvk<'a> {
    /// For example `apps`; empty for the core group.
    pub group: &'a str,
    /// For example `v1`.
    pub version: &'a str,
    /// For example `Deployment`.
    pub kind: &'a str,
}

impl<'a> Gvk<'a> {
    /// Takes an `apiVersion` apart: `apps/v1`, or `v1` for the core group.
    pub fn new(api_version: &'a str, kind: &'a str) -> Self {
        let (group, version) = api_version.split_once('/').unwrap_or(("", api_version));
        Self {
            group,
            version,
            kind,
        }
    }

    /// The `apiVersion`.
    pub fn api_version(&self) -> String {
        if self.group.is_empty() {
            self.version.to_owned()
        } else {
            format!("{}/{}", self.group, self.version)
        }
    }

    /// Whether it is of this group and kind, in any version.
    pub fn is(&self, group: &str, kind: &str) -> bool {
        self.kind == kind && self.group == group
    }
}

/// As messages show it: `apps/v1 Deployment`.
impl fmt::Display for Gvk<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.group.is_empty() {
            write!(f, "{}/", self.group)?;
        }
        write!(f, "{} {}", self.version, self.kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_core_group_has_no_name() {
        let pod = Gvk::new("v1", "Pod");
        assert_eq!((pod.group, pod.version), ("", "v1"));
        assert_eq!(pod.to_string(), "v1 Pod");
        assert!(pod.is("", "Pod"));
    }

    #[test]
    fn shows_what_was_written() {
        let deployment = Gvk::new("apps/v1", "Deployment");
        assert_eq!(deployment.to_string(), "apps/v1 Deployment");
        assert_eq!(deployment.api_version(), "apps/v1");
        assert_eq!(Gvk::new("a/b/c", "X").api_version(), "a/b/c");
    }
}
