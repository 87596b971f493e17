//! Generators whose `finally` part is still to be run when nobody holds them any more.
//!
//! Python runs it then; the machine does not tell when an object is let go.

use std::collections::HashSet;

use ruff_python_ast::{
    Expr, Stmt,
    visitor::source_order::{self, SourceOrderVisitor},
};

use crate::refusal::Refusal;

pub fn find(body: &[Stmt]) -> Option<Refusal> {
    let mut closing = Closing::default();
    for stmt in body {
        closing.visit_stmt(stmt);
    }
    if closing.0.is_empty() {
        return None;
    }
    let mut left = Left {
        closing: &closing.0,
        refusal: None,
    };
    for stmt in body {
        left.visit_stmt(stmt);
    }
    left.refusal
}

/// Generators that yield within a `try` with `finally`, or within a `with`.
#[derive(Default)]
struct Closing<'a>(HashSet<&'a str>);

impl<'a> SourceOrderVisitor<'a> for Closing<'a> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        if let Stmt::FunctionDef(function) = stmt
            && function.decorator_list.is_empty()
        {
            let mut yields = ProtectedYields::default();
            for stmt in &function.body {
                yields.visit_stmt(stmt);
            }
            if yields.found {
                self.0.insert(function.name.as_str());
            }
        }
        source_order::walk_stmt(self, stmt);
    }

    fn visit_expr(&mut self, _: &'a Expr) {}
}

#[derive(Default)]
struct ProtectedYields {
    protected: usize,
    found: bool,
}

impl<'a> SourceOrderVisitor<'a> for ProtectedYields {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        let protects = match stmt {
            Stmt::FunctionDef(_) | Stmt::ClassDef(_) => return,
            Stmt::Try(node) => !node.finalbody.is_empty(),
            Stmt::With(_) => true,
            _ => false,
        };
        self.protected += usize::from(protects);
        source_order::walk_stmt(self, stmt);
        self.protected -= usize::from(protects);
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Yield(_) | Expr::YieldFrom(_) => self.found |= self.protected > 0,
            Expr::Lambda(_) => {}
            _ => source_order::walk_expr(self, expr),
        }
    }
}

/// Calls of such generators that nobody could close.
struct Left<'s, 'a> {
    closing: &'s HashSet<&'a str>,
    refusal: Option<Refusal>,
}

impl Left<'_, '_> {
    fn made_by<'e>(&self, expr: &'e Expr) -> Option<&'e str> {
        let Expr::Call(call) = expr else {
            return None;
        };
        let name = match &*call.func {
            Expr::Name(name) => name.id.as_str(),
            Expr::Attribute(attribute) => attribute.attr.as_str(),
            _ => return None,
        };
        self.closing.contains(name).then_some(name)
    }

    fn refuse(&mut self, expr: &Expr, name: &str) {
        self.refusal.get_or_insert_with(|| {
            Refusal::new(
                expr,
                format!(
                    "the end of {name}'s `finally` or `with` would not be run here when the generator is left early: \
                     keep it, as in `items = {name}(...)`, and call `items.close()` when done"
                ),
            )
        });
    }
}

impl<'a> SourceOrderVisitor<'a> for Left<'_, 'a> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        if let Stmt::For(node) = stmt
            && let Some(name) = self.made_by(&node.iter)
        {
            let mut exits = Exits::default();
            for stmt in &node.body {
                exits.visit_stmt(stmt);
            }
            if exits.found {
                self.refuse(&node.iter, name);
            }
        }
        source_order::walk_stmt(self, stmt);
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        if let Expr::Call(call) = expr
            && matches!(&*call.func, Expr::Name(name)
                if matches!(name.id.as_str(), "next" | "anext" | "zip" | "any" | "all"))
        {
            for argument in &call.arguments.args {
                if let Some(name) = self.made_by(argument) {
                    self.refuse(argument, name);
                }
            }
        }
        source_order::walk_expr(self, expr);
    }
}

/// Ways out of a loop.
#[derive(Default)]
struct Exits {
    loops: usize,
    found: bool,
}

impl<'a> SourceOrderVisitor<'a> for Exits {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::FunctionDef(_) | Stmt::ClassDef(_) => {}
            Stmt::Return(_) | Stmt::Raise(_) => self.found = true,
            Stmt::Break(_) => self.found |= self.loops == 0,
            Stmt::For(_) | Stmt::While(_) => {
                self.loops += 1;
                source_order::walk_stmt(self, stmt);
                self.loops -= 1;
            }
            _ => source_order::walk_stmt(self, stmt),
        }
    }

    fn visit_expr(&mut self, _: &'a Expr) {}
}
