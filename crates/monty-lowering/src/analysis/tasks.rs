//! Decides whether a program's coroutines need the `asyncio` loop in Python, or the machine's own concurrency suffices.

use std::collections::{HashMap, HashSet};

use ruff_python_ast::{
    self as ast, Expr, Number, Stmt,
    visitor::source_order::{self, SourceOrderVisitor},
};

use super::{
    names::Names,
    scopes::{ScopeId, Scopes},
};
use crate::Knowledge;

/// Reason to refuse tasks after coroutine functions of feeds without `asyncio`.
const AWAITS_ALONE: &str = "tasks, locks and limits of time would not be heeded by coroutine functions of earlier feeds \
    that were defined before asyncio was imported: import asyncio in the feed that defines them, in a new session";

/// A program's use of coroutines.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a question of its own"
)]
#[derive(Debug, Default)]
pub struct Tasks {
    /// Whether awaits go through the loop.
    pub is_used: bool,
    /// Whether the loop is required.
    pub is_needed: bool,
    /// Whether there are coroutine functions whose awaits bypass the loop.
    pub awaits_alone: bool,
    /// Whether the program awaits outside of functions.
    pub awaits_outside: bool,
    /// Coroutine functions that are bound once and not decorated, by scope and name.
    pub coroutines: HashSet<(ScopeId, String)>,
}

impl Tasks {
    /// Analyses a program; `earlier` has the knowledge of earlier feeds, if the program is a feed.
    pub fn of(body: &[Stmt], scopes: &Scopes, names: &Names, earlier: Option<&Knowledge>) -> Self {
        let mut tasks = Self::default();
        tasks.coroutines_of(body, Scopes::MODULE, scopes);
        let mut visitor = Visitor {
            names,
            scopes,
            needs_loop: false,
            sleeps: false,
            waits: false,
            runs: false,
            awaits_outside: false,
            imports: false,
            scope: Scopes::MODULE,
            function: Vec::new(),
            gathering: Vec::new(),
            mentioned: HashMap::new(),
        };
        for stmt in body {
            visitor.visit_stmt(stmt);
        }
        tasks.awaits_outside = visitor.awaits_outside;
        tasks.is_needed = visitor.needs_loop
            || crate::objections::suspended::is_left_to_loop(body)
            || !visitor.gathering.is_empty() && visitor.sleeps
            || visitor.gathers_inside_gather();
        // A later feed may run a session's functions concurrently with other tasks.
        let may_be_needed = earlier.is_some_and(|earlier| {
            let imports =
                visitor.imports || earlier.imported.values().any(|full| is_of_asyncio(full));
            imports && (visitor.waits || visitor.runs) && !earlier.awaits_alone
        });
        tasks.is_used = tasks.is_needed || may_be_needed;
        tasks.awaits_alone = visitor.waits && !tasks.is_used;
        tasks
    }

    /// Whether the program becomes the first task.
    pub fn is_first_task(&self) -> bool {
        self.is_used && self.awaits_outside
    }

    /// The reason why the program cannot follow the earlier feeds, if there is one.
    pub fn objection(&self, earlier: &Knowledge) -> Option<String> {
        (self.is_needed && earlier.awaits_alone).then(|| AWAITS_ALONE.to_owned())
    }

    fn coroutines_of(&mut self, body: &[Stmt], parent: ScopeId, scopes: &Scopes) {
        for stmt in body {
            match stmt {
                Stmt::FunctionDef(function) => {
                    let scope = scopes.opened_by(function.range);
                    if function.is_async
                        && function.decorator_list.is_empty()
                        && !scopes.all[scope].has_yield
                        && !scopes.all[parent].rebound.contains(function.name.as_str())
                    {
                        self.coroutines.insert((parent, function.name.to_string()));
                    }
                    self.coroutines_of(&function.body, scope, scopes);
                }
                Stmt::ClassDef(class) => {
                    self.coroutines_of(&class.body, scopes.opened_by(class.range), scopes);
                }
                _ => {
                    for suite in super::classes::suites(stmt) {
                        self.coroutines_of(suite, parent, scopes);
                    }
                }
            }
        }
    }
}

fn is_of_asyncio(full: &str) -> bool {
    full == "asyncio" || full.starts_with("asyncio.")
}

#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a question of its own"
)]
struct Visitor<'v> {
    names: &'v Names,
    scopes: &'v Scopes,
    needs_loop: bool,
    /// Whether there are sleeps whose relative order only the loop can determine.
    sleeps: bool,
    /// Whether there is a coroutine.
    waits: bool,
    /// Whether `asyncio.run` is called.
    runs: bool,
    awaits_outside: bool,
    imports: bool,
    scope: ScopeId,
    /// The enclosing functions.
    function: Vec<String>,
    /// The innermost function around each `gather`, if any.
    gathering: Vec<Option<String>>,
    /// Number of reads of each name or attribute.
    mentioned: HashMap<String, usize>,
}

