//! A global allocator that charges memory to a run only while that run's slice executes.
//!
//! The interpreter compares the process-wide `LIVE_MEMORY` with its limit. To charge every allocation
//! of the process there would bill one run for other runs and for the host. So only the thread that
//! executes a slice charges, and [`crate::memory::meter`] swaps the run's own count in and out around
//! the slice.

use std::{
    alloc::{GlobalAlloc, Layout},
    cell::Cell,
    ptr,
    sync::{
        OnceLock,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    thread,
};

use monty_types::LIVE_MEMORY;

use crate::{
    memory::{
        charging::is_charging,
        collector::is_collecting,
        heap_page::{is_heap_page, object_size},
        learn::learn,
        probe::watch_block,
        purge::{LARGE_RUN, choose_purge_delay},
    },
    stop_reason::StopReason,
    time::Instant,
};

#[cfg(not(any(address_sanitizer, target_family = "wasm")))]
use crate::memory::mimalloc::Mimalloc as BaseAllocator;

// The sanitizer replaces the system's allocator. mimalloc is linked all the same.
#[cfg(address_sanitizer)]
use {mimalloc as _, std::alloc::System as BaseAllocator};

// Rust's own, as mimalloc is not linked: there is one thread.
#[cfg(target_family = "wasm")]
use std::alloc::System as BaseAllocator;

/// The highest `LIVE_MEMORY` since the current slice began.
pub(crate) static PEAK_MEMORY: AtomicUsize = AtomicUsize::new(0);

/// The part of `LIVE_MEMORY` in large blocks; the rest is about the size of the heap's objects.
pub(crate) static LARGE_MEMORY: AtomicUsize = AtomicUsize::new(ORIGIN);

/// Least size of a large block.
const LARGE: usize = 64 * 1024;

/// Least size of a block whose allocation takes long enough to check the deadline first.
const TIMED: usize = 4 * 1024;

/// The start of a run's count. A run may free a little that it was not charged for (a shared constant,
/// say); the offset keeps the count from wrapping below zero.
#[cfg(target_pointer_width = "64")]
pub(crate) const ORIGIN: usize = 1 << 40;
#[cfg(target_pointer_width = "32")]
pub(crate) const ORIGIN: usize = 1 << 28;

/// The count above which a new peak calls [`notice`].
static NOTICED_FROM: AtomicUsize = AtomicUsize::new(usize::MAX);

/// The count above which the process ends, see [`set_memory_ceiling`].
static CEILING: AtomicUsize = AtomicUsize::new(usize::MAX);
static ON_OVERRUN: OnceLock<fn() -> !> = OnceLock::new();

/// The count above which the run is refused memory, see [`crate::memory::overrun`].
static REFUSED_FROM: AtomicUsize = AtomicUsize::new(usize::MAX);

thread_local! {
    /// The reason of the last refused allocation.
    static REFUSED: Cell<Option<StopReason>> = const { Cell::new(None) };
    /// The time from which the running turn is refused memory.
    static DEADLINE: Cell<Option<Instant>> = const { Cell::new(None) };
    /// The stack of the running turn: only there is memory refused, as only a turn can be unwound.
    static TURN_STACK: Cell<(usize, usize)> = const { Cell::new((0, 0)) };
}

/// A fast allocator, the same on every platform, charging [`LIVE_MEMORY`] on the thread whose slice is metered.
///
/// Install it in the final binary with `#[global_allocator]`; without it memory limits do not act.
pub struct MeteredAllocator;

/// Calls `on_overrun`, in the middle of an allocation, once a run's memory passes `bytes`; the first
/// `on_overrun` stays.
///
/// This is for a process that runs one execution at a time and can end with it: the interpreter
/// checks its own limit first, but not within every native operation.
pub fn set_memory_ceiling(bytes: Option<usize>, on_overrun: fn() -> !) {
    ON_OVERRUN.get_or_init(|| on_overrun);
    CEILING.store(
        bytes.map_or(usize::MAX, |bytes| ORIGIN.saturating_add(bytes)),
        Relaxed,
    );
}

/// Chooses the purge delay by the run's peak, and watches for a higher peak. To be called before a run is
/// resumed.
pub(crate) fn watch_peak() {
    let peak = PEAK_MEMORY.load(Relaxed);
    choose_purge_delay(peak.saturating_sub(ORIGIN));
    let ceiling = CEILING.load(Relaxed);
    let grown = ORIGIN + LARGE_RUN;
    let next = if peak > grown {
        ceiling
    } else {
        grown.min(ceiling)
    };
    NOTICED_FROM.store(next, Relaxed);
}

#[cold]
fn notice(live: usize) {
    if live > CEILING.load(Relaxed)
        && let Some(on_overrun) = ON_OVERRUN.get()
    {
        on_overrun();
    }
    watch_peak();
}

/// To be called on each thread that loads this library, before anything else. mimalloc takes the first
/// such thread for the process's main thread, and would tear down state at its end that later threads
/// need.
pub fn outlive_loading_thread() {
    #[cfg(unix)]
    {
        unsafe extern "C" {
            fn _mi_is_main_thread() -> bool;
            fn _mi_prim_thread_associate_default_theap(theap: *mut std::ffi::c_void);
        }
        // SAFETY: functions of the linked mimalloc. Without an associated heap it has nothing to do at
        // this thread's end.
        unsafe {
            if _mi_is_main_thread() {
                _mi_prim_thread_associate_default_theap(ptr::null_mut());
            }
        }
    }
}

/// Sets the count above which the metered run is refused memory.
pub(crate) fn set_ceiling(count: usize) {
    REFUSED_FROM.store(count, Relaxed);
}

/// Sets the stack of the turn that is about to run, from its lowest address to its highest; on other
/// stacks memory is never refused.
pub(crate) fn set_turn_stack(range: (usize, usize)) {
    TURN_STACK.set(range);
}

/// Sets the time from which the running turn is refused large blocks, to end a native operation that
/// checks no clock but allocates. `None` while the turn is unwound.
pub(crate) fn set_deadline(deadline: Option<Instant>) {
    DEADLINE.set(deadline);
}

/// Takes the reason of the last refused allocation, if there is one.
pub(crate) fn take_refusal() -> Option<StopReason> {
    REFUSED.take()
}

/// Bytes that the metered run holds.
pub(crate) fn live_memory() -> usize {
    LIVE_MEMORY.load(Relaxed).saturating_sub(ORIGIN)
}

/// The most bytes that the metered run has held at once.
pub(crate) fn peak_memory() -> usize {
    PEAK_MEMORY.load(Relaxed).saturating_sub(ORIGIN)
}

// Charges `size` bytes, the growth of a block to `block` bytes, and returns whether the run may have
// them. Only the holder of the meter's lock charges, so a load and a store suffice, and spare the
// locked read-modify-write on every allocation.
#[inline]
fn charge(size: usize, block: usize, align: usize) -> bool {
    let live = LIVE_MEMORY.load(Relaxed).wrapping_add(size);
    if live > REFUSED_FROM.load(Relaxed) && is_refused(live, block, align) {
        let used = live.saturating_sub(ORIGIN);
        REFUSED.set(Some(StopReason::Memory { used }));
        return false;
    }
    if block >= TIMED && is_overdue() && is_refused(live, block, align) {
        REFUSED.set(Some(StopReason::Duration));
        return false;
    }
    if live > PEAK_MEMORY.load(Relaxed) {
        PEAK_MEMORY.store(live, Relaxed);
        if live > NOTICED_FROM.load(Relaxed) {
            notice(live);
        }
    }
    LIVE_MEMORY.store(live, Relaxed);
    true
}

#[inline]
fn refund(size: usize) {
    LIVE_MEMORY.store(LIVE_MEMORY.load(Relaxed).wrapping_sub(size), Relaxed);
}

fn is_overdue() -> bool {
    DEADLINE
        .get()
        .is_some_and(|deadline| Instant::now() >= deadline)
}

/// Updates [`LARGE_MEMORY`] for a block that is allocated or freed.
#[inline]
fn count_large(taken: usize, given: usize) {
    if taken >= LARGE || given >= LARGE {
        let part = |block: usize| if block >= LARGE { block } else { 0 };
        let large = LARGE_MEMORY.load(Relaxed);
        LARGE_MEMORY.store(
            large.wrapping_add(part(taken)).wrapping_sub(part(given)),
            Relaxed,
        );
    }
}

/// Whether an allocation beyond a limit may be refused. Those of a collection of cycles may not: unwinding
/// from there would drop a heap with wrong reference counts. Where a collection cannot be detected, only
/// allocations that a collection never makes are refused: texts, hash tables, heap pages, and blocks that
/// are large relative to the number of objects. A collection allocates lists of ids, of at most sixteen
/// bytes per object, as they double.
#[cold]
fn is_refused(live: usize, block: usize, align: usize) -> bool {
    const TEXT: usize = 1;
    const TABLE: usize = 16;
    const LISTED: usize = 16;
    let (low, high) = TURN_STACK.get();
    let here = ptr::from_ref(&low).addr();
    // On another stack there is no turn to unwind. While a turn is being unwound, a second unwinding from
    // a destructor would end the process.
    if !(low..high).contains(&here) || thread::panicking() {
        return false;
    }
    learn();
    if let Some(is_collecting) = is_collecting() {
        return !is_collecting;
    }
    let objects = live.saturating_sub(LARGE_MEMORY.load(Relaxed));
    let listed = objects / object_size() * LISTED;
    let is_large = block > listed.max(4 * 1024);
    let is_page = is_heap_page(block);
    align == TEXT || align >= TABLE || is_large || is_page
}

/// Whether a block may be allocated. Charges it, if this thread is charged.
#[inline]
fn may_have(layout: Layout) -> bool {
    if !is_charging() {
        watch_block(layout.size());
        return true;
    }
    if !charge(layout.size(), layout.size(), layout.align()) {
        return false;
    }
    count_large(layout.size(), 0);
    true
}

/// Whether a block may be resized. Charges or refunds the difference, if this thread is charged.
#[inline]
fn may_resize(layout: Layout, new_size: usize) -> bool {
    let grows = new_size >= layout.size();
    if !is_charging() {
        if grows {
            watch_block(new_size);
        }
        return true;
    }
    if !grows {
        refund(layout.size() - new_size);
    } else if !charge(new_size - layout.size(), new_size, layout.align()) {
        return false;
    }
    count_large(new_size, layout.size());
    true
}

// SAFETY: every method forwards its arguments unchanged to `BaseAllocator` and returns its result, or
// fails without side effects.
unsafe impl GlobalAlloc for MeteredAllocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if !may_have(layout) {
            return ptr::null_mut();
        }
        // SAFETY: the caller's layout, unchanged.
        unsafe { BaseAllocator.alloc(layout) }
    }

    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) {
        if is_charging() {
            refund(layout.size());
            count_large(0, layout.size());
        }
        // SAFETY: `ptr` came from this allocator with this layout.
        unsafe { BaseAllocator.dealloc(ptr, layout) };
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if !may_have(layout) {
            return ptr::null_mut();
        }
        // SAFETY: the caller's layout, unchanged.
        unsafe { BaseAllocator.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, ptr: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        if !may_resize(layout, new_size) {
            return ptr::null_mut();
        }
        // SAFETY: `ptr` and `layout` describe a live block of this allocator.
        unsafe { BaseAllocator.realloc(ptr, layout, new_size) }
    }
}
