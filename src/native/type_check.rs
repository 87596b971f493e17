//! Type checking.

use monty_engine::{check_request, wire::Writer, write_findings};
use napi::{
    Env, Result,
    bindgen_prelude::{Buffer, Object},
};
use napi_derive::napi;

use crate::{
    error::{failure, guarded},
    threads::elsewhere,
};

fn run(request: &[u8]) -> Result<Vec<u8>> {
    let found = check_request(request).map_err(failure)?;
    let mut findings = Writer::with_capacity(1024);
    write_findings(found, &mut findings);
    Ok(findings.take())
}

/// Runs a type check on this thread. Returns the findings in each requested format, or none.
#[napi]
pub fn type_check(request: &[u8]) -> Result<Buffer> {
    guarded(|| run(request)).map(Buffer::from)
}

/// `type_check` on another thread.
#[napi(ts_return_type = "Promise<Buffer>")]
pub fn type_check_async<'env>(env: &'env Env, request: &[u8]) -> Result<Object<'env>> {
    let request = request.to_vec();
    elsewhere(env, move || run(&request), |found| Ok(Buffer::from(found)))
}
