//! Bytes on a worker's pipe. The worker answers all frames, or gives up with a reason: its parent makes no mistakes.

#![no_main]

#[path = "../../crates/monty-worker/src/frame.rs"]
mod frame;
#[path = "../../crates/monty-worker/src/replies.rs"]
mod replies;
#[path = "../../crates/monty-worker/src/requests.rs"]
mod requests;
#[path = "../../crates/monty-worker/src/server.rs"]
mod server;
#[path = "../../crates/monty-worker/src/setup.rs"]
mod setup;

use std::{
    fs::{File, OpenOptions},
    io::{self, Write},
    os::fd::OwnedFd,
    time::Duration,
};

use frame::{HEAD_BYTES, LENGTH_BYTES, request};
use libfuzzer_sys::fuzz_target;
use monty_engine::{Limits, held::dumped_limits, wire::Reader};
use monty_fuzz::{
    case, prepare, seeds,
    support::{are_small, small_limits},
};
use replies::Replies;
use requests::Requests;
use server::Server;

/// Least capacity of a pipe: all bytes are written before any are read.
const PIPE_BYTES: usize = 60_000;

/// Replaces the limit that ends the process, which no run may do here, and the parent's signals.
mod process {
    pub fn limit_memory(_: Option<usize>) {}

    pub fn take_interrupt() -> bool {
        false
    }
}

fuzz_target!(init: prepare(seeds::worker), |bytes: &[u8]| {
    case(|| {
        if let Some(tame) = tamed(bytes)
            && tame.len() <= PIPE_BYTES
        {
            let _ = serve(&tame);
        }
    });
});

fn serve(bytes: &[u8]) -> io::Result<()> {
    let (input, mut parent) = io::pipe()?;
    parent.write_all(bytes)?;
    drop(parent);
    let mut requests = Requests::new(File::from(OwnedFd::from(input)));
    let mut replies = Replies::new(OpenOptions::new().write(true).open("/dev/null")?);
    let mut server = Server::default();
    while let Some(frame) = requests.next(&mut replies)? {
        server.serve(&frame, &mut replies)?;
    }
    Ok(())
}

/// The same frames, with limits under which a run ends soon. `None` when a snapshot in them has larger
/// limits.
fn tamed(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut tame = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((head, body, after)) = first_frame(rest) {
        let mut body = body.to_vec();
        match u32::from_le_bytes(*head.first_chunk()?) {
            request::LOAD if dumped_limits(&body).is_ok_and(|limits| !are_small(&limits)) => {
                return None;
            }
            request::RUN => limit(&mut body, 4),
            request::SESSION => {
                if let Some(at) = setup_of_session(&body) {
                    limit(&mut body, at);
                }
            }
            _ => {}
        }
        let length = u32::try_from(HEAD_BYTES + body.len()).ok()?;
        tame.extend_from_slice(&length.to_le_bytes());
        tame.extend_from_slice(head);
        tame.extend_from_slice(&body);
        rest = after;
    }
    // The rest is no frame, or an incomplete one.
    tame.extend_from_slice(rest);
    Some(tame)
}

fn first_frame(bytes: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<LENGTH_BYTES>()?;
    let (whole, after) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
    let (head, body) = whole.split_at_checked(HEAD_BYTES)?;
    Some((head, body, after))
}

/// Offset of a session's setup.
fn setup_of_session(body: &[u8]) -> Option<usize> {
    const OPTIONS: usize = 9;
    let mut reader = Reader::new(body);
    reader.text().ok()?;
    reader.raw(OPTIONS).ok()?;
    Some(body.len() - reader.remaining())
}

/// Overwrites the limits of the setup at `at` with small ones; an empty setup means the defaults.
fn limit(body: &mut Vec<u8>, at: usize) {
    let small = seeds::setup(&Limits {
        duration: Some(Duration::from_millis(20)),
        ..small_limits()
    });
    if body.len() == at {
        body.extend_from_slice(&small);
    } else if let Some(limits) = body.get_mut(at..at + seeds::LIMITS_BYTES) {
        limits.copy_from_slice(&small[..seeds::LIMITS_BYTES]);
    }
}
