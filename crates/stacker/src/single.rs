//! The one stack that there is.

use std::io;

/// Stands for the stack that everything is on already.
pub struct PooledStack(());

impl PooledStack {
    /// The stack.
    ///
    /// # Errors
    /// Never here.
    pub fn take() -> io::Result<Self> {
        Ok(Self(()))
    }
}

/// Nobody can tell what is left.
pub fn remaining_stack() -> Option<usize> {
    None
}

/// Runs `work` here.
#[inline]
pub fn maybe_grow<T>(_red_zone: usize, _stack_size: usize, work: impl FnOnce() -> T) -> T {
    work()
}

/// Runs `work` here.
#[inline]
pub fn grow<T>(_stack_size: usize, work: impl FnOnce() -> T) -> T {
    work()
}

/// Runs `work` here.
#[inline]
pub fn on_stack<T>(_stack: PooledStack, work: impl FnOnce() -> T) -> T {
    work()
}
