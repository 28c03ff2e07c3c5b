//! Which fields a schema has, and where: for the words that help when a field is unknown.

use serde_json::Value;

use super::keyword::POD_SPEC;
use crate::yaml::{Path, Segment};

/// How deep a field is looked for below a place.
const SEARCH_DEPTH: usize = 3;

/// A schema to look around in, with the one that goes on where a pod spec lies.
#[derive(Clone, Copy)]
pub(super) struct Outline<'s> {
    root: &'s Value,
    pod: Option<&'s Value>,
}

/// A place in an [`Outline`]: a schema, and the document that its references mean.
#[derive(Clone, Copy)]
pub(super) struct Place<'s> {
    document: &'s Value,
    schema: &'s Value,
}

impl<'s> Outline<'s> {
    pub(super) fn new(root: &'s Value, pod: Option<&'s Value>) -> Self {
        Self { root, pod }
    }

    /// The schema of the value at `path`.
    pub(super) fn at(&self, path: &Path) -> Option<Place<'s>> {
        let mut place = self.enter(self.root, self.root);
        for segment in &path.0 {
            place = self.step(place, segment)?;
        }
        Some(place)
    }

    /// The names of the fields at `place`, sorted.
    pub(super) fn fields(&self, place: Place<'s>) -> Vec<&'s str> {
        let mut names: Vec<&str> = self
            .parts(place)
            .into_iter()
            .filter_map(|part| part.schema.get("properties")?.as_object())
            .flat_map(|properties| properties.keys().map(String::as_str))
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Where the unknown field `name` of the mapping at `path` would be legal, nearest first:
    /// below that mapping, else beside one of the mappings around it.
    pub(super) fn find(&self, name: &str, path: &Path) -> Option<Path> {
        let mut here = Some(path.clone());
        while let Some(current) = here {
            if let Some(place) = self.at(&current)
                && let Some(found) = self.search(name, place, &current)
            {
                return Some(found);
            }
            here = current.parent();
        }
        None
    }

    /// Breadth first: the shallowest place below `start` that has `name`.
    fn search(&self, name: &str, start: Place<'s>, from: &Path) -> Option<Path> {
        let mut level = vec![(start, from.clone())];
        for _ in 0..SEARCH_DEPTH {
            let mut next = Vec::new();
            for (place, path) in &level {
                let fields = self.fields(*place);
                if fields.binary_search(&name).is_ok() {
                    return Some(path.key(name));
                }
                for field in fields {
                    let below = path.key(field);
                    let segment = Segment::Key(field.to_owned());
                    let Some(inner) = self.step(*place, &segment) else {
                        continue;
                    };
                    next.push((inner, below.clone()));
                    if let Some(item) = self.step(inner, &Segment::Index(0)) {
                        next.push((item, below.index(0)));
                    }
                }
            }
            level = next;
        }
        None
    }

    fn step(&self, place: Place<'s>, segment: &Segment) -> Option<Place<'s>> {
        self.parts(place).into_iter().find_map(|part| {
            let schema = match segment {
                Segment::Key(name) => part
                    .schema
                    .get("properties")
                    .and_then(|properties| properties.get(name))
                    .or_else(|| part.schema.get("additionalProperties"))?,
                Segment::Index(_) => part.schema.get("items")?,
            };
            schema
                .is_object()
                .then(|| self.enter(part.document, schema))
        })
    }

    /// Follows references and goes on into the pod spec.
    fn enter(&self, document: &'s Value, schema: &'s Value) -> Place<'s> {
        let mut place = Place { document, schema };
        while let Some(target) = place.schema.get("$ref").and_then(Value::as_str) {
            let found = target
                .strip_prefix('#')
                .and_then(|pointer| place.document.pointer(pointer));
            match found {
                Some(schema) if !std::ptr::eq(schema, place.schema) => place.schema = schema,
                _ => break,
            }
        }
        if place.schema.get(POD_SPEC).is_some()
            && let Some(pod) = self.pod
        {
            return self.enter(pod, pod);
        }
        place
    }

    /// A schema and those that it is put together from.
    fn parts(&self, place: Place<'s>) -> Vec<Place<'s>> {
        let mut parts = vec![place];
        for key in ["allOf", "anyOf", "oneOf"] {
            let branches = place.schema.get(key).and_then(Value::as_array);
            for branch in branches.into_iter().flatten() {
                parts.push(self.enter(place.document, branch));
            }
        }
        parts
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_field_is_found_below_before_it_is_found_around() {
        let schema = json!({"properties": {
            "replicas": {"type": "integer"},
            "template": {"properties": {"list": {"items": {"properties": {"deep": {}}}}}},
        }});
        let outline = Outline::new(&schema, None);
        let template = Path::of(&["template"]);
        let find = |name| outline.find(name, &template).map(|path| path.to_string());
        assert_eq!(find("replicas").as_deref(), Some("replicas"));
        assert_eq!(find("deep").as_deref(), Some("template.list[0].deep"));
        assert_eq!(find("nothing"), None);
    }
}
