//! Counts the steps of the analysis of scopes.
//!
//! The compiler runs three queries on the body of each scope: the names bound in it, the names that
//! functions inside capture, and the names referred to. The last two run all three on the functions inside,
//! at every level anew. Let own be the steps for a body without the bodies inside, C those of the second
//! query and R those of the third. With a function f inside another,
//!
//! - R = own + 2 R(f) + C(f) + own(f), as the query analyses f for the names that f leaves to others,
//! - C = own + R(f) + C(f) + own(f),
//!
//! which grows by 2.6 for each level. For the third query a class refers to nothing, and a lambda is not
//! analysed. Besides, the enclosing names are collected for each scope anew.

use std::{collections::HashSet, mem};

use ruff_python_ast::{
    Comprehension, ExceptHandler, Expr, ExprContext, InterpolatedStringElement, Parameter,
    Parameters, Pattern, Stmt,
    visitor::{
        Visitor, walk_comprehension, walk_except_handler, walk_expr,
        walk_interpolated_string_element, walk_parameter, walk_parameters, walk_pattern, walk_stmt,
    },
};
use ruff_text_size::{Ranged, TextRange};

use super::{Cause, TooCostly};

/// Steps of a query on an empty scope: it allocates sets of names.
const SETS: u64 = 40;
/// Steps of copying a node.
const COPY: u64 = 4;
/// Names copied in the time of one step.
const COPIED_NAMES: u64 = 16;

/// The deepest scope so far when the steps of a module exceed `most`.
pub(super) fn find_overrun(body: &[Stmt], most: u64) -> Option<TooCostly> {
    let mut analysis = Analysis {
        scope: Scope::default(),
        steps: 0,
        depth: 0,
        deepest: (0, TextRange::default()),
        most,
        found: None,
    };
    analysis.visit_body(body);
    analysis.found
}

/// The cost of the queries on one scope.
#[derive(Default)]
struct Scope<'a> {
    /// Nodes of the scope, without nested scopes.
    own: u64,
    /// Nodes of the scope and its nested scopes.
    whole: u64,
    /// Number of nested scopes, at any depth.
    scopes: u64,
    /// Names bound in the scope.
    names: HashSet<&'a str>,
    references: u64,
    captures: u64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Function,
    Class,
    Lambda,
}

struct Analysis<'a> {
    scope: Scope<'a>,
    /// Steps of the finished scopes.
    steps: u64,
    depth: u32,
    /// Depth and place of the deepest scope.
    deepest: (u32, TextRange),
    most: u64,
    found: Option<TooCostly>,
}

impl<'a> Analysis<'a> {
    fn count(&mut self) {
        self.scope.own += 1;
        self.scope.whole += 1;
        self.scope.references += 1;
        self.scope.captures += 1;
    }

    fn spend(&mut self, steps: u64) {
        self.steps = self.steps.saturating_add(steps);
        if self.steps > self.most && self.found.is_none() {
            self.found = Some(TooCostly {
                cause: Cause::Scopes,
                range: self.deepest.1,
            });
        }
    }

    /// Walks a part that the compiler copies or walks again, at `times` steps per node.
    fn again(&mut self, times: u64, walk: impl FnOnce(&mut Self)) {
        let before = self.scope.whole;
        walk(self);
        self.spend((self.scope.whole - before).saturating_mul(times));
    }

    fn within(&mut self, kind: Kind, range: TextRange, walk: impl FnOnce(&mut Self)) {
        let empty = Scope {
            own: SETS,
            ..Scope::default()
        };
        let outer = mem::replace(&mut self.scope, empty);
        self.depth += 1;
        if self.depth > self.deepest.0 {
            self.deepest = (self.depth, range);
        }
        walk(self);
        self.depth -= 1;
        let inner = mem::replace(&mut self.scope, outer);
        self.close(kind, &inner);
    }

    fn close(&mut self, kind: Kind, inner: &Scope<'a>) {
        let names = u64::try_from(inner.names.len()).unwrap_or(u64::MAX);
        // Functions inside a class do not see its names.
        let enclosing = if kind == Kind::Class { 0 } else { names };
        let copies = inner.scopes.saturating_mul(names) / COPIED_NAMES;
        let captures = inner.captures.saturating_add(copies);
        let analysed = inner
            .own
            .saturating_add(inner.references)
            .saturating_add(captures);
        self.spend(analysed);
        self.spend(inner.scopes.saturating_mul(enclosing));

        let outer = &mut self.scope;
        outer.whole += inner.whole;
        outer.scopes += inner.scopes + 1;
        let referred = match kind {
            // The names found inside are passed on one by one.
            Kind::Function => analysed
                .saturating_add(inner.references)
                .saturating_add(inner.whole),
            Kind::Lambda => inner.references.saturating_add(inner.whole),
            Kind::Class => 0,
        };
        outer.references = outer.references.saturating_add(referred);
        let asked = match kind {
            Kind::Function | Kind::Class => analysed,
            Kind::Lambda => inner.references.saturating_add(inner.captures),
        };
        outer.captures = outer.captures.saturating_add(asked);
        if kind == Kind::Lambda {
            // The body of a lambda is copied.
            self.spend(inner.whole.saturating_mul(COPY));
        }
    }

