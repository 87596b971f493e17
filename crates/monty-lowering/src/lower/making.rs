//! `__new__`: calls of possible classes that define it.

use ruff_python_ast::{self as ast, Expr};
use ruff_text_size::{Ranged, TextRange};

use super::{Lowerer, Result, bases::standing};
use crate::{analysis::classes::Base, builtins, knowledge::Demand, text::Text};

impl<'a> Lowerer<'a> {
    /// Writes `C(a)` as `helper(C, a)`, if `C` may be a class whose `__new__` returns another object than the
    /// machine's; `false` otherwise.
    pub(super) fn making_call(&mut self, call: &'a ast::ExprCall, text: &mut Text) -> Result<bool> {
        if !self.asks(Demand::New) || !self.may_make(&call.func) {
            return Ok(false);
        }
        let helper = self.helper("new");
        text.put(&format!("{helper}("), call);
        self.operand(&call.func, text)?;
        if call.arguments.is_empty() {
            text.put(")", TextRange::new(call.end(), call.end()));
            return Ok(true);
        }
        text.push(", ");
        let start = call.arguments.inner_range().start();
        self.arguments_from(start, call, text)?;
        Ok(true)
    }

    fn may_make(&self, func: &Expr) -> bool {
        match func {
            Expr::Name(name) => {
                let id = name.id.as_str();
                if let Some(class) = self.classes.named(id, self.scope, self.scopes) {
                    return self.classes.has_new(class)
                        || self.classes.is_meta(class)
                        || self.classes.has_metaclass(class)
                        || self.classes.derives(class, |base| {
                            matches!(base, Base::Earlier(_) | Base::Computed)
                        });
                }
                let Some(scope) = self.scopes.binding(id, self.scope) else {
                    return self
                        .path(func)
                        .is_some_and(|path| path.starts_with("earlier "));
                };
                self.path(func).is_none()
                    && !self.uses.plain_functions.contains(&(scope, id.to_owned()))
            }
            Expr::Attribute(attribute) => {
                let attr = attribute.attr.as_str();
                attr == "__class__"
                    || self.path(func).is_none()
                        && !builtins::METHODS.contains(&attr)
                        && self.classes.all.iter().any(|class| class.name() == attr)
            }
            Expr::Call(_) | Expr::Subscript(_) => true,
            _ => false,
        }
    }

    /// Writes `cls.__new__`, `object.__new__`, `int.__new__`; `false` for any other attribute.
    pub(super) fn new_of(
        &mut self,
        attribute: &'a ast::ExprAttribute,
        text: &mut Text,
    ) -> Result<bool> {
        if attribute.attr.as_str() != "__new__" {
            return Ok(false);
        }
        if self.is_built_in(&attribute.value, "object") {
            let helper = self.helper("new_object");
            text.put(&helper, attribute);
            return Ok(true);
        }
        if self.is_built_in(&attribute.value, "type") {
            let helper = self.helper("type_new");
            text.put(&helper, attribute);
            return Ok(true);
        }
        let helper = self.helper("new_of");
        text.put(&format!("{helper}("), attribute);
        match &*attribute.value {
            Expr::Name(name)
                if self
                    .names
                    .is_built_in(name.id.as_str(), self.scope, self.scopes)
                    && standing(name.id.as_str()).is_some() =>
            {
                let kind = standing(name.id.as_str()).unwrap_or_default();
                let kind = self.helper(kind);
                text.put(&kind, name);
            }
            value => self.operand(value, text)?,
        }
        text.put(")", attribute);
        Ok(true)
    }
}
