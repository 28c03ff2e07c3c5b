//! The integration tests: one binary, so that the library is linked once.

#![expect(
    clippy::print_stdout,
    reason = "tests say what they skip and what they counted"
)]

mod apiserver;
mod command;
mod decode;
mod layers;
mod locations;
mod mistakes;
mod shared;
mod shop;
mod validity;
mod versions;
