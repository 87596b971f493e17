//! Methods as values, which the machine lacks for built-in objects, exceptions and classes.

use ruff_python_ast::{self as ast, Expr};

use super::{Lowerer, Result};
use crate::{analysis::classes::Class, builtins, knowledge::Demand, text::Text};

impl<'a> Lowerer<'a> {
    /// Writes `o.a` as `helper(o, 'a')`.
    pub(super) fn named(
        &mut self,
        helper: &str,
        attribute: &'a ast::ExprAttribute,
        text: &mut Text,
    ) -> Result {
        let helper = self.helper(helper);
        let name = self.member_name(attribute);
        text.put(&format!("{helper}("), attribute);
        self.operand(&attribute.value, text)?;
        text.put(&format!(", '{name}')"), attribute);
        Ok(())
    }

    /// Whether an attribute is `ValueError.__init__` or the like, of an exception of the machine.
    pub(super) fn is_method_of_exception(&self, attribute: &ast::ExprAttribute) -> bool {
        matches!(attribute.attr.as_str(), "__init__" | "__str__" | "__repr__")
            && self.asks(Demand::Exceptions)
            && self
                .path(&attribute.value)
                .is_some_and(|path| builtins::is_exception(&path))
    }

    /// Writes such a method: that of the exception's replacement in derived classes.
    pub(super) fn method_of_exception(
        &mut self,
        attribute: &'a ast::ExprAttribute,
        text: &mut Text,
    ) -> Result<bool> {
        let attr = attribute.attr.as_str();
        if !self.is_method_of_exception(attribute) {
            return Ok(false);
        }
        let root = self.helper("root");
        text.put(&format!("{root}("), attribute);
        self.operand(&attribute.value, text)?;
        text.put(&format!(").{attr}"), attribute);
        Ok(true)
    }

    /// Writes `d.get` that is not called directly.
    pub(super) fn method_value(
        &mut self,
        attribute: &'a ast::ExprAttribute,
        text: &mut Text,
    ) -> Result {
        let attr = attribute.attr.as_str();
        if let Expr::Name(name) = &*attribute.value
            && self
                .names
                .is_built_in(name.id.as_str(), self.scope, self.scopes)
        {
            if matches!(name.id.as_str(), "set" | "frozenset")
                && matches!(attr, "union" | "intersection" | "difference" | "update")
            {
                let helper = self.helper(super::library::of_several(attr));
                text.put(&helper, attribute);
                return Ok(());
            }
            self.changed = true;
            let o = self.fresh("o");
            if !matches!(attr, "fromkeys" | "fromhex" | "maketrans")
                && !self.is_own(attribute)
                && self.tells_names()
            {
                let helper = self.helper("BuiltInMethod");
                text.put(
                    &format!(
                        "{helper}('{}', '{attr}', lambda {o}, *a, **k: {o}.{attr}(*a, **k))",
                        name.id
                    ),
                    attribute,
                );
                return Ok(());
            }
            let rewritten = if matches!(attr, "fromkeys" | "fromhex" | "maketrans") {
                format!("(lambda *a, **k: {}.{attr}(*a, **k))", name.id)
            } else {
                format!("(lambda {o}, *a, **k: {o}.{attr}(*a, **k))")
            };
            text.put(&rewritten, attribute);
            return Ok(());
        }
        if !self.may_have_attributes(&attribute.value)
            && super::expressions::may_be_object(&attribute.value)
        {
            self.operand_of_attribute(attribute, text)?;
            self.attribute_name(attribute, text);
            return Ok(());
        }
        self.method_or_value("method", attribute, text)
    }

    /// Writes `helper(o, 'a', call)`: methods of the machine's own objects are no attributes and can only be called.
    pub(super) fn method_or_value(
        &mut self,
        helper: &str,
        attribute: &'a ast::ExprAttribute,
        text: &mut Text,
    ) -> Result {
        let attr = attribute.attr.as_str();
        let helper = self.helper(helper);
        text.put(&format!("{helper}("), attribute);
        self.operand(&attribute.value, text)?;
        text.put(
            &format!(", '{attr}', lambda o, *a, **k: o.{attr}(*a, **k))"),
            attribute,
        );
        Ok(())
    }

    /// Whether `C.register` is that of an abstract class of the program.
    pub(super) fn registers(&self, attribute: &ast::ExprAttribute) -> bool {
        let Expr::Name(name) = &*attribute.value else {
            return false;
        };
        attribute.attr.as_str() == "register"
            && self
                .classes
                .named(name.id.as_str(), self.scope, self.scopes)
                .is_some_and(|class| {
                    let line = self.classes.line(class);
                    self.line_kind(class).is_none()
                        && !line.iter().any(|id| self.classes.all[*id].has("register"))
                })
    }

    /// Whether `C.a` reads an attribute that an enumeration of the program does not evidently have.
    pub(super) fn is_of_enumeration_unknown(&self, attribute: &ast::ExprAttribute) -> bool {
        let Expr::Name(name) = &*attribute.value else {
            return false;
        };
        let class = self
            .classes
            .named(name.id.as_str(), self.scope, self.scopes);
        class.is_some_and(|class| {
            let attr = attribute.attr.as_str();
            self.line_kind(class).is_some()
                && !attr.starts_with('_')
                && !self
                    .classes
                    .line(class)
                    .iter()
                    .any(|id| self.classes.all[*id].has(attr))
        })
    }

    /// Whether objects may have attributes of any name, also of names of built-in methods.
    pub(super) fn has_dynamic_attributes(&self) -> bool {
        let is_dynamic = |class: &Class<'_>| {
            !self.is_own(class.node) && (class.has("__getattr__") || class.has("__getattribute__"))
        };
        self.is_session || self.classes.all.iter().any(is_dynamic)
    }
}
