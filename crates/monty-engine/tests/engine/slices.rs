//! Python runs in slices that can be interleaved, cancelled and dropped at any point.

use std::time::{Duration, Instant};

use monty_engine::event::kind;

use crate::support::{GO_ON, Run, START, STOP, milliseconds, run, run_limited};

const UNSTOPPABLE: &str =
    "while True:\n    try:\n        while True: pass\n    except BaseException: pass";

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
