//! The allocator beneath the metering one.

use std::{
    alloc::{GlobalAlloc, Layout},
    ffi::c_void,
};

use mimalloc::MiMalloc;

/// Minimum alignment of every block of `mi_malloc`.
const WORD: usize = 8;

unsafe extern "C" {
    fn mi_malloc(size: usize) -> *mut c_void;
    fn mi_zalloc(size: usize) -> *mut c_void;
    fn mi_realloc(block: *mut c_void, size: usize) -> *mut c_void;
}

/// mimalloc, without its crate's slower path for alignments: hardly any block needs more than that of a
/// word.
pub(crate) struct Mimalloc;

// SAFETY: all functions are mimalloc's, which accept each other's blocks and align to at least a
// word.
unsafe impl GlobalAlloc for Mimalloc {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if layout.align() <= WORD {
            // SAFETY: any size is valid.
            unsafe { mi_malloc(layout.size()).cast() }
        } else {
            // SAFETY: the caller's layout, unchanged.
            unsafe { MiMalloc.alloc(layout) }
        }
    }

    #[inline]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: `block` came from mimalloc.
        unsafe { MiMalloc.dealloc(block, layout) };
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if layout.align() <= WORD {
            // SAFETY: any size is valid.
            unsafe { mi_zalloc(layout.size()).cast() }
        } else {
            // SAFETY: the caller's layout, unchanged.
            unsafe { MiMalloc.alloc_zeroed(layout) }
        }
    }

    #[inline]
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        if layout.align() <= WORD {
            // SAFETY: `block` came from mimalloc.
            unsafe { mi_realloc(block.cast(), new_size).cast() }
        } else {
            // SAFETY: the caller's block and layout, unchanged.
            unsafe { MiMalloc.realloc(block, layout, new_size) }
        }
    }
}
