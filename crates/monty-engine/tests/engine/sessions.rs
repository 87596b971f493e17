//! A session keeps its state from feed to feed.

use monty_engine::{Limits, event::kind};
use monty_types::MontyObject;

use crate::support::{
    DESCRIBE, FUTURE, MEMORY, Run, STOP, answer, mebibytes, milliseconds, settle,
};

#[test]
fn state_lasts_and_errors_leave_it_alone() {
    let mut session = Run::session();
    session
        .feed("x = 20\ndef double(n): return n * 2")
        .expect(kind::COMPLETE);
    assert_eq!(session.feed("1 / 0").exception().name, "ZeroDivisionError");
    assert_eq!(
        session.feed("x = (").expect(kind::REFUSED).exception().name,
        "SyntaxError"
    );
    // Unsupported syntax is refused; an exception that Python raises is not, even with the same message.
    assert_eq!(
        session.feed("del x").expect(kind::REFUSED).exception().name,
        "NotImplementedError"
    );
    assert_eq!(
        session
            .feed("raise SyntaxError('mine')")
            .expect(kind::RAISED)
            .exception()
            .name,
        "SyntaxError"
    );
    assert_eq!(
        session
            .feed("raise NotImplementedError")
            .expect(kind::RAISED)
            .exception()
            .frames,
        1
    );
    assert_eq!(session.feed("double(x) + 2").shown(), "42");
    assert_eq!(session.execution().function_names(), ["double"]);
    assert!(session.execution().is_idle());
}

#[test]
fn asking_for_a_pause_that_is_none_changes_nothing() {
    let mut session = Run::session();
    session.feed("x = 1").expect(kind::COMPLETE);
    session.step(&DESCRIBE).expect(kind::REJECTED);
    assert_eq!(session.feed("x + 1").shown(), "2");
}

#[test]
fn each_feed_has_its_own_time_calls_and_output() {
    let limits = Limits {
        host_calls: Some(2),
        output: Some(3),
        ..milliseconds(200)
    };
    let mut session = Run::limited_session(limits);
    for _ in 0..5 {
        session
            .feed("n = 0\nwhile n < 200_000: n += 1\nprint('abcdef')\nf()")
            .expect(kind::FUNCTION);
        let event = session.advance(&answer(&MontyObject::int(7)));
        assert_eq!((event.host_calls, event.output_bytes), (1, 7.0));
        assert_eq!(event.shown(), "7");
    }
}

#[test]
fn a_session_is_dead_after_a_limit_or_a_stop() {
    let mut session = Run::limited_session(milliseconds(30));
    session.feed("while True: pass").expect(kind::LIMIT);
    session.feed("1").expect(kind::REJECTED);
    let mut session = Run::limited_session(mebibytes(8));
    assert_eq!(session.feed("'x' * 10**8").limit().kind, MEMORY);
    session.feed("1").expect(kind::REJECTED);
    let mut session = Run::session();
    session.feed("f()").expect(kind::FUNCTION);
    session.step(&STOP).expect(kind::STOPPED);
    session.feed("1").expect(kind::REJECTED);
}

#[test]
fn feeding_while_python_waits_is_rejected() {
    let mut session = Run::session();
    session.feed("f()").expect(kind::FUNCTION);
    assert_eq!(
        session.feed("1").expect(kind::REJECTED).reason(),
        "Python waits for an answer"
    );
    assert_eq!(session.advance(&answer(&MontyObject::int(1))).shown(), "1");
    assert_eq!(session.feed("2").shown(), "2");
}

#[test]
fn futures_work_in_feeds() {
    let mut session = Run::session();
    let (_, id, _, _) = session
        .feed("import asyncio\nawait asyncio.gather(f(), g())")
        .call();
    let (_, other, _, _) = session.advance(&FUTURE).call();
    session.advance(&FUTURE).expect(kind::FUTURES);
    let done = session.advance(&settle(&[
        (id, MontyObject::int(1)),
        (other, MontyObject::int(2)),
    ]));
    assert_eq!(done.shown(), "[1, 2]");
}
