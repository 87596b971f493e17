//! Runs Python for a parent process that does not trust us.
//!
//! The parent sends [frames](frame) on standard input and reads frames on standard output; nothing
//! else is ours: no environment, no files but the type checker's library, once it is asked for. We end
//! with our parent, or when a run passes its memory limit by so much that only ending helps.
//!
//! It is a library, so that the engine is installed once: the addon has it, and `monty-launcher` is the
//! program that takes it from there.

mod frame;
mod process;
mod replies;
mod requests;
mod server;
mod setup;
mod type_check;

use std::io;

use replies::Replies;
use requests::Requests;
use server::Server;

/// Serves the parent until it is gone, and gives the exit code of the process, which is the worker's
/// own from here on.
pub fn serve() -> u8 {
    match serve_parent() {
        Ok(()) => 0,
        Err(error) => process::give_up(&error.to_string()),
    }
}

fn serve_parent() -> io::Result<()> {
    let streams = process::confine()?;
    let mut requests = Requests::new(streams.input);
    let mut replies = Replies::new(streams.output);
    let mut server = Server::default();
    while let Some(frame) = requests.next(&mut replies)? {
        server.serve(&frame, &mut replies)?;
    }
    Ok(())
}
