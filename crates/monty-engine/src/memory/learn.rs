//! What a process learns of its interpreter, once.

use std::{sync::Once, thread};

use crate::memory::{charging::uncharged, collector::learn_collector, heap_page::learn_heap_page};

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
