//! Functions.

use ruff_python_ast::{self as ast, Expr, Stmt};
use ruff_text_size::{Ranged, TextRange};

use super::{Frame, Lowerer, Result, refuse, statements::line};
use crate::{
    analysis::{classes::Member, scopes::ScopeKind, shapes::hides_parameters},
    exception::HIDDEN,
    knowledge::Demand,
    text::Text,
};

impl<'a> Lowerer<'a> {
    pub(super) fn function(
        &mut self,
        function: &'a ast::StmtFunctionDef,
        text: &mut Text,
        depth: usize,
    ) -> Result {
        if let Some(known) = self.known_name(&function.name) {
            let names = (function.name.as_str(), known);
            return self.under_known_name(names, text, depth, |lowerer, text, depth| {
                lowerer.decorated_function(function, text, depth)
            });
        }
        self.decorated_function(function, text, depth)
    }

    fn decorated_function(
        &mut self,
        function: &'a ast::StmtFunctionDef,
        text: &mut Text,
        depth: usize,
    ) -> Result {
        for decorator in &function.decorator_list {
            if self.caches(&decorator.expression) && self.tells_names() {
                let doc = match function.body.first() {
                    Some(Stmt::Expr(first)) => first
                        .value
                        .as_string_literal_expr()
                        .map(|doc| crate::text::quoted(doc.value.to_str())),
                    _ => None,
                };
                let (helper, doc) = (self.helper("cached_as"), doc.unwrap_or("None".to_owned()));
                text.indent(depth);
                text.put(
                    &format!("@{helper}('{}', {doc})\n", function.name),
                    decorator,
                );
            }
            text.indent(depth);
            text.put("@", decorator);
            self.decorator(&decorator.expression, function, None, text)?;
            text.push("\n");
        }
        if self.uses.reads_docs
            && let Some(Stmt::Expr(first)) = function.body.first()
            && let Expr::StringLiteral(doc) = &*first.value
        {
            let helper = self.helper("documented");
            text.indent(depth);
            text.put(
                &format!("@{helper}({})\n", crate::text::quoted(doc.value.to_str())),
                &function.name,
            );
        }
        let signed = self.signed(function)?;
        for kept in signed.into_iter().chain(self.sourced(function.range)) {
            text.indent(depth);
            text.push("@");
            text.append(&kept);
            text.push("\n");
        }
        self.definition(function, None, text, depth)?;
        if let Some(defined) = self.defined_as(function) {
            line(text, depth, &format!("{} = {defined}", function.name));
        }
        Ok(())
    }

    /// Whether a decorator caches results, so that the machine does not provide the function's name.
    fn caches(&self, decorator: &Expr) -> bool {
        let function = match decorator {
            Expr::Call(call) => &*call.func,
            other => other,
        };
        matches!(
            self.path(function).as_deref(),
            Some("functools.lru_cache" | "functools.cache")
        )
    }

    /// Whether the program may read the names of functions.
    pub(super) fn tells_names(&self) -> bool {
        *self.told_names.get_or_init(|| {
            let program = self.source.get(self.own as usize..).unwrap_or_default();
            [".__name__", "wraps", "update_wrapper"]
                .iter()
                .any(|word| program.contains(word))
        })
    }

    /// Writes a decorator; `f.register` of a `singledispatch` receives the type that the function's annotation names.
    pub(super) fn decorator(
        &mut self,
        decorator: &'a Expr,
        function: &'a ast::StmtFunctionDef,
        member: Option<Member>,
        text: &mut Text,
    ) -> Result {
        self.closed(decorator, text, Self::expr)?;
        let registers = matches!(decorator, Expr::Attribute(attribute)
            if attribute.attr.as_str() == "register"
                && matches!(&*attribute.value, Expr::Name(name) if self.uses.dispatchers.contains(name.id.as_str())));
        let parameters = &function.parameters;
        let first = parameters
            .posonlyargs
            .iter()
            .chain(&parameters.args)
            .nth(usize::from(member.is_some()));
        if let Some(kind) = first.and_then(|first| first.annotation())
            && registers
        {
            text.push("(");
            self.kinds(kind, text)?;
            text.push(")");
        }
        Ok(())
    }

