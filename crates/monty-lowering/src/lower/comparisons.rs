//! Comparisons that consult an object's class.

use ruff_python_ast::{self as ast, CmpOp, Expr};
use ruff_text_size::{Ranged, TextRange};

use super::{Lowerer, Result, refuse};
use crate::{knowledge::Demand, text::Text};

impl<'a> Lowerer<'a> {
    pub(super) fn compare(&mut self, compare: &'a ast::ExprCompare, text: &mut Text) -> Result {
        if self.closing_membership(compare, text)? {
            return Ok(());
        }
        let operands: Vec<&'a Expr> = compare.operands.iter().collect();
        let needs: Vec<Option<&'static str>> = compare
            .ops
            .iter()
            .enumerate()
            .map(|(index, op)| self.helper_of(*op, operands[index], operands[index + 1]))
            .collect();
        if needs.iter().all(Option::is_none) {
            return self.spliced(compare.range, &operands, text);
        }
        if let ([op], [Some(helper)]) = (&compare.ops[..], &needs[..]) {
            let _ = op;
            return self.compared(helper, operands[0], operands[1], compare, text);
        }
        if !self.may_walrus() {
            return refuse(
                compare,
                "a chained comparison of objects cannot stand here: write it with `and`",
            );
        }
        // `a < b < c` evaluates `b` once.
        text.put("(", compare);
        let mut left: Option<String> = None;
        for (index, op) in compare.ops.iter().enumerate() {
            if index > 0 {
                text.push(" and ");
            }
            let is_last = index + 1 == compare.ops.len();
            let mut right = Text::default();
            let held = (!is_last).then(|| self.fresh("v"));
            if let Some(held) = &held {
                right.push(&format!("({held} := "));
            }
            self.operand(operands[index + 1], &mut right)?;
            if held.is_some() {
                right.push(")");
            }
            let mut before = Text::default();
            if let Some(left) = &left {
                before.push(left);
            } else {
                self.operand(operands[index], &mut before)?;
            }
            if let Some(helper) = needs[index] {
                let helper = self.helper(helper);
                text.put(&format!("{helper}("), compare);
                text.append(&before);
                text.push(", ");
                text.append(&right);
                text.push(")");
            } else {
                text.append(&before);
                text.put(&format!(" {} ", op.as_str()), compare);
                text.append(&right);
            }
            left = held;
        }
        text.put(")", TextRange::new(compare.end(), compare.end()));
        Ok(())
    }

    fn compared(
        &mut self,
        helper: &str,
        left: &'a Expr,
        right: &'a Expr,
        node: &'a ast::ExprCompare,
        text: &mut Text,
    ) -> Result {
        let helper = self.helper(helper);
        text.put(&format!("{helper}("), node);
        self.operand(left, text)?;
        text.push(", ");
        self.operand(right, text)?;
        text.put(")", node);
        Ok(())
    }

    fn helper_of(&self, op: CmpOp, left: &Expr, right: &Expr) -> Option<&'static str> {
        let plain = is_plain(left) && is_plain(right);
        match op {
            CmpOp::Lt | CmpOp::LtE | CmpOp::Gt | CmpOp::GtE
                if self.asks(Demand::Order) && !plain =>
            {
                Some(match op {
                    CmpOp::Lt => "lt",
                    CmpOp::LtE => "le",
                    CmpOp::Gt => "gt",
                    _ => "ge",
                })
            }
            CmpOp::NotEq if self.asks(Demand::Unequal) && !plain => Some("ne"),
            CmpOp::Is | CmpOp::IsNot
                if self.meets_host_objects && may_be_of_host(left) && may_be_of_host(right) =>
            {
                Some(if op == CmpOp::Is {
                    "host_is"
                } else {
                    "host_is_not"
                })
            }
            CmpOp::In | CmpOp::NotIn if self.holds_values() && may_be_in_text(left, right) => {
                Some(if op == CmpOp::In {
                    "contained"
                } else {
                    "not_contained"
                })
            }
            _ => None,
        }
    }
}

/// Whether an object that is also a text may be searched in a text.
fn may_be_in_text(left: &Expr, right: &Expr) -> bool {
    !is_plain(left)
        && !matches!(
            right,
            Expr::List(_)
                | Expr::Tuple(_)
                | Expr::Set(_)
                | Expr::Dict(_)
                | Expr::ListComp(_)
                | Expr::SetComp(_)
                | Expr::DictComp(_)
        )
}

/// Whether an expression may be an object of the host.
fn may_be_of_host(expr: &Expr) -> bool {
    match expr {
        Expr::Call(call) => !matches!(&*call.func, Expr::Name(name) if name.id.as_str() == "type"),
        Expr::Name(_) | Expr::Attribute(_) | Expr::Subscript(_) => true,
        Expr::Await(inner) => may_be_of_host(&inner.value),
        Expr::Named(inner) => may_be_of_host(&inner.value),
        Expr::If(inner) => may_be_of_host(&inner.body) || may_be_of_host(&inner.orelse),
        _ => false,
    }
}

/// Whether an operand's comparison is certainly the machine's own.
fn is_plain(expr: &Expr) -> bool {
    match expr {
        Expr::StringLiteral(_)
        | Expr::BytesLiteral(_)
        | Expr::FString(_)
        | Expr::NumberLiteral(_) => true,
        Expr::Call(call) => matches!(&*call.func, Expr::Name(name) if name.id.as_str() == "len"),
        _ => false,
    }
}
