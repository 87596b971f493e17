//! Finds out by small programs what the interpreter does not tell of itself.

use std::{cell::Cell, sync::Once, thread};

use monty::MontyRun;
use monty_types::{PrintWriter, ResourceLimits, ResourceTracker};

use crate::{
    charging::uncharged, collector::learn_collector, heap_page::learn_heap_page,
    program::SourceOptions,
};

/// Is told the size of a block.
type Watcher = fn(usize);

/// Blocks from this size on are watched.
const WATCHED: usize = 4 * 1024;

thread_local! {
    static WATCHER: Cell<Option<Watcher>> = const { Cell::new(None) };
}

/// Learns all there is, once a process. May be called in the midst of an allocation.
pub(crate) fn learn() {
    static LEARNED: Once = Once::new();
    LEARNED.call_once(|| {
        uncharged(|| {
            // On a thread of its own, as this one may be in the midst of a run. Without it, what is
            // not known is allowed.
            let learner = thread::Builder::new().name("monty-probe".to_owned());
            if let Ok(learner) = learner.spawn(|| {
                learn_heap_page();
                learn_collector();
            }) {
                let _ = learner.join();
            }
        });
    });
}

/// Tells the watcher of a block, if there is one.
#[inline]
pub(crate) fn watch_block(size: usize) {
    if let Some(watcher) = WATCHER.get() {
        tell(watcher, size);
    }
}

#[cold]
fn tell(watcher: Watcher, size: usize) {
    if size >= WATCHED {
        // What the watcher takes for itself is none of it.
        WATCHER.set(None);
        watcher(size);
        WATCHER.set(Some(watcher));
    }
}

/// Runs a program, and tells `watcher` of the blocks that it takes.
pub(crate) fn probe(code: &str, gc_interval: Option<usize>, watcher: Watcher) {
    WATCHER.set(Some(watcher));
    run(code, gc_interval);
    WATCHER.set(None);
}

fn run(code: &str, gc_interval: Option<usize>) {
    let options = SourceOptions::default().compile_options();
    let tracker = ResourceTracker::new(ResourceLimits {
        gc_interval,
        ..ResourceLimits::default()
    });
    if let Ok(run) = MontyRun::new(code.to_owned(), "probe.py", Vec::new(), options) {
        let _ = run.start(Vec::new(), tracker, PrintWriter::Disabled);
    }
}
