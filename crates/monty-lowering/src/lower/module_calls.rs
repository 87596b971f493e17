//! Calls of modules' functions that depend on their context.

use ruff_python_ast::{
    self as ast, Expr,
    visitor::source_order::{self, SourceOrderVisitor},
};
use ruff_text_size::{Ranged, TextRange};

use super::{Lowerer, Result, refuse};
use crate::{analysis::shapes::is_enumeration, builtins, knowledge::Demand, modules, text::Text};

impl<'a> Lowerer<'a> {
    /// Whether `print` is given a file other than the machine's own streams, which must be named in the call itself.
    pub(super) fn prints_elsewhere(&mut self, call: &ast::ExprCall) -> bool {
        let Some(file) = call.arguments.find_keyword("file") else {
            return false;
        };
        let is_native = modules::names_stream(&file.value)
            && self
                .path(&file.value)
                .is_some_and(|path| matches!(path.as_str(), "sys.stdout" | "sys.stderr"));
        self.native_stream = is_native.then(|| file.value.range());
        !is_native && !file.value.is_none_literal_expr()
    }

    /// Whether the `key` of a call is a function of the host, or calls one: built-in functions cannot wait for it.
    pub(super) fn has_host_key(&self, call: &ast::ExprCall) -> bool {
        let Some(key) = call.arguments.find_keyword("key") else {
            return false;
        };
        let is_host = |name: &str| self.names.is_host(name, self.scope, self.scopes);
        match &key.value {
            Expr::Name(name) => is_host(name.id.as_str()),
            Expr::Lambda(lambda) => calls_any(&lambda.body, &is_host),
            // A bound method, whose object may be the host's.
            Expr::Attribute(method) => {
                let attr = method.attr.as_str();
                self.meets_host_objects
                    && !self.is_own(method)
                    && self.path(&key.value).is_none()
                    && !builtins::METHODS.contains(&attr)
                    && !self.is_of_program(attr)
            }
            _ => false,
        }
    }

    /// Writes `Enum('Name', names)`, an enumeration without a class statement; `false` for any other call.
    pub(super) fn enumeration_made(
        &mut self,
        path: &str,
        call: &'a ast::ExprCall,
        text: &mut Text,
    ) -> Result<bool> {
        let Some(kind) = path
            .strip_prefix("enum.")
            .filter(|kind| is_enumeration(kind))
        else {
            return Ok(false);
        };
        if call.arguments.args.len() != 2 {
            return Ok(false);
        }
        let mixin = match kind {
            "IntEnum" | "IntFlag" => "int",
            "StrEnum" => "str",
            _ => "None",
        };
        let helper = self.helper("enum_made");
        text.put(&format!("{helper}('{kind}', {mixin}, "), &*call.func);
        let start = call.arguments.inner_range().start();
        self.arguments_from(start, call, text)?;
        Ok(true)
    }

    /// Writes calls about the exception being handled, which only the handler itself has.
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

    /// Whether this program or an earlier feed imports `logging`.
    pub(super) fn logs(&self) -> bool {
        self.uses.logs || self.imported_before("logging")
    }

    /// Whether this program or an earlier feed imports `pathlib`.
    pub(super) fn has_paths(&self) -> bool {
        self.uses.has_paths || self.imported_before("pathlib")
    }

    /// Whether this program or an earlier feed imports `re`.
    pub(super) fn has_patterns(&self) -> bool {
        self.uses.has_regular_expressions || self.imported_before("re")
    }

    pub(super) fn imported_before(&self, module: &str) -> bool {
        self.knowledge.imported.values().any(|full| {
            full.strip_prefix(module)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        })
    }