impl Visitor<'_> {
    fn path(&self, expr: &Expr) -> Option<String> {
        self.names.path(expr, self.scope, self.scopes)
    }

    /// Whether a `gather` may be awaited within another: then the order in which tasks resume matters.
    fn gathers_inside_gather(&self) -> bool {
        self.gathering
            .iter()
            .flatten()
            .any(|function| self.mentioned.get(function).copied().unwrap_or(0) != 1)
            || self
                .gathering
                .iter()
                .flatten()
                .collect::<HashSet<_>>()
                .len()
                > 1
    }

    fn waits_here(&mut self) {
        self.waits = true;
        self.awaits_outside |= self.function.is_empty();
    }

    fn call(&mut self, call: &ast::ExprCall) -> bool {
        match self.path(&call.func).as_deref() {
            Some("asyncio.gather") => {
                self.needs_loop |= !call.arguments.keywords.is_empty();
                self.gathering.push(self.function.last().cloned());
                true
            }
            Some("asyncio.sleep") => {
                self.sleeps |= !matches!(
                    &call.arguments.args[..],
                    [Expr::NumberLiteral(number)] if is_positive(&number.value)
                );
                true
            }
            Some("asyncio.run") => {
                self.runs = true;
                self.needs_loop |= !call.arguments.keywords.is_empty();
                true
            }
            _ => false,
        }
    }
}

fn is_positive(number: &Number) -> bool {
    match number {
        Number::Int(number) => *number != ast::Int::ZERO,
        Number::Float(number) => *number > 0.0,
        Number::Complex { .. } => false,
    }
}

impl<'a> SourceOrderVisitor<'a> for Visitor<'_> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::FunctionDef(function) => {
                self.waits |= function.is_async;
                let is_await = self.scopes.all[self.scopes.opened_by(function.range)].is_await;
                self.needs_loop |= is_await;
                self.waits |= is_await;
                for decorator in &function.decorator_list {
                    self.visit_expr(&decorator.expression);
                }
                let outer =
                    std::mem::replace(&mut self.scope, self.scopes.opened_by(function.range));
                self.function.push(function.name.to_string());
                self.visit_parameters(&function.parameters);
                for stmt in &function.body {
                    self.visit_stmt(stmt);
                }
                self.function.pop();
                self.scope = outer;
                return;
            }
            Stmt::For(node) if node.is_async => self.waits_here(),
            Stmt::With(node) if node.is_async => self.waits_here(),
            Stmt::Import(import) => {
                self.imports |= import.names.iter().any(|alias| is_of_asyncio(&alias.name));
            }
            Stmt::ImportFrom(import)
                if import
                    .module
                    .as_ref()
                    .is_some_and(|module| is_of_asyncio(module)) =>
            {
                self.imports = true;
                self.needs_loop |= import
                    .names
                    .iter()
                    .any(|alias| !matches!(alias.name.as_str(), "run" | "gather" | "sleep"));
            }
            _ => {}
        }
        source_order::walk_stmt(self, stmt);
    }

    fn visit_annotation(&mut self, _: &'a Expr) {}

    fn visit_comprehension(&mut self, comprehension: &'a ast::Comprehension) {
        if comprehension.is_async {
            self.waits_here();
        }
        source_order::walk_comprehension(self, comprehension);
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Await(_) => self.waits_here(),
            Expr::Call(call) if self.call(call) => {
                for argument in call.arguments.iter_source_order() {
                    self.visit_expr(argument.value());
                }
                return;
            }
            Expr::Name(name) => {
                *self.mentioned.entry(name.id.to_string()).or_default() += 1;
                self.needs_loop |= self
                    .path(expr)
                    .is_some_and(|path| path.starts_with("asyncio."));
            }
            Expr::Attribute(attribute) => {
                *self
                    .mentioned
                    .entry(attribute.attr.to_string())
                    .or_default() += 1;
                if self
                    .path(expr)
                    .is_some_and(|path| path.starts_with("asyncio."))
                {
                    self.needs_loop = true;
                    return;
                }
            }
            Expr::Lambda(lambda) => {
                self.function.push(String::new());
                self.visit_expr(&lambda.body);
                self.function.pop();
                return;
            }
            _ => {}
        }
        source_order::walk_expr(self, expr);
    }
}
