//! Stacks of 64 MiB, and what runs on them.

use std::cell::Cell;

use corosensei::stack::Stack;

use crate::pool::GUARD_BYTES;
pub use crate::pool::PooledStack;

/// Reserved per stack; the system commits only what is used.
pub(crate) const STACK_BYTES: usize = 64 * 1024 * 1024;

thread_local! {
    /// Where the stack of ours that this thread is on ends; [`UNKNOWN`] on its own.
    static LIMIT: Cell<usize> = const { Cell::new(UNKNOWN) };
}

const UNKNOWN: usize = usize::MAX;

/// While this lives, the thread is on the stack that it was made for.
pub struct Standing {
    before: usize,
}

impl Standing {
    /// To be held while this thread runs on the stack that ends at `limit`.
    pub fn on(limit: usize) -> Self {
        Self {
            before: LIMIT.replace(limit),
        }
    }
}

impl Drop for Standing {
    fn drop(&mut self) {
        LIMIT.set(self.before);
    }
}

/// Bytes that are left of the stack that this thread is on, if it is one of ours.
pub fn remaining_stack() -> Option<usize> {
    let limit = LIMIT.get();
    let here = (&raw const limit).addr();
    (limit != UNKNOWN).then(|| here.saturating_sub(limit))
}

/// Runs `work` where `red_zone` bytes of stack are left: here if that is known, else as [`grow`] does.
#[inline]
pub fn maybe_grow<T>(red_zone: usize, stack_size: usize, work: impl FnOnce() -> T) -> T {
    match remaining_stack() {
        Some(remaining) if remaining >= red_zone => work(),
        _ => grow(stack_size, work),
    }
}

/// Runs `work` on another stack: one of 64 MiB, however few bytes are asked for.
///
/// # Panics
/// With `work`'s own panic, and when the system has no memory left to reserve.
pub fn grow<T>(stack_size: usize, work: impl FnOnce() -> T) -> T {
    debug_assert!(stack_size <= STACK_BYTES, "stacks are not that large");
    let stack = PooledStack::take().expect("the system refused to reserve a 64 MiB stack");
    on_stack(stack, work)
}

/// Runs `work` on `stack`.
///
/// # Panics
/// With `work`'s own panic.
pub fn on_stack<T>(stack: PooledStack, work: impl FnOnce() -> T) -> T {
    let _standing = Standing::on(stack.lowest());
    let mut work = Some(work);
    let mut result = None;
    // Both stay on the stack that is here, as they may be large.
    let (taken, given) = (&mut work, &mut result);
    corosensei::on_stack(stack, move || *given = taken.take().map(|work| work()));
    result.expect("the work has returned")
}

impl PooledStack {
    /// The lowest address that may be used.
    pub fn lowest(&self) -> usize {
        self.limit().get() + GUARD_BYTES
    }
}
