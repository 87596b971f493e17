//! Names and docstrings of functions, methods and classes: `__name__`, `__doc__`.

use ruff_python_ast::{self as ast, Expr};
use ruff_text_size::{Ranged, TextRange};

use super::{Lowerer, Result};
use crate::{
    analysis::classes::{Base, Member},
    knowledge::Demand,
    text::Text,
};

impl<'a> Lowerer<'a> {
    fn is_typed_dict(&self, name: &str) -> bool {
        self.classes
            .named(name, self.scope, self.scopes)
            .is_some_and(|id| self.classes.derives(id, |base| *base == Base::TypedDict))
    }

    pub(super) fn own_name(
        &mut self,
        attribute: &'a ast::ExprAttribute,
        text: &mut Text,
    ) -> Result {
        if let Expr::Name(name) = &*attribute.value
            && !self.uses.function_attributes.contains("__name__")
            && let Some(scope) = self.scopes.binding(name.id.as_str(), self.scope)
            && !self.scopes.all[scope].rebound.contains(name.id.as_str())
            && self
                .uses
                .plain_functions
                .contains(&(scope, name.id.to_string()))
        {
            self.changed = true;
            text.put(&format!("'{}'", name.id), attribute);
            return Ok(());
        }
        if let Expr::Name(name) = &*attribute.value
            && (self
                .names
                .is_built_in(name.id.as_str(), self.scope, self.scopes)
                || self.is_typed_dict(name.id.as_str()))
        {
            self.changed = true;
            text.put(&format!("'{}'", name.id), attribute);
            return Ok(());
        }
        if let Expr::Call(call) = &*attribute.value
            && self.is_built_in(&call.func, "type")
            && let [only] = &call.arguments.args[..]
            && !self.asks(Demand::Classes)
        {
            text.copy(self.source, TextRange::new(attribute.start(), only.start()));
            self.expr(only, text)?;
            text.copy(self.source, TextRange::new(only.end(), attribute.end()));
            return Ok(());
        }
        if let Expr::Attribute(member) = &*attribute.value
            && self.is_of_program(&member.attr)
        {
            // The machine does not provide the name of a bound method.
            let helper = self.helper("name_of_member");
            text.put(&format!("{helper}("), attribute);
            self.operand(&attribute.value, text)?;
            text.put(&format!(", '{}')", member.attr), attribute);
            return Ok(());
        }
        self.asked("name", attribute, text)
    }

    pub(super) fn own_doc(&mut self, attribute: &'a ast::ExprAttribute, text: &mut Text) -> Result {
        if let Expr::Name(name) = &*attribute.value
            && !self.uses.function_attributes.contains("__doc__")
            && let Some(scope) = self.scopes.binding(name.id.as_str(), self.scope)
            && self
                .uses
                .plain_functions
                .contains(&(scope, name.id.to_string()))
        {
            self.changed = true;
            let doc = self.uses.docs.get(&(scope, name.id.to_string())).cloned();
            text.put(&doc.unwrap_or_else(|| "None".to_owned()), attribute);
            return Ok(());
        }
        if self.uses.reads_docs || self.asks(crate::knowledge::Demand::Attributes) {
            return self.asked("doc", attribute, text);
        }
        self.operand_of_attribute(attribute, text)?;
        self.attribute_name(attribute, text);
        Ok(())
    }

    pub(super) fn is_defined_as_method(&self, name: &str) -> bool {
        self.classes
            .all
            .iter()
            .any(|class| matches!(class.members.get(name), Some(Member::Method)))
    }

    pub(super) fn is_decorated(&self, name: &str) -> bool {
        self.classes
            .all
            .iter()
            .any(|class| matches!(class.members.get(name), Some(Member::Decorated)))
    }
}
