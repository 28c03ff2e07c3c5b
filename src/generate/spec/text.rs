//! Strings that are parsed, not passed through.

mod parsed;

use std::ops::Range;

use crate::resource::Quantity;
use crate::source::Span;
use crate::toml_tree::{Data, Node};

use super::reader::{Read, Reader};
use super::shape::{Shape, Text};
pub(crate) use parsed::*;

/// A type that is read from a string.
pub(crate) trait Parse: Sized {
    /// What the string is.
    const TEXT: Text;

    /// Reads it.
    ///
    /// # Errors
    ///
    /// When the string is no such thing.
    fn parse(text: &str) -> Result<Self, Refusal>;
}

/// Why a string is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// What is wrong.
    pub(crate) message: String,
    /// What to write instead.
    pub(crate) help: String,
    /// The bytes that are wrong; none for all.
    pub(crate) range: Option<Range<usize>>,
}

impl Refusal {
    /// A refusal of the whole string.
    pub(crate) fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: help.into(),
            range: None,
        }
    }
}

impl<T: Parse> Read for T {
    const SHAPE: Shape = Shape::Text(T::TEXT);

    fn read(node: &Node, name: &str, reader: &mut Reader) -> Option<Self> {
        let Data::Text(text) = &node.data else {
            reader.wrong(node, name, &Self::SHAPE);
            return None;
        };
        match T::parse(text) {
            Ok(value) => Some(value),
            Err(refusal) => {
                let span = part(node.span, text, refusal.range);
                reader.refuse(span, refusal.message, refusal.help);
                None
            }
        }
    }
}

/// The characters of a part of a string; all of it where escapes move them.
fn part(span: Span, text: &str, range: Option<Range<usize>>) -> Span {
    let quotes = (span.end - span.start) as usize;
    match range {
        Some(range) if quotes == text.len() + 2 => {
            let at = |byte: usize| span.start + 1 + u32::try_from(byte).unwrap_or(0);
            Span::new(span.file, at(range.start), at(range.end))
        }
        _ => span,
    }
}

impl Parse for String {
    const TEXT: Text = Text {
        what: "a string",
        example: "\"…\"",
        pattern: None,
    };

    fn parse(text: &str) -> Result<Self, Refusal> {
        Ok(text.to_owned())
    }
}

