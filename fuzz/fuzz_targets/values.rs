//! Bytes for the decoder of values. A decoded value must encode, and decode to the same value; and Python accepts and
//! returns it, or raises an error.

#![no_main]

use std::{cell::OnceCell, rc::Rc};

use libfuzzer_sys::fuzz_target;
use monty_engine::{
    Execution, Program, SourceOptions,
    event::kind,
    message::op,
    wire::{Encoding, Reader, WireError, Writer, read_object, write_object},
};
use monty_fuzz::{
    case,
    echo::echo,
    prepare, seeds,
    support::{Event, Run, setup, small_limits},
};
use monty_types::MontyObject;

fuzz_target!(init: prepare(seeds::values), |bytes: &[u8]| {
    case(|| {
        let Ok(value) = decode(bytes) else { return };
        crosses_unchanged(&value);
        keeps_to_its_limit(&value, bytes.len() / 2);
        goes_through_python(bytes);
    });
});

fn crosses_unchanged(value: &MontyObject) {
    let written = encode(value);
    let said_back = echo(&written).expect("what was read can be said back");
    let again = decode(&said_back).expect("what was written can be read");
    assert_eq!(encode(&again), written);
}

fn keeps_to_its_limit(value: &MontyObject, allowed: usize) {
    for json in [false, true] {
        let mut writer = Writer::default();
        let encoding = Encoding {
            json,
            max_bytes: Some(allowed),
        };
        match write_object(value, encoding, &mut writer) {
            Ok(()) => assert!(writer.len() <= allowed, "{} bytes", writer.len()),
            Err(error) => assert_eq!(error, WireError::TooLarge(allowed)),
        }
    }
}

fn goes_through_python(bytes: &[u8]) {
    let event = identity(bytes);
    let known = [
        kind::COMPLETE,
        kind::RAISED,
        kind::LIMIT,
        kind::UNCONVERTIBLE,
    ];
    assert!(known.contains(&event.kind), "event {}", event.kind);
    if event.kind != kind::COMPLETE {
        return;
    }
    // Python may change the value once, by merging equal keys, but not a second time.
    if let Ok(said_back) = echo(&event.body) {
        let again = identity(&said_back);
        assert_eq!((again.kind, again.body), (kind::COMPLETE, event.body));
    }
}

/// The event of a program that returns a value unchanged.
fn identity(value: &[u8]) -> Event {
    let mut run = Run::from(Execution::program(program(), &setup(small_limits())));
    run.start().expect(kind::FUNCTION);
    run.advance(&[&[op::RETURN], value].concat())
}

fn program() -> Rc<Program> {
    thread_local! {
        static PROGRAM: OnceCell<Rc<Program>> = const { OnceCell::new() };
    }
    PROGRAM.with(|program| {
        let compile = || {
            let code = "f()".to_owned();
            Program::compile(code, "main.py", Vec::new(), SourceOptions::default())
        };
        Rc::clone(program.get_or_init(|| Rc::new(compile().expect("it compiles"))))
    })
}

fn decode(bytes: &[u8]) -> Result<MontyObject, WireError> {
    let mut reader = Reader::new(bytes);
    let value = read_object(&mut reader)?;
    reader.finish()?;
    Ok(value)
}

fn encode(value: &MontyObject) -> Vec<u8> {
    let mut writer = Writer::default();
    monty_fuzz::support::write(value, &mut writer);
    writer.take()
}
