//! What imported and built-in names stand for.

use std::collections::HashMap;

use ruff_python_ast::{
    self as ast, Expr, Stmt,
    visitor::source_order::{self, SourceOrderVisitor},
};

use super::scopes::{ScopeId, Scopes};
use crate::{Knowledge, builtins};

/// Names that imports bind, by the full name of what they stand for.
#[derive(Debug, Default)]
pub struct Names {
    imported: HashMap<String, String>,
    earlier: HashMap<String, bool>,
}

impl Names {
    pub fn of(body: &[Stmt], knowledge: &Knowledge, inputs: &[String]) -> Self {
        struct Imports(HashMap<String, String>);
        impl<'a> SourceOrderVisitor<'a> for Imports {
            fn visit_stmt(&mut self, stmt: &'a Stmt) {
                match stmt {
                    Stmt::Import(import) => {
                        for alias in &import.names {
                            let full = alias.name.as_str();
                            let (name, full) = alias.asname.as_ref().map_or_else(
                                || {
                                    let first = full.split('.').next().unwrap_or(full);
                                    (first, first)
                                },
                                |asname| (asname.as_str(), full),
                            );
                            self.0.insert(name.to_owned(), full.to_owned());
                        }
                    }
                    Stmt::ImportFrom(ast::StmtImportFrom {
                        module: Some(module),
                        names,
                        level: 0,
                        ..
                    }) => {
                        for alias in names {
                            let name = alias.asname.as_ref().unwrap_or(&alias.name);
                            self.0
                                .insert(name.to_string(), format!("{module}.{}", alias.name));
                        }
                    }
                    _ => source_order::walk_stmt(self, stmt),
                }
            }
            fn visit_expr(&mut self, _: &'a Expr) {}
        }
        let mut imports = Imports(
            knowledge
                .imported
                .iter()
                .map(|(a, b)| (a.clone(), b.clone()))
                .collect(),
        );
        for stmt in body {
            imports.visit_stmt(stmt);
        }
        Self {
            imported: imports.0,
            earlier: knowledge
                .names
                .iter()
                .chain(inputs)
                .map(|name| (name.clone(), knowledge.classes.contains(name)))
                .collect(),
        }
    }

    /// What imports bind, by name.
    pub fn imported(&self) -> impl Iterator<Item = (&String, &String)> {
        self.imported.iter()
    }

    /// The full name (`enum.Enum`, `len`) of what an expression stands for, where imports and built-ins tell it.
    pub fn path(&self, expr: &Expr, from: ScopeId, scopes: &Scopes) -> Option<String> {
        match expr {
            Expr::Name(name) => self.name(name.id.as_str(), from, scopes),
            Expr::Attribute(attribute) => {
                let module = self.module(&attribute.value, from, scopes)?;
                Some(format!("{module}.{}", attribute.attr))
            }
            _ => None,
        }
    }

    /// As [`Self::path`], for a name.
    pub fn name(&self, name: &str, from: ScopeId, scopes: &Scopes) -> Option<String> {
        match scopes.binding(name, from) {
            Some(scope) if scopes.all[scope].rebound.contains(name) => None,
            Some(scope) => scopes.all[scope].imports.get(name).cloned(),
            None if self.earlier.contains_key(name) => Some(
                self.imported
                    .get(name)
                    .cloned()
                    .unwrap_or_else(|| format!("earlier {name}")),
            ),
            None => builtins::exists(name).then(|| name.to_owned()),
        }
    }

    /// Whether a name read in `from` is the built-in of that name.
    pub fn is_built_in(&self, name: &str, from: ScopeId, scopes: &Scopes) -> bool {
        builtins::exists(name)
            && scopes.binding(name, from).is_none()
            && !self.earlier.contains_key(name)
    }

    /// Whether a name is bound neither by the program nor built in: it is the host's.
    pub fn is_host(&self, name: &str, from: ScopeId, scopes: &Scopes) -> bool {
        !builtins::exists(name)
            && scopes.binding(name, from).is_none()
            && !self.earlier.contains_key(name)
    }

    /// The class of an earlier feed that a path names.
    pub fn earlier_class(&self, path: &str) -> Option<String> {
        let name = path.strip_prefix("earlier ")?;
        self.earlier
            .get(name)
            .copied()
            .unwrap_or(false)
            .then(|| name.to_owned())
    }

    fn module(&self, expr: &Expr, from: ScopeId, scopes: &Scopes) -> Option<String> {
        match expr {
            Expr::Name(name)
                if builtins::is_type(&name.id) && self.is_built_in(&name.id, from, scopes) =>
            {
                Some(name.id.to_string())
            }
            Expr::Name(name) => {
                let name = name.id.as_str();
                match scopes.binding(name, from) {
                    Some(scope) if scopes.all[scope].rebound.contains(name) => None,
                    Some(scope) => scopes.all[scope].imports.get(name).cloned(),
                    None => self.imported.get(name).cloned(),
                }
            }
            Expr::Attribute(attribute) => Some(format!(
                "{}.{}",
                self.module(&attribute.value, from, scopes)?,
                attribute.attr
            )),
            _ => None,
        }
    }
}
