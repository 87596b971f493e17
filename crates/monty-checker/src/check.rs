//! Runs one check.

use std::panic::{self, AssertUnwindSafe};

use monty_checker_abi::{Answer, TypeCheck};

use crate::{
    allocator::purge,
    bounded::{Failure, bounded},
    panic_message,
    warm::Warm,
};

/// Type inference recurses with the source, beyond the stack of an ordinary thread.
const STACK_BYTES: usize = 64 * 1024 * 1024;

/// Returns the findings, or the reason why the program cannot be checked.
pub(crate) fn check(asked: &TypeCheck) -> Answer {
    stacker::grow(STACK_BYTES, || {
        let mut warm = Warm::take(asked)?;
        match bounded(|| warm.checker.check(asked)) {
            Ok(answer) => {
                warm.give_back();
                answer
            }
            Err(Failure::Overrun) => {
                give_up(warm);
                // Placed at the program's start, as the type that caused it is unknown.
                Warm::take(asked)?.checker.refuse(asked)
            }
            Err(Failure::Panic(payload)) => {
                give_up(warm);
                Err(panic_message(payload.as_ref()))
            }
        }
    })
}

/// Drops a checker whose database may be half-written, and must not be queried again. Its memory must be
/// freed, or untrusted programs could fill the process with it.
fn give_up(warm: Warm) {
    let _ = panic::catch_unwind(AssertUnwindSafe(|| drop(warm)));
    purge();
}
