//! One run or session: states, turns, events and dumps.

pub mod event_writer;
pub mod execution;
pub(crate) mod fibers;
pub mod native_clock;
pub mod parked;
pub mod snapshot;
pub mod state;
pub mod state_dump;
pub mod turn;
