//! `del`.

use ruff_python_ast::{
    self as ast, Expr, ExprContext, Stmt,
    visitor::source_order::{self, SourceOrderVisitor},
};
use ruff_text_size::{Ranged, TextSize};

use super::{Lowerer, Result, refuse, statements::line};
use crate::{analysis::scopes::Scopes, text::Text};

impl<'a> Lowerer<'a> {
    pub(super) fn delete(
        &mut self,
        node: &'a ast::StmtDelete,
        text: &mut Text,
        depth: usize,
    ) -> Result {
        self.changed = true;
        for target in &node.targets {
            self.delete_target(target, node, text, depth)?;
        }
        Ok(())
    }

    fn delete_target(
        &mut self,
        target: &'a Expr,
        node: &'a ast::StmtDelete,
        text: &mut Text,
        depth: usize,
    ) -> Result {
        match target {
            Expr::Name(name) => {
                let is_read = {
                    let mut later = Later {
                        name: name.id.as_str(),
                        after: node.end(),
                        first: None,
                        scopes: self.scopes,
                    };
                    for stmt in self.bodies.last().copied().unwrap_or_default() {
                        later.visit_stmt(stmt);
                    }
                    later.first == Some(ExprContext::Load)
                };
                if is_read {
                    return refuse(
                        node,
                        format!(
                            "`del {0}` with {0} read further down cannot be had exactly: assign None instead",
                            name.id
                        ),
                    );
                }
                text.indent(depth);
                Self::name_target(name, text);
                text.put(" = None\n", node);
                Ok(())
            }
            Expr::Subscript(subscript) => {
                let helper = self.helper("delitem");
                text.indent(depth);
                text.put(&format!("{helper}("), node);
                self.operand(&subscript.value, text)?;
                text.push(", ");
                if let Expr::Slice(slice) = &*subscript.slice {
                    text.put("slice(", slice);
                    for (index, part) in [&slice.lower, &slice.upper, &slice.step]
                        .into_iter()
                        .enumerate()
                    {
                        if index > 0 {
                            text.push(", ");
                        }
                        match part {
                            Some(part) => self.operand(part, text)?,
                            None => text.push("None"),
                        }
                    }
                    text.push(")");
                } else {
                    self.operand(&subscript.slice, text)?;
                }
                text.put(")\n", node);
                Ok(())
            }
            Expr::Attribute(attribute) => {
                let helper = self.helper("delattr");
                let name = self
                    .mangled(&attribute.attr)
                    .unwrap_or_else(|| attribute.attr.to_string());
                text.indent(depth);
                text.put(&format!("{helper}("), node);
                self.operand(&attribute.value, text)?;
                text.put(&format!(", '{name}')\n"), node);
                Ok(())
            }
            Expr::Tuple(ast::ExprTuple { elts, .. }) | Expr::List(ast::ExprList { elts, .. }) => {
                for part in elts {
                    self.delete_target(part, node, text, depth)?;
                }
                Ok(())
            }
            _ => {
                line(text, depth, "pass");
                Ok(())
            }
        }
    }

    fn name_target(name: &'a ast::ExprName, text: &mut Text) {
        text.put(name.id.as_str(), name);
    }
}

/// Finds what is done first with a name after a place.
struct Later<'n> {
    name: &'n str,
    after: TextSize,
    first: Option<ExprContext>,
    scopes: &'n Scopes,
}

impl Later<'_> {
    /// Whether a scope has a variable of its own of this name.
    fn is_hidden_in(&self, node: impl Ranged) -> bool {
        self.scopes.all[self.scopes.opened_by(node)]
            .bound
            .contains(self.name)
    }
}

impl<'a> SourceOrderVisitor<'a> for Later<'_> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        if stmt.end() < self.after || self.first.is_some() {
            return;
        }
        // A target is bound after its value is read.
        match stmt {
            Stmt::FunctionDef(node) if self.is_hidden_in(node.range) => {}
            Stmt::Assign(node) => {
                self.visit_expr(&node.value);
                for target in &node.targets {
                    self.visit_expr(target);
                }
            }
            Stmt::For(node) => {
                self.visit_expr(&node.iter);
                self.visit_expr(&node.target);
                for stmt in node.body.iter().chain(&node.orelse) {
                    self.visit_stmt(stmt);
                }
            }
            _ => source_order::walk_stmt(self, stmt),
        }
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        if self.first.is_none()
            && let Expr::Name(name) = expr
            && name.id.as_str() == self.name
            && name.start() > self.after
        {
            self.first = Some(if name.ctx == ExprContext::Store {
                ExprContext::Store
            } else {
                ExprContext::Load
            });
        }
        let hidden = match expr {
            Expr::Lambda(_)
            | Expr::ListComp(_)
            | Expr::SetComp(_)
            | Expr::DictComp(_)
            | Expr::Generator(_) => self.is_hidden_in(expr.range()),
            _ => false,
        };
        if !hidden {
            source_order::walk_expr(self, expr);
        }
    }
}
