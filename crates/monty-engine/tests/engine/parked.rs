//! A pause is the same after it was parked and unparked.

use monty_engine::{Contention, Limits, event::kind};
use monty_types::MontyObject;

use crate::support::{
    DESCRIBE, Event, FUTURE, GO_ON, HOST_CALLS, Run, START, STOP, abort, answer, feed, raise,
    settle,
};

/// The answer to an event, for every program; `None` when the run is over.
fn reply(event: &Event, step: i64) -> Option<Vec<u8>> {
    match event.kind {
        kind::FUNCTION if step % 4 == 3 => Some(raise("KeyError", "no")),
        kind::FUNCTION if event.call().0.starts_with("later") => Some(FUTURE.to_vec()),
        kind::FUNCTION | kind::OS | kind::NAME => Some(answer(&MontyObject::int(step))),
        kind::FUTURES => Some(settle(&[(event.pending()[0], MontyObject::int(step))])),
        _ => None,
    }
}

/// The parts of an event that do not vary between equal runs.
fn stable_parts(event: &Event) -> (u8, &[u8], &str, u32, f64) {
    (
        event.kind,
        &event.body,
        &event.printed,
        event.host_calls,
        event.output_bytes,
    )
}

/// Runs two equal runs to their end and parks one of them at every pause. Returns the last event and the number
/// of pauses.
fn both(mut plain: Run, mut parked: Run, first: &[u8]) -> (Event, i64) {
    let mut message = first.to_vec();
    for step in 0.. {
        let (event, same) = (plain.advance(&message), parked.advance(&message));
        assert_eq!(stable_parts(&event), stable_parts(&same));
        let Some(next) = reply(&event, step) else {
            return (event, step);
        };
        message = next;
        parked.execution().park();
        assert!(parked.execution().is_parked());
    }
    unreachable!()
}

fn run(code: &str) -> (Event, i64) {
    both(Run::of(code), Run::of(code), &START)
}

#[test]
fn runs_end_as_they_would() {
    let calls = "total = 0\nfor i in range(10):\n    try:\n        total += f(i)\n    except KeyError as e:\n        print(e)\n(total, unknown)";
    assert_eq!(run(calls).0.kind, kind::COMPLETE);
    assert_eq!(run(calls).1, 11);
    let tasks = "import asyncio\nasync def g(n): return n * await later(n)\nawait asyncio.gather(g(1), g(2), g(3))";
    let (event, pauses) = run(tasks);
    assert_eq!((event.shown().as_str(), pauses), ("[3, 8, 15]", 6));
    let state = "class A:\n    def __init__(self): self.xs = {}\n    def add(self, n):\n        self.xs[n] = (f(n), [n] * 3)\n        return self\na = A()\nb = a\nit = iter([a.add(1), a.add(2)])\nnext(it)\n(next(it) is b, b.xs, hash('x') == hash('x'))";
    assert_eq!(
        run(state).0.shown(),
        "(True, {1: (0, [1, 1, 1]), 2: (1, [2, 2, 2])}, True)"
    );
    let fails = "def g(n):\n    return f(n) + g(n + 1)\ng(0)";
    let (event, _) = run(fails);
    assert_eq!(event.exception().name, "KeyError");
    assert_eq!(event.exception().frames, 5);
}

#[test]
fn feeds_of_a_session_end_as_they_would() {
    let code = "xs = []\nfor i in range(3): xs.append(f(i))\nxs";
    let (event, pauses) = both(Run::session(), Run::session(), &feed(code));
    assert_eq!((event.shown().as_str(), pauses), ("[0, 1, 2]", 3));
}

