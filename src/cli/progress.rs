//! A bar on standard error for whoever waits longer than a second.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::check::Step;

/// Shorter waits need no bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// Files that are through, of all that are checked; each is looked at twice.
pub(super) struct Progress {
    bar: Option<ProgressBar>,
    since: Instant,
}

impl Progress {
    /// `wanted`: whether somebody sees standard error.
    pub(super) fn new(wanted: bool) -> Self {
        let style = ProgressStyle::with_template("{msg:>10} {bar:40} {pos}/{len} files");
        let bar = wanted.then(|| {
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
            style.into_iter().for_each(|style| bar.set_style(style));
            bar
        });
        Self {
            bar,
            since: Instant::now(),
        }
    }

    /// Counts a file. All threads do.
    pub(super) fn step(&self, step: Step) {
        let Some(bar) = &self.bar else { return };
        let (message, of) = match step {
            Step::Checked { of } => ("checking", of as u64),
            Step::Connected { of } => ("connecting", of as u64),
        };
        if bar.message() != message {
            bar.set_message(message);
            bar.set_length(of);
            bar.set_position(0);
        }
        bar.inc(1);
        if bar.is_hidden() && self.since.elapsed() > PATIENCE {
            bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    /// Takes the bar away: the report is all that stays.
    pub(super) fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
