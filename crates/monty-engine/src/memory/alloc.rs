//! A global allocator that charges memory to a run only while that run's slice executes.
//!
//! The interpreter compares the process-wide `LIVE_MEMORY` with its limit. Charging every
//! allocation of the process there would bill one run for its neighbours and for the host, so
//! only the thread that executes a slice charges, and [`crate::memory::meter`] swaps the run's own count
//! in and out around it.

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
        release::{LARGE_RUN, choose_release},
    },
    stop_reason::StopReason,
    time::Instant,
};

#[cfg(not(any(address_sanitizer, target_family = "wasm")))]
use crate::memory::underlying::Underlying;

// The sanitizer's own allocator stands behind the system's. mimalloc is linked all the same.
#[cfg(address_sanitizer)]
use {mimalloc as _, std::alloc::System as Underlying};

// Rust's own, as mimalloc is not there: one thread has all of the memory.
#[cfg(target_family = "wasm")]
use std::alloc::System as Underlying;

/// The highest `LIVE_MEMORY` since the current slice began.
pub(crate) static PEAK_MEMORY: AtomicUsize = AtomicUsize::new(0);

/// The part of `LIVE_MEMORY` that is in large blocks; the rest is about the size of the heap's
/// objects.
pub(crate) static LARGE_MEMORY: AtomicUsize = AtomicUsize::new(ORIGIN);

/// Blocks from this size on are large.
const LARGE: usize = 64 * 1024;

/// Taking a block from this size on takes long enough to look at the clock first.
const TIMED: usize = 4 * 1024;

/// Where a run's count starts. A run may free a little that it was not charged for (a shared
/// constant, say); counting from here keeps that from wrapping below zero.
#[cfg(target_pointer_width = "64")]
pub(crate) const ORIGIN: usize = 1 << 40;
#[cfg(target_pointer_width = "32")]
pub(crate) const ORIGIN: usize = 1 << 28;

/// Beyond this count a new peak has consequences, see [`notice`].
static NOTICED_FROM: AtomicUsize = AtomicUsize::new(usize::MAX);

/// Beyond this count the process ends, see [`set_memory_ceiling`].
static CEILING: AtomicUsize = AtomicUsize::new(usize::MAX);
static ON_EXCESS: OnceLock<fn() -> !> = OnceLock::new();

/// Beyond this count the run is refused memory, see [`crate::memory::excess`].
static REFUSED_FROM: AtomicUsize = AtomicUsize::new(usize::MAX);

thread_local! {
    /// Why an allocation was refused last.
    static REFUSED: Cell<Option<StopReason>> = const { Cell::new(None) };
    /// From when on the turn that runs is refused memory.
    static DEADLINE: Cell<Option<Instant>> = const { Cell::new(None) };
    /// Where the stack of the turn that runs lies: it alone is deep enough to be unwound.
    static TURN_STACK: Cell<(usize, usize)> = const { Cell::new((0, 0)) };
}

/// A fast allocator, the same on every platform, charging [`LIVE_MEMORY`] on the thread whose slice is metered.
///
/// Install it in the final binary with `#[global_allocator]`; without it memory limits do not act.
pub struct MeteredAllocator;

/// Calls `on_excess`, in the middle of an allocation, once a run's memory passes `bytes`; the first
/// `on_excess` stays.
///
/// This is for a process that runs one execution at a time and can end with it: the interpreter
/// checks its own limit first, but not within every native operation.
pub fn set_memory_ceiling(bytes: Option<usize>, on_excess: fn() -> !) {
    ON_EXCESS.get_or_init(|| on_excess);
    CEILING.store(
        bytes.map_or(usize::MAX, |bytes| ORIGIN.saturating_add(bytes)),
        Relaxed,
    );
}

/// To be called before a run goes on: has freed memory released according to its peak, and watches
/// for higher ones.
pub(crate) fn watch_peak() {
    let peak = PEAK_MEMORY.load(Relaxed);
    choose_release(peak.saturating_sub(ORIGIN));
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
        && let Some(on_excess) = ON_EXCESS.get()
    {
        on_excess();
    }
    watch_peak();
}

