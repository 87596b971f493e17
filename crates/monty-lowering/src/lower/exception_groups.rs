//! `except*`: the caught group is split among the handlers, and the rest is raised again.

use ruff_python_ast::{self as ast, ExceptHandler, Stmt};

use super::{Lowerer, Result, refuse, statements::line};
use crate::{analysis::classes::suites, text::Text};

impl<'a> Lowerer<'a> {
    pub(super) fn splitting(
        &mut self,
        node: &'a ast::StmtTry,
        text: &mut Text,
        depth: usize,
    ) -> Result {
        let (raw, split, left) = (self.fresh("x"), self.fresh("s"), self.fresh("l"));
        let (class, raised) = (self.helper("Split"), self.helper("raised"));
        line(text, depth, "try:");
        self.suite(&node.body, text, depth + 1)?;
        line(text, depth, &format!("except BaseException as {raw}:"));
        line(text, depth + 1, &format!("{split} = {class}({raw})"));
        for handler in &node.handlers {
            let ExceptHandler::ExceptHandler(handler) = handler;
            if let Some(found) = plain_raise(&handler.body) {
                return refuse(
                    found,
                    "a bare `raise` in `except*` cannot be had exactly: name the group, as in `except* E as group`, \
                     and `raise group`",
                );
            }
            let Some(kind) = &handler.type_ else { continue };
            text.indent(depth + 1);
            text.put(&format!("if {split}.takes("), handler);
            self.expr(kind, text)?;
            text.push("):\n");
            if let Some(name) = &handler.name {
                line(text, depth + 2, &format!("{name} = {split}.part"));
            }
            line(text, depth + 2, "try:");
            self.handler_body(handler, &raw, text, depth + 3)?;
            let again = self.fresh("y");
            line(
                text,
                depth + 2,
                &format!("except BaseException as {again}:"),
            );
            line(text, depth + 3, &format!("{split}.raised({again})"));
        }
        line(text, depth + 1, &format!("{left} = {split}.left()"));
        line(text, depth + 1, &format!("if {left} is {split}.whole:"));
        line(text, depth + 2, "raise");
        line(text, depth + 1, &format!("if {left} is not None:"));
        line(text, depth + 2, &format!("raise {raised}({left})"));
        self.otherwise(&node.orelse, text, depth)?;
        if !node.finalbody.is_empty() {
            line(text, depth, "finally:");
            self.suite(&node.finalbody, text, depth + 1)?;
        }
        Ok(())
    }
}

/// A bare `raise` that is not within another handler.
fn plain_raise(body: &[Stmt]) -> Option<&Stmt> {
    body.iter().find_map(|stmt| match stmt {
        Stmt::Raise(raise) if raise.exc.is_none() => Some(stmt),
        Stmt::FunctionDef(_) | Stmt::ClassDef(_) => None,
        Stmt::Try(attempt) => plain_raise(&attempt.body)
            .or_else(|| plain_raise(&attempt.orelse))
            .or_else(|| plain_raise(&attempt.finalbody)),
        _ => suites(stmt).into_iter().find_map(plain_raise),
    })
}
