//! Names as a program sees them: `globals()`, `locals()`, and the texts of its classes.

use ruff_python_ast::{self as ast, Expr};

use super::{Lowerer, Result, refuse};
use crate::{
    analysis::scopes::{ScopeKind, Scopes},
    text::Text,
};

impl<'a> Lowerer<'a> {
    /// `globals()` or `locals()` as a dict of the names that are bound when it is asked.
    pub(super) fn names_in(
        &mut self,
        path: &str,
        call: &'a ast::ExprCall,
        text: &mut Text,
    ) -> Result<bool> {
        let scope = if path == "globals" {
            Scopes::MODULE
        } else {
            self.scope
        };
        let found = &self.scopes.all[scope];
        let is_plain = matches!(found.kind, ScopeKind::Module | ScopeKind::Function { .. });
        if !is_plain || self.is_session {
            return refuse(
                call,
                format!("{path}() is not available here: keep what you need in a dict"),
            );
        }
        let names: Vec<String> = found
            .params
            .iter()
            .chain(
                found
                    .order
                    .iter()
                    .filter(|name| !found.params.contains(name)),
            )
            .filter(|name| !crate::is_ours(name) && self.mangled(name).is_none())
            .cloned()
            .collect();
        let is_hidden = names.iter().any(|name| {
            scope != self.scope && self.scopes.binding(name, self.scope) != Some(scope)
        });
        if is_hidden {
            return refuse(
                call,
                "globals() where a function has a name of the module's for itself: keep what you need in a dict",
            );
        }
        if let Some(unbound) = names.iter().find(|name| self.uses.unbinds.contains(*name)) {
            return refuse(
                call,
                format!(
                    "{path}() beside a name that is deleted ({unbound}): keep what you need in a dict"
                ),
            );
        }
        let helper = self.helper("names_in");
        text.put(&format!("{helper}("), call);
        if scope == Scopes::MODULE {
            text.push("('__name__', lambda: __name__), ");
        }
        for name in names {
            text.push(&format!("('{name}', lambda: {name}), "));
        }
        text.put(")", call);
        Ok(true)
    }

    /// Whether an expression gives a class of the program's, or several, whose text the machine would tell otherwise.
    pub(super) fn shows_class(&self, expr: &Expr) -> bool {
        self.uses.shows_classes && self.may_be_class(expr)
    }

    /// Writes something that may be a class so that its text is Python's.
    pub(super) fn shown(&mut self, expr: &'a Expr, text: &mut Text) -> Result {
        let helper = self.helper("shown");
        text.put(&format!("{helper}("), expr);
        self.expr(expr, text)?;
        text.push(")");
        Ok(())
    }
}
