//! Exceptions: `raise`, `try`, and constructors of the machine's exceptions.

use ruff_python_ast::{self as ast, Expr};
use ruff_text_size::{Ranged, TextRange};

use super::{Lowerer, Result, statements::line};
use crate::{
    analysis::{keys, shapes::is_plain_exception},
    builtins,
    knowledge::Demand,
    text::Text,
};

impl<'a> Lowerer<'a> {
    /// Writes `ValueError(x)` whose argument may be no text, or which has several.
    pub(super) fn exception_call(
        &mut self,
        kind: &str,
        call: &'a ast::ExprCall,
        text: &mut Text,
    ) -> Result<bool> {
        let chains = self.asks(Demand::Chains);
        if is_plain_exception(call) && !chains {
            return Ok(false);
        }
        let may_be_special = kind == "OSError"
            && call.arguments.keywords.is_empty()
            && (call.arguments.args.len() > 1
                || call.arguments.args.iter().any(Expr::is_starred_expr));
        let helper = match &call.arguments.args[..] {
            _ if may_be_special => "os_error",
            _ if chains && call.arguments.keywords.is_empty() => "boxed",
            [only]
                if !self.asks(Demand::Exceptions)
                    && !only.is_starred_expr()
                    && call.arguments.keywords.is_empty() =>
            {
                "text_exception"
            }
            _ => "exception",
        };
        let helper = self.helper(helper);
        text.put(&format!("{helper}({kind}"), call);
        for argument in call.arguments.iter_source_order() {
            text.push(", ");
            if let ast::ArgOrKeyword::Keyword(keyword) = argument {
                match &keyword.arg {
                    Some(name) => text.put(&format!("{name}="), keyword),
                    None => text.put("**", keyword),
                }
            }
            match argument.value() {
                value @ Expr::Starred(_) => self.argument(value, false, text)?,
                value => self.operand(value, text)?,
            }
        }
        text.put(")", TextRange::new(call.end(), call.end()));
        Ok(true)
    }

    pub(super) fn raise(
        &mut self,
        node: &'a ast::StmtRaise,
        text: &mut Text,
        depth: usize,
    ) -> Result {
        let Some(exception) = &node.exc else {
            if self.frame().generator.is_some()
                && let Some(caught) = self.frame().caught.last().cloned()
            {
                self.changed = true;
                text.indent(depth);
                text.put(&format!("raise {caught}\n"), node);
                return Ok(());
            }
            text.indent(depth);
            text.put("raise\n", node);
            return Ok(());
        };
        text.indent(depth);
        text.put("raise ", node);
        if !self.asks(Demand::Exceptions) {
            self.closed(exception, text, Self::expr)?;
            // The machine neither evaluates the cause nor shows a chain.
            text.push("\n");
            return Ok(());
        }
        let caught = self.frame().caught.last().cloned();
        match (&node.cause, caught) {
            (Some(cause), caught) => {
                let helper = self.helper("raised_from");
                text.put(&format!("{helper}("), node);
                self.operand(exception, text)?;
                text.push(", ");
                self.operand(cause, text)?;
                if let Some(caught) = caught {
                    let held = self.helper("caught");
                    text.push(&format!(", {held}({caught})"));
                }
            }
            (None, Some(caught)) => {
                let (helper, held) = (self.helper("raised_within"), self.helper("caught"));
                text.put(&format!("{helper}("), node);
                self.operand(exception, text)?;
                text.push(&format!(", {held}({caught})"));
            }
            (None, None) => {
                let helper = self.helper("raised");
                text.put(&format!("{helper}("), node);
                self.operand(exception, text)?;
            }
        }
        text.put(")\n", node);
        Ok(())
    }

    pub(super) fn attempt(
        &mut self,
        node: &'a ast::StmtTry,
        text: &mut Text,
        depth: usize,
    ) -> Result {
        if node.is_star {
            return self.splitting(node, text, depth);
        }
        line(text, depth, "try:");
        let catches = usize::from(self.uses.keys.within && keys::catch_any(&node.handlers));
        self.within_catching += catches;
        let body = self.suite(&node.body, text, depth + 1);
        self.within_catching -= catches;
        body?;
        if self.asks(Demand::Exceptions) && !node.handlers.is_empty() {
            self.asking_handlers(&node.handlers, text, depth)?;
        } else {
            for handler in &node.handlers {
                let ast::ExceptHandler::ExceptHandler(handler) = handler;
                text.indent(depth);
                text.put("except", handler.range);
                if let Some(kind) = &handler.type_ {
                    text.push(" ");
                    self.operand(kind, text)?;
                }
                if let Some(name) = &handler.name {
                    text.push(" as ");
                    text.put(name.as_str(), name);
                }
                text.push(":\n");
                if let Some(name) = &handler.name {
                    self.tell_of_dates(handler, name.as_str(), text, depth + 1);
                    self.tell_of_calls(handler, name.as_str(), text, depth + 1);
                }
                self.suite(&handler.body, text, depth + 1)?;
            }
        }
        if !node.orelse.is_empty() {
            line(text, depth, "else:");
            self.suite(&node.orelse, text, depth + 1)?;
        }
        if !node.finalbody.is_empty() {
            line(text, depth, "finally:");
            self.suite(&node.finalbody, text, depth + 1)?;
        }
        Ok(())
    }

