//! The integration tests: one binary, so that the library is linked once.

#![expect(
    clippy::print_stdout,
    reason = "tests say what they skip and what they counted"
)]

mod apiserver;
mod arguments;
mod command;
mod decode;
mod determinism;
mod hostile;
mod layers;
mod locations;
mod mistakes;
mod reading;
mod shared;
mod shop;
mod typed;
mod unreadable;
mod validity;
mod versions;
mod yaml_laws;
mod yaml_second_opinion;
