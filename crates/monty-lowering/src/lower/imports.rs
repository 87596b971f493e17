//! Imports of members that the machine lacks: bound to helpers.

use ruff_python_ast as ast;
use ruff_text_size::Ranged;

use super::{Lowerer, Result, refuse, statements::line};
use crate::{
    knowledge::Demand,
    modules::{self, Found, Member},
    text::Text,
};

/// Members of modules that helpers replace, by full name.
const MEMBERS: &[(&str, &str)] = &[
    ("abc.abstractmethod", "abstractmethod"),
    ("abc.abstractproperty", "abstractproperty"),
    ("abc.ABC", "object"),
    ("abc.ABCMeta", "METATYPE"),
    ("enum.Enum", "Enum"),
    ("enum.IntEnum", "IntEnum"),
    ("enum.StrEnum", "StrEnum"),
    ("enum.Flag", "Flag"),
    ("enum.IntFlag", "IntFlag"),
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
    ("typing.runtime_checkable", "runtime_checkable"),
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
    ("contextlib.redirect_stdout", "redirect_stdout"),
    ("contextlib.redirect_stderr", "redirect_stderr"),
    ("dataclasses.asdict", "asdict"),
    ("dataclasses.astuple", "astuple"),
    ("dataclasses.replace", "replace"),
    ("dataclasses.fields", "fields"),
    ("dataclasses.is_dataclass", "is_dataclass"),
    ("dataclasses.make_dataclass", "make_dataclass"),
];

/// Names without effect at run time, which are bound to `object`.
const MARKERS: &[&str] = &[
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
    "typing.AbstractSet",
    "typing.AsyncContextManager",
    "typing.AsyncIterable",
    "typing.BinaryIO",
    "typing.ItemsView",
    "typing.KeysView",
    "typing.MappingView",
    "typing.MutableSequence",
    "typing.MutableSet",
    "typing.SupportsAbs",
    "typing.SupportsBytes",
    "typing.SupportsComplex",
    "typing.SupportsIndex",
    "typing.SupportsRound",
    "typing.TextIO",
    "typing.ValuesView",
    "typing.ReadOnly",
];

/// A module that is treated as `typing`.
const EXTENSIONS: &str = "typing_extensions";

impl<'a> Lowerer<'a> {
    pub(super) fn import(&mut self, node: &'a ast::StmtImport, text: &mut Text, depth: usize) {
        let is_plain = node
            .names
            .iter()
            .all(|alias| !modules::is_of_ours(&alias.name) && alias.name.as_str() != EXTENSIONS);
        if is_plain {
            text.indent(depth);
            text.copy(self.source, node.range);
            text.push("\n");
            return;
        }
        for alias in &node.names {
            let full = alias.name.as_str();
            let bound = alias.asname.as_ref().map_or_else(
                || full.split('.').next().unwrap_or(full),
                ast::Identifier::as_str,
            );
            text.indent(depth);
            if full == EXTENSIONS {
                self.changed = true;
                text.put(&format!("import typing as {bound}\n"), alias);
                continue;
            }
            if !modules::is_of_ours(full) || self.is_left_to_machine(full, bound) {
                text.put("import ", alias);
                text.copy(self.source, alias.range);
                text.push("\n");
                continue;
            }
            self.changed = true;
            if alias.asname.is_none() && bound != full && modules::is_native(bound) {
                text.put(&format!("import {bound}\n"), alias);
                continue;
            }
            // The members are named in full at their uses.
            let value = match modules::find(full) {
                Some(Found::Module(module))
                    if self.names.name(bound, self.scope, self.scopes).is_none() =>
                {
                    module.object()
                }
                _ => "None".to_owned(),
            };
            text.put(&format!("{bound} = {value}\n"), alias);
        }
    }

