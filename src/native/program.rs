//! Compiled programs.

use std::rc::Rc;

use monty_engine::{Program, SourceOptions, wire::Writer, write_exception};
use napi::{
    Env, Result, Task,
    bindgen_prelude::{AsyncTask, Buffer},
};
use napi_derive::napi;

use crate::{error::guarded, table::Table};

thread_local! {
    pub(crate) static PROGRAMS: Table<Rc<Program>> = Table::new();
}

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

/// What compiling came to: a program, or the exception as bytes.
type Compiled = std::result::Result<Program, Vec<u8>>;

fn compile(source: BindingSource) -> Compiled {
    let options = SourceOptions {
        assert_bytes: source.assert_bytes,
        allow_eval: source.allow_eval,
        max_bytes: source.max_bytes as usize,
    };
    Program::compile(source.code, &source.script_name, source.inputs, options).map_err(
        |exception| {
            let mut bytes = Writer::default();
            write_exception(&exception, &mut bytes);
            bytes.take()
        },
    )
}

/// Keeps a program under its number; the exception when there is none.
fn keep(number: u32, compiled: Compiled) -> Option<Buffer> {
    match compiled {
        Ok(program) => {
            PROGRAMS.with(|programs| programs.insert(number, Rc::new(program)));
            None
        }
        Err(exception) => Some(exception.into()),
    }
}

/// Compiles the program `number` on this thread. Returns the exception that refuses it, if any.
#[napi]
pub fn compile_program(number: u32, source: BindingSource) -> Result<Option<Buffer>> {
    guarded(|| Ok(keep(number, compile(source))))
}

/// Compiles the program `number` on a thread of the pool.
#[napi(ts_return_type = "Promise<Buffer | null>")]
pub fn compile_program_async(number: u32, source: BindingSource) -> AsyncTask<CompileTask> {
    AsyncTask::new(CompileTask {
        number,
        source: Some(source),
    })
}

/// Frees the program `number`.
#[napi]
pub fn drop_program(number: u32) {
    PROGRAMS.with(|programs| programs.remove(number));
}

pub struct CompileTask {
    number: u32,
    source: Option<BindingSource>,
}

#[napi]
impl Task for CompileTask {
    type Output = Compiled;
    type JsValue = Option<Buffer>;

    fn compute(&mut self) -> Result<Self::Output> {
        let source = self.source.take().expect("a task computes once");
        guarded(|| Ok(compile(source)))
    }

    fn resolve(&mut self, _env: Env, compiled: Self::Output) -> Result<Self::JsValue> {
        Ok(keep(self.number, compiled))
    }
}
