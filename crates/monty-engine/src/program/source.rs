//! What a source must satisfy before it is compiled, besides being Python.

use monty::source_within_nesting_bound;
use monty_types::{CodeLoc, ExcType, MontyException, StackFrame};
use ruff_python_ast::{
    Expr, ExprName,
    visitor::{Visitor, walk_expr},
};
use ruff_python_parser::parse_module;
use ruff_text_size::{Ranged, TextRange};

use crate::{
    compile_cost::{TooCostly, find_excess},
    limits::MAX_CODE_BYTES,
};

/// Names that compile text at run time, past every check of ours.
const RUNTIME_COMPILERS: [&str; 2] = ["eval", "exec"];

/// Refuses a source that is too long, that would take too long to compile or, unless `allow_eval`,
/// that names `eval` or `exec`. Call it on a deep stack.
pub(crate) fn check_source(
    code: &str,
    script_name: &str,
    max_bytes: usize,
    allow_eval: bool,
) -> Result<(), Box<MontyException>> {
    let max_bytes = max_bytes.min(MAX_CODE_BYTES);
    if code.len() > max_bytes {
        let message = format!(
            "source is too long: {} bytes, {max_bytes} allowed",
            code.len()
        );
        return Err(syntax_error(message, Vec::new()));
    }
    if let Some(excess) = find_excess(code) {
        return Err(too_costly(&excess, code, script_name, excess.range));
    }
    if allow_eval || !may_name_runtime_compiler(code) || !source_within_nesting_bound(code, 0) {
        // Too deep a nesting is the compiler's own error to report.
        return Ok(());
    }
    let Ok(parsed) = parse_module(code) else {
        // So is a syntax error.
        return Ok(());
    };
    let mut search = Search { found: None };
    search.visit_body(&parsed.syntax().body);
    match search.found {
        None => Ok(()),
        Some(name) => {
            let message = format!("'{}' is not available in this sandbox", name.id);
            let frame = frame_at(code, script_name, name.range());
            Err(syntax_error(message, vec![frame]))
        }
    }
}

/// The refusal of a source that would take too long to compile.
#[expect(clippy::unnecessary_box_returns, reason = "results carry it boxed")]
pub(crate) fn too_costly(
    excess: &TooCostly,
    code: &str,
    script_name: &str,
    range: TextRange,
) -> Box<MontyException> {
    let frame = frame_at(code, script_name, range);
    syntax_error(excess.cause.message().to_owned(), vec![frame])
}

/// A source in ASCII that lacks the words cannot name the functions. Others can: identifiers are
/// normalised, so that full-width letters spell `eval` too.
fn may_name_runtime_compiler(code: &str) -> bool {
    !code.is_ascii() || RUNTIME_COMPILERS.iter().any(|name| code.contains(name))
}

struct Search {
    found: Option<ExprName>,
}

impl<'a> Visitor<'a> for Search {
    fn visit_expr(&mut self, expr: &'a Expr) {
        if self.found.is_some() {
            return;
        }
        if let Expr::Name(name) = expr
            && RUNTIME_COMPILERS.contains(&name.id.as_str())
        {
            self.found = Some(name.clone());
            return;
        }
        walk_expr(self, expr);
    }
}

#[expect(clippy::unnecessary_box_returns, reason = "results carry it boxed")]
fn syntax_error(message: String, traceback: Vec<StackFrame>) -> Box<MontyException> {
    Box::new(MontyException::with_traceback(
        ExcType::SyntaxError,
        Some(message),
        traceback,
    ))
}

/// The part of a range that is on its first line.
pub(crate) fn frame_at(code: &str, script_name: &str, range: TextRange) -> StackFrame {
    let (start, end) = (range.start().to_usize(), range.end().to_usize());
    let line_start = code[..start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = code[start..].find('\n').map_or(code.len(), |at| start + at);
    let line = code[..line_start].matches('\n').count();
    let column = code[line_start..start].chars().count();
    let width = code[start..end.min(line_end)].chars().count();
    let at = |column: usize| {
        let clamp = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
        CodeLoc::new(clamp(line), clamp(column))
    };
    StackFrame {
        filename: script_name.to_owned(),
        start: at(column),
        end: at(column + width),
        frame_name: None,
        preview_line: Some(code[line_start..line_end].into()),
        hide_caret: false,
        hide_frame_name: true,
    }
}
