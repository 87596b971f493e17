//! The engine as a WebAssembly module: what [`monty_engine::held`] offers, by numbers and by memory.
//!
//! JavaScript writes into the mailbox, calls a function, and reads the mailbox again: `src/core/wasm` is the other
//! side. What a function is given lies in the mailbox's body, and what it says is put there, too. An instance has
//! one thread and nothing of the host's but its clocks and its randomness.

mod host;
mod mailbox;
#[cfg(target_family = "wasm")]
mod thread;

use monty_engine::{
    MeteredAllocator, catch,
    held::{self, Misuse, Request},
    panic_message,
};
#[cfg(target_family = "wasm")]
use monty_engine::{check_request, write_findings};

use mailbox::{Outcome, with_mailbox};

#[global_allocator]
static ALLOCATOR: MeteredAllocator = MeteredAllocator;

/// What a call may give, besides bytes.
type Answer = Result<Outcome, Misuse>;

/// Where the mailbox's words are: kind, subject, whether it may wait, length of the setup, length of what lies in
/// the body.
#[unsafe(no_mangle)]
pub extern "C" fn mailbox_words() -> *mut u32 {
    mailbox::words()
}

/// Makes the body of the mailbox at least `bytes` long, and says where it is. What lay there is gone.
#[unsafe(no_mangle)]
pub extern "C" fn mailbox_body(bytes: usize) -> *mut u8 {
    mailbox::body(bytes)
}

/// Serves the request that lies in the mailbox.
#[unsafe(no_mangle)]
pub extern "C" fn exchange() -> u32 {
    answer(|words, body, reply| {
        let request = Request::read(words, body)?;
        Ok(Outcome::Number(held::serve(&request, reply)?))
    })
}

/// Begins an execution from the bytes in the mailbox, which are authentic: the subject is its number then, and the
/// body eight bytes, the memory it may hold.
#[unsafe(no_mangle)]
pub extern "C" fn load_execution() -> u32 {
    answer(|_, body, reply| {
        let (number, max_memory_bytes) = held::load(body)?;
        reply.f64(max_memory_bytes);
        Ok(Outcome::Number(number))
    })
}

/// The state of the subject as bytes; its script's name lies in the mailbox.
#[unsafe(no_mangle)]
pub extern "C" fn dump_execution() -> u32 {
    answer(|words, body, reply| {
        reply.raw(&held::dump(words[1], &String::from_utf8_lossy(body))?);
        Ok(Outcome::Done)
    })
}

/// The limits that travel with the dump in the mailbox, eight bytes each.
#[unsafe(no_mangle)]
pub extern "C" fn dumped_limits() -> u32 {
    answer(|_, body, reply| {
        for limit in held::dumped_limits(body)? {
            reply.f64(limit);
        }
        Ok(Outcome::Done)
    })
}

/// Whether the subject is a session between two feeds, as one byte.
#[unsafe(no_mangle)]
pub extern "C" fn is_idle() -> u32 {
    answer(|words, _, reply| {
        reply.u8(u8::from(held::is_idle(words[1])?));
        Ok(Outcome::Done)
    })
}

/// The names of the subject's functions, one a line.
#[unsafe(no_mangle)]
pub extern "C" fn function_names() -> u32 {
    answer(|words, _, reply| {
        reply.raw(held::function_names(words[1])?.join("\n").as_bytes());
        Ok(Outcome::Done)
    })
}

/// Answers the type check that lies in the mailbox.
#[cfg(target_family = "wasm")]
#[unsafe(no_mangle)]
pub extern "C" fn check_types() -> u32 {
    answer(|_, body, reply| {
        write_findings(check_request(body).map_err(Misuse::told)?, reply);
        Ok(Outcome::Done)
    })
}

/// Serves the frames of a worker that lie in the mailbox; replies go to the host as they come. An instance that does
/// this does nothing else.
#[cfg(target_family = "wasm")]
#[unsafe(no_mangle)]
pub extern "C" fn serve_frames() -> u32 {
    answer(|_, body, _| {
        thread::serve(body)?;
        Ok(Outcome::Done)
    })
}

/// The exit code that a process would have had, once the instance has trapped; 0 for none of ours.
#[cfg(target_family = "wasm")]
#[unsafe(no_mangle)]
pub extern "C" fn exit_code() -> u32 {
    monty_worker::exit_code()
}

/// Frees an execution.
#[unsafe(no_mangle)]
pub extern "C" fn drop_execution(number: u32) {
    held::drop_execution(number);
}

/// Frees a program.
#[unsafe(no_mangle)]
pub extern "C" fn drop_program(number: u32) {
    held::drop_program(number);
}

/// Does `work` with what lies in the mailbox and puts its reply there. Gives 1, or 0 when the reply is the reason
/// why it could not be done.
fn answer(
    work: impl FnOnce([u32; held::WORDS], &[u8], &mut monty_engine::wire::Writer) -> Answer,
) -> u32 {
    with_mailbox(|words, body, reply| {
        catch(|| work(words, body, reply)).unwrap_or_else(|payload| {
            let reason = panic_message(payload.as_ref());
            Err(Misuse::internal(&reason))
        })
    })
}
