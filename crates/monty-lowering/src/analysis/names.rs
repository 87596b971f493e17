//! Resolves imported and built-in names.

use std::collections::HashMap;

use ruff_python_ast::Expr;

use super::scopes::{ScopeId, Scopes};
use crate::{Knowledge, Options, builtins};

/// Names of earlier feeds, and the full names of those that imports bound.
#[derive(Debug, Default)]
pub struct Names {
    imported: HashMap<String, String>,
    earlier: HashMap<String, bool>,
}

impl Names {
    pub fn of(knowledge: &Knowledge, options: &Options) -> Self {
        Self {
            imported: knowledge
                .imported
                .iter()
                .map(|(name, full)| (name.clone(), full.clone()))
                .collect(),
            earlier: knowledge
                .names
                .iter()
                .chain(&options.inputs)
                .map(|name| (name.clone(), knowledge.classes.contains(name)))
                .collect(),
        }
    }

    /// The full name (`enum.Enum`, `len`) that an expression refers to, if imports or built-ins determine it.
    pub fn path(&self, expr: &Expr, from: ScopeId, scopes: &Scopes) -> Option<String> {
        match expr {
            Expr::Name(name) => self.name(name.id.as_str(), from, scopes),
            Expr::Attribute(attribute) => {
                let module = self.module(&attribute.value, from, scopes)?;
                // The only name that programs use of this module is also in `json`.
                let module = if module == "json.decoder" {
                    "json"
                } else {
                    &module
                };
                Some(format!("{module}.{}", attribute.attr))
            }
            _ => None,
        }
    }

    /// As [`Self::path`], for a name.
    pub fn name(&self, name: &str, from: ScopeId, scopes: &Scopes) -> Option<String> {
        match scopes.binding(name, from) {
            Some(scope) => scopes.all[scope].import(name).map(str::to_owned),
            None if self.earlier.contains_key(name) => Some(
                self.imported
                    .get(name)
                    .map_or_else(|| format!("earlier {name}"), Clone::clone),
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

    /// Whether a name is the host's: neither built in nor bound by the program.
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

    /// The names of classes of earlier feeds.
    pub fn earlier_classes(&self) -> impl Iterator<Item = &str> {
        let earlier = self.earlier.iter();
        earlier.filter_map(|(name, is_class)| is_class.then_some(name.as_str()))
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
                    Some(scope) => scopes.all[scope].import(name).map(str::to_owned),
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
