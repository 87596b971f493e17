//! The engine, tested with messages and events, as its hosts use it.

#![allow(
    clippy::pedantic,
    reason = "casts and formats that could fail or take longer do no harm in tests"
)]

mod account;
mod compile_time;
mod exceptions;
mod host_calls;
mod limits;
mod malformed;
mod memory;
mod parked;
mod sessions;
mod shapes;
mod slices;
mod snapshots;
mod sources;
mod support;
mod threads;
mod type_checks;
mod values;

use monty_engine::MeteredAllocator;

#[global_allocator]
static ALLOCATOR: MeteredAllocator = MeteredAllocator;
