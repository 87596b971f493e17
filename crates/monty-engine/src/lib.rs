//! Runs Python in the monty VM for a host that must never freeze, leak or be misled.
//!
//! An [`Execution`] is one run of a [`Program`] or one session. The host speaks to it in
//! [messages](message) and hears [events](event); each step runs at most one slice of Python, on
//! a stack of its own, under the run's own [`Limits`].

#![cfg_attr(alloc_error_hook, feature(alloc_error_hook))]

mod alloc;
mod awaited;
mod call_limits;
mod charging;
mod checker_library;
mod collector;
mod compile_cost;
mod crossing;
mod depth;
pub mod event;
mod exception;
mod excess;
mod execution;
mod heap_page;
mod limits;
mod machine;
pub mod message;
mod meter;
mod mount;
mod native_clock;
mod opening;
mod outcome;
mod panics;
mod parked;
mod paused;
mod print;
mod probe;
mod program;
mod release;
mod rewrite;
mod snapshot;
mod source;
mod stack;
mod state;
mod stop;
mod turn;
pub mod type_check;
#[cfg(not(address_sanitizer))]
mod underlying;
pub mod wire;

pub use alloc::{MeteredAllocator, outlive_loading_thread, set_memory_ceiling};
pub use exception::write_exception;
pub use execution::{Contention, Execution};
pub use limits::{LimitExceeded, LimitKind, Limits, MAX_CODE_BYTES, Usage};
pub use message::Setup;
pub use mount::MountedDirectory;
pub use opening::{Compiled, read_program, read_session};
pub use panics::{catch, panic_message};
pub use program::{Program, SourceOptions};
pub use release::discard;
pub use snapshot::{SnapshotError, dumped_limits};
pub use stack::on_deep_stack;
pub use state::SLICE;
