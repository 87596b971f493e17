//! One run or session: its state, its turns on a stack of their own, and its dumps.

pub mod execution;
pub(crate) mod fibers;
pub mod native_clock;
pub mod outcome;
pub mod parked;
pub mod snapshot;
pub mod state;
pub mod state_dump;
pub mod turn;
