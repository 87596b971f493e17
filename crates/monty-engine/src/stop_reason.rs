//! Reasons to end Python from outside, and the payload of the unwinding.

/// The reason to end a turn from outside Python.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StopReason {
    /// The host cancelled the run.
    Cancelled,
    /// The run's execution time is used up.
    Duration,
    /// The run would hold `used` bytes, far more than its limit.
    Memory { used: usize },
}

/// The payload that unwinds the interpreter. Python cannot catch it.
pub(crate) struct Unwind(pub(crate) StopReason);
