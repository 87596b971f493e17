//! Comprehensions, and generator expressions that are lazy where that can be observed.

use ruff_python_ast::{self as ast, Expr};
use ruff_text_size::{Ranged, TextRange, TextSize};

use super::{Lowerer, Result, refuse};
use crate::{analysis::scopes::ScopeId, knowledge::Demand, text::Text};

impl<'a> Lowerer<'a> {
    pub(super) fn comprehension(
        &mut self,
        expr: &'a Expr,
        generators: &'a [ast::Comprehension],
        text: &mut Text,
    ) -> Result {
        let is_async = generators.iter().any(|generator| generator.is_async);
        if is_async && expr.is_generator_expr() {
            return refuse(
                expr,
                "an asynchronous generator expression: write it as a list or a loop",
            );
        }
        if !is_async && self.driven_comprehension(expr, generators, text)? {
            return Ok(());
        }
        let scope = self.scopes.opened_by(expr.range());
        let mut at = self.items_of(expr, scope, text)?;
        for (index, generator) in generators.iter().enumerate() {
            let within = if index == 0 { self.scope } else { scope };
            self.no_walrus += 1;
            let result = if generator.is_async {
                let end_before = match index {
                    0 => at,
                    _ => generator.start(),
                };
                text.copy(self.source, TextRange::new(at, end_before));
                self.asynchronous(generator, scope, within, text)
            } else {
                text.copy(self.source, TextRange::new(at, generator.target.start()));
                self.in_scope(scope, |lowerer| lowerer.expr(&generator.target, text))
                    .and_then(|()| {
                        text.copy(
                            self.source,
                            TextRange::new(generator.target.end(), generator.iter.start()),
                        );
                        self.in_scope(within, |lowerer| lowerer.iterable(&generator.iter, text))
                    })
            };
            self.no_walrus -= 1;
            result?;
            at = generator.iter.end();
            for test in &generator.ifs {
                text.copy(self.source, TextRange::new(at, test.start()));
                self.in_scope(scope, |lowerer| lowerer.test(test, text))?;
                at = test.end();
            }
        }
        text.copy(self.source, TextRange::new(at, expr.end()));
        Ok(())
    }

