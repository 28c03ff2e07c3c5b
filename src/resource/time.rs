//! Points in time as the API server reads them.

/// Whether the API server takes `text` as a date and time (`metav1.Time`).
///
/// RFC 3339 as Go reads it (`time.Parse` with `time.RFC3339`): `2026-01-31T09:05:00Z`, with any
/// number of digits after the second, after a dot or a comma, and an hour that may have one
/// digit. <https://pkg.go.dev/time#Parse>
pub fn is_date_time(text: &str) -> bool {
    parse(text, Fraction::Any).is_some()
}

/// Whether the API server takes `text` as a time with microseconds (`metav1.MicroTime`, as in a
/// Lease): the same with exactly six digits after the second.
pub fn is_micro_time(text: &str) -> bool {
    parse(text, Fraction::SixDigits).is_some()
}

/// What may stand after the second.
#[derive(Clone, Copy)]
enum Fraction {
    Any,
    SixDigits,
}

fn parse(text: &str, fraction: Fraction) -> Option<()> {
    let mut rest = Rest(text.as_bytes());
    let year = rest.number(4)?;
    rest.literal(b'-')?;
    let month = rest.number(2)?;
    rest.literal(b'-')?;
    let day = rest.number(2)?;
    rest.literal(b'T')?;
    let hour = rest.number(2).or_else(|| rest.number(1))?;
    rest.literal(b':')?;
    let minute = rest.number(2)?;
    rest.literal(b':')?;
    let second = rest.number(2)?;
    rest.fraction(fraction)?;
    rest.zone()?;
    let in_range = (1..=12).contains(&month)
        && (1..=days_in(month, year)).contains(&day)
        && hour < 24
        && minute < 60
        && second < 60;
    (in_range && rest.0.is_empty()).then_some(())
}

fn days_in(month: u32, year: u32) -> u32 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// What has not been read yet.
struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    fn literal(&mut self, expected: u8) -> Option<()> {
        let (first, rest) = self.0.split_first()?;
        (*first == expected).then(|| self.0 = rest)
    }

    /// A number of exactly `width` digits.
    fn number(&mut self, width: usize) -> Option<u32> {
        let (digits, rest) = self.0.split_at_checked(width)?;
        let value = digits.iter().try_fold(0, |value, byte| {
            byte.is_ascii_digit()
                .then(|| value * 10 + u32::from(byte - b'0'))
        })?;
        self.0 = rest;
        Some(value)
    }

    fn fraction(&mut self, fraction: Fraction) -> Option<()> {
        let digits = match self.0 {
            [b'.' | b',', rest @ ..] => {
                rest.iter().take_while(|byte| byte.is_ascii_digit()).count()
            }
            _ => 0,
        };
        match (fraction, digits) {
            (Fraction::Any, 0) | (Fraction::SixDigits, 6) => {}
            (Fraction::SixDigits, _) => return None,
            (Fraction::Any, _) => {}
        }
        if digits > 0 {
            self.0 = self.0.get(digits + 1..)?;
        }
        Some(())
    }

    /// `Z` or `±hh:mm`; Go lets the offset reach 24 hours and 60 minutes.
    fn zone(&mut self) -> Option<()> {
        if self.literal(b'Z').is_some() {
            return Some(());
        }
        self.literal(b'+').or_else(|| self.literal(b'-'))?;
        let hours = self.number(2)?;
        self.literal(b':')?;
        let minutes = self.number(2)?;
        (hours <= 24 && minutes <= 60).then_some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_rfc_3339_as_go_does() {
        for text in [
            "2026-01-31T09:05:00Z",
            "2026-01-31T9:05:00Z",
            "2026-01-31T09:05:00+01:00",
            "2026-01-31T09:05:00-24:60",
            "2026-01-31T09:05:00.1Z",
            "2026-01-31T09:05:00,123456789012Z",
            "2024-02-29T00:00:00Z",
            "0000-01-01T00:00:00Z",
        ] {
            assert!(is_date_time(text), "{text}");
        }
        for text in [
            "",
            "2026-01-31",
            "2026-01-31 09:05:00Z",
            "2026-01-31t09:05:00z",
            "2026-01-31T09:05:00",
            "2026-01-31T09:05Z",
            "2026-01-31T09:05:00.Z",
            "2026-01-31T24:00:00Z",
            "2026-01-31T09:05:60Z",
            "2026-02-29T00:00:00Z",
            "2100-02-29T00:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-00-01T00:00:00Z",
            "2026-1-31T09:05:00Z",
            "2026-01-31T09:05:00+0100",
            "2026-01-31T09:05:00Z ",
            "\u{e9}026-01-31T09:05:00Z",
        ] {
            assert!(!is_date_time(text), "{text}");
        }
    }

    #[test]
    fn a_micro_time_needs_six_digits() {
        assert!(is_micro_time("2026-11-01T10:00:00.000000Z"));
        assert!(is_micro_time("2026-11-01T10:00:00.000000+02:00"));
        assert!(!is_micro_time("2026-11-01T10:00:00Z"));
        assert!(!is_micro_time("2026-11-01T10:00:00.000Z"));
        assert!(!is_micro_time("2026-11-01T10:00:00.0000000Z"));
    }
}
