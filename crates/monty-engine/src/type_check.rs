//! Type checking before a run, by a library that is loaded when it is asked for.

use std::path::Path;

use monty::source_within_nesting_bound;
pub use monty_checker_abi::{
    Answer, ModuleStub, TypeCheck, TypeCheckingConfig, TypeCheckingFormat,
};

use crate::{checker_library::CheckerLibrary, limits::MAX_CODE_BYTES};

/// The findings, rendered; `None` when there are none. A source that nests too deeply to be parsed
/// has none either: compiling it reports that. `library` is the checker's file.
///
/// # Errors
/// When the library cannot be loaded, and when the checker itself fails.
pub fn type_check(asked: &TypeCheck, library: &Path) -> Answer {
    let checker = CheckerLibrary::at(library)?;
    if !can_be_parsed(&asked.code) {
        return Ok(None);
    }
    let modules = asked.modules.iter().map(ModuleStub::source);
    if !modules.chain([asked.stubs.as_str()]).all(can_be_parsed) {
        return Err("the stubs are too long or nest too deeply".to_owned());
    }
    checker.check(asked)
}

fn can_be_parsed(source: &str) -> bool {
    source.len() <= MAX_CODE_BYTES && source_within_nesting_bound(source, 0)
}
