//! Python runs in slices that can be interleaved, cancelled and dropped at any point.

use std::time::{Duration, Instant};

use monty_engine::event::kind;

use crate::support::{Event, GO_ON, Run, START, STOP, milliseconds, run, run_limited};

/// About 150 ms of bytecode.
const BUSY: &str = "n = 0\nwhile n < 1_000_000: n += 1\nn";
const UNSTOPPABLE: &str =
    "while True:\n    try:\n        while True: pass\n    except BaseException: pass";

#[test]
fn three_busy_runs_take_turns_and_none_holds_the_thread_for_long() {
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
    // Other tests share the cores, so a slice may be kept waiting for one.
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
fn a_run_that_catches_everything_is_cancelled_within_a_slice() {
    let mut run = Run::of(UNSTOPPABLE);
    run.step(&START).expect(kind::YIELDED);
    run.step(&GO_ON).expect(kind::YIELDED);
    let asked = Instant::now();
    run.step(&STOP).expect(kind::STOPPED);
    assert!(asked.elapsed() < Duration::from_millis(500));
    assert_eq!(
        run.step(&GO_ON).expect(kind::REJECTED).reason(),
        "it was ended by a limit, a cancellation or a failure"
    );
}

#[test]
fn finally_and_except_do_not_run_when_a_run_is_cancelled() {
    let mut run = Run::of("try:\n    while True: pass\nfinally:\n    print('never')");
    run.step(&START).expect(kind::YIELDED);
    let event = run.step(&STOP).expect(kind::STOPPED);
    assert_eq!(event.printed, "");
}

#[test]
fn a_run_is_dropped_in_the_middle_of_a_slice_with_all_it_holds() {
    for _ in 0..200 {
        let mut run = Run::of("rows = [[i] * 100 for i in range(1000)]\nwhile True: pass");
        run.step(&START).expect(kind::YIELDED);
    }
    // Another run finds the stacks in order.
    assert_eq!(run("sum(range(10))").shown(), "45");
}

#[test]
fn a_run_that_was_never_started_is_stopped_and_dropped() {
    let mut run = Run::of("print('never')");
    assert_eq!(run.step(&STOP).expect(kind::STOPPED).printed, "");
    drop(Run::of("print('never')"));
}

#[test]
fn the_duration_limit_ends_what_python_cannot() {
    let event = run_limited(UNSTOPPABLE, milliseconds(60));
    let limit = event.limit();
    assert_eq!(
        (limit.kind, limit.allowed),
        (crate::support::DURATION, 60.0)
    );
    assert!(
        limit.used >= 60.0 && limit.used < 200.0,
        "used {} ms",
        limit.used
    );
}

#[test]
fn waiting_between_slices_is_free() {
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
    // Three times 100 ms pass while it waits, which is where the interpreter's own clock ends it.
    let mut run = Run::limited("while True: pass", milliseconds(100));
    let mut event = run.step(&START);
    for _ in 0..20 {
        std::thread::sleep(Duration::from_millis(20));
        if event.kind != kind::YIELDED {
            break;
        }
        event = run.step(&GO_ON);
    }
    assert_eq!(event.limit().kind, crate::support::DURATION);
    assert!(
        event.duration >= Duration::from_millis(99),
        "it had only {:?}",
        event.duration
    );
}

#[test]
fn a_native_operation_that_looks_at_no_clock_cannot_end_well_after_the_limit() {
    // One operation, so that no check of ours comes before its end.
    let event = run_limited("x = pow(3, 10**3000, 10**3000 + 7)", milliseconds(1));
    assert_eq!(event.limit().kind, crate::support::DURATION);
}

#[test]
fn a_native_operation_that_polls_the_clock_ends_soon_after_the_limit() {
    let began = Instant::now();
    let limit = run_limited("sum(range(10**15))", milliseconds(100)).limit();
    assert_eq!(limit.kind, crate::support::DURATION);
    assert!(began.elapsed() < Duration::from_secs(5));
}
