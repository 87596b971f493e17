//! Seeds of the fuzzer: one valid input of every kind.

use std::cell::OnceCell;

use monty_engine::{Limits, message::op, wire::Writer};
use monty_types::MontyObject;

use crate::{
    drive,
    frame::request,
    states::{FIRST_AT_REST, STATES, in_state},
    support::{
        DESCRIBE, FUTURE, NOT_FOUND, Random, START, STOP, abort, answer, answer_awaited, feed,
        message, raise, settle, small_limits, start_with, write,
    },
    values::specimens,
};

/// Bytes of the limits at the start of a setup.
pub const LIMITS_BYTES: usize = 9 * size_of::<f64>();
/// The most bytes of a seed: longer ones only slow the fuzzer down.
const LONGEST: usize = 4_000;

pub fn values() -> Vec<Vec<u8>> {
    let every = specimens()
        .into_iter()
        .chain([MontyObject::list(specimens())]);
    let mut seeds: Vec<Vec<u8>> = every
        .map(|value| {
            let mut writer = Writer::default();
            write(&value, &mut writer);
            writer.take()
        })
        .filter(|bytes| bytes.len() < LONGEST)
        .collect();
    // A list twice in a list, and the packed lists.
    seeds.push(vec![9, 3, 9, 1, 0, 37, 1, 37, 1]);
    for packed in [39, 40] {
        seeds.push(
            [
                &[packed, 2][..],
                &1.0_f64.to_le_bytes(),
                &2.0_f64.to_le_bytes(),
            ]
            .concat(),
        );
    }
    seeds
}

pub fn messages() -> Vec<Vec<u8>> {
    let value = MontyObject::list([MontyObject::int(1), MontyObject::string("x")]);
    let assigning = message(op::FEED, |writer| {
        writer.u8(3);
        writer.text("y = x + [print(add(2))]");
        writer.varint(1);
        writer.text("x");
        write(&value, writer);
    });
    let said = [
        start_with(&[value.clone(), MontyObject::none()]),
        answer(&value),
        answer_awaited(&value),
        raise("ValueError", "no"),
        abort("KeyError", "k"),
        settle(&[(1, value.clone()), (2, MontyObject::none()), (3, value)]),
        feed("import json\njson.dumps(xs[:2])"),
        assigning,
        FUTURE.to_vec(),
        NOT_FOUND.to_vec(),
        DESCRIBE.to_vec(),
        STOP.to_vec(),
    ];
    let mut seeds = Vec::new();
    for state in 0..STATES as u8 {
        let mut all = vec![state];
        for message in &said {
            let mut one = vec![state];
            for seed in [&mut one, &mut all] {
                seed.extend_from_slice(&(message.len() as u16).to_le_bytes());
                seed.extend_from_slice(message);
            }
            seeds.push(one);
        }
        seeds.push(all);
    }
    seeds
}

/// Calls `work` with a dump of every state that can be dumped.
pub fn with_dumps<T>(work: impl FnOnce(&[Vec<u8>]) -> T) -> T {
    thread_local! {
        static DUMPS: OnceCell<Vec<Vec<u8>>> = const { OnceCell::new() };
    }
    let dump = |state| {
        let dumped = in_state(state).execution().dump("main.py");
        dumped.expect("it is at rest")
    };
    DUMPS.with(|dumps| work(dumps.get_or_init(|| (FIRST_AT_REST..STATES).map(dump).collect())))
}

/// The engine's record of a dump, and the interpreter's dump.
pub fn split_record(bytes: &[u8]) -> (&[u8], &[u8]) {
    let (length, rest) = bytes.split_first_chunk::<4>().expect("a length");
    rest.split_at(u32::from_le_bytes(*length) as usize)
}

/// A byte of 0 and a dump, or the number of a dump and another record for it.
pub fn snapshots() -> Vec<Vec<u8>> {
    with_dumps(|dumps| {
        let whole = dumps.iter().map(|dump| [&[0], dump.as_slice()].concat());
        let records = dumps.iter().zip(1..).map(|(dump, number)| {
            let (record, _) = split_record(dump);
            [&[number], record].concat()
        });
        whole.chain(records).collect()
    })
}

