//! Runs that wait in somebody's hands, for approval, say: any number of them, for any time. The
//! youngest stay as they are, the others are parked.

use std::{cell::RefCell, collections::VecDeque};

use crate::{held::with_execution, panics::catch, run::execution::Execution};

/// How many stay as they are.
const YOUNGEST: usize = 1_024;

thread_local! {
    /// Youngest last. Some will be over when their turn comes.
    static HELD: RefCell<VecDeque<u32>> = const { RefCell::new(VecDeque::new()) };
}

/// Makes an execution the youngest, and parks the oldest if there are too many.
pub fn hold(number: u32) {
    let oldest = HELD.with_borrow_mut(|held| {
        held.push_back(number);
        (held.len() > YOUNGEST).then(|| held.pop_front()).flatten()
    });
    if let Some(oldest) = oldest {
        // That it is over is no error.
        let _ = catch(|| with_execution(oldest, Execution::park));
    }
}
