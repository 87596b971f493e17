//! Calls of built-in functions by name.

use ruff_python_ast::{self as ast, Expr};
use ruff_text_size::{Ranged, TextRange};

use super::{Lowerer, Result, expressions::may_be_object, library::may_be_numbers, refuse, sums};
use crate::{builtins, knowledge::Demand, modules, text::Text};

/// Functions that consume an iterable at once, so that its laziness cannot be observed.
const CONSUMERS: &[&str] = &[
    "list",
    "tuple",
    "set",
    "frozenset",
    "sorted",
    "sum",
    "min",
    "max",
    "dict",
    "collections.Counter",
    "collections.deque",
    "statistics.mean",
    "math.fsum",
    "math.prod",
    "asyncio.gather",
];

impl<'a> Lowerer<'a> {
    pub(super) fn call(&mut self, call: &'a ast::ExprCall, text: &mut Text) -> Result {
        if let Expr::Attribute(attribute) = &*call.func {
            if self.is_super(&attribute.value) {
                return self.super_call(call, attribute, text);
            }
            if self.logs() && self.logged(call, text)? || self.method_call(call, attribute, text)? {
                return Ok(());
            }
        }
        if self.making_call(call, text)? {
            return Ok(());
        }
        // The callee may be in parentheses.
        if call.start() == call.func.start()
            && let Some(path) = self.path(&call.func)
            && self.known_call(&path, call, text)?
        {
            return Ok(());
        }
        if self.is_super(&Expr::Call(call.clone())) {
            return refuse(
                call,
                "super() alone cannot be had: call a method of it, as in `super().method()`",
            );
        }
        text.copy(self.source, TextRange::new(call.start(), call.func.start()));
        self.callee(&call.func, text)?;
        self.rest_of_call(call, text)
    }

    /// Writes the callee; a method's name stays unchanged.
    pub(super) fn callee(&mut self, func: &'a Expr, text: &mut Text) -> Result {
        match func {
            Expr::Attribute(attribute) => self.attribute_of_call(attribute, text),
            _ => self.expr(func, text),
        }
    }

    /// Writes the arguments, and the text between them and the callee.
    pub(super) fn rest_of_call(&mut self, call: &'a ast::ExprCall, text: &mut Text) -> Result {
        let path = self.path(&call.func);
        if path.as_deref() == Some("print") && self.tells_late(call) {
            return self.told_late(call, text);
        }
        let consumes = match &path {
            Some(path) => CONSUMERS.contains(&path.as_str()),
            None => matches!(&*call.func, Expr::Attribute(attribute)
                if matches!(attribute.attr.as_str(), "join" | "extend" | "update")),
        };
        let mut at = call.func.end();
        for (index, argument) in call.arguments.iter_source_order().enumerate() {
            let value = argument.value();
            text.copy(self.source, TextRange::new(at, value.start()));
            if let Some(helper) = self.unwrapping(path.as_deref(), call, index) {
                let helper = self.helper(helper);
                text.put(&format!("{helper}("), value);
                self.expr(value, text)?;
                text.push(")");
                at = value.end();
                continue;
            }
            let is_keyword = matches!(argument, ast::ArgOrKeyword::Keyword(_));
            if self.hands_to_host(call, argument) {
                self.handed(value, text)?;
                at = value.end();
                continue;
            }
            if self.fills_template(call) && self.shows_class(value) {
                self.shown_by("told_object", value, text)?;
                at = value.end();
                continue;
            }
            let is_shown = matches!(path.as_deref(), Some("print" | "str")) && !is_keyword;
            if is_shown && self.shows_class(value) {
                self.shown(value, text)?;
                at = value.end();
                continue;
            }
            if let Some(path) = path
                .as_deref()
                .filter(|path| path.starts_with("re.") && *path != "re.escape")
                && at == call.func.end()
                && self.pattern_literal(path, value, call, text)
            {
                at = value.end();
                continue;
            }
            if self.asks(Demand::Mappings)
                && matches!(
                    argument,
                    ast::ArgOrKeyword::Keyword(ast::Keyword { arg: None, .. })
                )
            {
                let helper = self.helper("mapping");
                text.put(&format!("{helper}("), value);
                self.expr(value, text)?;
                text.push(")");
            } else if self.asks(Demand::Truth)
                && self.is_built_in(value, "bool")
                && !self.is_type_argument(call)
            {
                let helper = self.helper("bool");
                text.put(&helper, value);
            } else {
                self.argument(value, consumes, text)?;
            }
            at = value.end();
        }
        text.copy(self.source, TextRange::new(at, call.end()));
        Ok(())
    }

