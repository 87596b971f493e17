//! Runs Python for a parent process that does not trust the worker.
//!
//! The parent sends [frames](frame) on standard input and reads frames on standard output. The worker has
//! nothing else: no environment, no files but the type checker's library, once a check is requested. It ends
//! with its parent, or when a run exceeds its memory limit so far that only the end of the process helps.
//!
//! It is a library, so that the engine is installed once: the addon contains it, and the program
//! `monty-launcher` loads it from there. In WebAssembly it runs in a thread of the host, see [`WorkerThread`].

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

/// Serves the parent until it is gone, and returns the exit code of the process, which the worker controls from
/// here on.
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

/// Serves all frames of `input`.
fn serve_all(input: impl Read, server: &mut Server, replies: &mut Replies) -> io::Result<()> {
    let mut requests = Requests::new(input);
    while let Some(frame) = requests.next(replies)? {
        server.serve(&frame, replies)?;
    }
    Ok(())
}
