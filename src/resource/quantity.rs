//! Quantities such as `500m` and `1.5Gi`: what the API server takes, and what they amount to.

/// A quantity's amount, to compare with others.
///
/// In billionths, the smallest amount that Kubernetes keeps; what is smaller is rounded away from
/// zero, what no 128-bit number holds becomes the largest one.
/// <https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/>
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Quantity {
    nanos: i128,
}

/// Billionths in one.
const NANOS: i128 = 1_000_000_000;

impl Quantity {
    /// Reads a quantity as the API server does; none for what it refuses.
    ///
    /// Its reader is more lenient than the documented grammar: spaces around, no digits at all
    /// (`m` is zero) and a dot without digits after it are accepted.
    pub fn parse(text: &str) -> Option<Self> {
        let parts = Parts::split(text.trim_matches(is_space_in_json))?;
        let suffix = Suffix::parse(parts.suffix)?;
        if parts.digits() == 0 && suffix.needs_digits() {
            return None;
        }
        Some(Self {
            nanos: parts.amount(suffix),
        })
    }

    /// Whether it is less than zero.
    pub fn is_negative(self) -> bool {
        self.nanos < 0
    }

    /// Whether it is zero.
    pub fn is_zero(self) -> bool {
        self.nanos == 0
    }

    /// Its value as a whole number, when it is one.
    pub fn whole(self) -> Option<i128> {
        (self.nanos % NANOS == 0).then_some(self.nanos / NANOS)
    }

    /// Its value in thousandths, rounded away from zero, as Kubernetes counts CPU.
    pub fn millis(self) -> i128 {
        divide_away_from_zero(self.nanos, NANOS / 1000)
    }

    /// Its value, nearly.
    #[expect(
        clippy::cast_precision_loss,
        reason = "for ratios, where this is good enough"
    )]
    pub fn as_f64(self) -> f64 {
        self.nanos as f64 / NANOS as f64
    }
}

/// Whether the API server takes `text` as a quantity.
pub fn is_quantity(text: &str) -> bool {
    Quantity::parse(text).is_some()
}

/// Spaces that the server trims. It does so before it undoes JSON's escapes, so that those which
/// JSON escapes stay.
fn is_space_in_json(c: char) -> bool {
    c.is_whitespace() && c >= ' ' && !matches!(c, '\u{2028}' | '\u{2029}')
}

/// A quantity taken apart.
struct Parts<'a> {
    negative: bool,
    /// Without zeros in front.
    whole: &'a str,
    /// Whether there were such zeros.
    zeros: bool,
    fraction: &'a str,
    suffix: &'a str,
}

impl<'a> Parts<'a> {
    fn split(text: &'a str) -> Option<Self> {
        if text.is_empty() {
            return None;
        }
        let (negative, rest) = match text.as_bytes()[0] {
            b'-' => (true, &text[1..]),
            b'+' => (false, &text[1..]),
            _ => (false, text),
        };
        let without_zeros = rest.trim_start_matches('0');
        let (whole, after) = split_digits(without_zeros);
        let (fraction, suffix) = match after.strip_prefix('.') {
            Some(after) => split_digits(after),
            None => ("", after),
        };
        Some(Self {
            negative,
            whole,
            zeros: without_zeros.len() < rest.len(),
            fraction,
            suffix,
        })
    }

    /// How many digits are written.
    fn digits(&self) -> usize {
        self.whole.len() + self.fraction.len() + usize::from(self.zeros)
    }

    fn amount(&self, suffix: Suffix) -> i128 {
        let digits = self.whole.bytes().chain(self.fraction.bytes());
        let mut mantissa: i128 = 0;
        // More digits than a 128-bit number holds: the rest only shifts.
        let mut dropped: i64 = 0;
        for digit in digits {
            let next = mantissa
                .checked_mul(10)
                .and_then(|value| value.checked_add(i128::from(digit - b'0')));
            match next {
                Some(value) if dropped == 0 => mantissa = value,
                _ => dropped += 1,
            }
        }
        if mantissa == 0 {
            return 0;
        }
        let places = i64::try_from(self.fraction.len()).unwrap_or(i64::MAX);
        let shift = dropped - places + 9;
        let nanos = match suffix {
            Suffix::Decimal(exponent) => scale(mantissa, shift.saturating_add(exponent)),
            Suffix::Binary(power) => match mantissa.checked_mul(1 << power) {
                Some(value) => scale(value, shift),
                None => scale(mantissa, shift).saturating_mul(1 << power),
            },
        };
        if self.negative { -nanos } else { nanos }
    }
}

fn split_digits(text: &str) -> (&str, &str) {
    let end = text
        .bytes()
        .position(|byte| !byte.is_ascii_digit())
        .unwrap_or(text.len());
    text.split_at(end)
}

