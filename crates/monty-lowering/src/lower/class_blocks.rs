//! Statements in class bodies that the machine does not have there: `if`, `for`, `while`, `try`, `with`, imports, `del`.
//!
//! Each is a function above the class, which is given the class's names that it reads, and returns those that it binds.

use std::collections::HashSet;

use ruff_python_ast::{self as ast, Expr, Stmt};
use ruff_text_size::{Ranged, TextRange};

use super::{Frame, Lowerer, Result, refuse, statements::line};
use crate::{
    analysis::{
        classes::{ClassId, suites},
        scopes::{ScopeId, ScopeKind, Scopes},
        walk::{Visit, walk_in},
    },
    text::Text,
};

/// A statement as a function.
pub(super) struct Block {
    range: TextRange,
    /// The call that runs it.
    call: String,
    /// The name of what it returns.
    held: String,
    /// Names that it certainly binds.
    bound: Vec<String>,
}

/// Whether the machine has no such statement in a class body.
pub(super) fn is_block(stmt: &Stmt) -> bool {
    matches!(
        stmt,
        Stmt::If(_)
            | Stmt::For(_)
            | Stmt::While(_)
            | Stmt::Try(_)
            | Stmt::With(_)
            | Stmt::Import(_)
            | Stmt::ImportFrom(_)
    )
}

impl<'a> Lowerer<'a> {
    /// Writes the functions of a class body's blocks, and returns the decorator that gives the class the names that they
    /// may bind.
    pub(super) fn class_blocks(
        &mut self,
        id: ClassId,
        node: &'a ast::StmtClassDef,
        text: &mut Text,
        depth: usize,
        blocks: &mut Vec<Block>,
    ) -> Result<Option<String>> {
        if !node.body.iter().any(is_block) {
            return Ok(None);
        }
        if self.line_kind(id).is_some()
            || self.dataclass_of(id)?.is_some()
            || self.classes.is_own_named_tuple(id)
        {
            return refuse(
                &node.name,
                "the body of an enumeration or dataclass may hold methods, values and classes here: move other statements \
                 out of it",
            );
        }
        let scope = self.scopes.opened_by(node.range);
        let deleted: HashSet<&str> = node.body.iter().flat_map(deleted).collect();
        let mut certain = HashSet::new();
        let mut possible: Vec<String> = Vec::new();
        for stmt in &node.body {
            self.check_reads(stmt, scope, &certain, is_block(stmt))?;
            if is_block(stmt) {
                let block = self.class_block(id, stmt, &certain, text, depth)?;
                for name in names_bound(stmt, self.scopes, scope) {
                    let is_left = !deleted.contains(name.as_str());
                    if is_left && !block.bound.contains(&name) && !possible.contains(&name) {
                        possible.push(name);
                    }
                }
                certain.extend(block.bound.iter().cloned());
                blocks.push(block);
            } else {
                certain.extend(certainly_bound(std::slice::from_ref(stmt)));
            }
        }
        // What a later statement binds in any case is the class's own.
        possible.retain(|name| !certain.contains(name));
        if possible.is_empty() {
            return Ok(None);
        }
        let filled = self.helper("class_filled");
        let names: String = possible
            .iter()
            .flat_map(|name| ["'", name, "', "])
            .collect();
        let held: String = blocks
            .iter()
            .flat_map(|block| ["'", &block.held, "', "])
            .collect();
        Ok(Some(format!("@{filled}(({held}), ({names}))")))
    }

    fn class_block(
        &mut self,
        id: ClassId,
        stmt: &'a Stmt,
        certain: &HashSet<String>,
        text: &mut Text,
        depth: usize,
    ) -> Result<Block> {
        let scope = self.classes.all[id].scope;
        let bound = names_bound(stmt, self.scopes, scope);
        let sure = certainly_bound(std::slice::from_ref(stmt));
        let mut reads = Reads::of(stmt, self.scopes, scope).own;
        // A name that is bound in one branch only keeps its value in the other.
        reads.extend(bound.iter().cloned());
        let mut shared: Vec<String> = reads
            .into_iter()
            .filter(|name| certain.contains(name))
            .collect();
        shared.sort_unstable();
        shared.dedup();
        let make = self.fresh("n");
        let held = self.fresh("t");
        line(text, depth, &format!("def {make}({}):", shared.join(", ")));
        let frame = Frame {
            class: Some(id),
            is_class_block: true,
            ..Frame::default()
        };
        self.in_frame(scope, frame, |lowerer| lowerer.stmt(stmt, text, depth + 1))?;
        line(text, depth + 1, &format!("{held} = {{}}"));
        let mut always = Vec::new();
        for name in &bound {
            let store = format!("{held}['{name}'] = {name}");
            if sure.contains(name) || shared.contains(name) {
                line(text, depth + 1, &store);
                always.push(name.clone());
            } else {
                line(text, depth + 1, "try:");
                line(text, depth + 2, &store);
                line(text, depth + 1, "except NameError:");
                line(text, depth + 2, "pass");
            }
        }
        line(text, depth + 1, &format!("return {held}"));
        Ok(Block {
            range: stmt.range(),
            call: format!("{make}({})", shared.join(", ")),
            held: self.fresh("b"),
            bound: always,
        })
    }

