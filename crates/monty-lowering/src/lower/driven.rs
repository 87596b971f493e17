//! Iterators that call functions of the host: driven by explicit calls, as the machine's native code cannot wait.

use ruff_python_ast::{self as ast, Expr};
use ruff_text_size::{Ranged, TextRange};

use super::{Lowerer, Result, comprehensions::Items, statements::lines};
use crate::{builtins, knowledge::Demand, text::Text};

impl<'a> Lowerer<'a> {
    /// Whether an expression may be an iterator that calls the host.
    pub(super) fn is_driven(&self, expr: &Expr) -> bool {
        self.asks(Demand::Driven) && self.may_run_code(expr)
    }

    fn may_run_code(&self, expr: &Expr) -> bool {
        match expr {
            Expr::Generator(_) | Expr::Attribute(_) | Expr::Subscript(_) => true,
            Expr::Call(call) => match &*call.func {
                Expr::Name(name) => {
                    let id = name.id.as_str();
                    let is_built_in = self.names.is_built_in(id, self.scope, self.scopes);
                    let is_lazy = matches!(
                        id,
                        "map" | "filter" | "zip" | "enumerate" | "iter" | "reversed"
                    );
                    is_lazy || !is_built_in && !self.names.is_host(id, self.scope, self.scopes)
                }
                Expr::Attribute(attribute) => {
                    let attr = attribute.attr.as_str();
                    !builtins::METHODS.contains(&attr) || self.is_of_program(attr)
                }
                _ => true,
            },
            Expr::If(choice) => {
                self.may_run_code(&choice.body) || self.may_run_code(&choice.orelse)
            }
            Expr::BoolOp(operation) => operation
                .values
                .iter()
                .any(|value| self.may_run_code(value)),
            Expr::Named(named) => self.may_run_code(&named.value),
            Expr::Name(name) => {
                // An unbound name is a value of the host.
                !self
                    .names
                    .is_host(name.id.as_str(), self.scope, self.scopes)
            }
            _ => false,
        }
    }

    /// Writes `for x in it: body` with explicit calls.
    pub(super) fn driven_loop(
        &mut self,
        node: &'a ast::StmtFor,
        text: &mut Text,
        depth: usize,
    ) -> Result {
        let (iterator, item) = (self.fresh("a"), self.fresh("i"));
        let (get, next, end) = (
            self.helper("iter_of"),
            self.helper("next_or_end"),
            self.helper("END"),
        );
        text.indent(depth);
        text.put(&format!("{iterator} = {get}("), &*node.iter);
        self.iterable(&node.iter, text)?;
        text.put(")\n", &*node.iter);
        text.indent(depth);
        text.put(
            &format!("while ({item} := {next}({iterator})) is not {end}:\n"),
            &*node.iter,
        );
        let mut after = Vec::new();
        text.indent(depth + 1);
        self.target(&node.target, &mut after, text)?;
        text.put(&format!(" = {item}\n"), &*node.target);
        lines(text, depth + 1, &after);
        self.native_loop(&node.body, text, depth + 1)?;
        self.otherwise(&node.orelse, text, depth)
    }

    /// Writes an iterable that is consumed at once as the list of its items, as it may call the host.
    pub(super) fn drained(&mut self, expr: &'a Expr, text: &mut Text) -> Result {
        let helper = self.helper("drained");
        text.put(&format!("{helper}("), expr);
        match expr {
            Expr::Generator(generator) => self.generator_expression(generator, text)?,
            _ => self.expr(expr, text)?,
        }
        text.put(")", TextRange::new(expr.end(), expr.end()));
        Ok(())
    }

    /// Writes a list, set or dict comprehension over an iterator that may call the host; `false` for any other.
    pub(super) fn driven_comprehension(
        &mut self,
        expr: &'a Expr,
        generators: &'a [ast::Comprehension],
        text: &mut Text,
    ) -> Result<bool> {
        let (kind, items) = match expr {
            Expr::ListComp(comp) => ("", Items::Single(&comp.elt)),
            Expr::SetComp(comp) => ("set", Items::Single(&comp.elt)),
            Expr::DictComp(comp) => match &comp.key {
                Some(key) => ("dict", Items::Pair(key, &comp.value)),
                None => return Ok(false),
            },
            _ => return Ok(false),
        };
        let drives = generators
            .iter()
            .any(|generator| self.is_driven(&generator.iter));
        if !drives || items.is_odd(generators) || self.frame().is_class_body {
            return Ok(false);
        }
        let helper = self.helper("drained");
        text.put(&format!("{kind}({helper}("), expr);
        let scope = self.scopes.opened_by(expr.range());
        self.lazily(expr.range(), items, generators, scope, true, text)?;
        text.put("))", TextRange::new(expr.end(), expr.end()));
        Ok(true)
    }

    /// Writes calls of functions that step an iterator; `false` for any other call.
    pub(super) fn driven_call(
        &mut self,
        path: &str,
        call: &'a ast::ExprCall,
        text: &mut Text,
    ) -> Result<bool> {
        if !self.asks(Demand::Driven) {
            return Ok(false);
        }
        let helper = match path {
            "next" => "next_by_hand",
            "map" => "driven_map",
            "filter" if !self.asks(Demand::Truth) => "driven_filter",
            "zip" => "driven_zip",
            "enumerate" => "driven_enumerate",
            "itertools.islice" => "driven_islice",
            "itertools.takewhile" => "driven_takewhile",
            "itertools.chain" => "driven_chain",
            "itertools.chain.from_iterable" => "driven_chained",
            "any" | "all" => return self.driven_any(path, call, text),
            _ => return Ok(false),
        };
        self.helper_call(helper, call, text)
    }

    fn driven_any(&mut self, path: &str, call: &'a ast::ExprCall, text: &mut Text) -> Result<bool> {
        let [iterable] = &call.arguments.args[..] else {
            return Ok(false);
        };
        let helper = self.helper(&format!("{path}_driven"));
        text.put(&format!("{helper}("), call);
        match iterable {
            Expr::Generator(generator) => self.generator_expression(generator, text)?,
            _ => self.operand(iterable, text)?,
        }
        if self.asks(Demand::Truth) {
            let truth = self.helper("true");
            text.push(&format!(", {truth}"));
        }
        text.put(")", TextRange::new(call.end(), call.end()));
        Ok(true)
    }
}
