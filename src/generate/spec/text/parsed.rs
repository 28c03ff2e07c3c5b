//! Strings that are taken apart.

use crate::resource::{ImageReference, split_image};

use super::super::shape::Text;
use super::{Parse, Refusal, dns_label, label_value, object_name};

/// A container image with a tag or a digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Image {
    /// As written.
    pub(crate) text: String,
    /// Without tag and digest.
    pub(crate) name: String,
    /// What follows the `:`.
    pub(crate) tag: Option<String>,
    /// What follows the `@`.
    pub(crate) digest: Option<String>,
}

impl Parse for Image {
    const TEXT: Text = Text {
        what: "a container image with a tag or a digest",
        example: "\"ghcr.io/acme/checkout:1.4.2\"",
        pattern: Some("(:[A-Za-z0-9_][-.A-Za-z0-9_]*|@sha256:[0-9a-f]{64})$"),
    };

    fn parse(text: &str) -> Result<Self, Refusal> {
        let image = ImageReference::parse(text).map_err(|error| Refusal {
            message: format!("`{text}` is no image: {error}"),
            help: error.help().map_or_else(
                || format!("for example {}", Self::TEXT.example),
                str::to_owned,
            ),
            range: None,
        })?;
        if image.digest.is_none() {
            let pinned = format!("write a version: `\"{}:1.4.2\"`", split_image(text).0);
            match image.tag {
                None => {
                    let message =
                        format!("`{text}` has no tag, so every pull may bring another image");
                    return Err(Refusal::new(message, pinned));
                }
                Some("latest") => {
                    let message = "the tag `latest` is another image after every release";
                    return Err(Refusal::new(message, pinned));
                }
                Some(_) => {}
            }
        }
        Ok(Self {
            text: text.to_owned(),
            name: split_image(text).0.to_owned(),
            tag: image.tag.map(str::to_owned),
            digest: image.digest.map(str::to_owned),
        })
    }
}

/// A length of time in whole seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Seconds(pub i32);

impl Parse for Seconds {
    const TEXT: Text = Text {
        what: "a duration",
        example: "\"30s\"",
        pattern: Some("^([0-9]+h)?([0-9]+m)?([0-9]+s)?$"),
    };

    fn parse(text: &str) -> Result<Self, Refusal> {
        let refusal = || {
            let help = "write hours, minutes and seconds: `\"45s\"`, `\"5m\"`, `\"1h30m\"`";
            Refusal::new(format!("`{text}` is no duration"), help)
        };
        let mut total: i32 = 0;
        let mut digits = String::new();
        let mut units = [('h', 3600), ('m', 60), ('s', 1)].as_slice();
        for character in text.chars() {
            if character.is_ascii_digit() {
                digits.push(character);
                continue;
            }
            let at = units.iter().position(|(unit, _)| *unit == character);
            let at = at.ok_or_else(refusal)?;
            let count: i32 = digits.parse().map_err(|_| refusal())?;
            let seconds = count.checked_mul(units[at].1).ok_or_else(refusal)?;
            total = total.checked_add(seconds).ok_or_else(refusal)?;
            units = &units[at + 1..];
            digits.clear();
        }
        if text.is_empty() || !digits.is_empty() {
            return Err(refusal());
        }
        Ok(Self(total))
    }
}

/// A length of time in whole seconds, at least one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct SomeSeconds(pub i32);

impl Parse for SomeSeconds {
    const TEXT: Text = Seconds::TEXT;

    fn parse(text: &str) -> Result<Self, Refusal> {
        match Seconds::parse(text)?.0 {
            0 => Err(Refusal::new(
                "zero is no time at all",
                "the shortest is `\"1s\"`",
            )),
            seconds => Ok(Self(seconds)),
        }
    }
}

/// `config:NAME` or `secret:NAME`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DataSource {
    /// Which of the two.
    pub(crate) is_secret: bool,
    /// The name.
    pub(crate) name: String,
}

impl Parse for DataSource {
    const TEXT: Text = Text {
        what: "`config:NAME` or `secret:NAME`",
        example: "\"config:environment\"",
        pattern: Some("^(config|secret):[a-z0-9]([-.a-z0-9]*[a-z0-9])?$"),
    };

