//! Compiled programs.

use monty_engine::{Compiled, held};
use napi::{
    Env, Result,
    bindgen_prelude::{Buffer, Either, Object},
};
use napi_derive::napi;

use crate::{error::failure, threads::elsewhere};

/// Compiles a source, encoded as for a request, on a thread of this library. Resolves to the number
/// of the program, or to the exception that refuses it.
#[napi(ts_return_type = "Promise<number | Buffer>")]
pub fn compile_program_async<'env>(env: &'env Env, source: &[u8]) -> Result<Object<'env>> {
    let source = source.to_vec();
    elsewhere(
        env,
        move || held::compile(&source).map_err(failure),
        |compiled: Compiled| {
            Ok(match compiled {
                Ok(program) => Either::A(held::keep_program(program).map_err(failure)?),
                Err(exception) => Either::B(Buffer::from(exception)),
            })
        },
    )
}

/// Frees the program `number`.
#[napi]
pub fn drop_program(number: u32) {
    held::drop_program(number);
}
