//! What a class statement names beside its body.

use ruff_python_ast::{self as ast, Expr};

use super::{Lowerer, Result, refuse};

impl<'a> Lowerer<'a> {
    /// Refuses a base whose methods a class would not get.
    pub(super) fn check_base(&self, base: &'a Expr) -> Result {
        let is_abstract = self.path(strip_subscript(base)).is_some_and(|path| {
            path.starts_with("collections.abc.") || path.starts_with("numbers.")
        });
        if !is_abstract {
            return Ok(());
        }
        refuse(
            base,
            "what a class gets from collections.abc or numbers cannot be had: derive from nothing, and write the methods \
             that it needs",
        )
    }
}

pub fn strip_subscript(base: &Expr) -> &Expr {
    match base {
        Expr::Subscript(subscript) => &subscript.value,
        _ => base,
    }
}

/// Whether a nested class's bases or decorators name something.
pub fn mentions(node: &ast::StmtClassDef, name: &str) -> bool {
    let mut open: Vec<&Expr> = node
        .decorator_list
        .iter()
        .map(|decorator| &decorator.expression)
        .collect();
    if let Some(arguments) = &node.arguments {
        open.extend(&arguments.args);
        open.extend(arguments.keywords.iter().map(|keyword| &keyword.value));
    }
    while let Some(expr) = open.pop() {
        if matches!(expr, Expr::Name(found) if found.id.as_str() == name) {
            return true;
        }
        open.extend(super::expressions::parts_of(expr));
    }
    false
}
