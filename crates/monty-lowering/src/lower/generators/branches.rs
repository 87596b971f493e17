//! `if` and `match` that contain a yield.

use ruff_python_ast::{self as ast, Expr, Stmt};

use super::blocks::{Machine, State};
use crate::lower::{Lowerer, Result, statements::line};

impl<'a> Lowerer<'a> {
    pub(super) fn flow_if(&mut self, node: &'a ast::StmtIf) -> Result {
        let inner = self.machine().depth;
        self.take_yields(&[&node.test])?;
        let end = self.machine().new_block();
        let mut branches: Vec<(Option<&'a Expr>, &'a [Stmt])> =
            vec![(Some(&*node.test), &node.body)];
        branches.extend(
            node.elif_else_clauses
                .iter()
                .map(|clause| (clause.test.as_ref(), &clause.body[..])),
        );
        let states: Vec<State> = branches
            .iter()
            .map(|_| self.machine().new_block())
            .collect();
        self.block(|lowerer, text| {
            let name = lowerer.machine().state();
            let mut has_else = false;
            for (index, ((test, _), state)) in branches.iter().zip(&states).enumerate() {
                if let Some(test) = test {
                    lowerer.head(if index == 0 { "if " } else { "elif " }, test, text, inner)?;
                } else {
                    has_else = true;
                    line(text, inner, "else:");
                }
                line(
                    text,
                    inner + 1,
                    &format!("{name} = {}", Machine::label(*state)),
                );
            }
            if !has_else {
                line(text, inner, "else:");
                line(
                    text,
                    inner + 1,
                    &format!("{name} = {}", Machine::label(end)),
                );
            }
            line(text, inner, "continue");
            Ok(())
        })?;
        for ((_, body), state) in branches.into_iter().zip(states) {
            self.enter(state);
            self.flow(body)?;
            self.goto(end)?;
        }
        self.enter(end);
        Ok(())
    }

    pub(super) fn flow_match(&mut self, node: &'a ast::StmtMatch) -> Result {
        let inner = self.machine().depth;
        self.take_yields(&[&node.subject])?;
        let end = self.machine().new_block();
        let states: Vec<State> = node
            .cases
            .iter()
            .map(|_| self.machine().new_block())
            .collect();
        self.block(|lowerer, text| {
            let name = lowerer.machine().state();
            line(text, inner, &format!("{name} = {}", Machine::label(end)));
            text.indent(inner);
            text.put("match ", &*node.subject);
            lowerer.subject(node, text)?;
            text.push(":\n");
            for (case, state) in node.cases.iter().zip(&states) {
                lowerer.case_head(case, text, inner + 1)?;
                line(
                    text,
                    inner + 2,
                    &format!("{name} = {}", Machine::label(*state)),
                );
            }
            line(text, inner, "continue");
            Ok(())
        })?;
        for (case, state) in node.cases.iter().zip(states) {
            self.enter(state);
            self.flow(&case.body)?;
            self.goto(end)?;
        }
        self.enter(end);
        Ok(())
    }
}
