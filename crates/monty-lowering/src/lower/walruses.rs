//! `:=` in generator expressions that are lazy: each item is made in a function, where the name is then bound.

use ruff_python_ast::{
    self as ast, Expr, Stmt,
    visitor::source_order::{self, SourceOrderVisitor},
};
use ruff_text_size::{Ranged, TextRange};

use super::Lowerer;
use crate::analysis::scopes::Scopes;

/// Functions that are done with a generator when they return.
const CONSUMING: &[&str] = &[
    "all",
    "any",
    "dict",
    "frozenset",
    "list",
    "max",
    "min",
    "next",
    "set",
    "sorted",
    "sum",
    "tuple",
];

impl Lowerer<'_> {
    /// Whether nothing outside of a generator expression sees the names that `:=` binds in it.
    pub(super) fn keeps_names(&self, generator: &ast::ExprGenerator) -> bool {
        let function = self
            .scopes
            .function_of(self.scope)
            .unwrap_or(Scopes::MODULE);
        if function == Scopes::MODULE && self.is_session || self.frame().is_class_body {
            return false;
        }
        let mut bound = Vec::new();
        let mut open: Vec<&Expr> = vec![&generator.elt];
        for part in &generator.generators {
            if part.is_async {
                return false;
            }
            open.extend(&part.ifs);
            open.push(&part.iter);
        }
        while let Some(expr) = open.pop() {
            match expr {
                Expr::Await(_) => return false,
                Expr::Named(named) => bound.extend(named.target.as_name_expr()),
                _ => {}
            }
            open.extend(super::expressions::parts_of(expr));
        }
        let scope = &self.scopes.all[function];
        bound.iter().all(|name| {
            let id = name.id.as_str();
            let mut outside = Outside {
                name: id,
                generator: generator.range,
                found: false,
            };
            let body = self.bodies.last().copied().unwrap_or_default();
            let mut result = Bound {
                name: id,
                generator: generator.range,
                found: false,
            };
            for stmt in body {
                result.visit_stmt(stmt);
                outside.visit_stmt(stmt);
            }
            (result.found || !outside.found)
                && !scope.globals.contains(id)
                && !scope.nonlocals.contains(id)
        })
    }
}

/// Finds mentions of a name outside of a generator expression.
struct Outside<'n> {
    name: &'n str,
    generator: TextRange,
    found: bool,
}

impl<'a> SourceOrderVisitor<'a> for Outside<'_> {
    fn visit_expr(&mut self, expr: &'a Expr) {
        if expr.range() == self.generator {
            return;
        }
        if let Expr::Name(name) = expr {
            self.found |= name.id.as_str() == self.name;
        }
        source_order::walk_expr(self, expr);
    }
}

/// Finds the statement that binds the name to what is made of the generator, whatever it was bound to within.
struct Bound<'n> {
    name: &'n str,
    generator: TextRange,
    found: bool,
}

impl<'a> SourceOrderVisitor<'a> for Bound<'_> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        if let Stmt::Assign(assign) = stmt
            && let (Expr::Call(call), [Expr::Name(target)]) = (&*assign.value, &assign.targets[..])
            && call.arguments.args.first().map(Ranged::range) == Some(self.generator)
        {
            self.found = target.id.as_str() == self.name
                && matches!(&*call.func, Expr::Name(function) if CONSUMING.contains(&function.id.as_str()));
        }
        source_order::walk_stmt(self, stmt);
    }

    fn visit_expr(&mut self, _: &'a Expr) {}
}
