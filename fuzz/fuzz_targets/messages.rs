//! Bytes as messages to a run or session in any state: each is accepted, or rejected without side effects.

#![no_main]

use libfuzzer_sys::fuzz_target;
use monty_engine::event::kind;
use monty_fuzz::{
    case, prepare, seeds,
    states::{STATES, in_state},
    support::step_briefly,
};

/// The most messages of a case.
const MESSAGES: usize = 20;

fuzz_target!(init: prepare(seeds::messages), |bytes: &[u8]| {
    case(|| {
        let Some((state, mut rest)) = bytes.split_first() else { return };
        let mut run = in_state(usize::from(*state) % STATES);
        for _ in 0..MESSAGES {
            let Some(message) = next_message(&mut rest) else { break };
            let event = step_briefly(&mut run, message);
            assert!(event.kind <= kind::UNCONVERTIBLE, "event {}", event.kind);
            assert_ne!(event.kind, kind::CRASHED, "{}", event.reason());
            if event.kind == kind::REJECTED && !run.execution().is_over() {
                assert_eq!(run.step(message), event, "a rejection leaves all as it was");
            }
        }
    });
});

/// Reads two bytes of length, and the message as far as there is one.
fn next_message<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let (length, after) = rest.split_first_chunk::<2>()?;
    let length = usize::from(u16::from_le_bytes(*length)).min(after.len());
    let (message, after) = after.split_at(length);
    *rest = after;
    Some(message)
}
