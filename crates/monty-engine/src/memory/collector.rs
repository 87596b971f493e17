//! Tells whether the interpreter is collecting cycles, of which it does not speak.
//!
//! While it does, its reference counts are wrong, and to unwind it would be to drop objects twice. The
//! functions that collect are learned by watching it: they are on the stack as lists of objects grow,
//! but not when the same program runs without a collection.

use std::{cell::RefCell, collections::HashSet, sync::OnceLock};

use crate::memory::probe::probe;

/// The functions on a stack, innermost first.
type Trace = Vec<usize>;

/// How much of a stack is looked at: from the allocator to well beyond the collector.
#[cfg(unix)]
const FRAMES: usize = 32;
/// Objects before a collection; each program below makes more.
const INTERVAL: usize = 1_500;

/// Collects within a loop: a list that is marked and unmarked, and cycles.
const IN_A_LOOP: &str = "
live = [[] for _ in range(2000)]
other = live
other = None
for _ in range(2000):
    cycle = []
    cycle.append(cycle)
";
/// Collects as the turn ends.
const AT_THE_END: &str = "
live = list(map(list, [()] * 2000))
other = live
other = None
";

static COLLECTOR: OnceLock<HashSet<usize>> = OnceLock::new();

thread_local! {
    static TRACES: RefCell<Vec<Trace>> = const { RefCell::new(Vec::new()) };
}

/// Whether a collection is on this thread's stack; `None` when that cannot be told.
pub(crate) fn is_collecting() -> Option<bool> {
    let collector = COLLECTOR.get()?;
    let mut found = false;
    trace(|function| found |= collector.contains(&function));
    Some(found)
}

/// Learns what a collection looks like. Where that does not work out, nothing is known.
pub(crate) fn learn_collector() {
    // Watched from one place, or the functions that watch would differ too.
    let watched = [Some(INTERVAL), None]
        .map(|gc_interval| [IN_A_LOOP, AT_THE_END].map(|code| watch(code, gc_interval)));
    let [[collecting, at_the_end], [without, end_without]] = watched;
    let others = functions(&[without, end_without.clone()].concat());
    let elsewhere = functions(&at_the_end);
    // What called the collector is none of it.
    let mut collector = functions(&collecting);
    collector.retain(|function| !others.contains(function) && elsewhere.contains(function));
    // It has to be told wherever it runs from: by all that a program does more when it collects.
    let is_told = |trace: &&Trace| trace.iter().any(|function| collector.contains(function));
    let told = at_the_end.iter().filter(is_told).count();
    if told > 0 && at_the_end.len() == end_without.len() + told {
        let _ = COLLECTOR.set(collector);
    }
}

fn functions(traces: &[Trace]) -> HashSet<usize> {
    traces.iter().flatten().copied().collect()
}

fn watch(code: &str, gc_interval: Option<usize>) -> Vec<Trace> {
    probe(code, gc_interval, note);
    TRACES.take()
}

/// Takes note of who takes a block.
fn note(_block: usize) {
    let mut functions = Trace::new();
    trace(|function| functions.push(function));
    TRACES.with_borrow_mut(|traces| traces.push(functions));
}

/// Calls `visit` with the address of each function on the stack, innermost first.
#[cfg(unix)]
fn trace(visit: impl FnMut(usize)) {
    use std::ffi::{c_int, c_void};

    const GO_ON: c_int = 0;
    /// `_URC_NORMAL_STOP`.
    const STOP: c_int = 4;

    unsafe extern "C" {
        fn _Unwind_Backtrace(
            visit: extern "C" fn(*mut c_void, *mut c_void) -> c_int,
            state: *mut c_void,
        ) -> c_int;
        fn _Unwind_GetRegionStart(frame: *mut c_void) -> usize;
    }

    struct State<F> {
        visit: F,
        left: usize,
    }

    extern "C" fn step<F: FnMut(usize)>(frame: *mut c_void, state: *mut c_void) -> c_int {
        // SAFETY: the state that is handed to `_Unwind_Backtrace` below, which nothing else uses.
        let state = unsafe { &mut *state.cast::<State<F>>() };
        if state.left == 0 {
            return STOP;
        }
        state.left -= 1;
        // SAFETY: a frame that the unwinder visits.
        (state.visit)(unsafe { _Unwind_GetRegionStart(frame) });
        GO_ON
    }

    fn walk<F: FnMut(usize)>(visit: F) {
        let mut state = State {
            visit,
            left: FRAMES,
        };
        // SAFETY: the unwinder that panics use; it calls `step` with the state until that stops it.
        unsafe {
            _Unwind_Backtrace(step::<F>, (&raw mut state).cast());
        }
    }

    walk(visit);
}

/// Nothing is learned elsewhere.
#[cfg(not(unix))]
fn trace(_: impl FnMut(usize)) {}
