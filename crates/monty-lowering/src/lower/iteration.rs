//! `for` loops, and whether their iterables may be consumed at once.

use ruff_python_ast::{
    self as ast, Expr, Stmt,
    visitor::source_order::{self, SourceOrderVisitor},
};
use ruff_text_size::{Ranged, TextRange};

use super::{Lowerer, Result, statements::lines};
use crate::{
    analysis::classes::{Base, ClassId},
    knowledge::Demand,
    text::Text,
};

impl<'a> Lowerer<'a> {
    pub(super) fn iteration(
        &mut self,
        node: &'a ast::StmtFor,
        text: &mut Text,
        depth: usize,
    ) -> Result {
        if node.is_async {
            return self.async_iteration(node, text, depth);
        }
        if self.is_let_go(&node.iter)
            && !self.replaced.contains_key(&node.iter.range())
            && crate::objections::suspended::leaves(&node.body)
        {
            return self.closing_iteration(node, text, depth);
        }
        if self.is_driven(&node.iter) && !self.frame().is_class_body {
            return self.driven_loop(node, text, depth);
        }
        let mut after = Vec::new();
        text.indent(depth);
        text.put("for ", TextRange::new(node.start(), node.iter.end()));
        self.target(&node.target, &mut after, text)?;
        text.push(" in ");
        let calm = self.is_calm_body(node);
        self.closed(&node.iter, text, |lowerer, iter, text| {
            if calm {
                lowerer.whole_or_items(iter, text)
            } else {
                lowerer.iterable(iter, text)
            }
        })?;
        text.push(":\n");
        lines(text, depth + 1, &after);
        self.native_loop(&node.body, text, depth + 1)?;
        self.otherwise(&node.orelse, text, depth)
    }

    /// Writes the body of a loop that stays a loop.
    pub(super) fn native_loop(
        &mut self,
        body: &'a [Stmt],
        text: &mut Text,
        depth: usize,
    ) -> Result {
        if let Some(machine) = &mut self.frame_mut().generator {
            machine.native_loops += 1;
        }
        let result = self.suite(body, text, depth);
        if let Some(machine) = &mut self.frame_mut().generator {
            machine.native_loops -= 1;
        }
        result
    }

    /// Writes an iterable whose items are consumed one by one.
    pub(super) fn iterable(&mut self, expr: &'a Expr, text: &mut Text) -> Result {
        if self.asks(Demand::Items) && super::expressions::may_be_object(expr) {
            let helper = self.helper("iter");
            text.put(&format!("{helper}("), expr);
            self.expr(expr, text)?;
            text.push(")");
            return Ok(());
        }
        if self.reversed_at_once(expr, text)? {
            return Ok(());
        }
        self.expr(expr, text)
    }

    fn whole_or_items(&mut self, expr: &'a Expr, text: &mut Text) -> Result {
        if self.asks(Demand::Items) {
            self.iterable(expr, text)
        } else {
            self.whole(expr, text)
        }
    }

    /// Whether a class is iterable by `__getitem__` alone, which the machine does not support.
    pub(super) fn is_indexed(&self, id: ClassId) -> bool {
        let line = self.classes.line(id);
        let is_known =
            |base: &Base| matches!(base, Base::Class(_) | Base::Marker | Base::Exception(_));
        self.classes.all[id].has("__getitem__")
            && line.iter().all(|id| {
                let class = &self.classes.all[*id];
                !class.has("__iter__") && class.bases.iter().all(is_known)
            })
            && !line[1..]
                .iter()
                .any(|id| self.classes.all[*id].has("__getitem__"))
    }

    /// Whether a loop's body can neither change the iterables of its `zip`, `enumerate` or the like, nor be interleaved
    /// with code of the program.
    fn is_calm_body(&self, node: &'a ast::StmtFor) -> bool {
        let Expr::Call(call) = &*node.iter else {
            return false;
        };
        let Some(path) = self.path(&call.func) else {
            return false;
        };
        if self.uses.iterates || !matches!(path.as_str(), "enumerate" | "zip" | "map" | "filter") {
            return false;
        }
        let mut sources: Vec<&Expr> = call.arguments.args.iter().collect();
        if matches!(path.as_str(), "map" | "filter") {
            let is_pure = sources.first().is_some_and(|function| match function {
                Expr::Name(name) => {
                    self.names
                        .is_built_in(name.id.as_str(), self.scope, self.scopes)
                        && matches!(
                            name.id.as_str(),
                            "str"
                                | "int"
                                | "float"
                                | "abs"
                                | "len"
                                | "repr"
                                | "bool"
                                | "ord"
                                | "chr"
                        )
                }
                Expr::NoneLiteral(_) => true,
                _ => false,
            });
            // A failure may come after items that were processed.
            if !is_pure {
                return false;
            }
            sources.remove(0);
        }
        // The iterables of a nested `zip` or the like can be changed as well.
        let mut at = 0;
        while at < sources.len() {
            if let Expr::Call(inner) = sources[at]
                && let Some(path) = self.path(&inner.func)
                && matches!(
                    path.as_str(),
                    "zip" | "enumerate" | "reversed" | "map" | "filter"
                )
            {
                if matches!(path.as_str(), "map" | "filter") {
                    return false;
                }
                sources.remove(at);
                sources.extend(&inner.arguments.args);
            } else {
                at += 1;
            }
        }
        let roots: Vec<&str> = sources.iter().map(|source| self.text_of(source)).collect();
        let mut changes = Changes {
            roots,
            lowerer: self,
            found: false,
        };
        for stmt in &node.body {
            changes.visit_stmt(stmt);
        }
        !changes.found
    }
}

/// Finds operations that may change the iterables of a loop.
struct Changes<'l, 'a> {
    roots: Vec<&'a str>,
    lowerer: &'l Lowerer<'a>,
    found: bool,
}

impl<'a> SourceOrderVisitor<'a> for Changes<'_, 'a> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::FunctionDef(_) | Stmt::ClassDef(_) => self.found = true,
            _ => source_order::walk_stmt(self, stmt),
        }
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Subscript(subscript) if !subscript.ctx.is_load() => {
                self.found |= self
                    .roots
                    .contains(&self.lowerer.text_of(&*subscript.value));
            }
            Expr::Call(call) => match &*call.func {
                Expr::Attribute(attribute) => {
                    let object = self.lowerer.text_of(&*attribute.value);
                    let changes = matches!(
                        attribute.attr.as_str(),
                        "append"
                            | "appendleft"
                            | "add"
                            | "clear"
                            | "discard"
                            | "extend"
                            | "insert"
                            | "pop"
                            | "popitem"
                            | "popleft"
                            | "remove"
                            | "reverse"
                            | "rotate"
                            | "setdefault"
                            | "sort"
                            | "update"
                    );
                    self.found |= changes && self.roots.contains(&object)
                        || self.lowerer.is_of_program(attribute.attr.as_str());
                }
                Expr::Name(name) => {
                    let scope = self
                        .lowerer
                        .scopes
                        .binding(name.id.as_str(), self.lowerer.scope);
                    self.found |= scope.is_some();
                }
                _ => self.found = true,
            },
            _ => {}
        }
        source_order::walk_expr(self, expr);
    }
}
