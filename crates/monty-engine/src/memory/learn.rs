//! Learns properties of the interpreter, once per process.

use std::{sync::Once, thread};

use crate::memory::{charging::uncharged, collector::learn_collector, heap_page::learn_heap_page};

/// Learns page size and collector, once per process. May be called during an allocation.
pub(crate) fn learn() {
    static LEARNED: Once = Once::new();
    LEARNED.call_once(|| {
        uncharged(|| {
            // On a thread of its own, as this one may be in the middle of a run. If no thread can be
            // spawned, the properties stay unknown.
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
