//! Special methods by their names (`(3).__add__(4)`, `map(int.__neg__, xs)`), which the machine's own objects lack.

use ruff_python_ast::{self as ast, Expr};
use ruff_text_size::{Ranged, TextRange};

use super::{Lowerer, Result};
use crate::{knowledge::Demand, text::Text};

/// Special methods of built-in objects in Python; those of creation and attributes are handled elsewhere.
const OPERATORS: &[&str] = &[
    "abs",
    "add",
    "and",
    "bool",
    "ceil",
    "contains",
    "delitem",
    "divmod",
    "eq",
    "float",
    "floor",
    "floordiv",
    "format",
    "ge",
    "get",
    "getitem",
    "gt",
    "hash",
    "iadd",
    "imul",
    "index",
    "int",
    "invert",
    "ior",
    "iter",
    "le",
    "len",
    "lshift",
    "lt",
    "mod",
    "mul",
    "ne",
    "neg",
    "or",
    "pos",
    "pow",
    "radd",
    "rand",
    "rdivmod",
    "repr",
    "reversed",
    "rfloordiv",
    "rlshift",
    "rmod",
    "rmul",
    "ror",
    "round",
    "rpow",
    "rrshift",
    "rshift",
    "rsub",
    "rtruediv",
    "rxor",
    "setitem",
    "str",
    "sub",
    "truediv",
    "trunc",
    "xor",
];

impl<'a> Lowerer<'a> {
    /// Writes `o.__add__(x)`; `false` for any other method, or one that is certainly the program's.
    pub(super) fn special_call(
        &mut self,
        call: &'a ast::ExprCall,
        attribute: &'a ast::ExprAttribute,
        text: &mut Text,
    ) -> Result<bool> {
        if !call.arguments.keywords.is_empty() || !self.may_be_special(attribute) {
            return Ok(false);
        }
        let helper = self.helper("special_call");
        text.put(&format!("{helper}("), call);
        self.operand(&attribute.value, text)?;
        text.push(&format!(", '{}'", attribute.attr));
        for argument in &call.arguments.args {
            text.push(", ");
            match argument {
                Expr::Starred(_) => self.argument(argument, false, text)?,
                _ => self.operand(argument, text)?,
            }
        }
        text.put(")", TextRange::new(call.end(), call.end()));
        Ok(true)
    }

    /// Writes `int.__add__` and `"".__len__` as values; `false` for any other attribute.
    pub(super) fn special_value(
        &mut self,
        attribute: &'a ast::ExprAttribute,
        text: &mut Text,
    ) -> Result<bool> {
        let is_next = attribute.attr.as_str() == "__next__" && !self.is_own(attribute);
        if !attribute.ctx.is_load() || !is_next && !self.may_be_special(attribute) {
            return Ok(false);
        }
        self.named("special_value", attribute, text)?;
        Ok(true)
    }

    fn may_be_special(&self, attribute: &ast::ExprAttribute) -> bool {
        let attr = attribute.attr.as_str();
        let is_operator = attr
            .strip_prefix("__")
            .and_then(|name| name.strip_suffix("__"))
            .is_some_and(|name| OPERATORS.binary_search(&name).is_ok());
        if !is_operator || self.is_own(attribute) {
            return false;
        }
        if let Expr::Name(name) = &*attribute.value {
            let id = name.id.as_str();
            if self.classes.named(id, self.scope, self.scopes).is_some()
                || self.frame().receiver.as_deref() == Some(id) && self.is_of_program(attr)
            {
                return false;
            }
            if self.names.is_built_in(id, self.scope, self.scopes) {
                // Classes that derive from a built-in type reach that type's methods in another way.
                return !matches!(id, "object" | "type") && !self.asks(Demand::BuiltIns);
            }
        }
        true
    }
}