    /// The helper of a path's or file's method that the machine lacks, or has with fewer arguments.
    pub(super) fn file_method(&self, method: &str, call: &ast::ExprCall) -> Option<String> {
        let count = call.arguments.args.len() + call.arguments.keywords.len();
        let is_ours = match method {
            "writelines" => true,
            _ if self.is_of_users(method) => false,
            "relative_to" | "is_relative_to" | "touch" | "expanduser" | "as_uri" | "samefile" => {
                self.has_paths()
            }
            "match" => self.has_paths() && count == 1 && !self.uses.reads_matches,
            "read_text" => count > 0,
            "write_text" => count > 1,
            "sort" => {
                let helper = if self.asks(Demand::Order) {
                    "sort_all"
                } else {
                    "sort_paths"
                };
                return self.has_paths().then(|| helper.to_owned());
            }
            _ => false,
        };
        is_ours.then(|| format!("m_{method}"))
    }

    /// Writes `log.exception(...)` and `log.error(..., exc_info=True)` in a handler, with the caught exception.
    pub(super) fn logged(&mut self, call: &'a ast::ExprCall, text: &mut Text) -> Result<bool> {
        let Expr::Attribute(attribute) = &*call.func else {
            return Ok(false);
        };
        let method = attribute.attr.as_str();
        let is_true = |keyword: &ast::Keyword| {
            keyword.arg.as_ref().is_some_and(|name| name == "exc_info")
                && matches!(&keyword.value, Expr::BooleanLiteral(flag) if flag.value)
        };
        let says = call.arguments.keywords.iter().any(is_true);
        let is_exception = method == "exception"
            && !call.arguments.args.is_empty()
            && call.arguments.find_keyword("exc_info").is_none();
        let Some(caught) = self.frame().caught.last().cloned() else {
            return Ok(false);
        };
        if !(is_exception || says && LOGGING.contains(&method)) {
            return Ok(false);
        }
        let held = self.helper("caught");
        self.callee(&call.func, text)?;
        text.push("(");
        for argument in call.arguments.iter_source_order() {
            if let ast::ArgOrKeyword::Keyword(keyword) = argument {
                if is_true(keyword) {
                    continue;
                }
                match &keyword.arg {
                    Some(name) => text.put(&format!("{name}="), keyword),
                    None => text.put("**", keyword),
                }
            }
            match argument.value() {
                value @ Expr::Starred(_) => self.argument(value, false, text)?,
                value => self.operand(value, text)?,
            }
            text.push(", ");
        }
        let end = TextRange::new(call.end(), call.end());
        text.put(&format!("exc_info={held}({caught}))"), end);
        Ok(true)
    }
}

/// Methods of loggers that take `exc_info`.
const LOGGING: &[&str] = &["debug", "info", "warning", "error", "critical", "log"];

/// Refuses `fold`, which the machine accepts and ignores.
pub(super) fn check_fold(path: &str, call: &ast::ExprCall) -> Result {
    let makes_time = matches!(path, "datetime.datetime" | "datetime.time");
    match call.arguments.find_keyword("fold") {
        Some(fold) if makes_time && !is_zero(&fold.value) => refuse(
            fold,
            "fold is not available: give the datetime a fixed offset, such as timezone(timedelta(hours=-5))",
        ),
        _ => Ok(()),
    }
}

fn is_zero(expr: &Expr) -> bool {
    matches!(expr, Expr::NumberLiteral(ast::ExprNumberLiteral { value: ast::Number::Int(value), .. })
        if value.as_u8() == Some(0))
}

/// Whether an expression calls a function whose name satisfies `is_meant`.
fn calls_any(expr: &Expr, is_meant: &impl Fn(&str) -> bool) -> bool {
    struct Calls<'f, F> {
        is_meant: &'f F,
        found: bool,
    }
    impl<'a, F: Fn(&str) -> bool> SourceOrderVisitor<'a> for Calls<'_, F> {
        fn visit_expr(&mut self, expr: &'a Expr) {
            self.found |= matches!(expr, Expr::Call(call)
                if matches!(&*call.func, Expr::Name(name) if (self.is_meant)(name.id.as_str())));
            source_order::walk_expr(self, expr);
        }
    }
    let mut calls = Calls {
        is_meant,
        found: false,
    };
    calls.visit_expr(expr);
    calls.found
}
