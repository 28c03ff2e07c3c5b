//! How large scratch volumes may grow.

use super::super::super::spec::{ByteAmount, Bytes, Resources, Volume};
use super::super::workload::Workload;
use crate::resource::Quantity;

const MEBIBYTE: i128 = 1024 * 1024;

/// How large a scratch volume on disk may grow that says nothing.
const ON_DISK: i128 = 256 * MEBIBYTE;
/// The same in memory, which counts as that of the containers.
const IN_MEMORY: i128 = 64 * MEBIBYTE;
/// The memory of a container that says nothing.
const MEMORY: i128 = 128 * MEBIBYTE;

/// A scratch volume.
#[derive(Debug, Clone)]
pub(in crate::generate) struct ScratchModel {
    /// How large it may grow.
    pub(in crate::generate) size: String,
    /// The same in bytes.
    pub(in crate::generate) bytes: i128,
    /// Whether it lies in memory.
    pub(in crate::generate) in_memory: bool,
    /// Whether the spec says how large.
    pub(in crate::generate) is_stated: bool,
}

impl ScratchModel {
    /// A volume of the spec.
    pub(super) fn stated(workload: &Workload<'_>, volume: &Volume) -> Self {
        let in_memory = volume.memory.is_some_and(|memory| memory.value);
        match &volume.size {
            Some(size) => Self {
                size: size.value.0.clone(),
                bytes: bytes(&size.value),
                in_memory,
                is_stated: true,
            },
            None if in_memory => {
                let memory = limit(workload.resources(), |all| {
                    all.memory.as_ref().map(|at| &at.value)
                });
                Self::default_of(IN_MEMORY, memory.unwrap_or(MEMORY), true)
            }
            None => Self::on_disk(workload),
        }
    }

    /// A folder that is to be writable.
    pub(super) fn on_disk(workload: &Workload<'_>) -> Self {
        let storage = limit(workload.resources(), |all| {
            all.storage.as_ref().map(|at| &at.value)
        });
        Self::default_of(ON_DISK, storage.unwrap_or(i128::MAX), false)
    }

    /// The default, but no more than a quarter of what the pod has: what it shares is not used up
    /// by one volume.
    fn default_of(default: i128, of: i128, in_memory: bool) -> Self {
        let bytes = (of / 4 / MEBIBYTE * MEBIBYTE).clamp(MEBIBYTE, default);
        Self {
            size: words_of_bytes(bytes),
            bytes,
            in_memory,
            is_stated: false,
        }
    }
}

/// The limit that a stated amount comes to.
fn limit<'s>(
    resources: Option<&'s Resources>,
    of: fn(&'s Resources) -> Option<&'s ByteAmount>,
) -> Option<i128> {
    Some(match of(resources?)? {
        ByteAmount::Same(amount) => bytes(&amount.value),
        ByteAmount::Both(bounds) => bytes(&bounds.limit.as_ref().unwrap_or(&bounds.request).value),
    })
}

fn bytes(amount: &Bytes) -> i128 {
    let quantity = Quantity::parse(&amount.0);
    quantity.map_or(0, |quantity| quantity.millis() / 1000)
}

/// Bytes as a quantity, rounded up to mebibytes.
pub(in crate::generate) fn words_of_bytes(bytes: i128) -> String {
    let mebibytes = (bytes + MEBIBYTE - 1) / MEBIBYTE;
    if mebibytes % 1024 == 0 {
        return format!("{}Gi", mebibytes / 1024);
    }
    format!("{mebibytes}Mi")
}

impl Workload<'_> {
    /// What its container may keep on disk, and in memory, where the spec says it.
    pub(in crate::generate) fn stated_limits(&self) -> (Option<i128>, Option<i128>) {
        let resources = self.resources();
        (
            limit(resources, |all| all.storage.as_ref().map(|at| &at.value)),
            limit(resources, |all| all.memory.as_ref().map(|at| &at.value)),
        )
    }
}
