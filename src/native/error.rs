//! Creates the errors of the binding. Failures of Python are data, not errors.

use monty_engine::{catch, panic_message};
use napi::{Error, Result, Status};

/// An error of the caller or of this library, never of Python.
pub(crate) fn failure(reason: impl Into<String>) -> Error {
    Error::new(Status::GenericFailure, reason.into())
}

/// Runs an entry point and converts a panic to an error: unwinding out of a native function would
/// abort the process.
pub(crate) fn guarded<T>(entry: impl FnOnce() -> Result<T>) -> Result<T> {
    catch(entry).unwrap_or_else(|payload| {
        let reason = panic_message(payload.as_ref());
        Err(failure(format!("internal error: {reason}")))
    })
}
