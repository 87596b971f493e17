//! Texts as Python: compiled, searched for awaited calls, and fed to a session, but not run beyond their first line,
//! which the target adds.

#![no_main]

use std::rc::Rc;

use libfuzzer_sys::fuzz_target;
use monty_engine::{
    Execution, Program, SourceOptions,
    event::kind,
    message::{feed, op},
};
use monty_fuzz::{
    case, prepare, seeds,
    support::{Run, message, setup, small_limits},
};

fuzz_target!(init: prepare(seeds::sources), |bytes: &[u8]| {
    case(|| {
        let code = String::from_utf8_lossy(bytes);
        compile(&code);
        feed_unrun(&code);
    });
});

fn compile(code: &str) {
    let options = SourceOptions::default();
    let Ok(program) = Program::compile(code.to_owned(), "main.py", Vec::new(), options) else {
        return;
    };
    let mut setup = setup(small_limits());
    setup.flags_awaited = true;
    drop(Execution::program(Rc::new(program), &setup));
}

fn feed_unrun(code: &str) {
    let code = format!("f()\n{code}");
    let message = message(op::FEED, |writer| {
        writer.u8(feed::ASSIGNING);
        writer.text(&code);
        writer.varint(0);
    });
    let event = Run::limited_session(small_limits()).advance(&message);
    assert_ne!(event.kind, kind::CRASHED, "{}", event.reason());
}
