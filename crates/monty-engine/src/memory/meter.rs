//! The memory count of a run, and the lock under which it is the process's count.

use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError, atomic::Ordering::Relaxed};

use monty_types::{BASELINE_MEMORY, LIVE_MEMORY};

use crate::memory::{
    alloc::{LARGE_MEMORY, ORIGIN, PEAK_MEMORY, set_ceiling},
    charging::{begin_charging, end_charging},
};

/// Lock for the slices of metered runs on several threads.
static TURN: Mutex<()> = Mutex::new(());

/// The memory count of one run.
#[derive(Debug)]
pub struct Meter {
    live: usize,
    large: usize,
    peak: usize,
    /// The part of `live` that the host holds for the run.
    held: usize,
}

impl Default for Meter {
    fn default() -> Self {
        Self {
            live: ORIGIN,
            large: ORIGIN,
            peak: ORIGIN,
            held: 0,
        }
    }
}

impl Meter {
    /// The bytes the run holds.
    pub fn live(&self) -> usize {
        self.live.saturating_sub(ORIGIN)
    }

    /// The most bytes the run has held at once.
    pub fn peak(&self) -> usize {
        self.peak.saturating_sub(ORIGIN)
    }

    /// Restores the peak measured before a dump. Temporary memory of loading is not counted.
    pub fn carry_peak(&mut self, peak: usize) {
        self.peak = ORIGIN.saturating_add(peak).max(self.live);
    }

    /// Sets the bytes that the host holds for the run, and counts them as the run's.
    pub(crate) fn hold(&mut self, bytes: usize) {
        self.live = self.live.wrapping_sub(self.held).saturating_add(bytes);
        self.held = bytes;
        self.peak = self.peak.max(self.live);
    }

    /// Charges this thread's allocations to the run until the guard drops, waiting for the
    /// slices of other threads.
    pub fn enter(&mut self) -> Metered<'_> {
        let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        self.begin(turn)
    }

    /// As [`enter`](Self::enter), or `None` while another thread executes a slice.
    pub fn try_enter(&mut self) -> Option<Metered<'_>> {
        let turn = match TURN.try_lock() {
            Ok(turn) => turn,
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
            Err(TryLockError::WouldBlock) => return None,
        };
        Some(self.begin(turn))
    }

    fn begin(&mut self, turn: MutexGuard<'static, ()>) -> Metered<'_> {
        BASELINE_MEMORY.store(ORIGIN, Relaxed);
        LIVE_MEMORY.store(self.live, Relaxed);
        LARGE_MEMORY.store(self.large, Relaxed);
        PEAK_MEMORY.store(self.peak, Relaxed);
        begin_charging();
        Metered {
            meter: self,
            _turn: turn,
        }
    }
}

/// A guard: while it lives, the current thread's allocations are charged to the run.
pub struct Metered<'a> {
    meter: &'a mut Meter,
    _turn: MutexGuard<'static, ()>,
}

impl Drop for Metered<'_> {
    fn drop(&mut self) {
        end_charging();
        set_ceiling(usize::MAX);
        self.meter.live = LIVE_MEMORY.load(Relaxed);
        self.meter.large = LARGE_MEMORY.load(Relaxed);
        self.meter.peak = PEAK_MEMORY.load(Relaxed);
    }
}
