//! Detects programs that cannot be lowered exactly, before they are rewritten.

pub mod slots;
pub mod suspended;
pub mod unpacking;

use ruff_python_ast::Stmt;

use crate::refusal::Refusal;

/// The first objection to a program.
pub fn find(body: &[Stmt]) -> Option<Refusal> {
    slots::find(body)
        .or_else(|| suspended::find(body))
        .or_else(|| unpacking::find(body))
}
