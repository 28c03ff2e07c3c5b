//! How far two words of a name are apart, when one can be a slip for the other.

/// Only case or separators differ.
pub(super) const SPELLING: f32 = 0.5;
/// A plural, or a common short form.
pub(super) const FORM: f32 = 0.7;

/// Common short forms.
const FORMS: &[(&str, &str)] = &[
    ("authentication", "auth"),
    ("authorization", "auth"),
    ("certificate", "cert"),
    ("configuration", "config"),
    ("config", "cfg"),
    ("config", "conf"),
    ("controller", "ctrl"),
    ("credential", "cred"),
    ("database", "db"),
    ("deployment", "deploy"),
    ("development", "dev"),
    ("environment", "env"),
    ("kubernetes", "k8s"),
    ("manager", "mgr"),
    ("message", "msg"),
    ("namespace", "ns"),
    ("password", "pass"),
    ("postgresql", "postgres"),
    ("production", "prod"),
    ("repository", "repo"),
    ("server", "srv"),
    ("service", "svc"),
    ("staging", "stage"),
    ("storage", "store"),
];

/// What separates the words of a name.
pub(super) const SEPARATORS: [char; 3] = ['-', '_', '.'];

/// The words of a name.
pub(super) fn words(name: &str) -> Vec<&str> {
    name.split(SEPARATORS).collect()
}

/// How far two words are apart; none when they are different words.
pub(super) fn cost(a: &str, b: &str) -> Option<f32> {
    if a == b {
        return Some(0.0);
    }
    let (a, b) = (a.to_lowercase(), b.to_lowercase());
    if a == b {
        return Some(SPELLING);
    }
    if without_digits(&a) == without_digits(&b) {
        // Numbers tell things apart on purpose.
        return None;
    }
    if is_form(&a, &b) || is_form(&b, &a) {
        return Some(FORM);
    }
    let length = a.chars().count().max(b.chars().count());
    let most = match length {
        0..=2 => 0,
        3..=5 => 1,
        6..=12 => 2,
        _ => 3,
    };
    let distance = strsim::osa_distance(&a, &b);
    // Of three letters, one that differs makes another word: `api` and `app`.
    let is_another =
        length == 3 && distance == 1 && !has_same_letters(&a, &b) && a.len() == b.len();
    (distance <= most && !is_another).then_some(distance as f32)
}

fn without_digits(word: &str) -> String {
    word.chars().filter(|c| !c.is_ascii_digit()).collect()
}

fn has_same_letters(a: &str, b: &str) -> bool {
    let sorted = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    sorted(a) == sorted(b)
}

/// Whether `long` is a plural or the long form of `short`.
fn is_form(long: &str, short: &str) -> bool {
    let plural = |ending: &str| short.len() > 1 && long.strip_suffix(ending) == Some(short);
    plural("s")
        || plural("es")
        || FORMS
            .iter()
            .any(|(full, abbreviated)| long == *full && short == *abbreviated)
}
