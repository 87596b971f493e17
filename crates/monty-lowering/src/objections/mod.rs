//! What can be told of a whole program, before any of it is changed, to be impossible to have exactly.

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
