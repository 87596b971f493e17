//! A replacement for `wasm-bindgen` without glue: the module receives only numbers from JavaScript.
//!
//! The crate `chrono` uses a JavaScript value in a constructor of dates, which is never called here. This crate
//! replaces `wasm-bindgen` (`[patch.crates-io]`), which would require rewriting the module.

/// A JavaScript value: always a number.
#[derive(Debug, Clone, Copy)]
pub struct JsValue(f64);

impl JsValue {
    /// A number.
    pub fn from_f64(number: f64) -> Self {
        Self(number)
    }

    /// The number.
    pub fn as_f64(&self) -> Option<f64> {
        Some(self.0)
    }
}
