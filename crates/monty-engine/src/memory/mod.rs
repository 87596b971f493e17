//! Memory accounting of runs: the allocator, its limits, and detection of collections of cycles.

pub mod alloc;
pub mod charging;
pub mod collector;
pub mod heap_page;
pub mod learn;
pub mod machine;
pub mod meter;
#[cfg(not(any(address_sanitizer, target_family = "wasm")))]
pub mod mimalloc;
pub mod overrun;
pub mod probe;
pub mod purge;
