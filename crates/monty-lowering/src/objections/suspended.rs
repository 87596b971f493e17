//! Generators whose `finally` part is still to be run when nobody holds them any more.
//!
//! Python runs it then; the machine does not tell when an object is let go. Where a program certainly lets one go, it is
//! closed there; async ones are refused.

use std::collections::HashSet;

use ruff_python_ast::{
    CmpOp, Expr, Stmt,
    visitor::source_order::{self, SourceOrderVisitor},
};

use crate::refusal::Refusal;

pub fn find(body: &[Stmt]) -> Option<Refusal> {
    left(body).and_then(|left| left.refusal)
}

/// Whether a program lets such a generator go before its end.
pub fn is_left(body: &[Stmt]) -> bool {
    left(body).is_some_and(|left| left.found)
}

fn left(body: &[Stmt]) -> Option<Left> {
    let closing = closing(body);
    if closing.is_empty() {
        return None;
    }
    let mut left = Left {
        closing,
        refusal: None,
        found: false,
    };
    for stmt in body {
        left.visit_stmt(stmt);
    }
    Some(left)
}

/// The names of the functions that make such generators.
pub fn closing(body: &[Stmt]) -> HashSet<String> {
    let mut closing = Closing::default();
    for stmt in body {
        closing.visit_stmt(stmt);
    }
    closing.0
}

/// The name of the function whose new generator an expression is, or goes over.
pub fn made_by<'e>(closing: &HashSet<String>, expr: &'e Expr) -> Option<&'e str> {
    let call = match expr {
        Expr::Call(call) => call,
        Expr::Generator(generator) => return made_by(closing, &generator.generators[0].iter),
        _ => return None,
    };
    let name = match &*call.func {
        Expr::Name(name) => name.id.as_str(),
        Expr::Attribute(attribute) => attribute.attr.as_str(),
        _ => return None,
    };
    closing.contains(name).then_some(name)
}

/// Whether a loop's body has a way out of it.
pub fn leaves(body: &[Stmt]) -> bool {
    let mut exits = Exits::default();
    for stmt in body {
        exits.visit_stmt(stmt);
    }
    exits.found
}

/// Generators that yield within a `try` with `finally`, or within a `with`.
#[derive(Default)]
struct Closing(HashSet<String>);

impl<'a> SourceOrderVisitor<'a> for Closing {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        if let Stmt::FunctionDef(function) = stmt
            && function.decorator_list.is_empty()
        {
            let mut yields = ProtectedYields::default();
            for stmt in &function.body {
                yields.visit_stmt(stmt);
            }
            if yields.found {
                self.0.insert(function.name.to_string());
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

/// Looks for such generators that are let go.
struct Left {
    closing: HashSet<String>,
    refusal: Option<Refusal>,
    found: bool,
}

impl Left {
    fn refuse(&mut self, expr: &Expr, name: &str) {
        self.refusal.get_or_insert_with(|| {
            Refusal::new(
                expr,
                format!(
                    "the end of {name}'s `finally` or `with` would not be run here when the generator is left early: \
                     keep it, as in `items = {name}(...)`, and call `await items.aclose()` when done"
                ),
            )
        });
    }
}

impl<'a> SourceOrderVisitor<'a> for Left {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        if let Stmt::For(node) = stmt
            && let Some(name) = made_by(&self.closing, &node.iter)
        {
            let mut yields = ProtectedYields {
                protected: 1,
                found: false,
            };
            for stmt in &node.body {
                yields.visit_stmt(stmt);
            }
            let is_left = leaves(&node.body);
            self.found |= is_left || yields.found;
            if node.is_async && is_left {
                self.refuse(&node.iter, name);
            }
        }
        source_order::walk_stmt(self, stmt);
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Call(call) => {
                if let Expr::Name(function) = &*call.func {
                    for argument in &call.arguments.args {
                        let Some(name) = made_by(&self.closing, argument) else {
                            continue;
                        };
                        match function.id.as_str() {
                            "next" | "any" | "all" | "zip" => self.found = true,
                            "anext" => self.refuse(argument, name),
                            _ => {}
                        }
                    }
                }
            }
            Expr::Compare(compare) => {
                self.found |= compare.ops.iter().any(is_membership)
                    && compare
                        .operands
                        .iter()
                        .any(|operand| made_by(&self.closing, operand).is_some());
            }
            _ => {}
        }
        source_order::walk_expr(self, expr);
    }
}

fn is_membership(op: &CmpOp) -> bool {
    matches!(op, CmpOp::In | CmpOp::NotIn)
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
