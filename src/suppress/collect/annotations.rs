//! The suppressions in the annotations of objects and of their pod templates.

use std::ops::Range;

use super::{Collector, Draft, offset};
use crate::diagnostic::Subject;
use crate::resource::Pod;
use crate::source::Span;
use crate::suppress::{Kind, Reach, Template, annotation, peer};
use crate::yaml::Node;

/// The annotations of an object or of its pod template.
struct Annotations<'t> {
    node: Node<'t>,
    object: usize,
    /// The template, unless they are the object's own.
    template: Option<Pod<'t>>,
}

impl Collector<'_, '_> {
    /// Reads the annotations of all objects and of their pod templates.
    pub(in crate::suppress) fn annotations(&mut self) {
        let objects = self.objects;
        for (object, resource) in objects.iter().enumerate() {
            let own = resource.metadata().and_then(annotations_of);
            if let Some(node) = own {
                self.annotated(&Annotations {
                    node,
                    object,
                    template: None,
                });
            }
            let template = resource.pod().filter(|pod| !pod.path.0.is_empty());
            let node = template
                .as_ref()
                .and_then(|pod| annotations_of(pod.metadata?));
            if let Some(node) = node {
                self.annotated(&Annotations {
                    node,
                    object,
                    template,
                });
            }
        }
    }

    fn annotated(&mut self, annotations: &Annotations<'_>) {
        let object = annotations.object;
        for (key, value) in annotations.node.entries() {
            if key.text() == annotation::IGNORE {
                self.ours(annotations, key, value);
            } else if key.text() != annotation::REASON
                && let Some(malformed) = annotation::misspelled(key.text())
            {
                let subject = self.subject(annotations, key);
                self.malformed(malformed, key.span(self.file), Some(subject));
            } else if self.options.peers
                && let Some(ignored) =
                    peer::in_annotation(key.text(), value, annotations.template.is_some())
            {
                // Other tools have no smaller things to ignore than objects.
                let template = None;
                let span = value.span(self.file);
                self.ignored(&ignored, Reach::Object { object, template }, span);
            }
        }
    }

    fn ours(&mut self, annotations: &Annotations<'_>, key: Node<'_>, value: Node<'_>) {
        let subject = self.subject(annotations, key);
        let whole = match value.range() {
            empty if empty.is_empty() => key.span(self.file),
            _ => value.span(self.file),
        };
        let text = value.text();
        let start = text_start(value);
        let file = self.file;
        let span = |range: &Range<usize>| match start {
            Some(start) if !range.is_empty() => {
                Span::new(file, start + offset(range.start), start + offset(range.end))
            }
            _ => whole,
        };
        let (items, wrong) = annotation::read(value);
        for malformed in wrong {
            let span = span(&malformed.range);
            self.malformed(malformed, span, Some(subject.clone()));
        }
        let mut names = Vec::with_capacity(items.len());
        for item in items {
            let path = item.path.map(|path| &text[path]);
            let place = span(&item.range);
            names.extend(self.name(&text[item.rule], path, place, Some(&subject)));
        }
        let reason = annotations.node.get(annotation::REASON).map(Node::text);
        let template = annotations.template.as_ref().map(|pod| Template {
            pointer: pod.path.pointer(),
            range: pod.node.range(),
        });
        let draft = Draft {
            kind: Kind::Annotation,
            reach: Reach::Object {
                object: annotations.object,
                template,
            },
            names,
            reason: reason
                .map(str::trim)
                .filter(|reason| !reason.is_empty())
                .map(str::to_owned),
            span: whole,
            expires: None,
        };
        self.hold(draft, Some(subject), None);
    }

    /// The annotation `key` as the subject of a finding.
    fn subject(&self, annotations: &Annotations<'_>, key: Node<'_>) -> Subject {
        let start = annotations.template.as_ref().map(|pod| pod.path.clone());
        let path = start.unwrap_or_default().key("metadata").key("annotations");
        self.objects[annotations.object].subject(&path.key(key.text()))
    }
}

fn annotations_of(metadata: Node<'_>) -> Option<Node<'_>> {
    let annotations = metadata.get("annotations")?;
    annotations.is_mapping().then_some(annotations)
}

/// Where the text of a scalar starts in the file, when it is written there as it is.
fn text_start(value: Node<'_>) -> Option<u32> {
    let (source, text) = (value.source(), value.text());
    let quote = usize::from(source.starts_with(['"', '\'']));
    let written = source.get(quote..source.len().checked_sub(quote)?)?;
    (written == text).then(|| value.range().start + offset(quote))
}
