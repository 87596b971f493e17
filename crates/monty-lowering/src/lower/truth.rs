//! Truth: `if`, `while`, `not`, `and`, `or` consult an object's class, if a class of the program defines truth.

use ruff_python_ast::{self as ast, Expr, Stmt};
use ruff_text_size::{Ranged, TextRange};

use super::{Lowerer, Result, expressions::may_be_object, refuse};
use crate::{analysis::classes::suites, knowledge::Demand, text::Text};

const COMPARISONS: &[&str] = &["__eq__", "__ge__", "__gt__", "__le__", "__lt__", "__ne__"];

/// Whether a function may return something other than a truth value.
fn returns_object(body: &[Stmt]) -> bool {
    body.iter().any(|stmt| match stmt {
        Stmt::Return(node) => node.value.as_deref().is_some_and(|value| !is_truth(value)),
        _ => suites(stmt).into_iter().any(returns_object),
    })
}

fn is_truth(expr: &Expr) -> bool {
    match expr {
        Expr::Compare(_) | Expr::BooleanLiteral(_) => true,
        Expr::UnaryOp(unary) => unary.op == ast::UnaryOp::Not,
        Expr::BoolOp(operation) => operation.values.iter().all(is_truth),
        Expr::If(choice) => is_truth(&choice.body) && is_truth(&choice.orelse),
        Expr::Name(name) => name.id.as_str() == "NotImplemented",
        Expr::Call(call) => match &*call.func {
            Expr::Name(name) => matches!(
                name.id.as_str(),
                "all" | "any" | "bool" | "callable" | "hasattr" | "isinstance" | "issubclass"
            ),
            // Another comparison, or the like.
            Expr::Attribute(attribute) => {
                attribute.attr.starts_with("__") || attribute.attr.starts_with("is")
            }
            _ => false,
        },
        _ => false,
    }
}

impl<'a> Lowerer<'a> {
    /// Writes an expression that is used for its truth only.
    pub(super) fn test(&mut self, expr: &'a Expr, text: &mut Text) -> Result {
        if !self.asks(Demand::Truth) || !self.may_lie(expr) {
            return self.expr(expr, text);
        }
        match expr {
            Expr::BoolOp(operation) => {
                let mut at = expr.start();
                for value in &operation.values {
                    text.copy(self.source, TextRange::new(at, value.start()));
                    self.test(value, text)?;
                    at = value.end();
                }
                text.copy(self.source, TextRange::new(at, expr.end()));
                Ok(())
            }
            Expr::UnaryOp(unary) if unary.op == ast::UnaryOp::Not => self.negation(unary, text),
            _ => {
                let helper = self.helper("true");
                text.put(&format!("{helper}("), expr);
                self.expr(expr, text)?;
                text.push(")");
                Ok(())
            }
        }
    }

    pub(super) fn negation(&mut self, unary: &'a ast::ExprUnaryOp, text: &mut Text) -> Result {
        text.copy(
            self.source,
            TextRange::new(unary.start(), unary.operand.start()),
        );
        self.test(&unary.operand, text)?;
        text.copy(
            self.source,
            TextRange::new(unary.operand.end(), unary.end()),
        );
        Ok(())
    }

    /// Writes `a and b`, `a or b`, `a if c else b` as values.
    pub(super) fn choice(&mut self, expr: &'a Expr, text: &mut Text) -> Result {
        if !self.asks(Demand::Truth) {
            return self.children(expr, text);
        }
        match expr {
            Expr::If(choice) => {
                text.copy(
                    self.source,
                    TextRange::new(choice.start(), choice.body.start()),
                );
                self.expr(&choice.body, text)?;
                text.copy(
                    self.source,
                    TextRange::new(choice.body.end(), choice.test.start()),
                );
                self.test(&choice.test, text)?;
                text.copy(
                    self.source,
                    TextRange::new(choice.test.end(), choice.orelse.start()),
                );
                self.expr(&choice.orelse, text)?;
                text.copy(
                    self.source,
                    TextRange::new(choice.orelse.end(), choice.end()),
                );
                Ok(())
            }
            Expr::BoolOp(operation) => {
                let all_known = operation.values[..operation.values.len() - 1]
                    .iter()
                    .all(|value| !self.may_lie(value));
                if all_known {
                    return self.children(expr, text);
                }
                self.values(operation.op, &operation.values, text)
            }
            _ => self.children(expr, text),
        }
    }

    fn values(&mut self, op: ast::BoolOp, values: &'a [Expr], text: &mut Text) -> Result {
        let (first, rest) = (&values[0], &values[1..]);
        if rest.is_empty() {
            return self.operand(first, text);
        }
        if !self.may_walrus() {
            return refuse(
                first,
                "`and`/`or` of objects with a truth of their own cannot stand here: bind its value to a name before",
            );
        }
        let held = self.fresh("v");
        let helper = self.helper("true");
        let negated = if op == ast::BoolOp::And { "not " } else { "" };
        text.put(&format!("({held} if {negated}{helper}({held} := "), first);
        self.operand(first, text)?;
        text.push(") else ");
        self.values(op, rest, text)?;
        text.push(")");
        Ok(())
    }

    /// Whether a comparison may give an object: a method of the program's classes returns more than truth values.
    fn compares_to_objects(&self) -> bool {
        *self.compares_to_objects.get_or_init(|| {
            // Classes of other feeds may do so.
            self.is_session || self.classes.all.iter().any(|class| {
                class.node.body.iter().any(|stmt| {
                    matches!(stmt, Stmt::FunctionDef(method)
                        if COMPARISONS.contains(&method.name.as_str()) && returns_object(&method.body))
                })
            })
        })
    }

    /// Whether the machine may be wrong about an expression's truth.
    fn may_lie(&self, expr: &Expr) -> bool {
        match expr {
            Expr::BoolOp(operation) => operation.values.iter().any(|value| self.may_lie(value)),
            Expr::UnaryOp(unary) if unary.op == ast::UnaryOp::Not => self.may_lie(&unary.operand),
            Expr::Compare(_) => self.compares_to_objects(),
            Expr::Call(call) => match &*call.func {
                Expr::Name(name) => {
                    !(self
                        .names
                        .is_built_in(name.id.as_str(), self.scope, self.scopes)
                        && matches!(
                            name.id.as_str(),
                            "isinstance"
                                | "hasattr"
                                | "callable"
                                | "any"
                                | "all"
                                | "bool"
                                | "len"
                                | "issubclass"
                                | "abs"
                                | "int"
                                | "str"
                                | "list"
                                | "dict"
                                | "set"
                                | "tuple"
                                | "sorted"
                                | "float"
                                | "repr"
                                | "ord"
                        ))
                }
                Expr::Attribute(attribute) => !matches!(
                    attribute.attr.as_str(),
                    "startswith"
                        | "endswith"
                        | "isdigit"
                        | "isalpha"
                        | "isalnum"
                        | "isspace"
                        | "isupper"
                        | "islower"
                        | "strip"
                        | "lower"
                        | "upper"
                        | "splitlines"
                        | "isnumeric"
                        | "isidentifier"
                ),
                _ => true,
            },
            _ => may_be_object(expr),
        }
    }
}
