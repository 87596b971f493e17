//! Executions as bytes. Authenticate before loading: the interpreter trusts what it is given.

use crate::{
    limits::Limits,
    memory::meter::Meter,
    run::{
        execution::Execution,
        state::Kept,
        state_dump::{SnapshotError, dump_state, format, load_state},
    },
};

impl Execution {
    /// The state as bytes, for [`load`](Self::load).
    pub fn dump(&mut self, script_name: &str) -> Result<Vec<u8>, SnapshotError> {
        self.unpark()?;
        let usage = self.usage();
        let core = self.core();
        let kept = core.kept(usage);
        let dumped = dump_state(&core.state, script_name)?;
        let record = postcard::to_allocvec(&kept).map_err(|error| format(&error))?;
        let mut bytes = Vec::with_capacity(4 + record.len() + dumped.len());
        let length = u32::try_from(record.len()).map_err(|error| format(&error))?;
        bytes.extend_from_slice(&length.to_le_bytes());
        bytes.extend_from_slice(&record);
        bytes.extend_from_slice(&dumped);
        Ok(bytes)
    }

    /// The execution that [`dump`](Self::dump) wrote. The bytes must be authentic: forged ones may
    /// panic, hang or compute nonsense, though never harm the process's memory.
    pub fn load(bytes: &[u8]) -> Result<Self, SnapshotError> {
        let (kept, dumped) = read_record(bytes)?;
        let mut meter = Meter::with_peak(kept.usage.peak_memory);
        let metered = meter.enter();
        let state = load_state(dumped);
        drop(metered);
        Ok(Self::restored(meter, state?, kept, None))
    }
}

/// The limits that travel with a dump. They are all that is looked at.
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
