//! Decodes requests that open programs and sessions.

use crate::{
    exception::write_exception,
    message::Setup,
    program::{
        origin::Origins, program::Program, rewrite::last_assignment_within,
        source_options::SourceOptions,
    },
    run::execution::Execution,
    stack::on_deep_stack,
    wire::{Reader, WireError, Writer},
};

type Result<T> = std::result::Result<T, WireError>;

/// A program, or the encoded exception that refuses the source.
pub type Compiled = std::result::Result<Program, Vec<u8>>;

/// Decodes and compiles a program. The body holds code, script name, varint count and names of the
/// inputs, options, and whether a final assignment is the program's value.
///
/// # Errors
/// When the body is malformed.
pub fn read_program(body: &[u8]) -> Result<Compiled> {
    let mut reader = Reader::new(body);
    let code = reader.text()?.to_owned();
    let script_name = reader.text()?;
    let count = reader.count(1)?;
    let inputs = (0..count)
        .map(|_| reader.text().map(str::to_owned))
        .collect::<Result<_>>()?;
    let options = read_options(&mut reader)?;
    let assigning = reader.u8()? != 0;
    reader.finish()?;
    let code = if assigning {
        on_deep_stack(|| last_assignment_within(code, options.max_bytes))
    } else {
        code
    };
    Ok(
        Program::compile(code, script_name, inputs, options).map_err(|exception| {
            let mut bytes = Writer::default();
            write_exception(&exception, &Origins::new(options.lowers), &mut bytes);
            bytes.take()
        }),
    )
}

/// Decodes and opens a new session. The body holds script name, options, and a [`Setup`].
///
/// # Errors
/// When the body is malformed, or the setup is impossible, such as a time zone that does not exist.
pub fn read_session(body: &[u8]) -> Result<Execution> {
    let mut reader = Reader::new(body);
    let script_name = reader.text()?;
    let options = read_options(&mut reader)?;
    let rest = reader.remaining();
    let setup = Setup::read(reader.raw(rest)?)?;
    Ok(Execution::session(script_name, options, &setup))
}

fn read_options(reader: &mut Reader<'_>) -> Result<SourceOptions> {
    Ok(SourceOptions {
        assert_bytes: reader.u32()?,
        allow_eval: reader.u8()? != 0,
        max_bytes: reader.u32()? as usize,
        lowers: reader.u8()? != 0,
    })
}
