//! The clock: Rust's own, or the host's on WebAssembly, where Rust has none.

#[cfg(not(target_family = "wasm"))]
pub(crate) use std::time::Instant;
#[cfg(target_family = "wasm")]
pub(crate) use web_time::Instant;
