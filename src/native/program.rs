//! Compiled programs.

use std::rc::Rc;

use monty_engine::{Compiled, Program, read_program};
use napi::{
    Env, Result, Task,
    bindgen_prelude::{AsyncTask, Buffer, Either},
};
use napi_derive::napi;

use crate::{
    error::{failure, guarded},
    table::Table,
};

thread_local! {
    pub(crate) static PROGRAMS: Table<Rc<Program>> = const { Table::new() };
}

/// Compiles a source, written as for a request, on a thread of the pool. Resolves to the number of
/// the program, or to the exception that refuses it.
#[napi(ts_return_type = "Promise<number | Buffer>")]
pub fn compile_program_async(source: Buffer) -> AsyncTask<CompileTask> {
    AsyncTask::new(CompileTask(source))
}

/// Frees the program `number`.
#[napi]
pub fn drop_program(number: u32) {
    PROGRAMS.with(|programs| programs.remove(number));
}

pub struct CompileTask(Buffer);

#[napi]
impl Task for CompileTask {
    type Output = Compiled;
    type JsValue = Either<u32, Buffer>;

    fn compute(&mut self) -> Result<Self::Output> {
        guarded(|| read_program(&self.0).map_err(|error| failure(error.to_string())))
    }

    fn resolve(&mut self, _env: Env, compiled: Self::Output) -> Result<Self::JsValue> {
        Ok(match compiled {
            Ok(program) => Either::A(PROGRAMS.with(|programs| programs.insert(Rc::new(program)))?),
            Err(exception) => Either::B(exception.into()),
        })
    }
}
