//! Stacks of our own: the same depth on the main thread and in a worker thread with 2 MB.
//!
//! The parser asks the crate `stacker` for room when its stack may end. That one knows the stacks of
//! threads and its own, but not those that turns run on, and so mapped another megabyte whenever
//! Python was compiled there: several times what compiling a line takes. This crate stands in for it
//! (`[patch.crates-io]`), with the functions that the parser calls, and gives it a stack of the pool
//! that everything else uses.
//!
//! WebAssembly has one stack, which nobody can leave or measure, and everything runs on that one.

#[cfg(not(target_family = "wasm"))]
mod pool;
#[cfg(not(target_family = "wasm"))]
mod reserved;
#[cfg(target_family = "wasm")]
mod single;

#[cfg(not(target_family = "wasm"))]
pub use reserved::{PooledStack, Standing, grow, maybe_grow, on_stack, remaining_stack};
#[cfg(target_family = "wasm")]
pub use single::{PooledStack, grow, maybe_grow, on_stack, remaining_stack};
