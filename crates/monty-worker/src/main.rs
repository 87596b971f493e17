//! The worker with an engine of its own, for the tests of its process and for sanitizers. What is installed
//! is `monty-launcher`.

use std::process::ExitCode;

use monty_engine::MeteredAllocator;

#[global_allocator]
static ALLOCATOR: MeteredAllocator = MeteredAllocator;

fn main() -> ExitCode {
    ExitCode::from(monty_worker::serve())
}
