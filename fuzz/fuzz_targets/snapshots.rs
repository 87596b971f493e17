//! The payload of a snapshot, which the engine reads after its envelope was verified: the engine's record, and the
//! interpreter's dump. Both are forged here, unlike those of verified snapshots. The result may be nonsense, but it is
//! an error, or an execution that answers, and memory stays safe.

#![no_main]

use libfuzzer_sys::fuzz_target;
use monty_engine::{Execution, event::kind, held::dumped_limits, write_limits};
use monty_fuzz::{
    case, prepare, seeds,
    support::{DESCRIBE, NOT_FOUND, Run, answer, are_small, feed, step_briefly},
};
use monty_types::MontyObject;

fuzz_target!(init: prepare(seeds::snapshots), |bytes: &[u8]| {
    case(|| {
        let Some((form, rest)) = bytes.split_first() else { return };
        if let Some(snapshot) = snapshot(*form, rest) {
            load(&snapshot);
        }
    });
});

/// The bytes unchanged, or as a record before a valid dump.
fn snapshot(form: u8, bytes: &[u8]) -> Option<Vec<u8>> {
    let Some(whole) = usize::from(form).checked_sub(1) else {
        return Some(bytes.to_vec());
    };
    seeds::with_dumps(|dumps| {
        let (_, dump) = seeds::split_record(dumps.get(whole)?);
        let length = u32::try_from(bytes.len()).ok()?;
        Some([&length.to_le_bytes(), bytes, dump].concat())
    })
}

fn load(snapshot: &[u8]) {
    let limits = dumped_limits(snapshot);
    let Ok(mut execution) = Execution::load(snapshot) else {
        return;
    };
    let limits = limits.expect("what can be loaded has limits");
    assert_eq!(write_limits(execution.limits()), limits);
    let again = execution.dump("main.py");
    let mut run = Run::from(execution);
    let event = run.step(&DESCRIBE);
    if !are_small(&limits) {
        return;
    }
    let mut runs = vec![run];
    if let Ok(Ok(copy)) = again.map(|bytes| Execution::load(&bytes)) {
        let mut copy = Run::from(copy);
        assert_eq!(copy.step(&DESCRIBE).kind, event.kind);
        runs.push(copy);
    }
    for (mut run, message) in runs
        .into_iter()
        .zip([answer(&MontyObject::int(7)), NOT_FOUND.to_vec()])
    {
        let message = match event.kind {
            kind::REJECTED => feed("add(1)\nxs"),
            _ => message,
        };
        step_briefly(&mut run, &message);
    }
}
