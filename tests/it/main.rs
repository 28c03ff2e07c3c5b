//! The integration tests: one binary, so that the library is linked once.

#![expect(
    clippy::print_stdout,
    reason = "tests say what they skip and what they counted"
)]

mod apiserver;
mod decode;
mod layers;
mod shared;
mod validity;
