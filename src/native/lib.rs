//! The N-API layer: thin wrappers around `monty-engine`. Data crosses as bytes, once per step.
//!
//! These types belong to the binding; only `src/core` wraps and imports them.

#![cfg_attr(
    not(test),
    expect(clippy::needless_pass_by_value, reason = "the shapes that N-API wants")
)]

mod error;
mod execution;
mod mailbox;
mod mount;
mod program;
mod threads;
mod type_check;
mod value;
mod worker;

use monty_engine::MeteredAllocator;
use napi::{Result, bindgen_prelude::Object};
use napi_derive::napi;

#[global_allocator]
static ALLOCATOR: MeteredAllocator = MeteredAllocator;

/// Runs on each thread that loads the addon.
#[napi(module_exports)]
pub fn on_load(_exports: Object) -> Result<()> {
    monty_engine::outlive_loading_thread();
    Ok(())
}
