//! A number as kubectl hands it on in JSON.

use std::borrow::Cow;
use std::fmt;

use jsonschema::json::JsonNumber;

/// A number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Number {
    /// Fits into 64 bits with sign.
    Int(i64),
    /// Too large for [`Number::Int`], fits into 64 bits without sign.
    UInt(u64),
    /// Everything else.
    Float(f64),
}

/// From here on not every whole number has a float of its own.
const EXACT_FLOATS: f64 = 9_007_199_254_740_992.0;

impl Number {
    /// Its value when it is whole and fits.
    pub fn as_i64(self) -> Option<i64> {
        match self.whole()? {
            Number::Int(value) => Some(value),
            _ => None,
        }
    }

    /// Its value as a floating-point number.
    #[expect(clippy::cast_precision_loss, reason = "as every JSON reader does")]
    pub fn as_f64(self) -> f64 {
        match self {
            Number::Int(value) => value as f64,
            Number::UInt(value) => value as f64,
            Number::Float(value) => value,
        }
    }

    /// The same number as an integer; JSON has one number type, kubectl writes 1.0 as 1.
    fn whole(self) -> Option<Number> {
        match self {
            Number::Float(value) if value.fract() == 0.0 && value.abs() < EXACT_FLOATS =>
            {
                #[expect(clippy::cast_possible_truncation, reason = "whole and small")]
                Some(Number::Int(value as i64))
            }
            Number::Float(_) => None,
            integer => Some(integer),
        }
    }

    /// The number as Go writes it into a key: `1.1`, but `1e+06`.
    pub(super) fn as_key(self) -> String {
        let Number::Float(value) = self else {
            return self.to_string();
        };
        let (digits, exponent) = shortest_digits(value);
        // Go's `g` with the shortest precision: an exponent from 21 digits or beyond the digits.
        let precision = if digits.len() > 6 { digits.len() } else { 6 };
        let threshold = i32::try_from(precision.min(21)).unwrap_or(21);
        if value != 0.0 && (exponent < -4 || exponent >= threshold) {
            scientific(value, 2)
        } else {
            value.to_string()
        }
    }
}

/// As JSON, in Go's form: an exponent only for the very large and the very small.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Number::Int(value) => write!(f, "{value}"),
            Number::UInt(value) => write!(f, "{value}"),
            Number::Float(0.0) => f.write_str("0"),
            Number::Float(value) if value.abs() < 1e-6 || value.abs() >= 1e21 => {
                f.write_str(&scientific(value, 1))
            }
            Number::Float(value) => write!(f, "{value}"),
        }
    }
}

fn shortest_digits(value: f64) -> (String, i32) {
    let text = format!("{:e}", value.abs());
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    (mantissa.replace('.', ""), exponent.parse().unwrap_or(0))
}

/// `1.5e+06`, the exponent with a sign and at least `width` digits.
fn scientific(value: f64, width: usize) -> String {
    let text = format!("{value:e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let (sign, digits) = match exponent.strip_prefix('-') {
        Some(digits) => ('-', digits),
        None => ('+', exponent),
    };
    format!("{mantissa}e{sign}{digits:0>width$}")
}

impl JsonNumber for Number {
    fn as_u64(&self) -> Option<u64> {
        match *self {
            Number::Int(value) => u64::try_from(value).ok(),
            Number::UInt(value) => Some(value),
            Number::Float(_) => None,
        }
    }

    fn as_i64(&self) -> Option<i64> {
        match *self {
            Number::Int(value) => Some(value),
            _ => None,
        }
    }

    fn as_f64(&self) -> Option<f64> {
        Some(Number::as_f64(*self))
    }

    fn as_str(&self) -> Cow<'_, str> {
        Cow::Owned(self.to_string())
    }

    fn to_number(&self) -> Cow<'_, serde_json::Number> {
        Cow::Owned(match *self {
            Number::Int(value) => value.into(),
            Number::UInt(value) => value.into(),
            // Not finite cannot happen: the parser refuses it.
            Number::Float(value) => serde_json::Number::from_f64(value).unwrap_or_else(|| 0.into()),
        })
    }

    fn is_integer(&self) -> bool {
        match *self {
            Number::Float(value) => value.fract() == 0.0,
            _ => true,
        }
    }

    fn is_written_as_integer(&self) -> bool {
        self.is_integer()
    }
}
