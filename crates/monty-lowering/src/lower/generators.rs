//! Generators: a body is split at its yields into the states of a step function.
//!
//! The step function uses its parent's locals, so expressions stay unchanged. A state is a block of lines; where a
//! `try` or `with` spans a yield, a separate state handles its exceptions.

mod blocks;
mod branches;
mod leaving;
mod loops;
mod order;
mod protected;
mod yields;

use ruff_python_ast::{
    self as ast, Expr, Stmt,
    visitor::source_order::{self, SourceOrderVisitor},
};

pub use blocks::Machine;
use blocks::State;
pub(super) use yields::contains_yield;

use super::{Lowerer, Result, statements::line};
use crate::text::Text;

impl<'a> Lowerer<'a> {
    /// Writes a generator's body: the state, the step function and the object that steps it.
    pub(super) fn generator(
        &mut self,
        function: &'a ast::StmtFunctionDef,
        text: &mut Text,
        depth: usize,
    ) -> Result {
        let scope = &self.scopes.all[self.scope];
        let mut own: Vec<String> = scope.order.clone();
        own.retain(|name| !scope.globals.contains(name) && !scope.nonlocals.contains(name));
        let mut declared: Vec<String> = scope.globals.iter().cloned().collect();
        declared.sort();
        let mut outer: Vec<String> = scope.nonlocals.iter().cloned().collect();
        outer.sort();
        let params = scope.params.clone();
        let id = self.fresh("g");
        self.frame_mut().generator = Some(Machine::new(id, function.is_async, depth + 4));
        if self.uses.sends {
            self.block(|lowerer, text| {
                let machine = lowerer.machine();
                line(text, machine.depth, &format!("{}.state = 1", machine.id));
                Ok(())
            })?;
        }
        // An exception thrown before the first step ends the generator at its start.
        self.resumed(None)?;
        self.flow(&function.body)?;
        self.finish(None)?;
        let Some(machine) = self.frame_mut().generator.take() else {
            return Ok(());
        };
        self.frame_mut().generator = None;
        let mut locals: Vec<String> = own
            .iter()
            .filter(|name| !params.contains(name))
            .cloned()
            .collect();
        locals.extend(machine.locals.iter().cloned());
        let (state, next) = (machine.state(), machine.next());
        line(text, depth, &format!("{next} = 0"));
        if !locals.is_empty() {
            line(text, depth, "if False:");
            line(text, depth + 1, &format!("{} = None", locals.join(" = ")));
        }
        let asynchronous = if function.is_async { "async " } else { "" };
        line(
            text,
            depth,
            &format!("{asynchronous}def {}_step({}):", machine.id, machine.id),
        );
        let start = text.end();
        let mut nonlocals: Vec<String> = params.iter().chain(&locals).cloned().collect();
        nonlocals.push(next.clone());
        nonlocals.extend(outer);
        line(
            text,
            depth + 1,
            &format!("nonlocal {}", nonlocals.join(", ")),
        );
        if !declared.is_empty() {
            line(text, depth + 1, &format!("global {}", declared.join(", ")));
        }
        // Leaving the step other than by a yield ends the generator.
        line(text, depth + 1, &format!("{state} = {next}"));
        line(text, depth + 1, &format!("{next} = -1"));
        line(text, depth + 1, "while True:");
        line(text, depth + 2, "try:");
        let resume = self.uses.throws.then(|| self.helper("resume"));
        Self::assemble(&machine, resume.as_deref(), text, depth + 3);
        text.name_since(start, function.name.as_str());
        let class = self.helper(if function.is_async {
            "AsyncGenerator"
        } else {
            "Generator"
        });
        line(text, depth, &format!("return {class}({}_step)", machine.id));
        Ok(())
    }

