//! Cron schedules as the CronJob controller reads them: five fields, or a word such as `@hourly`.
//!
//! <https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax>

use super::text::Refusal;

/// A field: what it counts, its bounds, the words for its numbers.
struct Field {
    what: &'static str,
    min: u32,
    max: u32,
    words: &'static [&'static str],
}

const FIELDS: [Field; 5] = [
    Field {
        what: "minute",
        min: 0,
        max: 59,
        words: &[],
    },
    Field {
        what: "hour",
        min: 0,
        max: 23,
        words: &[],
    },
    Field {
        what: "day of the month",
        min: 1,
        max: 31,
        words: &[],
    },
    Field {
        what: "month",
        min: 1,
        max: 12,
        words: &[
            "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
        ],
    },
    Field {
        what: "day of the week",
        min: 0,
        max: 6,
        words: &["sun", "mon", "tue", "wed", "thu", "fri", "sat"],
    },
];

const WORDS: &[&str] = &[
    "@yearly",
    "@annually",
    "@monthly",
    "@weekly",
    "@daily",
    "@midnight",
    "@hourly",
];

/// Says what is wrong with a schedule.
pub(super) fn check(text: &str) -> Result<(), Refusal> {
    if text.starts_with('@') {
        if WORDS.contains(&text) {
            return Ok(());
        }
        let help = format!("the words are {}", crate::spelling::quoted_list(WORDS));
        return Err(Refusal::new(format!("`{text}` is no schedule"), help));
    }
    if text.contains("TZ=") {
        return Err(Refusal::new(
            "the time zone does not belong into the schedule",
            "write it as `timezone = \"Europe/Paris\"`",
        ));
    }
    let mut fields = Vec::new();
    let mut at = 0;
    for field in text.split(' ') {
        if !field.is_empty() {
            fields.push((at, field));
        }
        at += field.len() + 1;
    }
    if fields.len() != FIELDS.len() {
        return Err(Refusal::new(
            format!("`{text}` has {} fields, a schedule has 5", fields.len()),
            "minute, hour, day of the month, month, day of the week: `\"15 3 * * *\"`",
        ));
    }
    for ((at, text), field) in fields.into_iter().zip(&FIELDS) {
        if text.split(',').all(|range| is_range(range, field)) {
            continue;
        }
        return Err(Refusal {
            message: format!("`{text}` is no {}", field.what),
            help: format!(
                "it is `*` or {} to {}, as `1,2`, `1-5` or `*/2`",
                field.min, field.max
            ),
            range: Some(at..at + text.len()),
        });
    }
    Ok(())
}

/// `*`, `?`, `3`, `1-5`, each perhaps with `/2`.
fn is_range(text: &str, field: &Field) -> bool {
    let (range, step) = match text.split_once('/') {
        Some((range, step)) => (range, Some(step)),
        None => (text, None),
    };
    if step.is_some_and(|step| !step.parse::<u32>().is_ok_and(|step| step > 0)) {
        return false;
    }
    if matches!(range, "*" | "?") {
        return true;
    }
    match range.split_once('-') {
        Some((from, to)) => match (number(from, field), number(to, field)) {
            (Some(from), Some(to)) => from <= to,
            _ => false,
        },
        None => number(range, field).is_some(),
    }
}

fn number(text: &str, field: &Field) -> Option<u32> {
    let word = text.to_lowercase();
    let value = match field.words.iter().position(|known| *known == word) {
        Some(at) => field.min + u32::try_from(at).ok()?,
        None if text.bytes().all(|byte| byte.is_ascii_digit()) => text.parse().ok()?,
        None => return None,
    };
    (field.min..=field.max).contains(&value).then_some(value)
}
