//! The worker in a thread of the host's that has an instance of the WebAssembly module to itself.

use std::{
    io::{self, Write},
    sync::atomic::{AtomicU32, Ordering::Relaxed},
};

use crate::{replies::Replies, serve_all, server::Server};

/// A run passed its memory limit, and [`HEADROOM_BYTES`].
const MEMORY: u32 = 65;
/// What a run may hold beyond its limit, for a moment.
const HEADROOM_BYTES: usize = 32 * 1024 * 1024;

static EXIT_CODE: AtomicU32 = AtomicU32::new(0);

/// What serves the frames that come to a thread.
pub struct WorkerThread {
    server: Server,
    replies: Replies,
}

impl WorkerThread {
    /// Replies are written to `output`.
    pub fn new(output: impl Write + 'static) -> Self {
        Self {
            server: Server::default(),
            replies: Replies::new(output),
        }
    }

    /// Serves whole frames.
    ///
    /// # Errors
    /// When the parent broke the protocol, which is the end of this worker.
    pub fn serve(&mut self, frames: &[u8]) -> io::Result<()> {
        serve_all(frames, &mut self.server, &mut self.replies)
    }
}

/// Why the instance trapped, as the exit code that a process would have had; 0 for nothing of ours.
pub fn exit_code() -> u32 {
    EXIT_CODE.load(Relaxed)
}

/// Whether the host has asked for the end of the run: it cannot, and ends the instance instead.
pub(crate) fn take_interrupt() -> bool {
    false
}

/// Ends this instance when the current run holds far more than `limit`.
pub(crate) fn limit_memory(limit: Option<usize>) {
    let ceiling = limit.map(|limit| limit.saturating_add(HEADROOM_BYTES));
    monty_engine::set_memory_ceiling(ceiling, end_for_memory);
}

/// Called in the middle of an allocation, so it allocates nothing.
fn end_for_memory() -> ! {
    EXIT_CODE.store(MEMORY, Relaxed);
    core::arch::wasm32::unreachable()
}
