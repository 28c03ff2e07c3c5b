//! kubelint: checks Kubernetes manifests, offline, at the exact character.
//!
//! The modules are layers: a file imports only from the rows above its own
//! (`tests/it/layers.rs` holds the table and fails when an import breaks it).

pub mod check;
pub mod cli;
pub mod diagnostic;
pub mod inventory;
pub mod registry;
pub mod report;
pub mod resource;
pub mod rule;
pub mod schema;
pub mod source;
pub mod spelling;
pub mod yaml;