    fn visit_bound_parameters(&mut self, parameters: &'a Parameters) {
        for parameter in parameters {
            self.scope.names.insert(parameter.name().as_str());
        }
    }
}

impl<'a> Visitor<'a> for Analysis<'a> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        if self.found.is_some() {
            return;
        }
        self.count();
        match stmt {
            Stmt::FunctionDef(function) => {
                self.scope.names.insert(function.name.as_str());
                for decorator in &function.decorator_list {
                    self.visit_decorator(decorator);
                }
                self.visit_parameters(&function.parameters);
                self.within(Kind::Function, function.name.range(), |analysis| {
                    analysis.visit_bound_parameters(&function.parameters);
                    analysis.visit_body(&function.body);
                });
            }
            Stmt::ClassDef(class) => {
                self.scope.names.insert(class.name.as_str());
                for decorator in &class.decorator_list {
                    self.visit_decorator(decorator);
                }
                if let Some(arguments) = &class.arguments {
                    self.visit_arguments(arguments);
                }
                self.within(Kind::Class, class.name.range(), |analysis| {
                    analysis.visit_body(&class.body);
                });
            }
            Stmt::Import(import) => {
                for alias in &import.names {
                    let name = alias.asname.as_ref().unwrap_or(&alias.name);
                    self.scope.names.insert(name.as_str());
                }
            }
            Stmt::ImportFrom(import) => {
                for alias in &import.names {
                    let name = alias.asname.as_ref().unwrap_or(&alias.name);
                    self.scope.names.insert(name.as_str());
                }
            }
            _ => walk_stmt(self, stmt),
        }
    }

    // Annotations are not compiled.
    fn visit_annotation(&mut self, _annotation: &'a Expr) {}

    fn visit_expr(&mut self, expr: &'a Expr) {
        if self.found.is_some() {
            return;
        }
        self.count();
        match expr {
            Expr::Name(name) => {
                if name.ctx == ExprContext::Store {
                    self.scope.names.insert(name.id.as_str());
                }
            }
            Expr::Lambda(lambda) => {
                if let Some(parameters) = &lambda.parameters {
                    self.visit_parameters(parameters);
                }
                self.within(Kind::Lambda, lambda.range(), |analysis| {
                    if let Some(parameters) = &lambda.parameters {
                        analysis.visit_bound_parameters(parameters);
                    }
                    analysis.visit_expr(&lambda.body);
                });
            }
            // Comprehensions are searched for assignments, and their references are passed on.
            Expr::ListComp(_) | Expr::SetComp(_) | Expr::DictComp(_) | Expr::Generator(_) => {
                self.again(1, |analysis| walk_expr(analysis, expr));
            }
            _ => walk_expr(self, expr),
        }
    }

    fn visit_comprehension(&mut self, comprehension: &'a Comprehension) {
        // The target is copied.
        self.count();
        walk_comprehension(self, comprehension);
    }

    fn visit_parameters(&mut self, parameters: &'a Parameters) {
        // Defaults are copied twice.
        self.again(2 * COPY, |analysis| walk_parameters(analysis, parameters));
    }

    fn visit_parameter(&mut self, parameter: &'a Parameter) {
        self.count();
        walk_parameter(self, parameter);
    }

    fn visit_interpolated_string_element(&mut self, element: &'a InterpolatedStringElement) {
        // Expressions in f-strings are copied.
        self.again(COPY, |analysis| {
            walk_interpolated_string_element(analysis, element);
        });
    }

    fn visit_except_handler(&mut self, handler: &'a ExceptHandler) {
        let ExceptHandler::ExceptHandler(one) = handler;
        if let Some(name) = &one.name {
            self.scope.names.insert(name.as_str());
        }
        walk_except_handler(self, handler);
    }

    fn visit_pattern(&mut self, pattern: &'a Pattern) {
        self.count();
        match pattern {
            Pattern::MatchAs(named) => {
                self.scope.names.extend(named.name.as_deref());
            }
            Pattern::MatchStar(rest) => {
                self.scope.names.extend(rest.name.as_deref());
            }
            Pattern::MatchMapping(mapping) => {
                self.scope.names.extend(mapping.rest.as_deref());
            }
            _ => {}
        }
        walk_pattern(self, pattern);
    }
}
