//! `hasattr` and `getattr` of what may be a built-in object, of whose members the machine tells nothing.

use ruff_python_ast::{self as ast, Expr};
use ruff_text_size::{Ranged, TextRange};

use super::{Lowerer, Result};
use crate::{builtins, text::Text};

impl<'a> Lowerer<'a> {
    /// `getattr(o, 'get')` of what may be a built-in object, whose methods are no values in the machine.
    pub(super) fn method_by_name(
        &mut self,
        call: &'a ast::ExprCall,
        text: &mut Text,
    ) -> Result<bool> {
        let [object, Expr::StringLiteral(name), default @ ..] = &call.arguments.args[..] else {
            return Ok(false);
        };
        let helper = self.helper(
            if self.asks_attributes() || self.uses.has_function_attributes() {
                "method_or_asked"
            } else {
                "method_or"
            },
        );
        let name = name.value.to_str();
        text.put(&format!("{helper}("), call);
        self.operand(object, text)?;
        text.put(
            &format!(", '{name}', lambda o, *a, **k: o.{name}(*a, **k)"),
            call,
        );
        for value in default {
            text.push(", ");
            self.operand(value, text)?;
        }
        text.put(")", TextRange::new(call.end(), call.end()));
        Ok(true)
    }
}

/// Whether `hasattr` may be asked for what a built-in object has.
pub(super) fn names_built_in(arguments: &[Expr]) -> bool {
    matches!(arguments, [_, name] if match name {
        Expr::StringLiteral(name) => {
            let name = name.value.to_str();
            name.starts_with("__")
                || builtins::METHODS.contains(&name)
                || matches!(name, "real" | "imag" | "numerator" | "denominator" | "start" | "stop" | "step")
        }
        _ => true,
    })
}

/// Whether `getattr` asks for a method by the name that a built-in one has.
pub(super) fn names_method(arguments: &[Expr]) -> bool {
    matches!(arguments, [_, Expr::StringLiteral(name), ..] if builtins::METHODS.contains(&name.value.to_str()))
}
