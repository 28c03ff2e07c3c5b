//! The digest of a reference.

use super::ImageError;

/// The fewest digits of an algorithm that is not known here.
const FEWEST_DIGITS: usize = 32;

/// Checks the digest that starts at byte `at`.
pub(super) fn check(digest: &str, at: usize) -> Result<(), ImageError> {
    if digest.is_empty() {
        return Err(ImageError::new(
            at - 1..at,
            "the digest after the `@` is empty",
        ));
    }
    let end = at + digest.len();
    let Some((algorithm, digits)) = digest.split_once(':') else {
        return Err(ImageError::new(at..end, "the digest has no algorithm")
            .with_help(format!("write `sha256:{digest}`")));
    };
    let named = at..at + algorithm.len();
    let lower = algorithm.to_lowercase();
    if lower != algorithm {
        let message = format!("the algorithm of the digest has upper-case letters: `{algorithm}`");
        return Err(
            ImageError::new(named, message).with_help(format!("write it in lower case: `{lower}`"))
        );
    }
    if !is_algorithm(algorithm) {
        let message = format!("`{algorithm}` is no algorithm of a digest");
        return Err(ImageError::new(named, message).with_help("the usual one is `sha256`"));
    }
    check_digits(algorithm, digits, at + algorithm.len() + 1)
}

/// Words of letters and digits with one of `+`, `.`, `-` and `_` between them.
fn is_algorithm(algorithm: &str) -> bool {
    algorithm.split(['+', '.', '-', '_']).all(|word| {
        word.starts_with(|c: char| c.is_ascii_alphabetic())
            && word.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

fn check_digits(algorithm: &str, digits: &str, at: usize) -> Result<(), ImageError> {
    let length = match algorithm {
        "sha256" => Some(64),
        "sha384" => Some(96),
        "sha512" => Some(128),
        _ => None,
    };
    let illegal = digits.char_indices().find(|(_, c)| match c {
        // The known algorithms want small letters.
        'A'..='F' => length.is_some(),
        c => !c.is_ascii_hexdigit(),
    });
    if let Some((offset, c)) = illegal {
        let range = at + offset..at + offset + c.len_utf8();
        let error = ImageError::new(range, format!("a digest cannot have `{c}` in it"));
        return Err(if c.is_ascii_hexdigit() {
            error.with_help("write its letters in lower case")
        } else {
            error.with_help("a digest has the digits 0 to 9 and a to f")
        });
    }
    let range = at..at + digits.len();
    match length {
        Some(length) if digits.len() != length => Err(ImageError::new(
            range,
            format!(
                "a {algorithm} digest has {length} digits, this one has {}",
                digits.len()
            ),
        )),
        None if digits.len() < FEWEST_DIGITS => Err(ImageError::new(
            range,
            format!(
                "a digest has at least {FEWEST_DIGITS} digits, this one has {}",
                digits.len()
            ),
        )),
        _ => Ok(()),
    }
}
