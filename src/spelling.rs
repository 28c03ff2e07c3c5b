//! Names in messages: which one was meant by a slip of the pen, and lists of them.

/// The name of `names` that is meant by `word`, when one is near enough to be a slip.
///
/// Upper and lower case count as equal; of two names at the same distance the first in
/// alphabetical order is given.
pub fn nearest<'n>(word: &str, names: &[&'n str]) -> Option<&'n str> {
    let folded = word.to_lowercase();
    names
        .iter()
        .map(|name| (strsim::osa_distance(&folded, &name.to_lowercase()), *name))
        .filter(|(distance, name)| {
            let length = name.chars().count().min(word.chars().count());
            *distance <= (length / 3).clamp(1, 3) && *distance < length
        })
        .min()
        .map(|(_, name)| name)
}

/// The name that was meant, as a question.
pub fn suggestion(word: &str, names: &[&str]) -> Option<String> {
    nearest(word, names).map(|near| format!("did you mean `{near}`?"))
}

/// `a`, `b`, `c`, each in backticks.
pub fn quoted_list(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}

/// `a`, `b` or `c`.
pub fn either(names: &[&str]) -> String {
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => {
            format!("{} or `{last}`", quoted_list(rest))
        }
        _ => quoted_list(names),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_recognised_and_other_words_are_not() {
        let names = ["containers", "imagePullPolicy", "env"];
        assert_eq!(nearest("contianers", &names), Some("containers"));
        assert_eq!(nearest("ImagePullPolicy", &names), Some("imagePullPolicy"));
        assert_eq!(nearest("image", &names), None);
        assert_eq!(nearest("x", &names), None);
    }
}
