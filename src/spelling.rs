//! Which name was meant by a slip of the pen.

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
