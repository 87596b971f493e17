//! The interpreter's own clock, which also counts the time that a turn waits for its next slice.
//!
//! Native operations watch no other clock, so its limit cannot be switched off; it is looser than the
//! run's. A turn that has waited so long that this limit would end it before its execution time is used up
//! does not wait again.

use std::time::Duration;

use crate::{
    limits::Limits, memory::machine::memory_ceiling, run::turn::open_turns, time::Instant,
};

/// The interpreter's duration limit, in multiples of the run's, when no other turn is open.
const ALLOWANCE: u32 = 3;
/// The longest wait of a turn for its next slice.
const LONGEST_WAIT: Duration = Duration::from_millis(25);

/// The time of one feed by the interpreter's clock.
#[derive(Debug)]
pub(crate) struct NativeClock {
    allowed: Option<Duration>,
    elapsed: Duration,
    opened: Option<Instant>,
}

impl NativeClock {
    /// A clock for a new feed.
    pub(crate) fn new(limits: &Limits) -> Self {
        let others = u32::try_from(open_turns()).unwrap_or(u32::MAX);
        let allowance = ALLOWANCE.saturating_add(others);
        let allowed = limits.duration.map(|limit| limit.saturating_mul(allowance));
        Self {
            allowed,
            elapsed: Duration::ZERO,
            opened: None,
        }
    }

    /// The interpreter's limit.
    pub(crate) fn allowed(&self) -> Option<Duration> {
        self.allowed
    }

    /// Starts the clock, unless a turn is open.
    pub(crate) fn open(&mut self, now: Instant) {
        self.opened.get_or_insert(now);
    }

    /// Stops the clock at the end of a turn.
    pub(crate) fn close(&mut self, now: Instant) {
        if let Some(opened) = self.opened.take() {
            self.elapsed += now - opened;
        }
    }

    /// Whether a turn that still has `budget` can wait once more and use all of it.
    pub(crate) fn can_wait(&self, now: Instant, budget: Option<Duration>) -> bool {
        let (Some(allowed), Some(budget), Some(opened)) = (self.allowed, budget, self.opened)
        else {
            return true;
        };
        self.elapsed + (now - opened) + budget + LONGEST_WAIT < allowed
    }

    /// Whether the interpreter's limit is reached.
    pub(crate) fn has_run_out(&self) -> bool {
        self.allowed.is_some_and(|allowed| self.elapsed >= allowed)
    }
}

/// The limits that the interpreter itself checks.
pub(crate) fn interpreter_limits(
    limits: &Limits,
    clock: &NativeClock,
) -> monty_types::ResourceLimits {
    monty_types::ResourceLimits {
        max_feed_duration: clock.allowed(),
        max_memory: Some(memory_ceiling(limits)),
        gc_interval: limits.gc_interval,
        max_recursion_depth: limits.recursion_depth,
        ..monty_types::ResourceLimits::default()
    }
}
