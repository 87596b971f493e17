//! Compiled programs.

use std::rc::Rc;

use monty_engine::{Compiled, Program, read_program};
use napi::{
    Env, Result,
    bindgen_prelude::{Buffer, Either, Object},
};
use napi_derive::napi;

use crate::{error::failure, table::Table, threads::elsewhere};

thread_local! {
    pub(crate) static PROGRAMS: Table<Rc<Program>> = const { Table::new() };
}

/// Compiles a source, written as for a request, on a thread of ours. Resolves to the number of the
/// program, or to the exception that refuses it.
#[napi(ts_return_type = "Promise<number | Buffer>")]
pub fn compile_program_async<'env>(env: &'env Env, source: &[u8]) -> Result<Object<'env>> {
    let source = source.to_vec();
    elsewhere(
        env,
        move || read_program(&source).map_err(|error| failure(error.to_string())),
        |compiled: Compiled| {
            Ok(match compiled {
                Ok(program) => {
                    Either::A(PROGRAMS.with(|programs| programs.insert(Rc::new(program)))?)
                }
                Err(exception) => Either::B(Buffer::from(exception)),
            })
        },
    )
}

/// Frees the program `number`.
#[napi]
pub fn drop_program(number: u32) {
    PROGRAMS.with(|programs| programs.remove(number));
}
