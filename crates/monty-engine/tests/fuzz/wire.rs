//! Random bytes as messages, and random values.

use monty_engine::{
    Setup,
    event::kind,
    wire::{MAX_DEPTH, Reader, read_object, tag},
};
use monty_types::MontyObject;

use crate::support::{Random, Run, answer, write};

pub fn random_message(random: &mut Random) {
    let length = random.below(200);
    let mut bytes: Vec<u8> = (0..length).map(|_| random.next() as u8).collect();
    // Tags and small counts get further than arbitrary bytes.
    for byte in &mut bytes {
        if random.below(3) > 0 {
            *byte = random.below(tag::ALL.len() + 2) as u8;
        }
    }
    let _ = read_object(&mut Reader::new(&bytes));
    let _ = Setup::read(&bytes);
    let mut waiting = Run::of("f()");
    waiting.start();
    for mut run in [Run::of("1"), waiting, Run::session()] {
        let event = run.step(&bytes);
        assert_ne!(event.kind, kind::CRASHED, "{bytes:?}: {}", event.reason());
    }
}

pub fn random_value(random: &mut Random) {
    let value = value(random, 6);
    let mut writer = monty_engine::wire::Writer::default();
    write(&value, &mut writer);
    let mut reader = Reader::new(writer.as_slice());
    let back = read_object(&mut reader).expect("what was written can be read");
    reader.finish().expect("all of it");
    assert_eq!(back, value);
    let mut run = Run::of("f() == g()");
    run.start();
    run.advance(&answer(&value)).expect(kind::FUNCTION);
    assert_eq!(
        run.advance(&answer(&value)).value(),
        MontyObject::bool(true)
    );
}

fn value(random: &mut Random, depth: usize) -> MontyObject {
    assert!(depth < MAX_DEPTH);
    let scalar = |random: &mut Random| match random.below(6) {
        0 => MontyObject::none(),
        1 => MontyObject::bool(random.below(2) == 0),
        2 => MontyObject::int((random.next() >> random.below(64)) as i64),
        3 => MontyObject::float(f64::from(random.next() as i32) / 8.0),
        4 => MontyObject::bytes(vec![random.next() as u8; random.below(20)]),
        _ => MontyObject::string("aé🎈\0\"".repeat(random.below(5))),
    };
    if depth == 0 {
        return scalar(random);
    }
    let count = random.below(5);
    match random.below(6) {
        0 => MontyObject::list((0..count).map(|_| value(random, depth - 1))),
        1 => MontyObject::tuple((0..count).map(|_| value(random, depth - 1))),
        2 => MontyObject::dict((0..count).map(|at| {
            (
                MontyObject::string(format!("k{at}")),
                value(random, depth - 1),
            )
        })),
        3 => MontyObject::dict(
            (0..count).map(|at| (MontyObject::int(at as i64), value(random, depth - 1))),
        ),
        4 => MontyObject::frozenset((0..count.min(1)).map(|at| MontyObject::int(at as i64))),
        _ => scalar(random),
    }
}
