//! The library's allocator. It refuses a check what goes beyond its [`Allowance`], and Rust unwinds
//! the check then: the types of a few lines can be larger than any memory, and nothing in the
//! checker's own code would stop it.

use std::{
    alloc::{GlobalAlloc, Layout},
    cell::Cell,
    ptr, thread,
    time::Duration,
};

use crate::time::Instant;

#[cfg(not(any(address_sanitizer, target_family = "wasm")))]
use mimalloc::MiMalloc as Underlying;
// mimalloc is not there, and one thread has all of the memory.
#[cfg(target_family = "wasm")]
use std::alloc::System as Underlying;
// The sanitizer's own allocator stands behind the system's. mimalloc is linked all the same.
#[cfg(address_sanitizer)]
use {mimalloc as _, std::alloc::System as Underlying};

/// A block from this size on is refused as soon as a check is beyond what it may take. Small ones
/// are needed everywhere, also where a failure would be remembered for good: they are refused later.
const LARGE: usize = 4 * 1024;
/// What is left to small blocks.
const SPARE_BYTES: usize = 16 * 1024 * 1024;
const SPARE_TIME: Duration = Duration::from_millis(200);
/// Blocks between two looks at the clock.
const UNTIMED: u32 = 128;

/// What a check may take.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Allowance {
    /// More than it found.
    pub(crate) bytes: usize,
    pub(crate) until: Instant,
}

thread_local! {
    /// Of the check that this thread is at.
    static ALLOWANCE: Cell<Option<Allowance>> = const { Cell::new(None) };
    /// What it holds more than it found; negative when it gave back what it found.
    static HELD: Cell<isize> = const { Cell::new(0) };
    static SINCE_CLOCK: Cell<u32> = const { Cell::new(0) };
    /// Whether an allocation was refused last.
    static REFUSED: Cell<bool> = const { Cell::new(false) };
}

/// While it lives, this thread may take no more than it was made with.
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

/// Whether an allocation of this thread was refused just now. From then on none is: what is dropped
/// on the way may need memory.
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

/// Gives the system what was freed.
pub(crate) fn release() {
    #[cfg(not(any(address_sanitizer, target_family = "wasm")))]
    {
        unsafe extern "C" {
            fn mi_collect(force: bool);
        }
        // SAFETY: a function of the mimalloc that is linked here, with nothing to keep in mind.
        unsafe { mi_collect(true) };
    }
}

/// Whether a block of `size` bytes may be had, which is `grown` more than there was.
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

/// mimalloc, within bounds.
pub(crate) struct BoundedAllocator;

// SAFETY: every method forwards its arguments unchanged to `Underlying` and returns what it returned,
// or fails without having touched anything.
unsafe impl GlobalAlloc for BoundedAllocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if !may_have(layout.size(), layout.size()) {
            return ptr::null_mut();
        }
        // SAFETY: the caller's layout, unchanged.
        unsafe { Underlying.alloc(layout) }
    }

    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) {
        give_back(layout.size());
        // SAFETY: `ptr` came from this allocator with this layout.
        unsafe { Underlying.dealloc(ptr, layout) };
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if !may_have(layout.size(), layout.size()) {
            return ptr::null_mut();
        }
        // SAFETY: the caller's layout, unchanged.
        unsafe { Underlying.alloc_zeroed(layout) }
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
        unsafe { Underlying.realloc(ptr, layout, new_size) }
    }
}
