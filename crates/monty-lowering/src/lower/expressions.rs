//! Expressions: copied, except for the parts that are rewritten.

use ruff_python_ast::{
    self as ast, Expr, ExprContext, InterpolatedStringElement,
    visitor::source_order::{self, SourceOrderVisitor},
};
use ruff_text_size::{Ranged, TextRange, TextSize};

use super::{Lowerer, Result, formats::pads_text, refuse, tasks::iterated};
use crate::{
    analysis::ordering::Seen,
    knowledge::Demand,
    modules::{self, Found},
    text::Text,
};

impl<'a> Lowerer<'a> {
    /// Writes an expression.
    pub(super) fn expr(&mut self, expr: &'a Expr, text: &mut Text) -> Result {
        if !self.replaced.is_empty()
            && let Some(held) = self.replaced.get(&expr.range())
        {
            text.put(held, expr);
            return Ok(());
        }
        if !self.ordered.is_empty()
            && let Some(seen) = self.ordered.remove(&expr.range())
        {
            return self.in_order(seen, expr, text);
        }
        if !self.making.is_empty()
            && let Some(seen) = self.making.remove(&expr.range())
        {
            return self.set_made(seen, expr, text);
        }
        if !self.viewed.is_empty() && self.viewed.remove(&expr.range()) {
            let helper = self.helper("viewed");
            text.put(&format!("{helper}("), expr);
            self.expr(expr, text)?;
            text.put(")", TextRange::new(expr.end(), expr.end()));
            return Ok(());
        }
        match expr {
            Expr::Call(call) if self.is_in_await() && iterated(call).is_some() => {
                self.changed = true;
                self.operand(iterated(call).unwrap_or(expr), text)
            }
            Expr::Call(call) => self.call(call, text),
            Expr::Attribute(attribute) => self.attribute(attribute, text),
            Expr::Name(name) => self.name(name, text),
            Expr::Compare(compare) => self.compare(compare, text),
            Expr::BoolOp(_) | Expr::If(_) => self.choice(expr, text),
            Expr::UnaryOp(unary) if unary.op == ast::UnaryOp::Not => self.negation(unary, text),
            Expr::Generator(generator) => self.generator_expression(generator, text),
            Expr::ListComp(comp) => self.comprehension(expr, &comp.generators, text),
            Expr::SetComp(comp) => self.comprehension(expr, &comp.generators, text),
            Expr::DictComp(comp) => self.comprehension(expr, &comp.generators, text),
            Expr::Dict(dict)
                if self.asks(Demand::Mappings) && dict.iter().any(|item| item.key.is_none()) =>
            {
                self.merged(dict, text)
            }
            Expr::BinOp(operation) if self.tells_by_percent(operation) => {
                self.percent_by("told_each", operation, text)
            }
            Expr::BinOp(operation)
                if operation.op == ast::Operator::Mod
                    && self.asks(Demand::BuiltIns)
                    && may_be_object(&operation.right) =>
            {
                self.percent(operation, text)
            }
            Expr::BinOp(operation)
                if !self.is_own(operation)
                    && self.may_scale(&operation.left, operation.op, &operation.right) =>
            {
                self.scaled(operation, text)
            }
            Expr::Starred(starred) if starred.ctx.is_load() && self.is_driven(&starred.value) => {
                text.put("*", expr);
                self.drained(&starred.value, text)
            }
            Expr::Subscript(subscript) => self.subscript(subscript, text),
            Expr::FString(string) => self.formatted(string, expr, text),
            Expr::Lambda(lambda) => self.lambda(lambda, text),
            Expr::Await(node) => self.waiting(node, text),
            Expr::Yield(_) | Expr::YieldFrom(_) if self.is_in_await() => {
                self.yielded_to_loop(expr, text)
            }
            Expr::Yield(_) | Expr::YieldFrom(_) => refuse(
                expr,
                "a yield inside this expression cannot be had exactly: bind its value first, as in `received = yield item`",
            ),
            _ => self.children(expr, text),
        }
    }

