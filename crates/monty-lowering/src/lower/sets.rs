//! Sets whose order is observed, which is that of `CPython`'s hash table.

use ruff_python_ast::{self as ast, Expr};
use ruff_text_size::{Ranged, TextRange};

use super::{Lowerer, Result};
use crate::{analysis::ordering::Seen, text::Text};

impl<'a> Lowerer<'a> {
    /// Writes an expression that may be a set whose order is observed.
    pub(super) fn in_order(&mut self, seen: Seen, expr: &'a Expr, text: &mut Text) -> Result {
        let (name, inner) = match (seen, expr) {
            (Seen::Items, _) => ("table_order", expr),
            (Seen::Rest, _) => ("table_rest", expr),
            (Seen::Text, _) if self.uses.keeps_classes => ("told_sets", expr),
            (Seen::Text, _) => ("sets_told", expr),
            (Seen::Repr, Expr::Call(call)) if !self.uses.keeps_classes => {
                ("sets_repr", &call.arguments.args[0])
            }
            (Seen::Popped, Expr::Call(call)) => {
                let Expr::Attribute(attribute) = &*call.func else {
                    return self.expr(expr, text);
                };
                ("table_pop", &*attribute.value)
            }
            _ => return self.expr(expr, text),
        };
        let helper = self.helper(name);
        text.put(&format!("{helper}("), expr);
        self.operand(inner, text)?;
        text.push(")");
        Ok(())
    }

    /// Writes an expression that creates a set or removes an item, so that the set's table is tracked.
    pub(super) fn set_made(&mut self, seen: Seen, expr: &'a Expr, text: &mut Text) -> Result {
        if let (Seen::Method, Expr::Call(call)) = (seen, expr)
            && let Expr::Attribute(attribute) = &*call.func
        {
            let helper = self.helper(&format!("set_{}", attribute.attr));
            return self
                .method_helper(&helper, call, attribute, text)
                .map(|_| ());
        }
        if let (Seen::Copied, Expr::Call(call)) = (seen, expr) {
            let helper = self.helper("set_copied");
            text.put(&format!("{helper}({}, ", self.text_of(&*call.func)), expr);
            self.operand(&call.arguments.args[0], text)?;
            text.put(")", TextRange::new(expr.end(), expr.end()));
            return Ok(());
        }
        let (name, parts): (_, [&'a Expr; 2]) = match (seen, expr) {
            (Seen::Display, Expr::Set(set)) => {
                let helper = self.helper("set_display");
                text.put(&format!("{helper}(("), expr);
                for item in &set.elts {
                    self.operand(item, text)?;
                    text.push(", ");
                }
                text.push("))");
                return Ok(());
            }
            (Seen::Operated, Expr::BinOp(operation)) => {
                let name = match operation.op {
                    ast::Operator::BitOr => "set_or",
                    ast::Operator::BitXor => "set_xor",
                    ast::Operator::BitAnd => "set_and",
                    _ => "set_sub",
                };
                (name, [&operation.left, &operation.right])
            }
            (Seen::Taken, Expr::Call(call)) => {
                let Expr::Attribute(attribute) = &*call.func else {
                    return self.expr(expr, text);
                };
                let is_discard = attribute.attr.as_str() == "discard";
                let name = if is_discard {
                    "set_discard"
                } else if self.sees_keys() {
                    "key_set_remove"
                } else {
                    "set_remove"
                };
                (name, [&attribute.value, &call.arguments.args[0]])
            }
            _ => return self.expr(expr, text),
        };
        let helper = self.helper(name);
        text.put(&format!("{helper}("), expr);
        self.operand(parts[0], text)?;
        text.push(", ");
        self.operand(parts[1], text)?;
        text.put(")", TextRange::new(expr.end(), expr.end()));
        Ok(())
    }
}