    /// Refuses a statement that reads what the class may not have bound yet, and functions in a block that read names
    /// which the class has too: they would see the class's.
    fn check_reads(
        &self,
        stmt: &'a Stmt,
        scope: ScopeId,
        certain: &HashSet<String>,
        is_block: bool,
    ) -> Result {
        let reads = Reads::of(stmt, self.scopes, scope);
        let within: HashSet<String> = if is_block {
            names_bound(stmt, self.scopes, scope).into_iter().collect()
        } else {
            HashSet::new()
        };
        let class = &self.scopes.all[scope];
        for name in &reads.own {
            let is_elsewhere = class
                .parent
                .is_some_and(|parent| self.scopes.binding(name, parent).is_some())
                || crate::builtins::exists(name);
            if class.bound.contains(name)
                && !certain.contains(name)
                && (is_elsewhere || !within.contains(name))
            {
                return refuse(
                    stmt,
                    format!(
                        "{name} may have no value here yet: bind it above, or put the statement before the class"
                    ),
                );
            }
        }
        let hidden = reads.inner.iter().find(|name| class.bound.contains(*name));
        if let (true, Some(name)) = (is_block, hidden) {
            return refuse(
                stmt,
                format!(
                    "a function in this statement reads {name}, which the class has too: give it another name"
                ),
            );
        }
        Ok(())
    }
}

/// Writes the call of a block in its class body, and the names that it binds.
pub(super) fn call_block(stmt: &Stmt, blocks: &[Block], text: &mut Text, depth: usize) {
    let Some(block) = blocks.iter().find(|block| block.range == stmt.range()) else {
        return;
    };
    let held = &block.held;
    text.indent(depth);
    text.put(&format!("{held} = {}\n", block.call), stmt);
    for name in &block.bound {
        line(text, depth, &format!("{name} = {held}['{name}']"));
    }
}

/// The names that a statement of a class body reads.
struct Reads<'s> {
    scope: ScopeId,
    scopes: &'s Scopes,
    /// In the class's scope.
    own: HashSet<String>,
    /// In functions and comprehensions within, which do not see the class's names.
    inner: HashSet<String>,
}

impl<'s> Reads<'s> {
    fn of(stmt: &Stmt, scopes: &'s Scopes, scope: ScopeId) -> Self {
        let mut reads = Self {
            scope,
            scopes,
            own: HashSet::new(),
            inner: HashSet::new(),
        };
        walk_in(std::slice::from_ref(stmt), scopes, scope, &mut reads);
        reads
    }
}

impl<'a> Visit<'a> for Reads<'_> {
    fn stmt(&mut self, stmt: &'a Stmt, scope: ScopeId) -> bool {
        if let Stmt::AugAssign(node) = stmt
            && scope == self.scope
            && let Expr::Name(name) = &*node.target
        {
            self.own.insert(name.id.to_string());
        }
        true
    }

    fn expr(&mut self, expr: &'a Expr, scope: ScopeId) -> bool {
        if let Expr::Name(name) = expr
            && name.ctx.is_load()
        {
            let id = name.id.as_str();
            if scope == self.scope {
                self.own.insert(id.to_owned());
            } else {
                // Whether it is bound within, up to the class.
                let mut at = scope;
                while at != self.scope {
                    let inner = &self.scopes.all[at];
                    if inner.kind != ScopeKind::Class && inner.bound.contains(id) {
                        return true;
                    }
                    at = inner.parent.unwrap_or(self.scope);
                }
                self.inner.insert(id.to_owned());
            }
        }
        true
    }
}

