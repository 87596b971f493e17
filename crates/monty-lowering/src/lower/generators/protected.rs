//! `try` and `with` that contain a yield.

use ruff_python_ast::{self as ast, Stmt};

use super::blocks::{Final, Machine, State};
use crate::lower::{Lowerer, Result, refuse, statements::line};

impl<'a> Lowerer<'a> {
    pub(super) fn flow_try(&mut self, node: &'a ast::StmtTry) -> Result {
        let inner = self.machine().depth;
        if node.is_star {
            return refuse(
                node,
                "except* is not available: collect exceptions in a list",
            );
        }
        let end = self.machine().new_block();
        let last = (!node.finalbody.is_empty()).then(|| self.new_final("p"));
        let error = self.local("x");
        if let Some((last, error)) = &last {
            self.block(|_, text| {
                line(text, inner, &format!("{} = 0", last.pending));
                Ok(())
            })?;
            self.machine()
                .open_region(last.target, error.clone(), Some(last.pending.clone()));
            self.machine().finals.push(last.clone());
        }
        let done = last.as_ref().map_or(end, |(last, _)| last.target);
        let handling = (!node.handlers.is_empty()).then(|| self.machine().new_block());
        if let Some(handling) = handling {
            self.machine().open_region(handling, error.clone(), None);
        }
        let body = self.machine().new_block();
        self.goto(body)?;
        self.enter(body);
        self.flow(&node.body)?;
        if handling.is_some() {
            let after = {
                self.machine().open.pop();
                self.machine().new_block()
            };
            self.goto(after)?;
            self.enter(after);
        }
        self.flow(&node.orelse)?;
        self.goto(done)?;
        if let Some(handling) = handling {
            self.enter(handling);
            self.handlers(&node.handlers, &error, done)?;
        }
        if let Some((last, error)) = last {
            self.machine().finals.pop();
            self.machine().open.pop();
            // Exceptions in the part's own block must not lead back to it.
            let region = self.machine().open.last().copied();
            self.machine().blocks[last.target].region = region;
            self.enter(last.target);
            self.flow(&node.finalbody)?;
            self.after_final(&last, &error, end)?;
        }
        self.enter(end);
        Ok(())
    }

    fn handlers(&mut self, handlers: &'a [ast::ExceptHandler], error: &str, done: State) -> Result {
        let inner = self.machine().depth;
        let states: Vec<State> = handlers
            .iter()
            .map(|_| self.machine().new_block())
            .collect();
        self.block(|lowerer, text| {
            let name = lowerer.machine().state();
            let (caught, matches) = (lowerer.helper("caught"), lowerer.helper("matches"));
            let held = format!("{error}_c");
            line(text, inner, &format!("{held} = {caught}({error})"));
            for (handler, state) in handlers.iter().zip(&states) {
                let ast::ExceptHandler::ExceptHandler(handler) = handler;
                match &handler.type_ {
                    Some(kind) => {
                        text.indent(inner);
                        text.put(&format!("if {matches}({held}, "), &**kind);
                        lowerer.operand(kind, text)?;
                        text.push("):\n");
                    }
                    None => line(text, inner, "if True:"),
                }
                if let Some(bound) = &handler.name {
                    line(text, inner + 1, &format!("{bound} = {held}"));
                }
                line(
                    text,
                    inner + 1,
                    &format!("{name} = {}", Machine::label(*state)),
                );
                line(text, inner + 1, "continue");
            }
            line(text, inner, &format!("raise {error}"));
            Ok(())
        })?;
        for (handler, state) in handlers.iter().zip(states) {
            let ast::ExceptHandler::ExceptHandler(handler) = handler;
            self.enter(state);
            self.frame_mut().caught.push(error.to_owned());
            let result = self.flow(&handler.body);
            self.frame_mut().caught.pop();
            result?;
            self.goto(done)?;
        }
        Ok(())
    }

