//! Type checking before a run, by a library that is loaded when it is asked for.

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
/// How deep stubs may nest. An alternative of hundreds of types is a chain of as many.
const STUBS_DEPTH: usize = 1_000;

/// Mistakes of syntax that are told one by one.
const MOST_MISTAKES: usize = 50;

/// The findings, rendered; `None` when there are none. A source that is too deep to be compiled, or
/// is no Python at all, has none either: compiling it reports that, once, where the checker would not
/// survive it, or tell of each character that it cannot read. `library` is the checker's file.
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

/// Whether a source that nests within bounds has few mistakes of syntax, or none.
fn is_legible(source: &str) -> bool {
    on_deep_stack(|| {
        let parsed = parse_unchecked(source, ParseOptions::from(Mode::Module));
        parsed.errors().len() <= MOST_MISTAKES
    })
}
