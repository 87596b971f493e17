//! Runs and sessions, by number.

use monty_engine::Execution;
use napi::{
    Env, Result,
    bindgen_prelude::{ArrayBuffer, Buffer},
};
use napi_derive::napi;

use crate::{
    error::{failure, guarded},
    held,
    table::Table,
};

thread_local! {
    pub(crate) static EXECUTIONS: Table<Box<Execution>> = const { Table::new() };
}

/// Works with an execution. One that is over then is freed; returns whether it is still there. One
/// that was parked and is not any more waits with the youngest again.
pub(crate) fn with_execution<T>(
    number: u32,
    work: impl FnOnce(&mut Execution) -> T,
) -> Result<(T, bool)> {
    let ((done, woke), is_open) = EXECUTIONS.with(|executions| {
        executions.lend(
            number,
            |execution| {
                let was_parked = execution.is_parked();
                let done = work(execution);
                (done, was_parked && !execution.is_parked())
            },
            |execution| !execution.is_over(),
        )
    })?;
    if woke && is_open {
        held::add(number);
    }
    Ok((done, is_open))
}

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
        let execution = Execution::load(bytes).map_err(|error| failure(error.to_string()))?;
        let max_memory_bytes = monty_engine::limit_as_number(execution.limits().memory);
        let number = EXECUTIONS.with(|executions| executions.insert(Box::new(execution)))?;
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
        let (dumped, _) = with_execution(number, |execution| execution.dump(&script_name))?;
        Ok(dumped.map_err(|error| failure(error.to_string()))?.into())
    })
}

/// The limits that travel with a dump, in the order of a setup's: durations in ms, infinity for none.
#[napi]
pub fn dumped_limits(bytes: &[u8]) -> Result<Vec<f64>> {
    guarded(|| {
        monty_engine::dumped_limits(bytes)
            .map(|limits| monty_engine::write_limits(&limits))
            .map_err(|error| failure(error.to_string()))
    })
}

/// Whether an execution is a session between two feeds.
#[napi]
pub fn is_idle(number: u32) -> bool {
    guarded(|| with_execution(number, |execution| execution.is_idle()))
        .is_ok_and(|(is_idle, _)| is_idle)
}

/// The names of an idle session's functions.
#[napi]
pub fn function_names(number: u32) -> Result<Vec<String>> {
    guarded(|| Ok(with_execution(number, |execution| execution.function_names())?.0))
}

/// Frees an execution, whatever it is doing.
#[napi]
pub fn drop_execution(number: u32) {
    EXECUTIONS.with(|executions| executions.remove(number));
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
