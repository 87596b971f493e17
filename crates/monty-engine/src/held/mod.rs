//! Programs, runs and sessions of one thread by number, and the requests for them. The addon and the
//! WebAssembly module both expose this module.

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

/// An invalid request, or an internal failure; never an error of the Python program.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Misuse(String);

impl Misuse {
    /// An error with `reason` as its message, unchanged.
    pub fn new(reason: String) -> Self {
        Self(reason)
    }

    /// An unexpected failure.
    pub fn internal(reason: &str) -> Self {
        Self(format!("internal error: {reason}"))
    }
}

impl From<Misuse> for String {
    fn from(misuse: Misuse) -> Self {
        misuse.0
    }
}

/// The result of an operation, or the reason why the request was invalid.
pub type Result<T> = std::result::Result<T, Misuse>;

thread_local! {
    static EXECUTIONS: Table<Box<Execution>> = const { Table::new() };
    static PROGRAMS: Table<Rc<Program>> = const { Table::new() };
}

fn misuse(error: impl Display) -> Misuse {
    Misuse(error.to_string())
}

/// Calls `work` with an execution, and frees the execution if it is over afterwards. Returns whether
/// it is still open. An execution that `work` unparked becomes the youngest again.
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

/// Loads an execution from authentic bytes. Returns its number and its memory limit in bytes, infinity
/// for none.
///
/// # Errors
/// When the bytes hold no execution.
pub fn load(bytes: &[u8]) -> Result<(u32, f64)> {
    let execution = Execution::load(bytes).map_err(misuse)?;
    let max_memory_bytes = limit_as_number(execution.limits().memory);
    let number = EXECUTIONS.with(|executions| executions.insert(Box::new(execution)))?;
    Ok((number, max_memory_bytes))
}

/// Serializes the state of an execution.
///
/// # Errors
/// When the execution is neither paused nor idle, or does not exist.
pub fn dump(number: u32, script_name: &str) -> Result<Vec<u8>> {
    let (dumped, _) = with_execution(number, |execution| execution.dump(script_name))?;
    dumped.map_err(misuse)
}

/// The limits stored in a dump, in the order of a setup: durations in ms, infinity for none.
///
/// # Errors
/// When the bytes hold no execution.
pub fn dumped_limits(bytes: &[u8]) -> Result<Vec<f64>> {
    let limits: Limits = snapshot::dumped_limits(bytes).map_err(misuse)?;
    Ok(write_limits(&limits))
}

/// Whether an execution is a session between two feeds.
///
/// # Errors
/// When the execution does not exist.
pub fn is_idle(number: u32) -> Result<bool> {
    Ok(with_execution(number, |execution| execution.is_idle())?.0)
}

/// The names of an idle session's functions.
///
/// # Errors
/// When the session does not exist.
pub fn function_names(number: u32) -> Result<Vec<String>> {
    Ok(with_execution(number, |execution| execution.function_names())?.0)
}

/// Frees an execution in any state.
pub fn drop_execution(number: u32) {
    EXECUTIONS.with(|executions| executions.remove(number));
}

/// Stores a compiled program, which may come from another thread, and returns its number.
///
/// # Errors
/// When the table is full.
pub fn keep_program(program: Program) -> Result<u32> {
    PROGRAMS.with(|programs| programs.insert(Rc::new(program)))
}

/// Compiles a source in the format of a request, without storing the program.
///
/// # Errors
/// When the bytes are malformed.
pub fn compile(source: &[u8]) -> Result<Compiled> {
    read_program(source).map_err(misuse)
}

/// Frees a program.
pub fn drop_program(number: u32) {
    PROGRAMS.with(|programs| programs.remove(number));
}