    pub(super) fn flow_with(
        &mut self,
        items: &'a [ast::WithItem],
        body: &'a [Stmt],
        node: &'a ast::StmtWith,
    ) -> Result {
        let inner = self.machine().depth;
        let Some((item, rest)) = items.split_first() else {
            return self.flow(body);
        };
        self.take_yields(&[&item.context_expr])?;
        let end = self.machine().new_block();
        let failed = self.machine().new_block();
        let manager = self.local("m");
        let error = self.local("x");
        let (last, _) = self.new_final("p");
        let names = if node.is_async {
            ("aenter", "aexit", "await ")
        } else {
            ("enter", "exit", "")
        };
        let (enter, exit) = (self.helper(names.0), self.helper(names.1));
        let wait = names.2;
        self.block(|lowerer, text| {
            text.indent(inner);
            text.put(&format!("{manager} = "), item);
            lowerer.operand(&item.context_expr, text)?;
            text.push("\n");
            line(text, inner, &format!("{} = 0", last.pending));
            let mut after = Vec::new();
            text.indent(inner);
            if let Some(target) = &item.optional_vars {
                lowerer.target(target, &mut after, text)?;
                text.push(" = ");
            }
            text.put(&format!("{wait}{enter}({manager})\n"), item);
            crate::lower::statements::lines(text, inner, &after);
            Ok(())
        })?;
        self.machine().open_region(failed, error.clone(), None);
        self.machine().finals.push(last.clone());
        let body_state = self.machine().new_block();
        self.goto(body_state)?;
        self.enter(body_state);
        self.flow_with(rest, body, node)?;
        self.goto(last.target)?;
        self.machine().finals.pop();
        self.machine().open.pop();
        let region = self.machine().open.last().copied();
        self.machine().blocks[last.target].region = region;
        self.machine().blocks[failed].region = region;
        self.enter(failed);
        self.block(|lowerer, text| {
            let name = lowerer.machine().state();
            text.indent(inner);
            text.put(&format!("if not {wait}{exit}({manager}, {error}):\n"), item);
            line(text, inner + 1, &format!("raise {error}"));
            line(text, inner, &format!("{name} = {}", Machine::label(end)));
            line(text, inner, "continue");
            Ok(())
        })?;
        self.enter(last.target);
        self.block(|_, text| {
            text.indent(inner);
            text.put(&format!("{wait}{exit}({manager}, None)\n"), item);
            Ok(())
        })?;
        self.after_final(&last, &error, end)?;
        self.enter(end);
        Ok(())
    }

    /// Writes the continuation of a `finally` part.
    pub(super) fn after_final(&mut self, last: &Final, error: &str, end: State) -> Result {
        let inner = self.machine().depth;
        self.block(|lowerer, text| {
            let name = lowerer.machine().state();
            line(text, inner, &format!("if {} == 1:", last.pending));
            line(text, inner + 1, &format!("raise {error}"));
            line(text, inner, &format!("if {} == 2:", last.pending));
            lowerer.leave(None, ruff_text_size::TextRange::default(), text, inner + 1);
            line(text, inner, &format!("if {} == 3:", last.pending));
            line(text, inner + 1, &format!("{name} = {}", last.payload));
            line(text, inner + 1, "continue");
            line(text, inner, &format!("{name} = {}", Machine::label(end)));
            line(text, inner, "continue");
            Ok(())
        })
    }

    pub(super) fn new_final(&mut self, stem: &str) -> (Final, String) {
        let pending = self.local(stem);
        let payload = self.local("q");
        let error = self.local("x");
        let target = self.machine().new_block();
        (
            Final {
                target,
                pending,
                payload,
            },
            error,
        )
    }

    /// A variable that outlives a yield.
    pub(super) fn local(&mut self, stem: &str) -> String {
        let name = self.fresh(stem);
        self.machine().locals.push(name.clone());
        name
    }
}
