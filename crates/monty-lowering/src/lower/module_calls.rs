//! Calls of modules' functions that depend on where they stand.

use ruff_python_ast as ast;
use ruff_text_size::{Ranged, TextRange};

use super::{Lowerer, Result, refuse};
use crate::text::Text;

impl<'a> Lowerer<'a> {
    /// Whether `print` is given a file that is none of the machine's own.
    pub(super) fn prints_elsewhere(&self, call: &ast::ExprCall) -> bool {
        call.arguments.keywords.iter().any(|keyword| {
            keyword.arg.as_ref().is_some_and(|name| name == "file")
                && !matches!(
                    self.path(&keyword.value).as_deref(),
                    Some("sys.stdout" | "sys.stderr")
                )
                && !keyword.value.is_none_literal_expr()
        })
    }

    /// What is told of the exception being handled, which only the handler itself knows.
    pub(super) fn handled(
        &mut self,
        path: &str,
        call: &'a ast::ExprCall,
        text: &mut Text,
    ) -> Result<bool> {
        let Some(caught) = self.frame().caught.last().cloned() else {
            return refuse(
                call,
                format!("{path}() is available inside of an except block only: call it there"),
            );
        };
        let (name, held) = (path.replacen('.', "__", 1), self.helper("caught"));
        text.put(&format!("lo__{name}({held}({caught})"), &*call.func);
        for argument in call.arguments.iter_source_order() {
            text.push(", ");
            if let ast::ArgOrKeyword::Keyword(ast::Keyword {
                arg: Some(name), ..
            }) = argument
            {
                text.push(&format!("{name}="));
            }
            self.operand(argument.value(), text)?;
        }
        text.put(")", TextRange::new(call.end(), call.end()));
        Ok(true)
    }
}
