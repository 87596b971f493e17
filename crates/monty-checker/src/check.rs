//! One check.

use std::panic::{self, AssertUnwindSafe};

use monty_checker_abi::{Answer, TypeCheck};

use crate::{panic_message, warm::Warm};

/// What is inferred recurses with the source, deeper than a thread's own stack may be.
const STACK_BYTES: usize = 64 * 1024 * 1024;

/// What is found, or why it cannot be checked.
pub(crate) fn check(asked: &TypeCheck) -> Answer {
    stacker::grow(STACK_BYTES, || {
        let mut warm = Warm::take(&asked.modules)?;
        match panic::catch_unwind(AssertUnwindSafe(|| warm.checker.check(asked))) {
            Ok(answer) => {
                warm.give_back();
                answer
            }
            Err(payload) => {
                // Its database may be half-written.
                std::mem::forget(warm);
                Err(panic_message(payload.as_ref()))
            }
        }
    })
}
