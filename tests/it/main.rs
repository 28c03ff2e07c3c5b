//! The integration tests: one binary, so that the library is linked once.

#![expect(
    clippy::print_stdout,
    reason = "tests say what they skip and what they counted"
)]

mod apiserver;
mod arguments;
mod changed;
mod changes;
mod command;
mod comment_laws;
mod config;
mod decode;
mod determinism;
mod documented;
mod edits;
mod generate;
mod git;
mod graph_command;
mod hostile;
mod layers;
mod links;
mod locations;
mod mistakes;
mod outputs;
mod peers;
mod pod_security;
mod policies;
mod reading;
mod shared;
mod shop;
mod slips;
mod typed;
mod unreadable;
mod validity;
mod versions;
mod yaml_laws;
mod yaml_second_opinion;
