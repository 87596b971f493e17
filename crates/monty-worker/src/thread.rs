//! The worker in a thread of the host that has its own instance of the WebAssembly module.

use std::{
    io::{self, Write},
    sync::atomic::{AtomicU32, Ordering::Relaxed},
};

use crate::{replies::Replies, serve_all, server::Server};

/// Exit code: a run exceeded its memory limit by [`HEADROOM_BYTES`].
const MEMORY: u32 = 65;
/// Bytes above its limit that a run may hold temporarily.
const HEADROOM_BYTES: usize = 32 * 1024 * 1024;

static EXIT_CODE: AtomicU32 = AtomicU32::new(0);

/// A server of the frames that a thread receives.
pub struct WorkerThread {
    server: Server,
    replies: Replies,
}

impl WorkerThread {
    /// A worker that writes its replies to `output`.
    pub fn new(output: impl Write + 'static) -> Self {
        Self {
            server: Server::default(),
            replies: Replies::new(output),
        }
    }

    /// Serves whole frames.
    ///
    /// # Errors
    /// When the parent violated the protocol, which ends this worker.
    pub fn serve(&mut self, frames: &[u8]) -> io::Result<()> {
        serve_all(frames, &mut self.server, &mut self.replies)
    }
}

/// The reason of a trap, as the exit code of a worker process; 0 for a trap that the worker did not cause.
pub fn exit_code() -> u32 {
    EXIT_CODE.load(Relaxed)
}

/// Whether the host has requested the end of the run: always false, as the host ends the instance instead.
pub(crate) fn take_interrupt() -> bool {
    false
}

/// Ends this instance when the current run exceeds `limit` by [`HEADROOM_BYTES`].
pub(crate) fn limit_memory(limit: Option<usize>) {
    let ceiling = limit.map(|limit| limit.saturating_add(HEADROOM_BYTES));
    monty_engine::set_memory_ceiling(ceiling, end_for_memory);
}

/// Traps. Must not allocate: it is called in the middle of an allocation.
fn end_for_memory() -> ! {
    EXIT_CODE.store(MEMORY, Relaxed);
    core::arch::wasm32::unreachable()
}
