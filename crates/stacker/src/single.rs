//! The single stack of WebAssembly.

use std::io;

/// A handle of the current stack.
pub struct PooledStack(());

impl PooledStack {
    /// The current stack.
    ///
    /// # Errors
    /// Never here.
    pub fn take() -> io::Result<Self> {
        Ok(Self(()))
    }
}

/// `None`: the rest of the stack cannot be measured.
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
