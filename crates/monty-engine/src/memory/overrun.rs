//! Ends a run that exceeds its memory or time limit between two of the interpreter's own checks.
//!
//! The interpreter checks its memory count every 255 bytecodes and before most large allocations, but
//! not before every copy of a text or a list, nor within a `sorted` that calls a short function for
//! each item: these could allocate any amount. Nor does every native operation check the clock:
//! arithmetic on huge integers does not, nor a loop over operations of 100 ms each, of which hundreds
//! run between two checks. So above a ceiling, and past a deadline, the allocator refuses, and Rust's
//! handler of failed allocations unwinds the turn, as a cancellation does.

use std::{
    alloc::Layout,
    io::{self, Write},
    panic, process,
    sync::Once,
};

use crate::{
    memory::alloc::{ORIGIN, set_ceiling, set_deadline, take_refusal, watch_peak},
    stop_reason::Unwind,
};

/// Bytes above its limit that a run may hold before the allocator refuses.
pub(crate) const HEADROOM: usize = 1024 * 1024;

/// Makes the allocator refuse the metered run more than `limit` plus the headroom.
pub(crate) fn refuse_beyond(limit: Option<usize>) {
    static PREPARED: Once = Once::new();
    PREPARED.call_once(hook);
    watch_peak();
    if cfg!(alloc_error_hook) {
        let ceiling = |limit: usize| ORIGIN.saturating_add(limit).saturating_add(HEADROOM);
        set_ceiling(limit.map_or(usize::MAX, ceiling));
    }
}

#[cfg(alloc_error_hook)]
fn hook() {
    std::alloc::set_alloc_error_hook(on_failure);
}

/// Without the hook a refusal would end the process, so memory is never refused.
#[cfg(not(alloc_error_hook))]
fn hook() {}

/// Unwinds from a refused allocation, which Rust allows. Aborts when the system's memory is exhausted.
#[cfg_attr(
    not(alloc_error_hook),
    expect(dead_code, reason = "nothing calls it then")
)]
fn on_failure(layout: Layout) {
    if let Some(reason) = take_refusal() {
        // Destructors may allocate a little memory while the turn is unwound.
        set_ceiling(usize::MAX);
        set_deadline(None);
        panic::resume_unwind(Box::new(Unwind(reason)));
    }
    let _ = writeln!(
        io::stderr(),
        "memory allocation of {} bytes failed",
        layout.size()
    );
    process::abort();
}
