//! The output of `git diff --patch-with-raw -z --unified=0`: names without quoting, and hunks.

use std::ops::RangeInclusive;

/// The files of a patch with the lines that are new in them. A deleted file has none, and neither
/// has one of which only lines were taken out, or that is binary.
pub(super) fn of_patch(output: &[u8]) -> Vec<(String, Vec<RangeInclusive<u32>>)> {
    let (names, patch) = raw(output);
    let mut files: Vec<(String, Vec<RangeInclusive<u32>>)> =
        names.into_iter().map(|name| (name, Vec::new())).collect();
    // The patches follow in the order of the names. Lines of files begin with a sign.
    let mut file = None;
    for line in patch.split(|byte| *byte == b'\n') {
        if line.starts_with(b"diff --git ") {
            file = Some(file.map_or(0, |at| at + 1));
        } else if let (Some(range), Some(at)) = (hunk(line), file)
            && let Some((_, ranges)) = files.get_mut(at)
        {
            ranges.extend(range);
        }
    }
    files
}

/// `:100644 100644 1234567 0000000 M` and a name, each ended by a zero byte; after one more
/// the patch.
fn raw(output: &[u8]) -> (Vec<String>, &[u8]) {
    let mut names = Vec::new();
    let mut rest = output;
    while rest.first() == Some(&b':') {
        let mut parts = rest.splitn(3, |byte| *byte == 0);
        let (_, name, after) = (parts.next(), parts.next(), parts.next());
        names.push(String::from_utf8_lossy(name.unwrap_or_default()).into_owned());
        rest = after.unwrap_or_default();
    }
    (names, rest.strip_prefix(b"\0").unwrap_or(rest))
}

/// The new lines of `@@ -1,2 +3,4 @@`; none within when lines were only taken out.
fn hunk(line: &[u8]) -> Option<Option<RangeInclusive<u32>>> {
    let text = std::str::from_utf8(line.get(..line.len().min(100))?);
    let text = match &text {
        Ok(text) => text,
        // What follows the second `@@` is cut wherever it may be.
        Err(error) => std::str::from_utf8(&line[..error.valid_up_to()]).ok()?,
    };
    let mut words = text.strip_prefix("@@ -")?.split(' ');
    let new = words.nth(1)?.strip_prefix('+')?;
    let (first, count) = new.split_once(',').unwrap_or((new, "1"));
    let (first, count): (u32, u32) = (first.parse().ok()?, count.parse().ok()?);
    Some((count > 0).then(|| first..=first + (count - 1)))
}

#[cfg(test)]
mod tests {
    use super::of_patch;

    #[test]
    fn new_lines_are_read_from_the_heads_of_hunks() {
        let patch = b":100644 100644 1 0 M\0a b.yaml\0:100644 000000 1 0 D\0gone.yaml\0\0\
            diff --git a/a b.yaml b/a b.yaml\n--- a/a b.yaml\n+++ b/a b.yaml\n\
            @@ -3 +3,2 @@ spec:\n-x\n+@@ -9 +9 @@\n+y\n@@ -8,2 +8,0 @@\n-diff --git a b\n-z\n\
            diff --git a/gone.yaml b/gone.yaml\n@@ -1 +0,0 @@\n-x\n";
        assert_eq!(
            of_patch(patch),
            [
                ("a b.yaml".to_owned(), vec![3..=4]),
                ("gone.yaml".to_owned(), vec![])
            ]
        );
        assert!(of_patch(b"").is_empty());
    }
}
