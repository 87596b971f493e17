//! Names that may be bound to sets, for the order in which those are observed.

use std::collections::HashSet;

use ruff_python_ast::{
    self as ast, Expr, Operator, Stmt,
    visitor::source_order::{self, SourceOrderVisitor},
};

use super::ordering::{generators_of, kept_in_itself, name_of, put_into_itself};

/// Names and attributes that may be bound to sets: those bound anywhere to a value that is not evidently another type.
#[derive(Default)]
pub(super) struct Bindings {
    pub(super) open: HashSet<String>,
    /// Names of what items are taken out of.
    pub(super) shrinking: HashSet<String>,
    /// Names and attributes that are bound to what evidently is a set.
    pub(super) sets: HashSet<String>,
    /// All names that are bound.
    pub(super) bound: HashSet<String>,
}

impl Bindings {
    fn target(&mut self, target: &Expr, value: Option<&Expr>) {
        if let Expr::Name(name) = target {
            self.bound.insert(name.id.to_string());
        }
        if value.is_some_and(|value| is_evident(value, &self.sets)) {
            self.sets.extend(name_of(target).map(str::to_owned));
        }
        match target {
            Expr::Name(name) if value.is_none_or(may_be_set) => {
                self.open.insert(name.id.to_string());
            }
            Expr::Attribute(attribute) if value.is_none_or(may_be_set) => {
                self.open.insert(attribute.attr.to_string());
            }
            Expr::Tuple(tuple) => tuple
                .elts
                .iter()
                .for_each(|target| self.target(target, None)),
            Expr::List(list) => list
                .elts
                .iter()
                .for_each(|target| self.target(target, None)),
            _ => {}
        }
    }
}

impl<'a> SourceOrderVisitor<'a> for Bindings {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::Assign(assign) => {
                for target in &assign.targets {
                    self.open
                        .extend(kept_in_itself(target, &assign.value).map(str::to_owned));
                    match (target, &*assign.value) {
                        (Expr::Tuple(names), Expr::Tuple(values))
                            if names.len() == values.len() =>
                        {
                            for (name, value) in names.iter().zip(values) {
                                self.target(name, Some(value));
                            }
                        }
                        _ => self.target(target, Some(&assign.value)),
                    }
                }
            }
            Stmt::AnnAssign(assign) => {
                if names_set(&assign.annotation) {
                    self.sets.extend(name_of(&assign.target).map(str::to_owned));
                }
                if let Some(value) = &assign.value {
                    self.target(&assign.target, Some(value));
                } else {
                    self.target(&assign.target, None);
                }
            }
            Stmt::AugAssign(assign) if matches!(assign.op, Operator::Sub | Operator::BitAnd) => {
                self.shrinking
                    .extend(name_of(&assign.target).map(str::to_owned));
            }
            Stmt::For(node) => {
                let number = gives_numbers(&node.iter).then_some(&*node.iter);
                self.target(&node.target, number);
            }
            Stmt::With(node) => {
                for item in &node.items {
                    if let Some(target) = &item.optional_vars {
                        self.target(target, None);
                    }
                }
            }
            _ => {}
        }
        source_order::walk_stmt(self, stmt);
    }

    fn visit_parameter(&mut self, parameter: &'a ast::Parameter) {
        self.bound.insert(parameter.name.to_string());
        let is_other = parameter.annotation.as_deref().is_some_and(|annotation| {
            let kind = match annotation {
                Expr::Subscript(subscript) => &subscript.value,
                other => other,
            };
            matches!(kind, Expr::Name(name) if matches!(
                name.id.as_str(),
                "int" | "str" | "float" | "bool" | "bytes" | "list" | "dict" | "tuple" | "List" | "Dict" | "Tuple"
            ))
        });
        if !is_other {
            self.open.insert(parameter.name.to_string());
        }
        if parameter.annotation.as_deref().is_some_and(names_set) {
            self.sets.insert(parameter.name.to_string());
        }
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Named(named) => self.target(&named.target, Some(&named.value)),
            Expr::Call(call) => {
                if let Expr::Attribute(attribute) = &*call.func
                    && matches!(
                        attribute.attr.as_str(),
                        "remove" | "discard" | "pop" | "difference_update" | "intersection_update"
                    )
                {
                    self.shrinking
                        .extend(name_of(&attribute.value).map(str::to_owned));
                }
                self.open.extend(put_into_itself(call).map(str::to_owned));
            }
            _ => {}
        }
        for generator in generators_of(expr) {
            if !gives_numbers(&generator.iter) {
                self.target(&generator.target, None);
            }
        }
        source_order::walk_expr(self, expr);
    }
}

