//! The date where Rust has none: that of the host, imported by the module.
//!
//! The crate `chrono` reads JavaScript's `Date` on WebAssembly, by `js-sys`, which would require rewriting the module
//! by `wasm-bindgen`. This crate replaces it (`[patch.crates-io]`) with the functions that `chrono` calls. The sandbox
//! does not have the host's time zone, so local time is UTC.

use wasm_bindgen::JsValue;

/// A moment, as milliseconds since 1970.
#[derive(Debug, Clone, Copy)]
pub struct Date(f64);

impl Date {
    /// The current moment by the host's date.
    pub fn new_0() -> Self {
        Self(host_milliseconds())
    }

    /// A moment, given in milliseconds since 1970.
    pub fn new(moment: &JsValue) -> Self {
        Self(moment.as_f64().unwrap_or(f64::NAN))
    }

    /// A moment of local time; unsupported, as nothing here calls it.
    pub fn new_with_year_month_day_hr_min_sec(
        _year: u32,
        _month: i32,
        _day: i32,
        _hour: i32,
        _minute: i32,
        _second: i32,
    ) -> Self {
        Self(f64::NAN)
    }

    /// Milliseconds since 1970.
    pub fn get_time(&self) -> f64 {
        self.0
    }

    /// Minutes from local time to UTC.
    pub fn get_timezone_offset(&self) -> f64 {
        0.0
    }
}

#[cfg(target_family = "wasm")]
fn host_milliseconds() -> f64 {
    #[link(wasm_import_module = "host")]
    unsafe extern "C" {
        safe fn wall_now() -> f64;
    }
    wall_now()
}

#[cfg(not(target_family = "wasm"))]
fn host_milliseconds() -> f64 {
    unreachable!("only WebAssembly asks the host for the date")
}
