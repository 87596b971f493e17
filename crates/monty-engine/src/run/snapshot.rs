//! Dumps and loads executions. Authenticate the bytes first: the interpreter does not validate them.

use std::time::Duration;

use crate::{
    limits::Limits,
    memory::meter::Meter,
    run::{
        execution::Execution,
        state::Kept,
        state_dump::{SnapshotError, dump_state, format, load_state},
    },
    time::Instant,
};

impl Execution {
    /// Serializes the state, for [`load`](Self::load).
    pub fn dump(&mut self, script_name: &str) -> Result<Vec<u8>, SnapshotError> {
        self.dump_counted(script_name, |_| Duration::ZERO)
    }

    /// As [`dump`](Self::dump), charged to the run's execution time: other runs wait for the worker meanwhile, the
    /// longer the larger the state.
    pub fn dump_charged(&mut self, script_name: &str) -> Result<Vec<u8>, SnapshotError> {
        self.dump_counted(script_name, |began| began.elapsed())
    }

    /// As [`load`](Self::load), charged to the run's execution time.
    pub fn load_charged(bytes: &[u8]) -> Result<Self, SnapshotError> {
        let began = Instant::now();
        let mut execution = Self::load(bytes)?;
        execution.count_time(began.elapsed());
        Ok(execution)
    }

    fn dump_counted(
        &mut self,
        script_name: &str,
        took: impl FnOnce(Instant) -> Duration,
    ) -> Result<Vec<u8>, SnapshotError> {
        let began = Instant::now();
        self.unpark()?;
        let dumped = dump_state(&self.core().state, script_name)?;
        self.count_time(took(began));
        let kept = self.core().kept(self.usage());
        let record = postcard::to_allocvec(&kept).map_err(|error| format(&error))?;
        let mut bytes = Vec::with_capacity(4 + record.len() + dumped.len());
        let length = u32::try_from(record.len()).map_err(|error| format(&error))?;
        bytes.extend_from_slice(&length.to_le_bytes());
        bytes.extend_from_slice(&record);
        bytes.extend_from_slice(&dumped);
        Ok(bytes)
    }

    /// Loads the execution that [`dump`](Self::dump) wrote. The bytes must be authentic: forged ones may
    /// panic, hang or compute nonsense, though never harm the process's memory.
    pub fn load(bytes: &[u8]) -> Result<Self, SnapshotError> {
        let (kept, dumped) = read_record(bytes)?;
        let mut meter = Meter::default();
        let metered = meter.enter();
        let state = load_state(dumped);
        drop(metered);
        meter.carry_peak(kept.usage.peak_memory);
        Ok(Self::restored(meter, state?, kept, None))
    }
}

/// The limits stored in a dump. The rest of the dump is not read.
pub fn dumped_limits(bytes: &[u8]) -> Result<Limits, SnapshotError> {
    Ok(read_record(bytes)?.0.limits)
}

fn read_record(bytes: &[u8]) -> Result<(Kept, &[u8]), SnapshotError> {
    let (length, rest) = bytes
        .split_first_chunk::<4>()
        .ok_or_else(|| format(&"they are too short"))?;
    let length = u32::from_le_bytes(*length) as usize;
    let (record, dumped) = rest
        .split_at_checked(length)
        .ok_or_else(|| format(&"they are cut"))?;
    let record = postcard::from_bytes(record).map_err(|error| format(&error))?;
    Ok((record, dumped))
}