    /// Writes one handler that finds the object of the caught exception, and dispatches by its class.
    fn asking_handlers(
        &mut self,
        handlers: &'a [ast::ExceptHandler],
        text: &mut Text,
        depth: usize,
    ) -> Result {
        let raw = self.fresh("x");
        let outer = self.frame().caught.last().cloned();
        if handlers.iter().all(|handler| {
            let ast::ExceptHandler::ExceptHandler(handler) = handler;
            handler
                .type_
                .as_ref()
                .is_none_or(|kind| self.is_machine_exception(kind))
        }) {
            for handler in handlers {
                let ast::ExceptHandler::ExceptHandler(handler) = handler;
                text.indent(depth);
                match &handler.type_ {
                    Some(kind) => {
                        text.put("except ", handler.range);
                        self.operand(kind, text)?;
                    }
                    None => text.put("except BaseException", handler.range),
                }
                text.push(&format!(" as {raw}:\n"));
                if let Some(name) = &handler.name {
                    self.bind_caught(name.as_str(), &raw, outer.as_deref(), text, depth + 1);
                    self.tell_of_dates(handler, name.as_str(), text, depth + 1);
                }
                self.handler_body(handler, &raw, text, depth + 1)?;
            }
            return Ok(());
        }
        let matches = self.helper("matches");
        let object = self.fresh("c");
        let kinds: Option<Vec<&'a Expr>> = handlers
            .iter()
            .map(|handler| {
                let ast::ExceptHandler::ExceptHandler(handler) = handler;
                handler.type_.as_deref()
            })
            .collect();
        match kinds {
            Some(kinds) => {
                let carriers = self.helper("carriers");
                text.indent(depth);
                text.put(&format!("except {carriers}("), handlers[0].range());
                for (index, kind) in kinds.into_iter().enumerate() {
                    if index > 0 {
                        text.push(", ");
                    }
                    self.operand(kind, text)?;
                }
                text.push(&format!(") as {raw}:\n"));
            }
            None => line(text, depth, &format!("except BaseException as {raw}:")),
        }
        self.bind_caught(&object, &raw, outer.as_deref(), text, depth + 1);
        let mut keyword = "if";
        let mut is_open = true;
        for handler in handlers {
            let ast::ExceptHandler::ExceptHandler(handler) = handler;
            if let Some(kind) = &handler.type_ {
                text.indent(depth + 1);
                text.put(&format!("{keyword} {matches}({object}, "), &**kind);
                self.operand(kind, text)?;
                text.push("):\n");
            } else {
                line(
                    text,
                    depth + 1,
                    if keyword == "if" { "if True:" } else { "else:" },
                );
                is_open = false;
            }
            if let Some(name) = &handler.name {
                line(text, depth + 2, &format!("{name} = {object}"));
                self.tell_of_dates(handler, name.as_str(), text, depth + 2);
            }
            self.handler_body(handler, &raw, text, depth + 2)?;
            keyword = "elif";
        }
        if is_open {
            line(text, depth + 1, "else:");
            line(text, depth + 2, "raise");
        }
        Ok(())
    }

    fn bind_caught(
        &mut self,
        name: &str,
        raw: &str,
        outer: Option<&str>,
        text: &mut Text,
        depth: usize,
    ) {
        let caught = self.helper("caught");
        if let Some(outer) = outer {
            let within = self.helper("caught_within");
            line(
                text,
                depth,
                &format!("{name} = {within}({raw}, {caught}({outer}))"),
            );
        } else {
            line(text, depth, &format!("{name} = {caught}({raw})"));
        }
    }

    pub(super) fn handler_body(
        &mut self,
        handler: &'a ast::ExceptHandlerExceptHandler,
        raw: &str,
        text: &mut Text,
        depth: usize,
    ) -> Result {
        self.frame_mut().caught.push(raw.to_owned());
        // Exceptions of the machine within the handler have the caught exception as context.
        let is_asked = self.uses.reads_context
            && self.asks(Demand::Exceptions)
            && self.frame().generator.is_none();
        if is_asked {
            line(text, depth, "try:");
        }
        let result = self.suite(&handler.body, text, depth + usize::from(is_asked));
        self.frame_mut().caught.pop();
        if is_asked {
            let (raised, within) = (self.fresh("x"), self.helper("came_within"));
            line(text, depth, &format!("except BaseException as {raised}:"));
            line(text, depth + 1, &format!("{within}({raised}, {raw})"));
            line(text, depth + 1, "raise");
        }
        result
    }

    /// Whether a handler names only exceptions of the machine, which represent those of the program.
    fn is_machine_exception(&self, kind: &Expr) -> bool {
        match kind {
            Expr::Tuple(tuple) => tuple
                .elts
                .iter()
                .all(|kind| self.is_machine_exception(kind)),
            _ => self.path(kind).is_some_and(|path| {
                builtins::is_exception(&path)
                    || matches!(
                        path.as_str(),
                        "json.JSONDecodeError" | "re.error" | "EnvironmentError" | "IOError"
                    )
            }),
        }
    }
}
