//! Runs that wait in somebody's hands, for approval, say: any number of them, for any time. The
//! youngest stay as they are, the others are parked.

use std::{cell::RefCell, collections::VecDeque};

use monty_engine::Execution;
use napi::{Env, Result};
use napi_derive::napi;

use crate::{error::guarded, execution::with_execution};

/// How many stay as they are.
const YOUNGEST: usize = 1_024;

thread_local! {
    /// Youngest last. Some will be over when their turn comes.
    static HELD: RefCell<VecDeque<u32>> = const { RefCell::new(VecDeque::new()) };
}

/// Tells that an execution waits in JavaScript's hands, where it weighs so many bytes to the
/// collector.
#[napi]
pub fn hold_execution(env: Env, number: u32, weight: i64) -> Result<()> {
    add(number);
    env.adjust_external_memory(weight).map(drop)
}

/// Makes an execution the youngest, and parks the oldest if there are too many.
pub(crate) fn add(number: u32) {
    let oldest = HELD.with_borrow_mut(|held| {
        held.push_back(number);
        (held.len() > YOUNGEST).then(|| held.pop_front()).flatten()
    });
    if let Some(oldest) = oldest {
        // That it is over is no error.
        let _ = guarded(|| with_execution(oldest, Execution::park));
    }
}
