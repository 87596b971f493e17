//! `sum(...)`, for which the machine compensates the rounding errors of floats.

use ruff_python_ast::{self as ast, Expr};

/// Whether a call of `sum` certainly adds integers, or values that are no numbers.
pub(super) fn is_whole(call: &ast::ExprCall) -> bool {
    let start = match (&call.arguments.args[..], &call.arguments.keywords[..]) {
        ([_], []) => None,
        ([_, start], []) => Some(start),
        ([_], [keyword]) => Some(&keyword.value),
        _ => return true,
    };
    match start {
        None => {}
        Some(Expr::List(_) | Expr::Tuple(_)) => return true,
        Some(start) if gives_whole(start) => {}
        Some(_) => return false,
    }
    match &call.arguments.args[0] {
        Expr::Generator(generator) => gives_whole(&generator.elt),
        Expr::ListComp(list) => gives_whole(&list.elt),
        Expr::List(list) => list.elts.iter().all(gives_whole),
        Expr::Tuple(tuple) => tuple.elts.iter().all(gives_whole),
        Expr::Call(inner) => match &*inner.func {
            Expr::Name(name) if name.id == "range" => true,
            Expr::Name(name) if name.id == "map" => {
                matches!(inner.arguments.args.first(), Some(Expr::Name(name)) if matches!(name.id.as_str(), "int" | "len" | "bool" | "ord"))
            }
            _ => false,
        },
        _ => false,
    }
}

/// Whether an expression is certainly an integer or a truth value.
fn gives_whole(expr: &Expr) -> bool {
    match expr {
        Expr::NumberLiteral(number) => number.value.is_int(),
        Expr::BooleanLiteral(_) | Expr::Compare(_) => true,
        Expr::UnaryOp(unary) => unary.op == ast::UnaryOp::Not || gives_whole(&unary.operand),
        Expr::BinOp(both) => {
            matches!(
                both.op,
                ast::Operator::Add
                    | ast::Operator::Sub
                    | ast::Operator::Mult
                    | ast::Operator::FloorDiv
            ) && gives_whole(&both.left)
                && gives_whole(&both.right)
        }
        Expr::If(choice) => gives_whole(&choice.body) && gives_whole(&choice.orelse),
        Expr::Call(call) => {
            matches!(&*call.func, Expr::Name(name) if matches!(name.id.as_str(), "len" | "int" | "ord" | "bool" | "isinstance"))
        }
        _ => false,
    }
}
