//! What an object says of itself, and what a kustomization says of files.

use super::Resolver;
use crate::graph::link::{Link, Nearest, Why};
use crate::graph::mention::Reference;
use crate::graph::nearest::{NameIndex, is_sure};
use crate::graph::relation::{Outcome, Relation};
use crate::yaml::Node;

impl<'t> Resolver<'_, 't> {
    /// A volume or a resource claim that the pod itself has to list.
    pub(super) fn within_pod(&mut self, reference: &Reference<'t>, link: &mut Link<'t>) {
        let resource = &self.object_of(link.from).resource;
        let Some(pod) = resource.pod() else { return };
        let field = match reference.relation {
            Relation::Volume => "volumes",
            _ => "resourceClaims",
        };
        let listed = pod.spec.and_then(|spec| spec.get(field));
        let listed = listed.into_iter().flat_map(Node::items);
        let templates = resource.root.dig(&["spec", "volumeClaimTemplates"]);
        let templates = templates.filter(|_| reference.relation == Relation::Volume);
        let templates = templates.into_iter().flat_map(Node::items);
        let names: Vec<Node<'t>> = listed
            .filter_map(|one| one.get("name"))
            .chain(templates.filter_map(|one| one.dig(&["metadata", "name"])))
            .collect();
        link.to = self.keep(&[link.from]);
        link.closed = true;
        if names.iter().any(|name| name.text() == reference.name) {
            link.outcome = Outcome::Found;
            return;
        }
        // What stands in braces may be any name.
        if names.iter().any(|name| name.is_placeholder()) {
            link.outcome = Outcome::Unjudged;
            return;
        }
        let index = NameIndex::new(names.iter().zip(0..).map(|(name, at)| (name.text(), at)));
        let near = index.nearest(reference.name);
        link.nearest = near.first().map(|first| {
            let nearest = Nearest::text(first.name, first.why(), is_sure(&near));
            Box::new(nearest.of(link.from, Some(names[first.payload as usize])))
        });
    }

    /// A file or folder that a kustomization names.
    pub(super) fn file(&mut self, reference: &Reference<'t>, link: &mut Link<'t>) {
        let folder = self.object_of(link.from).folder;
        let text = reference.name;
        link.closed = true;
        let path = crate::inventory::join(folder, text);
        let read = self.world.files.binary_search(&path.as_str()).is_ok();
        if read || (self.world.exists)(&path) {
            link.outcome = Outcome::Found;
            return;
        }
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", &path));
        let start = match folder {
            "" => String::new(),
            folder => format!("{folder}/"),
        };
        let siblings = self.world.files.iter().filter_map(|file| {
            let rest = file.strip_prefix(start.as_str())?;
            (!rest.contains('/')).then_some(rest)
        });
        let index = NameIndex::new(siblings.map(|name| (name, 0)));
        let near = index.nearest(name);
        link.nearest = near.first().map(|first| {
            let before = text.strip_suffix(name).unwrap_or_default();
            let text = format!("{before}{}", first.name);
            Box::new(Nearest::text(text, Why::Similar, is_sure(&near)))
        });
    }
}
