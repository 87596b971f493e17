//! Collects a program's plain functions and their docstrings.

use ruff_python_ast::{Expr, Stmt};

use super::{
    classes::suites,
    scopes::{ScopeId, Scopes},
    shapes::hides_parameters,
    uses::Uses,
};

impl Uses {
    /// Adds what later feeds of a session may ask of the functions and classes of this one.
    pub fn last(&mut self, scopes: &Scopes, has_classes: bool) {
        self.reads_docs = true;
        self.shows_classes |= has_classes;
        self.keeps_classes |= has_classes;
        if scopes.all.iter().any(|scope| scope.has_yield) {
            self.sends = true;
        }
    }

    pub(super) fn of_functions(&mut self, body: &[Stmt], parent: ScopeId, scopes: &Scopes) {
        for stmt in body {
            match stmt {
                Stmt::FunctionDef(function) => {
                    self.hides_parameters |= hides_parameters(&function.parameters);
                    let key = (parent, function.name.to_string());
                    if function.decorator_list.is_empty()
                        && !scopes.all[parent].rebound.contains(function.name.as_str())
                    {
                        if let Some(Stmt::Expr(first)) = function.body.first()
                            && let Expr::StringLiteral(doc) = &*first.value
                        {
                            self.docs
                                .insert(key.clone(), crate::text::quoted(doc.value.to_str()));
                        }
                        self.plain_functions.insert(key);
                    }
                    self.of_functions(&function.body, scopes.opened_by(function.range), scopes);
                }
                Stmt::ClassDef(class) => {
                    self.of_functions(&class.body, scopes.opened_by(class.range), scopes);
                }
                _ => {
                    for suite in suites(stmt) {
                        self.of_functions(suite, parent, scopes);
                    }
                }
            }
        }
    }
}
