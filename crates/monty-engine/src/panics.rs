//! Catches panics of the interpreter for a report to the host, and suppresses their output.
//!
//! Otherwise a program that triggers an interpreter bug would write to the host's standard error.

use std::{
    any::Any,
    cell::{Cell, RefCell},
    panic::{self, AssertUnwindSafe},
    sync::Once,
};

thread_local! {
    static CATCHING: Cell<bool> = const { Cell::new(false) };
    /// The location of the last panic that was not printed.
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Runs `work` and returns its result, or the payload of its panic.
pub fn catch<T>(work: impl FnOnce() -> T) -> Result<T, Box<dyn Any + Send>> {
    static HOOKED: Once = Once::new();
    HOOKED.call_once(hook);
    let outer = CATCHING.replace(true);
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    CATCHING.set(outer);
    result
}

fn hook() {
    let print = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if CATCHING.get() {
            let place = info
                .location()
                .map(|place| format!("{}:{}", in_its_crate(place.file()), place.line()));
            PLACE.set(place);
        } else {
            print(info);
        }
    }));
}

/// A source file's path from its crate's folder on, without the path of the build machine.
fn in_its_crate(file: &str) -> &str {
    let start = ["/src/", "\\src\\"]
        .into_iter()
        .filter_map(|folder| file.rfind(folder))
        .max();
    let folder = start.and_then(|at| file[..at].rfind(['/', '\\']));
    folder.map_or(file, |at| &file[at + 1..])
}

/// The message and location of the panic that was caught last.
pub fn panic_message(payload: &(dyn Any + Send)) -> String {
    let text = payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("unknown panic");
    match PLACE.take() {
        Some(place) => format!("{text} ({place})"),
        None => text.to_owned(),
    }
}
