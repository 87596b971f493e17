//! Scopes and the names that they bind.

use std::collections::{HashMap, HashSet};

use ruff_python_ast::{
    self as ast, Expr, ExprContext, Pattern, Stmt,
    visitor::source_order::{self, SourceOrderVisitor},
};
use ruff_text_size::{Ranged, TextRange};

/// Index of a scope in [`Scopes`].
pub type ScopeId = usize;

/// The construct that opens a scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScopeKind {
    Module,
    Class,
    Function { is_async: bool },
    Lambda,
    Comprehension,
}

/// One scope and the names it binds.
#[derive(Debug)]
pub struct Scope {
    pub kind: ScopeKind,
    /// The name of the function or class.
    pub name: String,
    pub parent: Option<ScopeId>,
    pub bound: HashSet<String>,
    /// Names bound more than once or by something other than one `def`, `class` or import.
    pub rebound: HashSet<String>,
    pub globals: HashSet<String>,
    pub nonlocals: HashSet<String>,
    pub params: Vec<String>,
    pub has_yield: bool,
    /// Whether it is a method `__await__`.
    pub is_await: bool,
    /// The bound names in the order of their first binding.
    pub order: Vec<String>,
    /// Names that imports bind, with the full name that each refers to.
    pub imports: HashMap<String, String>,
}

/// All scopes of a program; the module's is the first.
#[derive(Debug)]
pub struct Scopes {
    pub all: Vec<Scope>,
    by_node: HashMap<(u32, u32), ScopeId>,
}

impl Scopes {
    pub const MODULE: ScopeId = 0;

    /// Reads a program's scopes.
    pub fn of(body: &[Stmt]) -> Self {
        let mut builder = Builder {
            scopes: Self {
                all: vec![Scope::new(ScopeKind::Module, None)],
                by_node: HashMap::new(),
            },
            current: Self::MODULE,
        };
        for stmt in body {
            builder.visit_stmt(stmt);
        }
        builder.scopes
    }

    /// The scope that `node` opens.
    pub fn opened_by(&self, node: impl Ranged) -> ScopeId {
        self.by_node
            .get(&key(node.range()))
            .copied()
            .unwrap_or(Self::MODULE)
    }

    /// The scope in which a name read in `from` is found; `None` for built-ins and names of the host.
    pub fn binding(&self, name: &str, from: ScopeId) -> Option<ScopeId> {
        let mut id = from;
        let mut is_innermost = true;
        loop {
            let scope = &self.all[id];
            if scope.globals.contains(name) {
                return self.all[Self::MODULE]
                    .bound
                    .contains(name)
                    .then_some(Self::MODULE);
            }
            let is_visible = is_innermost || scope.kind != ScopeKind::Class;
            if is_visible && scope.bound.contains(name) && !scope.nonlocals.contains(name) {
                return Some(id);
            }
            // A comprehension in a class body sees the class's names only in its first iterable.
            is_innermost = false;
            id = scope.parent?;
        }
    }

    /// The function or lambda that encloses `from`, if any.
    pub fn function_of(&self, from: ScopeId) -> Option<ScopeId> {
        let mut id = from;
        loop {
            match self.all[id].kind {
                ScopeKind::Function { .. } | ScopeKind::Lambda => return Some(id),
                ScopeKind::Module | ScopeKind::Class => return None,
                ScopeKind::Comprehension => id = self.all[id].parent?,
            }
        }
    }
}

impl Scope {
    fn new(kind: ScopeKind, parent: Option<ScopeId>) -> Self {
        Self {
            kind,
            name: String::new(),
            parent,
            bound: HashSet::new(),
            rebound: HashSet::new(),
            globals: HashSet::new(),
            nonlocals: HashSet::new(),
            params: Vec::new(),
            has_yield: false,
            is_await: false,
            order: Vec::new(),
            imports: HashMap::new(),
        }
    }

    fn bind(&mut self, name: &str) {
        if self.bound.insert(name.to_owned()) {
            self.order.push(name.to_owned());
        } else {
            self.rebound.insert(name.to_owned());
        }
    }

    /// The full name that a name refers to, if only imports of one thing bind it.
    pub fn import(&self, name: &str) -> Option<&str> {
        if self.rebound.contains(name) {
            return None;
        }
        self.imports.get(name).map(String::as_str)
    }

    /// Binds an import. A repeated import does not count as a rebinding.
    fn bind_import(&mut self, name: &str, full: &str) {
        let full =
            &full
                .replacen("typing_extensions", "typing", 1)
                .replacen("json.decoder.", "json.", 1);
        if self.imports.get(name).is_some_and(|known| known == full) {
            return;
        }
        self.bind(name);
        self.imports.insert(name.to_owned(), full.to_owned());
    }
}

