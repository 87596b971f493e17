//! Raw JavaScript values: the only module that creates them.

use napi::{
    Env, Result,
    bindgen_prelude::{BufferSlice, ToNapiValue},
    sys::{napi_env, napi_value},
};

/// A value that can be passed to JavaScript.
pub(crate) trait Given: ToNapiValue + 'static {}

impl<T: ToNapiValue + 'static> Given for T {}

/// A buffer in V8's own memory, which is freed without waiting for the event loop.
pub(crate) struct Copied(napi_value);

impl Copied {
    pub(crate) fn of(env: Env, bytes: &[u8]) -> Result<Self> {
        let copy = BufferSlice::copy_from(&env, bytes)?;
        // SAFETY: the copy was made for this environment just before.
        unsafe { BufferSlice::to_napi_value(env.raw(), copy) }.map(Self)
    }
}

impl ToNapiValue for Copied {
    unsafe fn to_napi_value(_env: napi_env, copied: Self) -> Result<napi_value> {
        Ok(copied.0)
    }
}
