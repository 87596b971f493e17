//! Programs from a grammar, or hostile ones, under random limits, in slices, with random answers, dumps and loads,
//! stops and aborts: the messages that Node sends to an execution.

#![no_main]

use std::cell::OnceCell;

use libfuzzer_sys::fuzz_target;
use monty_fuzz::{case, drive, prepare, seeds, support::Random};

fuzz_target!(init: prepare(seeds::drive), |bytes: &[u8]| {
    case(|| {
        let mut random = Random::new(bytes);
        if random.below(16) == 1 {
            with_corpus(|corpus| drive::hostile_program(corpus, &mut random));
        } else {
            drive::random_program(&mut random);
        }
    });
});

fn with_corpus(work: impl FnOnce(&[String])) {
    thread_local! {
        static CORPUS: OnceCell<Vec<String>> = const { OnceCell::new() };
    }
    CORPUS.with(|corpus| {
        work(corpus.get_or_init(drive::corpus));
    });
}
