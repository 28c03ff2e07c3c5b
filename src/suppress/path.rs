//! Parts of stable paths: `containers[web]` occurs in `spec.template.spec.containers[web].image`.

/// Whether `part` occurs in `path` as whole segments.
pub(super) fn occurs(part: &str, path: &str) -> bool {
    let wanted: Vec<&str> = segments(part).collect();
    let there: Vec<&str> = segments(path).collect();
    !wanted.is_empty() && there.windows(wanted.len()).any(|window| window == wanted)
}

/// Whether every bracket of a path is closed.
pub(super) fn is_closed(path: &str) -> bool {
    segments(path).all(|segment| !segment.starts_with('[') || closing(segment).is_some())
}

/// The keys of a path, and its `[items]` with their brackets.
fn segments(path: &str) -> impl Iterator<Item = &str> {
    let mut rest = path;
    std::iter::from_fn(move || {
        rest = rest.strip_prefix('.').unwrap_or(rest);
        if rest.is_empty() {
            return None;
        }
        let end = if rest.starts_with('[') {
            closing(rest).unwrap_or(rest.len())
        } else {
            rest.find(['.', '[']).unwrap_or(rest.len())
        };
        let (segment, after) = rest.split_at(end);
        rest = after;
        Some(segment)
    })
}

/// One past the `]` that closes the `[` at the start; in `["a]b"]` the quotes count.
fn closing(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    if !text.starts_with("[\"") {
        return memchr::memchr(b']', bytes).map(|at| at + 1);
    }
    let mut at = 2;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            b'"' if bytes.get(at + 1) == Some(&b']') => return Some(at + 2),
            _ => at += 1,
        }
    }
    None
}

/// The items of a list between commas; those between brackets are part of an item.
pub(super) fn items(list: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(list);
    std::iter::from_fn(move || {
        let text = rest?;
        let mut at = 0;
        loop {
            let Some(found) = text[at..].find([',', '[']).map(|found| at + found) else {
                rest = None;
                return Some(text);
            };
            if text[found..].starts_with(',') {
                rest = Some(&text[found + 1..]);
                return Some(&text[..found]);
            }
            // A bracket that is never closed does not hide the commas behind it.
            at = found + closing(&text[found..]).unwrap_or(1);
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const IMAGE: &str = "spec.template.spec.containers[istio-proxy].image";

    #[test]
    fn a_part_matches_whole_segments_only() {
        for part in [
            "containers[istio-proxy]",
            "containers",
            "[istio-proxy]",
            "containers[istio-proxy].image",
            "image",
            "spec",
            "template.spec",
            IMAGE,
            ".image",
        ] {
            assert!(occurs(part, IMAGE), "{part}");
        }
        for part in [
            "",
            ".",
            "container",
            "containers[istio]",
            "istio-proxy",
            "[istio-proxy",
            "ontainers[istio-proxy]",
            "spec.containers[istio-proxy].images",
            "template.containers",
        ] {
            assert!(!occurs(part, IMAGE), "{part}");
        }
    }

    #[test]
    fn items_may_hold_any_character() {
        let path = "metadata.annotations[\"a.b/c]\\\"]d\"]";
        assert!(occurs("annotations[\"a.b/c]\\\"]d\"]", path));
        assert!(!occurs("c", path));
        assert!(occurs(
            "volumeMounts[/var/lib]",
            "x.volumeMounts[/var/lib].name"
        ));
        assert!(!occurs("lib", "x.volumeMounts[/var.lib].name"));
    }

    #[test]
    fn a_list_is_parted_outside_of_brackets() {
        let parts: Vec<&str> = items("a, b@x[1,2].y,c@[\"],\"],d").collect();
        assert_eq!(parts, ["a", " b@x[1,2].y", "c@[\"],\"]", "d"]);
        let parts: Vec<&str> = items("a@[b,c").collect();
        assert_eq!(parts, ["a@[b", "c"]);
        assert_eq!(items("").collect::<Vec<_>>(), [""]);
        assert!(is_closed("a[b].c") && !is_closed("a[b") && !is_closed("[\"a]"));
    }

    #[test]
    fn long_lists_are_parted_in_time() {
        assert_eq!(items(&"a,".repeat(100_000)).count(), 100_001);
        assert!(occurs("b", &format!("{}b", "a.".repeat(100_000))));
    }
}
