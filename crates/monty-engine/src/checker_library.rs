//! The type checker's library, loaded once and never unloaded.

use std::{
    error::Error as _,
    mem::ManuallyDrop,
    path::{Path, PathBuf},
    slice,
    sync::{Mutex, PoisonError, mpsc},
    thread,
};

use libloading::Library;
use monty_checker_abi::{
    ABI, ABI_SYMBOL, AbiFunction, Answer, CHECK_SYMBOL, CheckFunction, FREE_SYMBOL, FreeFunction,
    TypeCheck, answer_from_bytes,
};

/// The functions of the library. It stays loaded, as it frees memory of threads when they end.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CheckerLibrary {
    check: CheckFunction,
    free: FreeFunction,
}

/// Bytes of stack of the loading thread, which only runs the library's initialisers.
const LOADER_STACK: usize = 512 * 1024;

static LOADED: Mutex<Vec<(PathBuf, CheckerLibrary)>> = Mutex::new(Vec::new());

impl CheckerLibrary {
    /// The library at `path`, which is loaded at the first call.
    pub(crate) fn at(path: &Path) -> Result<Self, String> {
        let mut loaded = LOADED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, library)) = loaded.iter().find(|(known, _)| known == path) {
            return Ok(*library);
        }
        let library = Self::load_for_good(path).map_err(|reason| {
            format!(
                "the type checker {} cannot be loaded: {reason}",
                path.display()
            )
        })?;
        loaded.push((path.to_owned(), library));
        Ok(library)
    }

    /// Loads the library on a thread that never ends. The library's allocator takes the loading thread for the
    /// process's main thread, even after it ended and another thread got its address, and at its end tears down
    /// state that later threads need.
    fn load_for_good(path: &Path) -> Result<Self, String> {
        let (told, loaded) = mpsc::channel();
        let path = path.to_owned();
        let load = move || {
            let library = Self::load(&path);
            let is_loaded = library.is_ok();
            // The receiver may be gone.
            let _ = told.send(library);
            if is_loaded {
                loop {
                    thread::park();
                }
            }
        };
        thread::Builder::new()
            .name("monty-checker".to_owned())
            .stack_size(LOADER_STACK)
            .spawn(load)
            .map_err(|error| error.to_string())?;
        loaded
            .recv()
            .unwrap_or_else(|_| Err("loading it failed".to_owned()))
    }

    fn load(path: &Path) -> Result<Self, String> {
        // The system would search its own folders for a bare name.
        if !path.is_absolute() {
            return Err("its path is not absolute".to_owned());
        }
        // SAFETY: the host names a file of this package; loading it runs nothing but Rust's own
        // and the allocator's initialisers.
        let library = unsafe { Library::new(path) }.map_err(|error| reason(&error))?;
        let library = ManuallyDrop::new(library);
        // SAFETY: this function has the same signature in every version.
        let abi: AbiFunction =
            *unsafe { library.get(ABI_SYMBOL) }.map_err(|error| reason(&error))?;
        let found = abi();
        if found != ABI {
            return Err(format!(
                "it is of another version of monty-node (it speaks {found}, not {ABI})"
            ));
        }
        // SAFETY: with this ABI number they have the signatures that the shared crate declares.
        let check: CheckFunction =
            *unsafe { library.get(CHECK_SYMBOL) }.map_err(|error| reason(&error))?;
        // SAFETY: as above.
        let free: FreeFunction =
            *unsafe { library.get(FREE_SYMBOL) }.map_err(|error| reason(&error))?;
        Ok(Self { check, free })
    }

    pub(crate) fn check(self, asked: &TypeCheck) -> Answer {
        let request = asked.to_bytes();
        // SAFETY: the request lives until the call has returned.
        let bytes = unsafe { (self.check)(request.as_ptr(), request.len()) };
        // SAFETY: the library returns its answer's location, which is valid until it is freed below.
        let answer = answer_from_bytes(unsafe { slice::from_raw_parts(bytes.start, bytes.length) });
        // SAFETY: the answer came from this library and is freed once.
        unsafe { (self.free)(bytes) };
        answer
    }
}

/// The error with the system's reason.
fn reason(error: &libloading::Error) -> String {
    error
        .source()
        .map_or_else(|| error.to_string(), |source| format!("{error}: {source}"))
}