/// The names that a block binds in the class, in the order of the class's.
fn names_bound(stmt: &Stmt, scopes: &Scopes, scope: ScopeId) -> Vec<String> {
    let mut found = HashSet::new();
    bound_in(stmt, &mut found);
    let order = &scopes.all[scope].order;
    order
        .iter()
        .filter(|name| found.contains(name.as_str()))
        .cloned()
        .collect()
}

fn bound_in(stmt: &Stmt, found: &mut HashSet<String>) {
    found.extend(certainly_bound(std::slice::from_ref(stmt)));
    match stmt {
        Stmt::For(node) => targets(&node.target, found),
        Stmt::With(node) => {
            for item in &node.items {
                if let Some(target) = &item.optional_vars {
                    targets(target, found);
                }
            }
        }
        _ => {}
    }
    for suite in suites(stmt) {
        for stmt in suite {
            bound_in(stmt, found);
        }
    }
}

/// The names that statements bind whenever they end.
fn certainly_bound(body: &[Stmt]) -> HashSet<String> {
    let mut found = HashSet::new();
    for stmt in body {
        match stmt {
            Stmt::Assign(node) => node
                .targets
                .iter()
                .for_each(|target| targets(target, &mut found)),
            Stmt::AnnAssign(node) if node.value.is_some() => targets(&node.target, &mut found),
            Stmt::AugAssign(node) => targets(&node.target, &mut found),
            Stmt::FunctionDef(node) => {
                found.insert(node.name.to_string());
            }
            Stmt::ClassDef(node) => {
                found.insert(node.name.to_string());
            }
            Stmt::Import(node) => {
                for alias in &node.names {
                    let full = alias.asname.as_ref().unwrap_or(&alias.name).as_str();
                    found.insert(full.split('.').next().unwrap_or_default().to_owned());
                }
            }
            Stmt::ImportFrom(node) => {
                for alias in &node.names {
                    found.insert(alias.asname.as_ref().unwrap_or(&alias.name).to_string());
                }
            }
            Stmt::If(node) => {
                let has_else = node
                    .elif_else_clauses
                    .last()
                    .is_some_and(|clause| clause.test.is_none());
                if has_else {
                    let clauses = node.elif_else_clauses.iter().map(|clause| &clause.body[..]);
                    found.extend(in_each(std::iter::once(&node.body[..]).chain(clauses)));
                }
            }
            Stmt::Try(node) => {
                let mut whole = certainly_bound(&node.body);
                whole.extend(certainly_bound(&node.orelse));
                for handler in &node.handlers {
                    let ast::ExceptHandler::ExceptHandler(handler) = handler;
                    let other = certainly_bound(&handler.body);
                    if !matches!(handler.body.last(), Some(Stmt::Raise(_))) {
                        whole.retain(|name| other.contains(name));
                    }
                }
                found.extend(whole);
                found.extend(certainly_bound(&node.finalbody));
            }
            _ => {}
        }
    }
    found
}

fn in_each<'b>(mut suites: impl Iterator<Item = &'b [Stmt]>) -> HashSet<String> {
    let mut found = suites.next().map(certainly_bound).unwrap_or_default();
    for suite in suites {
        let other = certainly_bound(suite);
        found.retain(|name| other.contains(name));
    }
    found
}

fn targets(target: &Expr, found: &mut HashSet<String>) {
    match target {
        Expr::Name(name) => {
            found.insert(name.id.to_string());
        }
        Expr::Tuple(tuple) => tuple.elts.iter().for_each(|part| targets(part, found)),
        Expr::List(list) => list.elts.iter().for_each(|part| targets(part, found)),
        Expr::Starred(starred) => targets(&starred.value, found),
        _ => {}
    }
}

/// Whether a `del` in a class body names only what blocks alone bind.
pub(super) fn deletes_names_of(node: &ast::StmtDelete, body: &[Stmt]) -> bool {
    let mut certain = HashSet::new();
    for stmt in body {
        if is_block(stmt) {
            certain.extend(certainly_bound(std::slice::from_ref(stmt)));
        } else if !matches!(stmt, Stmt::Delete(_)) {
            bound_in(stmt, &mut certain);
        }
    }
    node.targets
        .iter()
        .all(|target| matches!(target, Expr::Name(name) if !certain.contains(name.id.as_str())))
}

fn deleted(stmt: &Stmt) -> Vec<&str> {
    match stmt {
        Stmt::Delete(node) => node
            .targets
            .iter()
            .filter_map(Expr::as_name_expr)
            .map(|name| name.id.as_str())
            .collect(),
        _ => Vec::new(),
    }
}
