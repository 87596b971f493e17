//! Type checking before a run, by a library that is loaded on demand.

use std::path::Path;

use monty::source_within_nesting_bound;
pub use monty_checker_abi::{
    Answer, ModuleStub, TypeCheck, TypeCheckingConfig, TypeCheckingFormat,
};
use ruff_python_parser::{Mode, ParseOptions, parse_unchecked};

use crate::{
    checker_library::CheckerLibrary,
    limits::MAX_CODE_BYTES,
    program::depth::{COMPILED_DEPTH, is_shallow},
    stack::on_deep_stack,
};

/// The longest stubs, of the host's functions or of one of its modules, in bytes.
pub const MAX_STUBS_BYTES: usize = 8 * 1024 * 1024;
/// Deepest nesting of stubs. A union of hundreds of types is a chain of that depth.
const STUBS_DEPTH: usize = 1_000;

/// The most syntax errors that are reported one by one.
const MOST_MISTAKES: usize = 50;

/// Returns the rendered findings; `None` when there are none. A source that is too deep to compile or is no
/// Python at all also has none: compiling it reports one error, where the checker would crash or report each
/// illegible character. `library` is the path of the checker's library.
///
/// # Errors
/// When the library cannot be loaded, and when the checker itself fails.
pub fn type_check(asked: &TypeCheck, library: &Path) -> Answer {
    let checker = CheckerLibrary::at(library)?;
    if !is_within(&asked.code, MAX_CODE_BYTES, COMPILED_DEPTH) || !is_legible(&asked.code) {
        return Ok(None);
    }
    let modules = asked.modules.iter().map(ModuleStub::source);
    let mut stubs = modules.chain([asked.stubs.as_str()]);
    if !stubs.all(|stub| is_within(stub, MAX_STUBS_BYTES, STUBS_DEPTH)) {
        return Err("the stubs are too long or nest too deeply".to_owned());
    }
    checker.check(asked)
}

fn is_within(source: &str, bytes: usize, depth: usize) -> bool {
    source.len() <= bytes
        && source_within_nesting_bound(source, 0)
        && on_deep_stack(|| is_shallow(source, depth))
}

/// Whether a source that nests within bounds has at most [`MOST_MISTAKES`] syntax errors.
fn is_legible(source: &str) -> bool {
    on_deep_stack(|| {
        let parsed = parse_unchecked(source, ParseOptions::from(Mode::Module));
        parsed.errors().len() <= MOST_MISTAKES
    })
}