    fn assemble(machine: &Machine, resume: Option<&str>, text: &mut Text, depth: usize) {
        let state = machine.state();
        for (index, block) in machine.blocks.iter().enumerate() {
            if block.text.is_empty() && index > 0 {
                continue;
            }
            line(text, depth, &format!("if {state} == {index}:"));
            text.append(&machine.resolved(&block.text));
        }
        line(text, depth, &format!("if {state} < 0:"));
        if let Some(resume) = resume {
            line(
                text,
                depth + 1,
                &format!("if {}.thrown is not None:", machine.id),
            );
            line(text, depth + 2, &format!("{resume}({})", machine.id));
        }
        text.indent(depth + 1);
        text.hide("raise StopIteration\n");
        let kind = if machine.is_async {
            "async generator"
        } else {
            "generator"
        };
        let stopped = format!("raise RuntimeError('{kind} raised StopIteration') from None");
        if machine.regions.is_empty() {
            // Only `StopIteration` is caught: the machine loses the frames of an exception that is raised again.
            line(text, depth - 1, "except StopIteration:");
            line(text, depth, &format!("if {state} < 0:"));
            line(text, depth + 1, "raise");
            line(text, depth, &stopped);
            return;
        }
        let error = format!("{}_e", machine.id);
        line(
            text,
            depth - 1,
            &format!("except BaseException as {error}:"),
        );
        line(text, depth, &format!("if {state} < 0:"));
        line(text, depth + 1, "raise");
        for region in &machine.regions {
            let states: Vec<String> = machine
                .blocks
                .iter()
                .enumerate()
                .filter(|(_, block)| block.region == Some(region.id))
                .map(|(index, _)| index.to_string())
                .collect();
            if states.is_empty() {
                continue;
            }
            line(
                text,
                depth,
                &format!("if {state} in ({},):", states.join(", ")),
            );
            line(text, depth + 1, &format!("{} = {error}", region.error));
            if let Some(pending) = &region.pending {
                line(text, depth + 1, &format!("{pending} = 1"));
            }
            line(text, depth + 1, &format!("{state} = {}", region.target));
            line(text, depth + 1, "continue");
        }
        line(
            text,
            depth,
            &format!("if isinstance({error}, StopIteration):"),
        );
        line(text, depth + 1, &stopped);
        line(text, depth, "raise");
    }

    fn machine(&mut self) -> &mut Machine {
        self.frame_mut()
            .generator
            .as_mut()
            .expect("within a generator")
    }

    /// Lets `write` append to the current block.
    fn block(&mut self, write: impl FnOnce(&mut Self, &mut Text) -> Result) -> Result {
        let at = self.machine().current;
        let mut text = std::mem::take(&mut self.machine().blocks[at].text);
        let result = write(self, &mut text);
        self.machine().blocks[at].text = text;
        result
    }

    fn goto(&mut self, state: State) -> Result {
        let inner = self.machine().depth;
        self.block(|lowerer, text| {
            let name = lowerer.machine().state();
            line(text, inner, &format!("{name} = {}", Machine::label(state)));
            line(text, inner, "continue");
            Ok(())
        })
    }

    /// Makes `state` the current state, whose block is written next.
    fn enter(&mut self, state: State) {
        self.machine().current = state;
    }

    /// Writes statements into blocks.
    fn flow(&mut self, body: &'a [Stmt]) -> Result {
        let inner = self.machine().depth;
        for stmt in body {
            // A `return` passes through the `finally` parts, so that no native loop may enclose it.
            let is_protected = !self.machine().finals.is_empty();
            if needs_flow(stmt, is_protected) {
                self.flow_stmt(stmt)?;
            } else {
                self.block(|lowerer, text| lowerer.stmt(stmt, text, inner))?;
            }
        }
        Ok(())
    }

    fn flow_stmt(&mut self, stmt: &'a Stmt) -> Result {
        let inner = self.machine().depth;
        match stmt {
            Stmt::Expr(node) => match &*node.value {
                Expr::Yield(_) | Expr::YieldFrom(_) => {
                    self.yielded(&node.value, None)?;
                    Ok(())
                }
                _ => self.with_yields(stmt),
            },
            Stmt::If(node) => self.flow_if(node),
            Stmt::While(node) => self.flow_while(node),
            Stmt::For(node) => self.flow_for(node),
            Stmt::Try(node) => self.flow_try(node),
            Stmt::With(node) => self.flow_with(&node.items, &node.body, node),
            Stmt::Match(node) => self.flow_match(node),
            Stmt::Return(node) => match node.value.as_deref() {
                Some(value) if contains_yield(value) => self.with_yields(stmt),
                _ => self.block(|lowerer, text| lowerer.generator_return(node, text, inner)),
            },
            _ => self.with_yields(stmt),
        }
    }
}

/// Whether a statement must be split: it yields, or it returns through a `try` or `with`.
fn needs_flow(stmt: &Stmt, is_protected: bool) -> bool {
    struct Finder {
        found: bool,
        protected: usize,
    }
    impl<'a> SourceOrderVisitor<'a> for Finder {
        fn visit_stmt(&mut self, stmt: &'a Stmt) {
            match stmt {
                Stmt::FunctionDef(_) | Stmt::ClassDef(_) => {}
                Stmt::Return(_) if self.protected > 0 => self.found = true,
                Stmt::Try(_) | Stmt::With(_) => {
                    self.protected += 1;
                    source_order::walk_stmt(self, stmt);
                    self.protected -= 1;
                }
                _ => source_order::walk_stmt(self, stmt),
            }
        }
        fn visit_expr(&mut self, expr: &'a Expr) {
            match expr {
                Expr::Yield(_) | Expr::YieldFrom(_) => self.found = true,
                Expr::Lambda(_) => {}
                _ => source_order::walk_expr(self, expr),
            }
        }
    }
    let mut finder = Finder {
        found: matches!(stmt, Stmt::Return(_)),
        protected: usize::from(is_protected),
    };
    finder.visit_stmt(stmt);
    finder.found
}
