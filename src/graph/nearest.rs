//! What was probably meant: the nearest name, and the nearest labels.

mod labels;
mod name;
mod token;

pub(super) use labels::{LabelIndex, NearLabels, are_sure};
pub(super) use name::{NameIndex, is_sure};

/// A candidate is clearly the nearest when the next one is so much farther away.
const MARGIN: f32 = 0.5;

/// How many candidates are worth naming.
const NAMED: usize = 3;

/// Whether the first of these costs, which ascend, is clearly the lowest.
fn is_clear(costs: impl Iterator<Item = f32>) -> bool {
    let mut costs = costs;
    match (costs.next(), costs.next()) {
        (None, _) => false,
        (Some(_), None) => true,
        (Some(first), Some(second)) => second - first >= MARGIN,
    }
}

/// Whether two numbers differ by one digit: another, one more, or two in another order.
pub(super) fn is_digit_slip(a: &str, b: &str) -> bool {
    strsim::osa_distance(a, b) == 1
}
