//! Label selectors as they are written, and whether labels satisfy them.

use crate::yaml::Node;

/// Labels of an object: the node, and what a kustomization adds.
#[derive(Debug, Clone, Copy, Default)]
pub struct Labels<'t> {
    /// `metadata.labels`.
    pub written: Option<Node<'t>>,
    /// Labels that are added before it is applied.
    pub added: &'t [(&'t str, &'t str)],
}

impl<'t> Labels<'t> {
    /// The value of a label.
    pub fn get(&self, key: &str) -> Option<&'t str> {
        let added = self.added.iter().find(|(label, _)| *label == key);
        let written = || self.written?.get(key).map(Node::text);
        added.map(|(_, value)| *value).or_else(written)
    }

    /// All labels, those that are added first.
    pub fn iter(&self) -> impl Iterator<Item = (&'t str, &'t str)> + use<'t> {
        let written = self.written.into_iter().flat_map(Node::entries);
        let written = written.map(|(key, value)| (key.text(), value.text()));
        self.added.iter().copied().chain(written)
    }
}

/// What a requirement asks of one label.
///
/// <https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors>
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operator {
    /// One of the values.
    In,
    /// None of the values; satisfied where the label is absent.
    NotIn,
    /// Any value.
    Exists,
    /// Absent.
    DoesNotExist,
}

/// What a selector asks of one label.
#[derive(Debug, Clone)]
pub struct Requirement<'t> {
    /// The label.
    pub key: &'t str,
    /// What is asked.
    pub operator: Operator,
    /// The values, as texts, where there are any.
    pub values: Vec<&'t str>,
    /// The value of the pair, or the item of `matchExpressions`.
    pub at: Node<'t>,
    /// The key where it is written: of the pair, or the `key` of the item.
    pub key_at: Node<'t>,
}

/// A selector; one without requirements matches everything.
#[derive(Debug, Clone, Default)]
pub struct Selector<'t> {
    /// All have to hold.
    pub requirements: Vec<Requirement<'t>>,
    /// Whether it has a requirement that cannot be read, or that is filled in later: nothing is
    /// said about what it matches.
    pub unclear: bool,
}

impl<'t> Selector<'t> {
    /// A mapping of labels, as in a Service.
    pub fn of_labels(labels: Node<'t>) -> Self {
        let mut selector = Self::default();
        selector.add_labels(labels);
        selector
    }

    /// A `LabelSelector`: `matchLabels` and `matchExpressions`.
    pub fn of_label_selector(node: Node<'t>) -> Self {
        let mut selector = Self::default();
        if let Some(labels) = node.get("matchLabels") {
            selector.add_labels(labels);
        }
        let expressions = node.get("matchExpressions");
        for item in expressions.into_iter().flat_map(Node::items) {
            selector.add_expression(item);
        }
        selector
    }

    fn add_labels(&mut self, labels: Node<'t>) {
        self.unclear |= labels.is_placeholder();
        for (key, value) in labels.entries() {
            self.unclear |= value.is_placeholder() || key.is_placeholder();
            self.requirements.push(Requirement {
                key: key.text(),
                operator: Operator::In,
                values: vec![value.text()],
                at: value,
                key_at: key,
            });
        }
    }

    fn add_expression(&mut self, item: Node<'t>) {
        let operator = match item.get("operator").map(Node::text) {
            Some("In") => Operator::In,
            Some("NotIn") => Operator::NotIn,
            Some("Exists") => Operator::Exists,
            Some("DoesNotExist") => Operator::DoesNotExist,
            _ => {
                self.unclear = true;
                return;
            }
        };
        let Some(key) = item.get("key") else {
            self.unclear = true;
            return;
        };
        let values = item.get("values").into_iter().flat_map(Node::items);
        let values: Vec<Node<'t>> = values.collect();
        self.unclear |= key.is_placeholder() || values.iter().any(|value| value.is_placeholder());
        self.requirements.push(Requirement {
            key: key.text(),
            operator,
            values: values.into_iter().map(Node::text).collect(),
            at: item,
            key_at: key,
        });
    }

    /// What it asks for as one text: selectors with the same words match the same labels.
    pub(super) fn words(&self) -> String {
        let words = self.requirements.iter().map(|one| {
            format!(
                "{}\u{0}{:?}\u{0}{:?}\u{0}",
                one.key, one.operator, one.values
            )
        });
        words.collect()
    }

    /// Whether it matches everything.
    pub fn is_everything(&self) -> bool {
        self.requirements.is_empty()
    }

    /// Whether labels satisfy all of it.
    pub fn matches(&self, labels: &Labels<'_>) -> bool {
        self.requirements
            .iter()
            .all(|requirement| requirement.holds(labels))
    }
}

impl Requirement<'_> {
    /// Whether labels satisfy it.
    pub fn holds(&self, labels: &Labels<'_>) -> bool {
        let value = labels.get(self.key);
        match self.operator {
            Operator::In => value.is_some_and(|value| self.values.contains(&value)),
            Operator::NotIn => value.is_none_or(|value| !self.values.contains(&value)),
            Operator::Exists => value.is_some(),
            Operator::DoesNotExist => value.is_none(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::{Limits, parse};

    fn holds(selector: &str, labels: &str) -> bool {
        let selector = parse(selector.into(), &Limits::default()).tree;
        let labels = parse(labels.into(), &Limits::default()).tree;
        let selector = selector.node(selector.documents()[0].root);
        let labels = Labels {
            written: Some(labels.node(labels.documents()[0].root)),
            added: &[("added", "yes")],
        };
        Selector::of_label_selector(selector).matches(&labels)
    }

    #[test]
    fn every_requirement_has_to_hold() {
        let labels = "{app: web, tier: front}";
        assert!(holds("{}", labels));
        assert!(holds("{matchLabels: {app: web}}", labels));
        assert!(!holds("{matchLabels: {app: web, tier: back}}", labels));
        assert!(!holds("{matchLabels: {App: web}}", labels));
        assert!(holds("{matchLabels: {added: 'yes'}}", labels));
    }

    #[test]
    fn a_label_that_is_absent_is_not_in_a_list() {
        let expression = |operator: &str, values: &str| {
            format!("matchExpressions: [{{key: env, operator: {operator}, values: {values}}}]")
        };
        assert!(holds(&expression("NotIn", "[prod]"), "{app: web}"));
        assert!(!holds(&expression("NotIn", "[prod]"), "{env: prod}"));
        assert!(holds(&expression("In", "[dev, prod]"), "{env: prod}"));
        assert!(!holds(&expression("In", "[dev]"), "{app: web}"));
        assert!(holds(&expression("Exists", "[]"), "{env: ''}"));
        assert!(holds(&expression("DoesNotExist", "[]"), "{app: web}"));
        assert!(!holds(&expression("DoesNotExist", "[]"), "{env: x}"));
    }

    #[test]
    fn what_is_filled_in_later_is_unclear() {
        let tree = parse("matchLabels: {app: '${APP}'}".into(), &Limits::default()).tree;
        let selector = Selector::of_label_selector(tree.node(tree.documents()[0].root));
        assert!(selector.unclear);
    }
}