    /// Writes an expression as an argument or operand: in parentheses where precedence could split it.
    pub(super) fn operand(&mut self, expr: &'a Expr, text: &mut Text) -> Result {
        let is_closed = match expr {
            Expr::Name(_)
            | Expr::Attribute(_)
            | Expr::Call(_)
            | Expr::Subscript(_)
            | Expr::List(_)
            | Expr::Dict(_)
            | Expr::Set(_)
            | Expr::ListComp(_)
            | Expr::SetComp(_)
            | Expr::DictComp(_)
            | Expr::StringLiteral(_)
            | Expr::NumberLiteral(_)
            | Expr::NoneLiteral(_)
            | Expr::BooleanLiteral(_)
            | Expr::EllipsisLiteral(_) => true,
            Expr::Tuple(tuple) => tuple.parenthesized,
            _ => false,
        };
        if is_closed && !self.text_of(expr).contains('\n') {
            self.expr(expr, text)
        } else {
            text.put("(", expr);
            self.expr(expr, text)?;
            text.put(")", TextRange::new(expr.end(), expr.end()));
            Ok(())
        }
    }

    /// Copies an expression and rewrites its parts.
    pub(super) fn children(&mut self, expr: &'a Expr, text: &mut Text) -> Result {
        let parts = parts_of(expr);
        self.spliced(expr.range(), &parts, text)
    }

