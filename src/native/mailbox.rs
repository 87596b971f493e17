//! Exchanges bytes between JavaScript's memory and the engine's: the only module that accesses it.
//!
//! A request is a few words and a body in memory that JavaScript filled before, so that a call
//! converts no arguments. The reply replaces them.

use std::cell::RefCell;

use monty_engine::{
    discard,
    held::{Request, WORDS, serve},
    wire::Writer,
};
use napi::{
    Env, Result,
    bindgen_prelude::{Buffer, Function, Uint32Array},
};
use napi_derive::napi;

use crate::{error::failure, value::Copied};

/// Maximum size of a reply buffer that is reused.
const KEPT_BYTES: usize = 1024 * 1024;

thread_local! {
    static REPLY: RefCell<Writer> = RefCell::new(Writer::with_capacity(4096));
}

struct Mailbox {
    words: RefCell<Uint32Array>,
    body: RefCell<Buffer>,
}

impl Mailbox {
    /// Serves the pending request. A reply that does not fit is returned as a buffer.
    fn exchange(&self, env: Env) -> Result<Option<Copied>> {
        // Taken rather than borrowed: dropping an execution inside may reenter this function.
        let mut reply = REPLY.take();
        reply.clear();
        let subject = self.serve(&mut reply)?;
        let sent = self.send(env, subject, &reply);
        if reply.len() <= KEPT_BYTES {
            REPLY.set(reply);
        } else {
            discard(reply);
        }
        sent
    }

    fn serve(&self, reply: &mut Writer) -> Result<u32> {
        let body = self.body.borrow();
        let words = *self
            .words
            .borrow()
            .first_chunk::<WORDS>()
            .ok_or_else(short)?;
        let request = Request::read(words, &body).map_err(failure)?;
        serve(&request, reply).map_err(failure)
    }

    fn send(&self, env: Env, subject: u32, reply: &Writer) -> Result<Option<Copied>> {
        let mut body = self.body.borrow_mut();
        let fits = reply.len() <= body.len();
        if fits {
            body[..reply.len()].copy_from_slice(reply.as_slice());
        }
        let mut words = self.words.borrow_mut();
        // SAFETY: JavaScript does not run meanwhile, and Rust holds no other reference to the words.
        let words = unsafe { words.as_mut() };
        words[1] = subject;
        words[4] = u32::try_from(reply.len()).map_err(|_| failure("a reply of more than 4 GiB"))?;
        if fits {
            return Ok(None);
        }
        // Copied into V8's own memory: V8 frees external memory only when the event loop turns, and
        // a synchronous run can receive gigabytes before that.
        Copied::of(env, reply.as_slice()).map(Some)
    }
}

fn short() -> napi::Error {
    failure("the request is shorter than its header states")
}

/// Shares memory: `words` for a request and its reply, `body` for their data, until the returned
/// function is called with another body. That function serves the pending request, and returns the
/// reply's body if it does not fit.
#[napi(ts_return_type = "(body?: Buffer) => Buffer | null")]
pub fn open_mailbox(
    env: &Env,
    words: Uint32Array,
    body: Buffer,
) -> Result<Function<'_, (), Option<Copied>>> {
    let mailbox = Mailbox {
        words: RefCell::new(words),
        body: RefCell::new(body),
    };
    env.create_function_from_closure("exchange", move |call| {
        if call.length() > 0 {
            mailbox.body.replace(call.get(0)?);
        }
        mailbox.exchange(*call.env)
    })
}
