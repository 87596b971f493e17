//! Where bytes pass between JavaScript's memory and ours: the only module that touches it.

use std::cell::RefCell;

use monty_engine::wire::Writer;
use napi::bindgen_prelude::{Buffer, Either};

/// Messages beyond this are not worth keeping a buffer for.
const KEPT_BYTES: usize = 1024 * 1024;

thread_local! {
    static REPLY: RefCell<Writer> = RefCell::new(Writer::with_capacity(4096));
}

/// Reads a message of `length` bytes from `io`, and answers in the same memory with the length of
/// the reply; a reply that does not fit comes as a buffer of its own.
pub(crate) fn exchange(
    io: &mut [u8],
    length: u32,
    answer: impl FnOnce(&[u8], &mut Writer),
) -> Either<u32, Buffer> {
    let message = &io[..(length as usize).min(io.len())];
    // Taken rather than borrowed: dropping an execution inside may lead back here.
    let mut reply = REPLY.take();
    reply.clear();
    answer(message, &mut reply);
    let sent = if reply.len() <= io.len() {
        io[..reply.len()].copy_from_slice(reply.as_slice());
        // The length fits: it is at most that of a JavaScript buffer just read.
        Either::A(u32::try_from(reply.len()).unwrap_or(u32::MAX))
    } else {
        Either::B(Buffer::from(reply.take()))
    };
    if reply.len() <= KEPT_BYTES {
        REPLY.set(reply);
    }
    sent
}