    /// Writes a `def` without its decorators; `member` is its kind in its class.
    pub(super) fn definition(
        &mut self,
        function: &'a ast::StmtFunctionDef,
        member: Option<Member>,
        text: &mut Text,
        depth: usize,
    ) -> Result {
        let scope = self.scopes.opened_by(function.range);
        let name = match self.known_name(&function.name) {
            Some(known) => known.to_owned(),
            None => self
                .mangled(&function.name)
                .unwrap_or_else(|| function.name.to_string()),
        };
        let name = self.defined_as(function).unwrap_or(name);
        let is_renamed = name != function.name.as_str();
        if is_renamed {
            self.changed = true;
        }
        let is_generator = self.scopes.all[scope].has_yield;
        let start = text.end();
        text.indent(depth);
        let head = TextRange::new(function.name.start(), function.parameters.end());
        let awaits = self.scopes.all[scope].is_await
            && self.scopes.all[scope].kind == ScopeKind::Function { is_async: true };
        if awaits || function.is_async && !is_generator {
            text.put("async ", head);
        }
        text.put("def ", head);
        text.put(&name, &function.name);
        self.parameters(&function.parameters, text)?;
        text.push(":\n");
        let scope_data = &self.scopes.all[scope];
        let receiver = match member {
            None => None,
            Some(Member::StaticMethod) if function.name.as_str() != "__new__" => None,
            Some(_) => function
                .parameters
                .posonlyargs
                .first()
                .or_else(|| function.parameters.args.first())
                .map(|parameter| parameter.parameter.name.to_string())
                // `__new__` may choose another class.
                .filter(|name| {
                    function.name.as_str() == "__new__" || !scope_data.rebound.contains(name)
                }),
        };
        let frame = Frame {
            class: if member.is_some() {
                self.frame().class
            } else {
                None
            },
            method: member,
            receiver,
            ..Frame::default()
        };
        self.bodies.push(&function.body);
        let result = self.in_frame(scope, frame, |lowerer| {
            lowerer.find_unbound(&function.body);
            if hides_parameters(&function.parameters) {
                for parameter in &function.parameters.posonlyargs {
                    let name = parameter.parameter.name.as_str();
                    line(text, depth + 1, &format!("{name} = {name}{HIDDEN}"));
                }
            }
            if is_generator {
                return lowerer.generator(function, text, depth + 1);
            }
            if member.is_some() && function.name.as_str() == "__exit__" {
                lowerer.told_on_leaving(&function.parameters, text, depth + 1);
            }
            if member.is_some() && matches!(function.name.as_str(), "__exit__" | "__aexit__") {
                lowerer.traced_on_leaving(function, text, depth + 1);
            }
            lowerer.suite(&function.body, text, depth + 1)
        });
        self.bodies.pop();
        if (is_renamed || self.tasks.is_first_task()) && !self.is_own(function) {
            text.name_since(start, function.name.as_str());
        }
        result
    }

    /// Passes the object of a program's exception to an `__exit__`, which the machine does not.
    fn told_on_leaving(&mut self, parameters: &ast::Parameters, text: &mut Text, depth: usize) {
        if !self.asks(Demand::Exceptions) {
            return;
        }
        let named: Vec<&str> = parameters
            .posonlyargs
            .iter()
            .chain(&parameters.args)
            .skip(1)
            .map(|parameter| parameter.parameter.name.as_str())
            .collect();
        let rest = parameters.vararg.as_ref().map(|rest| rest.name.as_str());
        let targets: Vec<String> = named
            .iter()
            .map(|name| (*name).to_owned())
            .chain(rest.map(|rest| format!("*{rest}")))
            .collect();
        if targets.is_empty() {
            return;
        }
        let told = self.helper("exit_args");
        // A starred target is a list, while `*args` is a tuple.
        line(
            text,
            depth,
            &format!("({},) = {told}({})", targets.join(", "), targets.join(", ")),
        );
        if let Some(rest) = rest {
            line(text, depth, &format!("{rest} = tuple({rest})"));
        }
    }