/// Declares a string that a function accepts or refuses, and that is kept as it is written.
macro_rules! kept {
    ($(#[$about:meta])+ $name:ident: $what:literal, $example:literal, $pattern:expr, $check:expr;) => {
        $(#[$about])+
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) struct $name(pub String);

        impl Parse for $name {
            const TEXT: Text = Text { what: $what, example: $example, pattern: $pattern };

            fn parse(text: &str) -> Result<Self, Refusal> {
                let check: fn(&str) -> Result<(), Refusal> = $check;
                check(text).map(|()| Self(text.to_owned()))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

kept! {
    /// A name of an application: a DNS label (RFC 1035), because a Service has it.
    /// <https://kubernetes.io/docs/concepts/overview/working-with-objects/names/>
    AppName: "a name", "\"checkout\"", Some("^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$"), app_name;
}

kept! {
    /// A name of an object: a DNS subdomain (RFC 1123).
    ObjectName: "the name of an object", "\"checkout-db\"",
        Some("^[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?$"), object_name;
}

kept! {
    /// A value of a label.
    LabelValue: "a label value", "\"web\"",
        Some("^([A-Za-z0-9]([-._A-Za-z0-9]{0,61}[A-Za-z0-9])?)?$"), label_value;
}

kept! {
    /// A key of a ConfigMap or Secret.
    DataKey: "a key of a ConfigMap or Secret", "\"url\"", Some("^[-._a-zA-Z0-9]+$"), data_key;
}

kept! {
    /// A name of a port, or its number in a string.
    PortName: "the name of a port", "\"http\"", Some("^[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?$"), port_name;
}

kept! {
    /// A path in a container.
    FilePath: "an absolute path", "\"/tmp\"", Some("^/"), file_path;
}

kept! {
    /// A path of a URL.
    UrlPath: "a path that begins with `/`", "\"/ready\"", Some("^/"), url_path;
}

kept! {
    /// A host name, perhaps with a wildcard in front.
    Host: "a host name", "\"shop.example.com\"",
        Some("^(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"), host;
}

kept! {
    /// An amount of CPU.
    Cpu: "an amount of CPU", "\"250m\"", Some("^[0-9.]+m?$"), cpu;
}

kept! {
    /// An amount of memory or storage.
    Bytes: "an amount of bytes", "\"256Mi\"", Some("^[0-9.]+([kMGTPE]i?)?$"), bytes;
}

kept! {
    /// Any quantity that is not negative.
    Amount: "a quantity", "\"100\"", None, amount;
}

kept! {
    /// A field of the pod for an environment variable.
    FieldPath: "a field of the pod", "\"status.podIP\"", None, field_path;
}

kept! {
    /// A cron schedule, as the CronJob controller reads it.
    Schedule: "a cron schedule", "\"15 3 * * *\"", None, super::schedule::check;
}

fn is_alphanumeric(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit()
}

fn dns_label(text: &str, what: &str) -> Result<(), Refusal> {
    let bytes = text.as_bytes();
    let is_right = !bytes.is_empty()
        && bytes.len() <= 63
        && bytes
            .iter()
            .all(|byte| is_alphanumeric(*byte) || *byte == b'-')
        && is_alphanumeric(bytes[0])
        && is_alphanumeric(bytes[bytes.len() - 1]);
    if is_right {
        return Ok(());
    }
    Err(Refusal::new(
        format!("`{text}` cannot be {what}"),
        "it has up to 63 lower case letters, digits and dashes, no dash first or last",
    ))
}

fn app_name(text: &str) -> Result<(), Refusal> {
    dns_label(text, "the name of an application")?;
    if text.as_bytes()[0].is_ascii_digit() {
        return Err(Refusal::new(
            format!("`{text}` cannot be the name of an application"),
            "its Service needs a name that begins with a letter",
        ));
    }
    Ok(())
}

fn object_name(text: &str) -> Result<(), Refusal> {
    let parts_are_right = text.split('.').all(|part| dns_label(part, "").is_ok());
    if parts_are_right && text.len() <= 253 {
        return Ok(());
    }
    Err(Refusal::new(
        format!("`{text}` cannot be the name of an object"),
        "it has lower case letters, digits, dashes and dots, and begins and ends with a letter or digit",
    ))
}

fn label_value(text: &str) -> Result<(), Refusal> {
    if super::names::is_label_part(text) || text.is_empty() {
        return Ok(());
    }
    Err(Refusal::new(
        format!("`{text}` cannot be the value of a label"),
        "it has up to 63 letters, digits, `-`, `_` and `.`, and begins and ends with a letter or digit",
    ))
}

fn data_key(text: &str) -> Result<(), Refusal> {
    let is_right = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
    if !text.is_empty()
        && text.len() <= 253
        && text.bytes().all(is_right)
        && text != "."
        && text != ".."
    {
        return Ok(());
    }
    Err(Refusal::new(
        format!("`{text}` cannot be a key of a ConfigMap or Secret"),
        "it has letters, digits, `-`, `_` and `.`",
    ))
}

fn port_name(text: &str) -> Result<(), Refusal> {
    match super::names::port_name_mistake(text) {
        // A number in a string stands for the port.
        Some(_) if text.parse::<u16>().is_ok_and(|port| port > 0) => Ok(()),
        Some((message, help)) => Err(Refusal::new(message, help)),
        None => Ok(()),
    }
}

fn file_path(text: &str) -> Result<(), Refusal> {
    let is_right = text.starts_with('/')
        && text.len() > 1
        && !text.contains(':')
        && !text.split('/').any(|part| part == "..");
    if is_right {
        return Ok(());
    }
    Err(Refusal::new(
        format!("`{text}` is no place in a container"),
        "write a path that begins with `/`, without `..` and `:`",
    ))
}

fn url_path(text: &str) -> Result<(), Refusal> {
    if text.starts_with('/') && !text.contains(char::is_whitespace) {
        return Ok(());
    }
    Err(Refusal::new(
        format!("`{text}` is no path of a URL"),
        format!("write `\"/{}\"`", text.trim_start_matches('/')),
    ))
}

fn host(text: &str) -> Result<(), Refusal> {
    let name = text.strip_prefix("*.").unwrap_or(text);
    if let Some((scheme, rest)) = text.split_once("://") {
        let rest = rest.split(['/', ':']).next().unwrap_or(rest);
        return Err(Refusal::new(
            format!("`{text}` is a URL, not a host name"),
            format!("leave `{scheme}://` out: `\"{rest}\"`"),
        ));
    }
    if object_name(name).is_ok() && name.parse::<std::net::Ipv4Addr>().is_err() {
        return Ok(());
    }
    Err(Refusal::new(
        format!("`{text}` is no host name"),
        "it has lower case letters, digits, dashes and dots: `\"shop.example.com\"`",
    ))
}

fn positive(text: &str, what: &str, example: &str) -> Result<Quantity, Refusal> {
    let help = format!("write {what}, for example `{example}`");
    match Quantity::parse(text) {
        Some(quantity) if quantity.is_negative() || quantity.is_zero() => Err(Refusal::new(
            format!("`{text}` is not more than zero"),
            help,
        )),
        Some(quantity) => Ok(quantity),
        None => Err(Refusal::new(format!("`{text}` is no quantity"), help)),
    }
}

fn cpu(text: &str) -> Result<(), Refusal> {
    let quantity = positive(text, "cores or thousandths of one", "\"250m\"")?;
    if quantity.millis() > 1_000_000 {
        return Err(Refusal::new(
            format!("`{text}` is more than 1000 cores"),
            "CPU is counted in cores: `\"2\"` are two, `\"250m\"` a quarter of one",
        ));
    }
    Ok(())
}

fn bytes(text: &str) -> Result<(), Refusal> {
    let quantity = positive(text, "bytes with a suffix", "\"256Mi\"")?;
    if text.ends_with('m') {
        return Err(Refusal::new(
            format!("`{text}` are thousandths of a byte"),
            format!("write `\"{}Mi\"`", text.trim_end_matches('m')),
        ));
    }
    if quantity.millis() < 1_000_000_000 {
        return Err(Refusal::new(
            format!("`{text}` is less than a megabyte"),
            "it counts bytes: `\"256Mi\"`, `\"1Gi\"`",
        ));
    }
    Ok(())
}

fn amount(text: &str) -> Result<(), Refusal> {
    match Quantity::parse(text) {
        Some(quantity) if !quantity.is_negative() => Ok(()),
        _ => Err(Refusal::new(
            format!("`{text}` is no quantity"),
            "write a number, perhaps with a suffix: `\"100\"`, `\"500m\"`, `\"10Gi\"`",
        )),
    }
}

/// The fields that the API server takes in `fieldRef`.
/// <https://kubernetes.io/docs/concepts/workloads/pods/downward-api/>
const FIELDS: &[&str] = &[
    "metadata.name",
    "metadata.namespace",
    "metadata.uid",
    "spec.nodeName",
    "spec.serviceAccountName",
    "status.hostIP",
    "status.hostIPs",
    "status.podIP",
    "status.podIPs",
];

fn field_path(text: &str) -> Result<(), Refusal> {
    let of_map = ["metadata.labels['", "metadata.annotations['"];
    let is_member = of_map
        .iter()
        .any(|start| text.starts_with(start) && text.ends_with("']"));
    if FIELDS.contains(&text) || is_member {
        return Ok(());
    }
    let help = match crate::spelling::nearest(text, FIELDS) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the fields are {}", crate::spelling::quoted_list(FIELDS)),
    };
    Err(Refusal::new(
        format!("`{text}` is no field that a variable can take"),
        help,
    ))
}
