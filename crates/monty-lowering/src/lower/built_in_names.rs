//! `hasattr` and `getattr` of a possible built-in object, whose members the machine does not expose.

use ruff_python_ast::{self as ast, Expr};
use ruff_text_size::{Ranged, TextRange};

use super::{Lowerer, Result};
use crate::{builtins, knowledge::Demand, objections::slots, text::Text};

impl<'a> Lowerer<'a> {
    /// Writes `getattr`, `hasattr` and `setattr`; `false` when the call needs no change.
    pub(super) fn attribute_by_name(
        &mut self,
        path: &str,
        call: &'a ast::ExprCall,
        text: &mut Text,
    ) -> Result<bool> {
        let arguments = &call.arguments.args;
        let asks_dict = matches!(arguments.get(1), Some(Expr::StringLiteral(name))
            if name.value.to_str() == "__dict__");
        match (path, &arguments[..]) {
            ("hasattr", [object, _]) if asks_dict => {
                let helper = self.helper("has_dict");
                text.put(&format!("{helper}("), call);
                self.operand(object, text)?;
                text.put(")", TextRange::new(call.end(), call.end()));
                return Ok(true);
            }
            ("getattr", [object, _, default]) if asks_dict => {
                let helper = self.helper("own_dict_or");
                text.put(&format!("{helper}("), call);
                self.operand(object, text)?;
                text.push(", ");
                self.operand(default, text)?;
                text.put(")", TextRange::new(call.end(), call.end()));
                return Ok(true);
            }
            _ => {}
        }
        match path {
            "setattr" if self.uses.unslotted.contains(slots::BY_NAME) => {
                let asked = self.asks(Demand::Attributes);
                self.helper_call(
                    if asked {
                        "setattr_slotted_asked"
                    } else {
                        "setattr_slotted"
                    },
                    call,
                    text,
                )
            }
            "setattr" if self.uses.has_function_attributes() && !self.asks(Demand::Attributes) => {
                self.helper_call("set_function_attribute", call, text)
            }
            "setattr" if !self.descriptors.is_empty() && !self.asks(Demand::Attributes) => {
                self.helper_call("set", call, text)
            }
            "getattr"
                if matches!(arguments.get(1), Some(Expr::StringLiteral(name))
                if matches!(name.value.to_str(), "__name__" | "__doc__" | "__class__" | "__qualname__")) =>
            {
                self.helper_call("special_or", call, text)
            }
            "getattr" if names_number_part(arguments) => {
                self.helper_call("number_part_or", call, text)
            }
            "getattr" if names_method(arguments) && call.arguments.keywords.is_empty() => {
                self.method_by_name(call, text)
            }
            "getattr"
                if !self.is_own(call)
                    && call.arguments.keywords.is_empty()
                    && arguments.iter().all(|argument| !argument.is_starred_expr())
                    && arguments
                        .get(1)
                        .is_some_and(|name| !name.is_string_literal_expr()) =>
            {
                let asks = self.asks_attributes() || self.uses.has_function_attributes();
                let helper = if self.uses.tells_methods {
                    if asks {
                        "getattr_bound_asked"
                    } else {
                        "getattr_bound"
                    }
                } else if asks {
                    "getattr_by_name_asked"
                } else {
                    "getattr_by_name"
                };
                self.helper_call(helper, call, text)
            }
            "getattr"
                if self.uses.tells_methods
                    && !self.is_own(call)
                    && call.arguments.keywords.is_empty() =>
            {
                self.helper_call("getattr_bound_asked", call, text)
            }
            "getattr" | "hasattr" | "setattr"
                if self.asks_attributes() || self.uses.has_function_attributes() =>
            {
                self.helper_call(path, call, text)
            }
            "hasattr" if names_built_in(arguments) => self.helper_call("has", call, text),
            _ => Ok(false),
        }
    }

    /// Writes `getattr(o, 'get')` of a possible built-in object, whose methods are no values in the machine.
    fn method_by_name(&mut self, call: &'a ast::ExprCall, text: &mut Text) -> Result<bool> {
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

/// Whether the name in `hasattr` may be a member of a built-in object.
fn names_built_in(arguments: &[Expr]) -> bool {
    matches!(arguments, [_, name] if match name {
        Expr::StringLiteral(name) => {
            let name = name.value.to_str();
            name.starts_with("__")
                || builtins::METHODS.contains(&name)
                || matches!(name, "real" | "imag" | "numerator" | "denominator" | "start" | "stop" | "step" | "send" | "throw" | "close" | "gi_frame")
        }
        _ => true,
    })
}

/// Whether the name in `getattr` is a member of numbers.
fn names_number_part(arguments: &[Expr]) -> bool {
    matches!(arguments, [_, Expr::StringLiteral(name), ..]
        if matches!(name.value.to_str(), "real" | "imag" | "numerator" | "denominator"))
}

/// Whether the name in `getattr` is that of a built-in method.
fn names_method(arguments: &[Expr]) -> bool {
    matches!(arguments, [_, Expr::StringLiteral(name), ..] if builtins::METHODS.contains(&name.value.to_str()))
}
