//! The N-API layer: thin shells around `monty-engine`. Data crosses as bytes, once a step.
//!
//! These types are the binding's own; `src/core` wraps them and nothing else imports them.

mod error;
mod execution;
mod mount;
mod program;
mod table;
mod type_check;
mod value;

use monty_engine::MeteredAllocator;

#[global_allocator]
static ALLOCATOR: MeteredAllocator = MeteredAllocator;
