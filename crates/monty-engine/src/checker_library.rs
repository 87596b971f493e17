//! The type checker's library, loaded once and for good.

use std::{
    error::Error as _,
    mem::ManuallyDrop,
    path::{Path, PathBuf},
    slice,
    sync::{Mutex, PoisonError},
};

use libloading::Library;
use monty_checker_abi::{
    ABI, ABI_SYMBOL, AbiFunction, Answer, CHECK_SYMBOL, CheckFunction, FREE_SYMBOL, FreeFunction,
    TypeCheck, answer_from_bytes,
};

/// The functions of a library that stays loaded: it has threads' memory to free when they end.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CheckerLibrary {
    check: CheckFunction,
    free: FreeFunction,
}

static LOADED: Mutex<Vec<(PathBuf, CheckerLibrary)>> = Mutex::new(Vec::new());

impl CheckerLibrary {
    /// The library in a file; it is loaded at the first call.
    pub(crate) fn at(path: &Path) -> Result<Self, String> {
        let mut loaded = LOADED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, library)) = loaded.iter().find(|(known, _)| known == path) {
            return Ok(*library);
        }
        let library = Self::load(path).map_err(|reason| {
            format!(
                "the type checker {} cannot be loaded: {reason}",
                path.display()
            )
        })?;
        loaded.push((path.to_owned(), library));
        Ok(library)
    }

    fn load(path: &Path) -> Result<Self, String> {
        // A bare name would be searched for in the system's folders.
        if !path.is_absolute() {
            return Err("its path is not absolute".to_owned());
        }
        // SAFETY: the host names a file of this package; loading it runs nothing but Rust's own
        // and the allocator's initialisers.
        let library = unsafe { Library::new(path) }.map_err(|error| reason(&error))?;
        let library = ManuallyDrop::new(library);
        // SAFETY: this function has had the same shape in every version.
        let abi: AbiFunction =
            *unsafe { library.get(ABI_SYMBOL) }.map_err(|error| reason(&error))?;
        let found = abi();
        if found != ABI {
            return Err(format!(
                "it is of another version of monty-node (it speaks {found}, not {ABI})"
            ));
        }
        // SAFETY: with this number they have the shapes that the crate of both sides declares.
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
        // SAFETY: the library says where its answer is, which stays until it is freed below.
        let answer = answer_from_bytes(unsafe { slice::from_raw_parts(bytes.start, bytes.length) });
        // SAFETY: it came from this library, once.
        unsafe { (self.free)(bytes) };
        answer
    }
}

/// The error and what the system says about it.
fn reason(error: &libloading::Error) -> String {
    error
        .source()
        .map_or_else(|| error.to_string(), |source| format!("{error}: {source}"))
}