    /// Whether a call takes types, which must stay unchanged.
    fn is_type_argument(&self, call: &ast::ExprCall) -> bool {
        !matches!(
            self.path(&call.func).as_deref(),
            Some("map" | "filter" | "sorted" | "min" | "max")
        )
    }

    /// Writes an argument; `consumes` is whether the callee consumes it at once.
    pub(super) fn argument(&mut self, value: &'a Expr, consumes: bool, text: &mut Text) -> Result {
        match value {
            Expr::Generator(generator) if consumes => self.eager(generator, value, text),
            Expr::Starred(starred) => {
                text.copy(
                    self.source,
                    TextRange::new(starred.start(), starred.value.start()),
                );
                match &*starred.value {
                    Expr::Generator(generator) => self.eager(generator, &starred.value, text)?,
                    inner => self.whole(inner, text)?,
                }
                text.copy(
                    self.source,
                    TextRange::new(starred.value.end(), starred.end()),
                );
                Ok(())
            }
            Expr::Generator(generator) if !generator.parenthesized => {
                self.generator_expression(generator, text)
            }
            _ if consumes => self.whole(value, text),
            // Passed as a function to call.
            _ if self.is_built_in(value, "type")
                && (self.asks(Demand::Classes) || self.uses.catches) =>
            {
                let helper = self.helper("type");
                text.put(&helper, value);
                Ok(())
            }
            _ => self.expr(value, text),
        }
    }

    /// Writes an iterable that is consumed at once.
    pub(super) fn whole(&mut self, expr: &'a Expr, text: &mut Text) -> Result {
        if self.is_driven(expr) {
            return self.drained(expr, text);
        }
        if let Expr::Call(call) = expr
            && let Some(path) = self.path(&call.func)
            && matches!(path.as_str(), "map" | "filter" | "zip" | "enumerate")
            && call
                .arguments
                .keywords
                .iter()
                .all(|keyword| path == "enumerate" && keyword.arg.is_some())
        {
            if path == "map" && self.host_map(call, text)? {
                return Ok(());
            }
            if path == "filter" && self.asks(Demand::Truth) {
                return self.expr(expr, text);
            }
            // A zipped iterator may stop the others early, which only a lazy one handles correctly.
            if path == "zip" && self.uses.iterates {
                return self.expr(expr, text);
            }
            text.copy(self.source, call.func.range());
            let mut at = call.func.end();
            for argument in call.arguments.iter_source_order() {
                let value = argument.value();
                text.copy(self.source, TextRange::new(at, value.start()));
                if self.asks(Demand::Truth) && self.is_built_in(value, "bool") {
                    let helper = self.helper("bool");
                    text.put(&helper, value);
                } else {
                    self.argument(value, true, text)?;
                }
                at = value.end();
            }
            text.copy(self.source, TextRange::new(at, call.end()));
            return Ok(());
        }
        if self.reversed_at_once(expr, text)? {
            return Ok(());
        }
        self.expr(expr, text)
    }

    /// Writes `reversed(xs)` whose iterator is not observable; `false` for any other expression.
    pub(super) fn reversed_at_once(&mut self, expr: &'a Expr, text: &mut Text) -> Result<bool> {
        let Expr::Call(call) = expr else {
            return Ok(false);
        };
        if self.asks(Demand::Reversed) || !self.is_built_in(&call.func, "reversed") {
            return Ok(false);
        }
        // The machine returns a list.
        text.put("iter(", call);
        text.copy(self.source, call.func.range());
        self.rest_of_call(call, text)?;
        text.push(")");
        self.changed = true;
        Ok(true)
    }

