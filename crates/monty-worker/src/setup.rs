//! Reads what the parent wants run.

use monty_engine::{
    Setup,
    wire::{Reader, WireError},
};

/// The number of the program that a run is of, and the run's setup.
pub fn read_run(body: &[u8]) -> Result<(u32, Setup), WireError> {
    let mut reader = Reader::new(body);
    let program = reader.u32()?;
    let rest = reader.remaining();
    Ok((program, Setup::read(reader.raw(rest)?)?))
}
