//! Days of the calendar, on which what is accepted expires.

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use super::time::is_date_time;

/// A day of the Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// The day, when there is one.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        Self { year, month, day }.to_string().parse().ok()
    }

    /// The day in UTC, by the seconds since 1970.
    pub fn of_unix_time(seconds: u64) -> Self {
        // <https://howardhinnant.github.io/date_algorithms.html#civil_from_days>: years start in
        // March, so that the day that not every year has is the last one.
        let days = seconds / 86_400 + 719_468;
        let (era, day_of_era) = (days / 146_097, days % 146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let from_march = (5 * day_of_year + 2) / 153;
        let month = if from_march < 10 {
            from_march + 3
        } else {
            from_march - 9
        };
        let year = era * 400 + year_of_era + u64::from(month <= 2);
        Self {
            year: u16::try_from(year).unwrap_or(u16::MAX),
            month: u8::try_from(month).unwrap_or(1),
            day: u8::try_from(day_of_year - (153 * from_march + 2) / 5 + 1).unwrap_or(1),
        }
    }
}

/// `2027-06-01`, and nothing else.
impl FromStr for Date {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let part = |range: Range<usize>| text.get(range).and_then(|digits| digits.parse().ok());
        let date = match (part(0..4), part(5..7), part(8..10)) {
            (Some(year), Some(month), Some(day)) if is_date_time(&format!("{text}T00:00:00Z")) => {
                let [month, day] = [month, day].map(|part: u16| u8::try_from(part).unwrap_or(0));
                Some(Self { year, month, day })
            }
            _ => None,
        };
        date.ok_or_else(|| format!("`{text}` is no day: write it as 2027-06-01"))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_in_one_way() {
        let date: Date = "2024-02-29".parse().unwrap();
        assert_eq!(date.to_string(), "2024-02-29");
        assert_eq!(Date::new(2024, 2, 29), Some(date));
        assert_eq!(Date::new(2023, 2, 29), None);
        for text in [
            "",
            "2024-2-29",
            "2023-02-29",
            "2024-02-29 ",
            "24-02-29",
            "é024-02-29",
        ] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
        assert!("2026-01-31".parse::<Date>().unwrap() < "2026-02-01".parse().unwrap());
    }

    #[test]
    fn seconds_become_days() {
        for (seconds, day) in [
            (0, "1970-01-01"),
            (86_399, "1970-01-01"),
            (951_782_400, "2000-02-29"),
            (951_868_800, "2000-03-01"),
            (1_767_225_599, "2025-12-31"),
            (4_107_542_400, "2100-03-01"),
        ] {
            assert_eq!(Date::of_unix_time(seconds).to_string(), day);
        }
    }
}
