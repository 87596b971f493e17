//! Exceptions of ordinary size reach the host whole, longer ones are cut.

use monty_engine::event::kind;

use crate::support::{Run, raise, run};

#[test]
fn an_exception_carries_its_name_message_and_frames() {
    let exception = run("def f():\n    raise ValueError('bad')\nf()").exception();
    assert_eq!(
        (
            exception.name.as_str(),
            exception.message.as_str(),
            exception.frames
        ),
        ("ValueError", "bad", 2)
    );
    assert!(
        exception
            .text
            .starts_with("Traceback (most recent call last):\n  File \"main.py\", line 3")
    );
    assert!(exception.text.ends_with("ValueError: bad"));
}

#[test]
fn a_message_of_fifty_megabytes_is_cut() {
    let event = run("raise ValueError('x' * 50_000_000)");
    assert!(event.body.len() < 1024 * 1024, "{} bytes", event.body.len());
    let exception = event.exception();
    assert!(exception.message.starts_with("xxxx"));
    assert!(
        exception.message.ends_with("bytes cut]"),
        "{}",
        &exception.message[exception.message.len() - 40..]
    );
}

#[test]
fn a_traceback_of_a_thousand_frames_keeps_both_ends() {
    let event = run("def f(n):\n    if n: return f(n - 1)\n    raise ValueError('deep')\nf(900)");
    let exception = event.exception();
    assert_eq!(
        (exception.message.as_str(), exception.frames),
        ("deep", 200)
    );
    assert!(event.body.len() < 1024 * 1024);
}

#[test]
fn a_long_line_is_cut_in_the_traceback() {
    let event = run(&format!("x = [{}]; 1 / 0", "1, ".repeat(50_000)));
    assert!(event.body.len() < 64 * 1024, "{} bytes", event.body.len());
    assert_eq!(event.exception().name, "ZeroDivisionError");
}

#[test]
fn a_huge_message_of_the_host_is_cut_on_its_way_back() {
    let mut run = Run::of("f()");
    run.start();
    let event = run.advance(&raise("ValueError", &"é".repeat(10_000_000)));
    assert_eq!(event.kind, kind::RAISED);
    assert!(event.body.len() < 1024 * 1024);
}

#[test]
fn chains_of_causes_do_not_grow_without_bound() {
    let code = "try:\n    raise ValueError('a' * 100_000)\nexcept ValueError as e:\n    raise KeyError('b' * 100_000) from e";
    assert!(run(code).body.len() < 1024 * 1024);
    let deep = "e = None\nfor i in range(10_000):\n    try:\n        try:\n            raise ValueError(i) from e\n        except ValueError as inner: e = inner\n    finally: pass\nraise e";
    let event = run(deep);
    assert!([kind::RAISED, kind::REFUSED].contains(&event.kind));
    assert!(event.body.len() < 1024 * 1024);
}