    /// Copies `range` and rewrites the expressions in it.
    pub(super) fn spliced(
        &mut self,
        range: TextRange,
        parts: &[&'a Expr],
        text: &mut Text,
    ) -> Result {
        let mut at: TextSize = range.start();
        for part in parts {
            text.copy(self.source, TextRange::new(at, part.start()));
            self.expr(part, text)?;
            at = part.end();
        }
        text.copy(self.source, TextRange::new(at, range.end()));
        Ok(())
    }

    /// Writes `{**a, ...}` where `a` may be a mapping class of the program.
    fn merged(&mut self, dict: &'a ast::ExprDict, text: &mut Text) -> Result {
        text.put("{", dict);
        for item in dict {
            if let Some(key) = &item.key {
                self.operand(key, text)?;
                text.push(": ");
                self.operand(&item.value, text)?;
            } else {
                let helper = self.helper("mapping");
                text.put(&format!("**{helper}("), &item.value);
                self.operand(&item.value, text)?;
                text.push(")");
            }
            text.push(", ");
        }
        text.put("}", TextRange::new(dict.end(), dict.end()));
        Ok(())
    }

    fn name(&mut self, name: &'a ast::ExprName, text: &mut Text) -> Result {
        let id = name.id.as_str();
        if let Some(mangled) = self.mangled(id) {
            self.changed = true;
            text.put(&mangled, name);
            return Ok(());
        }
        if name.ctx == ExprContext::Load && self.is_unbound(id) {
            self.unbound_name(name, text);
            return Ok(());
        }
        if name.ctx == ExprContext::Load
            && id == "__doc__"
            && self.scopes.binding(id, self.scope).is_none()
            && !self.frame().is_class_body
        {
            self.changed = true;
            let doc = self.module_doc().unwrap_or_else(|| "None".to_owned());
            text.put(&doc, name);
            return Ok(());
        }
        if name.ctx == ExprContext::Load
            && let Some(path) = self.path(&Expr::Name(name.clone()))
            && let Some(Found::Module(module)) = modules::find(&path)
            && !module.is_left()
        {
            self.changed = true;
            text.put(&module.object(), name);
            return Ok(());
        }
        if self.is_own(name)
            && let Some(helper) = id.strip_prefix(crate::helpers::PREFIX)
            && crate::helpers::exists(id)
        {
            let helper = self.helper(helper);
            text.put(&helper, name);
            return Ok(());
        }
        if name.ctx == ExprContext::Load
            && !self.frames.is_empty()
            && self.scopes.binding(id, self.scope).is_none()
            && self.names.is_built_in(id, self.scope, self.scopes)
            && let Some(replacement) = self.built_in_value(id, name)?
        {
            text.put(&replacement, name);
            return Ok(());
        }
        text.copy(self.source, name.range);
        Ok(())
    }

    fn subscript(&mut self, subscript: &'a ast::ExprSubscript, text: &mut Text) -> Result {
        if subscript.ctx == ExprContext::Load
            && let Expr::Name(name) = &*subscript.value
            && let Some(class) = self
                .classes
                .named(name.id.as_str(), self.scope, self.scopes)
        {
            let line = self.classes.line(class);
            let has_items = |id: &usize| self.classes.all[*id].has("__class_getitem__");
            if line.iter().any(has_items) {
                return self.class_subscript("class_item", subscript, text);
            }
            // `Stack[int]` is `Stack`: type arguments have no effect at run time.
            if self.is_generic(class) {
                self.changed = true;
                return self.expr(&subscript.value, text);
            }
        }
        if subscript.ctx == ExprContext::Load
            && self
                .path(&subscript.value)
                .is_some_and(|path| self.names.earlier_class(&path).is_some())
        {
            return self.class_subscript("class_subscript", subscript, text);
        }
        if subscript.ctx == ExprContext::Load && self.aliased(subscript, text) {
            self.operand(&subscript.slice, text)?;
            text.put(")", TextRange::new(subscript.end(), subscript.end()));
            return Ok(());
        }
        if subscript.ctx.is_load() && self.looked_up(subscript, text)? {
            return Ok(());
        }
        let parts = [&*subscript.value, &*subscript.slice];
        self.spliced(subscript.range, &parts, text)
    }

    /// Writes what is before the arguments of `Dict[str, int]`, if it is one of `typing`.
    pub(super) fn aliased(&mut self, subscript: &ast::ExprSubscript, text: &mut Text) -> bool {
        let path = self.path(&subscript.value).unwrap_or_default();
        let Some(name) = path
            .strip_prefix("typing.")
            .or_else(|| path.strip_prefix("typing_extensions."))
            .or_else(|| path.starts_with("collections.abc.").then_some(&*path))
        else {
            return false;
        };
        let helper = self.helper("Alias");
        text.put(&format!("{helper}('{name}', "), subscript);
        true
    }

    /// `C[x]` by a helper that is called with the class and what is in brackets.
    fn class_subscript(
        &mut self,
        helper: &'static str,
        subscript: &'a ast::ExprSubscript,
        text: &mut Text,
    ) -> Result {
        let helper = self.helper(helper);
        text.put(&format!("{helper}("), subscript);
        self.expr(&subscript.value, text)?;
        text.push(", ");
        self.operand(&subscript.slice, text)?;
        text.put(")", TextRange::new(subscript.end(), subscript.end()));
        Ok(())
    }

    /// Whether a class takes type parameters in brackets.
    fn is_generic(&self, class: usize) -> bool {
        self.classes.line(class).iter().any(|id| {
            let node = self.classes.all[*id].node;
            let by_base = node
                .arguments
                .as_ref()
                .is_some_and(|arguments| arguments.args.iter().any(Expr::is_subscript_expr));
            node.type_params.is_some() || by_base
        })
    }

    fn lambda(&mut self, lambda: &'a ast::ExprLambda, text: &mut Text) -> Result {
        if let Some(signed) = self.signed_lambda(lambda)? {
            text.append(&signed);
            text.push("(");
            self.plain_lambda(lambda, text)?;
            text.push(")");
            return Ok(());
        }
        self.plain_lambda(lambda, text)
    }

    fn plain_lambda(&mut self, lambda: &'a ast::ExprLambda, text: &mut Text) -> Result {
        let start = text.end();
        let parts = parts_of_lambda(lambda);
        let scope = self.scopes.opened_by(lambda.range);
        if self.scopes.all[scope].has_yield {
            return refuse(lambda, "a lambda that yields: write it as a def");
        }
        let mut at = lambda.start();
        for part in &parts {
            text.copy(self.source, TextRange::new(at, part.start()));
            self.expr(part, text)?;
            at = part.end();
        }
        text.copy(self.source, TextRange::new(at, lambda.body.start()));
        let outer = std::mem::take(&mut self.no_walrus);
        let result = self.in_scope(scope, |lowerer| lowerer.expr(&lambda.body, text));
        self.no_walrus = outer;
        result?;
        text.copy(self.source, TextRange::new(lambda.body.end(), lambda.end()));
        text.name_since(start, "<lambda>");
        Ok(())
    }

    fn formatted(
        &mut self,
        string: &'a ast::ExprFString,
        expr: &'a Expr,
        text: &mut Text,
    ) -> Result {
        // `{x=}` shows the source of its expression, which must stay unchanged; `__format__` must be called.
        let asks = self.asks(Demand::Format);
        let mut at = string.start();
        for element in string.value.elements() {
            self.element(element, asks, &mut at, text)?;
        }
        text.copy(self.source, TextRange::new(at, expr.end()));
        Ok(())
    }

    /// Writes `{x=}` of a rewritten expression: its source text, and the value in a separate field.
    fn debugged(
        &mut self,
        field: &'a ast::InterpolatedElement,
        debug: &ast::DebugText,
        at: &mut TextSize,
        text: &mut Text,
    ) -> Result {
        let expression: &'a Expr = &field.expression;
        let shown = format!(
            "{}{}{}",
            debug.leading(),
            self.text_of(expression),
            debug.trailing()
        );
        if shown.contains(['"', '\'', '\\', '\n']) {
            return refuse(
                field,
                "`{x=}` of an expression that has to be rewritten: print its text and its value apart",
            );
        }
        text.copy(self.source, TextRange::new(*at, field.start()));
        text.push(&shown.replace('{', "{{").replace('}', "}}"));
        text.push("{");
        let is_plain = field.conversion == ast::ConversionFlag::None && field.format_spec.is_none();
        let is_set = self.ordered.remove(&expression.range()).is_some();
        if is_plain && self.shows_class(expression) {
            self.shown_repr(expression, text)?;
        } else if is_plain && is_set {
            self.shown_by("sets_repr", expression, text)?;
        } else {
            self.operand(expression, text)?;
            if is_plain {
                text.push("!r");
            }
        }
        *at = expression.end() + TextSize::of(debug.trailing());
        Ok(())
    }

    fn element(
        &mut self,
        element: &'a InterpolatedStringElement,
        asks: bool,
        at: &mut TextSize,
        text: &mut Text,
    ) -> Result {
        let InterpolatedStringElement::Interpolation(field) = element else {
            return Ok(());
        };
        let expression: &'a Expr = &field.expression;
        if let Some(debug) = &field.debug_text {
            let is_set = self.ordered.contains_key(&expression.range());
            let mut probe = Text::default();
            if !is_set {
                self.expr(expression, &mut probe)?;
            }
            if probe.as_str() != self.text_of(expression) || self.shows_class(expression) {
                return self.debugged(field, debug, at, text);
            }
        }
        text.copy(self.source, TextRange::new(*at, expression.start()));
        let spec = field.format_spec.as_deref();
        if self.ordered.get(&expression.range()) == Some(&Seen::Field) {
            self.ordered.remove(&expression.range());
            if !self.uses.keeps_classes {
                self.shown_by("sets_repr", expression, text)?;
                // The helper returns the shown text.
                *at = field.end() - TextSize::new(1);
                return Ok(());
            }
        }
        if self.shows_class(expression) && field.debug_text.is_none() && spec.is_none() {
            if field.conversion == ast::ConversionFlag::Repr {
                self.shown_repr(expression, text)?;
            } else if asks && field.conversion == ast::ConversionFlag::None {
                let helper = self.helper("formatted");
                text.push(&format!("{helper}("));
                self.shown(expression, text)?;
                text.push(")");
            } else {
                self.shown(expression, text)?;
            }
            *at = expression.end();
            if field.conversion != ast::ConversionFlag::None {
                // The helper returns the shown text.
                *at = field.end() - TextSize::new(1);
            }
            return Ok(());
        }
        // A member of an enumeration may be a number.
        let is_asked = asks
            || self.has_objects() && pads_text(spec)
            || self.asks(Demand::Classes) && spec.is_some();
        if is_asked
            && field.debug_text.is_none()
            && field.conversion == ast::ConversionFlag::None
            && may_be_object(expression)
        {
            let helper = self.helper("formatted");
            text.put(&format!("{helper}("), expression);
            self.operand(expression, text)?;
            if let Some(spec) = &field.format_spec {
                text.push(", f'''");
                let mut inner = spec.start();
                for element in &spec.elements {
                    self.element(element, asks, &mut inner, text)?;
                }
                text.copy(self.source, TextRange::new(inner, spec.end()));
                text.push("'''");
                *at = spec.end();
            } else {
                *at = expression.end();
            }
            text.push(")");
            return Ok(());
        }
        if field.conversion == ast::ConversionFlag::None
            && field.debug_text.is_none()
            && self.may_lack_format(expression, spec)
        {
            let helper = self.helper("padded");
            text.put(&format!("{helper}("), expression);
            self.expr(expression, text)?;
            text.push(")");
        } else {
            self.expr(expression, text)?;
        }
        *at = expression.end();
        if let Some(spec) = &field.format_spec {
            for element in &spec.elements {
                self.element(element, asks, at, text)?;
            }
        }
        Ok(())
    }
}

/// Whether an expression may be an object of a class of the program.
pub(super) fn may_be_object(expr: &Expr) -> bool {
    match expr {
        Expr::StringLiteral(_)
        | Expr::BytesLiteral(_)
        | Expr::NumberLiteral(_)
        | Expr::BooleanLiteral(_)
        | Expr::NoneLiteral(_)
        | Expr::EllipsisLiteral(_)
        | Expr::FString(_)
        | Expr::List(_)
        | Expr::Tuple(_)
        | Expr::Dict(_)
        | Expr::Set(_)
        | Expr::ListComp(_)
        | Expr::SetComp(_)
        | Expr::DictComp(_)
        | Expr::Generator(_)
        | Expr::Lambda(_) => false,
        Expr::UnaryOp(unary) if unary.op == ast::UnaryOp::Not => false,
        Expr::Compare(compare) => !compare.ops.iter().all(|op| {
            matches!(
                op,
                ast::CmpOp::Is | ast::CmpOp::IsNot | ast::CmpOp::In | ast::CmpOp::NotIn
            )
        }),
        Expr::Named(named) => may_be_object(&named.value),
        Expr::If(choice) => may_be_object(&choice.body) || may_be_object(&choice.orelse),
        _ => true,
    }
}

/// Whether an expression may be an object of a class of the program, or contain one.
pub(super) fn may_hold_object(expr: &Expr) -> bool {
    may_be_object(expr)
        || matches!(
            expr,
            Expr::List(_)
                | Expr::Tuple(_)
                | Expr::Dict(_)
                | Expr::ListComp(_)
                | Expr::DictComp(_)
                | Expr::Set(_)
        )
}

/// An expression's direct parts, in the order of the source.
pub(super) fn parts_of(expr: &Expr) -> Vec<&Expr> {
    struct Parts<'a> {
        parts: Vec<&'a Expr>,
        is_top: bool,
    }
    impl<'a> SourceOrderVisitor<'a> for Parts<'a> {
        fn visit_expr(&mut self, expr: &'a Expr) {
            if self.is_top {
                self.is_top = false;
                source_order::walk_expr(self, expr);
            } else {
                self.parts.push(expr);
            }
        }
        fn visit_annotation(&mut self, _: &'a Expr) {}
    }
    let mut parts = Parts {
        parts: Vec::new(),
        is_top: true,
    };
    parts.visit_expr(expr);
    parts.parts
}

fn parts_of_lambda(lambda: &ast::ExprLambda) -> Vec<&Expr> {
    lambda
        .parameters
        .as_ref()
        .map_or_else(Vec::new, |parameters| {
            parameters
                .iter_source_order()
                .filter_map(ruff_python_ast::AnyParameterRef::default)
                .collect()
        })
}