/// `value` times ten to the power of `exponent`, rounded up.
fn scale(value: i128, exponent: i64) -> i128 {
    let power = u32::try_from(exponent.unsigned_abs())
        .ok()
        .and_then(|exponent| 10_i128.checked_pow(exponent));
    match (power, exponent >= 0) {
        (Some(power), true) => value.saturating_mul(power),
        (Some(power), false) => divide_away_from_zero(value, power),
        (None, true) => i128::MAX,
        (None, false) => 1,
    }
}

fn divide_away_from_zero(value: i128, by: i128) -> i128 {
    let rounded = value / by;
    match value % by {
        0 => rounded,
        _ => rounded + value.signum(),
    }
}

/// What a number is multiplied by.
#[derive(Clone, Copy)]
enum Suffix {
    /// A power of ten.
    Decimal(i64),
    /// A power of two.
    Binary(u32),
}

impl Suffix {
    fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "" => Suffix::Decimal(0),
            "n" => Suffix::Decimal(-9),
            "u" => Suffix::Decimal(-6),
            "m" => Suffix::Decimal(-3),
            "k" => Suffix::Decimal(3),
            "M" => Suffix::Decimal(6),
            "G" => Suffix::Decimal(9),
            "T" => Suffix::Decimal(12),
            "P" => Suffix::Decimal(15),
            "E" => Suffix::Decimal(18),
            "Ki" => Suffix::Binary(10),
            "Mi" => Suffix::Binary(20),
            "Gi" => Suffix::Binary(30),
            "Ti" => Suffix::Binary(40),
            "Pi" => Suffix::Binary(50),
            "Ei" => Suffix::Binary(60),
            _ => Suffix::Decimal(exponent(text.strip_prefix(['e', 'E'])?)?),
        })
    }

    /// The server has a short way for small numbers, on which no digits are zero, and a general
    /// one, on which they are an error. The suffix alone decides which one it is then.
    fn needs_digits(self) -> bool {
        match self {
            Suffix::Decimal(exponent) => exponent < -9,
            Suffix::Binary(power) => power > 40,
        }
    }
}

/// A whole number with or without sign that fits into 64 bits.
fn exponent(text: &str) -> Option<i64> {
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nanos(text: &str) -> i128 {
        Quantity::parse(text).map_or_else(|| panic!("{text:?}"), |quantity| quantity.nanos)
    }

    #[test]
    fn takes_what_the_api_server_takes() {
        for text in [
            "0",
            "1",
            "-1",
            "+1",
            "1.",
            ".5",
            "1.5Gi",
            "500m",
            "1e3",
            "1E3",
            "1e+3",
            "1e-3",
            "1E",
            "00",
            "1n",
            "1u",
            "1k",
            "1M",
            "1Ki",
            "1.G",
            "1Mi ",
            " 1",
            "m",
            "+",
            ".",
            "Ti",
            "0Ei",
            "99999999999999999999999999999999999999999999Ei",
            "1e9999999",
        ] {
            assert!(is_quantity(text), "{text:?}");
        }
    }

    #[test]
    fn refuses_what_the_api_server_refuses() {
        for text in [
            "",
            " ",
            "v",
            "1 Gi",
            "0.1.2",
            "10.0.0.1",
            "1K",
            "1g",
            "1ki",
            "1GB",
            "1e",
            "1e1.5",
            "1mi",
            "150%",
            "1Gi/2",
            "--1",
            "+-1",
            "1,5",
            "0x10",
            "Ei",
            "1\n",
            "1_000",
            "\u{661}",
            "1e99999999999999999999",
            "e",
            "1m3",
        ] {
            assert!(!is_quantity(text), "{text:?}");
        }
    }

    #[test]
    fn amounts_compare_across_suffixes() {
        assert_eq!(nanos("1.5"), nanos("1500m"));
        assert_eq!(nanos("1Ki"), nanos("1024"));
        assert_eq!(nanos("1.5Gi"), nanos("1536Mi"));
        assert_eq!(nanos("1E"), nanos("1e18"));
        assert!(nanos("1G") < nanos("1Gi"));
        assert!(nanos("-1") < nanos("0"));
        assert_eq!(nanos("0.1n"), 1);
        assert_eq!(nanos("-0.1n"), -1);
        assert!(nanos("1e500") == i128::MAX && nanos("1e-500") == 1);
        assert_eq!(nanos("0e500"), 0);
    }

    #[test]
    fn whole_numbers_and_thousandths() {
        let quantity = |text| Quantity::parse(text).unwrap();
        assert_eq!(quantity("2Ki").whole(), Some(2048));
        assert_eq!(quantity("1500m").whole(), None);
        assert_eq!(quantity("1.5").millis(), 1500);
        assert_eq!(quantity("1u").millis(), 1);
        assert!((quantity("250m").as_f64() - 0.25).abs() < f64::EPSILON);
    }
}
