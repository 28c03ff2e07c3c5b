//! What was probably meant: the nearest name, and the nearest labels.

mod labels;
mod name;
mod token;

pub(super) use labels::{LabelIndex, NearLabels};
pub(super) use name::{NameIndex, is_sure};

/// A candidate is clearly the nearest when the next one is so much farther away.
const MARGIN: f32 = 0.5;

/// How many candidates are worth naming.
const NAMED: usize = 3;
