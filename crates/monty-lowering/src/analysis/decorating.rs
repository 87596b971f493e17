//! Attributes that decorators set on the functions that they decorate.

use std::collections::{BTreeSet, HashSet};

use ruff_python_ast::{
    self as ast, Expr, ExprContext, Stmt,
    visitor::source_order::{self, SourceOrderVisitor},
};

/// Adds the attributes that decorators of the program set on their functions.
pub fn attributes(body: &[Stmt], found: &mut BTreeSet<String>) {
    let mut decorators = Decorators(HashSet::new());
    for stmt in body {
        decorators.visit_stmt(stmt);
    }
    if decorators.0.is_empty() {
        return;
    }
    let mut stores = Stores {
        decorators: &decorators.0,
        parameters: Vec::new(),
        found,
    };
    for stmt in body {
        stores.visit_stmt(stmt);
    }
}

/// Names of decorators.
struct Decorators<'a>(HashSet<&'a str>);

impl<'a> SourceOrderVisitor<'a> for Decorators<'a> {
    fn visit_decorator(&mut self, decorator: &'a ast::Decorator) {
        let mut expr = &decorator.expression;
        loop {
            match expr {
                Expr::Call(call) => expr = &call.func,
                Expr::Attribute(attribute) => {
                    self.0.insert(attribute.attr.as_str());
                    return;
                }
                Expr::Name(name) => {
                    self.0.insert(name.id.as_str());
                    return;
                }
                _ => return,
            }
        }
    }

    fn visit_expr(&mut self, _: &'a Expr) {}
}

struct Stores<'s, 'a> {
    decorators: &'s HashSet<&'a str>,
    /// Parameters of the enclosing decorators, and of functions in them.
    parameters: Vec<&'a str>,
    found: &'s mut BTreeSet<String>,
}

impl<'a> SourceOrderVisitor<'a> for Stores<'_, 'a> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        let Stmt::FunctionDef(function) = stmt else {
            source_order::walk_stmt(self, stmt);
            return;
        };
        let outer = self.parameters.len();
        let decorates = outer > 0 || self.decorators.contains(function.name.as_str());
        if decorates {
            let names = function.parameters.iter().map(|one| one.name().as_str());
            self.parameters
                .extend(names.filter(|name| !matches!(*name, "self" | "cls")));
        }
        source_order::walk_stmt(self, stmt);
        self.parameters.truncate(outer);
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        if let Expr::Attribute(attribute) = expr
            && attribute.ctx == ExprContext::Store
            && let Expr::Name(name) = &*attribute.value
            && self.parameters.contains(&name.id.as_str())
        {
            self.found.insert(attribute.attr.to_string());
        }
        source_order::walk_expr(self, expr);
    }
}
