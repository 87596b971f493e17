//! Replacements by regular expressions, whose templates the machine reads otherwise.

use ruff_python_ast::{self as ast, Expr};

use super::{Lowerer, Result};
use crate::text::Text;

impl<'a> Lowerer<'a> {
    /// `re.sub(pattern, replacement, ...)`.
    pub(super) fn substitution(&mut self, path: &str, call: &'a ast::ExprCall, text: &mut Text) -> Result<bool> {
        let replacement = call.arguments.find_argument_value("repl", 1);
        if path == "re.sub" && replacement.is_some_and(is_plain) {
            return Ok(false);
        }
        self.helper_call(if path == "re.sub" { "re_sub" } else { "re_subn" }, call, text)
    }

    /// `pattern.sub(replacement, ...)`, `pattern.subn(...)`, `match.expand(template)`.
    pub(super) fn pattern_substitution(
        &mut self,
        call: &'a ast::ExprCall,
        attribute: &'a ast::ExprAttribute,
        text: &mut Text,
    ) -> Result<bool> {
        let method = attribute.attr.as_str();
        let replacement = call.arguments.find_argument_value("repl", 0);
        if method == "sub" && replacement.is_some_and(is_plain) {
            return Ok(false);
        }
        let helper = self.helper(&format!("method_{method}"));
        self.method_helper(&helper, call, attribute, text)
    }
}

/// A replacement without escapes, which the machine takes as Python does.
fn is_plain(expr: &Expr) -> bool {
    matches!(expr, Expr::StringLiteral(literal) if !literal.value.to_str().contains('\\'))
}
