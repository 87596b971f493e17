//! Finds places that use a collection and may be given a class whose metaclass makes it one.

use std::collections::HashSet;

use ruff_python_ast::{
    self as ast, Expr, ExprContext, Stmt,
    visitor::source_order::{self, SourceOrderVisitor},
};
use ruff_text_size::{Ranged, TextRange};

/// Special methods with which a metaclass makes its classes collections.
pub const METHODS: &[&str] = &["__contains__", "__getitem__", "__iter__", "__len__"];

/// Built-in functions that take collections.
const TAKERS: &[&str] = &[
    "all",
    "any",
    "dict",
    "enumerate",
    "filter",
    "frozenset",
    "iter",
    "len",
    "list",
    "map",
    "max",
    "min",
    "set",
    "sorted",
    "sum",
    "tuple",
    "zip",
];

/// The places of a program where a class may be used as a collection.
pub fn places(body: &[Stmt]) -> HashSet<TextRange> {
    let mut finder = Finder::default();
    for stmt in body {
        finder.visit_stmt(stmt);
    }
    finder.found
}

#[derive(Default)]
struct Finder {
    found: HashSet<TextRange>,
}

impl Finder {
    fn taken(&mut self, expr: &Expr) {
        if matches!(
            expr,
            Expr::Name(_) | Expr::Attribute(_) | Expr::Subscript(_) | Expr::Call(_)
        ) {
            self.found.insert(expr.range());
        }
    }
}

impl<'a> SourceOrderVisitor<'a> for Finder {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        if let Stmt::For(node) = stmt {
            self.taken(&node.iter);
        }
        source_order::walk_stmt(self, stmt);
    }

    fn visit_comprehension(&mut self, comprehension: &'a ast::Comprehension) {
        self.taken(&comprehension.iter);
        source_order::walk_comprehension(self, comprehension);
    }

    fn visit_annotation(&mut self, _: &'a Expr) {}

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Subscript(subscript) if subscript.ctx == ExprContext::Load => {
                self.taken(&subscript.value);
            }
            Expr::Starred(starred) if starred.ctx == ExprContext::Load => {
                self.taken(&starred.value);
            }
            Expr::Compare(compare) => {
                for (op, right) in compare.ops.iter().zip(compare.comparators()) {
                    if matches!(op, ast::CmpOp::In | ast::CmpOp::NotIn) {
                        self.taken(right);
                    }
                }
            }
            Expr::Call(call) => {
                if matches!(&*call.func, Expr::Name(name) if TAKERS.contains(&name.id.as_str())) {
                    for argument in &call.arguments.args {
                        self.taken(argument);
                    }
                }
            }
            _ => {}
        }
        source_order::walk_expr(self, expr);
    }
}
