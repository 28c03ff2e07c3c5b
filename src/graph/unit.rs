//! Seats: in which namespace of which unit an object lies.

/// A unit, by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitId(pub u32);

/// An object's place: one for each unit that it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Seat<'t> {
    /// The unit.
    pub unit: UnitId,
    /// The namespace there, when it is known.
    pub namespace: Option<&'t str>,
}

impl Seat<'_> {
    /// Whether both are in one unit and may be in one namespace.
    pub(super) fn meets(&self, other: &Seat<'_>) -> bool {
        self.unit == other.unit && may_be_equal(self.namespace, other.namespace)
    }
}

/// Whether two namespaces may be the same: an unknown one may be any.
pub(super) fn may_be_equal(a: Option<&str>, b: Option<&str>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    }
}
