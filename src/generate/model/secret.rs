//! Texts that look like secrets, which belong into a Secret and not into YAML that is committed.

/// Why a text, under its name, looks like a secret; none when it does not.
pub(super) fn literal_secret(name: &str, text: &str) -> Option<&'static str> {
    if text.contains("-----BEGIN ") && text.contains("PRIVATE KEY-----") {
        return Some("holds a private key");
    }
    if has_password(text) {
        return Some("holds a URL with a password in it");
    }
    if text.split(|c: char| !is_of_token(c)).any(is_token) {
        return Some("holds an access token");
    }
    if is_secret_name(name) && is_value_of_secret(text) {
        return Some("looks like a secret");
    }
    None
}

/// `scheme://user:password@host`.
fn has_password(text: &str) -> bool {
    text.split("://").skip(1).any(|rest| {
        let authority = rest
            .split(|c: char| c == '/' || c == '?' || c == '"' || c.is_whitespace())
            .next()
            .unwrap_or(rest);
        let Some((user, _)) = authority.rsplit_once('@') else {
            return false;
        };
        let password = user.split_once(':').map_or("", |(_, password)| password);
        !password.is_empty() && !password.starts_with(['$', '{', '<'])
    })
}

fn is_of_token(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '-' || c == '.'
}

/// Tokens that say what they are: of AWS, GitHub, GitLab, Slack, Stripe, and JSON Web Tokens.
fn is_token(word: &str) -> bool {
    let long = |prefix: &str, length: usize| word.starts_with(prefix) && word.len() >= length;
    (long("AKIA", 20)
        && word.len() == 20
        && word
            .bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()))
        || long("ghp_", 36)
        || long("gho_", 36)
        || long("github_pat_", 40)
        || long("glpat-", 20)
        || long("xoxb-", 20)
        || long("xoxp-", 20)
        || long("sk_live_", 20)
        || (long("eyJ", 40) && word.matches('.').count() == 2)
}

/// Names of which the last words say that the value is secret.
fn is_secret_name(name: &str) -> bool {
    const ENDS: &[&str] = &[
        "PASSWORD",
        "PASSWD",
        "PASSPHRASE",
        "PWD",
        "SECRET",
        "TOKEN",
        "API_KEY",
        "APIKEY",
        "PRIVATE_KEY",
        "ACCESS_KEY",
        "SECRET_KEY",
        "ENCRYPTION_KEY",
        "SIGNING_KEY",
        "CREDENTIAL",
        "CREDENTIALS",
    ];
    let name = name.to_ascii_uppercase().replace(['-', '.'], "_");
    ENDS.iter().any(|end| {
        name.strip_suffix(end)
            .is_some_and(|before| before.is_empty() || before.ends_with('_') || *end == "PASSWORD")
    })
}

/// A value that could be a secret: no switch, number, path or reference.
fn is_value_of_secret(text: &str) -> bool {
    let word = text.trim();
    let is_switch = matches!(
        word.to_ascii_lowercase().as_str(),
        "" | "true" | "false" | "yes" | "no" | "on" | "off" | "none" | "null"
    );
    !is_switch && word.parse::<f64>().is_err() && !word.starts_with(['/', '$'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_told_by_their_value_or_their_name() {
        for (name, text) in [
            ("DB_PASSWORD", "hunter2"),
            ("pgpassword", "x"),
            ("api-key", "abc"),
            ("URL", "postgres://admin:pw@db:5432/x"),
            ("KEY", "-----BEGIN RSA PRIVATE KEY-----\nMII"),
            ("X", "AKIAABCDEFGHIJKLMNOP"),
            ("X", "token ghp_0123456789abcdefghijklmnopqrstuvwxyz"),
        ] {
            assert!(literal_secret(name, text).is_some(), "{name}={text}");
        }
    }

    #[test]
    fn what_only_resembles_a_secret_is_let_through() {
        for (name, text) in [
            ("TOKEN_EXPIRY_SECONDS", "3600"),
            ("DB_PASSWORD", "$(FROM_VAULT)"),
            ("PASSWORD", ""),
            ("DB_PASSWORD_FILE", "/run/secrets/db"),
            ("TOKEN", "/var/run/token"),
            ("USE_SECRET", "true"),
            ("URL", "https://db.example.com/x?y=a@b"),
            ("URL", "postgres://app@db/x"),
            ("MONKEY", "banana"),
        ] {
            assert!(literal_secret(name, text).is_none(), "{name}={text}");
        }
    }
}
