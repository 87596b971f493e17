//! Pauses that last are kept as bytes: the interpreter's tables have room for hundreds of objects,
//! most of which a small program does not need.

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
    /// Parks a pause; whatever else it is stays as it is, and so does what cannot be written. Not
    /// to be called while the run is metered: what is freed now is taken again by
    /// [`unpark`](Self::unpark), and counts on.
    pub(crate) fn park(&mut self) {
        if !matches!(self.state, State::Paused(_)) {
            return;
        }
        // The name is not read again: whoever dumps the run says its name anew.
        if let Ok(bytes) = dump_state(&self.state, "") {
            let parked = State::Parked(bytes.into_boxed_slice());
            drop_deep(mem::replace(&mut self.state, parked));
        }
    }

    /// Makes a pause of what was parked. Without success, the run is over.
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
