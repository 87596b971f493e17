//! The one place where errors of the binding are made. Failures of Python are data, not errors.

use monty_engine::{catch, panic_message};
use napi::{Error, Result, Status};

/// A failure that is the caller's or ours, never Python's.
pub(crate) fn failure(reason: impl Into<String>) -> Error {
    Error::new(Status::GenericFailure, reason.into())
}

/// Runs an entry point, turning a panic into an error: an unwinding that leaves a native function
/// would end the process.
pub(crate) fn guarded<T>(entry: impl FnOnce() -> Result<T>) -> Result<T> {
    catch(entry).unwrap_or_else(|payload| {
        let reason = panic_message(payload.as_ref());
        Err(failure(format!("internal error: {reason}")))
    })
}
