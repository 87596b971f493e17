//! Calls and operators of the machine's own library where it accepts less than Python's.

use ruff_python_ast::{self as ast, Expr, Operator};
use ruff_text_size::{Ranged, TextRange};

use super::{Lowerer, Result, statements::line};
use crate::{knowledge::Demand, text::Text};

impl<'a> Lowerer<'a> {
    /// Writes calls of functions; `false` when the call needs no change.
    pub(super) fn library_call(
        &mut self,
        path: &str,
        call: &'a ast::ExprCall,
        text: &mut Text,
    ) -> Result<bool> {
        if self.enumeration_made(path, call, text)? {
            return Ok(true);
        }
        let helper = match path {
            "hash" if self.uses.sees_hashes && call.arguments.len() == 1 => "hash",
            "str" if names_other_codec(call, 1) => "m_decode",
            "bytes" if names_other_codec(call, 1) => "m_encode",
            _ if self.asks(Demand::Order) => match path.strip_prefix("bisect.") {
                Some("bisect" | "bisect_right") => "bisect_right",
                Some("bisect_left") => "bisect_left",
                Some("insort" | "insort_right") => "insort_right",
                Some("insort_left") => "insort_left",
                _ => return Ok(false),
            },
            _ => return Ok(false),
        };
        self.helper_call(helper, call, text)
    }

    /// Writes calls of methods; `false` when the call needs no change.
    pub(super) fn library_method(
        &mut self,
        method: &str,
        call: &'a ast::ExprCall,
        attribute: &'a ast::ExprAttribute,
        text: &mut Text,
    ) -> Result<bool> {
        let Some(helper) = self.helper_of_method(method, call) else {
            return Ok(false);
        };
        let helper = self.helper(helper);
        self.method_helper(&helper, call, attribute, text)
    }

    fn helper_of_method(&self, method: &str, call: &ast::ExprCall) -> Option<&'static str> {
        match method {
            "decode" if names_other_codec(call, 0) => Some("m_decode"),
            "encode" if names_other_codec(call, 0) => Some("m_encode"),
            "union" | "intersection" | "difference" | "update" if takes_several(call) => {
                Some(of_several(method))
            }
            "writerow" if self.holds_values() => Some("m_writerow"),
            "writerows" if self.holds_values() => Some("m_writerows"),
            "join" if self.holds_values() && call.arguments.len() == 1 => Some("joined"),
            "replace" if self.has_dates() && !call.arguments.args.is_empty() => {
                let count = call.arguments.args.len();
                // A call with two texts is `str.replace`.
                (count != 2 || !call.arguments.args.iter().all(is_text)).then_some("m_replace")
            }
            _ => None,
        }
    }

    /// Whether a class of the program has a member of this name, to which a call may refer.
    pub(super) fn is_of_program(&self, member: &str) -> bool {
        self.classes.all.iter().any(|class| class.has(member))
    }

    /// As [`Self::is_of_program`], without the classes of lowered modules.
    pub(super) fn is_of_users(&self, member: &str) -> bool {
        self.classes
            .all
            .iter()
            .any(|class| class.has(member) && !self.is_own(class.node))
    }

    /// Whether objects of the program's classes may also be texts or numbers.
    pub(super) fn holds_values(&self) -> bool {
        self.asks(Demand::BuiltIns)
            || self.uses.mixes_enumerations
            || self.knowledge.helpers.contains("lo__mix")
    }

    /// Whether a product or quotient may involve a `timedelta`, which the machine multiplies by integers only.
    pub(super) fn may_scale(&self, left: &Expr, op: Operator, right: &Expr) -> bool {
        if !self.uses.has_durations && !self.imported_before("datetime.timedelta") {
            return false;
        }
        let may_be = |expr: &Expr| !is_number(expr) && !is_other(expr);
        match op {
            Operator::Div => may_be(left) && !is_whole(right),
            Operator::Mult => {
                (may_be(left) || may_be(right))
                    && ![left, right]
                        .iter()
                        .any(|side| is_whole(side) || is_other(side))
            }
            _ => false,
        }
    }

    /// Writes `a * b` or `a / b` where one may be a `timedelta`.
    pub(super) fn scaled(&mut self, operation: &'a ast::ExprBinOp, text: &mut Text) -> Result {
        let helper = self.helper(scaling(operation.op));
        text.put(&format!("{helper}("), operation);
        self.operand(&operation.left, text)?;
        text.push(", ");
        self.operand(&operation.right, text)?;
        text.put(")", TextRange::new(operation.end(), operation.end()));
        Ok(())
    }

    /// Rewrites the message of a caught error about dates with and without a zone to Python's.
    pub(super) fn tell_of_dates(
        &mut self,
        handler: &ast::ExceptHandlerExceptHandler,
        name: &str,
        text: &mut Text,
        depth: usize,
    ) {
        let is_type_error = |kind: &Expr| {
            matches!(
                self.path(kind).as_deref(),
                Some("TypeError" | "Exception" | "BaseException")
            )
        };
        let may_be = handler.type_.as_deref().is_some_and(|kind| match kind {
            Expr::Tuple(kinds) => kinds.elts.iter().any(is_type_error),
            kind => is_type_error(kind),
        });
        if may_be && self.has_dates() {
            let helper = self.helper("date_error");
            line(text, depth, &format!("{name} = {helper}({name})"));
        }
    }

    fn has_dates(&self) -> bool {
        self.uses.has_dates || self.imported_before("datetime")
    }
}

