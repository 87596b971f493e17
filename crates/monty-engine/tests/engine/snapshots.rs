//! Pauses and idle sessions survive a dump and a load.

use std::time::Duration;

use monty_engine::{
    Execution, Limits, SnapshotError, event::kind, held::dumped_limits, write_limits,
};
use monty_types::MontyObject;

use crate::support::{DESCRIBE, Event, FUTURE, HOST_CALLS, NOT_FOUND, Run, START, answer, settle};

fn reload(run: &mut Run) -> Run {
    let bytes = run.execution().dump("main.py").unwrap();
    Run::from(Execution::load(&bytes).unwrap())
}

/// Runs to a pause, reloads, checks that the pause is the same, and ends both alike.
fn round_trip(code: &str, pause: u8, answer: &[u8]) -> Event {
    let mut run = Run::of(code);
    let event = run.start().expect(pause);
    let mut copy = reload(&mut run);
    let again = copy.step(&DESCRIBE);
    assert_eq!(
        (again.kind, &again.body, again.host_calls),
        (pause, &event.body, event.host_calls)
    );
    let ended = copy.advance(answer);
    let original = run.advance(answer);
    assert_eq!(
        (original.kind, &original.body, &original.printed),
        (ended.kind, &ended.body, &ended.printed)
    );
    ended
}

#[test]
fn every_kind_of_pause_survives() {
    let seven = answer(&MontyObject::int(7));
    let state = "xs = [1, {'a': (2, 3)}]\n";
    assert_eq!(
        round_trip(&format!("{state}f(xs) + len(xs)"), kind::FUNCTION, &seven).shown(),
        "9"
    );
    assert_eq!(
        round_trip(&format!("{state}unknown + len(xs)"), kind::NAME, &seven).shown(),
        "9"
    );
    let text = answer(&MontyObject::string("text"));
    let read = "from pathlib import Path\nPath('/f').read_text() + '!'";
    assert_eq!(round_trip(read, kind::OS, &text).shown(), "'text!'");
    assert_eq!(
        round_trip("f()", kind::FUNCTION, &NOT_FOUND)
            .exception()
            .name,
        "NameError"
    );
}

#[test]
fn a_wait_for_futures_survives() {
    let mut run = Run::of("import asyncio\nsum(await asyncio.gather(f(1), f(2)))");
    let (_, first, _, _) = run.start().call();
    let (_, second, _, _) = run.advance(&FUTURE).call();
    run.advance(&FUTURE).expect(kind::FUTURES);
    let mut copy = reload(&mut run);
    assert_eq!(copy.step(&DESCRIBE).pending(), [first, second]);
    let outcomes = settle(&[(second, MontyObject::int(2)), (first, MontyObject::int(1))]);
    assert_eq!(copy.advance(&outcomes).shown(), "3");
}

#[test]
fn a_session_survives_between_and_within_feeds() {
    let mut session = Run::session();
    session
        .feed("x = [1]\ndef add(n): x.append(n)")
        .expect(kind::COMPLETE);
    let mut copy = reload(&mut session);
    copy.feed("add(2)").expect(kind::COMPLETE);
    assert_eq!(copy.feed("x").shown(), "[1, 2]");
    assert_eq!(session.feed("x").shown(), "[1]");
    session.feed("x.append(f())").expect(kind::FUNCTION);
    let mut copy = reload(&mut session);
    copy.advance(&answer(&MontyObject::int(9)))
        .expect(kind::COMPLETE);
    assert_eq!(copy.feed("x").shown(), "[1, 9]");
    assert_eq!(copy.execution().function_names(), ["add"]);
}

#[test]
fn limits_and_what_was_used_of_them_travel_along() {
    let limits = Limits {
        host_calls: Some(2),
        duration: Some(Duration::from_millis(777)),
        ..Limits::default()
    };
    let mut run = Run::limited("print('x')\nf()\nf()\nf()", limits.clone());
    run.start().expect(kind::FUNCTION);
    assert_eq!(
        dumped_limits(&run.execution().dump("main.py").unwrap()).unwrap(),
        write_limits(&limits)
    );
    let mut copy = reload(&mut run);
    let usage = copy.execution().usage();
    assert_eq!((usage.host_calls, usage.output), (1, 2));
    assert!(usage.duration > Duration::ZERO && usage.peak_memory > 0);
    copy.advance(&answer(&MontyObject::none()))
        .expect(kind::FUNCTION);
    let mut copy = reload(&mut copy);
    assert_eq!(
        copy.advance(&answer(&MontyObject::none())).limit().kind,
        HOST_CALLS
    );
}

#[test]
fn only_what_is_at_rest_can_be_dumped() {
    let mut run = Run::of("while True: pass");
    assert!(matches!(
        run.execution().dump("main.py"),
        Err(SnapshotError::NotAtRest)
    ));
    run.step(&START).expect(kind::YIELDED);
    assert!(matches!(
        run.execution().dump("main.py"),
        Err(SnapshotError::NotAtRest)
    ));
    let mut run = Run::of("1");
    run.start();
    assert!(matches!(
        run.execution().dump("main.py"),
        Err(SnapshotError::NotAtRest)
    ));
}

#[test]
fn bytes_that_are_cut_or_foreign_are_errors() {
    let mut run = Run::of("f([1, 2, 3])");
    run.start();
    let bytes = run.execution().dump("main.py").unwrap();
    for end in 0..bytes.len() {
        assert!(Execution::load(&bytes[..end]).is_err(), "cut at {end}");
    }
    for foreign in [
        &b""[..],
        b"\xff\xff\xff\xff",
        b"hello, world",
        &[0; 64],
        &[0xff; 4096],
    ] {
        assert!(Execution::load(foreign).is_err());
        assert!(dumped_limits(foreign).is_err());
    }
}

#[test]
fn a_deep_state_survives() {
    let code =
        "x = []\nfor _ in range(900): x = [x]\nf()\nn = 0\nwhile x:\n    x = x[0]\n    n += 1\nn";
    assert_eq!(
        round_trip(code, kind::FUNCTION, &answer(&MontyObject::none())).shown(),
        "900"
    );
}
