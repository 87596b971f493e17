//! `monty-worker <addon>`: the program of a worker process. The addon contains the engine and the worker's code,
//! so that both are installed and in memory once; this program only starts them.

use std::{env, ffi::OsStr, process::ExitCode};

use libloading::{Error, Library};

/// The addon's exported function: serves the parent until it is gone, and returns the exit code.
const SERVE: &[u8] = b"monty_worker_serve\0";

/// Exit code: the addon cannot be used. Other codes, such as 65 for memory, are the worker's.
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
    // SAFETY: the addon's initialisers only fill its own tables, as in Node.
    let library = unsafe { Library::new(addon)? };
    // SAFETY: the addon exports a function of this name and type, see `src/native/worker.rs`.
    let serve = unsafe { library.get::<extern "C" fn() -> u8>(SERVE)? };
    let code = serve();
    // Destructors of the engine's thread-locals run after this.
    std::mem::forget(library);
    Ok(code)
}
