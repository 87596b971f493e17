//! Ends a run that passes its memory or time limit in between two of the interpreter's own checks.
//!
//! The interpreter looks at its count every 255 bytecodes and before most large allocations, but
//! not before every copy of a text or a list, nor within a `sorted` that calls a short function for
//! each item: these could take any amount. Nor does every native operation look at the clock: an
//! arithmetic of huge integers, or a loop over operations of 100 ms each, of which hundreds pass
//! between two checks. So beyond a ceiling, and past a deadline, the allocator refuses, and what
//! Rust calls then unwinds the turn, as a cancellation does.

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

/// What a run may hold beyond its limit until the interpreter notices.
pub(crate) const HEADROOM: usize = 1024 * 1024;

/// Refuses the metered run what goes beyond `limit` by more than the headroom.
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

/// Without the hook a refusal would end the process, so nothing is refused.
#[cfg(not(alloc_error_hook))]
fn hook() {}

/// Rust may unwind from a failed allocation, and this does, unless memory really ran out.
#[cfg_attr(
    not(alloc_error_hook),
    expect(dead_code, reason = "nothing calls it then")
)]
fn on_failure(layout: Layout) {
    if let Some(reason) = take_refusal() {
        // What is dropped on the way may need a little memory of its own.
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
