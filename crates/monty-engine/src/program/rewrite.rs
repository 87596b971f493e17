//! Appends an expression to a source, so that a final assignment becomes its value. No position changes.

use monty::source_within_nesting_bound;
use ruff_python_ast::{Expr, Stmt};
use ruff_python_parser::parse_module;

/// Appends the name that the last statement assigns as a final expression. Any other source is returned
/// unchanged. Must be called on a deep stack.
pub(crate) fn last_assignment(code: String) -> String {
    let target = match last_statement(&code) {
        Some(Stmt::Assign(assign)) => assign.targets.first().and_then(named),
        Some(Stmt::AnnAssign(assign)) if assign.value.is_some() => named(&assign.target),
        Some(Stmt::AugAssign(assign)) => named(&assign.target),
        _ => None,
    };
    match target {
        Some(target) => format!("{code}\n{target}"),
        None => code,
    }
}

/// As [`last_assignment`], unless the result would exceed `max_bytes`. A source that is too long is not parsed.
pub(crate) fn last_assignment_within(code: String, max_bytes: usize) -> String {
    if code.len() >= max_bytes || !code.contains('=') {
        return code;
    }
    let whole = last_assignment(code.clone());
    if whole.len() > max_bytes { code } else { whole }
}

/// A target that can be read without side effects: a name, or a tuple of names.
fn named(target: &Expr) -> Option<String> {
    match target {
        Expr::Name(name) => Some(name.id.to_string()),
        Expr::Tuple(tuple) => {
            let names: Option<Vec<_>> = tuple.elts.iter().map(named).collect();
            Some(format!("({},)", names?.join(", ")))
        }
        _ => None,
    }
}

/// The last statement of a module; `None` when the source cannot be parsed, which compiling reports.
fn last_statement(code: &str) -> Option<Stmt> {
    if !source_within_nesting_bound(code, 0) {
        return None;
    }
    parse_module(code)
        .ok()?
        .into_syntax()
        .body
        .into_iter()
        .next_back()
}

#[cfg(test)]
mod tests {
    use super::last_assignment;

    #[test]
    fn a_final_assignment_is_read_again() {
        let cases = [
            ("x = 5", "x = 5\nx"),
            ("x = y = 5  # why", "x = y = 5  # why\nx"),
            ("x: int = 5", "x: int = 5\nx"),
            ("x += 1", "x += 1\nx"),
            ("a, b = 1, 2", "a, b = 1, 2\n(a, b,)"),
        ];
        for (given, expected) in cases {
            assert_eq!(last_assignment(given.to_owned()), expected);
        }
    }

    #[test]
    fn other_last_statements_stay() {
        for code in [
            "x = 1\nx",
            "d['k'] = 1",
            "o.a = 1",
            "a, *b = c",
            "x: int",
            "if y:\n    x = 1",
            "",
            "x = (",
        ] {
            assert_eq!(last_assignment(code.to_owned()), code);
        }
    }
}
