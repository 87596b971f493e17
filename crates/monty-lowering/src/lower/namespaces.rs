//! Observable names: `globals()`, `locals()`, and the texts of classes.

use ruff_python_ast::{self as ast, Expr};
use ruff_text_size::{Ranged, TextRange};

use super::{
    Lowerer, Result,
    expressions::{may_hold_object, parts_of},
    refuse,
};
use crate::{
    analysis::{
        ordering::Seen,
        scopes::{ScopeId, ScopeKind, Scopes},
    },
    knowledge::Demand,
    text::Text,
};

impl<'a> Lowerer<'a> {
    /// Writes `globals()` or `locals()` as a dict of the names that are bound at the time of the call.
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

    /// Whether `locals()` is in a function without enclosing or nested ones: names shared with those come in another
    /// order.
    pub(super) fn has_names_of_its_own(&self) -> bool {
        let is_function = |id: ScopeId| {
            matches!(
                self.scopes.all[id].kind,
                ScopeKind::Function { .. } | ScopeKind::Lambda
            )
        };
        let around = |mut id: ScopeId, is_met: &dyn Fn(ScopeId) -> bool| {
            while let Some(parent) = self.scopes.all[id].parent {
                if is_met(parent) {
                    return true;
                }
                id = parent;
            }
            false
        };
        let is_inner = |id: ScopeId| {
            self.scopes.all[id].kind != ScopeKind::Comprehension
                && around(id, &|scope| scope == self.scope)
        };
        is_function(self.scope)
            && self.frame().generator.is_none()
            && !around(self.scope, &is_function)
            && !(0..self.scopes.all.len()).any(is_inner)
    }

    /// Whether an expression may be a class of the program, or contain one, whose text in the machine would differ from
    /// Python's.
    pub(super) fn shows_class(&self, expr: &Expr) -> bool {
        self.uses.shows_classes && self.may_be_class(expr) || self.may_hold_class(expr)
    }

    /// Whether a call formats a literal template with the `str` of its arguments.
    pub(super) fn fills_template(&self, call: &ast::ExprCall) -> bool {
        let Expr::Attribute(attribute) = &*call.func else {
            return false;
        };
        self.uses.keeps_classes
            && attribute.attr.as_str() == "format"
            && attribute
                .value
                .as_string_literal_expr()
                .is_some_and(|template| {
                    let is_plain = |field: &str| {
                        let end = field.find('}').unwrap_or(field.len());
                        let name = field[..end].find([':', '!']).unwrap_or(end);
                        !field[name..end].starts_with(':')
                    };
                    template.value.to_str().split('{').skip(1).all(is_plain)
                })
    }

    /// Whether `%` formats a literal template with a possible class by `%s`.
    pub(super) fn tells_by_percent(&self, operation: &ast::ExprBinOp) -> bool {
        self.uses.keeps_classes
            && operation.op == ast::Operator::Mod
            && !self.asks(Demand::BuiltIns)
            && !self.is_own(operation)
            && operation.left.as_string_literal_expr().is_some()
    }

    /// Whether `print` is given what another of its arguments may still change, after its text was told.
    pub(super) fn tells_late(&self, call: &ast::ExprCall) -> bool {
        let [first, rest @ ..] = &call.arguments.args[..] else {
            return false;
        };
        let is_told = |value: &Expr| {
            self.ordered.get(&value.range()) == Some(&Seen::Text) || self.shows_class(value)
        };
        rest.iter().any(may_change)
            && (is_told(first) || rest.iter().any(is_told))
            && !self.is_own(call)
    }

    /// Writes the arguments of `print` so that their texts are told once all of them are there.
    pub(super) fn told_late(&mut self, call: &'a ast::ExprCall, text: &mut Text) -> Result {
        let helper = self.helper(if self.uses.shows_classes || self.uses.keeps_classes {
            "told_late"
        } else {
            "sets_told_late"
        });
        text.put(
            &format!("(*{helper}(("),
            TextRange::new(call.func.end(), call.func.end()),
        );
        for value in &call.arguments.args {
            if self.ordered.get(&value.range()) == Some(&Seen::Text) {
                self.ordered.remove(&value.range());
            }
            if value.is_starred_expr() {
                self.argument(value, false, text)?;
            } else {
                self.operand(value, text)?;
            }
            text.push(", ");
        }
        text.push("))");
        for keyword in &call.arguments.keywords {
            text.push(", ");
            let name = keyword
                .arg
                .as_ref()
                .map_or("**".to_owned(), |name| format!("{name}="));
            text.push(&name);
            self.operand(&keyword.value, text)?;
        }
        text.put(")", TextRange::new(call.end(), call.end()));
        Ok(())
    }

    fn may_hold_class(&self, expr: &Expr) -> bool {
        self.uses.keeps_classes
            && !self.is_own(expr)
            && may_hold_object(expr)
            && !expr.is_starred_expr()
    }

    /// Writes a value that may be a class, or contain one, so that its text is Python's.
    pub(super) fn shown(&mut self, expr: &'a Expr, text: &mut Text) -> Result {
        let is_class = self.uses.shows_classes && self.may_be_class(expr);
        self.shown_by(if is_class { "shown" } else { "told" }, expr, text)
    }

    /// Writes a value that is shown by its `repr`.
    pub(super) fn shown_repr(&mut self, expr: &'a Expr, text: &mut Text) -> Result {
        self.shown_by("told_repr", expr, text)
    }

    /// Writes `helper(` and the expression.
    pub(super) fn shown_by(&mut self, helper: &str, expr: &'a Expr, text: &mut Text) -> Result {
        let helper = self.helper(helper);
        text.put(&format!("{helper}("), expr);
        self.expr(expr, text)?;
        text.push(")");
        Ok(())
    }
}

/// Whether an expression may call what changes something.
fn may_change(expr: &Expr) -> bool {
    let is_calm = match expr {
        Expr::Await(_) | Expr::Yield(_) | Expr::YieldFrom(_) => false,
        Expr::Lambda(_) => return false,
        Expr::Call(call) => match &*call.func {
            Expr::Name(name) => matches!(
                name.id.as_str(),
                "len"
                    | "str"
                    | "repr"
                    | "type"
                    | "id"
                    | "isinstance"
                    | "int"
                    | "float"
                    | "bool"
                    | "abs"
                    | "round"
            ),
            Expr::Attribute(attribute) => matches!(
                attribute.attr.as_str(),
                "join"
                    | "upper"
                    | "lower"
                    | "strip"
                    | "title"
                    | "format"
                    | "items"
                    | "keys"
                    | "values"
                    | "copy"
            ),
            _ => false,
        },
        _ => true,
    };
    !is_calm || parts_of(expr).into_iter().any(may_change)
}
