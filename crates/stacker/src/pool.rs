//! Stacks that are kept for reuse.

use std::{cell::RefCell, io};

use corosensei::stack::{DefaultStack, Stack, StackPointer};

use crate::reserved::STACK_BYTES;

/// Kept per thread for reuse, so that starting a run maps no memory.
const POOLED: usize = 8;

/// At the lower end of each stack: what a stack that overflows runs into, and some more.
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
    /// When the system has no memory left to reserve.
    pub fn take() -> io::Result<Self> {
        // Executions are dropped also while their thread ends, when its pool is gone already.
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
        // The thread may be ending, its pool gone: then the stack is simply unmapped.
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

/// Gives back the pages of a stack that one run used deeply, or each pooled stack would keep
/// the deepest run's memory for ever.
#[cfg(unix)]
fn release_depth(stack: &DefaultStack) {
    const KEPT: usize = 256 * 1024;
    const PROBED: usize = 4096;
    let kept_from = stack.base().get() - KEPT;
    // Frames that went deeper left something in the page below the kept part; one word of every 256
    // bytes is enough to see it. Reading an untouched page maps the shared zero page and costs no memory.
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