    /// Writes `map(tool, xs)` of a host function, which can only be called from the program's own code.
    fn host_map(&mut self, call: &'a ast::ExprCall, text: &mut Text) -> Result<bool> {
        let [Expr::Name(function), iterables @ ..] = &call.arguments.args[..] else {
            return Ok(false);
        };
        if !self
            .names
            .is_host(function.id.as_str(), self.scope, self.scopes)
            || iterables.is_empty()
        {
            return Ok(false);
        }
        let item = self.fresh("i");
        let star = if iterables.len() > 1 { "*" } else { "" };
        text.put(
            &format!("[{}({star}{item}) for {item} in ", function.id),
            call,
        );
        if let [only] = iterables {
            self.operand(only, text)?;
        } else {
            text.push("zip(");
            for (index, iterable) in iterables.iter().enumerate() {
                if index > 0 {
                    text.push(", ");
                }
                self.operand(iterable, text)?;
            }
            text.push(")");
        }
        text.put("]", TextRange::new(call.end(), call.end()));
        Ok(true)
    }

    /// Writes `helper(` and the unchanged arguments of the call.
    pub(super) fn helper_call(
        &mut self,
        helper: &str,
        call: &'a ast::ExprCall,
        text: &mut Text,
    ) -> Result<bool> {
        let helper = self.helper(helper);
        text.put(&helper, &*call.func);
        self.rest_of_call(call, text)?;
        Ok(true)
    }

