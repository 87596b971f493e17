//! Runs work within bounds of memory and time.

#[cfg(alloc_error_hook)]
use std::{
    alloc::Layout,
    io::{self, Write},
    process,
    sync::Once,
};
use std::{
    any::Any,
    panic::{self, AssertUnwindSafe},
};

use monty_checker_abi::{MOST_BYTES, MOST_TIME};

use crate::{
    allocator::{Allowance, Limited},
    time::Instant,
};

/// The failure of bounded work.
pub(crate) enum Failure {
    /// The work exceeded its memory or time.
    Overrun,
    Panic(Box<dyn Any + Send>),
}

/// The payload that unwinds work that was refused memory.
#[cfg_attr(
    not(alloc_error_hook),
    expect(dead_code, reason = "nothing is refused then")
)]
struct Refused;

/// Runs `work` with the memory and time of a check.
pub(crate) fn bounded<T>(work: impl FnOnce() -> T) -> Result<T, Failure> {
    prepare();
    let limited = Limited::to(Allowance {
        bytes: MOST_BYTES,
        until: Instant::now() + MOST_TIME,
    });
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    drop(limited);
    result.map_err(|payload| match payload.downcast::<Refused>() {
        Ok(_) => Failure::Overrun,
        Err(payload) => Failure::Panic(payload),
    })
}

#[cfg(not(alloc_error_hook))]
fn prepare() {}

#[cfg(alloc_error_hook)]
fn prepare() {
    static PREPARED: Once = Once::new();
    PREPARED.call_once(|| std::alloc::set_alloc_error_hook(on_failure));
}

/// Unwinds from a refused allocation, which Rust allows. Aborts when the system's memory is exhausted.
#[cfg(alloc_error_hook)]
fn on_failure(layout: Layout) {
    if crate::allocator::take_refusal() {
        panic::resume_unwind(Box::new(Refused));
    }
    let size = layout.size();
    let _ = writeln!(io::stderr(), "memory allocation of {size} bytes failed");
    process::abort();
}