    /// Writes the item expressions of a comprehension, and returns their end.
    fn items_of(&mut self, expr: &'a Expr, scope: ScopeId, text: &mut Text) -> Result<TextSize> {
        let heads: Vec<&'a Expr> = match expr {
            Expr::ListComp(comp) => vec![&comp.elt],
            Expr::SetComp(comp) => vec![&comp.elt],
            Expr::Generator(comp) => vec![&comp.elt],
            Expr::DictComp(comp) => comp
                .key
                .as_deref()
                .into_iter()
                .chain([&*comp.value])
                .collect(),
            _ => Vec::new(),
        };
        let mut at = expr.start();
        for head in heads {
            text.copy(self.source, TextRange::new(at, head.start()));
            self.in_scope(scope, |lowerer| lowerer.expr(head, text))?;
            at = head.end();
        }
        Ok(at)
    }

    /// Writes a generator expression that is passed to a function that consumes it at once.
    pub(super) fn eager(
        &mut self,
        generator: &'a ast::ExprGenerator,
        expr: &'a Expr,
        text: &mut Text,
    ) -> Result {
        if has_await(generator) {
            return self.generator_expression(generator, text);
        }
        let drives = generator
            .generators
            .iter()
            .any(|part| self.is_driven(&part.iter));
        if drives && !Items::Single(&generator.elt).is_odd(&generator.generators) {
            return self.drained(expr, text);
        }
        self.comprehension(expr, &generator.generators, text)
    }

    /// Writes a generator expression as an iterator that evaluates items on demand.
    pub(super) fn generator_expression(
        &mut self,
        generator: &'a ast::ExprGenerator,
        text: &mut Text,
    ) -> Result {
        if Items::Single(&generator.elt).is_odd(&generator.generators)
            && !self.keeps_names(generator)
        {
            return refuse(
                generator,
                "a generator expression with `await` or `:=` in it cannot be lazy here: write it as a list `[...]` or a loop",
            );
        }
        let scope = self.scopes.opened_by(generator.range);
        let items = Items::Single(&generator.elt);
        self.lazily(
            generator.range,
            items,
            &generator.generators,
            scope,
            true,
            text,
        )
    }

    /// Writes `helper(lambda it: [item for target in (it,) if test], iter(iterable))`, nested for each further `for`.
    pub(super) fn lazily(
        &mut self,
        node: TextRange,
        items: Items<'a>,
        generators: &'a [ast::Comprehension],
        scope: usize,
        is_first: bool,
        text: &mut Text,
    ) -> Result {
        let (first, rest) = (&generators[0], &generators[1..]);
        let helper = self.helper(match (rest.is_empty(), self.asks(Demand::Driven)) {
            (true, false) => "lazy",
            (false, false) => "lazy_nested",
            (true, true) => "driven_lazy",
            (false, true) => "driven_lazy_nested",
        });
        let it = self.fresh("i");
        let start = text.end();
        text.put(&format!("{helper}(lambda {it}: ["), node);
        self.in_scope(scope, |lowerer| {
            if !rest.is_empty() {
                return lowerer.lazily(node, items, rest, scope, false, text);
            }
            match items {
                Items::Single(item) => lowerer.operand(item, text),
                Items::Pair(key, value) => {
                    text.push("(");
                    lowerer.operand(key, text)?;
                    text.push(", ");
                    lowerer.operand(value, text)?;
                    text.push(")");
                    Ok(())
                }
            }
        })?;
        text.put(" for ", first);
        self.in_scope(scope, |lowerer| lowerer.expr(&first.target, text))?;
        text.put(&format!(" in ({it},)"), first);
        self.filters(&first.ifs, scope, text)?;
        text.name_since(start, "<genexpr>");
        text.put("], ", &first.iter);
        let within = if is_first { self.scope } else { scope };
        self.enclosed_iterable(&first.iter, within, text)?;
        text.put(")", TextRange::new(node.end(), node.end()));
        Ok(())
    }

    /// Writes the `if` clauses of a `for`.
    pub(super) fn filters(&mut self, tests: &'a [Expr], scope: ScopeId, text: &mut Text) -> Result {
        for test in tests {
            text.put(" if ", test);
            self.in_scope(scope, |lowerer| lowerer.enclosed_test(test, text))?;
        }
        Ok(())
    }

    /// Writes a test in parentheses.
    pub(super) fn enclosed_test(&mut self, condition: &'a Expr, text: &mut Text) -> Result {
        text.push("(");
        self.test(condition, text)?;
        text.push(")");
        Ok(())
    }

    /// Writes an iterable in parentheses.
    pub(super) fn enclosed_iterable(
        &mut self,
        iterable: &'a Expr,
        scope: ScopeId,
        text: &mut Text,
    ) -> Result {
        self.in_scope(scope, |lowerer| {
            text.push("(");
            lowerer.iterable(iterable, text)?;
            text.push(")");
            Ok(())
        })
    }

    /// Writes `async for target in it` as `for items in async_items(it) for target in await items.pull()`: an item is
    /// created after the previous one has been used.
    fn asynchronous(
        &mut self,
        generator: &'a ast::Comprehension,
        scope: ScopeId,
        within: ScopeId,
        text: &mut Text,
    ) -> Result {
        let helper = self.helper("async_items");
        let items = self.fresh("i");
        text.put(&format!(" for {items} in {helper}("), generator);
        self.in_scope(within, |lowerer| lowerer.expr(&generator.iter, text))?;
        text.put(") for ", generator);
        self.in_scope(scope, |lowerer| lowerer.expr(&generator.target, text))?;
        text.put(&format!(" in await {items}.lo__pull()"), &generator.iter);
        Ok(())
    }
}

/// The item expressions of a comprehension.
#[derive(Clone, Copy)]
pub(super) enum Items<'a> {
    Single(&'a Expr),
    Pair(&'a Expr, &'a Expr),
}

impl<'a> Items<'a> {
    /// Whether there are parts whose meaning would change in a separate function.
    pub(super) fn is_odd(self, generators: &'a [ast::Comprehension]) -> bool {
        let mut open: Vec<&Expr> = match self {
            Self::Single(item) => vec![item],
            Self::Pair(key, value) => vec![key, value],
        };
        for (index, part) in generators.iter().enumerate() {
            if part.is_async {
                return true;
            }
            if index > 0 {
                open.push(&part.iter);
            }
            open.extend(&part.ifs);
        }
        while let Some(expr) = open.pop() {
            if matches!(expr, Expr::Await(_) | Expr::Named(_)) {
                return true;
            }
            open.extend(super::expressions::parts_of(expr));
        }
        false
    }
}

/// Whether an item or test of a generator expression awaits, which makes the expression asynchronous.
fn has_await(generator: &ast::ExprGenerator) -> bool {
    let mut open: Vec<&Expr> = vec![&generator.elt];
    for (index, part) in generator.generators.iter().enumerate() {
        if index > 0 {
            open.push(&part.iter);
        }
        open.extend(&part.ifs);
    }
    while let Some(expr) = open.pop() {
        if expr.is_await_expr() {
            return true;
        }
        open.extend(super::expressions::parts_of(expr));
    }
    false
}
