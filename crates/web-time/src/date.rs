//! The time of day.

use std::time::Duration;

/// The start of 1970.
pub const UNIX_EPOCH: SystemTime = SystemTime(Duration::ZERO);

/// A moment by the host's date, as the time since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SystemTime(Duration);

/// The error of a moment that is earlier than its reference.
#[derive(Debug, Clone)]
pub struct SystemTimeError(Duration);

impl SystemTime {
    /// The current moment.
    pub fn now() -> Self {
        Self(Duration::from_secs_f64(host_milliseconds() / 1_000.0))
    }

    /// Time since an earlier moment.
    ///
    /// # Errors
    /// When `earlier` is the later one.
    pub fn duration_since(&self, earlier: Self) -> Result<Duration, SystemTimeError> {
        self.0
            .checked_sub(earlier.0)
            .ok_or_else(|| SystemTimeError(earlier.0.abs_diff(self.0)))
    }
}

impl SystemTimeError {
    /// Time from the moment to its reference.
    pub fn duration(&self) -> Duration {
        self.0
    }
}

#[cfg(target_family = "wasm")]
fn host_milliseconds() -> f64 {
    #[link(wasm_import_module = "host")]
    unsafe extern "C" {
        safe fn wall_now() -> f64;
    }
    wall_now().max(0.0)
}

#[cfg(not(target_family = "wasm"))]
fn host_milliseconds() -> f64 {
    unreachable!("only WebAssembly asks the host for the date")
}
