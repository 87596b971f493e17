//! `asyncio`: awaits through the loop in Python, and the module's members.

use ruff_python_ast::{self as ast, Expr, Stmt};
use ruff_text_size::{Ranged, TextRange};

use super::{Lowerer, Result, refuse, statements::line};
use crate::{analysis::scopes::Scopes, text::Text};

/// The module's members and their helpers.
const MEMBERS: &[(&str, &str)] = &[
    ("run", "asyncio_run"),
    ("gather", "gather"),
    ("sleep", "sleep"),
    ("create_task", "create_task"),
    ("ensure_future", "ensure_future"),
    ("current_task", "current_task"),
    ("all_tasks", "all_tasks"),
    ("wait", "wait_for_some"),
    ("wait_for", "wait_for"),
    ("as_completed", "as_completed"),
    ("shield", "shield"),
    ("timeout", "timeout"),
    ("timeout_at", "timeout_at"),
    ("to_thread", "to_thread"),
    ("iscoroutine", "is_coroutine"),
    ("iscoroutinefunction", "is_coroutine_function"),
    ("isfuture", "is_future"),
    ("get_running_loop", "running_loop"),
    ("get_event_loop", "event_loop"),
    ("new_event_loop", "new_event_loop"),
    ("set_event_loop", "set_event_loop"),
    ("Task", "Task"),
    ("Future", "Future"),
    ("TaskGroup", "TaskGroup"),
    ("Timeout", "Timeout"),
    ("Lock", "Lock"),
    ("Event", "Event"),
    ("Condition", "Condition"),
    ("Semaphore", "Semaphore"),
    ("BoundedSemaphore", "BoundedSemaphore"),
    ("Queue", "Queue"),
    ("LifoQueue", "LifoQueue"),
    ("PriorityQueue", "PriorityQueue"),
    ("CancelledError", "CancelledError"),
    ("InvalidStateError", "InvalidStateError"),
    ("QueueEmpty", "QueueEmpty"),
    ("QueueFull", "QueueFull"),
    ("QueueShutDown", "QueueShutDown"),
];

/// Members that are texts.
const TEXTS: &[&str] = &["FIRST_COMPLETED", "FIRST_EXCEPTION", "ALL_COMPLETED"];

/// Submodules whose members are also in the module.
const PARTS: &[&str] = &[
    "exceptions",
    "futures",
    "locks",
    "queues",
    "runners",
    "taskgroups",
    "tasks",
    "timeouts",
];

/// Members that are coroutine functions.
const COROUTINES: &[&str] = &["sleep", "wait", "wait_for", "to_thread"];

impl<'a> Lowerer<'a> {
    /// Writes a program that awaits outside of functions: it becomes the first task, and tasks left at its end are
    /// cancelled. The module keeps the program's names, and frames keep theirs.
    pub(super) fn first_task(&mut self, statements: &'a [Stmt], text: &mut Text) -> Result {
        let run = self.helper("run_program");
        let body = self.fresh("b");
        let mut bound: Vec<&str> = self.scopes.all[Scopes::MODULE]
            .bound
            .iter()
            .map(String::as_str)
            .filter(|name| !crate::is_ours(name))
            .collect();
        bound.sort_unstable();
        let last = match statements.split_last() {
            Some((Stmt::Expr(last), _)) => Some((last, self.fresh("v"))),
            _ => None,
        };
        bound.extend(last.as_ref().map(|(_, value)| value.as_str()));
        let start = text.end();
        line(text, 0, &format!("async def {body}():"));
        if !bound.is_empty() {
            line(text, 1, &format!("global {}", bound.join(", ")));
        }
        let rest = statements.len() - usize::from(last.is_some());
        for stmt in &statements[..rest] {
            self.stmt(stmt, text, 1)?;
        }
        match &last {
            Some((last, value)) => {
                text.indent(1);
                text.put(&format!("{value} = "), *last);
                self.operand(&last.value, text)?;
                text.push("\n");
            }
            None => line(text, 1, "pass"),
        }
        text.name_since(start, "<module>");
        line(text, 0, &format!("{run}({body}())"));
        if let Some((_, value)) = &last {
            let value = if self.hands_classes() {
                let to_host = self.helper("to_host");
                format!("{to_host}({value})")
            } else {
                value.clone()
            };
            line(text, 0, &value);
        }
        Ok(())
    }

    /// Writes `await x`, while which other tasks may run.
    pub(super) fn waiting(&mut self, node: &'a ast::ExprAwait, text: &mut Text) -> Result {
        if !self.tasks.is_used || self.is_coroutine_call(&node.value) {
            return self.spliced(node.range, &[&*node.value], text);
        }
        let helper = self.helper("awaitable");
        text.put(&format!("await {helper}("), node);
        self.expr(&node.value, text)?;
        text.put(")", TextRange::new(node.end(), node.end()));
        Ok(())
    }

