//! Random programs, answers, cancellations and bytes, for `MONTY_FUZZ_SECONDS` seconds (default 2), seeded by
//! `MONTY_SEED` (default: the clock). A failure prints its seed.

#![allow(
    clippy::pedantic,
    reason = "casts and formats that could fail or take longer do no harm in tests"
)]

#[expect(
    dead_code,
    reason = "shared with the fuzz targets, which use more of it"
)]
mod drive;
mod grammar;
#[path = "../engine/support.rs"]
#[expect(
    dead_code,
    reason = "shared with the other tests, which use more of it"
)]
mod support;
mod wire;

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use monty_engine::MeteredAllocator;

use crate::support::Random;

#[global_allocator]
static ALLOCATOR: MeteredAllocator = MeteredAllocator;

/// Runs `one` with new seeds until the time is up.
fn repeat(what: &str, one: impl Fn(&mut Random)) {
    let number = |name: &str| {
        std::env::var(name)
            .ok()
            .and_then(|text| text.parse::<u64>().ok())
    };
    let seconds = number("MONTY_FUZZ_SECONDS").unwrap_or(2);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let first = number("MONTY_SEED").unwrap_or(now.as_secs() << 20);
    let end = Instant::now() + Duration::from_secs(seconds);
    let mut seed = first;
    // After a crash only earlier output is left.
    let progress = std::env::var_os("MONTY_FUZZ_TRACE").is_some();
    while Instant::now() < end {
        if progress {
            eprintln!("{what}: MONTY_SEED={seed}");
        }
        let case = std::panic::AssertUnwindSafe(|| one(&mut Random::new(seed)));
        if let Err(payload) = std::panic::catch_unwind(case) {
            eprintln!("{what} failed: repeat it with MONTY_SEED={seed}");
            std::panic::resume_unwind(payload);
        }
        seed += 1;
    }
    println!("{what}: {} cases from MONTY_SEED={first}", seed - first);
}

#[test]
fn random_programs_end_in_known_ways_whatever_the_host_does() {
    repeat("programs", drive::random_program);
}

#[test]
fn hostile_programs_end_in_known_ways_under_any_limits() {
    let corpus = drive::corpus();
    assert!(corpus.len() > 100, "{} programs", corpus.len());
    repeat("hostile programs", |random| {
        drive::hostile_program(&corpus, random)
    });
}

#[test]
fn random_bytes_are_no_message_or_a_harmless_one() {
    repeat("messages", wire::random_message);
}

#[test]
fn random_values_cross_and_come_back() {
    repeat("values", wire::random_value);
}
