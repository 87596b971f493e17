//! Decodes requests to create a run.

use monty_engine::{
    Setup,
    wire::{Reader, WireError},
};

/// The number of the run's program, and the run's setup.
pub fn read_run(body: &[u8]) -> Result<(u32, Setup), WireError> {
    let mut reader = Reader::new(body);
    let program = reader.u32()?;
    let rest = reader.remaining();
    Ok((program, Setup::read(reader.raw(rest)?)?))
}
