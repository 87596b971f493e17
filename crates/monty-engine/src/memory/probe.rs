//! Runs small programs to observe properties that the interpreter does not report.

use std::cell::Cell;

use monty::MontyRun;
use monty_types::{PrintWriter, ResourceLimits, ResourceTracker};

use crate::program::source_options::SourceOptions;

/// Receives the size of each watched block.
type Watcher = fn(usize);

/// Least size of a watched block.
const WATCHED: usize = 4 * 1024;

thread_local! {
    static WATCHER: Cell<Option<Watcher>> = const { Cell::new(None) };
}

/// Reports a block to the watcher, if there is one.
#[inline]
pub(crate) fn watch_block(size: usize) {
    if let Some(watcher) = WATCHER.get() {
        tell(watcher, size);
    }
}

#[cold]
fn tell(watcher: Watcher, size: usize) {
    if size >= WATCHED {
        // The watcher's own allocations are not reported.
        WATCHER.set(None);
        watcher(size);
        WATCHER.set(Some(watcher));
    }
}

/// Runs a program, and reports the blocks that it allocates to `watcher`.
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
