//! Rego policies: packs of them, what they are handed, and what becomes of their answers.

mod compile;
mod engine;
mod evaluate;
mod example;
mod finding;
mod guard;
mod metadata;
mod pack;
mod prune;
mod recursion;
mod scan;
mod scope;
mod shard;
mod trial;
mod trouble;
mod value;
mod view;

use std::num::NonZeroU32;
use std::time::Duration;

use regorus::utils::limits::ExecutionTimerConfig;

pub use engine::{Enabled, Engine};
pub use evaluate::{Evaluator, Pass};
pub use example::PolicyExample;
pub use metadata::Metadata;
pub use pack::{Policies, Policy};
pub use scan::Reads;
pub use scope::{KindPattern, Scope};
pub use trial::{Coverage, Failure, Trial};
pub use view::Target;

use crate::registry::{INTERNAL_ERROR, POLICY_INVALID};

/// How many instructions of the virtual machine one policy may execute on one object: a thousand
/// times what the longest of ours needs.
const MAX_INSTRUCTIONS: usize = 500_000;

/// How long one evaluation may take, whatever it executes.
const TIME_LIMIT: Duration = Duration::from_secs(5);

fn time_limit(limit: Duration) -> ExecutionTimerConfig {
    ExecutionTimerConfig {
        limit,
        check_interval: NonZeroU32::MIN.saturating_add(1023),
    }
}

/// Bounds the memory of an evaluation, in builds whose allocator can count.
#[cfg(feature = "memory-limit")]
fn limit_memory(machine: &mut regorus::rvm::RegoVM) {
    let budget = std::num::NonZeroU64::MIN.saturating_add(256 * 1024 * 1024);
    machine.set_memory_budget_config(regorus::MemoryBudgetConfig::new(budget).into());
}

#[cfg(not(feature = "memory-limit"))]
fn limit_memory(_machine: &mut regorus::rvm::RegoVM) {}