    /// Passes a traceback to an `__exit__` that reads it, which the machine does not.
    fn traced_on_leaving(
        &mut self,
        function: &'a ast::StmtFunctionDef,
        text: &mut Text,
        depth: usize,
    ) {
        let named: Vec<&str> = function
            .parameters
            .posonlyargs
            .iter()
            .chain(&function.parameters.args)
            .map(|parameter| parameter.parameter.name.as_str())
            .collect();
        let [_, _, value, trace] = named[..] else {
            return;
        };
        let (Some(first), Some(last)) = (function.body.first(), function.body.last()) else {
            return;
        };
        let body = &self.source[TextRange::new(first.start(), last.end())];
        let is_part = |c: char| c.is_alphanumeric() || c == '_';
        let is_read = body.match_indices(trace).any(|(at, _)| {
            !body[..at].ends_with(is_part) && !body[at + trace.len()..].starts_with(is_part)
        });
        if is_read {
            let held = self.helper("TRACEBACK");
            line(
                text,
                depth,
                &format!(
                    "{trace} = {held} if {trace} is None and {value} is not None else {trace}"
                ),
            );
        }
    }

    /// Writes parameters with their parentheses, without annotations.
    fn parameters(&mut self, parameters: &'a ast::Parameters, text: &mut Text) -> Result {
        text.put("(", parameters);
        let mut is_first = true;
        let mut separate = |text: &mut Text| {
            if !std::mem::take(&mut is_first) {
                text.push(", ");
            }
        };
        let is_hidden = hides_parameters(parameters);
        for parameter in &parameters.posonlyargs {
            separate(text);
            self.parameter(parameter, is_hidden, text)?;
        }
        if !parameters.posonlyargs.is_empty() {
            separate(text);
            text.push("/");
        }
        for parameter in &parameters.args {
            separate(text);
            self.parameter(parameter, false, text)?;
        }
        if let Some(rest) = &parameters.vararg {
            separate(text);
            text.push("*");
            text.put(rest.name.as_str(), &rest.name);
        } else if !parameters.kwonlyargs.is_empty() {
            separate(text);
            text.push("*");
        }
        for parameter in &parameters.kwonlyargs {
            separate(text);
            self.parameter(parameter, false, text)?;
        }
        if let Some(rest) = &parameters.kwarg {
            separate(text);
            text.push("**");
            text.put(rest.name.as_str(), &rest.name);
        }
        text.push(")");
        Ok(())
    }

    fn parameter(
        &mut self,
        parameter: &'a ast::ParameterWithDefault,
        is_hidden: bool,
        text: &mut Text,
    ) -> Result {
        let name = parameter.parameter.name.as_str();
        if self.mangled(name).is_some() {
            return refuse(
                parameter,
                format!(
                    "the parameter {name} is private to its class: write it with one underscore"
                ),
            );
        }
        text.put(name, &parameter.parameter.name);
        if is_hidden {
            self.changed = true;
            text.push(HIDDEN);
        }
        if let Some(default) = &parameter.default {
            text.push("=");
            self.operand(default, text)?;
        }
        Ok(())
    }

    /// Writes a `with`, whose targets may be properties.
    pub(super) fn with(
        &mut self,
        node: &'a ast::StmtWith,
        text: &mut Text,
        depth: usize,
    ) -> Result {
        if node.is_async {
            return self.async_with(node, text, depth);
        }
        let mut after = Vec::new();
        text.indent(depth);
        text.put(
            "with ",
            node.items.first().map_or(node.range, |item| item.range),
        );
        for (index, item) in node.items.iter().enumerate() {
            if index > 0 {
                text.push(", ");
            }
            self.operand(&item.context_expr, text)?;
            if let Some(target) = &item.optional_vars {
                text.push(" as ");
                self.target(target, &mut after, text)?;
            }
        }
        text.push(":\n");
        super::statements::lines(text, depth + 1, &after);
        self.suite(&node.body, text, depth + 1)
    }

