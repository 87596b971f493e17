//! The engine as a WebAssembly module: exports the functions of [`monty_engine::held`], with numbers and memory.
//!
//! JavaScript writes into the mailbox, calls a function, and reads the mailbox again; `src/core/wasm` does that. The
//! mailbox's body holds a function's arguments, and afterwards its reply. An instance has one thread, and nothing of
//! the host but its clocks and its randomness.

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

/// The result of a call, besides its reply bytes.
type Answer = Result<Outcome, Misuse>;

/// The address of the mailbox's words: kind, subject, whether the step may wait, length of the setup, length of the
/// body.
#[unsafe(no_mangle)]
pub extern "C" fn mailbox_words() -> *mut u32 {
    mailbox::words()
}

/// Makes the mailbox's body at least `bytes` long and returns its address. The old contents are lost.
#[unsafe(no_mangle)]
pub extern "C" fn mailbox_body(bytes: usize) -> *mut u8 {
    mailbox::body(bytes)
}

/// Serves the request in the mailbox.
#[unsafe(no_mangle)]
pub extern "C" fn exchange() -> u32 {
    answer(|words, body, reply| {
        let request = Request::read(words, body)?;
        Ok(Outcome::Number(held::serve(&request, reply)?))
    })
}

/// Loads an execution from the authentic bytes in the mailbox. The subject is then its number, and the body eight
/// bytes, its memory limit.
#[unsafe(no_mangle)]
pub extern "C" fn load_execution() -> u32 {
    answer(|_, body, reply| {
        let (number, max_memory_bytes) = held::load(body)?;
        reply.f64(max_memory_bytes);
        Ok(Outcome::Number(number))
    })
}

/// Serializes the state of the subject; the mailbox holds the script's name.
#[unsafe(no_mangle)]
pub extern "C" fn dump_execution() -> u32 {
    answer(|words, body, reply| {
        reply.raw(&held::dump(words[1], &String::from_utf8_lossy(body))?);
        Ok(Outcome::Done)
    })
}

/// The limits stored in the dump in the mailbox, eight bytes each.
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

/// The names of the subject's functions, one per line.
#[unsafe(no_mangle)]
pub extern "C" fn function_names() -> u32 {
    answer(|words, _, reply| {
        reply.raw(held::function_names(words[1])?.join("\n").as_bytes());
        Ok(Outcome::Done)
    })
}

/// Runs the type check in the mailbox.
#[cfg(target_family = "wasm")]
#[unsafe(no_mangle)]
pub extern "C" fn check_types() -> u32 {
    answer(|_, body, reply| {
        write_findings(check_request(body).map_err(Misuse::new)?, reply);
        Ok(Outcome::Done)
    })
}

/// Serves the worker's frames in the mailbox; replies go to the host as they are produced. Such an instance must not
/// be used for anything else.
#[cfg(target_family = "wasm")]
#[unsafe(no_mangle)]
pub extern "C" fn serve_frames() -> u32 {
    answer(|_, body, _| {
        thread::serve(body)?;
        Ok(Outcome::Done)
    })
}

/// The exit code of a worker process, once the instance has trapped; 0 for a trap that the worker did not cause.
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

/// Calls `work` with the mailbox's contents and puts its reply there. Returns 1, or 0 when the reply is the reason
/// of a failure.
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
