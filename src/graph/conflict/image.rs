//! The same image with different tags.

use hashbrown::HashMap;

use super::{Conflict, Conflicts};
use crate::graph::relation::Relation;
use crate::resource::ImageReference;

impl Conflicts<'_, '_> {
    /// Another tag of a repository in the same namespace.
    pub(super) fn images(&mut self) {
        let mut first = HashMap::new();
        let mut found = Vec::new();
        for (id, object) in self.all() {
            let Some(pod) = object.resource.pod() else {
                continue;
            };
            for container in pod.containers() {
                let Some(at) = container
                    .node
                    .get("image")
                    .filter(|at| !at.is_placeholder())
                else {
                    continue;
                };
                let text = at.text();
                let Ok(image) = ImageReference::parse(text) else {
                    continue;
                };
                let Some(tag) = image.tag else { continue };
                for seat in self.seats(id) {
                    let key = (
                        seat.unit,
                        seat.namespace,
                        image.registry,
                        image.repository.clone(),
                    );
                    let (known, other) = *first.entry(key).or_insert((id, tag));
                    if known != id && other != tag {
                        found.push((id, at, known));
                    }
                }
            }
        }
        found.dedup_by(|a, b| a.0 == b.0 && a.1.id() == b.1.id());
        for (from, at, known) in found {
            let conflict = Conflict {
                relation: Relation::OtherTag,
                how: "",
                from,
                at,
                text: at.text(),
            };
            self.add(&conflict, &[known]);
        }
    }
}
