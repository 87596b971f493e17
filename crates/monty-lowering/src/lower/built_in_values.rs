//! Replacements of built-in names that are not called.

use ruff_text_size::Ranged;

use super::{Lowerer, Result, refuse};
use crate::knowledge::Demand;

impl Lowerer<'_> {
    /// The program's docstring, its `__doc__`.
    pub(super) fn module_doc(&self) -> Option<String> {
        let body = self.bodies.first()?;
        let first = body.iter().find(|stmt| !self.is_own(*stmt))?;
        let text = first.as_expr_stmt()?.value.as_string_literal_expr()?;
        Some(crate::text::quoted(text.value.to_str()))
    }

    /// The replacement of a built-in that is not called.
    pub(super) fn built_in_value(&mut self, id: &str, node: impl Ranged) -> Result<Option<String>> {
        if crate::builtins::missing_exception(id).is_some() {
            return Ok(Some(self.helper(id)));
        }
        Ok(match id {
            "EnvironmentError" | "IOError" => {
                self.changed = true;
                Some("OSError".to_owned())
            }
            "callable" | "issubclass" | "delattr" | "vars" | "dir" | "ascii" => {
                Some(self.helper(id))
            }
            "filter" if self.asks(Demand::Truth) => Some(self.helper("filter_true")),
            "staticmethod" | "classmethod" | "property" | "map" | "filter" | "zip"
            | "enumerate" | "aiter" | "anext" | "round" | "sum" => Some(self.helper(id)),
            "exit" | "quit" => Some(self.helper("quit")),
            "bytearray" => Some(self.helper("bytearray")),
            "object" => Some(self.helper("object")),
            "len" if self.asks(Demand::Truth) => Some(self.helper("len")),
            "print" if self.asks(Demand::Printing) => Some(self.helper("print")),
            "any" | "all" if self.asks(Demand::Truth) || self.asks(Demand::Iterators) => {
                Some(self.helper(id))
            }
            "reversed" if self.asks(Demand::Reversed) => Some(self.helper("reversed")),
            "isinstance" if self.asks(Demand::Classes) => Some(self.helper("isinstance")),
            "sorted" | "min" | "max" if self.asks(Demand::Order) => Some(self.helper(id)),
            "setattr" if !self.descriptors.is_empty() && !self.asks(Demand::Attributes) => {
                Some(self.helper("set"))
            }
            "getattr" | "setattr" | "hasattr" if self.asks_attributes() => Some(self.helper(id)),
            "input" => {
                return refuse(
                    node,
                    "input() has no one to ask here: pass the value as an input, or ask a host function for it",
                );
            }
            "memoryview" | "breakpoint" | "help" | "compile" | "__import__" => {
                return refuse(node, format!("{id} is not available: {}", instead_of(id)));
            }
            _ => None,
        })
    }
}

fn instead_of(id: &str) -> &'static str {
    match id {
        "memoryview" => "use slices of bytes",
        "__import__" => "use an import statement",
        "compile" => "use exec(source)",
        _ => "there is nobody to talk to",
    }
}
