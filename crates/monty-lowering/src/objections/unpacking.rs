//! `first, *rest = it`: Python calls `__iter__` of the iterator again before it takes the rest.
//!
//! That can be observed if `__iter__` of an iterator does anything but return itself, such as restarting.

use ruff_python_ast::{
    self as ast, Expr, Stmt,
    visitor::source_order::{self, SourceOrderVisitor},
};

use crate::refusal::Refusal;

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

/// Whether a starred target may observe the second call of `__iter__`.
pub fn restarts(body: &[Stmt]) -> bool {
    let mut restarting = Restarting(false);
    for stmt in body {
        restarting.visit_stmt(stmt);
    }
    restarting.0
}

/// The number of targets before the starred one of a plain assignment, which is expanded.
pub fn before_star(targets: &[Expr]) -> Option<usize> {
    let [Expr::Tuple(ast::ExprTuple { elts, .. }) | Expr::List(ast::ExprList { elts, .. })] =
        targets
    else {
        return None;
    };
    let star = elts.iter().position(Expr::is_starred_expr)?;
    let is_nested = elts.iter().any(|part| match part {
        Expr::Starred(starred) => has_star(&starred.value),
        part => has_star(part),
    });
    (!is_nested).then_some(star)
}

/// Whether the `__iter__` of some iterator does more than return itself.
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
        let is_whole = before_star(std::slice::from_ref(target)).is_some();
        if has_star(target) && !(is_whole && value.is_some_and(is_built_in)) {
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
            Stmt::Assign(assign) if before_star(&assign.targets).is_none() => {
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

/// Whether an expression is certainly a list, tuple, string or range.
pub fn is_built_in(expr: &Expr) -> bool {
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
