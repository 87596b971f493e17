//! Set-up of the fuzzer, and detection of failed cases.

use std::{
    cell::RefCell,
    env, fs,
    panic::{self, AssertUnwindSafe},
    path::Path,
    process,
};

thread_local! {
    static LAST_PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

/// To be called once, before any case. Writes the target's seeds into the folder that
/// `MONTY_FUZZ_SEEDS` names, if it names one.
pub fn prepare(seeds: impl FnOnce() -> Vec<Vec<u8>>) {
    // libfuzzer-sys ends the process at every panic. The engine answers for those it catches, so
    // only one that leaves it is a failure.
    let shown = env::var_os("MONTY_FUZZ_TRACE").is_some();
    let show = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        if shown {
            show(panic);
        }
        LAST_PANIC.with_borrow_mut(|last| *last = panic.to_string());
    }));
    if let Some(folder) = env::var_os("MONTY_FUZZ_SEEDS") {
        write_seeds(Path::new(&folder), &seeds());
    }
}

fn write_seeds(folder: &Path, seeds: &[Vec<u8>]) {
    fs::create_dir_all(folder).expect("the folder of the seeds can be made");
    for (number, seed) in seeds.iter().enumerate() {
        fs::write(folder.join(format!("seed-{number}")), seed).expect("a seed can be written");
    }
}

/// One case: a panic that leaves it ends the process, which the fuzzer reports.
pub fn case(work: impl FnOnce()) {
    if panic::catch_unwind(AssertUnwindSafe(work)).is_err() {
        LAST_PANIC.with_borrow(|last| eprintln!("{last}"));
        process::abort();
    }
}
