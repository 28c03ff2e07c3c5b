//! Scalars become nodes: their place, their text, their kind.

use std::borrow::Cow;
use std::ops::Range;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use saphyr_parser::{ScalarStyle, Tag};

use super::builder::Builder;
use super::error::SyntaxError;
use super::lexer::closing_quote;
use super::offsets::clamp;
use super::place::{after_colon, block_header, skip_properties, trim_block};
use super::relax::{BYTE_ORDER_MARK, MARK};
use super::{bridge, mapping, relax};
use crate::yaml::number::Number;
use crate::yaml::placeholder::{self, Placeholder};
use crate::yaml::scalar::{Resolved, resolve};
use crate::yaml::tree::{
    DECODED, Data, Kind, NodeId, OPEN, PLACEHOLDER, RETYPED_KEY, Style, TAGGED,
};

impl Builder {
    pub(super) fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<&Tag>,
        span: Range<u32>,
    ) -> Result<(), SyntaxError> {
        let at_key = self.at_key();
        self.count(1, &span)?;
        let uncovered = self.uncover(text, style, &span);
        let text = uncovered.as_deref().unwrap_or(text);
        let mut data = self.place(text, style, &span)?;
        let id = NodeId(clamp(self.tree.nodes.len()));
        let resolved = match tag {
            Some(tag) => {
                data.flags |= TAGGED;
                self.resolve_tagged(text, style, tag, &mut data)?
            }
            None if style == ScalarStyle::Plain => resolve(text),
            None => Resolved::String,
        };
        if resolved == Resolved::NotFinite {
            return Err(SyntaxError::new(
                data.start..data.end,
                format!("`{text}` is a number that JSON cannot hold"),
            )
            .with_help("quote it when it is meant as text"));
        }
        data.kind = resolved.kind();
        if at_key {
            self.key(resolved, &mut data, id)?;
        } else if self.limits.placeholders
            // What stands in a text block is a script or a file far more often than a value.
            && !matches!(data.style, Style::Literal | Style::Folded)
        {
            self.placeholder(text, &mut data);
        }
        self.register(anchor, id, 1, false);
        self.push(data);
        Ok(())
    }

    /// A value that is filled in later takes the kind of its default.
    fn placeholder(&mut self, text: &str, data: &mut Data) {
        let found = placeholder::read(text);
        self.tree.has_placeholders |= found.is_some();
        match found {
            None => {}
            Some(Placeholder::Open) => data.flags |= PLACEHOLDER | OPEN,
            Some(Placeholder::Default(value)) => {
                data.flags |= PLACEHOLDER;
                // Flux and envsubst fill in text, quotes around it are lost on the way.
                data.kind = match resolve(&value) {
                    Resolved::NotFinite => Kind::String,
                    resolved => resolved.kind(),
                };
                self.store_decoded(&value, data);
            }
        }
    }

    /// Where the scalar and its text lie.
    fn place(
        &mut self,
        value: &str,
        style: ScalarStyle,
        span: &Range<u32>,
    ) -> Result<Data, SyntaxError> {
        let (style, start, end) = match style {
            ScalarStyle::Plain => (Style::Plain, skip_properties(&self.text, span), span.end),
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
                let style = if style == ScalarStyle::SingleQuoted {
                    Style::SingleQuoted
                } else {
                    Style::DoubleQuoted
                };
                let start = skip_properties(&self.text, span);
                // Between brackets the parser counts blanks and comments after the quote in.
                let close = closing_quote(self.text.as_bytes(), start as usize);
                (
                    style,
                    start,
                    close.map_or(span.end, |close| clamp(close + 1)),
                )
            }
            ScalarStyle::Literal | ScalarStyle::Folded => {
                let style = if style == ScalarStyle::Literal {
                    Style::Literal
                } else {
                    Style::Folded
                };
                let start = block_header(&self.text, self.last_end, span.start);
                (style, start, trim_block(&self.text, start, span.end))
            }
        };
        let mut data = Data {
            start: start.min(end),
            end,
            a: start,
            b: end,
            kind: Kind::String,
            style,
            flags: 0,
        };
        // The place of an absent value is often that of the bracket after it.
        if style == Style::Plain && (start == end || value.is_empty()) {
            data.start = after_colon(&self.text, self.last_end, span.start);
            data.end = data.start;
            data.a = data.start;
            data.b = data.start;
        }
        let inner = match style {
            Style::SingleQuoted | Style::DoubleQuoted if end > start + 1 => start + 1..end - 1,
            _ => data.start..data.end,
        };
        if let Some(decoded) = self.decode_covered(&data) {
            self.store_decoded(&decoded, &mut data);
            return Ok(data);
        }
        if style == Style::DoubleQuoted
            && !self.json
            && let Some(at) = bridge::escaped_slash(self.slice(&inner))
        {
            let at = inner.start + clamp(at);
            return Err(
                SyntaxError::new(at..at + 2, "an unknown escape in a double-quoted text")
                    .with_help("write `/` without a backslash; kubectl refuses `\\/`"),
            );
        }
        if self.slice(&inner) == value {
            (data.a, data.b) = (inner.start, inner.end);
        } else {
            self.store_decoded(value, &mut data);
        }
        Ok(data)
    }

    /// The text as it is, where the parser saw some other characters in it.
    fn uncover(&self, text: &str, style: ScalarStyle, span: &Range<u32>) -> Option<String> {
        if !self.covers_text || text.is_empty() {
            return None;
        }
        let written = self
            .slice(&(skip_properties(&self.text, span)..span.end))
            .trim_ascii();
        if style == ScalarStyle::Plain && !written.contains(['\n', '\r']) {
            return Some(written.to_owned());
        }
        text.contains(MARK)
            .then(|| text.replace(MARK, &BYTE_ORDER_MARK.to_string()))
    }

    /// The true text of a quoted scalar that the parser did not see as it is.
    fn decode_covered(&self, data: &Data) -> Option<String> {
        let raw = self.slice(&(data.start..data.end));
        if data.style == Style::DoubleQuoted && self.json && raw.contains("\\u") {
            return serde_json::from_str(raw).ok();
        }
        (!self.covered.is_empty() && self.covered.contains(&data.start))
            .then(|| relax::decode_quoted(raw))
            .flatten()
    }

    fn resolve_tagged(
        &mut self,
        text: &str,
        style: ScalarStyle,
        tag: &Tag,
        data: &mut Data,
    ) -> Result<Resolved, SyntaxError> {
        let core = tag.is_yaml_core_schema();
        let refuse = |what: &str| {
            Err(SyntaxError::new(
                data.start..data.end,
                format!("`{text}` cannot be read as {what}"),
            ))
        };
        match tag.suffix.as_str() {
            "int" if core => match resolve(text) {
                number @ Resolved::Number(Number::Int(_) | Number::UInt(_)) => Ok(number),
                _ => refuse("an integer (`!!int`)"),
            },
            "float" if core => match resolve(text) {
                number @ (Resolved::Number(_) | Resolved::NotFinite) => Ok(number),
                _ => refuse("a number (`!!float`)"),
            },
            "bool" if core => match resolve(text) {
                boolean @ Resolved::Bool(_) => Ok(boolean),
                _ => refuse("a boolean (`!!bool`)"),
            },
            "null" if core => Ok(Resolved::Null),
            "binary" if core => {
                // What is no UTF-8 becomes U+FFFD on its way through JSON.
                match STANDARD.decode(text.replace(['\r', '\n'], "")) {
                    Ok(decoded) => {
                        self.store_decoded(&String::from_utf8_lossy(&decoded), data);
                        Ok(Resolved::String)
                    }
                    _ => refuse("base64 text (`!!binary`)"),
                }
            }
            "str" if core => Ok(Resolved::String),
            // Other tags of the YAML core are no more than names for what is written.
            _ if core && style == ScalarStyle::Plain => Ok(match resolve(text) {
                Resolved::Null => Resolved::Null,
                _ => Resolved::String,
            }),
            _ => Ok(Resolved::String),
        }
    }

    /// A key becomes the text that kubectl makes of it.
    fn key(&mut self, resolved: Resolved, data: &mut Data, id: NodeId) -> Result<(), SyntaxError> {
        let text: Cow<'_, str> = match resolved {
            Resolved::String | Resolved::NotFinite => return Ok(()),
            Resolved::Bool(value) => Cow::Borrowed(if value { "true" } else { "false" }),
            Resolved::Number(number) => Cow::Owned(number.as_key()),
            Resolved::Null => return Err(mapping::key_error(&(data.start..data.end), Kind::Null)),
        };
        data.kind = Kind::String;
        let written = self
            .text
            .get(data.a as usize..data.b as usize)
            .filter(|_| data.flags & DECODED == 0);
        if written != Some(&*text) {
            data.flags |= RETYPED_KEY;
            self.tree.retyped_keys.push(id);
            let text = text.into_owned();
            self.store_decoded(&text, data);
        }
        Ok(())
    }

    fn store_decoded(&mut self, text: &str, data: &mut Data) {
        data.flags |= DECODED;
        data.a = clamp(self.tree.decoded.len());
        self.tree.decoded.push_str(text);
        data.b = clamp(self.tree.decoded.len());
    }

    pub(super) fn slice(&self, range: &Range<u32>) -> &str {
        self.text
            .get(range.start as usize..range.end as usize)
            .unwrap_or("")
    }
}
