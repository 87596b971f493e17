//! The module as a worker in a thread of its own, which exchanges frames like a worker process.

use std::{
    cell::RefCell,
    io::{self, Write},
};

use monty_engine::held::Misuse;
use monty_worker::WorkerThread;

thread_local! {
    static WORKER: RefCell<WorkerThread> = RefCell::new(WorkerThread::new(Parent));
}

/// Serves whole frames. An error ends this instance.
pub(crate) fn serve(frames: &[u8]) -> Result<(), Misuse> {
    WORKER
        .with_borrow_mut(|worker| worker.serve(frames))
        .map_err(|error| Misuse::internal(&error.to_string()))
}

/// The host, which receives the replies.
struct Parent;

impl Write for Parent {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        #[link(wasm_import_module = "host")]
        unsafe extern "C" {
            fn reply(bytes: *const u8, length: usize);
        }
        // SAFETY: the bytes are valid until the host has copied them.
        unsafe { reply(bytes.as_ptr(), bytes.len()) };
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
