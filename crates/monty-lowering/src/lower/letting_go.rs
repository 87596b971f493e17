//! Generators that are dropped before their end: closed where Python would close them.

use ruff_python_ast::{self as ast, Expr, Stmt};
use ruff_text_size::{Ranged, TextRange};

use super::{Lowerer, Result, statements::line};
use crate::{objections::suspended, text::Text};

impl<'a> Lowerer<'a> {
    /// Whether an expression is a new generator, or iterates one, that must be closed when it is dropped.
    pub(super) fn is_let_go(&self, expr: &Expr) -> bool {
        suspended::made_by(&self.closing, expr).is_some()
    }

    /// Finds the generators that must be closed, and starts to track those that names hold.
    pub(super) fn watch(&mut self, body: &'a [Stmt], text: &mut Text) {
        self.closing = suspended::closing(body);
        self.watched = suspended::watched(&self.closing, body);
        for name in &self.watched {
            line(
                text,
                0,
                &format!("{}w_{name} = None", crate::helpers::PREFIX),
            );
        }
    }

    /// Whether the value of a module's name must be closed when the name is rebound.
    pub(super) fn is_watched(&self, name: &str) -> bool {
        self.watched.iter().any(|known| known == name)
            && self.scopes.function_of(self.scope).is_none()
    }

    /// Writes the closing of a name's previous value.
    pub(super) fn rebound(&mut self, name: &str, now: &str, text: &mut Text, depth: usize) {
        let rebound = self.helper("rebound");
        let held = format!("{}w_{name}", crate::helpers::PREFIX);
        line(text, depth, &format!("{held} = {rebound}({held}, {now})"));
    }

    /// Writes a loop over such a generator, which its body leaves early.
    pub(super) fn closing_iteration(
        &mut self,
        node: &'a ast::StmtFor,
        text: &mut Text,
        depth: usize,
    ) -> Result {
        let (held, drop) = (self.fresh("c"), self.helper("drop"));
        text.indent(depth);
        text.put(&format!("{held} = "), &*node.iter);
        self.operand(&node.iter, text)?;
        text.push("\n");
        line(text, depth, "try:");
        self.replaced.insert(node.iter.range(), held.clone());
        let result = self.iteration(node, text, depth + 1);
        self.replaced.remove(&node.iter.range());
        result?;
        line(text, depth, "finally:");
        line(text, depth + 1, &format!("{drop}({held})"));
        Ok(())
    }

    /// Writes `next(g())`, `any(g())`; `false` for any other call.
    pub(super) fn closing_call(
        &mut self,
        path: &str,
        call: &'a ast::ExprCall,
        text: &mut Text,
    ) -> Result<bool> {
        let Some((first, rest)) = call.arguments.args.split_first() else {
            return Ok(false);
        };
        if !matches!(path, "next" | "any" | "all")
            || !self.is_let_go(first)
            || !call.arguments.keywords.is_empty()
        {
            return Ok(false);
        }
        let used = self.helper("used");
        text.put(&format!("{used}("), call);
        self.expr(&call.func, text)?;
        text.push(", ");
        match first {
            Expr::Generator(generator) => self.generator_expression(generator, text)?,
            _ => self.operand(first, text)?,
        }
        for argument in rest {
            text.push(", ");
            self.operand(argument, text)?;
        }
        text.put(")", TextRange::new(call.end(), call.end()));
        Ok(true)
    }

    /// Writes `x in g()`; `false` for any other comparison.
    pub(super) fn closing_membership(
        &mut self,
        compare: &'a ast::ExprCompare,
        text: &mut Text,
    ) -> Result<bool> {
        let ([op], [item, generator]) = (&compare.ops[..], &compare.operands[..]) else {
            return Ok(false);
        };
        if !matches!(op, ast::CmpOp::In | ast::CmpOp::NotIn) || !self.is_let_go(generator) {
            return Ok(false);
        }
        let found = self.helper("found_in");
        let not = if *op == ast::CmpOp::NotIn { "not " } else { "" };
        text.put(&format!("({not}{found}("), compare);
        self.operand(item, text)?;
        text.push(", ");
        self.operand(generator, text)?;
        text.put("))", TextRange::new(compare.end(), compare.end()));
        Ok(true)
    }

    /// Writes `zip(g(), xs)`, which drops its iterators when the shortest ends.
    pub(super) fn closing_zip(&mut self, call: &'a ast::ExprCall, text: &mut Text) -> Result<bool> {
        let (zip, temporary) = (self.helper("zip"), self.helper("Temporary"));
        text.put(&format!("{zip}("), call);
        for argument in &call.arguments.args {
            let is_let_go = self.is_let_go(argument);
            if is_let_go {
                text.push(&format!("{temporary}("));
            }
            self.argument(argument, false, text)?;
            text.push(if is_let_go { "), " } else { ", " });
        }
        for keyword in &call.arguments.keywords {
            text.copy(
                self.source,
                TextRange::new(keyword.start(), keyword.value.start()),
            );
            self.operand(&keyword.value, text)?;
        }
        text.put(")", TextRange::new(call.end(), call.end()));
        Ok(true)
    }
}