    fn parse(text: &str) -> Result<Self, Refusal> {
        let (is_secret, name) = match text.split_once(':') {
            Some(("config", name)) => (false, name),
            Some(("secret", name)) => (true, name),
            _ => {
                let help = format!("write `\"config:{text}\"` or `\"secret:{text}\"`");
                return Err(Refusal::new(
                    format!("`{text}` does not say whether it is a ConfigMap or a Secret"),
                    help,
                ));
            }
        };
        object_name(name)?;
        Ok(Self {
            is_secret,
            name: name.to_owned(),
        })
    }
}

/// A key of a secret store: `path#property`, or only the path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RemoteKey {
    /// What stands before the `#`.
    pub(crate) key: String,
    /// What stands after it.
    pub(crate) property: Option<String>,
}

impl Parse for RemoteKey {
    const TEXT: Text = Text {
        what: "a key of the secret store, `path#property`",
        example: "\"shop/checkout#database-url\"",
        pattern: Some("^[^#]+(#[^#]+)?$"),
    };

    fn parse(text: &str) -> Result<Self, Refusal> {
        let (key, property) = match text.split_once('#') {
            Some((key, property)) => (key, Some(property)),
            None => (text, None),
        };
        if key.is_empty() || property.is_some_and(|p| p.is_empty() || p.contains('#')) {
            return Err(Refusal::new(
                format!("`{text}` is no key of a secret store"),
                format!("write `path#property`: {}", Self::TEXT.example),
            ));
        }
        Ok(Self {
            key: key.to_owned(),
            property: property.map(str::to_owned),
        })
    }
}

/// An object of a namespace, `namespace/name`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reference {
    /// Its namespace; none for that of the application.
    pub(crate) namespace: Option<String>,
    /// Its name.
    pub(crate) name: String,
}

impl Parse for Reference {
    const TEXT: Text = Text {
        what: "`namespace/name`",
        example: "\"infra/public\"",
        pattern: Some("^([a-z0-9-]+/)?[a-z0-9]([-.a-z0-9]*[a-z0-9])?$"),
    };

    fn parse(text: &str) -> Result<Self, Refusal> {
        let (namespace, name) = match text.split_once('/') {
            Some((namespace, name)) => (Some(namespace), name),
            None => (None, text),
        };
        if let Some(namespace) = namespace {
            dns_label(namespace, "a namespace")?;
        }
        object_name(name)?;
        Ok(Self {
            namespace: namespace.map(str::to_owned),
            name: name.to_owned(),
        })
    }
}

/// A taint that pods tolerate: `key=value:Effect`, `key:Effect`, `key=value` or `key`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Toleration {
    /// The key of the taint; none for any.
    pub(crate) key: Option<String>,
    /// Its value; none for any.
    pub(crate) value: Option<String>,
    /// Its effect; none for any.
    pub(crate) effect: Option<String>,
}

impl Parse for Toleration {
    const TEXT: Text = Text {
        what: "a taint, `key=value:Effect`",
        example: "\"gpu=true:NoSchedule\"",
        pattern: Some("^[^=:]+(=[^:]*)?(:(NoSchedule|PreferNoSchedule|NoExecute))?$"),
    };

    fn parse(text: &str) -> Result<Self, Refusal> {
        let effects = ["NoSchedule", "PreferNoSchedule", "NoExecute"];
        let (taint, effect) = match text.split_once(':') {
            Some((taint, effect)) => (taint, Some(effect)),
            None => (text, None),
        };
        if let Some(effect) = effect
            && !effects.contains(&effect)
        {
            let help = match crate::spelling::nearest(effect, &effects) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the effects are {}", crate::spelling::quoted_list(&effects)),
            };
            return Err(Refusal::new(
                format!("`{effect}` is no effect of a taint"),
                help,
            ));
        }
        let (key, value) = match taint.split_once('=') {
            Some((key, value)) => (key, Some(value)),
            None => (taint, None),
        };
        let is_any = key == "*" && value.is_none();
        if let Some((message, help)) =
            super::super::names::label_key_mistake(key).filter(|_| !is_any)
        {
            return Err(Refusal::new(message, help));
        }
        if let Some(value) = value {
            label_value(value)?;
        }
        Ok(Self {
            key: (!is_any).then(|| key.to_owned()),
            value: value.map(str::to_owned),
            effect: effect.map(str::to_owned),
        })
    }
}
