//! Runs and sessions.

use std::{
    panic::{self, AssertUnwindSafe},
    sync::Arc,
};

use monty_engine::{Contention, Execution, Setup, SourceOptions};
use napi::{
    Env, Result,
    bindgen_prelude::{Buffer, BufferSlice, Either, ObjectFinalize},
};
use napi_derive::napi;

use crate::{
    error::{failure, guarded},
    program::BindingProgram,
    value::exchange,
};

/// What a paused execution is said to weigh, so that the collector knows what it holds on to.
const HELD_BYTES: i64 = 32 * 1024;

/// A run or a session.
#[napi(custom_finalize)]
pub struct BindingExecution {
    execution: Option<Execution>,
    held: bool,
}

impl From<Execution> for BindingExecution {
    fn from(execution: Execution) -> Self {
        Self { execution: Some(execution), held: false }
    }
}

impl ObjectFinalize for BindingExecution {
    fn finalize(mut self, env: Env) -> Result<()> {
        self.release();
        if self.held {
            env.adjust_external_memory(-HELD_BYTES)?;
        }
        Ok(())
    }
}

impl BindingExecution {
    fn release(&mut self) {
        let execution = self.execution.take();
        // A heap that fails while it is dropped must not take the process along.
        let _ = panic::catch_unwind(AssertUnwindSafe(|| drop(execution)));
    }

    fn execution(&mut self) -> Result<&mut Execution> {
        self.execution.as_mut().ok_or_else(|| failure("the execution was disposed of"))
    }
}

#[napi]
impl BindingExecution {
    /// A run of `program`, not started.
    #[napi(factory)]
    pub fn program(program: &BindingProgram, setup: &[u8]) -> Result<Self> {
        guarded(|| {
            let setup = read_setup(setup)?;
            Ok(Execution::program(Arc::clone(&program.program), &setup).into())
        })
    }

    /// A session in which nothing was defined yet.
    #[napi(factory)]
    pub fn session(script_name: String, assert_bytes: u32, allow_eval: bool, max_bytes: u32, setup: &[u8]) -> Result<Self> {
        guarded(|| {
            let options = SourceOptions { assert_bytes, allow_eval, max_bytes: max_bytes as usize };
            Ok(Execution::session(&script_name, options, &read_setup(setup)?).into())
        })
    }

    /// An execution from authentic bytes.
    #[napi(factory)]
    pub fn load(bytes: &[u8]) -> Result<Self> {
        guarded(|| Execution::load(bytes).map(Into::into).map_err(|error| failure(error.to_string())))
    }

    /// Says the message in the first `length` bytes of `io` and runs at most one slice. The event
    /// that came of it replaces the message, or is returned when it does not fit.
    #[napi]
    pub fn step(&mut self, mut io: BufferSlice, length: u32, wait: bool) -> Result<Either<u32, Buffer>> {
        let contention = if wait { Contention::Wait } else { Contention::Yield };
        guarded(|| {
            let execution = self.execution()?;
            Ok(exchange(&mut io, length, |message, reply| execution.step(message, contention, reply)))
        })
    }

    /// The state as bytes.
    #[napi]
    pub fn dump(&mut self, script_name: String) -> Result<Buffer> {
        guarded(|| {
            let bytes = self.execution()?.dump(&script_name).map_err(|error| failure(error.to_string()))?;
            Ok(bytes.into())
        })
    }

    /// The names of an idle session's functions.
    #[napi]
    pub fn function_names(&mut self) -> Result<Vec<String>> {
        guarded(|| Ok(self.execution()?.function_names()))
    }

    /// Tells the collector that this holds a heap: for executions that wait in the host's hands.
    #[napi]
    pub fn hold(&mut self, env: Env) -> Result<()> {
        if !self.held {
            self.held = true;
            env.adjust_external_memory(HELD_BYTES)?;
        }
        Ok(())
    }

    /// Frees everything now.
    #[napi]
    pub fn dispose(&mut self) {
        self.release();
    }
}

fn read_setup(bytes: &[u8]) -> Result<Setup> {
    Setup::read(bytes).map_err(|error| failure(error.to_string()))
}
