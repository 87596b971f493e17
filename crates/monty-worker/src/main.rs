//! Runs Python for a parent process that does not trust us.
//!
//! The parent sends [frames](frame) on standard input and reads frames on standard output; nothing
//! else is ours: no arguments, no environment, no files but the type checker's library, once it is
//! asked for. We end with our parent, or when a run passes its memory limit by so much that only
//! ending helps.

mod frame;
mod process;
mod replies;
mod requests;
mod server;
mod setup;
mod type_check;

use std::{io, process::ExitCode};

use monty_engine::MeteredAllocator;
use replies::Replies;
use requests::Requests;
use server::Server;

#[global_allocator]
static ALLOCATOR: MeteredAllocator = MeteredAllocator;

fn main() -> ExitCode {
    match serve() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => process::give_up(&error.to_string()),
    }
}

/// Serves the parent until it is gone.
fn serve() -> io::Result<()> {
    let streams = process::confine()?;
    let mut requests = Requests::new(streams.input);
    let mut replies = Replies::new(streams.output);
    let mut server = Server::default();
    while let Some(frame) = requests.next(&mut replies)? {
        server.serve(&frame, &mut replies)?;
    }
    Ok(())
}
