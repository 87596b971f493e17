//! Runs and sessions, by number.

use std::rc::Rc;

use monty_engine::{Contention, Execution, Setup, SourceOptions};
use napi::{
    Env, Result,
    bindgen_prelude::{Buffer, BufferSlice, Either},
};
use napi_derive::napi;

use crate::{
    error::{failure, guarded},
    program::PROGRAMS,
    table::Table,
    value::exchange,
};

thread_local! {
    static EXECUTIONS: Table<Box<Execution>> = Table::new();
}

fn keep(number: u32, execution: Execution) {
    EXECUTIONS.with(|executions| executions.insert(number, Box::new(execution)));
}

/// Takes an execution out of the table while `work` has it, so that what `work` leads to can use
/// the table. One that is over is not put back.
fn with_execution<T>(number: u32, work: impl FnOnce(&mut Execution) -> T) -> Result<T> {
    EXECUTIONS.with(|executions| {
        let mut execution = executions.take(number)?;
        let result = work(&mut execution);
        if !execution.is_over() {
            executions.insert(number, execution);
        }
        Ok(result)
    })
}

/// Begins the run `number` of a program with the message in the first `length` bytes of `io`. The
/// rest is as with [`step`].
#[napi]
pub fn start_run(
    number: u32,
    program: u32,
    setup: &[u8],
    mut io: BufferSlice,
    length: u32,
    wait: bool,
) -> Result<Either<u32, Buffer>> {
    guarded(|| {
        let setup = read_setup(setup)?;
        let program = PROGRAMS.with(|programs| programs.with(program, Rc::clone))?;
        let mut execution = Box::new(Execution::program(program, &setup));
        let reply = exchange(&mut io, length, |message, reply| {
            execution.step(message, contention(wait), reply);
        });
        if !execution.is_over() {
            EXECUTIONS.with(|executions| executions.insert(number, execution));
        }
        Ok(reply)
    })
}

/// Begins the session `number`, in which nothing was defined yet.
#[napi]
pub fn open_session(
    number: u32,
    script_name: String,
    assert_bytes: u32,
    allow_eval: bool,
    max_bytes: u32,
    setup: &[u8],
) -> Result<()> {
    guarded(|| {
        let options = SourceOptions {
            assert_bytes,
            allow_eval,
            max_bytes: max_bytes as usize,
        };
        keep(
            number,
            Execution::session(&script_name, options, &read_setup(setup)?),
        );
        Ok(())
    })
}

/// The execution `number` from authentic bytes.
#[napi]
pub fn load_execution(number: u32, bytes: &[u8]) -> Result<()> {
    guarded(|| {
        let execution = Execution::load(bytes).map_err(|error| failure(error.to_string()))?;
        keep(number, execution);
        Ok(())
    })
}

/// Says the message in the first `length` bytes of `io` to an execution, which runs at most one
/// slice. The event that came of it replaces the message, or is returned when it does not fit. An
/// execution that is over is freed.
#[napi]
pub fn step(
    number: u32,
    mut io: BufferSlice,
    length: u32,
    wait: bool,
) -> Result<Either<u32, Buffer>> {
    guarded(|| {
        with_execution(number, |execution| {
            exchange(&mut io, length, |message, reply| {
                execution.step(message, contention(wait), reply);
            })
        })
    })
}

fn contention(wait: bool) -> Contention {
    if wait {
        Contention::Wait
    } else {
        Contention::Yield
    }
}

/// The state of an execution as bytes.
#[napi]
pub fn dump_execution(number: u32, script_name: String) -> Result<Buffer> {
    guarded(|| {
        let dumped = with_execution(number, |execution| execution.dump(&script_name))?;
        Ok(dumped.map_err(|error| failure(error.to_string()))?.into())
    })
}

/// The limits that travel with a dump: duration in ms, memory, host calls, output and result;
/// infinity for none.
#[napi]
pub fn dumped_limits(bytes: &[u8]) -> Result<Vec<f64>> {
    guarded(|| {
        let limits =
            monty_engine::dumped_limits(bytes).map_err(|error| failure(error.to_string()))?;
        #[expect(clippy::cast_precision_loss, reason = "sizes far below 2^53")]
        let size = |limit: Option<usize>| limit.map_or(f64::INFINITY, |limit| limit as f64);
        let duration = limits
            .duration
            .map_or(f64::INFINITY, |limit| limit.as_secs_f64() * 1_000.0);
        let calls = limits
            .host_calls
            .and_then(|calls| usize::try_from(calls).ok());
        Ok(vec![
            duration,
            size(limits.memory),
            size(calls),
            size(limits.output),
            size(limits.result),
        ])
    })
}

/// Whether an execution is a session between two feeds.
#[napi]
pub fn is_idle(number: u32) -> bool {
    guarded(|| with_execution(number, |execution| execution.is_idle())).unwrap_or(false)
}

/// The names of an idle session's functions.
#[napi]
pub fn function_names(number: u32) -> Result<Vec<String>> {
    guarded(|| with_execution(number, |execution| execution.function_names()))
}

/// Frees an execution, whatever it is doing.
#[napi]
pub fn drop_execution(number: u32) {
    EXECUTIONS.with(|executions| executions.remove(number));
}

/// Tells the collector that objects hold so many more bytes than it can see, or fewer.
#[napi]
pub fn adjust_external_memory(env: Env, bytes: i64) -> Result<()> {
    env.adjust_external_memory(bytes).map(drop)
}

fn read_setup(bytes: &[u8]) -> Result<Setup> {
    Setup::read(bytes).map_err(|error| failure(error.to_string()))
}
