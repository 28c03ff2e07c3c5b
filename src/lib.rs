//! kubelint: checks Kubernetes manifests, offline, at the exact character.
//!
//! The modules are layers: a file imports only from the rows above its own
//! (`tests/it/layers.rs` holds the table and fails when an import breaks it).

pub mod baseline;
pub mod changes;
pub mod check;
pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod generate;
pub mod graph;
pub mod inventory;
pub mod policy;
pub mod registry;
pub mod report;
pub mod resource;
pub mod rule;
pub mod schema;
pub mod source;
pub mod spelling;
pub mod suppress;
pub mod toml_tree;
pub mod yaml;
