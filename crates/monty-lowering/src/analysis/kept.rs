//! Detects classes of the program that are kept as values, so that the `repr` of a container may show them.

use std::collections::HashSet;

use ruff_python_ast::{
    self as ast, Expr, Pattern, Stmt,
    visitor::source_order::{self, SourceOrderVisitor},
};

/// Whether a class of the program is used otherwise than in a call, as a base, for its attributes or in a comparison.
pub fn are_kept(body: &[Stmt], classes: &HashSet<&str>) -> bool {
    if !classes.iter().any(|name| !crate::is_ours(name)) {
        return false;
    }
    let mut finder = Finder {
        classes,
        found: false,
    };
    for stmt in body {
        finder.visit_stmt(stmt);
    }
    finder.found
}

/// Whether a class of the program or of an earlier feed may go to the host: it is kept, or is the value of the source.
pub fn are_handed(body: &[Stmt], classes: &HashSet<&str>) -> bool {
    let finder = Finder {
        classes,
        found: false,
    };
    let is_last = matches!(body.last(), Some(Stmt::Expr(last)) if finder.gives_class(&last.value));
    is_last && classes.iter().any(|name| !crate::is_ours(name)) || are_kept(body, classes)
}

struct Finder<'a> {
    classes: &'a HashSet<&'a str>,
    found: bool,
}

impl Finder<'_> {
    fn gives_class(&self, expr: &Expr) -> bool {
        match expr {
            Expr::Name(name) => {
                let id = name.id.as_str();
                id == "cls" || self.classes.contains(id) && !crate::is_ours(id)
            }
            Expr::Attribute(attribute) => {
                let attr = attribute.attr.as_str();
                matches!(attr, "__class__" | "__bases__" | "__mro__") || self.classes.contains(attr)
            }
            Expr::Call(call) => match &*call.func {
                Expr::Name(name) => call.arguments.len() == 1 && name.id.as_str() == "type",
                Expr::Attribute(attribute) => {
                    matches!(attribute.attr.as_str(), "__subclasses__" | "mro")
                }
                _ => false,
            },
            _ => false,
        }
    }

    /// Visits an expression whose value is not kept if it is a class.
    fn passing(&mut self, expr: &Expr) {
        if self.gives_class(expr) {
            match expr {
                Expr::Attribute(attribute) => self.passing(&attribute.value),
                Expr::Call(call) => call
                    .arguments
                    .args
                    .iter()
                    .for_each(|value| self.visit_expr(value)),
                _ => {}
            }
        } else {
            self.visit_expr(expr);
        }
    }

    fn call(&mut self, call: &ast::ExprCall) {
        self.passing(&call.func);
        let takes_classes = match &*call.func {
            Expr::Name(name) => matches!(
                name.id.as_str(),
                "isinstance" | "issubclass" | "super" | "cast" | "hasattr"
            ),
            Expr::Attribute(attribute) => {
                matches!(
                    attribute.attr.as_str(),
                    "__new__" | "__init__" | "cast" | "__subclasshook__"
                )
            }
            _ => false,
        };
        for argument in call.arguments.iter_source_order() {
            let value = argument.value();
            match value {
                _ if !takes_classes => self.visit_expr(value),
                Expr::Tuple(kinds) => kinds.elts.iter().for_each(|kind| self.passing(kind)),
                _ => self.passing(value),
            }
        }
    }
}

impl<'a> SourceOrderVisitor<'a> for Finder<'_> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        if self.found {
            return;
        }
        match stmt {
            Stmt::FunctionDef(function) if crate::is_ours(&function.name) => {}
            Stmt::ClassDef(class) if crate::is_ours(&class.name) => {}
            Stmt::ClassDef(class) => {
                for decorator in &class.decorator_list {
                    self.passing(&decorator.expression);
                }
                for argument in class
                    .arguments
                    .iter()
                    .flat_map(|all| all.iter_source_order())
                {
                    self.passing(argument.value());
                }
                self.visit_body(&class.body);
            }
            Stmt::Raise(raise) => {
                for part in [&raise.exc, &raise.cause].into_iter().flatten() {
                    self.passing(part);
                }
            }
            Stmt::Try(node) => {
                self.visit_body(&node.body);
                for handler in &node.handlers {
                    let ast::ExceptHandler::ExceptHandler(handler) = handler;
                    self.visit_body(&handler.body);
                }
                self.visit_body(&node.orelse);
                self.visit_body(&node.finalbody);
            }
            Stmt::Expr(statement) => self.passing(&statement.value),
            _ => source_order::walk_stmt(self, stmt),
        }
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        if self.found {
            return;
        }
        match expr {
            _ if self.gives_class(expr) => self.found = true,
            Expr::Call(call) => self.call(call),
            Expr::Attribute(attribute) => self.passing(&attribute.value),
            Expr::Subscript(subscript) => {
                self.passing(&subscript.value);
                self.visit_expr(&subscript.slice);
            }
            Expr::Compare(compare) => {
                for operand in &*compare.operands {
                    match operand {
                        Expr::Tuple(kinds) => kinds.elts.iter().for_each(|kind| self.passing(kind)),
                        _ => self.passing(operand),
                    }
                }
            }
            _ => source_order::walk_expr(self, expr),
        }
    }

    fn visit_annotation(&mut self, _: &'a Expr) {}

    fn visit_pattern(&mut self, pattern: &'a Pattern) {
        match pattern {
            Pattern::MatchClass(class) => {
                for inner in &class.arguments.patterns {
                    self.visit_pattern(inner);
                }
                for keyword in &class.arguments.keywords {
                    self.visit_pattern(&keyword.pattern);
                }
            }
            _ => source_order::walk_pattern(self, pattern),
        }
    }
}
