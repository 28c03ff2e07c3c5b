//! What an object is: its kind, its identity, its pods and containers, and its typed value.
//!
//! [`Resource`] is made from any mapping and never fails; [`TypedObject`] is read on demand by
//! those who need all fields, and dropped.

mod base64;
mod date;
mod gvk;
mod identity;
mod image;
mod kinds;
mod place;
mod pod;
mod quantity;
mod stable_path;
mod time;

pub use base64::base64_error;
pub use date::Date;
pub use gvk::Gvk;
pub use identity::Resource;
pub use image::{ImageError, ImageReference, split_image};
pub use kinds::{KINDS, KindInfo, TypedObject, is_namespaced, kind_info, pod_spec_path, read};
pub use place::{Place, place};
pub use pod::{Container, ContainerType, Pod};
pub use quantity::{Quantity, is_quantity};
pub use stable_path::stable_path;
pub use time::{is_date_time, is_micro_time};
