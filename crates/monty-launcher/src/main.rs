//! `monty-worker <addon>`: the program of a worker process. The addon has the engine and the worker's code in
//! it, so that both are installed once, and in memory once: this only starts them.

use std::{env, ffi::OsStr, process::ExitCode};

use libloading::{Error, Library};

/// What the addon exports for us: serves the parent until it is gone, and gives the exit code.
const SERVE: &[u8] = b"monty_worker_serve\0";

/// The addon cannot be used. Others, such as 65 for memory, are the worker's.
const UNUSABLE: u8 = 67;

fn main() -> ExitCode {
    let Some(addon) = env::args_os().nth(1) else {
        eprintln!("monty-worker: the path of the addon is missing");
        return ExitCode::from(UNUSABLE);
    };
    match serve(&addon) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            eprintln!("monty-worker: {}: {error}", addon.display());
            ExitCode::from(UNUSABLE)
        }
    }
}

fn serve(addon: &OsStr) -> Result<u8, Error> {
    // SAFETY: the addon's initialisers only fill its own tables, as they do in Node.
    let library = unsafe { Library::new(addon)? };
    // SAFETY: of this name the addon exports a function of this type, `src/native/worker.rs`.
    let serve = unsafe { library.get::<extern "C" fn() -> u8>(SERVE)? };
    let code = serve();
    // What the engine left to run at the thread's end runs after this.
    std::mem::forget(library);
    Ok(code)
}
