//! Units: what is applied together.
//!
//! A tree with base, overlays and releases of one application is not one cluster. What a
//! kustomization builds is one unit, and so is every folder that no kustomization reaches.
//! Kustomizations are read, never built.

mod alternatives;
mod build;
mod files;
mod walk;

use std::borrow::Cow;

pub use build::Units;

use super::kustomization::{Choice, Generated, ImageChange, Replaced};

/// What is known of a unit beside its objects.
#[derive(Debug, Clone, Default)]
pub struct Unit<'t> {
    /// The file of its kustomization, else its folder (empty for the working directory), `stdin`, or
    /// the number of a configured unit.
    pub name: Cow<'t, str>,
    /// Whether a kustomization makes it.
    pub is_kustomize: bool,
    /// Whether the config says so.
    pub is_configured: bool,
    /// Whether it has parts that are not among the files.
    pub open: bool,
    /// ConfigMaps and Secrets that a kustomization generates, each once, where it ends up.
    pub generated: Vec<Generated<'t>>,
    /// What a kustomization says of images.
    pub images: Vec<ImageChange<'t>>,
    /// What a kustomization replaces or patches.
    pub replaced: Vec<Replaced>,
    /// The objects that patches take away.
    pub deleted: Vec<Choice>,
}

/// How a file belongs to a unit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Placement<'t> {
    /// The unit, by its place.
    pub unit: u32,
    /// The namespace that kustomizations put its objects into, which counts more than what they say.
    pub namespace: Option<&'t str>,
    /// What they put before names, all of them together.
    pub prefix: Cow<'t, str>,
    /// What they put after names, all of them together.
    pub suffix: Cow<'t, str>,
    /// Labels that they add to pods, each key once; they count more than what pods say.
    pub labels: Vec<(&'t str, &'t str)>,
}

static ONE_PLACEMENT: [Placement<'static>; 1] = [Placement {
    unit: 0,
    namespace: None,
    prefix: Cow::Borrowed(""),
    suffix: Cow::Borrowed(""),
    labels: Vec::new(),
}];

static ONE_UNIT: [Unit<'static>; 1] = [Unit {
    name: Cow::Borrowed(""),
    is_kustomize: false,
    is_configured: false,
    open: false,
    generated: Vec::new(),
    images: Vec::new(),
    replaced: Vec::new(),
    deleted: Vec::new(),
}];

impl Placement<'static> {
    /// Of objects that are all applied together.
    pub fn together() -> &'static [Self] {
        &ONE_PLACEMENT
    }
}

impl Unit<'static> {
    /// The unit of [`Placement::together`].
    pub fn of_all() -> &'static [Self] {
        &ONE_UNIT
    }
}

#[cfg(test)]
mod tests;
