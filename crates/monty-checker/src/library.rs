//! The three functions of the library.

use std::slice;

use monty_checker_abi::{ABI, Bytes};

use crate::answer_bytes;

/// See [`monty_checker_abi::AbiFunction`].
// SAFETY: nothing else in a process has this name.
#[unsafe(no_mangle)]
pub extern "C" fn monty_checker_abi() -> u32 {
    ABI
}

/// See [`monty_checker_abi::CheckFunction`].
///
/// # Safety
/// `request` points to `length` bytes that do not change during the call.
// SAFETY: nothing else in a process has this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn monty_checker_check(request: *const u8, length: usize) -> Bytes {
    // SAFETY: guaranteed by the caller.
    let request = unsafe { slice::from_raw_parts(request, length) };
    let answer = answer_bytes(request).into_boxed_slice();
    Bytes {
        length: answer.len(),
        start: Box::into_raw(answer).cast(),
    }
}

/// See [`monty_checker_abi::FreeFunction`].
///
/// # Safety
/// `answer` came from [`monty_checker_check`] and was not freed yet.
// SAFETY: nothing else in a process has this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn monty_checker_free(answer: Bytes) {
    let bytes = std::ptr::slice_from_raw_parts_mut(answer.start, answer.length);
    // SAFETY: the boxed slice that `monty_checker_check` returned.
    drop(unsafe { Box::from_raw(bytes) });
}
