//! Imports of what the machine lacks: bound to helpers.

use ruff_python_ast as ast;
use ruff_text_size::Ranged;

use super::{Lowerer, Result, refuse, statements::line};
use crate::text::Text;

/// What modules offer that is a helper here, by full name.
const MEMBERS: &[(&str, &str)] = &[
    ("abc.abstractmethod", "abstractmethod"),
    ("abc.abstractproperty", "abstractproperty"),
    ("abc.ABC", "object"),
    ("enum.auto", "auto"),
    ("enum.unique", "unique"),
    ("enum.member", "Member"),
    ("enum.nonmember", "NonMember"),
    ("typing.TypeVar", "TypeVar"),
    ("typing.ParamSpec", "TypeVar"),
    ("typing.TypeVarTuple", "TypeVar"),
    ("typing.NewType", "NewType"),
    ("typing.cast", "cast"),
    ("typing.overload", "overload"),
    ("typing.final", "same"),
    ("typing.override", "same"),
    ("typing.no_type_check", "same"),
    ("typing.runtime_checkable", "same"),
    ("functools.wraps", "wraps"),
    ("functools.update_wrapper", "update_wrapper"),
    ("functools.total_ordering", "total_ordering"),
    ("functools.cached_property", "cached_property"),
    ("functools.singledispatch", "singledispatch"),
    ("contextlib.contextmanager", "contextmanager"),
    ("contextlib.asynccontextmanager", "asynccontextmanager"),
    ("contextlib.suppress", "suppress"),
    ("contextlib.closing", "closing"),
    ("contextlib.nullcontext", "nullcontext"),
    ("contextlib.ExitStack", "ExitStack"),
    (
        "contextlib.AbstractContextManager",
        "AbstractContextManager",
    ),
    ("dataclasses.asdict", "asdict"),
    ("dataclasses.astuple", "astuple"),
    ("dataclasses.replace", "replace"),
    ("dataclasses.fields", "fields"),
    ("dataclasses.is_dataclass", "is_dataclass"),
];

/// Names that say nothing at run time and are bound to `object`.
const MARKERS: &[&str] = &[
    "enum.Enum",
    "enum.IntEnum",
    "enum.StrEnum",
    "enum.Flag",
    "enum.IntFlag",
    "typing.Protocol",
    "typing.NamedTuple",
    "typing.TypedDict",
    "dataclasses.InitVar",
    "dataclasses.KW_ONLY",
    "typing.TypeAlias",
    "typing.AsyncIterator",
    "typing.Awaitable",
    "typing.Coroutine",
    "typing.DefaultDict",
    "typing.Deque",
    "typing.Counter",
    "typing.Concatenate",
    "typing.AnyStr",
    "typing.MutableMapping",
    "typing.Hashable",
    "typing.Sized",
    "typing.Collection",
    "typing.Text",
    "typing.IO",
    "typing.Pattern",
    "typing.Match",
    "typing.Required",
    "typing.NotRequired",
    "typing.Container",
    "typing.AsyncGenerator",
    "typing.SupportsFloat",
    "typing.SupportsInt",
    "typing.TypeGuard",
    "typing.Unpack",
    "typing.LiteralString",
    "typing.ContextManager",
    "typing.OrderedDict",
    "typing.ChainMap",
    "typing.Reversible",
];

/// Modules of which every name is one of ours.
const MODULES: &[&str] = &["abc", "enum", "contextlib"];

impl<'a> Lowerer<'a> {
    pub(super) fn import(&mut self, node: &'a ast::StmtImport, text: &mut Text, depth: usize) {
        let ours: Vec<bool> = node
            .names
            .iter()
            .map(|alias| MODULES.contains(&alias.name.as_str()))
            .collect();
        if !ours.contains(&true) {
            text.indent(depth);
            text.copy(self.source, node.range);
            text.push("\n");
            return;
        }
        for (alias, is_ours) in node.names.iter().zip(ours) {
            text.indent(depth);
            if is_ours {
                // Its members are named in full where they are used.
                let name = alias.asname.as_ref().unwrap_or(&alias.name);
                let module = self.helper("object");
                text.put(&format!("{name} = {module}\n"), alias);
            } else {
                text.put("import ", alias);
                text.copy(self.source, alias.range);
                text.push("\n");
            }
        }
    }

    pub(super) fn import_from(
        &mut self,
        node: &'a ast::StmtImportFrom,
        text: &mut Text,
        depth: usize,
    ) -> Result {
        let module = node.module.as_ref().map_or("", |module| module.as_str());
        if module == "__future__" {
            line(text, depth, "pass");
            return Ok(());
        }
        let mut kept = Vec::new();
        let mut bound = Vec::new();
        for alias in &node.names {
            let full = format!("{module}.{}", alias.name);
            if alias.name.as_str() == "*" {
                return refuse(
                    alias,
                    format!(
                        "`from {module} import *`: name what you need, as in `from {module} import name`"
                    ),
                );
            }
            if let Some(message) = unheeded(&full) {
                return refuse(alias, message);
            }
            let name = alias.asname.as_ref().unwrap_or(&alias.name);
            if let Some(value) = self.asyncio_member(&full, alias)? {
                bound.push((name, value, alias));
            } else if let Some(value) = self.module_member(&full) {
                bound.push((name, value, alias));
            } else if MODULES.contains(&module) {
                return refuse(alias, format!("{full} is not available"));
            } else {
                kept.push(alias);
            }
        }
        if bound.is_empty() {
            text.indent(depth);
            text.copy(self.source, node.range);
            text.push("\n");
            return Ok(());
        }
        if !kept.is_empty() {
            let names: Vec<&str> = kept
                .iter()
                .map(|alias| self.text_of(alias.range()))
                .collect();
            text.indent(depth);
            text.put(
                &format!("from {module} import {}\n", names.join(", ")),
                node,
            );
        }
        for (name, value, alias) in bound {
            text.indent(depth);
            text.put(&format!("{name} = {value}\n"), alias);
        }
        Ok(())
    }

    /// What stands for a member of a module, where it is one of ours.
    pub(super) fn module_member(&mut self, full: &str) -> Option<String> {
        if MARKERS.contains(&full) {
            return Some(self.helper("object"));
        }
        let (_, helper) = MEMBERS.iter().find(|(name, _)| *name == full)?;
        Some(self.helper(helper))
    }
}

/// Why a member of a module that the machine takes but does not heed is refused.
pub(super) fn unheeded(full: &str) -> Option<String> {
    matches!(full, "re.ASCII" | "re.A").then(|| {
        format!(
            "{full} is not heeded here: write the characters out, as [A-Za-z0-9_] for \\w and [0-9] for \\d"
        )
    })
}
