//! The spec: what may be written in an `app.toml`, and what it means.
//!
//! Every key is declared once, with its documentation, by the macros of `declare`; the reader,
//! the JSON Schema, the reference page and `kubelint explain spec` come from there.

mod app;
mod content;
mod declare;
mod map;
mod names;
mod namespace;
mod network;
mod platform;
mod reader;
mod rights;
mod schedule;
mod shape;
mod size;
mod text;
mod traffic;
mod values;
mod work;

pub(super) use app::*;
pub(super) use content::*;
pub(super) use map::{Map, Named, Names};
pub(super) use names::{EnvironmentNames, ObjectNames};
pub(super) use namespace::*;
pub(super) use network::*;
pub(super) use platform::*;
pub(super) use reader::{Read, Reader, Word, Written};
pub(super) use rights::*;
pub(super) use shape::{Key, Keys, Shape};
pub(super) use size::*;
pub(super) use text::*;
pub(super) use traffic::*;
pub(super) use values::*;
pub(super) use work::*;
