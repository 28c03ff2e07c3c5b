//! What a key of the spec may hold, as data: the reader, the JSON Schema, the reference page and
//! `kubelint explain spec` go by it.

/// What stands behind a key.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Shape {
    /// A string that is parsed.
    Text(Text),
    /// An integer within bounds.
    Integer {
        /// The lowest.
        min: i64,
        /// The highest.
        max: i64,
    },
    /// `true` or `false`.
    Boolean,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A list.
    List(&'static Shape),
    /// A table whose names the user chooses.
    Map {
        /// What the names are, in words with an article.
        names: &'static str,
        /// What each holds.
        values: &'static Shape,
    },
    /// A table with known keys.
    Table(&'static Keys),
    /// One of several shapes.
    Any(&'static [Shape]),
    /// Any TOML, which is checked by other means.
    Free,
}

/// What a string is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Text {
    /// In words, with an article: `a duration`.
    pub(crate) what: &'static str,
    /// A string that is one.
    pub(crate) example: &'static str,
    /// A regular expression that holds for all of them, for editors; none for any text.
    pub(crate) pattern: Option<&'static str>,
}

/// A table with known keys.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Keys {
    /// What it describes, in a sentence without a full stop.
    pub(crate) about: &'static str,
    /// In the order in which a reader wants to know them.
    pub(crate) keys: &'static [Key],
    /// What names beside the keys hold; none where they are mistakes.
    pub(crate) rest: Option<&'static Shape>,
}

/// A key.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Key {
    /// As it is written.
    pub(crate) name: &'static str,
    /// What it is for, in sentences without the last full stop.
    pub(crate) about: &'static str,
    /// What it may hold.
    pub(crate) shape: Shape,
    /// Whether the table is wrong without it.
    pub(crate) required: bool,
    /// A value as TOML; empty where the shape of its table says it.
    pub(crate) example: &'static str,
    /// What it turns into; empty where that is said by the keys below it.
    pub(crate) becomes: &'static str,
}

impl Key {
    /// What it is for, on one line.
    pub(crate) fn sentence(&self) -> String {
        one_line(self.about)
    }
}

impl Keys {
    /// What it describes, on one line.
    pub(crate) fn sentence(&self) -> String {
        one_line(self.about)
    }
}

/// The lines of a documentation comment as one.
fn one_line(about: &str) -> String {
    about.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Shape {
    /// Whether `true` and `false` are values.
    pub(crate) fn takes_boolean(&self) -> bool {
        match self {
            Shape::Boolean | Shape::Free => true,
            Shape::Any(shapes) => shapes.iter().any(Shape::takes_boolean),
            _ => false,
        }
    }

    /// In words, with an article.
    pub(crate) fn words(&self) -> String {
        match self {
            Shape::Text(text) => text.what.to_owned(),
            Shape::Integer { .. } => "a whole number".to_owned(),
            Shape::Boolean => "true or false".to_owned(),
            Shape::Choice(words) => {
                let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
                quoted.join(" or ")
            }
            Shape::List(items) => format!("a list, each item {}", items.words()),
            Shape::Map { names, values } => {
                format!("a table: {names} = {}", values.words())
            }
            Shape::Table(keys) => {
                let names: Vec<&str> = keys.keys.iter().map(|key| key.name).collect();
                format!("a table {{ {} }}", names.join(", "))
            }
            Shape::Any(shapes) => {
                let words: Vec<String> = shapes.iter().map(Shape::words).collect();
                words.join(", or ")
            }
            Shape::Free => "any value".to_owned(),
        }
    }

    /// The tables with known keys that it may hold.
    pub(crate) fn tables(&self) -> Vec<&'static Keys> {
        match self {
            Shape::Table(keys) => vec![keys],
            Shape::List(inner) | Shape::Map { values: inner, .. } => inner.tables(),
            Shape::Any(shapes) => shapes.iter().flat_map(Shape::tables).collect(),
            _ => Vec::new(),
        }
    }
}
