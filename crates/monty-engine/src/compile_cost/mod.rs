//! Estimates the interpreter's compile time of a source before compiling it.
//!
//! The compiler's passes are linear in the source except for two. The analysis of scopes walks a function's
//! body again for each function around it, and those walks begin further ones: three functions for each
//! level of nesting. And the body of a `finally` is compiled once for each exit from its `try`. Twenty lines
//! can keep the compiler busy for minutes. So both are counted here, by the recurrences that the compiler
//! follows, in one walk over the syntax tree.

mod cleanups;
mod glance;
mod scopes;

use monty::source_within_nesting_bound;
use ruff_python_parser::parse_module;
use ruff_text_size::TextRange;

/// The most steps beyond those that are linear in the source: about 50 ms.
const MOST_STEPS: u64 = 3_000_000;

/// The reason to refuse a source, and its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooCostly {
    pub(crate) cause: Cause,
    pub(crate) range: TextRange,
}

/// The construct that is repeated too often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cause {
    /// Nested functions, or very many functions beside very many names.
    Scopes,
    /// `finally` of a `try` with many exits.
    Cleanups,
}

impl Cause {
    /// The problem, and the code to write instead.
    pub(crate) fn message(self) -> &'static str {
        match self {
            Self::Scopes => {
                "functions nest too deeply here to be compiled in time: define the inner functions \
                 at the top level, and give them what they need as arguments"
            }
            Self::Cleanups => {
                "too many ways lead out of this 'try' through its 'finally': put what the 'finally' \
                 does into a function at the top level, and call it there"
            }
        }
    }
}

/// Finds a construct that would take too long to compile. Sources that nest beyond bounds or cannot be parsed
/// pass, as the compiler refuses them. Must be called on a deep stack.
pub(crate) fn find_overrun(code: &str) -> Option<TooCostly> {
    if glance::most_steps(code) <= MOST_STEPS || !source_within_nesting_bound(code, 0) {
        return None;
    }
    let parsed = parse_module(code).ok()?;
    let body = &parsed.syntax().body;
    scopes::find_overrun(body, MOST_STEPS).or_else(|| cleanups::find_overrun(body, MOST_STEPS))
}
