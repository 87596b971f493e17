//! Runs Python in the monty VM for a host that must never freeze, leak or be misled.
//!
//! An [`Execution`] is one run of a [`Program`] or one session. The host sends it
//! [messages](message) and receives [events](event); each step runs at most one slice of Python, on
//! a stack of its own, under the run's own [`Limits`].

#![cfg_attr(alloc_error_hook, feature(alloc_error_hook))]

mod account;
mod call_limits;
mod check_request;
#[cfg_attr(target_family = "wasm", path = "checker_import.rs")]
mod checker_library;
mod compile_cost;
mod crossing;
pub mod event;
mod exception;
pub mod held;
mod host_exception;
mod limits;
mod memory;
pub mod message;
#[cfg(not(target_family = "wasm"))]
mod mount;
mod opening;
mod panics;
mod paused;
mod print;
mod program;
mod run;
mod stack;
mod stop;
mod stop_reason;
mod time;
pub mod type_check;
pub mod wire;

pub use check_request::{check_request, write_findings};
pub use limits::{LimitExceeded, LimitKind, Limits, MAX_CODE_BYTES, Usage};
pub use memory::alloc::{MeteredAllocator, outlive_loading_thread, set_memory_ceiling};
pub use memory::purge::discard;
pub use message::{Setup, limit_as_number, write_limits};
#[cfg(not(target_family = "wasm"))]
pub use mount::MountedDirectory;
pub use opening::{Compiled, read_program, read_session};
pub use panics::{catch, panic_message};
pub use program::{program::Program, source_options::SourceOptions};
pub use run::execution::{Contention, Execution};
pub use run::state::SLICE;
pub use run::state_dump::SnapshotError;
pub use stack::on_deep_stack;
