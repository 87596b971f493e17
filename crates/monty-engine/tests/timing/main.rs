//! Tests that depend on time. They run one after the other, as parallel tests wait for each other.

#![allow(
    clippy::pedantic,
    reason = "casts and formats that could fail or take longer do no harm in tests"
)]

#[path = "../engine/support.rs"]
#[expect(
    dead_code,
    reason = "shared with the other tests, which use more of it"
)]
mod support;

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use monty_engine::{MeteredAllocator, event::kind};

use crate::support::{DURATION, Event, GO_ON, Run, START, milliseconds, run_limited};

#[global_allocator]
static ALLOCATOR: MeteredAllocator = MeteredAllocator;

fn alone() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// About 150 ms of bytecode.
const BUSY: &str = "n = 0\nwhile n < 1_000_000: n += 1\nn";

#[test]
fn three_busy_runs_take_turns_and_none_holds_the_thread_for_long() {
    let _alone = alone();
    let mut runs = [BUSY, BUSY, BUSY].map(Run::of);
    let mut events: Vec<Event> = runs.iter_mut().map(|run| run.step(&START)).collect();
    let mut slices = Vec::new();
    let mut rounds = 0;
    while events.iter().any(|event| event.kind == kind::YIELDED) {
        rounds += 1;
        for (run, event) in runs.iter_mut().zip(&mut events) {
            if event.kind == kind::YIELDED {
                let next = run.step(&GO_ON);
                slices.push(next.duration - event.duration);
                *event = next;
            }
        }
    }
    for event in events {
        assert_eq!(event.shown(), "1000000");
    }
    assert!(rounds > 5, "each run took {rounds} slices");
    // Other processes share the cores, so a slice may wait for one.
    slices.sort_unstable();
    let (median, late) = (slices[slices.len() / 2], slices[slices.len() * 95 / 100]);
    assert!(
        median < Duration::from_millis(5),
        "half of the slices took more than {median:?}"
    );
    assert!(
        late < Duration::from_millis(20),
        "one slice in twenty took more than {late:?}"
    );
}

#[test]
fn waiting_between_slices_is_free() {
    let _alone = alone();
    let mut run = Run::limited(BUSY, milliseconds(1_000));
    let mut event = run.step(&START);
    let began = Instant::now();
    let mut waits = 0;
    while event.kind == kind::YIELDED {
        if waits < 20 {
            std::thread::sleep(Duration::from_millis(20));
            waits += 1;
        }
        event = run.step(&GO_ON);
    }
    assert!(began.elapsed() > Duration::from_millis(20 * waits));
    assert!(
        event.duration < Duration::from_millis(900),
        "charged {:?}",
        event.duration
    );
    assert_eq!(event.shown(), "1000000");
}

#[test]
fn a_turn_that_waited_longer_than_the_interpreter_allows_still_uses_all_its_time() {
    let _alone = alone();
    // Three times 100 ms pass while the turn waits, after which the interpreter's own clock would end it.
    let mut run = Run::limited("while True: pass", milliseconds(100));
    let mut event = run.step(&START);
    for _ in 0..20 {
        std::thread::sleep(Duration::from_millis(20));
        if event.kind != kind::YIELDED {
            break;
        }
        event = run.step(&GO_ON);
    }
    assert_eq!(event.limit().kind, DURATION);
    assert!(
        event.duration >= Duration::from_millis(99),
        "it had only {:?}",
        event.duration
    );
}

#[test]
fn a_native_operation_that_polls_the_clock_ends_soon_after_the_limit() {
    let _alone = alone();
    let began = Instant::now();
    let limit = run_limited("sum(range(10**15))", milliseconds(100)).limit();
    assert_eq!(limit.kind, DURATION);
    assert!(began.elapsed() < Duration::from_secs(5));
}

#[test]
fn a_native_operation_that_looks_at_no_clock_cannot_end_well_after_the_limit() {
    let _alone = alone();
    // A single operation, so that the engine checks nothing before its end.
    let event = run_limited("x = pow(3, 10**3000, 10**3000 + 7)", milliseconds(1));
    assert_eq!(event.limit().kind, DURATION);
}

#[test]
fn native_operations_that_take_memory_and_look_at_no_clock_end_soon_after_the_limit() {
    let _alone = alone();
    for code in [
        // Squares of growing integers, fewer than between two of the interpreter's own checks.
        "x = 3**100_000\nwhile True: x = x * x % (1 << 5_000_000)",
        "import unicodedata\ns = 'a' + '\\u0301' * 1_000_000\nwhile True: unicodedata.normalize('NFC', s)",
        "s = '\\t' * 10_000\nwhile True: s.expandtabs(1_000)",
    ] {
        let event = run_limited(code, milliseconds(100));
        assert_eq!(event.limit().kind, DURATION, "{code}");
        let took = event.duration;
        assert!(took < Duration::from_millis(1_500), "{code} took {took:?}");
    }
}
