//! Plain scalars as kubectl's decoder resolves them: YAML 1.1 booleans and numbers.
//!
//! kubectl reads YAML with a Go library that follows YAML 1.1 with some of 1.2 (`0o17`) and of
//! Go (`0b1`, `_` between digits). The cases in `tests/it/vectors.rs` are its answers.

use super::number::Number;
use super::tree::Kind;

/// What a plain scalar without a tag is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Resolved {
    /// `null`, `~` or nothing.
    Null,
    /// A boolean.
    Bool(bool),
    /// A number.
    Number(Number),
    /// `.inf`, `.nan`: JSON cannot hold it and kubectl refuses it.
    NotFinite,
    /// Text.
    String,
}

impl Resolved {
    /// The kind of a node with this value.
    pub fn kind(self) -> Kind {
        match self {
            Resolved::Null => Kind::Null,
            Resolved::Bool(_) => Kind::Bool,
            Resolved::Number(Number::Float(_)) => Kind::Float,
            Resolved::Number(_) => Kind::Int,
            Resolved::NotFinite | Resolved::String => Kind::String,
        }
    }
}

/// Resolves the text of a plain scalar.
pub fn resolve(text: &str) -> Resolved {
    let Some(first) = text.bytes().next() else {
        return Resolved::Null;
    };
    match first {
        b'0'..=b'9' | b'+' | b'-' | b'.' => match text {
            ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" | "-.inf" | "-.Inf"
            | "-.INF" | ".nan" | ".NaN" | ".NAN" => Resolved::NotFinite,
            _ => parse_number(text).map_or(Resolved::String, Resolved::Number),
        },
        b'y' | b'Y' | b'n' | b'N' | b't' | b'T' | b'f' | b'F' | b'o' | b'O' | b'~' => word(text),
        _ => Resolved::String,
    }
}

/// Whether the text of a boolean says yes.
pub(super) fn is_true(text: &str) -> bool {
    matches!(word(text), Resolved::Bool(true))
}

/// The value of a scalar that was resolved to a number.
pub(super) fn number(text: &str, kind: Kind) -> Number {
    match (parse_number(text), kind) {
        (Some(number), _) => number,
        (None, Kind::Int) => Number::Int(0),
        (None, _) => Number::Float(0.0),
    }
}

fn word(text: &str) -> Resolved {
    match text {
        "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => {
            Resolved::Bool(true)
        }
        "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => {
            Resolved::Bool(false)
        }
        "~" | "null" | "Null" | "NULL" => Resolved::Null,
        _ => Resolved::String,
    }
}

/// A number in Go's notation with `_` left out; none when it is text.
fn parse_number(text: &str) -> Option<Number> {
    let stripped;
    let plain = if text.contains('_') {
        stripped = text.replace('_', "");
        stripped.as_str()
    } else {
        text
    };
    if let Some(number) = parse_integer(plain) {
        return Some(number);
    }
    if !is_float(plain) {
        return None;
    }
    let value: f64 = plain.parse().ok()?;
    // Too large for a float: Go reports a range error and the scalar stays text.
    value.is_finite().then_some(Number::Float(value))
}

fn parse_integer(text: &str) -> Option<Number> {
    let (negative, digits) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    let (radix, digits) = match digits.as_bytes() {
        [b'0', b'x' | b'X', ..] => (16, &digits[2..]),
        [b'0', b'o' | b'O', ..] => (8, &digits[2..]),
        [b'0', b'b' | b'B', ..] => (2, &digits[2..]),
        [b'0', _, ..] => (8, &digits[1..]),
        _ => (10, digits),
    };
    if digits.is_empty() || !digits.bytes().all(|byte| (byte as char).is_digit(radix)) {
        return None;
    }
    let magnitude = u64::from_str_radix(digits, radix).ok()?;
    if negative {
        let value = 0_i64.checked_sub_unsigned(magnitude)?;
        return Some(Number::Int(value));
    }
    Some(i64::try_from(magnitude).map_or(Number::UInt(magnitude), Number::Int))
}

/// `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`
fn is_float(text: &str) -> bool {
    let rest = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (mantissa, exponent) = match rest.find(['e', 'E']) {
        Some(at) => (&rest[..at], Some(&rest[at + 1..])),
        None => (rest, None),
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let has_mantissa = !whole.is_empty() || !fraction.is_empty();
    let exponent_is_whole = exponent.is_none_or(|exponent| {
        let exponent = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
        !exponent.is_empty() && digits(exponent)
    });
    has_mantissa && digits(whole) && digits(fraction) && exponent_is_whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_yaml_1_1_are_booleans() {
        for text in ["y", "Yes", "ON", "true", "True"] {
            assert_eq!(resolve(text), Resolved::Bool(true), "{text}");
        }
        for text in ["yES", "tRue", "yeah", "none"] {
            assert_eq!(resolve(text), Resolved::String, "{text}");
        }
    }

    #[test]
    fn octal_numbers_with_decimal_digits_are_decimal() {
        assert_eq!(resolve("0777"), Resolved::Number(Number::Int(511)));
        assert_eq!(resolve("0888"), Resolved::Number(Number::Float(888.0)));
    }

    #[test]
    fn a_git_hash_that_looks_like_an_exponent_is_a_number() {
        assert_eq!(
            resolve("12e5"),
            Resolved::Number(Number::Float(1_200_000.0))
        );
        assert_eq!(resolve("1e1000"), Resolved::String);
    }

    #[test]
    fn signs_and_dots_alone_are_text() {
        for text in ["-", "+", ".", "-.", ".e5", "1.2.3", "2001-12-14", "1:30"] {
            assert_eq!(resolve(text), Resolved::String, "{text}");
        }
    }
}
