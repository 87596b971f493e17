//! Nothing of JavaScript's comes into the module but numbers, so this crate has no glue and needs none.
//!
//! The crate `chrono` names a value of JavaScript's where it makes a date of one, which is never asked for here. This
//! crate stands in for `wasm-bindgen` (`[patch.crates-io]`), whose module would have to be rewritten to run.

/// A value of JavaScript's: a number, as nothing else is made into one.
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