    /// Writes `async with m as x: body` with explicit calls.
    fn async_with(&mut self, node: &'a ast::StmtWith, text: &mut Text, depth: usize) -> Result {
        self.async_with_items(&node.items, &node.body, text, depth)
    }

    fn async_with_items(
        &mut self,
        items: &'a [ast::WithItem],
        body: &'a [Stmt],
        text: &mut Text,
        depth: usize,
    ) -> Result {
        let Some((item, rest)) = items.split_first() else {
            return self.suite(body, text, depth);
        };
        let manager = self.fresh("m");
        let error = self.fresh("x");
        let clean = self.fresh("n");
        let enter = self.helper("aenter");
        let exit = self.helper("aexit");
        text.indent(depth);
        text.put(&format!("{manager} = "), item);
        self.operand(&item.context_expr, text)?;
        text.push("\n");
        text.indent(depth);
        let mut after = Vec::new();
        if let Some(target) = &item.optional_vars {
            self.target(target, &mut after, text)?;
            text.push(" = ");
        }
        text.put(&format!("await {enter}({manager})\n"), item);
        super::statements::lines(text, depth, &after);
        line(text, depth, &format!("{clean} = True"));
        line(text, depth, "try:");
        line(text, depth + 1, "try:");
        self.async_with_items(rest, body, text, depth + 2)?;
        line(
            text,
            depth + 1,
            &format!("except BaseException as {error}:"),
        );
        line(text, depth + 2, &format!("{clean} = False"));
        text.indent(depth + 2);
        text.put(&format!("if not await {exit}({manager}, {error}):\n"), item);
        line(text, depth + 3, "raise");
        line(text, depth, "finally:");
        line(text, depth + 1, &format!("if {clean}:"));
        text.indent(depth + 2);
        text.put(&format!("await {exit}({manager}, None)\n"), item);
        Ok(())
    }

    /// Writes `async for x in it: body` with explicit calls.
    pub(super) fn async_iteration(
        &mut self,
        node: &'a ast::StmtFor,
        text: &mut Text,
        depth: usize,
    ) -> Result {
        let (iterator, item) = (self.fresh("a"), self.fresh("i"));
        let get = self.helper("aiter");
        let anext = self.helper("anext_or_end");
        let end = self.helper("END");
        text.indent(depth);
        text.put(&format!("{iterator} = {get}("), &*node.iter);
        self.expr(&node.iter, text)?;
        text.put(")\n", &*node.iter);
        let is_left =
            self.is_let_go(&node.iter) && crate::objections::suspended::leaves(&node.body);
        let outer = depth;
        let depth = depth + usize::from(is_left);
        if is_left {
            line(text, outer, "try:");
        }
        text.indent(depth);
        text.put(
            &format!("while ({item} := await {anext}({iterator})) is not {end}:\n"),
            &*node.iter,
        );
        let mut after = Vec::new();
        text.indent(depth + 1);
        self.target(&node.target, &mut after, text)?;
        text.put(&format!(" = {item}\n"), &*node.target);
        super::statements::lines(text, depth + 1, &after);
        self.native_loop(&node.body, text, depth + 1)?;
        self.otherwise(&node.orelse, text, depth)?;
        if is_left {
            let drop = self.helper("adrop");
            line(text, outer, "finally:");
            line(text, outer + 1, &format!("{drop}({iterator})"));
        }
        Ok(())
    }

    /// The kind of member that a decorator creates.
    pub(super) fn decorator_kind(&self, decorator: &Expr) -> Member {
        crate::analysis::classes::decorator_kind(decorator, self.scope, self.scopes, self.names)
    }
}
