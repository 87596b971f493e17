//! Pauses in which Python waits for the host, and the answers that they accept.

use monty_engine::event::kind;
use monty_types::MontyObject;

use crate::support::{
    DESCRIBE, FUTURE, GO_ON, NOT_FOUND, Run, START, abort, answer, answer_awaited, raise, settle,
};

fn int(value: i64) -> MontyObject {
    MontyObject::int(value)
}

#[test]
fn a_call_carries_its_arguments_and_takes_its_answer() {
    let mut run = Run::of("f(1, 'two', [3.0]) + 1");
    let (name, _, _, args) = run.start().call();
    assert_eq!(name, "f");
    assert_eq!(
        args,
        [
            int(1),
            MontyObject::string("two"),
            MontyObject::list([MontyObject::float(3.0)])
        ]
    );
    assert_eq!(run.advance(&answer(&int(41))).shown(), "42");
}

#[test]
fn an_exception_of_the_host_is_raised_where_python_waits() {
    let mut run = Run::of("try: f()\nexcept ValueError as e: x = str(e)\nx");
    run.start();
    assert_eq!(
        run.advance(&raise("ValueError", "no such thing")).shown(),
        "'no such thing'"
    );
    let mut run = Run::of("f()");
    run.start();
    let exception = run.advance(&raise("KeyError", "k")).exception();
    assert_eq!((exception.name.as_str(), exception.frames), ("KeyError", 1));
    let mut run = Run::of("f()");
    run.start();
    // A name without an exception in Python.
    assert_eq!(
        run.advance(&raise("PaymentError", "declined"))
            .exception()
            .name,
        "RuntimeError"
    );
}

#[test]
fn a_function_or_name_that_the_host_lacks_is_a_name_error() {
    let mut run = Run::of("f()");
    run.start();
    let exception = run.advance(&NOT_FOUND).exception();
    assert_eq!(
        (exception.name.as_str(), exception.message.as_str()),
        ("NameError", "name 'f' is not defined")
    );
    let mut run = Run::of("limit + 1");
    assert_eq!(run.start().name(), "limit");
    assert_eq!(run.advance(&answer(&int(9))).shown(), "10");
}

#[test]
fn futures_are_settled_in_any_order_and_in_parts() {
    let code = "import asyncio\nasync def main():\n    return await asyncio.gather(f(1), f(2), f(3))\nawait main()";
    let mut run = Run::of(code);
    let mut event = run.start();
    let mut ids = Vec::new();
    while event.kind == kind::FUNCTION {
        ids.push(event.call().1);
        event = run.advance(&FUTURE);
    }
    assert_eq!(event.pending(), ids);
    let event = run.advance(&settle(&[(ids[2], int(30))]));
    assert_eq!(event.pending(), ids[..2]);
    let event = run.advance(&settle(&[(ids[1], int(20)), (ids[0], int(10))]));
    assert_eq!(event.shown(), "[10, 20, 30]");
}

#[test]
fn a_call_that_is_awaited_at_once_takes_its_outcome_at_once() {
    let mut run = Run::of("await f() + 1");
    let (_, _, is_awaited, _) = run.start().call();
    assert!(is_awaited);
    assert_eq!(run.advance(&answer_awaited(&int(1))).shown(), "2");
}

#[test]
fn answers_of_the_wrong_kind_are_rejected_and_change_nothing() {
    let mut run = Run::of("f() + 1");
    let (_, id, _, _) = run.start().call();
    for (message, reason) in [
        (
            settle(&[(id, int(1))]),
            "a function call cannot be answered with settled futures",
        ),
        (
            answer_awaited(&int(1)),
            "a function call cannot be answered with an awaited outcome",
        ),
        (START.to_vec(), "Python waits for an answer"),
        (GO_ON.to_vec(), "Python waits for an answer"),
    ] {
        assert_eq!(run.step(&message).expect(kind::REJECTED).reason(), reason);
    }
    assert_eq!(run.advance(&answer(&int(1))).shown(), "2");
}

#[test]
fn outcomes_of_calls_that_are_not_pending_are_rejected() {
    let mut run = Run::of("import asyncio\nawait asyncio.gather(f(), f())");
    let (_, first, _, _) = run.start().call();
    let (_, second, _, _) = run.advance(&FUTURE).call();
    run.advance(&FUTURE).expect(kind::FUTURES);
    let event = run.step(&settle(&[(first + second + 7, int(1))]));
    assert_eq!(
        event.expect(kind::REJECTED).reason(),
        format!("no call {} is pending", first + second + 7)
    );
    assert_eq!(
        run.advance(&settle(&[(first, int(1)), (second, int(2))]))
            .shown(),
        "[1, 2]"
    );
}

#[test]
fn a_pause_is_described_again_as_it_was() {
    let mut run = Run::of("f(1, [2])");
    let event = run.start();
    let again = run.step(&DESCRIBE);
    assert_eq!(again.call(), event.call());
    assert_eq!(again.host_calls, 1);
    assert_eq!(run.advance(&answer(&int(5))).shown(), "5");
}

#[test]
fn an_aborted_run_cannot_catch_its_end() {
    let mut run = Run::of("try: f()\nexcept BaseException: 'caught'\nfinally: print('never')");
    run.start();
    let event = run.advance(&abort("ValueError", "the host gives up"));
    let exception = event.exception();
    assert_eq!(
        (exception.name.as_str(), exception.message.as_str()),
        ("ValueError", "the host gives up")
    );
    assert_eq!(event.printed, "");
    assert!(run.execution().is_over());
}

#[test]
fn an_operating_system_call_without_a_host_gets_its_error() {
    let mut run = Run::of("from pathlib import Path\nPath('/etc/passwd').read_text()");
    assert_eq!(run.start().call().0, "Path.read_text");
    assert_eq!(run.advance(&NOT_FOUND).exception().name, "PermissionError");
    let mut run = Run::of("import secret_module");
    run.start().expect(kind::OS);
    assert_eq!(
        run.advance(&NOT_FOUND).exception().name,
        "ModuleNotFoundError"
    );
}

#[test]
fn a_deadlock_of_tasks_is_an_error_or_a_wait_and_never_a_hang() {
    let code = "import asyncio\nasync def a(): await b_task\nasync def b(): await a_task\nasync def main():\n    global a_task, b_task\n    a_task = asyncio.create_task(a())\n    b_task = asyncio.create_task(b())\n    await a_task\nawait main()";
    let event = Run::limited(code, crate::support::milliseconds(200)).start();
    assert!(
        [kind::RAISED, kind::LIMIT, kind::FUTURES, kind::REFUSED].contains(&event.kind),
        "kind {}",
        event.kind
    );
}
