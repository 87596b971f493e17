//! The limits besides Python's own time and memory.

use std::time::Duration;

use monty_engine::{Limits, event::kind};
use monty_types::MontyObject;

use crate::support::{
    DURATION, HOST_CALLS, Limit, MIB, NOT_FOUND, RESULT, Run, SLEEP, answer, milliseconds, run,
    run_limited,
};

#[test]
fn host_calls_end_at_their_limit_and_not_before() {
    let limits = Limits {
        host_calls: Some(3),
        ..Limits::default()
    };
    let mut run = Run::limited("while True: f()", limits);
    let mut event = run.start();
    for calls in 1..=3 {
        assert_eq!(event.call().0, "f");
        assert_eq!(event.host_calls, calls);
        event = run.advance(&answer(&MontyObject::none()));
    }
    assert_eq!(
        event.limit(),
        Limit {
            kind: HOST_CALLS,
            used: 4.0,
            allowed: 3.0
        }
    );
}

#[test]
fn python_cannot_catch_the_limit_of_host_calls() {
    let limits = Limits {
        host_calls: Some(1),
        ..Limits::default()
    };
    let mut run = Run::limited(
        "while True:\n    try: f()\n    except BaseException: pass",
        limits,
    );
    run.start().expect(kind::FUNCTION);
    assert_eq!(
        run.advance(&answer(&MontyObject::none())).limit().kind,
        HOST_CALLS
    );
}

#[test]
fn other_pauses_may_be_ten_times_as_many_as_host_calls() {
    let limits = Limits {
        host_calls: Some(2),
        ..Limits::default()
    };
    let mut run = Run::limited(
        "while True:\n    try: unknown\n    except NameError: pass",
        limits,
    );
    let mut event = run.start();
    let mut lookups = 0;
    while event.kind == kind::NAME {
        lookups += 1;
        assert_eq!(event.name(), "unknown");
        event = run.advance(&NOT_FOUND);
    }
    assert_eq!(lookups, 20);
    assert_eq!(event.limit().kind, HOST_CALLS);
}

#[test]
fn sleeps_add_up_to_their_limit() {
    let limits = Limits {
        total_sleep: Some(Duration::from_secs(1)),
        ..Limits::default()
    };
    let mut run = Run::limited("import time\nfor _ in range(9): time.sleep(0.3)", limits);
    let mut event = run.start();
    for _ in 0..3 {
        assert_eq!(event.call().0, "time.sleep");
        event = run.advance(&answer(&MontyObject::none()));
    }
    let limit = event.limit();
    assert_eq!(
        (limit.kind, limit.used.round(), limit.allowed),
        (SLEEP, 1_200.0, 1_000.0)
    );
}

#[test]
fn output_is_cut_with_a_marker_and_counted_to_its_end() {
    let limits = Limits {
        output: Some(10),
        ..Limits::default()
    };
    let event = run_limited("for i in range(100): print('line', i)\n'done'", limits);
    assert_eq!(event.printed, "line 0\nlin\n[output truncated]\n");
    assert_eq!(event.output_bytes, 790.0);
    assert_eq!(event.shown(), "'done'");
}

#[test]
fn output_is_cut_between_characters() {
    let limits = Limits {
        output: Some(4),
        ..Limits::default()
    };
    assert_eq!(
        run_limited("print('ééé')", limits).printed,
        "éé\n[output truncated]\n"
    );
}

#[test]
fn a_result_beyond_its_limit_is_that_limit() {
    let limits = Limits {
        result: Some(1_000),
        ..Limits::default()
    };
    let code = |length: usize| format!("'x' * {length}");
    assert_eq!(
        run_limited(&code(900), limits.clone()).value(),
        MontyObject::string("x".repeat(900))
    );
    assert_eq!(
        run_limited(&code(2_000), limits.clone()).limit(),
        Limit {
            kind: RESULT,
            used: 1_001.0,
            allowed: 1_000.0
        }
    );
    assert_eq!(
        run_limited("list(range(1000))", limits).limit().kind,
        RESULT
    );
}

#[test]
fn arguments_beyond_the_result_limit_end_the_run() {
    let limits = Limits {
        result: Some(1_000),
        ..Limits::default()
    };
    let event = run_limited("try: f('x' * 2000)\nexcept BaseException: pass", limits);
    assert_eq!(event.limit().kind, RESULT);
}

#[test]
fn recursion_is_an_ordinary_error_that_python_can_catch() {
    let exception = run("def f(): return f()\nf()").exception();
    assert_eq!(
        (exception.name.as_str(), exception.message.as_str()),
        ("RecursionError", "maximum recursion depth exceeded")
    );
    assert_eq!(
        run("def f(): return f()\ntry: f()\nexcept RecursionError: x = 'caught'\nx").shown(),
        "'caught'"
    );
    let depth = |limit| {
        let code = "def f(n):\n    try: return f(n + 1)\n    except RecursionError: return n\nf(1)";
        run_limited(
            code,
            Limits {
                recursion_depth: limit,
                ..Limits::default()
            },
        )
        .value()
        .as_ref()
        .as_int()
        .unwrap()
    };
    assert!((40..=50).contains(&depth(50)), "{}", depth(50));
    assert!(
        (9_000..=10_000).contains(&depth(10_000)),
        "{}",
        depth(10_000)
    );
}

#[test]
fn a_limit_of_nothing_lets_nothing_run() {
    let none = Limits {
        duration: Some(Duration::ZERO),
        ..Limits::default()
    };
    assert_eq!(run_limited("while True: pass", none).limit().kind, DURATION);
    let none = Limits {
        host_calls: Some(0),
        ..Limits::default()
    };
    assert_eq!(run_limited("f()", none).limit().kind, HOST_CALLS);
    let none = Limits {
        output: Some(0),
        ..Limits::default()
    };
    assert_eq!(
        run_limited("print('x')", none).printed,
        "\n[output truncated]\n"
    );
}

#[test]
fn a_run_without_limits_has_none() {
    let limits = Limits {
        duration: None,
        memory: None,
        host_calls: None,
        total_sleep: None,
        output: None,
        result: None,
        gc_interval: None,
        ..Limits::default()
    };
    let event = run_limited("print('x' * 20_000_000)\nlen('y' * 200_000_000)", limits);
    assert_eq!(
        (event.printed.len(), event.output_bytes),
        (20_000_001, 20_000_001.0)
    );
    assert_eq!(event.shown(), "200000000");
}

#[test]
fn a_limit_leaves_the_run_dead_and_says_so() {
    let mut run = Run::limited("while True: pass", milliseconds(20));
    run.start().expect(kind::LIMIT);
    let dead = "it was ended by a limit, a cancellation or a failure";
    for message in [
        &crate::support::START[..],
        &crate::support::GO_ON,
        &NOT_FOUND,
    ] {
        assert_eq!(run.step(message).expect(kind::REJECTED).reason(), dead);
    }
    assert!(run.execution().is_over());
    assert!(run.execution().usage().peak_memory < MIB);
}