struct Builder {
    scopes: Scopes,
    current: ScopeId,
}

impl Builder {
    fn scope(&mut self) -> &mut Scope {
        &mut self.scopes.all[self.current]
    }

    fn bind(&mut self, name: &str) {
        if self.scope().globals.contains(name) {
            self.scopes.all[Scopes::MODULE].bind(name);
        } else if !self.scope().nonlocals.contains(name) {
            self.scope().bind(name);
        }
    }

    fn bind_import(&mut self, name: &str, full: &str) {
        if self.scope().globals.contains(name) {
            self.scopes.all[Scopes::MODULE].bind_import(name, full);
        } else if !self.scope().nonlocals.contains(name) {
            self.scope().bind_import(name, full);
        }
    }

    /// Binds a name as `:=` does: in the scope that encloses all comprehensions.
    fn bind_named(&mut self, name: &str) {
        let inner = self.current;
        while self.scope().kind == ScopeKind::Comprehension {
            self.current = self.scope().parent.unwrap_or(Scopes::MODULE);
        }
        self.bind(name);
        self.current = inner;
    }

    fn within(&mut self, kind: ScopeKind, node: TextRange, visit: impl FnOnce(&mut Self)) {
        let parent = self.current;
        let id = self.scopes.all.len();
        self.scopes.all.push(Scope::new(kind, Some(parent)));
        self.scopes.by_node.insert(key(node), id);
        self.current = id;
        visit(self);
        self.current = parent;
    }

    fn parameters(&mut self, parameters: &ast::Parameters) {
        for parameter in parameters {
            let name = parameter.name().as_str().to_owned();
            self.scope().bind(&name);
            self.scope().params.push(name);
        }
    }

    fn defaults<'a>(&mut self, parameters: &'a ast::Parameters) {
        for parameter in parameters.iter_non_variadic_params() {
            if let Some(default) = &parameter.default {
                let default: &'a Expr = default;
                self.visit_expr(default);
            }
        }
    }

    fn function<'a>(&mut self, function: &'a ast::StmtFunctionDef) {
        for decorator in &function.decorator_list {
            self.visit_expr(&decorator.expression);
        }
        self.defaults(&function.parameters);
        self.bind(function.name.as_str());
        let kind = ScopeKind::Function {
            is_async: function.is_async,
        };
        let in_class = self.scope().kind == ScopeKind::Class;
        self.within(kind, function.range, |builder| {
            builder.scope().is_await = in_class && function.name.as_str() == "__await__";
            builder.scope().name = function.name.to_string();
            declare(builder.scope(), &function.body);
            builder.parameters(&function.parameters);
            let body: &'a [Stmt] = &function.body;
            for stmt in body {
                builder.visit_stmt(stmt);
            }
        });
    }

    fn class<'a>(&mut self, class: &'a ast::StmtClassDef) {
        for decorator in &class.decorator_list {
            self.visit_expr(&decorator.expression);
        }
        if let Some(arguments) = &class.arguments {
            self.visit_arguments(arguments);
        }
        self.bind(class.name.as_str());
        self.within(ScopeKind::Class, class.range, |builder| {
            builder.scope().name = class.name.to_string();
            declare(builder.scope(), &class.body);
            let body: &'a [Stmt] = &class.body;
            for stmt in body {
                builder.visit_stmt(stmt);
            }
        });
    }

    fn comprehension<'a>(&mut self, expr: &'a Expr, generators: &'a [ast::Comprehension]) {
        if let Some(first) = generators.first() {
            self.visit_expr(&first.iter);
        }
        self.within(ScopeKind::Comprehension, expr.range(), |builder| {
            for (index, generator) in generators.iter().enumerate() {
                builder.visit_expr(&generator.target);
                if index > 0 {
                    builder.visit_expr(&generator.iter);
                }
                for test in &generator.ifs {
                    builder.visit_expr(test);
                }
            }
            match expr {
                Expr::ListComp(ast::ExprListComp { elt, .. })
                | Expr::SetComp(ast::ExprSetComp { elt, .. })
                | Expr::Generator(ast::ExprGenerator { elt, .. }) => builder.visit_expr(elt),
                Expr::DictComp(comp) => {
                    if let Some(key) = &comp.key {
                        builder.visit_expr(key);
                    }
                    builder.visit_expr(&comp.value);
                }
                _ => {}
            }
        });
    }
}

