//! Detects whether the interpreter is collecting cycles, which it does not report.
//!
//! During a collection its reference counts are wrong, and unwinding it would drop objects twice. The
//! collecting functions are learned from backtraces: they are on the stack when lists of objects grow,
//! but not when the same program runs without a collection.

use std::{cell::RefCell, collections::HashSet, sync::OnceLock};

use crate::memory::probe::probe;

/// The functions on a stack, innermost first.
type Trace = Vec<usize>;

/// Number of frames of a backtrace: from the allocator to well beyond the collector.
#[cfg(unix)]
const FRAMES: usize = 32;
/// Allocations before a collection; each program below makes more.
const INTERVAL: usize = 1_500;

/// A program that collects within a loop: a list that is marked and unmarked, and cycles.
const IN_A_LOOP: &str = "
live = [[] for _ in range(2000)]
other = live
other = None
for _ in range(2000):
    cycle = []
    cycle.append(cycle)
";
/// A program that collects as the turn ends.
const AT_THE_END: &str = "
live = list(map(list, [()] * 2000))
other = live
other = None
";

static COLLECTOR: OnceLock<HashSet<usize>> = OnceLock::new();

thread_local! {
    static TRACES: RefCell<Vec<Trace>> = const { RefCell::new(Vec::new()) };
}

/// Whether a collection is on this thread's stack; `None` when that is unknown.
pub(crate) fn is_collecting() -> Option<bool> {
    let collector = COLLECTOR.get()?;
    let mut found = false;
    trace(|function| found |= collector.contains(&function));
    Some(found)
}

/// Learns the functions of a collection. Leaves them unknown when the observations are inconsistent.
pub(crate) fn learn_collector() {
    // All from one call site, as the watching functions would differ otherwise.
    let watched = [Some(INTERVAL), None]
        .map(|gc_interval| [IN_A_LOOP, AT_THE_END].map(|code| watch(code, gc_interval)));
    let [[collecting, at_the_end], [without, end_without]] = watched;
    let others = functions(&[without, end_without.clone()].concat());
    let elsewhere = functions(&at_the_end);
    // Callers of the collector do not belong to it.
    let mut collector = functions(&collecting);
    collector.retain(|function| !others.contains(function) && elsewhere.contains(function));
    // The set must detect every collection: all traces that a program has only when it collects.
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

/// Records the backtrace of an allocation.
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
        // SAFETY: the state passed to `_Unwind_Backtrace` below, which nothing else uses.
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
        // SAFETY: the unwinder of panics; it calls `step` with the state until `step` stops it.
        unsafe {
            _Unwind_Backtrace(step::<F>, (&raw mut state).cast());
        }
    }

    walk(visit);
}

/// Backtraces are not supported here.
#[cfg(not(unix))]
fn trace(_: impl FnMut(usize)) {}
