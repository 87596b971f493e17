//! Loops that contain a yield.

use ruff_python_ast::{self as ast, Expr, Stmt};
use ruff_text_size::Ranged;

use super::blocks::{Loop, Machine, State};
use crate::lower::{
    Lowerer, Result,
    statements::{line, lines},
};

impl<'a> Lowerer<'a> {
    pub(super) fn flow_while(&mut self, node: &'a ast::StmtWhile) -> Result {
        let inner = self.machine().depth;
        let head = self.machine().new_block();
        let end = self.machine().new_block();
        let otherwise = if node.orelse.is_empty() {
            end
        } else {
            self.machine().new_block()
        };
        self.goto(head)?;
        self.enter(head);
        let endless = matches!(&*node.test, Expr::BooleanLiteral(literal) if literal.value);
        if !endless {
            self.take_yields(&[&node.test])?;
            self.block(|lowerer, text| {
                let name = lowerer.machine().state();
                text.indent(inner);
                text.push("if not (");
                lowerer.test(&node.test, text)?;
                text.push("):\n");
                line(
                    text,
                    inner + 1,
                    &format!("{name} = {}", Machine::label(otherwise)),
                );
                line(text, inner + 1, "continue");
                Ok(())
            })?;
        }
        self.loop_body(&node.body, head, end)?;
        self.loop_end(&node.orelse, otherwise, end)
    }

    /// Writes the continuation of a finished loop: its `else`, if it has one, in a separate block.
    fn loop_end(&mut self, orelse: &'a [Stmt], otherwise: State, end: State) -> Result {
        if otherwise != end {
            self.enter(otherwise);
            self.flow(orelse)?;
            self.goto(end)?;
        }
        self.enter(end);
        Ok(())
    }

    fn loop_body(&mut self, body: &'a [Stmt], head: State, end: State) -> Result {
        let finals = self.machine().finals.len();
        self.machine().loops.push(Loop {
            on_break: end,
            on_continue: head,
            finals,
        });
        self.flow(body)?;
        self.machine().loops.pop();
        let current = self.machine().current;
        if current != head && self.machine().blocks[current].text.is_empty() {
            self.machine().aliases.insert(current, head);
            return Ok(());
        }
        self.goto(head)
    }

    pub(super) fn flow_for(&mut self, node: &'a ast::StmtFor) -> Result {
        self.take_yields(&[&node.iter])?;
        if self.is_let_go(&node.iter) {
            return self.closing_flow(node);
        }
        self.flow_for_over(node)
    }

    /// Writes a loop over a generator that is closed on every exit.
    fn closing_flow(&mut self, node: &'a ast::StmtFor) -> Result {
        let inner = self.machine().depth;
        let end = self.machine().new_block();
        let (last, error) = self.new_final("p");
        let held = self.local("c");
        let drop = self.helper(if node.is_async { "adrop" } else { "drop" });
        self.block(|lowerer, text| {
            text.indent(inner);
            text.put(&format!("{held} = "), &*node.iter);
            lowerer.operand(&node.iter, text)?;
            text.push("\n");
            line(text, inner, &format!("{} = 0", last.pending));
            Ok(())
        })?;
        self.machine()
            .open_region(last.target, error.clone(), Some(last.pending.clone()));
        self.machine().finals.push(last.clone());
        let body = self.machine().new_block();
        self.goto(body)?;
        self.enter(body);
        self.replaced.insert(node.iter.range(), held.clone());
        let result = self.flow_for_over(node);
        self.replaced.remove(&node.iter.range());
        result?;
        self.goto(last.target)?;
        self.machine().finals.pop();
        self.machine().open.pop();
        let region = self.machine().open.last().copied();
        self.machine().blocks[last.target].region = region;
        self.enter(last.target);
        self.block(|_, text| {
            line(text, inner, &format!("{drop}({held})"));
            Ok(())
        })?;
        self.after_final(&last, &error, end)?;
        self.enter(end);
        Ok(())
    }

    fn flow_for_over(&mut self, node: &'a ast::StmtFor) -> Result {
        let inner = self.machine().depth;
        let iterator = self.fresh("f");
        self.machine().locals.push(iterator.clone());
        let head = self.machine().new_block();
        let end = self.machine().new_block();
        let otherwise = if node.orelse.is_empty() {
            end
        } else {
            self.machine().new_block()
        };
        let is_driven = self.is_driven(&node.iter);
        let get = match (node.is_async, is_driven) {
            (true, _) => self.helper("aiter"),
            (false, true) => self.helper("iter_of"),
            (false, false) => "iter".to_owned(),
        };
        self.block(|lowerer, text| {
            text.indent(inner);
            text.put(&format!("{iterator} = {get}("), &*node.iter);
            lowerer.iterable(&node.iter, text)?;
            text.put(")\n", &*node.iter);
            let name = lowerer.machine().state();
            line(text, inner, &format!("{name} = {}", Machine::label(head)));
            Ok(())
        })?;
        self.enter(head);
        let (next, stop) = match (node.is_async, is_driven) {
            (true, _) => (
                format!("await {}", self.helper("anext_or_end")),
                self.helper("END"),
            ),
            (false, true) => (self.helper("next_or_end"), self.helper("END")),
            (false, false) => (String::new(), String::new()),
        };
        self.block(|lowerer, text| {
            let name = lowerer.machine().state();
            let mut after = Vec::new();
            if next.is_empty() {
                text.indent(inner);
                text.put("for ", &*node.target);
                lowerer.target(&node.target, &mut after, text)?;
                text.put(&format!(" in {iterator}:\n"), &*node.iter);
                line(text, inner + 1, "break");
                line(text, inner, "else:");
                line(
                    text,
                    inner + 1,
                    &format!("{name} = {}", Machine::label(otherwise)),
                );
                line(text, inner + 1, "continue");
            } else {
                let item = format!("{iterator}_i");
                text.indent(inner);
                text.put(&format!("{item} = {next}({iterator})\n"), &*node.iter);
                line(text, inner, &format!("if {item} is {stop}:"));
                line(
                    text,
                    inner + 1,
                    &format!("{name} = {}", Machine::label(otherwise)),
                );
                line(text, inner + 1, "continue");
                text.indent(inner);
                lowerer.target(&node.target, &mut after, text)?;
                text.push(&format!(" = {item}\n"));
            }
            lines(text, inner, &after);
            Ok(())
        })?;
        self.loop_body(&node.body, head, end)?;
        self.loop_end(&node.orelse, otherwise, end)
    }
}
