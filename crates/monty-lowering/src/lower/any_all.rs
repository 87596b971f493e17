//! `any()` and `all()`, which stop at the first item that decides.

use ruff_python_ast::{self as ast, Expr};
use ruff_text_size::{Ranged, TextRange};

use super::{Lowerer, Result, refuse};
use crate::{knowledge::Demand, text::Text};

impl<'a> Lowerer<'a> {
    pub(super) fn any_or_all(
        &mut self,
        path: &str,
        call: &'a ast::ExprCall,
        text: &mut Text,
    ) -> Result<bool> {
        let [Expr::Generator(generator)] = &call.arguments.args[..] else {
            if self.asks(Demand::Truth) {
                return self.helper_call(path, call, text);
            }
            return Ok(false);
        };
        let is_calm = generator.generators.len() == 1
            && self.is_calm(&generator.elt)
            && generator.generators[0]
                .ifs
                .iter()
                .all(|test| self.is_calm(test))
            && !self.uses.iterates;
        if is_calm && !self.asks(Demand::Truth) {
            text.copy(self.source, call.func.range());
            text.copy(
                self.source,
                TextRange::new(call.func.end(), generator.start()),
            );
            self.eager(generator, &call.arguments.args[0], text)?;
            text.copy(self.source, TextRange::new(generator.end(), call.end()));
            return Ok(true);
        }
        if has_walrus(&generator.elt)
            || generator
                .generators
                .iter()
                .any(|part| part.ifs.iter().any(has_walrus))
        {
            self.decided(path, generator, text)?;
            return Ok(true);
        }
        if self.asks(Demand::Truth) {
            let helper = self.helper(path);
            text.put(&helper, &*call.func);
        } else {
            text.copy(self.source, call.func.range());
        }
        text.push("(");
        self.generator_expression(generator, text)?;
        text.push(")");
        Ok(true)
    }

    /// `any((hit := x) > 3 for x in xs)`: a list of items until one decides, which binds the name in the current scope.
    fn decided(
        &mut self,
        path: &str,
        generator: &'a ast::ExprGenerator,
        text: &mut Text,
    ) -> Result {
        let is_async = generator.generators.iter().any(|part| part.is_async);
        if is_async || !self.may_walrus() || self.uses.lets_go || self.asks(Demand::Driven) {
            return refuse(
                generator,
                format!("`:=` inside {path}(...): write it as a loop that breaks at the first hit"),
            );
        }
        let scope = self.scopes.opened_by(generator.range);
        let (held, helper, maker) = (
            self.fresh("s"),
            self.helper("decided"),
            self.helper("Decider"),
        );
        let wanted = if path == "any" { "True" } else { "False" };
        text.put(
            &format!("{helper}(({held} := {maker}({wanted})), [{held}.note("),
            generator,
        );
        self.in_scope(scope, |lowerer| lowerer.enclosed_test(&generator.elt, text))?;
        text.push(")");
        for (index, part) in generator.generators.iter().enumerate() {
            text.put(" for ", part);
            self.in_scope(scope, |lowerer| lowerer.expr(&part.target, text))?;
            text.put(&format!(" in {held}.over("), part);
            let within = if index == 0 { self.scope } else { scope };
            self.enclosed_iterable(&part.iter, within, text)?;
            text.push(")");
            self.filters(&part.ifs, scope, text)?;
        }
        text.put("])", TextRange::new(generator.end(), generator.end()));
        Ok(())
    }

    /// Whether evaluating an expression more often than `CPython` does can neither fail nor be observed.
    pub(super) fn is_calm(&self, expr: &Expr) -> bool {
        match expr {
            Expr::Name(_)
            | Expr::NumberLiteral(_)
            | Expr::StringLiteral(_)
            | Expr::BooleanLiteral(_)
            | Expr::NoneLiteral(_) => true,
            Expr::UnaryOp(unary) => unary.op == ast::UnaryOp::Not && self.is_calm(&unary.operand),
            Expr::BoolOp(operation) => operation.values.iter().all(|value| self.is_calm(value)),
            Expr::Compare(compare) => {
                !self.asks(Demand::Classes)
                    && compare.ops.iter().all(|op| {
                        matches!(
                            op,
                            ast::CmpOp::Is | ast::CmpOp::IsNot | ast::CmpOp::Eq | ast::CmpOp::NotEq
                        )
                    })
                    && compare.operands.iter().all(|operand| self.is_calm(operand))
            }
            Expr::Call(call) => {
                self.is_built_in(&call.func, "isinstance")
                    && call.arguments.args.iter().all(|part| self.is_calm(part))
            }
            Expr::Tuple(tuple) => tuple.elts.iter().all(|part| self.is_calm(part)),
            _ => false,
        }
    }
}

fn has_walrus(expr: &Expr) -> bool {
    matches!(expr, Expr::Named(_))
        || super::expressions::parts_of(expr)
            .into_iter()
            .any(has_walrus)
}
