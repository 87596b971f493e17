//! When freed memory goes back to the system.
//!
//! Soon, or what large runs have freed adds to what they hold, and the process grows by more than
//! their limits. But not at once, or every run takes its pages from the system anew: converting
//! large values would spend a third of its time on that, even with a fraction of a second between
//! two runs.

use std::sync::atomic::{AtomicI32, Ordering::Relaxed};

use crate::wire::Writer;

/// A run that holds more is large.
pub(crate) const LARGE_RUN: usize = 32 * 1024 * 1024;

/// A message with more bytes is large.
const LARGE_MESSAGE: usize = 12 * 1024 * 1024;

/// In milliseconds.
const SOON: i32 = 10;
const LATER: i32 = 1_000;

/// What mimalloc was told last; it waits as long unless told.
static DELAY: AtomicI32 = AtomicI32::new(LATER);

/// Chooses for a run that has held `peak` bytes at most.
pub(crate) fn choose_release(peak: usize) {
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
    // SAFETY: a function of the mimalloc that is linked here, called outside of its others.
    unsafe { mi_option_set(PURGE_DELAY, delay.into()) };
    if delay == SOON {
        // What waits already would wait on, and what is freed from now on with it.
        release_freed();
    }
}

/// WebAssembly gives nothing back while an instance lives.
#[cfg(target_family = "wasm")]
fn set_delay(_delay: i32) {}

/// Gives back all that was freed, now.
#[cfg(not(target_family = "wasm"))]
#[cold]
fn release_freed() {
    unsafe extern "C" {
        fn mi_collect(force: bool);
    }
    // SAFETY: as above.
    unsafe { mi_collect(true) };
}

#[cfg(target_family = "wasm")]
fn release_freed() {}

/// To be called with a message that was sent and will not be used again. A large one is what a run
/// was charged for only as long as it was on its way.
pub fn discard(message: Writer) {
    let is_large = message.len() > LARGE_MESSAGE;
    drop(message);
    if is_large {
        release_freed();
    }
}
