//! Runs and sessions, by number.

use monty_engine::held;
use napi::{
    Env, Result,
    bindgen_prelude::{ArrayBuffer, Buffer},
};
use napi_derive::napi;

use crate::error::{failure, guarded};

/// An execution from bytes.
#[napi(object, object_from_js = false)]
pub struct BindingLoaded {
    /// Its number.
    pub number: u32,
    /// The memory it may hold; infinity for any.
    pub max_memory_bytes: f64,
}

/// Begins an execution from authentic bytes.
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

/// The state of an execution as bytes.
#[napi]
pub fn dump_execution(number: u32, script_name: String) -> Result<Buffer> {
    guarded(|| {
        let dumped = held::dump(number, &script_name).map_err(failure)?;
        Ok(dumped.into())
    })
}

/// The limits that travel with a dump, in the order of a setup's: durations in ms, infinity for none.
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

/// Frees an execution, whatever it is doing.
#[napi]
pub fn drop_execution(number: u32) {
    held::drop_execution(number);
}

/// Tells that an execution waits in JavaScript's hands, where it weighs so many bytes to the
/// collector.
#[napi]
pub fn hold_execution(env: Env, number: u32, weight: i64) -> Result<()> {
    held::hold(number);
    env.adjust_external_memory(weight).map(drop)
}

/// Gives back the memory of a buffer, which is empty from then on.
#[napi]
pub fn detach(memory: ArrayBuffer<'_>) -> Result<()> {
    memory.detach()
}

/// Tells the collector that objects hold so many more bytes than it can see, or fewer.
#[napi]
pub fn adjust_external_memory(env: Env, bytes: i64) -> Result<()> {
    env.adjust_external_memory(bytes).map(drop)
}
