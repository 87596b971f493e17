//! Bytes that are no messages are rejected.

use monty_engine::{
    Setup,
    event::kind,
    message::op,
    wire::{Reader, read_object},
};
use monty_types::MontyObject;

use crate::{
    support::{
        Random, Run, abort, answer, answer_awaited, feed, message, raise, settle, start_with, write,
    },
    values::specimens,
};

fn messages() -> Vec<Vec<u8>> {
    let values = MontyObject::list(specimens());
    vec![
        start_with(&specimens()),
        start_with(&[]),
        message(op::FEED, |writer| {
            writer.u8(0);
            writer.text("x + y");
            writer.varint(2);
            writer.text("x");
            write(&values, writer);
            writer.text("y");
            write(&MontyObject::int(1), writer);
        }),
        feed("print('hello')"),
        answer(&values),
        answer_awaited(&values),
        raise("ValueError", "a message of some length"),
        abort("KeyError", "k"),
        settle(&[
            (1, values.clone()),
            (2, MontyObject::none()),
            (u32::MAX, MontyObject::float(0.5)),
        ]),
    ]
}

/// Sends a message in every state of an execution. None may panic, which the event `CRASHED` would report.
fn say(bytes: &[u8], runs: &mut [Run]) {
    for run in runs {
        let event = run.step(bytes);
        assert_ne!(event.kind, kind::CRASHED, "{bytes:?}: {}", event.reason());
    }
}

#[test]
fn every_truncation_is_rejected() {
    let mut run = Run::of("f()");
    run.start().expect(kind::FUNCTION);
    for bytes in messages() {
        for end in 0..bytes.len() {
            // A long message is cut at its first and last bytes, and at some in between.
            if end > 3_000 && end + 3_000 < bytes.len() && end % 97 != 0 {
                continue;
            }
            run.step(&bytes[..end]).expect(kind::REJECTED);
        }
    }
    run.advance(&answer(&MontyObject::int(1)))
        .expect(kind::COMPLETE);
}

#[test]
fn bytes_after_a_message_are_rejected() {
    let mut run = Run::of("f()");
    run.start().expect(kind::FUNCTION);
    for mut bytes in messages() {
        bytes.push(0);
        run.step(&bytes).expect(kind::REJECTED);
    }
}

#[test]
fn a_hundred_thousand_mutations_do_no_harm() {
    let seed = 0x5eed;
    let mut random = Random::new(seed);
    let originals: Vec<Vec<u8>> = messages()
        .into_iter()
        .filter(|bytes| bytes.len() < 3_000)
        .chain(small_values())
        .collect();
    let fresh = || {
        let mut paused = Run::of("f()");
        paused.start();
        [Run::of("1"), paused, Run::session()]
    };
    let mut runs = fresh();
    for round in 0..100_000 {
        let mut bytes = originals[random.below(originals.len())].clone();
        for _ in 0..=random.below(3) {
            mutate(&mut bytes, &mut random);
        }
        // Decoding alone, in every position a value can have.
        let _ = read_object(&mut Reader::new(&bytes));
        let _ = Setup::read(&bytes);
        if round % 4 == 0 {
            say(&bytes, &mut runs);
            if runs.iter_mut().any(|run| run.execution().is_over()) {
                runs = fresh();
            }
        }
    }
}

fn small_values() -> impl Iterator<Item = Vec<u8>> {
    specimens()
        .into_iter()
        .map(|value| answer(&value))
        .filter(|bytes| bytes.len() < 3_000)
}

fn mutate(bytes: &mut Vec<u8>, random: &mut Random) {
    if bytes.is_empty() {
        return bytes.push(random.next() as u8);
    }
    let at = random.below(bytes.len());
    match random.below(6) {
        0 => bytes[at] ^= 1 << random.below(8),
        1 => bytes[at] = random.next() as u8,
        2 => bytes.insert(at, random.next() as u8),
        3 => drop(bytes.remove(at)),
        4 => bytes.truncate(at),
        _ => {
            let end = (at + 1 + random.below(16)).min(bytes.len());
            let piece = bytes[at..end].to_vec();
            let to = random.below(bytes.len());
            bytes.splice(to..to, piece);
        }
    }
}
