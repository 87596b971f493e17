//! Visits a program's expressions and statements, each with its scope.

use ruff_python_ast::{
    self as ast, Expr, Stmt,
    visitor::source_order::{self, SourceOrderVisitor},
};

use super::scopes::{ScopeId, Scopes};

/// A visitor of statements and expressions; `false` skips the children.
pub trait Visit<'a> {
    fn stmt(&mut self, _stmt: &'a Stmt, _scope: ScopeId) -> bool {
        true
    }
    fn expr(&mut self, expr: &'a Expr, scope: ScopeId) -> bool;
}

/// Visits `body`, without annotations, which have no effect at run time.
pub fn walk<'a>(body: &'a [Stmt], scopes: &Scopes, visit: &mut impl Visit<'a>) {
    walk_in(body, scopes, Scopes::MODULE, visit);
}

/// As [`walk`], for statements of another scope.
pub fn walk_in<'a>(body: &'a [Stmt], scopes: &Scopes, scope: ScopeId, visit: &mut impl Visit<'a>) {
    let mut walker = Walker {
        scopes,
        scope,
        visit,
    };
    for stmt in body {
        walker.visit_stmt(stmt);
    }
}

struct Walker<'w, V> {
    scopes: &'w Scopes,
    scope: ScopeId,
    visit: &'w mut V,
}

impl<'a, V: Visit<'a>> Walker<'_, V> {
    fn within(&mut self, scope: ScopeId, visit: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.scope, scope);
        visit(self);
        self.scope = outer;
    }

    fn decorators(&mut self, decorators: &'a [ast::Decorator]) {
        for decorator in decorators {
            self.visit_expr(&decorator.expression);
        }
    }

    fn defaults(&mut self, parameters: &'a ast::Parameters) {
        for parameter in parameters.iter_non_variadic_params() {
            if let Some(default) = &parameter.default {
                self.visit_expr(default);
            }
        }
    }

    fn comprehension(&mut self, expr: &'a Expr, generators: &'a [ast::Comprehension]) {
        if let Some(first) = generators.first() {
            self.visit_expr(&first.iter);
        }
        self.within(self.scopes.opened_by(expr), |walker| {
            for (index, generator) in generators.iter().enumerate() {
                walker.visit_expr(&generator.target);
                if index > 0 {
                    walker.visit_expr(&generator.iter);
                }
                generator
                    .ifs
                    .iter()
                    .for_each(|test| walker.visit_expr(test));
            }
            match expr {
                Expr::ListComp(ast::ExprListComp { elt, .. })
                | Expr::SetComp(ast::ExprSetComp { elt, .. })
                | Expr::Generator(ast::ExprGenerator { elt, .. }) => walker.visit_expr(elt),
                Expr::DictComp(comp) => {
                    if let Some(key) = &comp.key {
                        walker.visit_expr(key);
                    }
                    walker.visit_expr(&comp.value);
                }
                _ => {}
            }
        });
    }
}

impl<'a, V: Visit<'a>> SourceOrderVisitor<'a> for Walker<'_, V> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        if !self.visit.stmt(stmt, self.scope) {
            return;
        }
        match stmt {
            Stmt::FunctionDef(function) => {
                self.decorators(&function.decorator_list);
                self.defaults(&function.parameters);
                self.within(self.scopes.opened_by(function.range), |walker| {
                    for stmt in &function.body {
                        walker.visit_stmt(stmt);
                    }
                });
            }
            Stmt::ClassDef(class) => {
                self.decorators(&class.decorator_list);
                if let Some(arguments) = &class.arguments {
                    self.visit_arguments(arguments);
                }
                self.within(self.scopes.opened_by(class.range), |walker| {
                    for stmt in &class.body {
                        walker.visit_stmt(stmt);
                    }
                });
            }
            _ => source_order::walk_stmt(self, stmt),
        }
    }

    fn visit_annotation(&mut self, _: &'a Expr) {}

    fn visit_expr(&mut self, expr: &'a Expr) {
        if !self.visit.expr(expr, self.scope) {
            return;
        }
        match expr {
            Expr::Lambda(lambda) => {
                if let Some(parameters) = &lambda.parameters {
                    self.defaults(parameters);
                }
                self.within(self.scopes.opened_by(lambda.range), |walker| {
                    walker.visit_expr(&lambda.body);
                });
            }
            Expr::ListComp(comp) => self.comprehension(expr, &comp.generators),
            Expr::SetComp(comp) => self.comprehension(expr, &comp.generators),
            Expr::DictComp(comp) => self.comprehension(expr, &comp.generators),
            Expr::Generator(comp) => self.comprehension(expr, &comp.generators),
            _ => source_order::walk_expr(self, expr),
        }
    }
}
