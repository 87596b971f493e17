//! Dumps and loads the interpreter's state. Authenticate the bytes first: it does not validate them.

use std::fmt::Display;

use monty::{Dump, DumpError, Session, SessionRef, dump};

use crate::{
    panics::{catch, panic_message},
    paused::Paused,
    run::state::State,
    stack::on_deep_stack,
};

/// A failure to dump or load an execution.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotError {
    /// The execution is neither a paused run nor an idle session.
    #[error("only a paused run or an idle session can be dumped")]
    NotAtRest,
    /// The bytes hold no execution.
    #[error("the bytes are not a snapshot: {0}")]
    Format(String),
    /// The bytes were written by an engine whose format this one does not read.
    #[error("the snapshot is of another engine version: {0}")]
    Version(String),
}

/// Serializes the interpreter's state of a pause or an idle session, for [`load_state`].
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

pub(crate) fn format(reason: &dyn Display) -> SnapshotError {
    SnapshotError::Format(reason.to_string())
}
