//! Deep stacks, for everything that recurses with the input's shape.

use crate::panics::catch;

use stacker::{PooledStack, grow, on_stack};

/// Drops a value that can nest as deeply as a program or its data. Never panics: a heap that fails while
/// it is dropped is leaked, and so is a value for which no stack can be reserved.
pub(crate) fn drop_deep<T>(value: T) {
    let Ok(stack) = PooledStack::take() else {
        return std::mem::forget(value);
    };
    on_stack(stack, || {
        let _ = catch(|| drop(value));
    });
}

/// Runs `work` on a deep stack.
///
/// # Panics
/// With `work`'s own panic, and when the system cannot reserve a stack.
pub fn on_deep_stack<T>(work: impl FnOnce() -> T) -> T {
    // Every stack of the pool is deep, whatever size is requested.
    grow(0, work)
}
