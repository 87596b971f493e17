//! Type checking before a run, by a library that is loaded when it is asked for.

use std::path::Path;

use monty::source_within_nesting_bound;
pub use monty_checker_abi::{
    Answer, ModuleStub, TypeCheck, TypeCheckingConfig, TypeCheckingFormat,
};

use crate::{
    checker_library::CheckerLibrary, depth::is_shallow, limits::MAX_CODE_BYTES,
    stack::on_deep_stack,
};

/// The findings, rendered; `None` when there are none. A source that is too deep to be compiled has
/// none either: compiling it reports that, and the checker would not survive it. `library` is the
/// checker's file.
///
/// # Errors
/// When the library cannot be loaded, and when the checker itself fails.
pub fn type_check(asked: &TypeCheck, library: &Path) -> Answer {
    let checker = CheckerLibrary::at(library)?;
    if !can_be_checked(&asked.code) {
        return Ok(None);
    }
    let modules = asked.modules.iter().map(ModuleStub::source);
    if !modules.chain([asked.stubs.as_str()]).all(can_be_checked) {
        return Err("the stubs are too long or nest too deeply".to_owned());
    }
    checker.check(asked)
}

fn can_be_checked(source: &str) -> bool {
    source.len() <= MAX_CODE_BYTES
        && source_within_nesting_bound(source, 0)
        && on_deep_stack(|| is_shallow(source))
}
