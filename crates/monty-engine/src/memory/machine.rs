//! What the machine has, beyond which no limit reaches: an allocation that it cannot serve would end
//! the process.

use std::sync::LazyLock;

use crate::limits::Limits;

/// Where the machine does not say.
#[cfg(target_pointer_width = "64")]
const UNKNOWN: usize = 64 * 1024 * 1024 * 1024;
/// Half of what can be addressed: the largest blocks need room for their successors.
#[cfg(target_pointer_width = "32")]
const UNKNOWN: usize = 2 * 1024 * 1024 * 1024;

/// Bytes that a run may hold at most, also without a limit of its own.
pub(crate) fn memory_ceiling(limits: &Limits) -> usize {
    static MEMORY: LazyLock<usize> = LazyLock::new(|| memory().unwrap_or(UNKNOWN));
    limits.memory.map_or(*MEMORY, |limit| limit.min(*MEMORY))
}

#[cfg(unix)]
fn memory() -> Option<usize> {
    // SAFETY: both only read a setting of the system.
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
