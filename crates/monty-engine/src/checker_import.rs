//! The type checker in WebAssembly: a separate module, which the host calls.

use std::path::Path;

use monty_checker_abi::{Answer, TypeCheck, answer_from_bytes};

#[link(wasm_import_module = "host")]
unsafe extern "C" {
    /// Checks and returns the length of the answer; a negative length is that of an error text.
    fn check(request: *const u8, length: usize) -> isize;
    /// Copies the answer of the last check.
    fn take_answer(answer: *mut u8);
}

/// The checker module, which the host loads at the first check.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CheckerLibrary(());

impl CheckerLibrary {
    /// Ignores the path: the host locates the module.
    #[expect(
        clippy::unnecessary_wraps,
        reason = "natively it is a file that may be missing"
    )]
    pub(crate) fn at(_path: &Path) -> Result<Self, String> {
        Ok(Self(()))
    }

    #[expect(clippy::unused_self, reason = "natively it has the functions")]
    pub(crate) fn check(self, asked: &TypeCheck) -> Answer {
        let request = asked.to_bytes();
        // SAFETY: the request lives until the call has returned.
        let length = unsafe { check(request.as_ptr(), request.len()) };
        let mut answer = vec![0; length.unsigned_abs()];
        // SAFETY: there is room for as many bytes as the host has told of.
        unsafe { take_answer(answer.as_mut_ptr()) };
        if length < 0 {
            return Err(String::from_utf8_lossy(&answer).into_owned());
        }
        answer_from_bytes(&answer)
    }
}
