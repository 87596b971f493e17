//! Code shared by the fuzz targets: a minimal host, choices from the fuzzer's bytes, and the set-up and end of a
//! case.

mod case;
pub mod choices;
#[path = "../../crates/monty-engine/tests/fuzz/drive.rs"]
pub mod drive;
pub mod echo;
#[path = "../../crates/monty-worker/src/frame.rs"]
pub mod frame;
#[path = "../../crates/monty-engine/tests/fuzz/grammar.rs"]
pub mod grammar;
pub mod seeds;
pub mod states;
pub mod support;
#[path = "../../crates/monty-engine/tests/engine/values.rs"]
#[expect(unused, reason = "only its specimens are of use here")]
mod values;

use monty_engine::MeteredAllocator;

pub use case::{case, prepare};

#[global_allocator]
static ALLOCATOR: MeteredAllocator = MeteredAllocator;
