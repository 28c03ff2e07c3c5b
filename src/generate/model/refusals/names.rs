//! Names that would be too long.

use super::super::super::spec::{Kind, Reader};
use super::super::Model;

/// The longest name of an object whose name becomes a label of its pods or a DNS label.
const LONGEST: usize = 63;
/// The longest name of a CronJob: its Jobs add eleven characters, as the hash of a Job does.
/// <https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/>
const LONGEST_OF_WORK: usize = 52;

pub(super) fn refuse(model: &Model<'_>, problems: &mut Reader) {
    for workload in &model.workloads {
        let longest = match workload.kind {
            Kind::Job | Kind::Cron => LONGEST_OF_WORK,
            _ => LONGEST,
        };
        let name = workload.object_name.as_str();
        if name.len() > longest {
            let message = format!("`{name}` is longer than {longest} characters");
            problems.refuse(workload.span(), message, "shorten it");
        }
    }
}
