//! Stacks of our own: the same depth on the main thread and in a worker thread with 2 MB.

use std::{
    cell::RefCell,
    io,
    panic::{self, AssertUnwindSafe},
};

use corosensei::{
    on_stack,
    stack::{DefaultStack, Stack, StackPointer},
};

/// Reserved per stack; the system commits only what is used.
const STACK_BYTES: usize = 64 * 1024 * 1024;
/// Kept per thread for reuse, so that starting a run maps no memory.
const POOLED: usize = 8;

thread_local! {
    static POOL: RefCell<Vec<DefaultStack>> = const { RefCell::new(Vec::new()) };
}

/// A stack that returns to its thread's pool when dropped.
pub(crate) struct PooledStack(Option<DefaultStack>);

impl PooledStack {
    pub(crate) fn take() -> io::Result<Self> {
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
        let guard = 64 * 1024;
        let low = stack.limit().get() + guard;
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

/// Stack that compiling may need besides what grows with the length of the source: nesting is
/// bounded, and the parser grows its own stack for it.
const COMPILE_RESERVE: usize = 768 * 1024;
/// Stack per byte of source that its syntax tree may take: some forms of it are cloned, which takes
/// 330 bytes for each of its levels, of two bytes of source at least.
const STACK_PER_BYTE: usize = 200;

/// Runs `work`, which compiles a source of `bytes`, on this thread's own stack when that has room,
/// else on a deep one. The parser maps a stack of its own whenever it does not know the one it is
/// on, which would cost more than compiling a short program.
pub(crate) fn with_compile_stack<T>(bytes: usize, work: impl FnOnce() -> T) -> T {
    let needed = COMPILE_RESERVE.saturating_add(bytes.saturating_mul(STACK_PER_BYTE));
    match stacker::remaining_stack() {
        Some(remaining) if remaining >= needed => work(),
        _ => on_parser_stack(work),
    }
}

/// Runs `work`, which parses, on a deep stack that the parser knows. On a stack it does not know it
/// maps one of a megabyte for itself, where it could not even drop the syntax tree of a long chain.
pub(crate) fn on_parser_stack<T>(work: impl FnOnce() -> T) -> T {
    stacker::grow(STACK_BYTES, work)
}

/// Drops what can be as deep as a program or its data. Never panics: a heap that fails while it is
/// dropped is left as it is, and so is one for which no stack can be reserved.
pub(crate) fn drop_deep<T>(value: T) {
    let Ok(stack) = PooledStack::take() else {
        return std::mem::forget(value);
    };
    let value = Box::new(value);
    on_stack(stack, move || {
        let _ = panic::catch_unwind(AssertUnwindSafe(|| drop(value)));
    });
}

/// Runs `work` on a deep stack: for everything that can recurse with the input's shape.
///
/// # Panics
/// With `work`'s own panic, and when the system has no memory left to reserve.
pub fn on_deep_stack<T>(work: impl FnOnce() -> T) -> T {
    let stack = PooledStack::take().expect("the system refused to reserve a 64 MiB stack");
    // Boxed because large closures and results may not be moved onto a foreign stack.
    let work = Box::new(work);
    *on_stack(stack, move || Box::new(work()))
}
