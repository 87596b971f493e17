//! Finds places where the key of a `KeyError` may be observed and may be no text: the machine keeps keys as text.

use std::collections::HashSet;

use ruff_python_ast::{
    self as ast, Expr, Stmt,
    visitor::source_order::{self, SourceOrderVisitor},
};

use super::shapes::is_text;
use crate::builtins;

/// Observations of keys by the handlers of a program.
#[derive(Debug, Clone, Copy, Default)]
pub struct Keys {
    /// A handler of `KeyError` binds a name, or a handler of any exception does around a call of the program's code:
    /// keys matter wherever one is looked up.
    pub everywhere: bool,
    /// A handler of any exception binds a name, and keys are looked up in the `try` itself.
    pub within: bool,
}

impl Keys {
    pub fn of(body: &[Stmt]) -> Self {
        let mut finder = Finder {
            keys: Self::default(),
            looks_up: false,
            calls: false,
            bound: bound(body),
        };
        for stmt in body {
            finder.visit_stmt(stmt);
        }
        Self {
            everywhere: finder.keys.everywhere && finder.looks_up,
            within: finder.keys.within,
        }
    }
}

/// Whether a handler of any exception, and so of `KeyError`, binds a name.
pub fn catch_any(handlers: &[ast::ExceptHandler]) -> bool {
    handlers.iter().any(|handler| {
        let ast::ExceptHandler::ExceptHandler(handler) = handler;
        handler.name.is_some()
            && handler
                .type_
                .as_deref()
                .is_none_or(|kind| names(kind, &["Exception", "BaseException"]))
    })
}

/// Whether a look-up may fail for a key that is no text.
pub fn may_fail(subscript: &ast::ExprSubscript) -> bool {
    let key = &*subscript.slice;
    !is_text(key) && !key.is_slice_expr()
}

/// Whether a method fails for an empty container, with a message that the machine quotes.
fn may_be_empty(call: &ast::ExprCall) -> bool {
    call.arguments.is_empty()
        && matches!(&*call.func, Expr::Attribute(attribute) if attribute.attr.as_str() == "popitem")
}

/// Whether a call looks up a key as its only argument: `pop`, `remove`.
pub fn takes_key(call: &ast::ExprCall) -> bool {
    matches!(&*call.func, Expr::Attribute(attribute) if matches!(attribute.attr.as_str(), "pop" | "remove"))
        && call.arguments.keywords.is_empty()
        && matches!(&call.arguments.args[..], [key] if !is_text(key) && !key.is_starred_expr())
}

fn names(kind: &Expr, wanted: &[&str]) -> bool {
    match kind {
        Expr::Name(name) => wanted.contains(&name.id.as_str()),
        Expr::Tuple(tuple) => tuple.elts.iter().any(|kind| names(kind, wanted)),
        _ => false,
    }
}

/// Names that a program binds, through which it may call its own functions.
fn bound(body: &[Stmt]) -> HashSet<String> {
    struct Bound(HashSet<String>);
    impl<'a> SourceOrderVisitor<'a> for Bound {
        fn visit_stmt(&mut self, stmt: &'a Stmt) {
            match stmt {
                Stmt::FunctionDef(function) => {
                    self.0.insert(function.name.to_string());
                }
                Stmt::ClassDef(class) => {
                    self.0.insert(class.name.to_string());
                }
                _ => {}
            }
            source_order::walk_stmt(self, stmt);
        }
        fn visit_parameter(&mut self, parameter: &'a ast::Parameter) {
            self.0.insert(parameter.name.to_string());
        }
        fn visit_expr(&mut self, expr: &'a Expr) {
            match expr {
                Expr::Name(name) if name.ctx == ast::ExprContext::Store => {
                    self.0.insert(name.id.to_string());
                }
                Expr::Attribute(attribute) if attribute.ctx == ast::ExprContext::Store => {
                    self.0.insert(attribute.attr.to_string());
                }
                _ => {}
            }
            source_order::walk_expr(self, expr);
        }
    }
    let mut bound = Bound(HashSet::new());
    for stmt in body {
        bound.visit_stmt(stmt);
    }
    bound.0
}

struct Finder {
    keys: Keys,
    looks_up: bool,
    /// Whether a function is called that the program may define.
    calls: bool,
    bound: HashSet<String>,
}

impl<'a> SourceOrderVisitor<'a> for Finder {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::Try(node) => {
                let outer = std::mem::take(&mut self.looks_up);
                let called = std::mem::take(&mut self.calls);
                for stmt in &node.body {
                    self.visit_stmt(stmt);
                }
                self.keys.within |= self.looks_up && catch_any(&node.handlers);
                self.keys.everywhere |= self.calls && catch_any(&node.handlers);
                self.looks_up |= outer;
                self.calls |= called;
                for handler in &node.handlers {
                    let ast::ExceptHandler::ExceptHandler(inner) = handler;
                    self.keys.everywhere |= inner.name.is_some()
                        && inner
                            .type_
                            .as_deref()
                            .is_some_and(|kind| names(kind, &["KeyError", "LookupError"]));
                    self.visit_except_handler(handler);
                }
                for stmt in node.orelse.iter().chain(&node.finalbody) {
                    self.visit_stmt(stmt);
                }
                return;
            }
            Stmt::Assign(assign) => {
                // Storing an item looks up no key.
                for target in &assign.targets {
                    if let Expr::Subscript(subscript) = target {
                        self.visit_expr(&subscript.value);
                        self.visit_expr(&subscript.slice);
                    } else {
                        self.visit_expr(target);
                    }
                }
                self.visit_expr(&assign.value);
                return;
            }
            _ => {}
        }
        source_order::walk_stmt(self, stmt);
    }

    fn visit_annotation(&mut self, _: &'a Expr) {}

    fn visit_expr(&mut self, expr: &'a Expr) {
        if let Expr::Call(call) = expr {
            self.calls |= match &*call.func {
                Expr::Name(name) => self.bound.contains(name.id.as_str()),
                Expr::Attribute(attribute) => {
                    let name = attribute.attr.as_str();
                    self.bound.contains(name) && !builtins::METHODS.contains(&name)
                }
                _ => true,
            };
        }
        self.looks_up |= match expr {
            Expr::Subscript(subscript) => may_fail(subscript),
            Expr::Call(call) => takes_key(call) || may_be_empty(call),
            _ => false,
        };
        source_order::walk_expr(self, expr);
    }
}
