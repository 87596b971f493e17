//! Classes as values for the host: the machine converts a class to text if it goes out before an object of the class,
//! and then cannot convert the object. So an object of each class goes first.

use ruff_python_ast::{self as ast, Expr};
use ruff_text_size::{Ranged, TextRange};

use super::{Lowerer, Result};
use crate::text::Text;

impl<'a> Lowerer<'a> {
    /// Whether values that go to the host may contain classes of the program.
    pub(super) fn hands_classes(&self) -> bool {
        self.uses.hands_classes || self.knowledge.hands_classes
    }

    /// Writes the decorator that registers a class. A later feed may pass the class to the host.
    pub(super) fn handed_line(
        &mut self,
        node: &'a ast::StmtClassDef,
        text: &mut Text,
        depth: usize,
    ) {
        if (self.is_session || self.hands_classes()) && !self.is_own(node) {
            let known = self.helper("known_class");
            text.indent(depth);
            text.put(&format!("@{known}"), node.name.range());
            text.push("\n");
        }
    }

    /// Writes the value of a program.
    pub(super) fn handed_value(&mut self, last: &'a ast::StmtExpr, text: &mut Text) -> Result {
        self.handed(&last.value, text)?;
        text.push("\n");
        Ok(())
    }

    /// Whether an argument of a call goes to the host, and may contain a class.
    pub(super) fn hands_to_host(
        &self,
        call: &ast::ExprCall,
        argument: ast::ArgOrKeyword<'_>,
    ) -> bool {
        let is_spread = matches!(
            argument,
            ast::ArgOrKeyword::Keyword(ast::Keyword { arg: None, .. })
        );
        let value = argument.value();
        if is_spread
            || matches!(value, Expr::Starred(_) | Expr::Generator(_))
            || !self.hands_classes()
            || self.is_own(call)
            || !super::expressions::may_hold_object(value)
        {
            return false;
        }
        let mut callee = &*call.func;
        while let Expr::Attribute(attribute) = callee {
            callee = &attribute.value;
        }
        let Expr::Name(name) = callee else {
            return false;
        };
        let id = name.id.as_str();
        match self.scopes.binding(id, self.scope) {
            None => self.names.is_host(id, self.scope, self.scopes),
            Some(scope) => self.scopes.all[scope].import(id).is_some_and(|full| {
                let module = full.split('.').next().unwrap_or_default();
                crate::analysis::shapes::is_of_host(module)
            }),
        }
    }

    /// Writes a value that goes to the host.
    pub(super) fn handed(&mut self, value: &'a Expr, text: &mut Text) -> Result {
        let to_host = self.helper("to_host");
        text.put(&format!("{to_host}("), value);
        self.operand(value, text)?;
        text.put(")", TextRange::new(value.end(), value.end()));
        Ok(())
    }
}