#[test]
fn it_can_be_told_again_aborted_dumped_and_forgotten() {
    let paused = || {
        let mut run = Run::of("x = [1]\nf(x)");
        let event = run.start().expect(kind::FUNCTION);
        run.execution().park();
        assert!(run.execution().is_parked());
        (run, event)
    };
    let (mut run, event) = paused();
    assert_eq!(run.step(&DESCRIBE).body, event.body);
    assert!(!run.execution().is_parked());
    let (mut run, _) = paused();
    assert_eq!(
        run.step(&abort("ValueError", "enough")).exception().name,
        "ValueError"
    );
    let (mut run, _) = paused();
    run.step(&STOP).expect(kind::STOPPED);
    let (mut run, event) = paused();
    let bytes = run.execution().dump("main.py").unwrap();
    let mut copy = Run::from(monty_engine::Execution::load(&bytes).unwrap());
    assert_eq!(copy.step(&DESCRIBE).body, event.body);
    let answered = run.advance(&answer(&MontyObject::int(7)));
    assert_eq!(answered.shown(), "7");
    drop(paused());
}

#[test]
fn an_answer_that_makes_no_sense_leaves_it_waiting() {
    let mut run = Run::of("f()");
    run.start().expect(kind::FUNCTION);
    run.execution().park();
    run.step(&settle(&[(99, MontyObject::none())]))
        .expect(kind::REJECTED);
    run.execution().park();
    let event = run.advance(&answer(&MontyObject::int(2)));
    assert_eq!(event.shown(), "2");
}

#[test]
fn limits_count_on() {
    let limits = || Limits {
        host_calls: Some(2),
        ..Limits::default()
    };
    let mut run = Run::limited("print('x')\nf()\nf()\nf()", limits());
    let before = run.start().expect(kind::FUNCTION);
    let live = run.execution().usage();
    run.execution().park();
    assert_eq!(run.execution().usage(), live);
    let event = run.advance(&answer(&MontyObject::none()));
    assert!(event.peak_memory >= before.peak_memory);
    // Its memory counts once, for any number of parkings.
    let mut peak = event.peak_memory;
    for _ in 0..20 {
        run.execution().park();
        peak = run.step(&DESCRIBE).peak_memory;
    }
    assert_eq!(peak, event.peak_memory);
    run.execution().park();
    let event = run.advance(&answer(&MontyObject::none()));
    assert_eq!(event.limit().kind, HOST_CALLS);
}

#[test]
fn only_small_pauses_are_parked() {
    let mut unstarted = Run::of("f()");
    unstarted.execution().park();
    assert!(!unstarted.execution().is_parked());
    unstarted.start().expect(kind::FUNCTION);

    let mut large = Run::of("x = 'x' * 1_000_000\nf()\nlen(x)");
    large.start().expect(kind::FUNCTION);
    large.execution().park();
    assert!(!large.execution().is_parked());

    let mut open = Run::of("while True: pass");
    open.step(&START).expect(kind::YIELDED);
    open.execution().park();
    open.step(&GO_ON).expect(kind::YIELDED);

    let mut over = Run::of("1");
    over.start();
    over.execution().park();
    assert!(over.execution().is_over());

    let mut session = Run::session();
    session.feed("x = 1");
    session.execution().park();
    assert!(session.execution().is_idle());
}

#[test]
fn a_message_that_waits_for_its_turn_is_not_lost() {
    let mut run = Run::of("f()");
    run.start().expect(kind::FUNCTION);
    let (locked, unlock) = (std::sync::mpsc::channel(), std::sync::mpsc::channel::<()>());
    let other = std::thread::spawn(move || {
        let mut busy = Run::of("while True: pass");
        let mut event = busy.step(&START);
        locked.0.send(()).unwrap();
        while unlock.1.try_recv().is_err() {
            event = busy.step(&GO_ON);
        }
        event.kind
    });
    locked.1.recv().unwrap();
    let reply = answer(&MontyObject::int(3));
    let mut event = run.contend(&reply, Contention::Yield);
    if event.kind == kind::BUSY {
        run.execution().park();
        assert!(!run.execution().is_parked());
        unlock.0.send(()).unwrap();
        event = run.advance(&GO_ON);
    } else {
        unlock.0.send(()).unwrap();
    }
    assert_eq!(event.shown(), "3");
    assert_eq!(other.join().unwrap(), kind::YIELDED);
}
