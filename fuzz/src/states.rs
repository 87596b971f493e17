//! Runs and sessions in every state in which they can receive a message.

use std::rc::Rc;

use monty_engine::{Execution, Program, SourceOptions, event::kind};

use crate::support::{Event, FUTURE, Run, START, setup, small_limits};

/// Number of states.
pub const STATES: usize = 8;
/// The first of the states that can be dumped.
pub const FIRST_AT_REST: usize = 2;

/// A run or session in one of the [`STATES`].
pub fn in_state(state: usize) -> Run {
    /// Attempts, of which one succeeds even on a busy machine.
    const TRIES: usize = 50;
    (0..TRIES)
        .find_map(|_| begin(state))
        .expect("a state is reached within the limits")
}

/// `None` when a run's time was used up before the state was reached, on a busy machine.
fn begin(state: usize) -> Option<Run> {
    const DATA: &str = "xs = [1, {'a': (2, 3)}, 'text', 2.5, b'x', {4}, 10**30]\n";
    Some(match state {
        0 => run("[a, b]", &["a", "b"]),
        1 => {
            let mut run = run("while True: pass", &[]);
            reached(run.step(&START), kind::YIELDED)?;
            run
        }
        2 => paused(&format!("{DATA}[await f(xs, key=xs), xs]"), kind::FUNCTION)?,
        3 => paused(&format!("{DATA}[unknown, xs]"), kind::NAME)?,
        4 => paused(
            &format!("from pathlib import Path\n{DATA}[Path('/f').read_text(), xs]"),
            kind::OS,
        )?,
        5 => {
            let gathered = "import asyncio\nawait asyncio.gather(f(1), f(2), asyncio.sleep(0.1))";
            let mut run = paused(gathered, kind::FUNCTION)?;
            let mut event = run.advance(&FUTURE);
            while !matches!(event.kind, kind::FUTURES | kind::LIMIT) {
                event = run.advance(&FUTURE);
            }
            reached(event, kind::FUTURES)?;
            run
        }
        6 => {
            let mut session = session();
            let defined =
                "import re, json\nclass K:\n    x = 1\ndef add(n, *, k=K()): xs.append(n)";
            let event = session.feed(&format!("{DATA}{defined}"));
            reached(event, kind::COMPLETE)?;
            session
        }
        _ => {
            let mut session = session();
            let waiting = "def call(xs): return [f(x) for x in xs]\ncall(xs)";
            let event = session.feed(&format!("{DATA}{waiting}"));
            reached(event, kind::FUNCTION)?;
            session
        }
    })
}

fn paused(code: &str, pause: u8) -> Option<Run> {
    let mut run = run(code, &[]);
    reached(run.start(), pause)?;
    Some(run)
}

fn reached(event: Event, wanted: u8) -> Option<()> {
    if event.kind == kind::LIMIT {
        return None;
    }
    event.expect(wanted);
    Some(())
}

fn run(code: &str, inputs: &[&str]) -> Run {
    let inputs = inputs.iter().map(|name| (*name).to_owned()).collect();
    let options = SourceOptions::default();
    let program = Program::compile(code.to_owned(), "main.py", inputs, options);
    let program = program.unwrap_or_else(|exception| panic!("{exception}"));
    let mut setup = setup(small_limits());
    setup.flags_awaited = true;
    Run::from(Execution::program(Rc::new(program), &setup))
}

fn session() -> Run {
    Run::limited_session(small_limits())
}
