//! Runs and sessions in every state in which a message can find them.

use std::rc::Rc;

use monty_engine::{Execution, Program, SourceOptions, event::kind};

use crate::support::{FUTURE, Run, START, setup, small_limits};

/// How many states there are.
pub const STATES: usize = 8;
/// Those from here on can be dumped.
pub const FIRST_AT_REST: usize = 2;

/// A run or session in one of the [`STATES`].
pub fn in_state(state: usize) -> Run {
    const DATA: &str = "xs = [1, {'a': (2, 3)}, 'text', 2.5, b'x', {4}, 10**30]\n";
    match state {
        0 => run("[a, b]", &["a", "b"]),
        1 => {
            let mut run = run("while True: pass", &[]);
            run.step(&START).expect(kind::YIELDED);
            run
        }
        2 => paused(&format!("{DATA}[await f(xs, key=xs), xs]"), kind::FUNCTION),
        3 => paused(&format!("{DATA}[unknown, xs]"), kind::NAME),
        4 => paused(
            &format!("from pathlib import Path\n{DATA}[Path('/f').read_text(), xs]"),
            kind::OS,
        ),
        5 => {
            let gathered = "import asyncio\nawait asyncio.gather(f(1), f(2), asyncio.sleep(0.1))";
            let mut run = paused(gathered, kind::FUNCTION);
            let mut event = run.advance(&FUTURE);
            while event.kind != kind::FUTURES {
                event = run.advance(&FUTURE);
            }
            run
        }
        6 => {
            let mut session = session();
            let defined =
                "import re, json\nclass K:\n    x = 1\ndef add(n, *, k=K()): xs.append(n)";
            session
                .feed(&format!("{DATA}{defined}"))
                .expect(kind::COMPLETE);
            session
        }
        _ => {
            let mut session = session();
            let waiting = "def call(xs): return [f(x) for x in xs]\ncall(xs)";
            session
                .feed(&format!("{DATA}{waiting}"))
                .expect(kind::FUNCTION);
            session
        }
    }
}

fn paused(code: &str, pause: u8) -> Run {
    let mut run = run(code, &[]);
    run.start().expect(pause);
    run
}

fn run(code: &str, inputs: &[&str]) -> Run {
    let inputs = inputs.iter().map(|name| (*name).to_owned()).collect();
    let options = SourceOptions::default();
    let program = Program::compile(code.to_owned(), "main.py", inputs, options);
    let program = program.unwrap_or_else(|exception| panic!("{exception}"));
    let mut setup = setup(small_limits());
    setup.tells_awaited = true;
    Run::from(Execution::program(Rc::new(program), &setup))
}

fn session() -> Run {
    Run::limited_session(small_limits())
}
