//! The time of day where Rust has none: the host's, which hands it to the module as an import.
//!
//! The crate `chrono` asks JavaScript's `Date` for it on WebAssembly, by `js-sys`, which would want the module
//! rewritten by `wasm-bindgen`. This crate stands in for it (`[patch.crates-io]`) with the functions that `chrono`
//! calls. The sandbox has no zone of the host's, so local time is UTC.

use wasm_bindgen::JsValue;

/// A moment, as milliseconds since 1970.
#[derive(Debug, Clone, Copy)]
pub struct Date(f64);

impl Date {
    /// The host's time of day.
    pub fn new_0() -> Self {
        Self(host_milliseconds())
    }

    /// A moment that is told in milliseconds since 1970.
    pub fn new(moment: &JsValue) -> Self {
        Self(moment.as_f64().unwrap_or(f64::NAN))
    }

    /// A moment of local time, which nothing here asks for.
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
