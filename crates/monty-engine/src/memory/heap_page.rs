//! The size of the blocks in which the interpreter's heap takes room for objects, which it does not
//! tell.

use std::{
    cell::Cell,
    sync::atomic::{AtomicUsize, Ordering::Relaxed},
};

use crate::memory::probe::probe;

/// 0 when unknown.
static HEAP_PAGE: AtomicUsize = AtomicUsize::new(0);

thread_local! {
    /// The sizes of blocks that were watched, each with how often it was asked for.
    static WATCHED: Cell<[(usize, usize); 8]> = const { Cell::new([(0, 0); 8]) };
}

pub(crate) fn is_heap_page(block: usize) -> bool {
    block == HEAP_PAGE.load(Relaxed)
}

/// Bytes that an object takes in such a block, or the least it could.
pub(crate) fn object_size() -> usize {
    const OBJECTS: usize = 256;
    const LEAST: usize = 60;
    (HEAP_PAGE.load(Relaxed) / OBJECTS).max(LEAST)
}

/// Learns the size from a program that fills a few pages.
pub(crate) fn learn_heap_page() {
    probe("[[] for _ in range(2500)]", None, note);
    let sizes = WATCHED.take();
    let most = sizes.into_iter().max_by_key(|(_, count)| *count);
    if let Some((size, 4..)) = most {
        HEAP_PAGE.store(size, Relaxed);
    }
}

fn note(size: usize) {
    let mut sizes = WATCHED.get();
    let free = |(known, count): &(usize, usize)| *known == size || *count == 0;
    if let Some(at) = sizes.iter().position(free) {
        sizes[at] = (size, sizes[at].1 + 1);
        WATCHED.set(sizes);
    }
}
