//! Entry point of worker processes: `monty-launcher` loads the addon without Node and calls it.

/// Serves the parent process until it ends, and returns the exit code.
#[unsafe(no_mangle)]
extern "C" fn monty_worker_serve() -> u8 {
    monty_worker::serve()
}
