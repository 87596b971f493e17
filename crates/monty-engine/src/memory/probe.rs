//! Finds out by small programs what the interpreter does not tell of itself.

use std::cell::Cell;

use monty::MontyRun;
use monty_types::{PrintWriter, ResourceLimits, ResourceTracker};

use crate::program::source_options::SourceOptions;

/// Is told the size of a block.
type Watcher = fn(usize);

/// Blocks from this size on are watched.
const WATCHED: usize = 4 * 1024;

thread_local! {
    static WATCHER: Cell<Option<Watcher>> = const { Cell::new(None) };
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
