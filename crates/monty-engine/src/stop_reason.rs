//! Why Python is ended from outside, and how that passes through it.

/// Why a turn was ended from outside Python.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StopReason {
    /// The host asked for it.
    Cancelled,
    /// The run's execution time is used up.
    Duration,
    /// It wanted to hold this many bytes, far more than its limit.
    Memory { used: usize },
}

/// The payload that unwinds the interpreter. Python cannot catch it.
pub(crate) struct Unwind(pub(crate) StopReason);
