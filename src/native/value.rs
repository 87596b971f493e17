//! JavaScript values that are made by hand: the only module that touches raw ones.

use napi::{
    Env, Result,
    bindgen_prelude::{BufferSlice, ToNapiValue},
    sys::{napi_env, napi_value},
};

/// What can be given to JavaScript.
pub(crate) trait Given: ToNapiValue + 'static {}

impl<T: ToNapiValue + 'static> Given for T {}

/// A buffer in memory of V8's own, which frees it without waiting for the event loop to turn.
pub(crate) struct Copied(napi_value);

impl Copied {
    pub(crate) fn of(env: Env, bytes: &[u8]) -> Result<Self> {
        let copy = BufferSlice::copy_from(&env, bytes)?;
        // SAFETY: it was made for this environment just now.
        unsafe { BufferSlice::to_napi_value(env.raw(), copy) }.map(Self)
    }
}

impl ToNapiValue for Copied {
    unsafe fn to_napi_value(_env: napi_env, copied: Self) -> Result<napi_value> {
        Ok(copied.0)
    }
}
