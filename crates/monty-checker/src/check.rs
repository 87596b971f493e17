//! One check.

use std::panic::{self, AssertUnwindSafe};

use monty_checker_abi::{Answer, TypeCheck};

use crate::{
    allocator::release,
    bounded::{Failure, bounded},
    panic_message,
    warm::Warm,
};

/// What is inferred recurses with the source, deeper than a thread's own stack may be.
const STACK_BYTES: usize = 64 * 1024 * 1024;

/// What is found, or why it cannot be checked.
pub(crate) fn check(asked: &TypeCheck) -> Answer {
    stacker::grow(STACK_BYTES, || {
        let mut warm = Warm::take(asked)?;
        match bounded(|| warm.checker.check(asked)) {
            Ok(answer) => {
                warm.give_back();
                answer
            }
            Err(Failure::Excess) => {
                give_up(warm);
                // The place is that of the whole program: nobody knows which of its types it was.
                Warm::take(asked)?.checker.refuse(asked)
            }
            Err(Failure::Panic(payload)) => {
                give_up(warm);
                Err(panic_message(payload.as_ref()))
            }
        }
    })
}

/// Drops a checker whose database may be half-written: it is never asked again. What holds much
/// memory cannot stay for good, as whoever writes programs could fill the process with it.
fn give_up(warm: Warm) {
    let _ = panic::catch_unwind(AssertUnwindSafe(|| drop(warm)));
    release();
}
