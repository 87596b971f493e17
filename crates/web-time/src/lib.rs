//! A clock where Rust has none: that of the host, imported by the module.
//!
//! The interpreter uses the clock of the crate `web-time` on WebAssembly. The original calls JavaScript by
//! `wasm-bindgen`, which would require rewriting the module and a file of glue beside it. This crate replaces it
//! (`[patch.crates-io]`) with the functions that are used. It is linked on WebAssembly only.

mod date;

use std::{
    ops::{Add, Sub},
    time::Duration,
};

pub use date::{SystemTime, SystemTimeError, UNIX_EPOCH};

/// A moment on a clock that never goes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant(Duration);

impl Instant {
    /// The current moment.
    pub fn now() -> Self {
        Self(Duration::from_secs_f64(host_milliseconds() / 1_000.0))
    }

    /// Time since this moment.
    pub fn elapsed(&self) -> Duration {
        Self::now() - *self
    }

    /// The moment `duration` later, if it can be represented.
    pub fn checked_add(&self, duration: Duration) -> Option<Self> {
        self.0.checked_add(duration).map(Self)
    }
}

impl Add<Duration> for Instant {
    type Output = Self;

    fn add(self, duration: Duration) -> Self {
        Self(self.0 + duration)
    }
}

impl Sub for Instant {
    type Output = Duration;

    fn sub(self, earlier: Self) -> Duration {
        self.0.saturating_sub(earlier.0)
    }
}

#[cfg(target_family = "wasm")]
fn host_milliseconds() -> f64 {
    #[link(wasm_import_module = "host")]
    unsafe extern "C" {
        safe fn monotonic_now() -> f64;
    }
    monotonic_now().max(0.0)
}

#[cfg(not(target_family = "wasm"))]
fn host_milliseconds() -> f64 {
    unreachable!("only WebAssembly reads the host's clock")
}
