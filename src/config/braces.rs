//! Alternatives of a glob that span folders: `{a/b,c}/*.yaml` is taken apart before its folders
//! are looked at one by one.

/// The globs that one glob with alternatives stands for; the glob itself when none of its
/// alternatives has a slash.
pub(super) fn expand(pattern: &str) -> Vec<String> {
    let Some((open, commas, close)) = first_with_slash(pattern) else {
        return vec![pattern.to_owned()];
    };
    let mut expanded = Vec::new();
    let mut start = open + 1;
    for end in commas.into_iter().chain([close]) {
        let (before, after) = (&pattern[..open], &pattern[close + 1..]);
        let one = format!("{before}{}{after}", &pattern[start..end]);
        expanded.extend(expand(&one));
        start = end + 1;
    }
    expanded
}

/// The first outermost braces with a slash in them: where they open, their commas, where they
/// close.
fn first_with_slash(pattern: &str) -> Option<(usize, Vec<usize>, usize)> {
    let mut open = None;
    let mut depth = 0;
    let mut commas = Vec::new();
    let mut slash = false;
    let mut class = false;
    let mut escaped = false;
    for (at, byte) in pattern.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b']' => class = false,
            _ if class => {}
            b'[' => class = true,
            b'{' => {
                if depth == 0 {
                    (open, slash) = (Some(at), false);
                    commas.clear();
                }
                depth += 1;
            }
            b'}' if depth > 0 => {
                depth -= 1;
                if depth == 0 && slash {
                    return open.map(|open| (open, commas, at));
                }
            }
            b',' if depth == 1 => commas.push(at),
            b'/' if depth > 0 => slash = true,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_alternatives_that_span_folders_are_taken_apart() {
        assert_eq!(expand("{a,b}/x"), ["{a,b}/x"]);
        assert_eq!(expand("{a/b,c}/x"), ["a/b/x", "c/x"]);
        assert_eq!(expand("{a,{b/c,d}}/x"), ["a/x", "b/c/x", "d/x"]);
        assert_eq!(expand("{a,b}/{c/d,e}"), ["{a,b}/c/d", "{a,b}/e"]);
        assert_eq!(expand(r"\{a/b,c}"), [r"\{a/b,c}"]);
        assert_eq!(expand("[{]a/b"), ["[{]a/b"]);
    }
}
