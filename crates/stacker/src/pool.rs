//! A pool of stacks for each thread.

use std::{cell::RefCell, io};

use corosensei::stack::{DefaultStack, Stack, StackPointer};

use crate::reserved::STACK_BYTES;

/// Stacks kept per thread for reuse, so that starting a run maps no memory.
const POOLED: usize = 8;

/// Bytes at the lower end of each stack that are not used: the guard page, and some more.
pub(crate) const GUARD_BYTES: usize = 64 * 1024;

thread_local! {
    static POOL: RefCell<Vec<DefaultStack>> = const { RefCell::new(Vec::new()) };
}

/// A stack that returns to its thread's pool when dropped.
pub struct PooledStack(Option<DefaultStack>);

impl PooledStack {
    /// A stack of the pool, or a new one.
    ///
    /// # Errors
    /// When the system cannot reserve a stack.
    pub fn take() -> io::Result<Self> {
        // Executions may be dropped while their thread ends, after its pool.
        let pooled = POOL.try_with(|pool| pool.borrow_mut().pop());
        let stack = match pooled {
            Ok(Some(stack)) => stack,
            Ok(None) | Err(_) => DefaultStack::new(STACK_BYTES)?,
        };
        Ok(Self(Some(stack)))
    }

    fn stack(&self) -> &DefaultStack {
        self.0.as_ref().expect("a stack is present until drop")
    }
}

impl Drop for PooledStack {
    fn drop(&mut self) {
        let Some(stack) = self.0.take() else { return };
        // If the thread is ending and its pool is gone, the stack is unmapped.
        let _ = POOL.try_with(|pool| {
            if let Ok(mut pool) = pool.try_borrow_mut()
                && pool.len() < POOLED
            {
                release_depth(&stack);
                pool.push(stack);
            }
        });
    }
}

// SAFETY: base and limit are those of the stack it owns, which lives as long as it does.
unsafe impl Stack for PooledStack {
    fn base(&self) -> StackPointer {
        self.stack().base()
    }

    fn limit(&self) -> StackPointer {
        self.stack().limit()
    }

    #[cfg(windows)]
    fn teb_fields(&self) -> corosensei::stack::StackTebFields {
        self.stack().teb_fields()
    }

    #[cfg(windows)]
    fn update_teb_fields(&mut self, stack_limit: usize, guaranteed_stack_bytes: usize) {
        if let Some(stack) = &mut self.0 {
            stack.update_teb_fields(stack_limit, guaranteed_stack_bytes);
        }
    }
}

/// Returns the deep pages of a stack to the system, or each pooled stack would keep the memory of the
/// deepest run for ever.
#[cfg(unix)]
fn release_depth(stack: &DefaultStack) {
    const KEPT: usize = 256 * 1024;
    const PROBED: usize = 4096;
    let kept_from = stack.base().get() - KEPT;
    // Deeper frames left nonzero words in the page below the kept part; one word of every 256 bytes is
    // enough to detect them. Reading an untouched page maps the shared zero page and costs no memory.
    // SAFETY: the page lies inside the mapped, readable stack, which nothing executes on.
    let deep = unsafe {
        std::slice::from_raw_parts(
            (kept_from - PROBED) as *const u64,
            PROBED / size_of::<u64>(),
        )
    }
    .iter()
    .step_by(32)
    .any(|word| *word != 0);
    if deep {
        let low = stack.limit().get() + GUARD_BYTES;
        // SAFETY: the range is page-aligned, inside the stack's own private mapping, and unused.
        unsafe {
            libc::madvise(
                low as *mut libc::c_void,
                kept_from - low,
                libc::MADV_DONTNEED,
            );
        }
    }
}

#[cfg(not(unix))]
fn release_depth(_stack: &DefaultStack) {}
