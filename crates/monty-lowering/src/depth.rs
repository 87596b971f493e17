//! Depth of a program's syntax tree, also without brackets: `1+1+1…`, `f()()()…`, `a or a or a…`.

use ruff_python_ast::{
    ElifElseClause, Expr, Pattern, Stmt,
    visitor::{Visitor, walk_elif_else_clause, walk_expr, walk_pattern, walk_stmt},
};

/// Whether a program is at most `most` levels deep. Must be called on a deep stack.
pub fn is_shallow(body: &[Stmt], most: usize) -> bool {
    let mut depth = Depth {
        now: 0,
        most,
        is_beyond: false,
    };
    depth.visit_body(body);
    !depth.is_beyond
}

struct Depth {
    now: usize,
    most: usize,
    is_beyond: bool,
}

impl Depth {
    /// Calls `walk` `by` levels deeper, unless that exceeds the limit.
    fn within(&mut self, by: usize, walk: impl FnOnce(&mut Self)) {
        self.now += by;
        if self.now > self.most {
            self.is_beyond = true;
        }
        if !self.is_beyond {
            walk(self);
        }
        self.now -= by;
    }
}

impl<'a> Visitor<'a> for Depth {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        // Each `elif` nests in the previous one.
        let by = match stmt {
            Stmt::If(branches) => branches.elif_else_clauses.len(),
            _ => 1,
        };
        self.within(by, |depth| walk_stmt(depth, stmt));
    }

    fn visit_elif_else_clause(&mut self, clause: &'a ElifElseClause) {
        self.within(1, |depth| walk_elif_else_clause(depth, clause));
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        // A chain is one node here, but is processed recursively.
        let by = match expr {
            Expr::BoolOp(chain) => chain.values.len(),
            Expr::Compare(chain) => chain.comparators().len(),
            _ => 1,
        };
        self.within(by, |depth| walk_expr(depth, expr));
    }

    fn visit_pattern(&mut self, pattern: &'a Pattern) {
        let by = match pattern {
            Pattern::MatchOr(chain) => chain.patterns.len(),
            _ => 1,
        };
        self.within(by, |depth| walk_pattern(depth, pattern));
    }
}
