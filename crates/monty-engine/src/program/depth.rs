//! Depth of a source's syntax tree, also without brackets: `1+1+1…`, `f()()()…`, `a or a or a…`.

use ruff_python_parser::{Mode, ParseOptions, parse_unchecked};

/// More than the depth that the interpreter's compiler accepts, so that other refusals beyond it lose no program.
pub(crate) const COMPILED_DEPTH: usize = 250;

/// Whether a source that nests within bounds is at most `most` deep, whatever errors it has. Must be called on a
/// deep stack.
pub(crate) fn is_shallow(source: &str, most: usize) -> bool {
    let parsed = parse_unchecked(source, ParseOptions::from(Mode::Module));
    let Some(module) = parsed.syntax().as_module() else {
        return false;
    };
    monty_lowering::is_shallow(&module.body, most)
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
