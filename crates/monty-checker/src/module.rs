//! The functions of the WebAssembly module, which has one thread: a request is written here, checked, and its answer
//! read from here.

use std::{cell::RefCell, mem};

use crate::answer_bytes;

thread_local! {
    /// A request, and then its answer.
    static BYTES: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Where a request of `length` bytes is to be written.
#[unsafe(no_mangle)]
pub extern "C" fn checker_request(length: usize) -> *mut u8 {
    BYTES.with_borrow_mut(|bytes| {
        *bytes = vec![0; length];
        bytes.as_mut_ptr()
    })
}

/// Answers the request that was written, and says where the answer is, until the next request.
#[unsafe(no_mangle)]
pub extern "C" fn checker_check() -> *const u8 {
    let request = BYTES.with_borrow_mut(mem::take);
    let answer = answer_bytes(&request);
    BYTES.with_borrow_mut(|bytes| {
        *bytes = answer;
        bytes.as_ptr()
    })
}

/// How long the answer is.
#[unsafe(no_mangle)]
pub extern "C" fn checker_answer_bytes() -> usize {
    BYTES.with_borrow(Vec::len)
}
