//! Operations in functions that outlive their feed, and do not consult classes.

use std::collections::BTreeSet;

use ruff_python_ast::{
    self as ast, Expr, Stmt,
    visitor::source_order::{self, SourceOrderVisitor},
};

use crate::knowledge::Demand;

/// Demands that the functions and methods of a program do not meet, and the attributes that they read.
#[derive(Debug, Default)]
pub struct Lasting {
    pub unasked: BTreeSet<Demand>,
    pub attributes: BTreeSet<String>,
    depth: usize,
}

impl Lasting {
    pub fn of(body: &[Stmt]) -> Self {
        let mut lasting = Self::default();
        for stmt in body {
            lasting.visit_stmt(stmt);
        }
        lasting
    }

    fn leaves(&mut self, demand: Demand) {
        if self.depth > 0 {
            self.unasked.insert(demand);
        }
    }

    fn test(&mut self, expr: &Expr) {
        match expr {
            Expr::Compare(_) | Expr::BooleanLiteral(_) => {}
            Expr::UnaryOp(unary) if unary.op == ast::UnaryOp::Not => self.test(&unary.operand),
            Expr::BoolOp(operation) => operation.values.iter().for_each(|value| self.test(value)),
            _ => self.leaves(Demand::Truth),
        }
    }
}

impl<'a> SourceOrderVisitor<'a> for Lasting {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::FunctionDef(_) => {
                self.depth += 1;
                source_order::walk_stmt(self, stmt);
                self.depth -= 1;
                return;
            }
            Stmt::If(node) => self.test(&node.test),
            Stmt::While(node) => self.test(&node.test),
            Stmt::Assert(node) => self.test(&node.test),
            Stmt::Try(node) if !node.handlers.is_empty() => self.leaves(Demand::Exceptions),
            Stmt::Raise(_) => self.leaves(Demand::Chains),
            Stmt::AugAssign(_) => self.leaves(Demand::InPlace),
            Stmt::For(_) => self.leaves(Demand::Items),
            Stmt::Match(_) => {
                self.leaves(Demand::Classes);
                self.leaves(Demand::BuiltIns);
            }
            _ => {}
        }
        source_order::walk_stmt(self, stmt);
    }

    fn visit_annotation(&mut self, _: &'a Expr) {}

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Lambda(_) => {
                self.depth += 1;
                source_order::walk_expr(self, expr);
                self.depth -= 1;
                return;
            }
            Expr::BoolOp(operation) => operation.values.iter().for_each(|value| self.test(value)),
            Expr::If(choice) => self.test(&choice.test),
            Expr::UnaryOp(unary) if unary.op == ast::UnaryOp::Not => self.test(&unary.operand),
            Expr::Compare(compare) => {
                for op in &compare.ops {
                    match op {
                        ast::CmpOp::Lt | ast::CmpOp::LtE | ast::CmpOp::Gt | ast::CmpOp::GtE => {
                            self.leaves(Demand::Order);
                        }
                        ast::CmpOp::NotEq => self.leaves(Demand::Unequal),
                        _ => {}
                    }
                }
            }
            Expr::Dict(dict) if dict.iter().any(|item| item.key.is_none()) => {
                self.leaves(Demand::Mappings);
            }
            Expr::FString(_) => self.leaves(Demand::Format),
            Expr::BinOp(operation) if operation.op == ast::Operator::Mod => {
                self.leaves(Demand::BuiltIns);
            }
            Expr::Attribute(attribute) => {
                if self.depth > 0 {
                    let of_type = matches!(&*attribute.value, Expr::Name(name) if crate::builtins::is_type(&name.id));
                    if of_type || matches!(attribute.attr.as_str(), "dump" | "dumps" | "copy") {
                        self.unasked.insert(Demand::BuiltIns);
                    }
                    self.attributes.insert(attribute.attr.to_string());
                    self.unasked.insert(Demand::Attributes);
                }
            }
            Expr::Call(call) => {
                if !matches!(&*call.func, Expr::Name(name) if crate::builtins::exists(&name.id)) {
                    self.leaves(Demand::New);
                }
                if call
                    .arguments
                    .keywords
                    .iter()
                    .any(|keyword| keyword.arg.is_none())
                {
                    self.leaves(Demand::Mappings);
                }
                if matches!(&*call.func, Expr::Attribute(attribute)
                    if attribute.attr.as_str() == "write" && attribute.value.is_attribute_expr())
                {
                    self.leaves(Demand::Printing);
                }
                if let Expr::Name(name) = &*call.func {
                    match name.id.as_str() {
                        "len" | "bool" | "any" | "all" | "filter" => self.leaves(Demand::Truth),
                        "sorted" | "min" | "max" => self.leaves(Demand::Order),
                        "dict" => self.leaves(Demand::Mappings),
                        "isinstance" | "type" => {
                            self.leaves(Demand::Classes);
                            self.leaves(Demand::BuiltIns);
                        }
                        "dumps" | "dump" | "copy" => self.leaves(Demand::BuiltIns),
                        "reversed" => self.leaves(Demand::Reversed),
                        "iter" | "list" | "tuple" => self.leaves(Demand::Items),
                        "print" => self.leaves(Demand::Printing),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
        source_order::walk_expr(self, expr);
    }
}
