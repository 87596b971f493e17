//! The thread whose allocations are charged to a run: the holder of the meter, if any.
//!
//! Every allocation checks it, and in a shared library a thread-local costs a call. So it is a static:
//! the process has one such thread at most.

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// The charged thread, or [`NOBODY`]. No other thread ever reads its own identity here.
static CHARGED: AtomicUsize = AtomicUsize::new(NOBODY);
const NOBODY: usize = 0;

/// Whether this thread's allocations are charged.
#[inline]
pub(crate) fn is_charging() -> bool {
    CHARGED.load(Relaxed) == this_thread()
}

/// Charges this thread, which must hold the meter, from now on.
pub(crate) fn begin_charging() {
    CHARGED.store(this_thread(), Relaxed);
}

/// Stops charging this thread, if it is charged.
pub(crate) fn end_charging() {
    if is_charging() {
        CHARGED.store(NOBODY, Relaxed);
    }
}

/// Runs `work` without charging its allocations to the current run: for buffers that outlive the slice,
/// which would otherwise be charged here and refunded nowhere.
pub(crate) fn uncharged<T>(work: impl FnOnce() -> T) -> T {
    struct Restore(bool);
    impl Drop for Restore {
        fn drop(&mut self) {
            if self.0 {
                CHARGED.store(this_thread(), Relaxed);
            }
        }
    }
    let _restore = Restore(is_charging());
    end_charging();
    work()
}

/// An identity of this thread, unique among the process's live threads and never [`NOBODY`].
#[cfg(all(
    target_os = "linux",
    any(target_arch = "x86_64", target_arch = "aarch64")
))]
#[inline]
fn this_thread() -> usize {
    let pointer: usize;
    // SAFETY: reads the address of the thread's own block, which on x86-64 is that block's first word.
    unsafe {
        #[cfg(target_arch = "x86_64")]
        std::arch::asm!("mov {}, fs:0", out(reg) pointer, options(nostack, preserves_flags, pure, readonly));
        #[cfg(target_arch = "aarch64")]
        std::arch::asm!("mrs {}, tpidr_el0", out(reg) pointer, options(nostack, preserves_flags, pure, nomem));
    }
    pointer
}

#[cfg(not(all(
    target_os = "linux",
    any(target_arch = "x86_64", target_arch = "aarch64")
)))]
#[inline]
fn this_thread() -> usize {
    thread_local! {
        static HERE: u8 = const { 0 };
    }
    HERE.with(|here| std::ptr::from_ref(here).addr())
}