    /// Whether the machine's own module is bound: it exists, and lowered members are named at their uses.
    fn is_left_to_machine(&self, full: &str, bound: &str) -> bool {
        let is_left =
            matches!(modules::find(full), Some(Found::Module(module)) if module.is_left());
        is_left
            || modules::is_native(full) && self.names.name(bound, self.scope, self.scopes).is_some()
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
        let known = match module {
            EXTENSIONS => "typing",
            "json.decoder" => "json",
            other => other,
        };
        let is_extension = known != module;
        let module = known;
        if let Some(native) = module.strip_prefix(modules::NATIVE) {
            text.indent(depth);
            let alias = &node.names[0];
            text.put(
                &format!("from {native} import {}\n", self.text_of(alias)),
                node,
            );
            return Ok(());
        }
        let mut kept = Vec::new();
        let mut bound = Vec::new();
        for alias in &node.names {
            if alias.name.as_str() == "*" {
                self.import_all(module, alias, &mut kept, &mut bound)?;
                continue;
            }
            let full = format!("{module}.{}", alias.name);
            let name = alias.asname.as_ref().unwrap_or(&alias.name).as_str();
            match modules::find(&full) {
                Some(Found::Module(module)) => {
                    let is_known = self.names.name(name, self.scope, self.scopes).is_some();
                    let value = if is_known {
                        "None".to_owned()
                    } else {
                        module.object()
                    };
                    bound.push((name.to_owned(), value, alias));
                }
                _ => match self.replaced_member(&full, alias)? {
                    Some(value) => bound.push((name.to_owned(), value, alias)),
                    None => kept.push(self.text_of(alias.range()).to_owned()),
                },
            }
        }
        if bound.is_empty()
            && !is_extension
            && node.names.iter().all(|alias| alias.name.as_str() != "*")
        {
            text.indent(depth);
            text.copy(self.source, node.range);
            text.push("\n");
            return Ok(());
        }
        self.changed = true;
        if !kept.is_empty() {
            text.indent(depth);
            text.put(&format!("from {module} import {}\n", kept.join(", ")), node);
        }
        for (name, value, alias) in bound {
            text.indent(depth);
            text.put(&format!("{name} = {value}\n"), alias);
        }
        Ok(())
    }

    /// Writes `from module import *` of the known members.
    fn import_all(
        &mut self,
        module: &str,
        alias: &'a ast::Alias,
        kept: &mut Vec<String>,
        bound: &mut Vec<(String, String, &'a ast::Alias)>,
    ) -> Result {
        if modules::public_members(module).next().is_none() {
            return refuse(
                alias,
                format!(
                    "`from {module} import *`: name what you need, as in `from {module} import name`"
                ),
            );
        }
        for member in modules::public_members(module) {
            match self.module_member(&format!("{module}.{member}")) {
                Some(value) => bound.push((member.to_owned(), value, alias)),
                None => kept.push(member.to_owned()),
            }
        }
        Ok(())
    }

    /// The replacement of a module's member, if it has one.
    pub(super) fn replaced_member(
        &mut self,
        full: &str,
        node: impl Ranged,
    ) -> Result<Option<String>> {
        match self.asyncio_member(full, node)? {
            Some(replacement) => Ok(Some(replacement)),
            None => Ok(self.module_member(full)),
        }
    }

    /// The replacement of a member of a lowered module.
    pub(super) fn module_member(&mut self, full: &str) -> Option<String> {
        if MARKERS.contains(&full) {
            return Some(self.helper("object"));
        }
        if full == "dataclasses.fields" && self.uses.reads_types {
            return Some(self.helper("typed_fields"));
        }
        if let Some((_, helper)) = MEMBERS.iter().find(|(name, _)| *name == full) {
            return Some(self.helper(helper));
        }
        match modules::find(full)? {
            Found::Member(Member::Ours(name)) => {
                self.changed = true;
                if let "sys.stdout" | "sys.stderr" = full
                    && self.asks(Demand::Printing)
                {
                    let helper = self.helper("stream");
                    return Some(format!("{helper}({name}, '{}')", &full["sys.".len()..]));
                }
                Some(name.clone())
            }
            Found::Part(name) => {
                self.changed = true;
                Some(name.to_owned())
            }
            _ => None,
        }
    }
}
