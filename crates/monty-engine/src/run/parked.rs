//! Long pauses are serialized: the interpreter's tables have room for hundreds of objects, most of
//! which a small program does not need.

use std::mem;

use crate::{
    memory::charging::uncharged,
    run::{
        state::{Core, DEAD, State},
        state_dump::{SnapshotError, dump_state, load_state},
    },
    stack::drop_deep,
};

impl Core {
    /// Serializes a pause. Does nothing in any other state, or when the pause cannot be serialized. Must
    /// not be called while the run is metered: [`unpark`](Self::unpark) allocates the freed memory again,
    /// uncharged.
    pub(crate) fn park(&mut self) {
        if !matches!(self.state, State::Paused(_)) {
            return;
        }
        // The script name is unused: a later dump of the run provides it.
        if let Ok(bytes) = dump_state(&self.state, "") {
            let parked = State::Parked(bytes.into_boxed_slice());
            drop_deep(mem::replace(&mut self.state, parked));
        }
    }

    /// Loads a parked pause. After an error the run is over.
    pub(crate) fn unpark(&mut self) -> Result<(), SnapshotError> {
        let State::Parked(bytes) = &mut self.state else {
            return Ok(());
        };
        let bytes = mem::take(bytes);
        self.state = State::Over(DEAD);
        self.state = uncharged(move || load_state(&bytes))?;
        Ok(())
    }
}
