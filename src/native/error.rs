//! The one place where errors of the binding are made. Failures of Python are data, not errors.

use std::{
    any::Any,
    panic::{self, AssertUnwindSafe},
};

use napi::{Error, Result, Status};

/// A failure that is the caller's or ours, never Python's.
pub(crate) fn failure(reason: impl Into<String>) -> Error {
    Error::new(Status::GenericFailure, reason.into())
}

/// Runs an entry point, turning a panic into an error: an unwinding that leaves a native function
/// would end the process.
pub(crate) fn guarded<T>(entry: impl FnOnce() -> Result<T>) -> Result<T> {
    panic::catch_unwind(AssertUnwindSafe(entry))
        .unwrap_or_else(|payload| Err(failure(text(payload.as_ref()))))
}

fn text(payload: &(dyn Any + Send)) -> String {
    let reason = payload
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| payload.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "unknown panic".to_owned());
    format!("internal error: {reason}")
}
