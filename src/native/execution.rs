//! Runs and sessions, identified by number.

use monty_engine::held;
use napi::{
    Env, Result,
    bindgen_prelude::{ArrayBuffer, Buffer},
};
use napi_derive::napi;

use crate::error::{failure, guarded};

/// An execution loaded from bytes.
#[napi(object, object_from_js = false)]
pub struct BindingLoaded {
    /// Number of the execution.
    pub number: u32,
    /// Memory limit of the execution; infinity for none.
    pub max_memory_bytes: f64,
}

/// Loads an execution from authenticated bytes.
#[napi]
pub fn load_execution(bytes: &[u8]) -> Result<BindingLoaded> {
    guarded(|| {
        let (number, max_memory_bytes) = held::load(bytes).map_err(failure)?;
        Ok(BindingLoaded {
            number,
            max_memory_bytes,
        })
    })
}

/// Dumps the state of an execution.
#[napi]
pub fn dump_execution(number: u32, script_name: String) -> Result<Buffer> {
    guarded(|| {
        let dumped = held::dump(number, &script_name).map_err(failure)?;
        Ok(dumped.into())
    })
}

/// The limits in a dump, in the order of a setup's: durations in ms, infinity for none.
#[napi]
pub fn dumped_limits(bytes: &[u8]) -> Result<Vec<f64>> {
    guarded(|| held::dumped_limits(bytes).map_err(failure))
}

/// Whether an execution is a session between two feeds.
#[napi]
pub fn is_idle(number: u32) -> bool {
    guarded(|| held::is_idle(number).map_err(failure)).unwrap_or(false)
}

/// The names of an idle session's functions.
#[napi]
pub fn function_names(number: u32) -> Result<Vec<String>> {
    guarded(|| held::function_names(number).map_err(failure))
}

/// Frees an execution in any state.
#[napi]
pub fn drop_execution(number: u32) {
    held::drop_execution(number);
}

/// Marks an execution as held by JavaScript, and reports its size to the garbage collector.
#[napi]
pub fn hold_execution(env: Env, number: u32, weight: i64) -> Result<()> {
    held::hold(number);
    env.adjust_external_memory(weight).map(drop)
}

/// Releases the memory of a buffer, which is empty afterwards.
#[napi]
pub fn detach(memory: ArrayBuffer<'_>) -> Result<()> {
    memory.detach()
}

/// Reports a change of memory that the garbage collector cannot see, in bytes.
#[napi]
pub fn adjust_external_memory(env: Env, bytes: i64) -> Result<()> {
    env.adjust_external_memory(bytes).map(drop)
}
