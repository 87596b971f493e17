//! Generators whose `finally` part has not run when their last reference is dropped.
//!
//! Python runs it then; the machine does not report when an object is dropped. Where a program certainly drops a
//! generator, it is closed there; async ones are refused.

use std::collections::HashSet;

use ruff_python_ast::{
    CmpOp, Expr, Stmt,
    visitor::source_order::{self, SourceOrderVisitor},
};

use crate::refusal::Refusal;

pub fn find(body: &[Stmt]) -> Option<Refusal> {
    left(body).and_then(|left| left.refusal)
}

/// Whether an `async for` leaves such a generator before its end, which the loop then closes.
pub fn is_left_to_loop(body: &[Stmt]) -> bool {
    left(body).is_some_and(|left| left.to_loop)
}

/// Whether a program drops such a generator before its end.
pub fn is_left(body: &[Stmt]) -> bool {
    left(body).is_some_and(|left| left.found || !watched(&left.closing, body).is_empty())
}

/// Names of the module that hold such generators and never pass them on, in source order.
pub fn watched(closing: &HashSet<String>, body: &[Stmt]) -> Vec<String> {
    let mut held = Held {
        closing,
        is_inner: false,
        names: Vec::new(),
        handed_on: HashSet::new(),
    };
    for stmt in body {
        held.visit_stmt(stmt);
    }
    held.names
        .retain(|name| !held.handed_on.contains(name.as_str()));
    held.names
}

struct Held<'c, 'a> {
    closing: &'c HashSet<String>,
    is_inner: bool,
    names: Vec<String>,
    handed_on: HashSet<&'a str>,
}

impl<'a> Held<'_, 'a> {
    /// Visits an expression whose own value is consumed or not passed on.
    fn used(&mut self, expr: &'a Expr) {
        if self.is_inner || !expr.is_name_expr() {
            self.visit_expr(expr);
        }
    }
}

impl<'a> SourceOrderVisitor<'a> for Held<'_, 'a> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::FunctionDef(_) | Stmt::ClassDef(_) => {
                let outer = std::mem::replace(&mut self.is_inner, true);
                source_order::walk_stmt(self, stmt);
                self.is_inner = outer;
            }
            Stmt::Assign(node) if !self.is_inner => {
                if let [Expr::Name(name)] = &node.targets[..] {
                    if matches!(&*node.value, Expr::Call(_))
                        && made_by(self.closing, &node.value).is_some()
                        && !self.names.iter().any(|known| known == name.id.as_str())
                    {
                        self.names.push(name.id.to_string());
                    }
                    self.visit_expr(&node.value);
                } else {
                    source_order::walk_stmt(self, stmt);
                }
            }
            Stmt::Delete(node) => {
                for target in &node.targets {
                    self.used(target);
                }
            }
            Stmt::For(node) => {
                self.used(&node.iter);
                self.visit_expr(&node.target);
                for stmt in node.body.iter().chain(&node.orelse) {
                    self.visit_stmt(stmt);
                }
            }
            _ => source_order::walk_stmt(self, stmt),
        }
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Name(name) => {
                self.handed_on.insert(name.id.as_str());
            }
            Expr::Call(call) => {
                let takes_items = matches!(&*call.func, Expr::Name(name)
                    if matches!(name.id.as_str(), "next" | "list" | "tuple" | "set" | "sum" | "any" | "all" | "sorted"
                        | "min" | "max" | "dict"));
                match &*call.func {
                    Expr::Attribute(attribute)
                        if matches!(attribute.attr.as_str(), "send" | "throw" | "close") =>
                    {
                        self.used(&attribute.value);
                    }
                    func => self.visit_expr(func),
                }
                for argument in call.arguments.iter_source_order() {
                    if takes_items {
                        self.used(argument.value());
                    } else {
                        self.visit_expr(argument.value());
                    }
                }
            }
            Expr::Compare(compare) if compare.ops.iter().copied().all(is_membership) => {
                for operand in &compare.operands {
                    self.used(operand);
                }
            }
            _ => source_order::walk_expr(self, expr),
        }
    }

    fn visit_comprehension(&mut self, node: &'a ruff_python_ast::Comprehension) {
        self.used(&node.iter);
        self.visit_expr(&node.target);
        for test in &node.ifs {
            self.visit_expr(test);
        }
    }
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
        to_loop: false,
    };
    for stmt in body {
        left.visit_stmt(stmt);
    }
    Some(left)
}

/// The names of the functions that create such generators.
pub fn closing(body: &[Stmt]) -> HashSet<String> {
    let mut closing = Closing::default();
    loop {
        let before = closing.0.len();
        for stmt in body {
            closing.visit_stmt(stmt);
        }
        // A generator that delegates to such a generator closes it when it is closed itself.
        if closing.0.len() == before {
            return closing.0;
        }
    }
}

/// The name of the function whose new generator an expression is, or iterates.
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

/// Whether a loop's body has an exit from the loop.
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
            let mut yields = ProtectedYields {
                closing: Some(&self.0),
                ..ProtectedYields::default()
            };
            for stmt in &function.body {
                yields.visit_stmt(stmt);
            }
            let found = yields.found;
            if found {
                self.0.insert(function.name.to_string());
            }
        }
        source_order::walk_stmt(self, stmt);
    }

    fn visit_expr(&mut self, _: &'a Expr) {}
}

#[derive(Default)]
struct ProtectedYields<'c> {
    closing: Option<&'c HashSet<String>>,
    protected: usize,
    found: bool,
}

impl<'a> SourceOrderVisitor<'a> for ProtectedYields<'_> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        let protects = match stmt {
            Stmt::FunctionDef(_) | Stmt::ClassDef(_) => return,
            Stmt::Try(node) => !node.finalbody.is_empty(),
            Stmt::With(_) => true,
            Stmt::For(node) => self
                .closing
                .is_some_and(|closing| made_by(closing, &node.iter).is_some()),
            _ => false,
        };
        self.protected += usize::from(protects);
        source_order::walk_stmt(self, stmt);
        self.protected -= usize::from(protects);
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::YieldFrom(node)
                if self
                    .closing
                    .is_some_and(|closing| made_by(closing, &node.value).is_some()) =>
            {
                self.found = true;
            }
            Expr::Yield(_) | Expr::YieldFrom(_) => self.found |= self.protected > 0,
            Expr::Lambda(_) => {}
            _ => source_order::walk_expr(self, expr),
        }
    }
}

/// Finds such generators that are dropped.
struct Left {
    closing: HashSet<String>,
    refusal: Option<Refusal>,
    found: bool,
    to_loop: bool,
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
            && made_by(&self.closing, &node.iter).is_some()
        {
            let mut yields = ProtectedYields {
                protected: 1,
                ..ProtectedYields::default()
            };
            for stmt in &node.body {
                yields.visit_stmt(stmt);
            }
            let is_left = leaves(&node.body);
            self.found |= is_left || yields.found;
            self.to_loop |= node.is_async && (is_left || yields.found);
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
                self.found |= compare.ops.iter().copied().any(is_membership)
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

fn is_membership(op: CmpOp) -> bool {
    matches!(op, CmpOp::In | CmpOp::NotIn)
}

/// Finds exits from a loop.
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
