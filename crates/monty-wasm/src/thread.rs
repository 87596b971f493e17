//! The module as the engine of a thread of its own: frames come, and frames go, as with a worker process.

use std::{
    cell::RefCell,
    io::{self, Write},
};

use monty_engine::held::Misuse;
use monty_worker::WorkerThread;

thread_local! {
    static WORKER: RefCell<WorkerThread> = RefCell::new(WorkerThread::new(Parent));
}

/// Serves whole frames. An error is the end of this instance.
pub(crate) fn serve(frames: &[u8]) -> Result<(), Misuse> {
    WORKER
        .with_borrow_mut(|worker| worker.serve(frames))
        .map_err(|error| Misuse::internal(&error.to_string()))
}

/// Whoever the frames come from.
struct Parent;

impl Write for Parent {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        #[link(wasm_import_module = "host")]
        unsafe extern "C" {
            fn reply(bytes: *const u8, length: usize);
        }
        // SAFETY: bytes that are there until the host has taken them.
        unsafe { reply(bytes.as_ptr(), bytes.len()) };
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
