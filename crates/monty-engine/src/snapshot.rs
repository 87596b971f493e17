//! Executions as bytes. Authenticate before loading: the interpreter trusts what it is given.

use std::fmt::Display;

use monty::{Dump, DumpError, Session, SessionRef, dump};

use crate::{
    execution::Execution,
    limits::Limits,
    meter::Meter,
    panics::{catch, panic_message},
    paused::Paused,
    stack::on_deep_stack,
    state::{Kept, State},
};

/// Why an execution cannot be dumped or loaded.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotError {
    /// Only a paused run or an idle session has a state that can be kept.
    #[error("only a paused run or an idle session can be dumped")]
    NotAtRest,
    /// The bytes hold no execution.
    #[error("the bytes are not a snapshot: {0}")]
    Format(String),
    /// They were written by an engine whose format this one does not read.
    #[error("the snapshot is of another engine version: {0}")]
    Version(String),
}

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

/// The interpreter's part of a pause or an idle session, for [`load_state`].
pub(crate) fn dump_state(state: &State, script_name: &str) -> Result<Vec<u8>, SnapshotError> {
    let state = match state {
        State::Idle(repl) => SessionRef::Idle(repl),
        State::Paused(Paused::Run(progress)) => SessionRef::Running(progress),
        State::Paused(Paused::Session(progress)) => SessionRef::Suspended(progress),
        State::Ready(_) | State::Open(_) | State::Parked(_) | State::Over(_) => {
            return Err(SnapshotError::NotAtRest);
        }
    };
    on_deep_stack(|| catch(|| dump(script_name, None, &[], state).map_err(|error| format(&error))))
        .map_err(|payload| format(&panic_message(payload.as_ref())))?
}

pub(crate) fn load_state(bytes: &[u8]) -> Result<State, SnapshotError> {
    let loaded = on_deep_stack(|| catch(|| Dump::load(bytes)))
        .map_err(|payload| format(&panic_message(payload.as_ref())))?;
    let state = match loaded {
        Ok(Dump {
            state: Session::Idle(repl),
            ..
        }) => State::Idle(repl),
        Ok(Dump {
            state: Session::Suspended(progress),
            ..
        }) => State::Paused(Paused::Session(progress)),
        Ok(Dump {
            state: Session::Running(progress),
            ..
        }) => State::Paused(Paused::Run(progress)),
        Err(error @ (DumpError::VersionTooOld { .. } | DumpError::VersionTooNew { .. })) => {
            return Err(SnapshotError::Version(error.to_string()));
        }
        Err(error) => return Err(format(&error)),
    };
    if matches!(&state, State::Paused(paused) if paused.is_complete()) {
        return Err(format(&"they hold a finished run"));
    }
    Ok(state)
}

fn format(reason: &dyn Display) -> SnapshotError {
    SnapshotError::Format(reason.to_string())
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
