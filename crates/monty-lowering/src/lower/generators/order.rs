//! Yields within a statement: executed one after another; values evaluated before each are kept for the statement.

use ruff_python_ast::{Expr, Stmt};
use ruff_text_size::Ranged;

use super::contains_yield;
use crate::lower::{Lowerer, Result, expressions, refuse, statements};

const ADVICE: &str = "a yield that this expression may skip or repeat cannot be had exactly: write `received = yield item` first";

impl<'a> Lowerer<'a> {
    /// Writes the yields of expressions that are evaluated one after another.
    pub(super) fn take_yields(&mut self, parts: &[&'a Expr]) -> Result {
        let Some(last) = parts.iter().rposition(|part| contains_yield(part)) else {
            return Ok(());
        };
        for (index, part) in parts.iter().enumerate().take(last + 1) {
            self.take_yields_of(part)?;
            if index < last {
                self.keep(part)?;
            }
        }
        Ok(())
    }

    fn take_yields_of(&mut self, expr: &'a Expr) -> Result {
        if !contains_yield(expr) {
            return Ok(());
        }
        if matches!(expr, Expr::Yield(_) | Expr::YieldFrom(_)) {
            let held = self.local("y");
            self.yielded(expr, Some(&held))?;
            self.replaced.insert(expr.range(), held);
            return Ok(());
        }
        let parts = self.evaluated(expr)?;
        self.take_yields(&parts)
    }

    /// Evaluates an expression before a yield, for use after it.
    fn keep(&mut self, expr: &'a Expr) -> Result {
        match expr {
            Expr::Yield(_) | Expr::YieldFrom(_) | Expr::Lambda(_) => Ok(()),
            Expr::Name(name) if self.is_steady(name.id.as_str()) => Ok(()),
            Expr::Starred(_) => refuse(expr, ADVICE),
            Expr::Slice(slice) => {
                for part in [&slice.lower, &slice.upper, &slice.step]
                    .into_iter()
                    .flatten()
                {
                    self.keep(part)?;
                }
                Ok(())
            }
            _ if expr.is_literal_expr() => Ok(()),
            _ => {
                let held = self.local("y");
                let inner = self.machine().depth;
                self.block(|lowerer, text| {
                    text.indent(inner);
                    text.put(&format!("{held} = "), expr);
                    lowerer.operand(expr, text)?;
                    text.push("\n");
                    Ok(())
                })?;
                self.replaced.insert(expr.range(), held);
                Ok(())
            }
        }
    }

    /// Whether a name has the same value before and after a yield.
    fn is_steady(&self, name: &str) -> bool {
        let own = self.scopes.function_of(self.scope);
        self.scopes.binding(name, self.scope).is_none_or(|scope| {
            Some(scope) == own || !self.scopes.all[scope].rebound.contains(name)
        })
    }

    /// The expressions of a statement in the order of evaluation.
    pub(super) fn evaluated_of(&mut self, stmt: &'a Stmt) -> Result<Vec<&'a Expr>> {
        Ok(match stmt {
            Stmt::Assign(node) => {
                let mut parts = vec![&*node.value];
                for target in node.targets.iter().filter(|target| contains_yield(target)) {
                    parts.extend(self.evaluated(target)?);
                }
                parts
            }
            Stmt::AugAssign(node) => {
                if !matches!(&*node.target, Expr::Name(name) if self.is_steady(name.id.as_str())) {
                    return refuse(
                        stmt,
                        "what this statement changes is read before its yield: write `received = yield item` first",
                    );
                }
                vec![&*node.value]
            }
            Stmt::AnnAssign(node) => node.value.as_deref().into_iter().collect(),
            Stmt::Assert(node) => vec![&*node.test],
            _ => statements::expressions_of(stmt),
        })
    }

    /// The parts of an expression in the order of evaluation.
    fn evaluated(&mut self, expr: &'a Expr) -> Result<Vec<&'a Expr>> {
        let always: Vec<&'a Expr> = match expr {
            Expr::BoolOp(node) => node.values.iter().take(1).collect(),
            Expr::If(node) => vec![&*node.test],
            Expr::Compare(node) => node.operands.iter().take(2).collect(),
            Expr::Named(node) => vec![&*node.value],
            Expr::ListComp(node) => vec![&node.generators[0].iter],
            Expr::SetComp(node) => vec![&node.generators[0].iter],
            Expr::DictComp(node) => vec![&node.generators[0].iter],
            Expr::Generator(node) => vec![&node.generators[0].iter],
            Expr::Call(call) => {
                let mut parts = Vec::new();
                match &*call.func {
                    Expr::Attribute(attribute) if !self.is_super(&attribute.value) => {
                        parts.push(&*attribute.value);
                    }
                    Expr::Name(_) | Expr::Attribute(_) => {}
                    other => parts.push(other),
                }
                parts.extend(
                    call.arguments
                        .iter_source_order()
                        .map(ruff_python_ast::ArgOrKeyword::value),
                );
                parts
            }
            _ => expressions::parts_of(expr),
        };
        let mut found = Vec::new();
        super::yields::collect_yields(expr, &mut found);
        let mut reached = Vec::new();
        for part in &always {
            super::yields::collect_yields(part, &mut reached);
        }
        if reached.len() < found.len() {
            return refuse(expr, ADVICE);
        }
        Ok(always)
    }
}
