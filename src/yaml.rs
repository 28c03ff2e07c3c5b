//! YAML as kubectl reads it: one tree per file, with the place of every key and value.

mod block;
mod comment;
mod edit;
mod json;
mod node;
mod number;
mod parse;
mod path;
mod placeholder;
mod reader;
mod rules;
mod scalar;
mod tree;
mod write;

pub use block::{Block, blocks};
pub use comment::{Comment, comments, comments_with};
pub use edit::{EditError, Operation, Refusal, apply, edits};
pub use json::{JsonNode, Nodes};
pub use node::{Entries, Items, Node};
pub use number::Number;
pub use parse::{ErrorKind, Limits, Parsed, SyntaxError, parse};
pub use path::{Located, Path, Segment, pointer_below};
pub use placeholder::is_placeholder;
pub use reader::{ReadError, Reader};
pub use rules::{ENTRIES, SYNTAX, check, joined_objects, quote_fix, syntax_finding};
pub use scalar::{Resolved, resolve};
pub use tree::{Document, Kind, NodeId, Style, Tree};
pub use write::{Order, write};
