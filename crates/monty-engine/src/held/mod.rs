//! What a host holds of the engine on one thread, by number: its programs, runs and sessions, and how it asks
//! for them. The addon and the WebAssembly module are this, behind two kinds of doors.

mod requests;
mod table;
mod youngest;

use std::{fmt::Display, rc::Rc};

use table::Table;

use crate::{
    limits::Limits,
    message::{limit_as_number, write_limits},
    opening::{Compiled, read_program},
    program::program::Program,
    run::{execution::Execution, snapshot},
};

pub use requests::{NOBODY, Request, WORDS, serve};
pub use youngest::hold;

/// A request that is the host's mistake or ours, never Python's.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Misuse(String);

impl Misuse {
    /// For a reason that is told as it is.
    pub fn told(reason: String) -> Self {
        Self(reason)
    }

    /// For what failed in a way that nobody foresaw.
    pub fn internal(reason: &str) -> Self {
        Self(format!("internal error: {reason}"))
    }
}

impl From<Misuse> for String {
    fn from(misuse: Misuse) -> Self {
        misuse.0
    }
}

/// What an operation gives, or why it made no sense.
pub type Result<T> = std::result::Result<T, Misuse>;

thread_local! {
    static EXECUTIONS: Table<Box<Execution>> = const { Table::new() };
    static PROGRAMS: Table<Rc<Program>> = const { Table::new() };
}

fn misuse(error: impl Display) -> Misuse {
    Misuse(error.to_string())
}

/// Works with an execution. One that is over then is freed; returns whether it is still there. One
/// that was parked and is not any more waits with the youngest again.
fn with_execution<T>(number: u32, work: impl FnOnce(&mut Execution) -> T) -> Result<(T, bool)> {
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
        hold(number);
    }
    Ok((done, is_open))
}

/// Begins an execution from authentic bytes: its number, and the memory it may hold, infinity for any.
///
/// # Errors
/// When the bytes are no state of an execution.
pub fn load(bytes: &[u8]) -> Result<(u32, f64)> {
    let execution = Execution::load(bytes).map_err(misuse)?;
    let max_memory_bytes = limit_as_number(execution.limits().memory);
    let number = EXECUTIONS.with(|executions| executions.insert(Box::new(execution)))?;
    Ok((number, max_memory_bytes))
}

/// The state of an execution as bytes.
///
/// # Errors
/// When it is not at rest, or gone.
pub fn dump(number: u32, script_name: &str) -> Result<Vec<u8>> {
    let (dumped, _) = with_execution(number, |execution| execution.dump(script_name))?;
    dumped.map_err(misuse)
}

/// The limits that travel with a dump, in the order of a setup's: durations in ms, infinity for none.
///
/// # Errors
/// When the bytes are no state of an execution.
pub fn dumped_limits(bytes: &[u8]) -> Result<Vec<f64>> {
    let limits: Limits = snapshot::dumped_limits(bytes).map_err(misuse)?;
    Ok(write_limits(&limits))
}

/// Whether an execution is a session between two feeds.
///
/// # Errors
/// When it is gone.
pub fn is_idle(number: u32) -> Result<bool> {
    Ok(with_execution(number, |execution| execution.is_idle())?.0)
}

/// The names of an idle session's functions.
///
/// # Errors
/// When it is gone.
pub fn function_names(number: u32) -> Result<Vec<String>> {
    Ok(with_execution(number, |execution| execution.function_names())?.0)
}

/// Frees an execution, whatever it is doing.
pub fn drop_execution(number: u32) {
    EXECUTIONS.with(|executions| executions.remove(number));
}

/// Keeps a program that was compiled, perhaps on another thread, and gives its number.
///
/// # Errors
/// When there are too many.
pub fn keep_program(program: Program) -> Result<u32> {
    PROGRAMS.with(|programs| programs.insert(Rc::new(program)))
}

/// Compiles a source, written as for a request, without keeping the program.
///
/// # Errors
/// When these are not the words.
pub fn compile(source: &[u8]) -> Result<Compiled> {
    read_program(source).map_err(misuse)
}

/// Frees a program.
pub fn drop_program(number: u32) {
    PROGRAMS.with(|programs| programs.remove(number));
}