/// To be called on each thread that loads this library, before it does anything else. mimalloc
/// takes the first such thread for the process's main one, and would tear down at its end what
/// later threads start from.
pub fn outlive_loading_thread() {
    #[cfg(unix)]
    {
        unsafe extern "C" {
            fn _mi_is_main_thread() -> bool;
            fn _mi_prim_thread_associate_default_theap(theap: *mut std::ffi::c_void);
        }
        // SAFETY: functions of the mimalloc that is linked here. Without an associated heap it has
        // nothing to do at this thread's end.
        unsafe {
            if _mi_is_main_thread() {
                _mi_prim_thread_associate_default_theap(ptr::null_mut());
            }
        }
    }
}

/// Sets from which count on the metered run is refused memory.
pub(crate) fn set_ceiling(count: usize) {
    REFUSED_FROM.store(count, Relaxed);
}

/// Tells the stack of the turn that runs from now on, from its lowest address to its highest;
/// nothing is refused on any other.
pub(crate) fn set_turn_stack(range: (usize, usize)) {
    TURN_STACK.set(range);
}

/// Sets when the turn that runs is out of time, and so is refused large blocks: a native operation
/// that looks at no clock may need one. Nothing is refused while it is unwound.
pub(crate) fn set_deadline(deadline: Option<Instant>) {
    DEADLINE.set(deadline);
}

/// Why the metered run was refused memory just now, if it was.
pub(crate) fn take_refusal() -> Option<StopReason> {
    REFUSED.take()
}

/// The bytes that the run that is being metered holds.
pub(crate) fn live_memory() -> usize {
    LIVE_MEMORY.load(Relaxed).saturating_sub(ORIGIN)
}

/// The most bytes the run that is being metered has held at once.
pub(crate) fn peak_memory() -> usize {
    PEAK_MEMORY.load(Relaxed).saturating_sub(ORIGIN)
}

// Only the holder of the meter's lock charges, so a load and a store are enough and spare the
// locked read-modify-write on every allocation. Charges `size` bytes, which a block of `block`
// bytes takes more than now, and returns whether the run may have them.
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

/// Keeps count of large blocks: of one that a run gets, or gives back.
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

/// Refuses all but what the interpreter takes while it collects cycles: to unwind from there would be
/// to drop a heap whose counts are wrong. Where that cannot be told, refuses texts, hash tables, room
/// for more objects, and whatever is large beside the objects there are. What a collection takes is
/// none of these: lists of ids, of at most sixteen bytes for each object, as they double.
#[cold]
fn is_refused(live: usize, block: usize, align: usize) -> bool {
    const TEXT: usize = 1;
    const TABLE: usize = 16;
    const LISTED: usize = 16;
    let (low, high) = TURN_STACK.get();
    let here = ptr::from_ref(&low).addr();
    // On another stack there is no turn to unwind, and one that is being unwound has to be: to unwind
    // from what is dropped on the way would end the process.
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

/// Whether a block may be had; it is charged then, if this thread's are.
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

/// Whether a block may have another size, which is charged then, or refunded.
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

// SAFETY: every method forwards its arguments unchanged to `Underlying` and returns what it returned,
// or fails without having touched anything.
unsafe impl GlobalAlloc for MeteredAllocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if !may_have(layout) {
            return ptr::null_mut();
        }
        // SAFETY: the caller's layout, unchanged.
        unsafe { Underlying.alloc(layout) }
    }

    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) {
        if is_charging() {
            refund(layout.size());
            count_large(0, layout.size());
        }
        // SAFETY: `ptr` came from this allocator with this layout.
        unsafe { Underlying.dealloc(ptr, layout) };
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if !may_have(layout) {
            return ptr::null_mut();
        }
        // SAFETY: the caller's layout, unchanged.
        unsafe { Underlying.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, ptr: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        if !may_resize(layout, new_size) {
            return ptr::null_mut();
        }
        // SAFETY: `ptr` and `layout` describe a live block of this allocator.
        unsafe { Underlying.realloc(ptr, layout, new_size) }
    }
}
