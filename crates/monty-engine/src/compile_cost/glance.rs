//! A bound on the cost of a source from its text alone: most sources are far below the limit, and need not be
//! parsed for it.

/// Growth of a body's cost with each enclosing function; see [`super::scopes`].
const FACTOR: u64 = 3;

/// A bound on the steps of compiling; `u64::MAX` when the text gives none.
pub(super) fn most_steps(code: &str) -> u64 {
    let count = |word: &str| u64::try_from(code.matches(word).count()).unwrap_or(u64::MAX);
    let Some(depth) = nested_definitions(code) else {
        return u64::MAX;
    };
    if code.contains("finally") {
        return u64::MAX;
    }
    let length = u64::try_from(code.len()).unwrap_or(u64::MAX);
    let lambdas = count("lambda");
    let scopes = count("def")
        .saturating_add(count("class"))
        .saturating_add(lambdas);
    // Each may be nested in all others of its kind.
    let nested = (lambdas + 1)
        .saturating_mul(lambdas + 1)
        .saturating_add(count("for"))
        .saturating_add(count("{"));
    FACTOR
        .saturating_pow(depth + 1)
        .saturating_mul(nested)
        .saturating_add(scopes)
        .saturating_mul(length)
}

/// A bound on the nesting of functions and classes: the number of columns at which definitions begin, as each is
/// more indented than those around it. Contents of multi-line texts can only raise it.
fn nested_definitions(code: &str) -> Option<u32> {
    // The column of a line is unknown after these.
    if code.contains(['\r', '\t', '\x0c']) || code.contains("\\\n") {
        return None;
    }
    let mut columns: u128 = 0;
    for line in code.split('\n') {
        let rest = line.trim_start_matches(' ');
        if ["def", "async", "class"]
            .iter()
            .any(|word| rest.starts_with(word))
        {
            let column = u32::try_from(line.len() - rest.len()).ok()?;
            columns |= 1_u128.checked_shl(column)?;
        }
    }
    Some(columns.count_ones())
}

#[cfg(test)]
mod tests {
    use super::{most_steps, nested_definitions};

    #[test]
    fn depth_is_how_many_columns_definitions_begin_in() {
        assert_eq!(nested_definitions("x = 1"), Some(0));
        assert_eq!(nested_definitions("def f():\n  pass\ndef g(): 0"), Some(1));
        assert_eq!(
            nested_definitions("class A:\n  async def f():\n    def g(): 0"),
            Some(3)
        );
    }

    #[test]
    fn texts_do_not_hide_depth() {
        let code = "def a():\n def b():\n  '''\ndef z\n  '''\n  def c(): 0";
        assert_eq!(nested_definitions(code), Some(3));
    }

    #[test]
    fn lines_that_begin_elsewhere_are_looked_at() {
        for code in ["\\\ndef f(): 0", "if 1:\n\tdef f(): 0", "x = 1\rdef f(): 0"] {
            assert_eq!(most_steps(code), u64::MAX, "{code:?}");
        }
    }
}
