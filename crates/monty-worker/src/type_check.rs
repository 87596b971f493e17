//! Type checking for the parent.

use std::path::Path;

use monty_engine::{
    type_check::{
        Answer, ModuleStub, TypeCheck, TypeCheckingConfig, TypeCheckingFormat, type_check,
    },
    wire::{Reader, WireError},
};

/// Checks, and renders what is found in each of the ways asked for.
pub fn check(body: &[u8]) -> Answer {
    let (library, check) = read(body).map_err(|error| error.to_string())??;
    type_check(&check, Path::new(library))
}

/// The checker's file, and what is asked of it.
type Asked<'a> = (&'a str, TypeCheck);

fn read(body: &[u8]) -> Result<Result<Asked<'_>, String>, WireError> {
    let mut reader = Reader::new(body);
    let library = reader.text()?;
    let mut text = || reader.text().map(str::to_owned);
    let (code, script_name, stubs) = (text()?, text()?, text()?);
    let full_library = reader.u8()? != 0;
    let mut modules = Vec::new();
    for _ in 0..reader.count(2)? {
        let (name, source) = (reader.text()?, reader.text()?);
        match ModuleStub::new(name.to_owned(), source.to_owned()) {
            Ok(module) => modules.push(module),
            Err(error) => return Ok(Err(error.to_string())),
        }
    }
    let prelude = reader.text()?.to_owned();
    let mut renderings = Vec::new();
    for _ in 0..reader.count(2)? {
        let format = match TypeCheckingFormat::from_name(reader.text()?) {
            Ok(format) => format,
            Err(error) => return Ok(Err(error)),
        };
        renderings.push(TypeCheckingConfig {
            format,
            color: reader.u8()? != 0,
        });
    }
    reader.finish()?;
    let check = TypeCheck {
        code,
        full_library,
        script_name,
        stubs,
        modules,
        prelude,
        renderings,
    };
    Ok(Ok((library, check)))
}
