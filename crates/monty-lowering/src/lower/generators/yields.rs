//! Yields of a generator, and its resumption.

use ruff_python_ast::{self as ast, Expr, Stmt};

use super::Machine;
use crate::{
    lower::{Lowerer, Result, expressions, refuse, statements::line},
    text::Text,
};

impl<'a> Lowerer<'a> {
    /// Writes a simple statement with yields inside: first the yields, then the statement with their results.
    pub(super) fn with_yields(&mut self, stmt: &'a Stmt) -> Result {
        let inner = self.machine().depth;
        let parts = self.evaluated_of(stmt)?;
        self.take_yields(&parts)?;
        self.block(|lowerer, text| match stmt {
            Stmt::Return(node) => lowerer.generator_return(node, text, inner),
            _ => lowerer.stmt(stmt, text, inner),
        })
    }

    /// Writes `yield x` or `yield from x`; the sent value is bound to `held`.
    pub(super) fn yielded(&mut self, expr: &'a Expr, held: Option<&str>) -> Result {
        let inner = self.machine().depth;
        match expr {
            Expr::Yield(node) => {
                let value = node.value.as_deref();
                if let Some(value) = value {
                    self.take_yields(&[value])?;
                }
                let next = self.machine().new_block();
                self.block(|lowerer, text| {
                    let mut item = Text::default();
                    match value {
                        Some(value) => lowerer.closed(value, &mut item, Self::yield_value)?,
                        None => item.put("None", expr),
                    }
                    let name = lowerer.machine().next();
                    text.indent(inner);
                    if value.is_some_and(|value| !value.is_name_expr() && !value.is_literal_expr())
                    {
                        // If creating the item fails, the state must be unchanged.
                        let item_name = format!("{}_v", lowerer.machine().id);
                        text.put(&format!("{item_name} = "), expr);
                        text.append(&item);
                        text.push("\n");
                        line(text, inner, &format!("{name} = {}", Machine::label(next)));
                        text.indent(inner);
                        text.put(&format!("return {item_name}\n"), expr);
                        return Ok(());
                    }
                    text.push(&format!("{name} = {}\n", Machine::label(next)));
                    text.indent(inner);
                    text.put("return ", expr);
                    text.append(&item);
                    text.push("\n");
                    Ok(())
                })?;
                self.enter(next);
                self.resumed(held)
            }
            Expr::YieldFrom(node) => {
                self.take_yields(&[&node.value])?;
                self.delegated(node, held)
            }
            _ => Ok(()),
        }
    }

    /// Writes `yield from x`; the generator's return value is bound to `held`.
    fn delegated(&mut self, expr: &'a ast::ExprYieldFrom, held: Option<&str>) -> Result {
        let inner = self.machine().depth;
        if self.machine().is_async {
            return refuse(
                expr,
                "`yield from` inside an async function is no Python: use `async for`",
            );
        }
        let iterator = self.fresh("d");
        self.machine().locals.push(iterator.clone());
        let again = self.machine().new_block();
        let after = self.machine().new_block();
        let delegate = self.helper("delegate");
        let step = self.helper("step_of");
        let result = self.helper("result_of");
        self.block(|lowerer, text| {
            text.indent(inner);
            text.put(&format!("{iterator} = {delegate}("), expr);
            lowerer.iterable(&expr.value, text)?;
            text.put(")\n", expr);
            Ok(())
        })?;
        self.goto(again)?;
        self.enter(again);
        let plain = !self.uses.throws && !self.uses.sends && !self.is_driven(&expr.value);
        self.block(|lowerer, text| {
            let name = lowerer.machine().state();
            let id = lowerer.machine().id.clone();
            if plain && held.is_none() {
                let item = format!("{id}_i");
                text.indent(inner);
                text.put(&format!("for {item} in {iterator}:\n"), expr);
                let next = lowerer.machine().next();
                line(
                    text,
                    inner + 1,
                    &format!("{next} = {}", Machine::label(again)),
                );
                line(text, inner + 1, &format!("return {item}"));
                line(text, inner, &format!("{name} = {}", Machine::label(after)));
                return Ok(());
            }
            let error = format!("{id}_s");
            let item = format!("{id}_i");
            line(text, inner, "try:");
            text.indent(inner + 1);
            text.put(&format!("{item} = {step}({iterator}, {id})\n"), expr);
            line(text, inner, &format!("except StopIteration as {error}:"));
            line(
                text,
                inner + 1,
                &format!("{name} = {}", Machine::label(after)),
            );
            if let Some(held) = held {
                line(text, inner + 1, &format!("{held} = {result}({iterator})"));
            }
            line(text, inner, "else:");
            let next = lowerer.machine().next();
            line(
                text,
                inner + 1,
                &format!("{next} = {}", Machine::label(again)),
            );
            line(text, inner + 1, &format!("return {item}"));
            Ok(())
        })?;
        self.enter(after);
        Ok(())
    }

    fn yield_value(&mut self, value: &'a Expr, text: &mut Text) -> Result {
        if let Expr::Tuple(tuple) = value
            && !tuple.parenthesized
        {
            text.put("(", value);
            self.expr(value, text)?;
            text.push(")");
            return Ok(());
        }
        self.expr(value, text)
    }

    /// Writes the code that resumes a generator.
    pub(super) fn resumed(&mut self, held: Option<&str>) -> Result {
        let inner = self.machine().depth;
        let resume = self.uses.throws.then(|| self.helper("resume"));
        self.block(|lowerer, text| {
            let id = lowerer.machine().id.clone();
            if let Some(resume) = resume {
                line(text, inner, &format!("if {id}.thrown is not None:"));
                line(text, inner + 1, &format!("{resume}({id})"));
            }
            if let Some(held) = held {
                line(text, inner, &format!("{held} = {id}.sent"));
            }
            if held.is_some() || lowerer.uses.sends && lowerer.machine().current > 0 {
                line(text, inner, &format!("{id}.sent = None"));
            }
            Ok(())
        })
    }
}

pub(in crate::lower) fn contains_yield(expr: &Expr) -> bool {
    let mut yields = Vec::new();
    collect_yields(expr, &mut yields);
    !yields.is_empty()
}

pub(super) fn collect_yields<'e>(expr: &'e Expr, found: &mut Vec<&'e Expr>) {
    match expr {
        Expr::Yield(_) | Expr::YieldFrom(_) => found.push(expr),
        Expr::Lambda(_) => {}
        _ => {
            for part in expressions::parts_of(expr) {
                collect_yields(part, found);
            }
        }
    }
}