impl<'a> SourceOrderVisitor<'a> for Builder {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::FunctionDef(function) => self.function(function),
            Stmt::ClassDef(class) => self.class(class),
            Stmt::Import(import) => {
                for alias in &import.names {
                    let full = alias.name.as_str();
                    if let Some(name) = &alias.asname {
                        self.bind_import(name.as_str(), full);
                    } else {
                        let first = full.split('.').next().unwrap_or_default();
                        self.bind_import(first, first);
                    }
                }
            }
            Stmt::ImportFrom(import) => {
                let module = import.module.as_ref().map_or("", |module| module.as_str());
                for alias in &import.names {
                    if alias.name.as_str() == "*" {
                        for member in crate::modules::public_members(module) {
                            self.bind_import(member, &format!("{module}.{member}"));
                        }
                        continue;
                    }
                    let name = alias.asname.as_ref().unwrap_or(&alias.name);
                    if import.level == 0 {
                        self.bind_import(name.as_str(), &format!("{module}.{}", alias.name));
                    } else {
                        self.bind(name.as_str());
                    }
                }
            }
            Stmt::AnnAssign(assign) => {
                self.visit_expr(&assign.target);
                if let Some(value) = &assign.value {
                    self.visit_expr(value);
                }
            }
            Stmt::TypeAlias(alias) => self.visit_expr(&alias.name),
            _ => source_order::walk_stmt(self, stmt),
        }
    }

    fn visit_except_handler(&mut self, handler: &'a ast::ExceptHandler) {
        let ast::ExceptHandler::ExceptHandler(inner) = handler;
        if let Some(name) = &inner.name {
            self.bind(name.as_str());
        }
        source_order::walk_except_handler(self, handler);
    }

    fn visit_pattern(&mut self, pattern: &'a Pattern) {
        match pattern {
            Pattern::MatchAs(ast::PatternMatchAs {
                name: Some(name), ..
            })
            | Pattern::MatchStar(ast::PatternMatchStar {
                name: Some(name), ..
            })
            | Pattern::MatchMapping(ast::PatternMatchMapping {
                rest: Some(name), ..
            }) => self.bind(name.as_str()),
            _ => {}
        }
        source_order::walk_pattern(self, pattern);
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Name(name) if name.ctx != ExprContext::Load => self.bind(name.id.as_str()),
            Expr::Named(named) => {
                if let Expr::Name(name) = &*named.target {
                    self.bind_named(name.id.as_str());
                }
                self.visit_expr(&named.value);
            }
            Expr::Lambda(lambda) => {
                if let Some(parameters) = &lambda.parameters {
                    self.defaults(parameters);
                }
                self.within(ScopeKind::Lambda, lambda.range, |builder| {
                    if let Some(parameters) = &lambda.parameters {
                        builder.parameters(parameters);
                    }
                    builder.visit_expr(&lambda.body);
                });
            }
            Expr::ListComp(comp) => self.comprehension(expr, &comp.generators),
            Expr::SetComp(comp) => self.comprehension(expr, &comp.generators),
            Expr::DictComp(comp) => self.comprehension(expr, &comp.generators),
            Expr::Generator(comp) => self.comprehension(expr, &comp.generators),
            Expr::Yield(_) | Expr::YieldFrom(_) => {
                let scope = self.scope();
                if scope.is_await {
                    // What it yields from is awaited.
                    scope.kind = ScopeKind::Function { is_async: true };
                } else {
                    scope.has_yield = true;
                }
                source_order::walk_expr(self, expr);
            }
            _ => source_order::walk_expr(self, expr),
        }
    }
}

/// Reads `global` and `nonlocal` declarations, which apply to the whole scope.
fn declare(scope: &mut Scope, body: &[Stmt]) {
    struct Declarations<'s>(&'s mut Scope);
    impl<'a> SourceOrderVisitor<'a> for Declarations<'_> {
        fn visit_stmt(&mut self, stmt: &'a Stmt) {
            match stmt {
                Stmt::Global(global) => self
                    .0
                    .globals
                    .extend(global.names.iter().map(ToString::to_string)),
                Stmt::Nonlocal(nonlocal) => self
                    .0
                    .nonlocals
                    .extend(nonlocal.names.iter().map(ToString::to_string)),
                Stmt::FunctionDef(_) | Stmt::ClassDef(_) => {}
                _ => source_order::walk_stmt(self, stmt),
            }
        }
        fn visit_expr(&mut self, _: &'a Expr) {}
    }
    let mut declarations = Declarations(scope);
    for stmt in body {
        declarations.visit_stmt(stmt);
    }
}

fn key(range: TextRange) -> (u32, u32) {
    (range.start().into(), range.end().into())
}
