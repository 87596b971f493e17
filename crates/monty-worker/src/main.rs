//! The worker as a program with its own engine, for the tests of its process and for sanitizers. The installed
//! program is `monty-launcher`.

use std::process::ExitCode;

use monty_engine::MeteredAllocator;

#[global_allocator]
static ALLOCATOR: MeteredAllocator = MeteredAllocator;

fn main() -> ExitCode {
    ExitCode::from(monty_worker::serve())
}
