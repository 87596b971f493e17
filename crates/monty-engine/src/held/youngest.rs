//! Paused runs that JavaScript holds, waiting for approval for instance: any number, for any time. The
//! most recent ones keep their heap, older ones are parked.

use std::{cell::RefCell, collections::VecDeque};

use crate::{held::with_execution, panics::catch, run::execution::Execution};

/// Number of runs that keep their heap.
const YOUNGEST: usize = 1_024;

thread_local! {
    /// Youngest last. Some may be over by the time they become the oldest.
    static HELD: RefCell<VecDeque<u32>> = const { RefCell::new(VecDeque::new()) };
}

/// Makes an execution the youngest, and parks the oldest beyond [`YOUNGEST`].
pub fn hold(number: u32) {
    let oldest = HELD.with_borrow_mut(|held| {
        held.push_back(number);
        (held.len() > YOUNGEST).then(|| held.pop_front()).flatten()
    });
    if let Some(oldest) = oldest {
        // An execution that is over is no error.
        let _ = catch(|| with_execution(oldest, Execution::park));
    }
}
