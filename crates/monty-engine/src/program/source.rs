//! Checks of a source before it is compiled.

use monty::source_within_nesting_bound;
use monty_types::{CodeLoc, ExcType, MontyException, StackFrame};
use ruff_python_ast::{
    Expr, ExprName,
    visitor::{Visitor, walk_expr},
};
use ruff_python_parser::parse_module;
use ruff_text_size::{Ranged, TextRange};

use crate::{
    compile_cost::{TooCostly, find_overrun},
    limits::MAX_CODE_BYTES,
};

/// Functions that compile text at run time, which bypasses these checks.
const RUNTIME_COMPILERS: [&str; 2] = ["eval", "exec"];

/// Refuses a source that is too long, would take too long to compile or, unless `allow_eval`, names `eval`
/// or `exec`. Must be called on a deep stack.
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
    if let Some(overrun) = find_overrun(code) {
        return Err(too_costly(&overrun, code, script_name, overrun.range));
    }
    if allow_eval || !may_name_runtime_compiler(code) || !source_within_nesting_bound(code, 0) {
        // The compiler reports nesting that is too deep.
        return Ok(());
    }
    let Ok(parsed) = parse_module(code) else {
        // It also reports syntax errors.
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

/// The exception for a source that would take too long to compile.
#[expect(clippy::unnecessary_box_returns, reason = "results carry it boxed")]
pub(crate) fn too_costly(
    overrun: &TooCostly,
    code: &str,
    script_name: &str,
    range: TextRange,
) -> Box<MontyException> {
    let frame = frame_at(code, script_name, range);
    syntax_error(overrun.cause.message().to_owned(), vec![frame])
}

/// Whether a source may name the functions. An ASCII source must contain a name; any other may spell one in
/// another way, as identifiers are normalised: full-width letters spell `eval` too.
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

/// A frame for the part of a range on its first line.
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
