//! What runs on deep stacks: everything that can recurse with the input's shape.

use crate::panics::catch;

use stacker::{PooledStack, grow, on_stack};

/// Drops what can be as deep as a program or its data. Never panics: a heap that fails while it is
/// dropped is left as it is, and so is one for which no stack can be reserved.
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
/// With `work`'s own panic, and when the system has no memory left to reserve.
pub fn on_deep_stack<T>(work: impl FnOnce() -> T) -> T {
    // However little is asked for, it is a deep one.
    grow(0, work)
}
