//! Memory and time that the host spends on a run count towards the run's limits.

use std::time::Duration;

use monty_engine::{Contention, Execution, event::kind, message::op};
use monty_types::MontyObject;

use crate::support::{
    DURATION, FUTURE, GO_ON, MEMORY, MIB, Run, STOP, answer, feed, mebibytes, message, milliseconds,
};

/// A message with an account in front of it.
fn accounted(held: usize, spent_ms: f64, rest: &[u8]) -> Vec<u8> {
    message(op::ACCOUNT, |writer| {
        writer.f64(held as f64);
        writer.f64(spent_ms);
        writer.raw(rest);
    })
}

const CALLS: &str = "x = 'x' * 1_000_000\nfor i in range(1000): call(x)";

#[test]
fn what_the_host_holds_leaves_less_for_python() {
    let held = |bytes: usize| {
        let mut run = Run::limited(CALLS, mebibytes(16));
        run.start().expect(kind::FUNCTION);
        run.advance(&accounted(bytes, 0.0, &FUTURE))
    };
    held(8 * MIB).expect(kind::FUNCTION);
    // There is room for the held bytes, but not for another call.
    assert_eq!(held(15 * MIB).limit().kind, MEMORY);
    // There is no room for the held bytes.
    let limit = held(20 * MIB).limit();
    assert_eq!((limit.kind, limit.allowed), (MEMORY, (16 * MIB) as f64));
    assert!(limit.used > limit.allowed);
}

#[test]
fn what_is_let_go_can_be_used_again() {
    let mut run = Run::limited("call()\ny = [0] * 500_000\nlen(y)", mebibytes(16));
    run.start().expect(kind::FUNCTION);
    let mut paused = Run::from(Execution::load(&run.execution().dump("main.py").unwrap()).unwrap());
    let none = answer(&MontyObject::none());
    assert_eq!(
        run.advance(&accounted(12 * MIB, 0.0, &none)).limit().kind,
        MEMORY
    );
    // The last account counts.
    paused.contend(&accounted(12 * MIB, 0.0, &[op::DESCRIBE]), Contention::Wait);
    assert_eq!(paused.advance(&accounted(0, 0.0, &none)).shown(), "500000");
}

#[test]
fn what_the_host_does_takes_time_of_the_run() {
    let mut run = Run::limited("for i in range(1000): call()", milliseconds(1_000));
    run.start().expect(kind::FUNCTION);
    let none = answer(&MontyObject::none());
    let event = run
        .advance(&accounted(0, 600.0, &none))
        .expect(kind::FUNCTION);
    assert!(event.duration >= Duration::from_millis(600));
    assert_eq!(
        run.advance(&accounted(0, 600.0, &none)).limit().kind,
        DURATION
    );
}

#[test]
fn an_account_is_heard_in_front_of_any_message() {
    let mut run = Run::of("1 + 1");
    assert_eq!(run.step(&accounted(0, 0.0, &[op::START, 0])).shown(), "2");
    let mut session = Run::session();
    assert_eq!(
        session.step(&accounted(64, 0.0, &feed("2 + 2"))).shown(),
        "4"
    );
    session
        .step(&accounted(0, 0.0, &STOP))
        .expect(kind::STOPPED);
    let mut spinning = Run::of("while True: pass");
    spinning.start_slice();
    spinning
        .step(&accounted(0, 1.0, &GO_ON))
        .expect(kind::YIELDED);
}

#[test]
fn what_is_no_account_is_refused() {
    for said in [
        message(op::ACCOUNT, |_| ()),
        message(op::ACCOUNT, |writer| writer.f64(1.0)),
        accounted(0, f64::NAN, &GO_ON),
        accounted(0, -1.0, &GO_ON),
        message(op::ACCOUNT, |writer| {
            writer.f64(1e300);
            writer.f64(0.0);
            writer.u8(op::CONTINUE);
        }),
        accounted(0, 0.0, &accounted(0, 0.0, &GO_ON)),
        accounted(0, 0.0, &[]),
    ] {
        let mut run = Run::of("1");
        run.step(&said).expect(kind::REJECTED);
        assert_eq!(run.start().shown(), "1");
    }
}

#[test]
fn a_call_tells_how_much_the_host_takes_for_it() {
    let kib = |code: &str| {
        let mut run = Run::of(code);
        run.start().expect(kind::FUNCTION).kib
    };
    assert_eq!(kib("call(1, 'two', [3])"), 0);
    assert!((976..=980).contains(&kib("call('x' * 1_000_000)")));
    // Two encoded bytes, and far more in JavaScript.
    assert!(kib("call([set() for i in range(1000)])") > 150);
    assert!(kib("call([{} for i in range(1000)])") > 75);
    assert!(kib("x = ['a' * 100]\ncall([x for i in range(1000)])") < 10);
}

#[test]
fn a_run_is_counted_alike_after_it_was_put_away() {
    // Loading takes twice the memory temporarily.
    let code = "x = [[] for i in range(100_000)]\ncall()\nlen(x)";
    let mut run = Run::limited(code, mebibytes(16));
    let before = run.start().expect(kind::FUNCTION).peak_memory;
    for _ in 0..3 {
        let bytes = run.execution().dump("main.py").unwrap();
        run = Run::from(Execution::load(&bytes).unwrap());
        let again = run.step(&[op::DESCRIBE]).expect(kind::FUNCTION).peak_memory;
        assert!(again <= before * 1.05, "{before} became {again}");
    }
    assert_eq!(run.advance(&answer(&MontyObject::none())).shown(), "100000");
}
