//! The type checker behind the three functions that `monty-checker-abi` describes.

#![cfg_attr(alloc_error_hook, feature(alloc_error_hook))]

mod allocator;
mod bounded;
mod check;
mod checker;
mod database;
mod findings;
mod modules;
mod rendering;
mod warm;

use std::{
    any::Any,
    panic::{self, AssertUnwindSafe},
    slice,
};

use allocator::BoundedAllocator;
use monty_checker_abi::{ABI, Answer, Bytes, TypeCheck, answer_to_bytes};

#[global_allocator]
static ALLOCATOR: BoundedAllocator = BoundedAllocator;

/// See [`monty_checker_abi::AbiFunction`].
// SAFETY: nothing else in a process has this name.
#[unsafe(no_mangle)]
pub extern "C" fn monty_checker_abi() -> u32 {
    ABI
}

/// See [`monty_checker_abi::CheckFunction`].
///
/// # Safety
/// `request` points to `length` bytes that nobody changes meanwhile.
// SAFETY: nothing else in a process has this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn monty_checker_check(request: *const u8, length: usize) -> Bytes {
    // SAFETY: promised by the caller.
    let request = unsafe { slice::from_raw_parts(request, length) };
    let answer = panic::catch_unwind(AssertUnwindSafe(|| answer(request)))
        .unwrap_or_else(|payload| Err(panic_message(payload.as_ref())));
    let answer = answer_to_bytes(&answer).into_boxed_slice();
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
    // SAFETY: it is the boxed slice that was given away.
    drop(unsafe { Box::from_raw(bytes) });
}

fn answer(request: &[u8]) -> Answer {
    check::check(&TypeCheck::from_bytes(request)?)
}

fn panic_message(payload: &(dyn Any + Send)) -> String {
    let text = payload
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| payload.downcast_ref::<String>().cloned());
    format!(
        "internal error: {}",
        text.as_deref().unwrap_or("unknown panic")
    )
}