/// Whether an annotation names a type of sets.
fn names_set(annotation: &Expr) -> bool {
    let kind = match annotation {
        Expr::Subscript(subscript) => &subscript.value,
        other => other,
    };
    matches!(
        name_of(kind),
        Some("set" | "frozenset" | "Set" | "FrozenSet" | "AbstractSet")
    )
}

/// Whether an expression evidently is a set; `sets` are names and attributes that are.
pub(super) fn is_evident(expr: &Expr, sets: &HashSet<String>) -> bool {
    match expr {
        Expr::Set(_) | Expr::SetComp(_) => true,
        Expr::Name(_) | Expr::Attribute(_) => name_of(expr).is_some_and(|name| sets.contains(name)),
        Expr::Subscript(subscript) => is_evident(&subscript.value, sets),
        Expr::BinOp(operation) => {
            matches!(
                operation.op,
                Operator::BitAnd | Operator::BitOr | Operator::BitXor | Operator::Sub
            ) && (is_evident(&operation.left, sets) || is_evident(&operation.right, sets))
        }
        Expr::Call(call) => match &*call.func {
            Expr::Name(name) => match name.id.as_str() {
                "set" | "frozenset" => true,
                // What is looked up in it is a set.
                "defaultdict" => call
                    .arguments
                    .args
                    .first()
                    .is_some_and(|kind| name_of(kind) == Some("set")),
                _ => false,
            },
            Expr::Attribute(attribute) => {
                matches!(
                    attribute.attr.as_str(),
                    "union" | "intersection" | "difference" | "symmetric_difference"
                ) || attribute.attr.as_str() == "copy" && is_evident(&attribute.value, sets)
            }
            _ => false,
        },
        _ => false,
    }
}

/// Whether the items of an iterable are evidently no sets.
fn gives_numbers(expr: &Expr) -> bool {
    matches!(expr, Expr::Call(call) if matches!(&*call.func, Expr::Name(name) if name.id.as_str() == "range"))
        || expr.is_string_literal_expr()
}

/// Whether an expression may be a set, judged by its own form.
pub(super) fn may_be_set(expr: &Expr) -> bool {
    match expr {
        Expr::Set(_)
        | Expr::SetComp(_)
        | Expr::Name(_)
        | Expr::Attribute(_)
        | Expr::Subscript(_)
        | Expr::Await(_)
        | Expr::Yield(_)
        | Expr::BoolOp(_) => true,
        Expr::If(choice) => may_be_set(&choice.body) || may_be_set(&choice.orelse),
        Expr::Named(named) => may_be_set(&named.value),
        Expr::BinOp(operation) => {
            matches!(
                operation.op,
                Operator::BitAnd | Operator::BitOr | Operator::BitXor | Operator::Sub
            ) && may_be_set(&operation.left)
                && may_be_set(&operation.right)
        }
        Expr::Call(call) => match &*call.func {
            Expr::Name(name) => !matches!(
                name.id.as_str(),
                "list"
                    | "dict"
                    | "tuple"
                    | "str"
                    | "int"
                    | "float"
                    | "bool"
                    | "bytes"
                    | "len"
                    | "range"
                    | "sorted"
                    | "enumerate"
                    | "zip"
                    | "map"
                    | "filter"
                    | "sum"
                    | "abs"
                    | "round"
                    | "open"
                    | "input"
                    | "iter"
                    | "repr"
                    | "chr"
                    | "ord"
                    | "reversed"
                    | "Counter"
                    | "defaultdict"
                    | "deque"
                    | "OrderedDict"
                    | "isinstance"
                    | "any"
                    | "all"
                    | "divmod"
                    | "pow"
                    | "print"
                    | "type"
                    | "hash"
                    | "id"
            ),
            Expr::Attribute(attribute) => !matches!(
                attribute.attr.as_str(),
                "items"
                    | "keys"
                    | "values"
                    | "split"
                    | "strip"
                    | "lower"
                    | "upper"
                    | "splitlines"
                    | "format"
                    | "join"
                    | "read"
                    | "readlines"
                    | "append"
                    | "encode"
                    | "decode"
                    | "replace"
                    | "count"
                    | "index"
                    | "find"
                    | "startswith"
                    | "endswith"
                    | "Counter"
                    | "defaultdict"
                    | "deque"
                    | "lstrip"
                    | "rstrip"
                    | "title"
            ),
            _ => true,
        },
        _ => false,
    }
}
