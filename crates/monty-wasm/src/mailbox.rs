//! The memory that JavaScript shares with the engine: the only module that exposes addresses.

use std::{cell::RefCell, mem};

use monty_engine::{
    discard,
    held::{Misuse, WORDS},
    wire::Writer,
};

/// Capacity above which a body is freed at the next request.
const KEPT_BYTES: usize = 1024 * 1024;

/// The result of a call, besides its reply.
pub(crate) enum Outcome {
    /// The number of the execution or program that the call addressed or created.
    Number(u32),
    /// No further result.
    Done,
}

struct Mailbox {
    words: [u32; WORDS],
    /// The request's body, written by JavaScript.
    body: Vec<u8>,
    /// The reply, read by JavaScript.
    reply: Writer,
}

thread_local! {
    static MAILBOX: RefCell<Mailbox> = RefCell::new(Mailbox {
        words: [0; WORDS],
        body: Vec::new(),
        reply: Writer::with_capacity(4096),
    });
}

/// The address of the words, which never changes.
pub(crate) fn words() -> *mut u32 {
    MAILBOX.with_borrow_mut(|mailbox| mailbox.words.as_mut_ptr())
}

/// The address of a body of `bytes` bytes.
pub(crate) fn body(bytes: usize) -> *mut u8 {
    MAILBOX.with_borrow_mut(|mailbox| {
        let body = &mut mailbox.body;
        if body.capacity() > KEPT_BYTES && bytes <= KEPT_BYTES {
            *body = Vec::new();
        }
        if body.len() < bytes {
            body.resize(bytes, 0);
        }
        body.as_mut_ptr()
    })
}

/// Serves the mailbox's contents. Afterwards the first word is the reply's address and the last its length.
pub(crate) fn with_mailbox(
    serve: impl FnOnce([u32; WORDS], &[u8], &mut Writer) -> Result<Outcome, Misuse>,
) -> u32 {
    // Taken rather than borrowed: freeing an execution while serving may call this again.
    let (words, body, mut reply) = MAILBOX.with_borrow_mut(|mailbox| {
        let body = mem::take(&mut mailbox.body);
        (mailbox.words, body, mem::take(&mut mailbox.reply))
    });
    if reply.len() > KEPT_BYTES {
        discard(mem::replace(&mut reply, Writer::with_capacity(4096)));
    }
    reply.clear();
    let length = (words[WORDS - 1] as usize).min(body.len());
    let outcome = serve(words, &body[..length], &mut reply);
    let is_done = outcome.is_ok();
    MAILBOX.with_borrow_mut(|mailbox| {
        match outcome {
            Ok(Outcome::Number(number)) => mailbox.words[1] = number,
            Ok(Outcome::Done) => {}
            Err(misuse) => {
                reply.clear();
                reply.raw(String::from(misuse).as_bytes());
            }
        }
        mailbox.body = body;
        mailbox.reply = reply;
        let reply = mailbox.reply.as_slice();
        mailbox.words[0] = address(reply);
        mailbox.words[WORDS - 1] = length_of(reply);
    });
    u32::from(is_done)
}

fn address(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.as_ptr().addr()).unwrap_or(u32::MAX)
}

fn length_of(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.len()).unwrap_or(u32::MAX)
}
