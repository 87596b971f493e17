//! What a worker process runs: `monty-launcher` loads the addon and calls this, where there is no Node.

/// Serves the parent process until it is gone, and gives the exit code.
#[unsafe(no_mangle)]
extern "C" fn monty_worker_serve() -> u8 {
    monty_worker::serve()
}
