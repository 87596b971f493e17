//! What the interpreter's compiler would do for a source, known before it begins.
//!
//! Its passes are linear in a source but for two. The analysis of scopes walks a function's body
//! again for each function around it, and those walks begin further ones: three functions for each
//! one that is nested deeper. And the body of a `finally` is compiled once for each way out of its
//! `try`. Twenty lines can keep it busy for minutes. So both are counted here, by the recurrences
//! that the compiler follows, in one walk over the syntax tree.

mod cleanups;
mod glance;
mod scopes;

use monty::source_within_nesting_bound;
use ruff_python_parser::parse_module;
use ruff_text_size::TextRange;

/// Steps that compiling may take beyond those that are linear in the source: about 50 ms.
const MOST_STEPS: u64 = 3_000_000;

/// Why a source is not compiled, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooCostly {
    pub(crate) cause: Cause,
    pub(crate) range: TextRange,
}

/// What is repeated too often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cause {
    /// Functions in functions, or very many of them beside very many names.
    Scopes,
    /// `finally` with many ways out.
    Cleanups,
}

impl Cause {
    /// What is wrong and what to write instead.
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

/// Finds what would take too long to compile. What nests beyond bounds or cannot be parsed, the
/// compiler refuses. Call it on a deep stack.
pub(crate) fn find_excess(code: &str) -> Option<TooCostly> {
    if glance::most_steps(code) <= MOST_STEPS || !source_within_nesting_bound(code, 0) {
        return None;
    }
    let parsed = parse_module(code).ok()?;
    let body = &parsed.syntax().body;
    scopes::find_excess(body, MOST_STEPS).or_else(|| cleanups::find_excess(body, MOST_STEPS))
}
