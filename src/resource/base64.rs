//! Base64 as Go decodes it, for the fields that hold bytes (`data` of a Secret).

/// The byte at which the API server refuses `text` as base64; none when it takes it.
///
/// As Go's `base64.StdEncoding`: the standard alphabet with padding, line breaks anywhere. The
/// offset is the one that the API server names, which is where a group of four letters begins
/// when the group is not complete. <https://pkg.go.dev/encoding/base64#StdEncoding>
pub fn base64_error(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut letters = 0;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'+' | b'/' => letters = (letters + 1) % 4,
            b'\r' | b'\n' => {}
            b'=' if letters >= 2 => return padding_error(bytes, at, letters),
            _ => return Some(at - 1),
        }
    }
    (letters != 0).then(|| at - letters)
}

/// Checks what follows the first `=`, which ends before byte `at`.
fn padding_error(bytes: &[u8], mut at: usize, letters: usize) -> Option<usize> {
    at = skip_line_breaks(bytes, at);
    if letters == 2 {
        match bytes.get(at) {
            None => return Some(bytes.len()),
            Some(b'=') => at = skip_line_breaks(bytes, at + 1),
            Some(_) => return Some(at - 1),
        }
    }
    (at < bytes.len()).then_some(at)
}

fn skip_line_breaks(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest
        .iter()
        .take_while(|byte| matches!(byte, b'\r' | b'\n'))
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_what_go_takes() {
        for text in [
            "",
            "\n",
            "YQ==",
            "YWI=",
            "YWJj",
            "YW\nJj\r\n",
            "YQ=\n=\n",
            "YR==",
        ] {
            assert_eq!(base64_error(text), None, "{text:?}");
        }
    }

    #[test]
    fn names_the_byte_that_go_names() {
        for (text, at) in [
            ("v", 0),
            ("UPPER", 4),
            ("a.b", 1),
            ("a/b", 0),
            ("LS0tLS1CRUdJTg==x", 16),
            ("xn--\u{e9}", 2),
            ("YQ=", 3),
            ("YQ=x", 2),
            ("=", 0),
            ("Y=", 1),
            ("YW I", 2),
        ] {
            assert_eq!(base64_error(text), Some(at), "{text:?}");
        }
    }
}
