//! The delay after which freed memory is returned to the system.
//!
//! It must be short after large runs, or their freed memory adds to what they hold, and the process
//! grows by more than their limits. It must not be zero, or every run gets its pages from the system
//! anew: converting large values would spend a third of its time on that, even with a fraction of a
//! second between two runs.

use std::sync::atomic::{AtomicI32, Ordering::Relaxed};

use crate::wire::Writer;

/// Bytes above which a run is large.
pub(crate) const LARGE_RUN: usize = 32 * 1024 * 1024;

/// Bytes above which a message is large.
const LARGE_MESSAGE: usize = 12 * 1024 * 1024;

/// Purge delay in milliseconds after large runs.
const SOON: i32 = 10;
const LATER: i32 = 1_000;

/// The delay that mimalloc was set to last, at first its default.
static DELAY: AtomicI32 = AtomicI32::new(LATER);

/// Chooses the delay for a run with a peak of `peak` bytes.
pub(crate) fn choose_purge_delay(peak: usize) {
    let delay = if peak > LARGE_RUN { SOON } else { LATER };
    if DELAY.load(Relaxed) != delay {
        DELAY.store(delay, Relaxed);
        set_delay(delay);
    }
}

#[cfg(not(target_family = "wasm"))]
#[cold]
fn set_delay(delay: i32) {
    use std::ffi::{c_int, c_long};

    /// `mi_option_purge_delay`.
    const PURGE_DELAY: c_int = 15;
    unsafe extern "C" {
        fn mi_option_set(option: c_int, value: c_long);
    }
    // SAFETY: a function of the linked mimalloc, called outside of its other functions.
    unsafe { mi_option_set(PURGE_DELAY, delay.into()) };
    if delay == SOON {
        // Memory that already waits keeps the old delay, and delays later freed memory with it.
        purge_freed();
    }
}

/// WebAssembly returns no memory while an instance lives.
#[cfg(target_family = "wasm")]
fn set_delay(_delay: i32) {}

/// Returns all freed memory to the system now.
#[cfg(not(target_family = "wasm"))]
#[cold]
fn purge_freed() {
    unsafe extern "C" {
        fn mi_collect(force: bool);
    }
    // SAFETY: as above.
    unsafe { mi_collect(true) };
}

#[cfg(target_family = "wasm")]
fn purge_freed() {}

/// Drops a message that was sent. The memory of a large one is returned at once, as the run was charged
/// for the message only while it was in transit.
pub fn discard(message: Writer) {
    let is_large = message.len() > LARGE_MESSAGE;
    drop(message);
    if is_large {
        purge_freed();
    }
}
