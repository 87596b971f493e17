//! `super()`.

use ruff_python_ast::{self as ast, Expr};
use ruff_text_size::{Ranged, TextRange, TextSize};

use super::{Lowerer, Result, refuse};
use crate::{
    analysis::classes::{Base, Member},
    knowledge::Demand,
    text::Text,
};

impl<'a> Lowerer<'a> {
    pub(super) fn is_super(&self, expr: &Expr) -> bool {
        matches!(expr, Expr::Call(call) if self.is_built_in(&call.func, "super"))
    }

    /// Writes the class and the receiver of `super()`.
    fn super_of(&mut self, helper: &str, expr: &'a Expr, text: &mut Text) -> Result {
        let Expr::Call(call) = expr else {
            return Ok(());
        };
        let helper = self.helper(helper);
        if let [class, receiver] = &call.arguments.args[..] {
            text.put(&format!("{helper}("), expr);
            self.operand(class, text)?;
            text.push(", ");
            self.operand(receiver, text)?;
            return Ok(());
        }
        let Some(frame) = self
            .frames
            .iter()
            .rev()
            .find(|frame| frame.method.is_some())
        else {
            return refuse(
                expr,
                "super() stands outside a method: name the class instead, as in `Base.method(self)`",
            );
        };
        let (Some(class), Some(receiver)) = (frame.class, frame.receiver.clone()) else {
            return refuse(
                expr,
                "super() needs the method's first parameter, which is bound again here",
            );
        };
        let name = self.class_reference(class);
        text.put(&format!("{helper}({name}, {receiver}"), expr);
        Ok(())
    }

    /// The expression by which a method refers to its own class.
    pub(super) fn class_reference(&self, class: usize) -> String {
        let class = &self.classes.all[class];
        let parent = &self.scopes.all[class.parent];
        let is_hidden = parent.kind == crate::analysis::scopes::ScopeKind::Class;
        if is_hidden || parent.rebound.contains(class.name()) {
            format!(
                "{}c_{}_{}",
                crate::helpers::PREFIX,
                class.name(),
                class.scope
            )
        } else {
            class.name().to_owned()
        }
    }

    /// The class whose plain method `super().m` certainly is, if no class of the program has two bases.
    fn plain_super(&self, expr: &Expr, method: &str) -> Option<(String, String)> {
        let Expr::Call(call) = expr else {
            return None;
        };
        if !call.arguments.is_empty()
            || self.uses.has_several_bases
            || self.knowledge.has_several_bases
        {
            return None;
        }
        let frame = self
            .frames
            .iter()
            .rev()
            .find(|frame| frame.method.is_some())?;
        if frame.method != Some(Member::Method) {
            return None;
        }
        let (class, receiver) = (frame.class?, frame.receiver.clone()?);
        let mut at = class;
        loop {
            let bases: Vec<&Base> = self.classes.all[at]
                .bases
                .iter()
                .filter(|base| **base != Base::Marker)
                .collect();
            let [Base::Class(base)] = bases[..] else {
                return None;
            };
            at = *base;
            let found = &self.classes.all[at];
            match found.members.get(method) {
                Some(Member::Method) => {
                    let name = found.name();
                    let is_seen = self.scopes.binding(name, self.scope) == Some(found.parent)
                        && !self.scopes.all[found.parent].rebound.contains(name)
                        && found.node.decorator_list.is_empty();
                    return is_seen.then(|| (name.to_owned(), receiver));
                }
                Some(_) => return None,
                None if !found.node.decorator_list.is_empty() => return None,
                None => {}
            }
        }
    }

    /// Writes `super().m(a)`.
    pub(super) fn super_call(
        &mut self,
        call: &'a ast::ExprCall,
        attribute: &'a ast::ExprAttribute,
        text: &mut Text,
    ) -> Result {
        if let Some((class, receiver)) = self.plain_super(&attribute.value, attribute.attr.as_str())
        {
            self.changed = true;
            let attr = attribute.attr.as_str();
            // The machine looks these up on the object before the dot, even if it is the class itself.
            let method = if matches!(attr, "__enter__" | "__exit__") {
                format!("getattr({class}, '{attr}')")
            } else {
                format!("{class}.{attr}")
            };
            text.put(&format!("{method}({receiver}"), attribute);
            if call.arguments.is_empty() {
                text.put(")", TextRange::new(call.end(), call.end()));
                return Ok(());
            }
            text.push(", ");
            let start = call.arguments.inner_range().start();
            return self.arguments_from(start, call, text);
        }
        self.super_member(attribute, text)?;
        self.arguments_from(call.func.end(), call, text)
    }

    /// Writes `super().m`.
    fn super_member(&mut self, attribute: &'a ast::ExprAttribute, text: &mut Text) -> Result {
        if attribute.attr.as_str() == "__new__" {
            self.super_of("super_new", &attribute.value, text)?;
            text.put(")", attribute);
            return Ok(());
        }
        let kept = match attribute.attr.as_str() {
            "__setattr__" => Some("plain_setattr"),
            "__delattr__" => Some("plain_delattr"),
            "__getattribute__" => Some("plain_getattr"),
            _ => None,
        };
        if let Some(default) = kept.filter(|_| self.asks(Demand::Attributes)) {
            self.super_of("super_or", &attribute.value, text)?;
            let default = self.helper(default);
            text.put(&format!(", '{}', {default})", attribute.attr), attribute);
            return Ok(());
        }
        self.super_of("super", &attribute.value, text)?;
        let name = self.member_name(attribute);
        text.put(&format!(", '{name}')"), attribute);
        Ok(())
    }

    /// Writes the rest of a call from `at`, which is before its first argument.
    pub(super) fn arguments_from(
        &mut self,
        mut at: TextSize,
        call: &'a ast::ExprCall,
        text: &mut Text,
    ) -> Result {
        for argument in call.arguments.iter_source_order() {
            let value = argument.value();
            text.copy(self.source, TextRange::new(at, value.start()));
            let is_mapping =
                matches!(argument, ast::ArgOrKeyword::Keyword(keyword) if keyword.arg.is_none());
            if is_mapping && self.asks(Demand::Mappings) {
                let helper = self.helper("mapping");
                text.put(&format!("{helper}("), value);
                self.expr(value, text)?;
                text.push(")");
            } else {
                self.argument(value, false, text)?;
            }
            at = value.end();
        }
        text.copy(self.source, TextRange::new(at, call.end()));
        Ok(())
    }

    pub(super) fn super_attribute(
        &mut self,
        attribute: &'a ast::ExprAttribute,
        text: &mut Text,
    ) -> Result {
        self.super_member(attribute, text)
    }
}
