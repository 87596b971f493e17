//! `first, *rest = it`: Python asks the iterator for its iterator once more before it takes the rest.
//!
//! That can be seen where `__iter__` of an iterator does anything but hand itself back, as one that starts over does.

use ruff_python_ast::{
    self as ast, Expr, Stmt,
    visitor::source_order::{self, SourceOrderVisitor},
};

use crate::refusal::Refusal;

/// Whether `__iter__` of some iterator of the program does more than hand itself back.
pub fn restarts(body: &[Stmt]) -> bool {
    let mut restarting = Restarting(false);
    for stmt in body {
        restarting.visit_stmt(stmt);
    }
    restarting.0
}

/// How many targets stand before the star of an assignment that may restart an iterator.
pub fn before_star(targets: &[Expr], value: &Expr) -> Option<usize> {
    let [Expr::Tuple(ast::ExprTuple { elts, .. }) | Expr::List(ast::ExprList { elts, .. })] =
        targets
    else {
        return None;
    };
    let star = elts.iter().position(Expr::is_starred_expr)?;
    let is_flat = elts.iter().all(|target| {
        matches!(target, Expr::Starred(star) if !has_star(&star.value)) || !has_star(target)
    });
    (is_flat && !is_built_in(value)).then_some(star)
}

pub fn find(body: &[Stmt]) -> Option<Refusal> {
    if !restarts(body) {
        return None;
    }
    let mut starred = Starred(None);
    for stmt in body {
        starred.visit_stmt(stmt);
    }
    starred.0
}

/// Whether some iterator's `__iter__` does more than hand itself back.
struct Restarting(bool);

impl<'a> SourceOrderVisitor<'a> for Restarting {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        if let Stmt::ClassDef(class) = stmt
            && method(class, "__next__").is_some()
            && let Some(iter) = method(class, "__iter__")
        {
            self.0 |= !hands_itself_back(iter);
        }
        source_order::walk_stmt(self, stmt);
    }

    fn visit_expr(&mut self, _: &'a Expr) {}
}

fn method<'c>(class: &'c ast::StmtClassDef, name: &str) -> Option<&'c ast::StmtFunctionDef> {
    class
        .body
        .iter()
        .filter_map(Stmt::as_function_def_stmt)
        .find(|function| function.name.as_str() == name)
}

fn hands_itself_back(iter: &ast::StmtFunctionDef) -> bool {
    let is_doc = |stmt: &&Stmt| matches!(stmt, Stmt::Expr(node) if node.value.is_literal_expr());
    let rest: Vec<&Stmt> = iter.body.iter().filter(|stmt| !is_doc(stmt)).collect();
    let receiver = iter.parameters.iter().next();
    matches!((&rest[..], receiver), ([Stmt::Return(node)], Some(receiver))
        if matches!(node.value.as_deref(), Some(Expr::Name(name)) if name.id == receiver.name().id))
}

struct Starred(Option<Refusal>);

impl Starred {
    fn look(&mut self, target: &Expr, value: Option<&Expr>) {
        let is_nested = match target {
            Expr::Tuple(ast::ExprTuple { elts, .. }) | Expr::List(ast::ExprList { elts, .. }) => {
                elts.iter()
                    .any(|part| !part.is_starred_expr() && has_star(part))
            }
            _ => false,
        };
        if is_nested || has_star(target) && !value.is_some_and(is_built_in) {
            self.0.get_or_insert_with(|| {
                Refusal::new(
                    target,
                    "a starred target calls __iter__ of an iterator twice, which cannot be had here: write \
                     `items = list(it)` first, then `first, *rest = items[:]`",
                )
            });
        }
    }
}

impl<'a> SourceOrderVisitor<'a> for Starred {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::Assign(assign) if before_star(&assign.targets, &assign.value).is_some() => {}
            Stmt::Assign(assign) => {
                for target in &assign.targets {
                    self.look(target, Some(&assign.value));
                }
            }
            Stmt::For(node) => self.look(&node.target, None),
            _ => {}
        }
        source_order::walk_stmt(self, stmt);
    }

    fn visit_comprehension(&mut self, comprehension: &'a ast::Comprehension) {
        self.look(&comprehension.target, None);
        source_order::walk_comprehension(self, comprehension);
    }
}

fn has_star(target: &Expr) -> bool {
    match target {
        Expr::Starred(_) => true,
        Expr::Tuple(ast::ExprTuple { elts, .. }) | Expr::List(ast::ExprList { elts, .. }) => {
            elts.iter().any(has_star)
        }
        _ => false,
    }
}

/// Whether an expression is certain to give a list, tuple, string or range.
fn is_built_in(expr: &Expr) -> bool {
    match expr {
        Expr::Tuple(_) | Expr::List(_) | Expr::ListComp(_) | Expr::StringLiteral(_) => true,
        Expr::Subscript(part) => part.slice.is_slice_expr(),
        Expr::Call(call) => match &*call.func {
            Expr::Name(name) => {
                matches!(
                    name.id.as_str(),
                    "list" | "tuple" | "sorted" | "range" | "str"
                )
            }
            Expr::Attribute(attribute) => {
                matches!(attribute.attr.as_str(), "split" | "rsplit" | "splitlines")
            }
            _ => false,
        },
        _ => false,
    }
}
