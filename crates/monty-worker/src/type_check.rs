//! Type checking for the parent.

use monty_engine::{
    type_check::{ModuleStub, TypeCheck, TypeCheckingConfig, TypeCheckingFormat},
    wire::{Reader, WireError},
};

/// Checks, and renders what is found in each of the ways asked for.
///
/// # Errors
/// Why it cannot be checked.
pub fn check(body: &[u8]) -> Result<Vec<Option<String>>, String> {
    let (mut check, renderings) = read(body).map_err(|error| error.to_string())??;
    renderings
        .into_iter()
        .map(|config| {
            check.config = config;
            check.run()
        })
        .collect()
}

type Asked = (TypeCheck, Vec<TypeCheckingConfig>);

fn read(body: &[u8]) -> Result<Result<Asked, String>, WireError> {
    let mut reader = Reader::new(body);
    let mut text = || reader.text().map(str::to_owned);
    let (code, script_name, stubs) = (text()?, text()?, text()?);
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
    let config = TypeCheckingConfig {
        format: TypeCheckingFormat::default(),
        color: false,
    };
    Ok(Ok((
        TypeCheck {
            code,
            script_name,
            stubs,
            modules,
            prelude,
            config,
        },
        renderings,
    )))
}
