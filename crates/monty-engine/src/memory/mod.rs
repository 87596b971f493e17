//! What a run's memory is counted by: the allocator, its limits, and which functions collect cycles.

pub mod alloc;
pub mod charging;
pub mod collector;
pub mod excess;
pub mod heap_page;
pub mod learn;
pub mod machine;
pub mod meter;
pub mod probe;
pub mod release;
#[cfg(not(any(address_sanitizer, target_family = "wasm")))]
pub mod underlying;
