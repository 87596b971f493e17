//! Finds the calls of a source that are made for their awaitable rather than for their value.
//!
//! A host that runs one call at a time waits for its promise and could return the value. That suits
//! `x = f()`, but `gather(f(), f())` needs something to await. Only the source shows the difference.

use std::collections::{HashMap, HashSet};

use monty::source_within_nesting_bound;
use ruff_python_ast::{
    Comprehension, Expr, ExprCall, Stmt,
    visitor::{Visitor, walk_comprehension, walk_expr, walk_stmt},
};
use ruff_python_parser::parse_module;
use ruff_text_size::Ranged;
use serde::{Deserialize, Serialize};

/// Last names of functions that take awaitables.
const COMBINATORS: [&str; 9] = [
    "as_completed",
    "create_task",
    "ensure_future",
    "gather",
    "run",
    "shield",
    "timeout",
    "wait",
    "wait_for",
];
/// Methods that put a value into a container.
const COLLECTORS: [&str; 4] = ["add", "append", "extend", "insert"];

/// Start offsets of awaited calls, by the name of their source.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct AwaitedCalls(HashMap<String, Vec<u32>>);

impl AwaitedCalls {
    /// Adds a source. Must be called on a stack that suffices for compiling.
    pub(crate) fn add(&mut self, script_name: &str, code: &str) {
        if !code.contains("await") && !code.contains("asyncio") {
            return;
        }
        if !source_within_nesting_bound(code, 0) {
            return;
        }
        // A source that cannot be parsed does not run either.
        let Ok(parsed) = parse_module(code) else {
            return;
        };
        let body = &parsed.syntax().body;
        let mut names = Names::default();
        // Twice, as a name may be awaited through another name that occurs earlier.
        for _ in 0..2 {
            names.visit_body(body);
        }
        let mut calls = Calls {
            names: names.0,
            starts: Vec::new(),
        };
        calls.visit_body(body);
        if !calls.starts.is_empty() {
            calls.starts.sort_unstable();
            self.0.insert(script_name.to_owned(), calls.starts);
        }
    }

    /// Whether the call that begins at byte `start` is awaited.
    pub(crate) fn contains(&self, script_name: &str, start: u32) -> bool {
        let starts = self.0.get(script_name);
        starts.is_some_and(|starts| starts.binary_search(&start).is_ok())
    }
}

fn last_name(call: &ExprCall) -> Option<&str> {
    match &*call.func {
        Expr::Name(name) => Some(name.id.as_str()),
        Expr::Attribute(attribute) => Some(attribute.attr.as_str()),
        _ => None,
    }
}

fn takes_awaitables(call: &ExprCall) -> bool {
    last_name(call).is_some_and(|name| COMBINATORS.contains(&name))
}

/// The name at the bottom of `tasks`, `tasks[0]`, `tasks.values()`.
fn base_name(expr: &Expr) -> Option<&str> {
    match expr {
        Expr::Name(name) => Some(name.id.as_str()),
        Expr::Starred(starred) => base_name(&starred.value),
        Expr::Subscript(subscript) => base_name(&subscript.value),
        Expr::Attribute(attribute) => base_name(&attribute.value),
        Expr::Call(call) => match &*call.func {
            Expr::Attribute(attribute) => base_name(&attribute.value),
            _ => None,
        },
        _ => None,
    }
}

/// Calls `f` with each expression whose value is part of the value of `expr`.
fn for_each_part<'a>(expr: &'a Expr, f: &mut impl FnMut(&'a Expr)) {
    match expr {
        Expr::List(list) => list.elts.iter().for_each(|item| for_each_part(item, f)),
        Expr::Tuple(tuple) => tuple.elts.iter().for_each(|item| for_each_part(item, f)),
        Expr::Set(set) => set.elts.iter().for_each(|item| for_each_part(item, f)),
        Expr::Dict(dict) => dict
            .items
            .iter()
            .for_each(|item| for_each_part(&item.value, f)),
        Expr::Starred(starred) => for_each_part(&starred.value, f),
        Expr::ListComp(comp) => for_each_part(&comp.elt, f),
        Expr::SetComp(comp) => for_each_part(&comp.elt, f),
        Expr::Generator(comp) => for_each_part(&comp.elt, f),
        Expr::DictComp(comp) => for_each_part(&comp.value, f),
        Expr::If(choice) => {
            for_each_part(&choice.body, f);
            for_each_part(&choice.orelse, f);
        }
        Expr::Named(named) => for_each_part(&named.value, f),
        part => f(part),
    }
}