/// The helper of an operator.
pub(super) fn scaling(op: Operator) -> &'static str {
    if op == Operator::Div {
        "divided"
    } else {
        "times"
    }
}

/// Whether a method of sets may be given a number of arguments other than one.
fn takes_several(call: &ast::ExprCall) -> bool {
    let arguments = &call.arguments;
    arguments.keywords.is_empty()
        && (arguments.args.len() != 1 || arguments.args[0].is_starred_expr())
}

/// The helper of a set method with any number of arguments, of which the machine accepts only one.
pub(super) fn of_several(method: &str) -> &'static str {
    match method {
        "union" => "m_union",
        "intersection" => "m_intersection",
        "difference" => "m_difference",
        _ => "m_set_update",
    }
}

fn is_number(expr: &Expr) -> bool {
    match expr {
        Expr::NumberLiteral(_) => true,
        Expr::UnaryOp(unary) => is_number(&unary.operand),
        _ => false,
    }
}

fn is_whole(expr: &Expr) -> bool {
    match expr {
        Expr::NumberLiteral(number) => number.value.is_int(),
        Expr::UnaryOp(unary) => is_whole(&unary.operand),
        Expr::Call(call) => matches!(&*call.func, Expr::Name(name) if name.id.as_str() == "len"),
        _ => false,
    }
}

/// Whether an expression is neither a number nor a duration.
fn is_other(expr: &Expr) -> bool {
    matches!(
        expr,
        Expr::StringLiteral(_)
            | Expr::FString(_)
            | Expr::BytesLiteral(_)
            | Expr::List(_)
            | Expr::Tuple(_)
            | Expr::ListComp(_)
    )
}

fn is_text(expr: &Expr) -> bool {
    matches!(expr, Expr::StringLiteral(_) | Expr::FString(_))
}

/// Whether a text may have an encoding that the machine lacks; `place` is the index of the encoding's argument.
fn names_other_codec(call: &ast::ExprCall, place: usize) -> bool {
    match call.arguments.find_argument_value("encoding", place) {
        Some(Expr::StringLiteral(name)) => !matches!(
            name.value
                .to_str()
                .to_ascii_lowercase()
                .replace('_', "-")
                .as_str(),
            "utf-8"
                | "utf8"
                | "ascii"
                | "us-ascii"
                | "utf-16"
                | "utf-16-le"
                | "utf-16-be"
                | "utf-32"
        ),
        Some(_) => true,
        None => false,
    }
}

/// Whether `bytes` may be given an iterable of numbers, which the machine does not accept.
pub(super) fn may_be_numbers(call: &ast::ExprCall) -> bool {
    call.arguments.keywords.is_empty()
        && matches!(&call.arguments.args[..], [only] if !matches!(
            only,
            Expr::StringLiteral(_) | Expr::BytesLiteral(_) | Expr::NumberLiteral(_)
        ))
}
