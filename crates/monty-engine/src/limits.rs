//! Resource limits of a run, and its usage.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// Limits of one run, or of each feed of a session. `None` means no limit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Limits {
    /// Execution time, host waits excluded.
    pub duration: Option<Duration>,
    /// Bytes held at once.
    pub memory: Option<usize>,
    /// Python call depth.
    pub recursion_depth: usize,
    /// Function, method and OS calls that the host answers. Other pauses are limited to ten times as many.
    pub host_calls: Option<u64>,
    /// OS calls that the binding answers without asking the host: files in memory, the clock, environment variables.
    pub environment_calls: Option<u64>,
    /// Sum of all sleeps.
    pub total_sleep: Option<Duration>,
    /// Bytes of print output kept; the rest is cut with a marker.
    pub output: Option<usize>,
    /// Bytes of one value sent to the host: a result, or the arguments of a call.
    pub result: Option<usize>,
    /// Allocations between two collections of cycles.
    pub gc_interval: Option<usize>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            duration: Some(Duration::from_secs(5)),
            memory: Some(128 * 1024 * 1024),
            recursion_depth: 1_000,
            host_calls: Some(1_000),
            environment_calls: Some(100_000),
            total_sleep: Some(Duration::from_secs(10)),
            output: Some(10 * 1024 * 1024),
            result: Some(64 * 1024 * 1024),
            gc_interval: Some(100_000),
        }
    }
}

/// Bytes of the longest source that compiles: 32 bytes of stack are needed per byte of source, and the
/// deep stack has 64 MiB.
pub const MAX_CODE_BYTES: usize = 256 * 1024;

/// Name look-ups and waits allowed per allowed host call.
pub(crate) const OTHER_PAUSES: u64 = 10;

/// Resources that a run has used so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Usage {
    /// Sum of the slices.
    pub duration: Duration,
    /// The most bytes held at once.
    pub peak_memory: usize,
    /// Function, method and OS calls so far.
    pub host_calls: u64,
    /// OS calls so far that the binding answered without asking the host.
    pub environment_calls: u64,
    /// Name look-ups and waits for futures so far.
    pub other_pauses: u64,
    /// Sleeps so far.
    pub slept: Duration,
    /// Bytes printed, including those that were cut.
    pub output: usize,
}

/// The kind of a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum LimitKind {
    /// [`Limits::memory`]
    Memory,
    /// [`Limits::duration`]
    Duration,
    /// [`Limits::host_calls`]
    HostCalls,
    /// [`Limits::result`]
    Result,
    /// [`Limits::total_sleep`]
    Sleep,
    /// [`Limits::environment_calls`]
    EnvironmentCalls,
}

/// An exceeded limit, in milliseconds, bytes or calls.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LimitExceeded {
    /// The kind of the limit.
    pub kind: LimitKind,
    /// The amount that the run used or requested.
    pub used: f64,
    /// The limit's value.
    pub allowed: f64,
}
