//! The machine's memory, which caps every limit: an allocation that it cannot serve would end the
//! process.

use std::sync::LazyLock;

use crate::limits::Limits;

/// Assumed memory of a machine that does not report it.
#[cfg(target_pointer_width = "64")]
const UNKNOWN: usize = 64 * 1024 * 1024 * 1024;
/// Half of the address space: a growing block needs room beside the old one.
#[cfg(target_pointer_width = "32")]
const UNKNOWN: usize = 2 * 1024 * 1024 * 1024;

/// The most bytes that a run may hold, even without a limit of its own.
pub(crate) fn memory_ceiling(limits: &Limits) -> usize {
    static MEMORY: LazyLock<usize> = LazyLock::new(|| memory().unwrap_or(UNKNOWN));
    limits.memory.map_or(*MEMORY, |limit| limit.min(*MEMORY))
}

#[cfg(unix)]
fn memory() -> Option<usize> {
    // SAFETY: both calls only read a system setting.
    let (pages, bytes) = unsafe {
        (
            libc::sysconf(libc::_SC_PHYS_PAGES),
            libc::sysconf(libc::_SC_PAGESIZE),
        )
    };
    let positive = |value| usize::try_from(value).ok().filter(|value| *value > 0);
    positive(pages)?.checked_mul(positive(bytes)?)
}

#[cfg(not(unix))]
fn memory() -> Option<usize> {
    None
}