    /// Writes calls of known imports and built-ins; `false` when the call needs no change.
    #[expect(clippy::too_many_lines, reason = "one arm for each function")]
    fn known_call(&mut self, path: &str, call: &'a ast::ExprCall, text: &mut Text) -> Result<bool> {
        let arguments = &call.arguments.args;
        // The module of zones keeps `fold`.
        if !self.linked.has_zones {
            super::module_calls::check_fold(path, call)?;
        }
        if self.closing_call(path, call, text)? || self.driven_call(path, call, text)? {
            return Ok(true);
        }
        if builtins::is_exception(path) {
            return self.exception_call(path, call, text);
        }
        if matches!(path, "IOError" | "EnvironmentError") {
            return self.exception_call("OSError", call, text);
        }
        // The file of a module names the intended one of the two itself.
        if !self.is_own(call)
            && let Some(name) = modules::call_of(path, call, self.linked)
        {
            self.changed = true;
            text.put(name, &*call.func);
            self.rest_of_call(call, text)?;
            return Ok(true);
        }
        match path {
            "json.JSONDecodeError" if arguments.len() + call.arguments.keywords.len() > 1 => {
                self.helper_call("decode_error_of", call, text)
            }
            "traceback.format_exc" | "traceback.print_exc" | "sys.exc_info" => {
                self.handled(path, call, text)
            }
            "copy.copy"
                if self.asks(Demand::BuiltIns)
                    || self.asks(Demand::Attributes)
                    || self.asks(Demand::New) =>
            {
                self.helper_call("copy_of", call, text)
            }
            "copy.deepcopy" if self.asks(Demand::New) => {
                self.helper_call("deepcopy_of", call, text)
            }
            "print" if self.prints_elsewhere(call) || self.asks(Demand::Printing) => {
                self.helper_call("print", call, text)
            }
            "dict" if self.asks(Demand::Mappings) && !arguments.is_empty() => {
                self.helper_call("dict", call, text)
            }
            "isinstance" | "issubclass" if arguments.len() == 2 => {
                self.instance_check(path, call, text)
            }
            "type" if arguments.len() == 1 && self.is_built_in(&arguments[0], "type") => {
                let kind = self.helper("TYPE");
                text.put(&kind, call);
                Ok(true)
            }
            "type" if arguments.len() == 1 && (self.asks(Demand::Classes) || self.uses.catches) => {
                self.helper_call("type", call, text)
            }
            "len" if self.asks(Demand::Truth) && arguments.first().is_some_and(may_be_object) => {
                self.helper_call("len", call, text)
            }
            "complex" if arguments.len() == 1 && self.has_objects() && !self.is_own(call) => {
                self.helper_call("complex", call, text)
            }
            "bool" if self.asks(Demand::Truth) => self.helper_call("bool", call, text),
            "any" | "all" => self.any_or_all(path, call, text),
            "sorted" | "min" | "max" if self.asks(Demand::Order) || self.has_host_key(call) => {
                let of_paths = path == "sorted" && self.has_paths();
                let helper = self.helper(if of_paths { "sorted_all" } else { path });
                text.put(&helper, &*call.func);
                self.rest_of_call(call, text)?;
                Ok(true)
            }
            "sorted" if self.has_paths() => self.helper_call("sorted_paths", call, text),
            "map" if self.host_map(call, text)? => Ok(true),
            "zip" if arguments.iter().any(|argument| self.is_let_go(argument)) => {
                self.closing_zip(call, text)
            }
            "filter" if self.asks(Demand::Truth) => self.helper_call("filter_true", call, text),
            "map" | "filter" | "zip" | "enumerate" => self.helper_call(path, call, text),
            "reversed" if self.asks(Demand::Reversed) => self.helper_call("reversed", call, text),
            "reversed" => self.helper_call("reversed_of", call, text),
            "bytes" if may_be_numbers(call) => self.helper_call("bytes", call, text),
            "round" => self.helper_call("round", call, text),
            "sum" if !self.is_own(call) && sums::is_whole(call) => {
                // The name alone would be replaced by the helper.
                text.put("sum", &*call.func);
                self.rest_of_call(call, text)?;
                Ok(true)
            }
            "sum" if !self.is_own(call) => self.helper_call("sum", call, text),
            "exit" | "quit" => self.helper_call("quit", call, text),
            "iter" if self.asks(Demand::Items) && arguments.len() == 1 => {
                self.helper_call("iter", call, text)
            }
            "format"
                if self.asks(Demand::Format)
                    || self.asks(Demand::Classes)
                    || arguments.len() == 2 && !self.is_own(call) =>
            {
                self.helper_call("format", call, text)
            }
            "repr" if matches!(&arguments[..], [only] if self.shows_class(only)) => {
                self.helper_call("told_repr", call, text)
            }
            "str" if self.asks(Demand::Exceptions) && arguments.len() == 1 => Ok(false),
            "getattr" | "hasattr" | "setattr" if self.attribute_by_name(path, call, text)? => {
                Ok(true)
            }
            "type" if arguments.len() == 3 && call.arguments.keywords.is_empty() => {
                self.helper_call("type_made", call, text)
            }
            "globals" | "locals" if self.uses.looks_up_names.contains(&call.range()) => {
                self.names_in(path, call, text)
            }
            "locals" | "vars" if arguments.is_empty() && self.has_names_of_its_own() => {
                self.names_in("locals", call, text)
            }
            "vars" if !arguments.is_empty() => Ok(false),
            "globals" | "locals" | "vars" => refuse(
                call,
                format!(
                    "{path}() would show names that are not yours: keep what you need in a dict"
                ),
            ),
            "re.compile" | "re.search" | "re.match" | "re.fullmatch" | "re.findall"
            | "re.finditer" | "re.split" | "re.sub" | "re.subn" => self.regular(path, call, text),
            "str.maketrans" => self.helper_call("maketrans", call, text),
            "bytes.maketrans" => refuse(
                call,
                "bytes.maketrans is not available: replace byte by byte",
            ),
            "int.from_bytes" => self.helper_call("from_bytes", call, text),
            "object.__setattr__" if self.asks(Demand::Attributes) => {
                self.helper_call("plain_setattr", call, text)
            }
            "object.__getattribute__" => self.helper_call("plain_getattr", call, text),
            "object.__delattr__" => self.helper_call("plain_delattr", call, text),
            "object.__init__" | "type.__init__" => self.helper_call("nothing", call, text),
            "time.gmtime" | "time.localtime" | "time.strptime" if !self.is_own(call) => {
                let helper = self.helper("struct_of");
                text.put(&format!("{helper}("), call);
                self.callee(&call.func, text)?;
                self.rest_of_call(call, text)?;
                text.put(")", TextRange::new(call.end(), call.end()));
                Ok(true)
            }
            "time.strftime" if arguments.len() == 2 && !self.is_own(call) => {
                self.helper_call("time_strftime", call, text)
            }
            "time.mktime" | "time.asctime" if arguments.len() == 1 && !self.is_own(call) => {
                self.helper_call(&path.replacen('.', "_", 1), call, text)
            }
            "time.struct_time" => self.helper_call("struct_of", call, text),
            "anext" => self.helper_call("anext", call, text),
            "aiter" if arguments.len() == 1 => self.helper_call("aiter", call, text),
            "pow" if arguments.len() == 3 && call.arguments.keywords.is_empty() => {
                self.helper_call("pow", call, text)
            }
            "type.__call__" => self.helper_call("type_call", call, text),
            _ => self.library_call(path, call, text),
        }
    }
}
