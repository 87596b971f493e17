//! The library's allocator. It refuses memory to a check beyond its [`Allowance`], and Rust unwinds the
//! check then: the types of a few lines can be larger than any memory, and the checker's own code has no
//! bound.

use std::{
    alloc::{GlobalAlloc, Layout},
    cell::Cell,
    ptr, thread,
    time::Duration,
};

use crate::time::Instant;

#[cfg(not(any(address_sanitizer, target_family = "wasm")))]
use mimalloc::MiMalloc as BaseAllocator;
// mimalloc is not linked, and there is one thread.
#[cfg(target_family = "wasm")]
use std::alloc::System as BaseAllocator;
// The sanitizer replaces the system's allocator. mimalloc is linked all the same.
#[cfg(address_sanitizer)]
use {mimalloc as _, std::alloc::System as BaseAllocator};

/// Least size of a block that is refused as soon as a check exceeds its allowance. Small ones are needed
/// everywhere, also where a failure would be cached for good: they are refused later.
const LARGE: usize = 4 * 1024;
/// Memory beyond the allowance that small blocks may use.
const SPARE_BYTES: usize = 16 * 1024 * 1024;
const SPARE_TIME: Duration = Duration::from_millis(200);
/// Small blocks between two checks of the clock.
const UNTIMED: u32 = 128;

/// Memory and time of a check.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Allowance {
    /// Bytes beyond those held before the check.
    pub(crate) bytes: usize,
    pub(crate) until: Instant,
}

thread_local! {
    /// The allowance of this thread's current check.
    static ALLOWANCE: Cell<Option<Allowance>> = const { Cell::new(None) };
    /// Bytes allocated since the check began; negative when it freed more than it allocated.
    static HELD: Cell<isize> = const { Cell::new(0) };
    static SINCE_CLOCK: Cell<u32> = const { Cell::new(0) };
    /// Whether an allocation was refused since this was last read.
    static REFUSED: Cell<bool> = const { Cell::new(false) };
}

/// A guard: while it lives, this thread's allocations are limited to an allowance.
pub(crate) struct Limited(());

impl Limited {
    pub(crate) fn to(allowance: Allowance) -> Self {
        HELD.set(0);
        REFUSED.set(false);
        ALLOWANCE.set(Some(allowance));
        Self(())
    }
}

impl Drop for Limited {
    fn drop(&mut self) {
        ALLOWANCE.set(None);
    }
}

/// Whether an allocation of this thread was refused just now. If so, lifts the limit, as destructors may
/// allocate during the unwinding.
#[cfg_attr(
    not(alloc_error_hook),
    expect(dead_code, reason = "nothing calls it then")
)]
pub(crate) fn take_refusal() -> bool {
    let refused = REFUSED.take();
    if refused {
        ALLOWANCE.set(None);
    }
    refused
}

/// Returns freed memory to the system.
pub(crate) fn purge() {
    #[cfg(not(any(address_sanitizer, target_family = "wasm")))]
    {
        unsafe extern "C" {
            fn mi_collect(force: bool);
        }
        // SAFETY: a function of the linked mimalloc without preconditions.
        unsafe { mi_collect(true) };
    }
}

/// Whether a block may be allocated or grown by `grown` bytes to `size` bytes.
#[inline]
fn may_have(size: usize, grown: usize) -> bool {
    let Some(allowance) = ALLOWANCE.get() else {
        return true;
    };
    let held = HELD.get().saturating_add_unsigned(grown);
    if is_beyond(allowance, size, usize::try_from(held).unwrap_or(0)) && !thread::panicking() {
        REFUSED.set(true);
        return false;
    }
    HELD.set(held);
    true
}

#[inline]
fn is_beyond(allowance: Allowance, size: usize, held: usize) -> bool {
    let spare = if size >= LARGE { 0 } else { SPARE_BYTES };
    // Without the hook a refusal would end the process.
    if !cfg!(alloc_error_hook) {
        return false;
    }
    if held > allowance.bytes.saturating_add(spare) {
        return true;
    }
    let since = SINCE_CLOCK.get() + 1;
    if since < UNTIMED && size < LARGE {
        SINCE_CLOCK.set(since);
        return false;
    }
    SINCE_CLOCK.set(0);
    let now = Instant::now();
    let spare = if size >= LARGE {
        Duration::ZERO
    } else {
        SPARE_TIME
    };
    now > allowance.until + spare
}

#[inline]
fn give_back(size: usize) {
    if ALLOWANCE.get().is_some() {
        HELD.set(HELD.get().saturating_sub_unsigned(size));
    }
}

/// mimalloc with a limit per check.
pub(crate) struct BoundedAllocator;

// SAFETY: every method forwards its arguments unchanged to `BaseAllocator` and returns its result, or
// fails without side effects.
unsafe impl GlobalAlloc for BoundedAllocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if !may_have(layout.size(), layout.size()) {
            return ptr::null_mut();
        }
        // SAFETY: the caller's layout, unchanged.
        unsafe { BaseAllocator.alloc(layout) }
    }

    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) {
        give_back(layout.size());
        // SAFETY: `ptr` came from this allocator with this layout.
        unsafe { BaseAllocator.dealloc(ptr, layout) };
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if !may_have(layout.size(), layout.size()) {
            return ptr::null_mut();
        }
        // SAFETY: the caller's layout, unchanged.
        unsafe { BaseAllocator.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, ptr: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        if new_size > layout.size() {
            if !may_have(new_size, new_size - layout.size()) {
                return ptr::null_mut();
            }
        } else {
            give_back(layout.size() - new_size);
        }
        // SAFETY: `ptr` and `layout` describe a live block of this allocator.
        unsafe { BaseAllocator.realloc(ptr, layout, new_size) }
    }
}
