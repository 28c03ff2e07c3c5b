//! Values that are filled in before the manifest is applied: `${VAR}`, `$(VAR)`.
//!
//! Flux' post-build substitution and envsubst replace `${VAR}` in the text. The forms with a
//! default are those of drone/envsubst, which Flux uses:
//! <https://fluxcd.io/flux/components/kustomize/kustomizations/#post-build-variable-substitution>.

/// What is known of a placeholder's value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Placeholder {
    /// Nothing.
    Open,
    /// The text when no other value is given.
    Default(String),
}

/// Whether the text holds a placeholder.
pub fn is_placeholder(text: &str) -> bool {
    read(text).is_some()
}

/// What a scalar's text comes to when it holds placeholders.
pub(super) fn read(text: &str) -> Option<Placeholder> {
    memchr::memchr(b'$', text.as_bytes())?;
    let mut filled = String::new();
    let mut found = false;
    let mut open = false;
    let mut rest = text;
    while let Some(at) = rest.find('$') {
        let (before, from) = rest.split_at(at);
        filled.push_str(before);
        match variable(from) {
            Some((length, default)) => {
                found = true;
                match default {
                    Some(default) => filled.push_str(default),
                    None => open = true,
                }
                rest = &from[length..];
            }
            None => {
                // `$$` stands for one `$` that is not a placeholder.
                let length = if from.starts_with("$$") { 2 } else { 1 };
                filled.push('$');
                rest = &from[length..];
            }
        }
    }
    filled.push_str(rest);
    match (found, open) {
        (false, _) => None,
        (true, true) => Some(Placeholder::Open),
        (true, false) => Some(Placeholder::Default(filled)),
    }
}

/// A variable at the start of `text`: its length in bytes, and its default.
fn variable(text: &str) -> Option<(usize, Option<&str>)> {
    let close = match text.as_bytes().get(1)? {
        b'{' => '}',
        b'(' => ')',
        _ => return None,
    };
    let end = text.find(close)?;
    let body = &text[2..end];
    let name_length = body
        .bytes()
        .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
        .count();
    let starts_well = body
        .bytes()
        .next()
        .is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'_');
    if !starts_well {
        return None;
    }
    let rest = &body[name_length..];
    let default = [":=", ":-", "=", "-"]
        .iter()
        .find_map(|operator| rest.strip_prefix(operator));
    match (rest.is_empty(), default, close) {
        (true, _, _) => Some((end + 1, None)),
        (_, Some(default), '}') => Some((end + 1, Some(default))),
        // Other operators (`${VAR//a/b}`, `${VAR:0:3}`) transform a value that is not known.
        (_, None, '}') if rest.starts_with(['/', ':', '#', '%', '^', ',', '?', '+']) => {
            Some((end + 1, None))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_default_is_filled_in_where_all_have_one() {
        let filled = |text: &str| Some(Placeholder::Default(text.to_owned()));
        assert_eq!(read("${PORT:=8080}"), filled("8080"));
        assert_eq!(
            read("http://${HOST:-web}:${PORT:=80}/"),
            filled("http://web:80/")
        );
        assert_eq!(read("${HOST}:${PORT:=80}"), Some(Placeholder::Open));
    }

    #[test]
    fn a_dollar_alone_is_text() {
        for text in ["$5", "a$", "$$HOME", "${", "$()", "${1}", "$(echo hi)"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
