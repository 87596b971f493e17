//! Reads what the parent wants set up.

use std::rc::Rc;

use monty_engine::{
    Execution, Program, Setup, SourceOptions,
    wire::{Reader, WireError, Writer},
    write_exception,
};

type Result<T> = std::result::Result<T, WireError>;

/// A program, or the exception that refuses it.
pub type Compiled = std::result::Result<Rc<Program>, Vec<u8>>;

/// Compiles a program.
pub fn read_program(body: &[u8]) -> Result<Compiled> {
    let mut reader = Reader::new(body);
    let code = reader.text()?.to_owned();
    let script_name = reader.text()?;
    let count = reader.count(1)?;
    let inputs = (0..count)
        .map(|_| reader.text().map(str::to_owned))
        .collect::<Result<_>>()?;
    let options = read_options(&mut reader)?;
    reader.finish()?;
    Ok(Program::compile(code, script_name, inputs, options)
        .map(Rc::new)
        .map_err(|exception| {
            let mut bytes = Writer::default();
            write_exception(&exception, &mut bytes);
            bytes.take()
        }))
}

/// The number of the program that a run is of, and the run's setup.
pub fn read_run(body: &[u8]) -> Result<(u32, Setup)> {
    let mut reader = Reader::new(body);
    let program = reader.u32()?;
    Ok((program, rest_as_setup(&mut reader)?))
}

/// A session in which nothing was defined yet.
pub fn read_session(body: &[u8]) -> Result<Execution> {
    let mut reader = Reader::new(body);
    let script_name = reader.text()?;
    let options = read_options(&mut reader)?;
    Ok(Execution::session(
        script_name,
        options,
        &rest_as_setup(&mut reader)?,
    ))
}

fn read_options(reader: &mut Reader<'_>) -> Result<SourceOptions> {
    Ok(SourceOptions {
        assert_bytes: reader.u32()?,
        allow_eval: reader.u8()? != 0,
        max_bytes: reader.u32()? as usize,
    })
}

fn rest_as_setup(reader: &mut Reader<'_>) -> Result<Setup> {
    let rest = reader.remaining();
    Setup::read(reader.raw(rest)?)
}
