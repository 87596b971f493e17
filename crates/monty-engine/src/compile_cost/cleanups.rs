//! Counts the steps of compiling the bodies of `finally`.
//!
//! The compiler emits such a body for the end of its `try`, for an exception, and for each `return`,
//! `break` and `continue` that leaves the `try`. So the body's contents, another `try` or a function for
//! instance, are compiled as often.

use ruff_python_ast::{ExceptHandler, Expr, Stmt, StmtTry, visitor::Visitor, visitor::walk_expr};
use ruff_text_size::{Ranged, TextRange};

use super::{Cause, TooCostly};

/// Steps of compiling a node; visiting it takes one.
const STEPS_OF_NODE: u64 = 10;

/// The first `try` at which the repeated bodies of a module exceed `most` steps.
pub(super) fn find_overrun(body: &[Stmt], most: u64) -> Option<TooCostly> {
    let mut compiler = Compiler {
        again: 0,
        most: most / STEPS_OF_NODE,
        found: None,
    };
    compiler.block(body);
    compiler.found.map(|range| TooCostly {
        cause: Cause::Cleanups,
        range,
    })
}

/// Cost and exits of compiled statements.
#[derive(Default, Clone, Copy)]
struct Compiled {
    /// Nodes, counted as often as they are compiled.
    nodes: u64,
    /// Exits from the function.
    returns: u64,
    /// Exits from the enclosing loop.
    breaks: u64,
}

impl Compiled {
    fn and(self, other: Self) -> Self {
        Self {
            nodes: self.nodes.saturating_add(other.nodes),
            returns: self.returns.saturating_add(other.returns),
            breaks: self.breaks.saturating_add(other.breaks),
        }
    }

    fn times(self, times: u64) -> Self {
        Self {
            nodes: self.nodes.saturating_mul(times),
            returns: self.returns.saturating_mul(times),
            breaks: self.breaks.saturating_mul(times),
        }
    }
}

struct Compiler {
    /// Nodes of repeated bodies.
    again: u64,
    most: u64,
    found: Option<TextRange>,
}

impl Compiler {
    fn block(&mut self, body: &[Stmt]) -> Compiled {
        body.iter().fold(Compiled::default(), |sum, stmt| {
            sum.and(self.statement(stmt))
        })
    }

    fn statement(&mut self, stmt: &Stmt) -> Compiled {
        if self.found.is_some() {
            return Compiled::default();
        }
        let own = Compiled {
            nodes: nodes_of(stmt),
            ..Compiled::default()
        };
        let inside = match stmt {
            Stmt::Return(_) => Compiled {
                returns: 1,
                ..Compiled::default()
            },
            Stmt::Break(_) | Stmt::Continue(_) => Compiled {
                breaks: 1,
                ..Compiled::default()
            },
            Stmt::FunctionDef(function) => self.scope(&function.body),
            Stmt::ClassDef(class) => self.scope(&class.body),
            Stmt::If(branches) => branches
                .elif_else_clauses
                .iter()
                .fold(self.block(&branches.body), |sum, clause| {
                    sum.and(self.block(&clause.body))
                }),
            Stmt::With(with) => self.block(&with.body),
            Stmt::Match(matching) => matching
                .cases
                .iter()
                .fold(Compiled::default(), |sum, case| {
                    sum.and(self.block(&case.body))
                }),
            Stmt::For(one) => self.looped(&one.body, &one.orelse),
            Stmt::While(one) => self.looped(&one.body, &one.orelse),
            Stmt::Try(one) => self.guarded(one),
            _ => Compiled::default(),
        };
        own.and(inside)
    }

    fn scope(&mut self, body: &[Stmt]) -> Compiled {
        let Compiled { nodes, .. } = self.block(body);
        Compiled {
            nodes,
            ..Compiled::default()
        }
    }

    fn looped(&mut self, body: &[Stmt], or_else: &[Stmt]) -> Compiled {
        let inside = Compiled {
            breaks: 0,
            ..self.block(body)
        };
        inside.and(self.block(or_else))
    }

    fn guarded(&mut self, one: &StmtTry) -> Compiled {
        let handlers = one
            .handlers
            .iter()
            .fold(Compiled::default(), |sum, handler| {
                let ExceptHandler::ExceptHandler(handler) = handler;
                sum.and(self.block(&handler.body))
            });
        let tried = self
            .block(&one.body)
            .and(handlers)
            .and(self.block(&one.orelse));
        if one.finalbody.is_empty() {
            return tried;
        }
        let cleanup = self.block(&one.finalbody);
        let times = tried.returns.saturating_add(tried.breaks).saturating_add(2);
        let repeated = cleanup.times(times);
        self.again = self.again.saturating_add(repeated.nodes);
        if self.again > self.most && self.found.is_none() {
            self.found = Some(one.range());
        }
        tried.and(repeated)
    }
}

/// Number of nodes of a statement, without its nested statements.
fn nodes_of(stmt: &Stmt) -> u64 {
    struct Count(u64);
    impl<'a> Visitor<'a> for Count {
        fn visit_expr(&mut self, expr: &'a Expr) {
            self.0 += 1;
            walk_expr(self, expr);
        }

        fn visit_body(&mut self, _body: &'a [Stmt]) {}
    }
    let mut count = Count(1);
    ruff_python_ast::visitor::walk_stmt(&mut count, stmt);
    count.0
}