    /// Whether an expression calls a known coroutine function of the program or the module.
    fn is_coroutine_call(&self, expr: &Expr) -> bool {
        let Expr::Call(call) = expr else {
            return false;
        };
        if let Some(path) = self.path(&call.func)
            && let Some(member) = path.strip_prefix("asyncio.")
        {
            return COROUTINES.contains(&member);
        }
        let Expr::Name(name) = &*call.func else {
            return false;
        };
        self.scopes
            .binding(name.id.as_str(), self.scope)
            .is_some_and(|scope| {
                self.tasks
                    .coroutines
                    .contains(&(scope, name.id.to_string()))
            })
    }

    /// Refuses classes that derive from classes of the module, except its exceptions, and awaitable objects.
    pub(super) fn refuse_asyncio_bases(&self, class: &ast::StmtClassDef) -> Result {
        let bases = class.arguments.iter().flat_map(|arguments| &arguments.args);
        for base in bases {
            if let Some(path) = self.path(base)
                && let Some(member) = path.strip_prefix("asyncio.")
                && !is_exception(member)
            {
                return refuse(
                    base,
                    format!(
                        "a class that derives from asyncio.{member} cannot be had: keep one in an attribute"
                    ),
                );
            }
        }
        Ok(())
    }

    /// Whether the place is in a method `__await__`.
    pub(super) fn is_in_await(&self) -> bool {
        self.scopes
            .function_of(self.scope)
            .is_some_and(|function| self.scopes.all[function].is_await)
    }

    /// Writes a `yield` of an `__await__`, which hands on to the loop.
    pub(super) fn yielded_to_loop(&mut self, expr: &'a Expr, text: &mut Text) -> Result {
        let helper = match expr {
            Expr::Yield(node) if node.value.as_deref().is_none_or(Expr::is_none_literal_expr) => {
                let sleep = self.helper("sleep");
                text.put(&format!("(await {sleep}(0))"), expr);
                return Ok(());
            }
            Expr::YieldFrom(node) => iterated_in(&node.value),
            _ => None,
        };
        let Some(awaited) = helper else {
            return refuse(
                expr,
                "__await__ may yield from another `__await__()` here, or nothing: write an `async def` method, and await \
                 its call",
            );
        };
        let helper = self.helper("awaitable");
        text.put(&format!("(await {helper}("), expr);
        self.operand(awaited, text)?;
        text.put("))", TextRange::new(expr.end(), expr.end()));
        Ok(())
    }

    /// The replacement of a member of `asyncio`.
    pub(super) fn asyncio_member(
        &mut self,
        full: &str,
        node: impl Ranged,
    ) -> Result<Option<String>> {
        let Some(path) = full.strip_prefix("asyncio.") else {
            return Ok(None);
        };
        if !self.tasks.is_used {
            return Ok(None);
        }
        let member = match path.split_once('.') {
            Some((part, member)) if PARTS.contains(&part) => member,
            None if PARTS.contains(&path) => return Ok(None),
            _ => path,
        };
        if member == "TimeoutError" {
            self.changed = true;
            return Ok(Some("TimeoutError".to_owned()));
        }
        if TEXTS.contains(&member) {
            self.changed = true;
            return Ok(Some(format!("'{member}'")));
        }
        if let Some((_, helper)) = MEMBERS.iter().find(|(name, _)| *name == member) {
            return Ok(Some(self.helper(helper)));
        }
        refuse(
            node,
            format!("asyncio.{member} is not available: {}", instead_of(member)),
        )
    }
}

/// What `o.__await__()` awaits.
pub(super) fn iterated(call: &ast::ExprCall) -> Option<&Expr> {
    let attribute = call.func.as_attribute_expr()?;
    let is_it = attribute.attr.as_str() == "__await__" && call.arguments.is_empty();
    is_it.then_some(&*attribute.value)
}

fn iterated_in(expr: &Expr) -> Option<&Expr> {
    expr.as_call_expr().and_then(iterated)
}

fn is_exception(member: &str) -> bool {
    member.ends_with("Error") || matches!(member, "QueueEmpty" | "QueueFull" | "QueueShutDown")
}

fn instead_of(member: &str) -> &'static str {
    match member {
        "Runner" | "get_event_loop_policy" | "set_event_loop_policy" => {
            "use asyncio.run(main()), or await at the top of the program"
        }
        "run_coroutine_threadsafe" => "there are no threads: use asyncio.create_task(coroutine)",
        "open_connection"
        | "start_server"
        | "create_subprocess_exec"
        | "create_subprocess_shell"
        | "subprocess"
        | "StreamReader"
        | "StreamWriter" => "a program reaches the outside by the host's functions alone",
        "Barrier" => "count with an asyncio.Condition",
        _ => "use tasks, locks, queues and limits of time",
    }
}
