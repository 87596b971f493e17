//! Compiled programs.

use std::sync::Arc;

use monty_engine::{Program, SourceOptions, wire::Writer, write_exception};
use napi::{
    Env, Result, Task,
    bindgen_prelude::{AsyncTask, Buffer, Either},
};
use napi_derive::napi;

use crate::error::guarded;

/// A source and how to compile it.
#[napi(object, object_to_js = false)]
pub struct BindingSource {
    pub code: String,
    pub script_name: String,
    pub inputs: Vec<String>,
    pub assert_bytes: u32,
    pub allow_eval: bool,
    pub max_bytes: u32,
}

/// A compiled program.
#[napi]
pub struct BindingProgram {
    pub(crate) program: Arc<Program>,
}

/// What compiling came to: a program, or the exception as bytes.
type Compiled = std::result::Result<Program, Vec<u8>>;

fn compile(source: BindingSource) -> Compiled {
    let options = SourceOptions {
        assert_bytes: source.assert_bytes,
        allow_eval: source.allow_eval,
        max_bytes: source.max_bytes as usize,
    };
    Program::compile(source.code, &source.script_name, source.inputs, options).map_err(|exception| {
        let mut bytes = Writer::default();
        write_exception(&exception, &mut bytes);
        bytes.take()
    })
}

fn to_binding(compiled: Compiled) -> Either<BindingProgram, Buffer> {
    match compiled {
        Ok(program) => Either::A(BindingProgram { program: Arc::new(program) }),
        Err(exception) => Either::B(exception.into()),
    }
}

/// Compiles on this thread.
#[napi]
pub fn compile_program(source: BindingSource) -> Result<Either<BindingProgram, Buffer>> {
    guarded(|| Ok(to_binding(compile(source))))
}

/// Compiles on a thread of the pool.
#[napi(ts_return_type = "Promise<BindingProgram | Buffer>")]
pub fn compile_program_async(source: BindingSource) -> AsyncTask<CompileTask> {
    AsyncTask::new(CompileTask(Some(source)))
}

pub struct CompileTask(Option<BindingSource>);

#[napi]
impl Task for CompileTask {
    type Output = Compiled;
    type JsValue = Either<BindingProgram, Buffer>;

    fn compute(&mut self) -> Result<Self::Output> {
        let source = self.0.take().expect("a task computes once");
        guarded(|| Ok(compile(source)))
    }

    fn resolve(&mut self, _env: Env, compiled: Self::Output) -> Result<Self::JsValue> {
        Ok(to_binding(compiled))
    }
}
