//! The functions of the WebAssembly module, which has one thread: the host writes a request into its memory, calls
//! the check, and reads the answer from its memory.

use std::{cell::RefCell, mem};

use crate::answer_bytes;

thread_local! {
    /// The request, then its answer.
    static BYTES: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// The address for a request of `length` bytes.
#[unsafe(no_mangle)]
pub extern "C" fn checker_request(length: usize) -> *mut u8 {
    BYTES.with_borrow_mut(|bytes| {
        *bytes = vec![0; length];
        bytes.as_mut_ptr()
    })
}

/// Serves the request and returns the answer's address, which is valid until the next request.
#[unsafe(no_mangle)]
pub extern "C" fn checker_check() -> *const u8 {
    let request = BYTES.with_borrow_mut(mem::take);
    let answer = answer_bytes(&request);
    BYTES.with_borrow_mut(|bytes| {
        *bytes = answer;
        bytes.as_ptr()
    })
}

/// Length of the answer in bytes.
#[unsafe(no_mangle)]
pub extern "C" fn checker_answer_bytes() -> usize {
    BYTES.with_borrow(Vec::len)
}
