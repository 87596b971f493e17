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
                let is_read = self.is_read_later(name.id.as_str(), node);
                if is_read && !self.is_unbound(name.id.as_str()) {
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
                if self.is_unbound(name.id.as_str()) {
                    let unbound = self.helper("UNBOUND");
                    text.put(&format!(" = {unbound}\n"), node);
                } else {
                    text.put(" = None\n", node);
                }
                if self.is_watched(name.id.as_str()) {
                    self.rebound(name.id.as_str(), "None", text, depth);
                }
                Ok(())
            }
            Expr::Subscript(subscript) => {
                let helper = self.helper(self.deleting());
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
                let name = self.member_name(attribute);
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

    fn is_read_later(&self, name: &str, node: &ast::StmtDelete) -> bool {
        let mut later = Later {
            name,
            after: node.end(),
            first: None,
            scopes: self.scopes,
        };
        for stmt in self.bodies.last().copied().unwrap_or_default() {
            later.visit_stmt(stmt);
        }
        later.first == Some(ExprContext::Load)
    }

    /// Finds the names that a `del` unbinds and that are read afterwards, in one scope's statements.
    pub(super) fn find_unbound(&mut self, body: &'a [Stmt]) {
        let mut deletions = Deletions(Vec::new());
        for stmt in body {
            deletions.visit_stmt(stmt);
        }
        for (name, node) in deletions.0 {
            let id = name.id.as_str();
            if let Some(scope) = self.scopes.binding(id, self.scope)
                && scope == self.scope
                && self.mangled(id).is_none()
                && (self.is_read_later(id, node) || is_read_within(body, id))
            {
                self.unbound.insert((scope, id.to_owned()));
            }
        }
    }

    /// Whether a name that is read may be unbound by a `del`.
    pub(super) fn is_unbound(&self, name: &str) -> bool {
        !self.unbound.is_empty()
            && self
                .scopes
                .binding(name, self.scope)
                .is_some_and(|scope| self.unbound.contains(&(scope, name.to_owned())))
    }

    /// Writes the read of a name that may be unbound.
    pub(super) fn unbound_name(&mut self, name: &'a ast::ExprName, text: &mut Text) {
        let (unbound, fail) = (self.helper("UNBOUND"), self.helper("unbound"));
        let id = name.id.as_str();
        let own = self.scopes.binding(id, self.scope);
        let is_local = own.is_some_and(|scope| scope != Scopes::MODULE);
        let is_free = is_local && own != self.scopes.function_of(self.scope);
        let how = if is_free { 2 } else { usize::from(is_local) };
        text.put(
            &format!("({id} if {id} is not {unbound} else {fail}('{id}', {how}))"),
            name,
        );
    }

    fn name_target(name: &'a ast::ExprName, text: &mut Text) {
        text.put(name.id.as_str(), name);
    }
}

/// Finds the first use of a name after a place.
struct Later<'n> {
    name: &'n str,
    after: TextSize,
    first: Option<ExprContext>,
    scopes: &'n Scopes,
}

impl Later<'_> {
    /// Whether a scope has its own variable of this name.
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

/// The names that `del` unbinds, outside functions and classes within.
struct Deletions<'a>(Vec<(&'a ast::ExprName, &'a ast::StmtDelete)>);

impl<'a> SourceOrderVisitor<'a> for Deletions<'a> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::FunctionDef(_) | Stmt::ClassDef(_) => {}
            Stmt::Delete(node) => {
                let mut open: Vec<&Expr> = node.targets.iter().collect();
                while let Some(target) = open.pop() {
                    match target {
                        Expr::Name(name) => self.0.push((name, node)),
                        Expr::Tuple(tuple) => open.extend(&tuple.elts),
                        Expr::List(list) => open.extend(&list.elts),
                        _ => {}
                    }
                }
            }
            _ => source_order::walk_stmt(self, stmt),
        }
    }

    fn visit_expr(&mut self, _: &'a Expr) {}
}

/// Whether functions within some statements read a name.
fn is_read_within(body: &[Stmt], name: &str) -> bool {
    struct Reads<'n> {
        name: &'n str,
        functions: usize,
        found: bool,
    }
    impl<'a> SourceOrderVisitor<'a> for Reads<'_> {
        fn visit_stmt(&mut self, stmt: &'a Stmt) {
            let is_function = stmt.is_function_def_stmt();
            self.functions += usize::from(is_function);
            source_order::walk_stmt(self, stmt);
            self.functions -= usize::from(is_function);
        }
        fn visit_expr(&mut self, expr: &'a Expr) {
            let is_function = expr.is_lambda_expr();
            self.functions += usize::from(is_function);
            self.found |= self.functions > 0
                && matches!(expr, Expr::Name(found)
                    if found.ctx == ExprContext::Load && found.id.as_str() == self.name);
            source_order::walk_expr(self, expr);
            self.functions -= usize::from(is_function);
        }
    }
    let mut reads = Reads {
        name,
        functions: 0,
        found: false,
    };
    for stmt in body {
        reads.visit_stmt(stmt);
    }
    reads.found
}
