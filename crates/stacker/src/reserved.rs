//! Runs work on stacks of 64 MiB.

use std::cell::Cell;

use corosensei::stack::Stack;

use crate::pool::GUARD_BYTES;
pub use crate::pool::PooledStack;

/// Bytes reserved per stack; the system commits only the used pages.
pub(crate) const STACK_BYTES: usize = 64 * 1024 * 1024;

thread_local! {
    /// Lowest address of the pooled stack that this thread runs on; [`UNKNOWN`] on the thread's own stack.
    static LIMIT: Cell<usize> = const { Cell::new(UNKNOWN) };
}

const UNKNOWN: usize = usize::MAX;

/// A guard: while it lives, the thread counts as running on a pooled stack.
pub struct Standing {
    before: usize,
}

impl Standing {
    /// A guard for a stack whose lowest address is `limit`.
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

/// Bytes left of the current stack, if it is a pooled one.
pub fn remaining_stack() -> Option<usize> {
    let limit = LIMIT.get();
    let here = (&raw const limit).addr();
    (limit != UNKNOWN).then(|| here.saturating_sub(limit))
}

/// Runs `work` on the current stack if `red_zone` bytes of it are known to be left, otherwise as [`grow`] does.
#[inline]
pub fn maybe_grow<T>(red_zone: usize, stack_size: usize, work: impl FnOnce() -> T) -> T {
    match remaining_stack() {
        Some(remaining) if remaining >= red_zone => work(),
        _ => grow(stack_size, work),
    }
}

/// Runs `work` on another stack, which has 64 MiB for any `stack_size`.
///
/// # Panics
/// With `work`'s own panic, and when the system cannot reserve a stack.
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
    // Both stay on the current stack, as they may be large.
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