/// Names that hold awaitables, or containers of them.
#[derive(Default)]
struct Names(HashSet<String>);

impl Names {
    fn add(&mut self, expr: &Expr) {
        for_each_part(expr, &mut |part| {
            if let Some(name) = base_name(part) {
                self.0.insert(name.to_owned());
            }
        });
    }

    fn follow(&mut self, target: &Expr, iterated: &Expr) {
        let mut is_awaited = false;
        for_each_part(target, &mut |part| {
            is_awaited |= base_name(part).is_some_and(|name| self.0.contains(name));
        });
        if is_awaited {
            self.add(iterated);
        }
    }
}

impl<'a> Visitor<'a> for Names {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        if let Stmt::For(each) = stmt {
            self.follow(&each.target, &each.iter);
        }
        walk_stmt(self, stmt);
    }

    fn visit_comprehension(&mut self, comprehension: &'a Comprehension) {
        self.follow(&comprehension.target, &comprehension.iter);
        walk_comprehension(self, comprehension);
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Await(awaited) => self.add(&awaited.value),
            Expr::Call(call) if takes_awaitables(call) => {
                call.arguments.args.iter().for_each(|arg| self.add(arg));
            }
            _ => {}
        }
        walk_expr(self, expr);
    }
}

struct Calls {
    names: HashSet<String>,
    starts: Vec<u32>,
}

impl Calls {
    fn mark(&mut self, expr: &Expr) {
        for_each_part(expr, &mut |part| {
            if let Expr::Call(call) = part {
                self.starts.push(call.start().to_u32());
            }
        });
    }

    fn holds(&self, target: &Expr) -> bool {
        base_name(target).is_some_and(|name| self.names.contains(name))
    }

    fn collects(&self, call: &ExprCall) -> bool {
        last_name(call).is_some_and(|name| COLLECTORS.contains(&name)) && self.holds(&call.func)
    }
}

impl<'a> Visitor<'a> for Calls {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::Assign(assign) if assign.targets.iter().any(|target| self.holds(target)) => {
                self.mark(&assign.value);
            }
            Stmt::AnnAssign(assign) if self.holds(&assign.target) => {
                if let Some(value) = &assign.value {
                    self.mark(value);
                }
            }
            Stmt::AugAssign(assign) if self.holds(&assign.target) => self.mark(&assign.value),
            _ => {}
        }
        walk_stmt(self, stmt);
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Await(awaited) => self.mark(&awaited.value),
            Expr::Named(named) if self.holds(&named.target) => self.mark(&named.value),
            Expr::Call(call) if takes_awaitables(call) || self.collects(call) => {
                call.arguments.args.iter().for_each(|arg| self.mark(arg));
                call.arguments
                    .keywords
                    .iter()
                    .for_each(|keyword| self.mark(&keyword.value));
            }
            _ => {}
        }
        walk_expr(self, expr);
    }
}

#[cfg(test)]
mod tests {
    use super::AwaitedCalls;

    fn awaited(code: &str) -> Vec<&str> {
        let mut calls = AwaitedCalls::default();
        calls.add("main.py", code);
        let starts = calls.0.remove("main.py").unwrap_or_default();
        starts
            .into_iter()
            .map(|start| &code[start as usize..][..3])
            .collect()
    }

    #[test]
    fn calls_for_their_value_are_not_awaited() {
        assert_eq!(
            awaited("import asyncio\nx = f01()\n[f02() for _ in y]\nprint(f03())"),
            Vec::<&str>::new()
        );
    }

    #[test]
    fn calls_are_awaited_where_their_awaitable_is_taken() {
        assert_eq!(
            awaited("async def g():\n    return await f01(f02())"),
            ["f01"]
        );
        assert_eq!(
            awaited("await gather(f01(), *[f02(i) for i in x], *(f03() for i in x))"),
            ["gat", "f01", "f02", "f03"]
        );
        assert_eq!(awaited("t = f01()\nu = f02()\nawait t"), ["f01"]);
        assert_eq!(
            awaited("ts = [f01(i) for i in x]\nawait asyncio.gather(*ts)"),
            ["f01", "asy"]
        );
        assert_eq!(
            awaited("ts = []\nfor i in x:\n    ts.append(f01(i))\nfor t in ts:\n    await t"),
            ["f01"]
        );
        assert_eq!(
            awaited("d = {k: f01(k) for k in x}\nawait gather(*d.values())"),
            ["f01", "gat", "d.v"]
        );
    }
}
