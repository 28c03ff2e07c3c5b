//! Values as YAML: two spaces per level, quotes only where a reader needs them, texts of several
//! lines as blocks.

use serde_json::{Map, Value};

use super::edit::quote::{Quotes, literal, scalar};

/// Where the keys of a map stand among each other: `order(parent, key)` is compared first, then
/// the key. `parent` is the key of the map itself, of a list's item that of the list; empty for
/// the document.
pub type Order = fn(parent: &str, key: &str) -> usize;

/// Writes a document, with a line feed at its end.
///
/// # Examples
///
/// ```
/// let value = serde_json::json!({"b": ["x", "yes"], "a": {"k": "1\n2\n"}});
/// let text = kubelint::yaml::write(&value, |_, _| 0);
/// assert_eq!(text, "a:\n  k: |\n    1\n    2\nb:\n  - x\n  - \"yes\"\n");
/// ```
pub fn write(value: &Value, order: Order) -> String {
    let mut writer = Writer {
        out: String::new(),
        order,
    };
    match value {
        Value::Object(map) if !map.is_empty() => writer.map(map, "", 0),
        Value::Array(items) if !items.is_empty() => writer.list(items, "", 0),
        other => {
            writer.leaf(other, 0);
            writer.out.push('\n');
        }
    }
    writer.out
}

struct Writer {
    out: String,
    order: Order,
}

impl Writer {
    fn map(&mut self, map: &Map<String, Value>, parent: &str, indent: usize) {
        let mut entries: Vec<(&String, &Value)> = map.iter().collect();
        let order = self.order;
        entries.sort_by(|(a, _), (b, _)| (order(parent, a), a).cmp(&(order(parent, b), b)));
        for (at, (key, value)) in entries.into_iter().enumerate() {
            // The first key of a list's item stands behind its dash.
            if at > 0 || !self.out.ends_with("- ") {
                self.indent(indent);
            }
            self.out.push_str(&scalar(key, Quotes::None, false));
            self.out.push(':');
            self.value(value, key, indent);
        }
    }

    fn list(&mut self, items: &[Value], parent: &str, indent: usize) {
        for item in items {
            self.indent(indent);
            self.out.push_str("- ");
            match item {
                Value::Object(map) if !map.is_empty() => self.map(map, parent, indent + 2),
                Value::Array(items) if !items.is_empty() => {
                    // A list in a list begins on a line of its own.
                    self.out.pop();
                    self.out.push('\n');
                    self.list(items, parent, indent + 2);
                }
                other => {
                    self.leaf(other, indent);
                    self.out.push('\n');
                }
            }
        }
    }

    /// What stands behind the colon of a key.
    fn value(&mut self, value: &Value, key: &str, indent: usize) {
        match value {
            Value::Object(map) if !map.is_empty() => {
                self.out.push('\n');
                self.map(map, key, indent + 2);
            }
            Value::Array(items) if !items.is_empty() => {
                self.out.push('\n');
                self.list(items, key, indent + 2);
            }
            other => {
                self.out.push(' ');
                self.leaf(other, indent);
                self.out.push('\n');
            }
        }
    }

    fn leaf(&mut self, value: &Value, indent: usize) {
        match value {
            Value::String(text) => match literal(text) {
                Some((header, lines)) => {
                    self.out.push_str(header);
                    for line in lines {
                        self.out.push('\n');
                        if !line.is_empty() {
                            self.indent(indent + 2);
                            self.out.push_str(line);
                        }
                    }
                }
                None => self.out.push_str(&scalar(text, Quotes::None, false)),
            },
            Value::Object(_) => self.out.push_str("{}"),
            Value::Array(_) => self.out.push_str("[]"),
            other => self.out.push_str(&other.to_string()),
        }
    }

    fn indent(&mut self, columns: usize) {
        self.out.extend(std::iter::repeat_n(' ', columns));
    }
}