/// Programs of the project, ordinary and hostile: not all, as the fuzzer tries every seed first.
pub fn sources() -> Vec<Vec<u8>> {
    const MOST: usize = 200;
    let programs = drive::ordinary().into_iter().chain(drive::corpus());
    let short: Vec<Vec<u8>> = programs
        .map(String::into_bytes)
        .filter(|source| source.len() < LONGEST)
        .collect();
    let every = short.len().div_ceil(MOST).max(1);
    short.into_iter().step_by(every).collect()
}

/// Enough choices for a program and many answers.
pub fn drive() -> Vec<Vec<u8>> {
    let mut beyond = Random::new(&[]);
    (0..64)
        .map(|_| (0..100).flat_map(|_| beyond.next().to_le_bytes()).collect())
        .collect()
}

/// Conversations with a worker.
pub fn worker() -> Vec<Vec<u8>> {
    let program = |code: &str| {
        let mut writer = Writer::default();
        writer.text(code);
        writer.text("main.py");
        writer.varint(0);
        write_options(&mut writer);
        frame(request::PROGRAM, 1, &writer.take())
    };
    let run = |setup: &[u8]| frame(request::RUN, 2, &[&1_u32.to_le_bytes(), setup].concat());
    let step = |message: &[u8]| frame(request::STEP, 2, message);
    let mut session = Writer::default();
    session.text("session.py");
    write_options(&mut session);
    session.raw(&setup(&small_limits()));
    let session = frame(request::SESSION, 2, &session.take());
    let ends = [
        frame(request::DUMP, 2, b"main.py"),
        frame(request::DROP, 2, b""),
        frame(request::FORGET, 1, b""),
        frame(request::PING, 0, b""),
    ];
    let seven = answer(&MontyObject::int(7));
    let mut seeds = vec![
        [
            program("print('a')\nf(1)"),
            run(&[]),
            step(&START),
            step(&seven),
            ends.concat(),
        ]
        .concat(),
        [
            program("f(1) + unknown"),
            run(&setup(&small_limits())),
            step(&START),
            ends.concat(),
        ]
        .concat(),
        [
            program("while 1: print(1)"),
            run(&setup(&Limits::default())),
            step(&START),
        ]
        .concat(),
        [program("1 +"), run(&[]), step(&START)].concat(),
        [
            session,
            step(&feed("x = [1]")),
            step(&feed("x + f()")),
            step(&seven),
            ends.concat(),
        ]
        .concat(),
    ];
    with_dumps(|dumps| {
        for dump in dumps {
            seeds.push(
                [
                    frame(request::LOAD, 2, dump),
                    step(&DESCRIBE),
                    step(&seven),
                    ends.concat(),
                ]
                .concat(),
            );
        }
    });
    seeds
}

fn write_options(writer: &mut Writer) {
    writer.u32(120);
    writer.u8(0);
    writer.u32(10_000);
}

fn frame(kind: u32, subject: u32, body: &[u8]) -> Vec<u8> {
    let length = 8 + body.len() as u32;
    let head = [length, kind, subject].map(u32::to_le_bytes).concat();
    [&head, body].concat()
}

/// A setup with these limits, system clock and randomness, and UTC.
pub fn setup(limits: &Limits) -> Vec<u8> {
    let milliseconds = |limit: Option<std::time::Duration>| {
        limit.map_or(f64::INFINITY, |limit| limit.as_secs_f64() * 1_000.0)
    };
    let count = |limit: Option<usize>| limit.map_or(f64::INFINITY, |limit| limit as f64);
    let numbers = [
        milliseconds(limits.duration),
        count(limits.memory),
        limits.recursion_depth as f64,
        count(limits.host_calls.map(|calls| calls as usize)),
        count(limits.environment_calls.map(|calls| calls as usize)),
        milliseconds(limits.total_sleep),
        count(limits.output),
        count(limits.result),
        count(limits.gc_interval),
    ];
    let mut bytes: Vec<u8> = numbers
        .iter()
        .flat_map(|number| number.to_le_bytes())
        .collect();
    // Clock, time zone, random seed, working directory, flags.
    bytes.extend_from_slice(&[0; 5]);
    bytes
}
