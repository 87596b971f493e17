//! A global allocator that charges memory to a run only while that run's slice executes.
//!
//! The interpreter compares the process-wide `LIVE_MEMORY` with its limit. Charging every
//! allocation of the process there would bill one run for its neighbours and for the host, so
//! only the thread that executes a slice charges, and [`crate::meter`] swaps the run's own count
//! in and out around it.

use std::{
    alloc::{GlobalAlloc, Layout},
    cell::Cell,
    sync::atomic::{AtomicUsize, Ordering::Relaxed},
};

use mimalloc::MiMalloc;
use monty_types::LIVE_MEMORY;

/// The highest `LIVE_MEMORY` since the current slice began.
pub(crate) static PEAK_MEMORY: AtomicUsize = AtomicUsize::new(0);

/// Where a run's count starts. A run may free a little that it was not charged for (a shared
/// constant, say); counting from here keeps that from wrapping below zero.
pub(crate) const ORIGIN: usize = 1 << 40;

thread_local! {
    static CHARGING: Cell<bool> = const { Cell::new(false) };
}

/// A fast allocator, the same on every platform, charging [`LIVE_MEMORY`] on the thread whose slice is metered.
///
/// Install it in the final binary with `#[global_allocator]`; without it memory limits do not act.
pub struct MeteredAllocator;

/// Switches charging for the current thread, returning what it was.
pub(crate) fn set_charging(on: bool) -> bool {
    CHARGING.replace(on)
}

/// Runs `work` without charging its allocations to the current run: for buffers that outlive
/// the slice, which would otherwise be billed here and refunded nowhere.
pub(crate) fn uncharged<T>(work: impl FnOnce() -> T) -> T {
    struct Restore(bool);
    impl Drop for Restore {
        fn drop(&mut self) {
            set_charging(self.0);
        }
    }
    let _restore = Restore(set_charging(false));
    work()
}

/// The most bytes the run that is being metered has held at once.
pub(crate) fn peak_memory() -> usize {
    PEAK_MEMORY.load(Relaxed).saturating_sub(ORIGIN)
}

// Only the holder of the meter's lock charges, so a load and a store are enough and spare the
// locked read-modify-write on every allocation.
#[inline]
fn charge(size: usize) {
    if CHARGING.get() {
        let live = LIVE_MEMORY.load(Relaxed).wrapping_add(size);
        LIVE_MEMORY.store(live, Relaxed);
        if live > PEAK_MEMORY.load(Relaxed) {
            PEAK_MEMORY.store(live, Relaxed);
        }
    }
}

#[inline]
fn refund(size: usize) {
    if CHARGING.get() {
        LIVE_MEMORY.store(LIVE_MEMORY.load(Relaxed).wrapping_sub(size), Relaxed);
    }
}

// SAFETY: every method forwards its arguments unchanged to `MiMalloc` and returns what it returned.
unsafe impl GlobalAlloc for MeteredAllocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        charge(layout.size());
        // SAFETY: the caller's layout, unchanged.
        unsafe { MiMalloc.alloc(layout) }
    }

    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) {
        refund(layout.size());
        // SAFETY: `ptr` came from this allocator with this layout.
        unsafe { MiMalloc.dealloc(ptr, layout) };
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        charge(layout.size());
        // SAFETY: the caller's layout, unchanged.
        unsafe { MiMalloc.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, ptr: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        if new_size >= layout.size() {
            charge(new_size - layout.size());
        } else {
            refund(layout.size() - new_size);
        }
        // SAFETY: `ptr` and `layout` describe a live block of this allocator.
        unsafe { MiMalloc.realloc(ptr, layout, new_size) }
    }
}
