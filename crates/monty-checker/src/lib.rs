//! The type checker behind the three functions that `monty-checker-abi` describes, or in WebAssembly those of
//! `module`.

#![cfg_attr(alloc_error_hook, feature(alloc_error_hook))]

mod allocator;
mod bounded;
mod check;
mod checker;
mod database;
mod findings;
#[cfg(not(target_family = "wasm"))]
mod library;
#[cfg(target_family = "wasm")]
mod module;
mod modules;
mod rendering;
mod secret;
mod time;
mod warm;

use std::{
    any::Any,
    panic::{self, AssertUnwindSafe},
};

use allocator::BoundedAllocator;
use monty_checker_abi::{Answer, TypeCheck, answer_to_bytes};

#[global_allocator]
static ALLOCATOR: BoundedAllocator = BoundedAllocator;

/// Serves an encoded request and returns the encoded answer. Never unwinds.
fn answer_bytes(request: &[u8]) -> Vec<u8> {
    let answer = panic::catch_unwind(AssertUnwindSafe(|| answer(request)))
        .unwrap_or_else(|payload| Err(panic_message(payload.as_ref())));
    answer_to_bytes(&answer)
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
