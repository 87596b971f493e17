//! Pooled deep stacks: the same depth on the main thread and in a worker thread with 2 MB.
//!
//! The parser calls the crate `stacker` when its stack may end. The original tracks the stacks of threads and
//! its own, but not those of turns, and so mapped another megabyte whenever Python was compiled there, which
//! takes several times as long as compiling a line. This crate replaces it (`[patch.crates-io]`) with the
//! functions that the parser calls, on stacks of the pool that everything else uses.
//!
//! WebAssembly has one stack, which cannot be left or measured, and everything runs on that one.

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
