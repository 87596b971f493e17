//! Mounted directories.

use monty_engine::{MountedDirectory, wire::Writer};
use napi::{Env, Result, bindgen_prelude::BufferSlice};
use napi_derive::napi;

use crate::error::{failure, guarded};

/// A host directory, open as long as this object lives.
#[napi]
pub struct BindingMount {
    directory: MountedDirectory,
}

#[napi]
impl BindingMount {
    /// Opens a directory. A `write_bytes_limit` below 0 means no limit, a `memory_bytes_limit`
    /// below 0 the default.
    #[napi(factory)]
    pub fn open(
        virtual_path: String,
        host_path: String,
        mode: String,
        write_bytes_limit: f64,
        memory_bytes_limit: f64,
    ) -> Result<Self> {
        guarded(|| {
            let directory = MountedDirectory::open(
                &virtual_path,
                &host_path,
                &mode,
                limit_of(write_bytes_limit),
                limit_of(memory_bytes_limit),
            )
            .map_err(failure)?;
            Ok(Self { directory })
        })
    }

    /// Answers an operating system call.
    #[napi]
    pub fn call<'env>(&mut self, env: &'env Env, message: &[u8]) -> Result<BufferSlice<'env>> {
        guarded(|| {
            let mut reply = Writer::default();
            self.directory
                .call(message, &mut reply)
                .map_err(|error| failure(error.to_string()))?;
            // Copied into V8's own memory, which is freed without waiting for the event loop.
            BufferSlice::copy_from(env, reply.as_slice())
        })
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "not negative, and whole"
)]
fn limit_of(bytes: f64) -> Option<u64> {
    (bytes >= 0.0).then_some(bytes as u64)
}
