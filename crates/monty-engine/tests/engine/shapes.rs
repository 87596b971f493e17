//! Encoding takes time and space proportional to the size of values of every shape.

use std::time::{Duration, Instant};

use monty_engine::{Limits, event::kind};

use crate::support::{MIB, RESULT, Run, answer, milliseconds, run, run_limited};

#[test]
fn shared_lists_leave_in_linear_size() {
    // Without sharing, this would have 2^40 items.
    let began = Instant::now();
    let event = run("a = [1]\nfor _ in range(40): a = [a, a]\na").expect(kind::COMPLETE);
    assert!(event.body.len() < 1_000, "{} bytes", event.body.len());
    assert!(began.elapsed() < Duration::from_secs(1));
}

#[test]
fn shared_values_leave_in_linear_size_as_arguments() {
    let mut run = Run::of(
        "a = {'k': (1, 2)}\nfor _ in range(40): a = {'l': a, 'r': a}\nf(a, a, key=a)\n'done'",
    );
    let event = run.start().expect(kind::FUNCTION);
    assert!(event.body.len() < 2_000, "{} bytes", event.body.len());
    assert_eq!(
        run.advance(&answer(&monty_types::MontyObject::none()))
            .shown(),
        "'done'"
    );
}

#[test]
fn a_long_text_that_is_shared_is_written_once() {
    let event = run("t = 'x' * 100_000\n[t] * 1_000").expect(kind::COMPLETE);
    assert!(event.body.len() < 200_000, "{} bytes", event.body.len());
}

#[test]
fn values_that_expand_on_their_way_out_are_bounded() {
    let event = run_limited(
        "import itertools\n[range(10**9), iter(range(10**9)), itertools.count()]",
        milliseconds(1_000),
    );
    assert!(event.body.len() < 10_000);
    let limits = Limits {
        result: Some(MIB),
        ..Limits::default()
    };
    assert_eq!(
        run_limited("[0.5] * 500_000", limits.clone()).limit().kind,
        RESULT
    );
    assert_eq!(
        run_limited("'\\0' * 2_000_000", limits).limit().kind,
        RESULT
    );
}

#[test]
fn values_nested_deeper_than_the_wire_allows_end_with_a_clear_event() {
    for make in ["[x]", "(x,)", "{'k': x}", "{1: x}"] {
        let event = run(&format!("x = 1\nfor _ in range(5_000): x = {make}\nx"));
        assert!(
            [kind::COMPLETE, kind::UNCONVERTIBLE].contains(&event.kind),
            "{make}: kind {}",
            event.kind
        );
        let event = run(&format!("x = 1\nfor _ in range(5_000): x = {make}\nf(x)"));
        assert!(
            [kind::FUNCTION, kind::UNCONVERTIBLE].contains(&event.kind),
            "{make}: kind {}",
            event.kind
        );
    }
}

#[test]
fn cycles_leave_without_end() {
    for code in [
        "a = []\na.append(a)\na",
        "d = {}\nd['self'] = d\nd",
        "class A: pass\na = A()\na.a = a\na",
    ] {
        let event = run(code);
        assert!(
            [kind::COMPLETE, kind::UNCONVERTIBLE].contains(&event.kind),
            "{code}: kind {}",
            event.kind
        );
        assert!(event.body.len() < 1_000);
    }
}

#[test]
fn objects_with_hostile_representations_are_stopped() {
    let hostile = "class A:\n    def __call__(self): pass\n    def __repr__(self):\n        while True: pass\n";
    let event = run_limited(
        &format!("{hostile}import functools\nfunctools.partial(A())"),
        milliseconds(100),
    );
    assert!(
        [kind::LIMIT, kind::COMPLETE].contains(&event.kind),
        "kind {}",
        event.kind
    );
}

#[test]
fn deep_structures_are_built_compared_and_dropped_without_the_stack_running_out() {
    for code in [
        "x = None\nfor _ in range(300_000): x = [x]\n'built'",
        "x = None\nfor _ in range(300_000): x = (x,)\nx = None\n'built'",
        "x = None\nfor _ in range(200_000): x = {'k': x}\nx = 0\n'built'",
        "class N:\n    def __init__(self, n): self.n = n\nx = None\nfor _ in range(100_000): x = N(x)\nx = None\n'built'",
        "f = lambda: 0\nfor _ in range(100_000): f = (lambda g: lambda: g)(f)\n'built'",
    ] {
        assert_eq!(run(code).shown(), "'built'", "{code}");
    }
    for act in [
        "repr(x)",
        "x == y",
        "str(x)",
        "import copy\ncopy.deepcopy(x)",
        "import json\njson.dumps(x)",
        "hash(x)",
    ] {
        let code = format!("x = y = ()\nfor _ in range(100_000): x, y = (x,), (y,)\n{act}\n1");
        let event = run(&code);
        assert!(
            [kind::RAISED, kind::COMPLETE, kind::LIMIT].contains(&event.kind),
            "{act}: kind {}",
            event.kind
        );
    }
}
