//! Decodes type check requests of the host, natively and in WebAssembly.

use std::path::Path;

use monty_checker_abi::{ModuleStub, TypeCheck, TypeCheckingConfig, TypeCheckingFormat};

use crate::{
    type_check::{Answer, type_check},
    wire::{Reader, WireError, Writer},
};

/// Runs a type check and renders its findings in each requested format. `src/core/type-check/request.ts` writes
/// `request`.
///
/// # Errors
/// When the request is malformed, and those of [`type_check`].
pub fn check_request(request: &[u8]) -> Answer {
    let (library, check) = read(request).map_err(|error| error.to_string())??;
    type_check(&check, Path::new(library))
}

/// Writes the rendered findings, of which there may be none.
pub fn write_findings(found: Option<Vec<String>>, out: &mut Writer) {
    let renderings = found.unwrap_or_default();
    out.varint(renderings.len());
    for findings in &renderings {
        out.text(findings);
    }
}

/// The path of the checker's library, and the check.
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
