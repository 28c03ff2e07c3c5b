//! The file that an object was rendered from, where the rendered text says so.

use crate::yaml::{Document, Node};

const ANNOTATION: &str = "config.kubernetes.io/origin";
const HELM_COMMENT: &str = "# Source: ";

/// The file that `object`, of `document`, was rendered from: what kustomize writes into an
/// annotation (with `buildMetadata: [originAnnotations]`) or Helm into a comment above.
pub fn origin(document: &Document, object: Node<'_>) -> Option<String> {
    annotated(object).or_else(|| commented(document, object))
}

/// The annotation is YAML text of a flat mapping.
fn annotated(object: Node<'_>) -> Option<String> {
    let text = object
        .dig(&["metadata", "annotations", ANNOTATION])?
        .as_str()?;
    let field = |key: &str| {
        text.lines()
            .filter_map(|line| line.strip_prefix(key)?.strip_prefix(':'))
            .map(|value| value.trim().trim_matches(['"', '\'']))
            .find(|value| !value.is_empty())
    };
    // A generated object has no file but the kustomization that asks for it.
    let path = field("path").or_else(|| field("configuredIn"))?;
    Some(match field("repo") {
        Some(repository) => format!("{repository}//{path}"),
        None => path.to_owned(),
    })
}

/// Among the comments between the start of the document and its first token.
fn commented(document: &Document, object: Node<'_>) -> Option<String> {
    let tree = object.tree();
    let first = tree.node(document.root).range().start;
    let gap = tree
        .text()
        .get(document.span.start as usize..first as usize)?;
    gap.lines()
        .filter_map(|line| {
            line.trim_start_matches('\u{feff}')
                .strip_prefix(HELM_COMMENT)
        })
        .map(str::trim)
        .find(|path| is_template_path(path))
        .map(str::to_owned)
}

/// `chart/templates/x.yaml`: people write addresses and sentences after the same word.
fn is_template_path(path: &str) -> bool {
    path.contains('/') && !path.contains("://") && !path.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use crate::yaml::{Limits, parse};

    use super::*;

    fn origins(text: &str) -> Vec<Option<String>> {
        let tree = parse(text.into(), &Limits::default()).tree;
        tree.documents()
            .iter()
            .map(|document| origin(document, tree.node(document.root)))
            .collect()
    }

    #[test]
    fn helm_names_the_template_above_each_object() {
        let text = "---\n# Source: web/templates/a.yaml\na: 1\n---\nb: 1\n\
                    # Source: web/templates/no.yaml\n---\n# note\n# Source: web/templates/c.yaml\nc: 1\n";
        assert_eq!(
            origins(text),
            [
                Some("web/templates/a.yaml".to_owned()),
                None,
                Some("web/templates/c.yaml".to_owned())
            ]
        );
    }

    #[test]
    fn other_comments_of_that_form_are_no_origin() {
        assert_eq!(
            origins("# Source: https://example.com/x.yaml\na: 1\n"),
            [None]
        );
        assert_eq!(origins("# Source: see a/b of the manual\na: 1\n"), [None]);
    }

    #[test]
    fn kustomize_names_the_file_in_an_annotation() {
        let annotated = |value: &str| {
            format!("metadata:\n  annotations:\n    config.kubernetes.io/origin: |\n{value}")
        };
        let of = |value: &str| origins(&annotated(value)).remove(0);
        assert_eq!(
            of("      path: ../base/x.yaml\n").as_deref(),
            Some("../base/x.yaml")
        );
        assert_eq!(
            of("      path: x.yaml\n      repo: https://example.com/r\n      ref: v1\n").as_deref(),
            Some("https://example.com/r//x.yaml")
        );
        assert_eq!(
            of("      configuredIn: prod/kustomization.yaml\n      configuredBy:\n        kind: X\n")
                .as_deref(),
            Some("prod/kustomization.yaml")
        );
        assert_eq!(of("      nothing\n"), None);
    }
}
