//! Generators: a body cut at its yields into the states of a step function.
//!
//! The step function's locals are its parent's, so expressions stay what they are. A state is a block of lines; where a
//! `try` or `with` reaches over a yield, an exception is led to a state of its own.

mod blocks;
mod protected;

use ruff_python_ast::{
    self as ast, Expr, Stmt,
    visitor::source_order::{self, SourceOrderVisitor},
};
use ruff_text_size::{Ranged, TextRange};

pub use blocks::Machine;
use blocks::{Loop, State};

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
        // Whatever leaves the step but a yield ends the generator.
        line(text, depth + 1, &format!("{state} = {next}"));
        line(text, depth + 1, &format!("{next} = -1"));
        line(text, depth + 1, "while True:");
        line(text, depth + 2, "try:");
        self.assemble(&machine, text, depth + 3);
        text.name_since(start, function.name.as_str());
        let class = self.helper(if function.is_async {
            "AsyncGenerator"
        } else {
            "Generator"
        });
        line(text, depth, &format!("return {class}({}_step)", machine.id));
        Ok(())
    }

    fn assemble(&mut self, machine: &Machine, text: &mut Text, depth: usize) {
        let state = machine.state();
        for (index, block) in machine.blocks.iter().enumerate() {
            if block.text.is_empty() && index > 0 {
                continue;
            }
            line(text, depth, &format!("if {state} == {index}:"));
            text.append(&machine.resolved(&block.text));
        }
        line(text, depth, &format!("if {state} < 0:"));
        line(text, depth + 1, "raise StopIteration");
        let kind = if machine.is_async {
            "async generator"
        } else {
            "generator"
        };
        let stopped = format!("raise RuntimeError('{kind} raised StopIteration') from None");
        if machine.regions.is_empty() {
            // Nothing else is caught: the machine forgets the frames of what is raised again.
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

    /// Writes what `write` does at the end of the current block.
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

    /// Goes on in `state`, whose block is written next.
    fn enter(&mut self, state: State) {
        self.machine().current = state;
    }

    /// Writes statements into blocks.
    fn flow(&mut self, body: &'a [Stmt]) -> Result {
        let inner = self.machine().depth;
        for stmt in body {
            if needs_flow(stmt) {
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

    /// A simple statement with a yield inside: the yield comes first, then the statement with what it gave.
    fn with_yields(&mut self, stmt: &'a Stmt) -> Result {
        let inner = self.machine().depth;
        let mut yields = Vec::new();
        for expr in super::statements::expressions_of(stmt) {
            collect_yields(expr, &mut yields);
        }
        if yields.len() != 1 || !self.is_first(stmt, yields[0]) {
            return self.refuse(
                stmt,
                "a yield after other parts of its statement cannot be had exactly: write `received = yield item` first",
            );
        }
        let held = self.fresh("y");
        self.machine().locals.push(held.clone());
        self.yielded(yields[0], Some(&held))?;
        self.replaced.insert(yields[0].range(), held);
        self.block(|lowerer, text| match stmt {
            Stmt::Return(node) => lowerer.generator_return(node, text, inner),
            _ => lowerer.stmt(stmt, text, inner),
        })
    }

    /// Whether nothing that matters is evaluated before the yield.
    fn is_first(&self, stmt: &'a Stmt, inner: &Expr) -> bool {
        let mut open: Vec<&Expr> = match stmt {
            Stmt::Assign(node) => vec![&node.value],
            Stmt::AugAssign(node) => vec![&node.value],
            Stmt::AnnAssign(node) => node.value.as_deref().into_iter().collect(),
            _ => super::statements::expressions_of(stmt),
        };
        while !open.is_empty() {
            let expr = open.remove(0);
            if std::ptr::eq(expr, inner) {
                return true;
            }
            if expr.range().contains_range(inner.range()) {
                let parts = super::expressions::parts_of(expr);
                open.splice(0..0, parts);
            } else if !matches!(
                expr,
                Expr::Name(_) | Expr::StringLiteral(_) | Expr::NumberLiteral(_)
            ) && !matches!(expr, Expr::Attribute(attribute) if matches!(&*attribute.value, Expr::Name(_)))
            {
                return false;
            }
        }
        false
    }

    /// Writes `yield x` or `yield from x`; what is sent goes to `held`.
    fn yielded(&mut self, expr: &'a Expr, held: Option<&str>) -> Result {
        let inner = self.machine().depth;
        match expr {
            Expr::Yield(node) => {
                let next = self.machine().new_block();
                let value = node.value.as_deref();
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
                        // What fails while the item is made must find the state as it was.
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
                if self.machine().is_async {
                    return self.refuse(
                        expr,
                        "`yield from` inside an async function is no Python: use `async for`",
                    );
                }
                let iterator = self.fresh("d");
                self.machine().locals.push(iterator.clone());
                let head = self.machine().new_block();
                let after = self.machine().new_block();
                let delegate = self.helper("delegate");
                let step = self.helper("step_of");
                let result = self.helper("result_of");
                self.block(|lowerer, text| {
                    text.indent(inner);
                    text.put(&format!("{iterator} = {delegate}("), expr);
                    lowerer.iterable(&node.value, text)?;
                    text.put(")\n", expr);
                    Ok(())
                })?;
                self.goto(head)?;
                self.enter(head);
                let plain = !self.uses.throws && !self.uses.sends;
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
                            &format!("{next} = {}", Machine::label(head)),
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
                        &format!("{next} = {}", Machine::label(head)),
                    );
                    line(text, inner + 1, &format!("return {item}"));
                    Ok(())
                })?;
                self.enter(after);
                Ok(())
            }
            _ => Ok(()),
        }
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

    /// What a generator does where it goes on.
    fn resumed(&mut self, held: Option<&str>) -> Result {
        let inner = self.machine().depth;
        let throws = self.uses.throws || self.machine().is_async && self.uses.throws;
        let resume = throws.then(|| self.helper("resume"));
        self.block(|lowerer, text| {
            let id = lowerer.machine().id.clone();
            if let Some(resume) = resume {
                line(text, inner, &format!("if {id}.thrown is not None:"));
                line(text, inner + 1, &format!("{resume}({id})"));
            }
            if let Some(held) = held {
                line(text, inner, &format!("{held} = {id}.sent"));
                line(text, inner, &format!("{id}.sent = None"));
            }
            Ok(())
        })
    }

    /// `return` in a generator.
    pub(super) fn generator_return(
        &mut self,
        node: &'a ast::StmtReturn,
        text: &mut Text,
        depth: usize,
    ) -> Result {
        let value = match node.value.as_deref() {
            Some(Expr::NoneLiteral(_)) | None => None,
            Some(value) => {
                let mut written = Text::default();
                self.operand(value, &mut written)?;
                Some(written)
            }
        };
        let range = node.range();
        self.leave(value, range, text, depth)
    }

    fn finish(&mut self, value: Option<Text>) -> Result {
        let inner = self.machine().depth;
        self.block(|lowerer, text| lowerer.leave(value, TextRange::default(), text, inner))
    }

    /// Ends the generator, by way of the `finally` parts round the place.
    fn leave(
        &mut self,
        value: Option<Text>,
        range: TextRange,
        text: &mut Text,
        depth: usize,
    ) -> Result {
        let id = self.machine().id.clone();
        let state = self.machine().state();
        if let Some(value) = value {
            text.indent(depth);
            text.put(&format!("{id}.value = "), range);
            text.append(&value);
            text.push("\n");
        }
        if let Some(last) = self.machine().finals.last().cloned() {
            line(text, depth, &format!("{} = 2", last.pending));
            line(text, depth, &format!("{state} = {}", last.target));
            line(text, depth, "continue");
            return Ok(());
        }
        line(text, depth, &format!("{state} = -1"));
        if self.uses.sees_stop_value {
            let (raised, exception) = (self.helper("raised"), self.helper("exception"));
            line(text, depth, &format!("if {id}.value is not None:"));
            text.indent(depth + 1);
            text.put(
                &format!("raise {raised}({exception}(StopIteration, {id}.value))\n"),
                range,
            );
        }
        line(text, depth, "raise StopIteration");
        Ok(())
    }

    /// `break` or `continue` that means a loop whose body is cut up; false when it means another.
    pub(super) fn jump(&mut self, is_break: bool, text: &mut Text, depth: usize) -> Result<bool> {
        let Some(machine) = self.frame().generator.as_ref() else {
            return Ok(false);
        };
        let inner = machine.depth;
        if machine.native_loops > 0 {
            return Ok(false);
        }
        let Some(Loop {
            on_break,
            on_continue,
            finals,
        }) = machine.loops.last().cloned()
        else {
            return Ok(false);
        };
        let target = if is_break { on_break } else { on_continue };
        let state = machine.state();
        let through: Vec<blocks::Final> = machine.finals[finals..].to_vec();
        if let Some((nearest, outer)) = through.split_last() {
            let mut target = target;
            for last in outer {
                let block = self.machine().new_block();
                let inner_text = &mut self.machine().blocks[block].text;
                line(inner_text, inner, &format!("{} = 3", last.pending));
                line(
                    inner_text,
                    inner,
                    &format!("{} = {}", last.payload, Machine::label(target)),
                );
                line(inner_text, inner, &format!("{state} = {}", last.target));
                line(inner_text, inner, "continue");
                target = block;
            }
            line(text, depth, &format!("{} = 3", nearest.pending));
            line(
                text,
                depth,
                &format!("{} = {}", nearest.payload, Machine::label(target)),
            );
            line(text, depth, &format!("{state} = {}", nearest.target));
        } else {
            line(
                text,
                depth,
                &format!("{state} = {}", Machine::label(target)),
            );
        }
        line(text, depth, "continue");
        Ok(true)
    }

    fn flow_if(&mut self, node: &'a ast::StmtIf) -> Result {
        let inner = self.machine().depth;
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
                match test {
                    Some(test) => {
                        lowerer.head(if index == 0 { "if " } else { "elif " }, test, text, inner)?
                    }
                    None => {
                        has_else = true;
                        line(text, inner, "else:");
                    }
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

    fn flow_while(&mut self, node: &'a ast::StmtWhile) -> Result {
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
        if otherwise != end {
            self.enter(otherwise);
            self.flow(&node.orelse)?;
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

    fn flow_for(&mut self, node: &'a ast::StmtFor) -> Result {
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
        let get = if node.is_async {
            self.helper("aiter")
        } else {
            "iter".to_owned()
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
        let (anext, stop) = if node.is_async {
            (self.helper("anext_or_end"), self.helper("END"))
        } else {
            (String::new(), String::new())
        };
        self.block(|lowerer, text| {
            let name = lowerer.machine().state();
            let mut after = Vec::new();
            if node.is_async {
                let item = format!("{iterator}_i");
                text.indent(inner);
                text.put(
                    &format!("{item} = await {anext}({iterator})\n"),
                    &*node.iter,
                );
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
            } else {
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
            }
            super::statements::lines(text, inner, &after);
            Ok(())
        })?;
        self.loop_body(&node.body, head, end)?;
        if otherwise != end {
            self.enter(otherwise);
            self.flow(&node.orelse)?;
            self.goto(end)?;
        }
        self.enter(end);
        Ok(())
    }

    fn flow_match(&mut self, node: &'a ast::StmtMatch) -> Result {
        let inner = self.machine().depth;
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
            lowerer.closed(&node.subject, text, Self::expr)?;
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

/// Whether a statement has to be cut up: it yields, or it returns through a `try` or `with`.
fn needs_flow(stmt: &Stmt) -> bool {
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
        protected: 0,
    };
    finder.visit_stmt(stmt);
    finder.found
}

pub(super) fn contains_yield(expr: &Expr) -> bool {
    let mut yields = Vec::new();
    collect_yields(expr, &mut yields);
    !yields.is_empty()
}

fn collect_yields<'e>(expr: &'e Expr, found: &mut Vec<&'e Expr>) {
    match expr {
        Expr::Yield(_) | Expr::YieldFrom(_) => found.push(expr),
        Expr::Lambda(_) => {}
        _ => {
            for part in super::expressions::parts_of(expr) {
                collect_yields(part, found);
            }
        }
    }
}
