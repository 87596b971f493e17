//! Runs Python for a parent process that does not trust us.
//!
//! The parent sends [frames](frame) on standard input and reads frames on standard output; nothing
//! else is ours: no environment, no files but the type checker's library, once it is asked for. We end
//! with our parent, or when a run passes its memory limit by so much that only ending helps.
//!
//! It is a library, so that the engine is installed once: the addon has it, and `monty-launcher` is the
//! program that takes it from there. In WebAssembly it is a thread of the host's instead, see [`WorkerThread`].

mod frame;
#[cfg(not(target_family = "wasm"))]
mod process;
mod replies;
mod requests;
mod server;
mod setup;
#[cfg(target_family = "wasm")]
mod thread;

use std::io::{self, Read};

use replies::Replies;
use requests::Requests;
use server::Server;
#[cfg(target_family = "wasm")]
use thread as process;

#[cfg(target_family = "wasm")]
pub use thread::{WorkerThread, exit_code};

/// Serves the parent until it is gone, and gives the exit code of the process, which is the worker's
/// own from here on.
#[cfg(not(target_family = "wasm"))]
pub fn serve() -> u8 {
    match serve_parent() {
        Ok(()) => 0,
        Err(error) => process::give_up(&error.to_string()),
    }
}

#[cfg(not(target_family = "wasm"))]
fn serve_parent() -> io::Result<()> {
    let streams = process::confine()?;
    let mut replies = Replies::new(streams.output);
    serve_all(streams.input, &mut Server::default(), &mut replies)
}

/// Serves what there is to read, to its end.
fn serve_all(input: impl Read, server: &mut Server, replies: &mut Replies) -> io::Result<()> {
    let mut requests = Requests::new(input);
    while let Some(frame) = requests.next(replies)? {
        server.serve(&frame, replies)?;
    }
    Ok(())
}
