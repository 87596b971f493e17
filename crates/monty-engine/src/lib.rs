//! Runs Python in the monty VM for a host that must never freeze, leak or be misled.
//!
//! An [`Execution`] is one run of a [`Program`] or one session. The host speaks to it in
//! [messages](message) and hears [events](event); each step runs at most one slice of Python, on
//! a stack of its own, under the run's own [`Limits`].

mod alloc;
pub mod event;
mod exception;
mod execution;
mod limits;
pub mod message;
mod meter;
mod paused;
mod print;
mod program;
mod snapshot;
mod source;
mod stack;
mod stop;
mod turn;
pub mod type_check;
pub mod wire;

pub use alloc::MeteredAllocator;
pub use exception::write_exception;
pub use execution::{Contention, Execution, SLICE};
pub use limits::{LimitExceeded, LimitKind, Limits, MAX_CODE_BYTES, Usage};
pub use message::Setup;
pub use program::{Program, SourceOptions};
pub use snapshot::SnapshotError;
pub use stack::on_deep_stack;
