//! Detects iterators that call functions of the host, and must be driven by generated loops.

use std::collections::{HashMap, HashSet};

use ruff_python_ast::{Expr, Stmt};

use super::{
    scopes::{ScopeId, ScopeKind, Scopes},
    shapes::is_of_host,
    walk::{Visit, walk},
};
use crate::builtins;

/// Whether a generator or a lazy expression of the program may call the host without awaiting.
pub fn calls_host(body: &[Stmt], scopes: &Scopes) -> bool {
    let mut mentions = Mentions {
        scopes,
        functions: HashMap::new(),
        mentioned: HashMap::new(),
        hosts: HashSet::new(),
        lazy: HashSet::new(),
        handed: HashSet::new(),
    };
    walk(body, scopes, &mut mentions);
    if mentions.hosts.is_empty() {
        return false;
    }
    let (reaching, names) = mentions.reaching();
    let is_iterator = |scope: &ScopeId| {
        scopes.all[*scope].has_yield
            || mentions.lazy.contains(scope)
            || matches!(
                mentions.functions.get(scope),
                Some(&"__next__" | &"__iter__")
            )
    };
    reaching.iter().any(is_iterator) || mentions.handed.iter().any(|name| names.contains(name))
}

struct Mentions<'s, 'a> {
    scopes: &'s Scopes,
    /// Names of functions, by the scope that they open.
    functions: HashMap<ScopeId, &'a str>,
    /// Scopes that mention a name or an attribute.
    mentioned: HashMap<&'a str, Vec<ScopeId>>,
    /// Scopes that name something of the host.
    hosts: HashSet<ScopeId>,
    /// Scopes of generator expressions, and of functions passed to `map` and `filter`.
    lazy: HashSet<ScopeId>,
    /// Functions that are passed to `map` and `filter` by name.
    handed: HashSet<&'a str>,
}

impl<'a> Mentions<'_, 'a> {
    /// Scopes that name the host, directly or through a function, and the names of these functions.
    fn reaching(&self) -> (HashSet<ScopeId>, HashSet<&'a str>) {
        let mut reaching = HashSet::new();
        let mut names: HashSet<&'a str> = HashSet::new();
        let mut open: Vec<ScopeId> = self.hosts.iter().copied().collect();
        while let Some(scope) = open.pop() {
            if !reaching.insert(scope) {
                continue;
            }
            let data = &self.scopes.all[scope];
            // A lambda or comprehension counts for its enclosing function.
            if matches!(data.kind, ScopeKind::Lambda | ScopeKind::Comprehension) {
                open.extend(data.parent);
            }
            if let Some(name) = self.functions.get(&scope)
                && names.insert(name)
                && let Some(scopes) = self.mentioned.get(name)
            {
                open.extend(scopes);
            }
        }
        (reaching, names)
    }
}

impl<'a> Visit<'a> for Mentions<'_, 'a> {
    fn stmt(&mut self, stmt: &'a Stmt, _: ScopeId) -> bool {
        if let Stmt::FunctionDef(function) = stmt {
            let scope = self.scopes.opened_by(function.range);
            self.functions.insert(scope, function.name.as_str());
        }
        true
    }

    fn expr(&mut self, expr: &'a Expr, scope: ScopeId) -> bool {
        match expr {
            Expr::Generator(generator) => {
                self.lazy.insert(self.scopes.opened_by(generator.range));
            }
            Expr::Call(call) if matches!(&*call.func, Expr::Name(name) if matches!(name.id.as_str(), "map" | "filter")) => {
                match call.arguments.args.first() {
                    Some(Expr::Lambda(lambda)) => {
                        self.lazy.insert(self.scopes.opened_by(lambda.range));
                    }
                    Some(Expr::Name(name)) => {
                        self.handed.insert(name.id.as_str());
                    }
                    Some(Expr::Attribute(attribute)) => {
                        self.handed.insert(attribute.attr.as_str());
                    }
                    _ => {}
                }
            }
            Expr::Attribute(attribute) => {
                self.mentioned
                    .entry(attribute.attr.as_str())
                    .or_default()
                    .push(scope);
            }
            Expr::Name(name) if name.ctx.is_load() => {
                let id = name.id.as_str();
                let of_host = match self.scopes.binding(id, scope) {
                    Some(at) => {
                        self.mentioned.entry(id).or_default().push(scope);
                        self.scopes.all[at].import(id).is_some_and(|full| {
                            is_of_host(full.split('.').next().unwrap_or_default())
                        })
                    }
                    None => !builtins::exists(id) && !crate::is_ours(id),
                };
                // A coroutine awaits its calls.
                let is_async = ScopeKind::Function { is_async: true };
                if of_host && self.scopes.all[scope].kind != is_async {
                    self.hosts.insert(scope);
                }
            }
            _ => {}
        }
        true
    }
}
