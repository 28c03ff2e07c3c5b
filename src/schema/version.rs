//! A version of Kubernetes, as far as its API depends on it: the minor.

use std::fmt;
use std::str::FromStr;

/// Kubernetes 1.N. Patches do not change the API, so they are read and forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    /// 37 of 1.37.
    pub minor: u32,
}

impl fmt::Display for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "1.{}", self.minor)
    }
}

impl FromStr for Version {
    type Err = ParseVersionError;

    /// Reads `1.37`, and what clusters and releases call it: `v1.37.2`, `1.37.2-gke.1`, `1.37+`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        minor(text)
            .map(|minor| Self { minor })
            .ok_or_else(|| ParseVersionError { text: text.into() })
    }
}

fn minor(text: &str) -> Option<u32> {
    let rest = text.strip_prefix('v').unwrap_or(text).strip_prefix("1.")?;
    let (minor, rest) = digits(rest)?;
    let rest = match rest.strip_prefix('.') {
        Some(patch) => digits(patch)?.1,
        None => rest,
    };
    if rest.is_empty() || rest.starts_with(['-', '+']) {
        minor.parse().ok()
    } else {
        None
    }
}

/// The digits that `text` starts with, at least one, and the rest.
fn digits(text: &str) -> Option<(&str, &str)> {
    let end = text
        .find(|character: char| !character.is_ascii_digit())
        .unwrap_or(text.len());
    (end > 0).then(|| text.split_at(end))
}

/// A text that names no version of Kubernetes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseVersionError {
    text: String,
}

impl fmt::Display for ParseVersionError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{:?} is not a Kubernetes version, write it as \"1.37\"",
            self.text
        )
    }
}

impl std::error::Error for ParseVersionError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patch_prefix_and_vendor_are_forgotten() {
        for text in [
            "1.37",
            "v1.37",
            "1.37.0",
            "v1.37.2",
            "1.37+",
            "v1.37.2+k3s1",
            "1.37.2-gke.1",
        ] {
            assert_eq!(text.parse(), Ok(Version { minor: 37 }), "{text}");
        }
    }

    #[test]
    fn other_texts_are_refused() {
        for text in [
            "",
            "v",
            "1",
            "1.",
            "37",
            "2.37",
            "1.x",
            "1.37.",
            "1.37x",
            "1.37.2.1",
            "1.-1",
            " 1.37",
            "1.99999999999",
        ] {
            assert!(text.parse::<Version>().is_err(), "{text}");
        }
    }

    #[test]
    fn order_is_that_of_numbers() {
        assert!(Version { minor: 9 } < Version { minor: 25 });
        assert_eq!(Version { minor: 25 }.to_string(), "1.25");
    }
}
