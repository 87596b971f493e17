//! Descriptors outside of class bodies: properties that functions create, and attributes set on classes.

use std::collections::HashSet;

use ruff_python_ast::{
    self as ast, Expr, ExprContext, Stmt,
    visitor::source_order::{self, SourceOrderVisitor},
};

use super::{
    classes::{Class, Classes},
    shapes::values_of_calls,
    uses::Uses,
};
use crate::knowledge::Demand;

/// Uses of descriptors outside of class bodies.
#[derive(Debug, Default)]
struct Found {
    /// Whether properties are created outside of class bodies.
    makes_properties: bool,
    /// Whether attributes are set, or classes created, by names known only at run time.
    sets_by_name: bool,
    /// Attributes that are stored on a possible class.
    stored: HashSet<String>,
}

impl Uses {
    /// Adds attributes that may be descriptors although no class body defines them.
    pub(super) fn of_descriptors(&mut self, body: &[Stmt], classes: &Classes<'_>) {
        let describes = classes
            .all
            .iter()
            .any(|class| class.has("__get__") || class.has("__set__"));
        let mut finder = Finder {
            found: Found::default(),
            classes: classes.all.iter().map(Class::name).collect(),
        };
        for stmt in body {
            finder.visit_stmt(stmt);
        }
        let found = finder.found;
        if !describes && !found.makes_properties {
            return;
        }
        for class in &classes.all {
            self.descriptors.extend(values_of_calls(class.node));
        }
        self.descriptors.extend(found.stored);
        if found.sets_by_name {
            self.ask(Demand::Attributes);
        }
    }
}

struct Finder<'c> {
    found: Found,
    classes: HashSet<&'c str>,
}

impl Finder<'_> {
    fn is_class(&self, expr: &Expr) -> bool {
        matches!(expr, Expr::Name(name)
            if name.id.as_str() == "cls" || self.classes.contains(name.id.as_str()))
    }

    /// Visits a statement of a class body without its own properties, which are collected elsewhere.
    fn member(&mut self, stmt: &Stmt) {
        match stmt {
            Stmt::FunctionDef(function) => {
                for part in &function.body {
                    self.visit_stmt(part);
                }
            }
            Stmt::Assign(assign) => match &*assign.value {
                Expr::Call(call) if is_property(&call.func) => {
                    for argument in &call.arguments.args {
                        self.visit_expr(argument);
                    }
                }
                value => self.visit_expr(value),
            },
            _ => self.visit_stmt(stmt),
        }
    }
}

fn is_property(expr: &Expr) -> bool {
    matches!(expr, Expr::Name(name) if matches!(name.id.as_str(), "property" | "cached_property"))
}

impl<'a> SourceOrderVisitor<'a> for Finder<'_> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::ClassDef(class) => {
                for decorator in &class.decorator_list {
                    self.visit_expr(&decorator.expression);
                }
                for member in &class.body {
                    self.member(member);
                }
            }
            Stmt::Assign(assign) => {
                for target in &assign.targets {
                    if let Expr::Attribute(attribute) = target
                        && self.is_class(&attribute.value)
                        && !assign.value.is_literal_expr()
                    {
                        self.found.stored.insert(attribute.attr.to_string());
                    }
                }
                source_order::walk_stmt(self, stmt);
            }
            _ => source_order::walk_stmt(self, stmt),
        }
    }

    fn visit_annotation(&mut self, _: &'a Expr) {}

    fn visit_expr(&mut self, expr: &'a Expr) {
        if let Expr::Name(name) = expr
            && name.ctx == ExprContext::Load
            && is_property(expr)
        {
            self.found.makes_properties = true;
        }
        if let Expr::Call(ast::ExprCall {
            func, arguments, ..
        }) = expr
            && let Expr::Name(name) = &**func
        {
            let is_of_object = matches!(arguments.args.first(), Some(Expr::Name(first)) if first.id.as_str() == "self");
            self.found.sets_by_name |= match name.id.as_str() {
                "setattr" => !is_of_object,
                "type" => arguments.args.len() == 3,
                _ => false,
            };
        }
        source_order::walk_expr(self, expr);
    }
}
