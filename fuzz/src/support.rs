//! The host of the engine's tests, with choices of the fuzzer.

#[path = "../../crates/monty-engine/tests/engine/support.rs"]
#[expect(
    dead_code,
    reason = "shared with the engine's tests, which use more of it"
)]
mod host;

use std::time::Duration;

use monty_engine::{Limits, event::kind, write_limits};

pub use crate::choices::Random;
pub use host::{
    DESCRIBE, Event, FUTURE, GO_ON, NOT_FOUND, Run, START, STOP, abort, answer, answer_awaited,
    feed, message, raise, settle, setup, start_with, write,
};

/// Small limits, except for time, as the machine may be busy: [`step_briefly`] limits that.
pub fn small_limits() -> Limits {
    Limits {
        duration: Some(Duration::from_secs(2)),
        memory: Some(16 << 20),
        recursion_depth: 200,
        host_calls: Some(50),
        environment_calls: Some(50),
        total_sleep: Some(Duration::from_secs(1)),
        output: Some(10_000),
        result: Some(1 << 20),
        gc_interval: Some(100),
    }
}

/// Whether a run under these limits ends soon enough for a case. The limits are numbers in the format of
/// [`write_limits`]; those of calls and collections are ignored.
pub fn are_small(limits: &[f64]) -> bool {
    const DURATION: usize = 0;
    const MEMORY: usize = 1;
    const RECURSION_DEPTH: usize = 2;
    const OUTPUT: usize = 6;
    const RESULT: usize = 7;
    let small = write_limits(&small_limits());
    [DURATION, MEMORY, RECURSION_DEPTH, OUTPUT, RESULT]
        .into_iter()
        .all(|at| limits[at] <= small[at])
}

/// Delivers a message and continues for a few slices; then stops the run if it has not ended.
pub fn step_briefly(run: &mut Run, message: &[u8]) -> Event {
    const SLICES: usize = 30;
    let mut event = run.step(message);
    for _ in 0..SLICES {
        if event.kind != kind::YIELDED {
            return event;
        }
        event = run.step(&GO_ON);
    }
    run.step(&STOP)
}
