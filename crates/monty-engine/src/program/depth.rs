//! How deep a source is, in a way that brackets do not show: `1+1+1…`, `f()()()…`, `a or a or a…`.

use ruff_python_ast::{
    ElifElseClause, Expr, Pattern, Stmt,
    visitor::{Visitor, walk_elif_else_clause, walk_expr, walk_pattern, walk_stmt},
};
use ruff_python_parser::{Mode, ParseOptions, parse_unchecked};

/// More than the interpreter's compiler takes, so that nothing is lost by refusing it elsewhere.
pub(crate) const COMPILED_DEPTH: usize = 250;

/// Whether a source that nests within bounds is also at most `most` deep; errors in it do not matter.
/// Call it on a deep stack.
pub(crate) fn is_shallow(source: &str, most: usize) -> bool {
    let parsed = parse_unchecked(source, ParseOptions::from(Mode::Module));
    let Some(module) = parsed.syntax().as_module() else {
        return false;
    };
    let mut depth = Depth {
        now: 0,
        most,
        is_beyond: false,
    };
    depth.visit_body(&module.body);
    !depth.is_beyond
}

struct Depth {
    now: usize,
    most: usize,
    is_beyond: bool,
}

impl Depth {
    /// Goes `by` levels deeper, unless that is too deep already.
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
        // Each `elif` is inside the one before it.
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
        // A chain is one expression here, and many to whoever follows it.
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

#[cfg(test)]
mod tests {
    use super::{COMPILED_DEPTH, is_shallow};
    use crate::stack::on_deep_stack;

    fn shallow(source: &str) -> bool {
        on_deep_stack(|| is_shallow(source, COMPILED_DEPTH))
    }

    #[test]
    fn chains_are_deep_although_no_bracket_nests() {
        for (start, link) in [
            ("1", "+1"),
            ("f", "()"),
            ("a", "[1]"),
            ("a", ".a"),
            ("a", " or a"),
            ("a", " < a"),
            ("1", " if a else 1"),
            ("if a:\n  1", "\nelif a:\n  1"),
            ("match a:\n  case 1", " | 1"),
        ] {
            let end = if start.starts_with("match") {
                ": 1"
            } else {
                ""
            };
            assert!(
                shallow(&format!("{start}{}{end}", link.repeat(100))),
                "{link}"
            );
            assert!(
                !shallow(&format!("{start}{}{end}", link.repeat(20_000))),
                "{link}"
            );
        }
    }

    #[test]
    fn errors_do_not_hide_them() {
        assert!(!shallow(&format!("1{}\n)", "+1".repeat(20_000))));
        assert!(shallow("def ("));
    }

    #[test]
    fn what_is_only_long_is_shallow() {
        let line = "x = [1, 2, {'a': f(1)}]\n";
        assert!(shallow(&line.repeat(5_000)));
        assert!(shallow(&format!("[{}]", "1, ".repeat(50_000))));
    }
}
