//! Learns the size of the pages in which the interpreter's heap allocates objects, which it does not
//! report.

use std::{
    cell::Cell,
    sync::atomic::{AtomicUsize, Ordering::Relaxed},
};

use crate::memory::probe::probe;

/// Bytes of a page; 0 when unknown.
static HEAP_PAGE: AtomicUsize = AtomicUsize::new(0);

thread_local! {
    /// Observed block sizes, each with its number of allocations.
    static WATCHED: Cell<[(usize, usize); 8]> = const { Cell::new([(0, 0); 8]) };
}

pub(crate) fn is_heap_page(block: usize) -> bool {
    block == HEAP_PAGE.load(Relaxed)
}

/// Bytes of an object in a page, or a lower bound when the page size is unknown.
pub(crate) fn object_size() -> usize {
    const OBJECTS: usize = 256;
    const LEAST: usize = 60;
    (HEAP_PAGE.load(Relaxed) / OBJECTS).max(LEAST)
}

/// Learns the page size from a program that fills a few pages.
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
