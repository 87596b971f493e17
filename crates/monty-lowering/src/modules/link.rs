//! Finds and links the parts of lowered modules that a program uses.

use std::collections::{BTreeSet, HashSet};

use ruff_python_ast::{
    self as ast, Expr, ExprContext, Stmt,
    visitor::source_order::{self, SourceOrderVisitor},
};
use ruff_text_size::{Ranged, TextRange};

use super::{
    library::{self, Member, Module},
    zones,
};
use crate::{
    Knowledge, Options,
    analysis::{
        names::Names,
        scopes::{ScopeId, Scopes},
        walk::{Visit, walk},
    },
    refusal::Refusal,
};

/// The target of a full name.
#[derive(Debug, Clone, Copy)]
pub enum Found {
    Module(&'static Module),
    Member(&'static Member),
    /// A lowered part of a machine's class.
    Part(&'static str),
    /// A module without such a member.
    Nothing(&'static Module),
    /// A package of lowered modules: `urllib`.
    Package,
}

/// The target of a full name, if it is in a lowered module.
pub fn find(full: &str) -> Option<Found> {
    let full = match full {
        // The original streams, before a program replaces them.
        "sys.__stdout__" => "sys.stdout",
        "sys.__stderr__" => "sys.stderr",
        full => full,
    };
    if let Some(module) = library::module(full) {
        return Some(Found::Module(module));
    }
    if library::is_package(full) {
        return Some(Found::Package);
    }
    let (before, member) = full.rsplit_once('.')?;
    let Some(module) = library::module(before) else {
        let (module, class) = before.rsplit_once('.')?;
        let part = library::module(module)?.part(&format!("{class}.{member}"))?;
        return Some(Found::Part(part));
    };
    Some(match module.members.get(member) {
        Some(found) => Found::Member(found),
        None => Found::Nothing(module),
    })
}

/// The generated name of a member of a lowered module, by its full name.
pub fn ours(full: &str) -> Option<&'static str> {
    match find(full)? {
        Found::Member(library::Member::Ours(name)) => Some(name),
        _ => None,
    }
}

/// Linked features that change calls of the machine's own functions.
#[derive(Debug, Clone, Copy, Default)]
pub struct Linked {
    /// Whether dates may have zones without a fixed offset.
    pub has_zones: bool,
    /// Whether JSON errors have `CPython`'s messages.
    pub tells_decode_errors: bool,
}

impl Linked {
    pub fn of(present: &BTreeSet<String>) -> Self {
        Self {
            has_zones: zones::are_known(present),
            tells_decode_errors: present.contains("lo__json___of_loads"),
        }
    }
}

/// Whether `print` may be given this unchanged: the machine's own stream, as an attribute of its module.
pub fn names_stream(expr: &Expr) -> bool {
    matches!(expr, Expr::Attribute(stream) if matches!(stream.attr.as_str(), "stdout" | "stderr"))
}

/// Calls of the machine's own functions that are replaced only for some arguments: any of these keywords, or, for an
/// empty list, anything but integers.
const CALLS: &[(&str, &[&str])] = &[
    ("datetime.timedelta", &[]),
    ("json.dump", WRITING),
    ("json.dumps", WRITING),
    ("json.load", READING),
    ("json.loads", READING),
];

const WRITING: &[&str] = &["default", "cls", "check_circular"];
const READING: &[&str] = &["object_hook", "object_pairs_hook", "cls", "parse_constant"];

/// The replacement of a machine's function, if the machine does not support the call's arguments.
pub fn call_of(path: &str, call: &ast::ExprCall, linked: Linked) -> Option<&'static str> {
    if linked.has_zones
        && let Some(name) = zones::call_of(path, call)
    {
        return Some(name);
    }
    if path == "open" {
        return opens_oddly(call)
            .then(|| library::module("io")?.part("open"))
            .flatten();
    }
    let (_, keywords) = CALLS.iter().find(|(name, _)| *name == path)?;
    let arguments = &call.arguments;
    let is_ours = if linked.tells_decode_errors && matches!(path, "json.load" | "json.loads") {
        true
    } else if keywords.is_empty() {
        // The machine accepts three positional arguments.
        arguments.args.len() > 3
            || !arguments
                .iter_source_order()
                .all(|argument| is_whole(argument.value()))
    } else {
        arguments.keywords.iter().any(|keyword| {
            keyword
                .arg
                .as_ref()
                .is_none_or(|name| keywords.contains(&name.as_str()))
        })
    };
    let (module, function) = path.rsplit_once('.')?;
    is_ours
        .then(|| library::module(module)?.part(function))
        .flatten()
}

fn is_whole(expr: &Expr) -> bool {
    match expr {
        Expr::NumberLiteral(number) => number.value.is_int(),
        Expr::UnaryOp(unary) => is_whole(&unary.operand),
        _ => false,
    }
}

/// The text of lowered modules to put before a program; empty if it uses none.
///
/// # Errors
///
/// [`Refusal`] when a module lacks a member that the program uses.
pub fn link(
    body: &[Stmt],
    knowledge: &mut BTreeSet<String>,
    known: &Knowledge,
    options: &Options,
) -> Result<String, Refusal> {
    if !imports_ours(body) && !known.imported.values().any(|full| is_of_ours(full)) {
        return Ok(String::new());
    }
    let scopes = Scopes::of(body);
    let names = Names::of(known, options);
    let zones = zones::used(body, &scopes, &names, knowledge);
    let mut seeking = Seeking {
        scopes: &scopes,
        names: &names,
        wanted: zones.wanted(),
        native_streams: HashSet::new(),
        linked: Linked {
            has_zones: zones.are_used || zones::are_known(knowledge),
            tells_decode_errors: catches(body) || Linked::of(knowledge).tells_decode_errors,
        },
        reads_annotations: reads_annotations(body),
        refusal: None,
    };
    walk(body, &scopes, &mut seeking);
    if let Some(refusal) = seeking.refusal {
        return Err(refusal);
    }
    let mut text = library::define(&seeking.wanted, knowledge);
    let linked = Linked::of(knowledge);
    if linked.tells_decode_errors && !seeking.linked.tells_decode_errors {
        // The linked modules replace further calls.
        seeking.linked = linked;
        walk(body, &scopes, &mut seeking);
        text += &library::define(&seeking.wanted, knowledge);
    }
    Ok(text + &zones.tables(knowledge))
}

/// Whether a name is a lowered module, a package of one, or a member of one.
pub fn is_of_ours(full: &str) -> bool {
    library::is_module(full)
        || library::is_package(full)
        || full
            .rsplit_once('.')
            .is_some_and(|(module, _)| library::is_module(module))
}

fn imports_ours(body: &[Stmt]) -> bool {
    struct Imports(bool);
    impl<'a> Visit<'a> for Imports {
        fn stmt(&mut self, stmt: &'a Stmt, _: ScopeId) -> bool {
            self.0 |= match stmt {
                Stmt::Import(node) => node
                    .names
                    .iter()
                    .any(|alias| is_of_ours(alias.name.as_str())),
                Stmt::ImportFrom(node) => node
                    .module
                    .as_ref()
                    .is_some_and(|module| is_of_ours(module.as_str())),
                _ => false,
            };
            !self.0
        }
        fn expr(&mut self, expr: &'a Expr, _: ScopeId) -> bool {
            self.0 |= matches!(expr, Expr::Call(call)
                if matches!(&*call.func, Expr::Name(name) if name.id.as_str() == "open") && opens_oddly(call));
            !self.0
        }
    }
    let mut imports = Imports(false);
    walk(body, &Scopes::of(&[]), &mut imports);
    imports.0
}

/// Whether a call of `open` needs features that the machine's own lacks: `x` and `+`, and other encodings.
fn opens_oddly(call: &ast::ExprCall) -> bool {
    let arguments = &call.arguments;
    let is_open = arguments.args.iter().any(Expr::is_starred_expr)
        || arguments
            .keywords
            .iter()
            .any(|keyword| keyword.arg.is_none());
    let mode = arguments.find_argument_value("mode", 1);
    let encoding = arguments.find_argument_value("encoding", 3);
    let is_odd = |value: Option<&Expr>, is: fn(&str) -> bool| match value {
        None | Some(Expr::NoneLiteral(_)) => false,
        Some(Expr::StringLiteral(text)) => is(text.value.to_str()),
        Some(_) => true,
    };
    is_open
        || is_odd(mode, |mode| mode.contains(['x', '+']))
        || is_odd(encoding, |name| {
            !matches!(name.to_ascii_lowercase().as_str(), "utf-8" | "utf8")
        })
        || arguments.find_argument_value("errors", 4).is_some()
}

/// Whether a program catches exceptions, so that it can read their messages.
fn catches(body: &[Stmt]) -> bool {
    struct Catches(bool);
    impl<'a> Visit<'a> for Catches {
        fn stmt(&mut self, stmt: &'a Stmt, _: ScopeId) -> bool {
            self.0 |= matches!(stmt, Stmt::Try(node) if !node.handlers.is_empty());
            !self.0
        }
        fn expr(&mut self, _: &'a Expr, _: ScopeId) -> bool {
            false
        }
    }
    let mut catches = Catches(false);
    walk(body, &Scopes::of(&[]), &mut catches);
    catches.0
}

/// Whether a program reads annotations, which have no other effect.
fn reads_annotations(body: &[Stmt]) -> bool {
    struct Reads(bool);
    impl<'a> Visit<'a> for Reads {
        fn stmt(&mut self, stmt: &'a Stmt, _: ScopeId) -> bool {
            self.0 |= match stmt {
                Stmt::Import(node) => node
                    .names
                    .iter()
                    .any(|alias| alias.name.as_str() == "inspect"),
                Stmt::ImportFrom(node) => {
                    node.module
                        .as_ref()
                        .is_some_and(|module| module.as_str() == "inspect")
                        || node
                            .names
                            .iter()
                            .any(|alias| alias.name.as_str() == "get_type_hints")
                }
                _ => false,
            };
            !self.0
        }
        fn expr(&mut self, expr: &'a Expr, _: ScopeId) -> bool {
            self.0 |= matches!(expr, Expr::Attribute(attribute)
                if matches!(attribute.attr.as_str(), "__annotations__" | "get_type_hints"));
            !self.0
        }
    }
    let mut reads = Reads(false);
    walk(body, &Scopes::of(&[]), &mut reads);
    reads.0
}

/// Collects the expressions of an annotation.
fn parts_of_annotation<'a>(annotation: &'a Expr, found: &mut Vec<&'a Expr>) {
    struct Parts<'f, 'a>(&'f mut Vec<&'a Expr>);
    impl<'a> SourceOrderVisitor<'a> for Parts<'_, 'a> {
        fn visit_expr(&mut self, expr: &'a Expr) {
            self.0.push(expr);
            source_order::walk_expr(self, expr);
        }
    }
    Parts(found).visit_expr(annotation);
}

struct Seeking<'s> {
    scopes: &'s Scopes,
    names: &'s Names,
    wanted: BTreeSet<String>,
    /// Files of `print` that are the machine's own streams.
    native_streams: HashSet<TextRange>,
    linked: Linked,
    /// Whether annotations are read.
    reads_annotations: bool,
    refusal: Option<Refusal>,
}

impl Seeking<'_> {
    fn want(&mut self, full: &str, node: impl Ranged) -> bool {
        match find(full) {
            Some(Found::Member(Member::Ours(name))) => {
                self.wanted.insert(name.clone());
            }
            Some(Found::Part(name)) => {
                self.wanted.insert(name.to_owned());
            }
            Some(Found::Module(module)) => {
                if !module.is_left() {
                    self.wanted.insert(module.object());
                }
            }
            Some(Found::Nothing(module)) => self.refuse(
                node,
                format!(
                    "{full} is not available: of {} there are {}",
                    module.name,
                    module
                        .members
                        .keys()
                        .map(String::as_str)
                        .collect::<Vec<_>>()
                        .join(", ")
                ),
            ),
            Some(Found::Package) => {
                self.refuse(
                    node,
                    format!("{full} alone is not available: import a module of it"),
                );
            }
            Some(Found::Member(Member::Native)) => {}
            None => return false,
        }
        true
    }

    fn refuse(&mut self, node: impl Ranged, message: String) {
        self.refusal
            .get_or_insert_with(|| Refusal::new(node, message));
    }

    /// Requests the module's object for a name that does not always refer to the module.
    fn bound(&mut self, name: &str, full: &str, scope: ScopeId, node: impl Ranged) {
        if self.names.name(name, scope, self.scopes).is_none()
            && let Some(Found::Module(_)) = find(full)
        {
            self.want(full, node);
        }
    }

    /// Visits the annotations of a function, if they are read by the program or a `singledispatch`.
    fn annotated(&mut self, function: &ast::StmtFunctionDef, scope: ScopeId) {
        let registers = |decorator: &ast::Decorator| matches!(&decorator.expression, Expr::Attribute(attribute) if attribute.attr.as_str() == "register");
        if !self.reads_annotations && !function.decorator_list.iter().any(registers) {
            return;
        }
        let parameters = function
            .parameters
            .iter()
            .filter_map(ast::AnyParameterRef::annotation);
        for annotation in parameters.chain(function.returns.as_deref()) {
            self.annotation(annotation, scope);
        }
    }

    fn annotation(&mut self, annotation: &Expr, scope: ScopeId) {
        let mut parts = Vec::new();
        parts_of_annotation(annotation, &mut parts);
        for part in parts {
            if let Some(path) = self.names.path(part, scope, self.scopes)
                && !matches!(find(&path), Some(Found::Nothing(_) | Found::Package))
            {
                self.want(&path, part);
            }
        }
    }

    fn import_from(&mut self, node: &ast::StmtImportFrom, scope: ScopeId) {
        let module = node.module.as_ref().map_or("", |module| module.as_str());
        for alias in &node.names {
            if alias.name.as_str() == "*" {
                if let Some(module) = library::module(module) {
                    for member in module.members.values() {
                        if let Member::Ours(name) = member {
                            self.wanted.insert(name.clone());
                        }
                    }
                }
                continue;
            }
            let full = format!("{module}.{}", alias.name);
            match find(&full) {
                Some(Found::Module(_)) => {
                    let name = alias.asname.as_ref().unwrap_or(&alias.name);
                    self.bound(name.as_str(), &full, scope, alias);
                }
                Some(Found::Package) | None => {}
                Some(_) => {
                    self.want(&full, alias);
                }
            }
        }
    }
}

impl<'a> Visit<'a> for Seeking<'_> {
    fn stmt(&mut self, stmt: &'a Stmt, scope: ScopeId) -> bool {
        match stmt {
            Stmt::Import(node) => {
                for alias in &node.names {
                    let full = alias.name.as_str();
                    match &alias.asname {
                        Some(name) => self.bound(name.as_str(), full, scope, alias),
                        None if !full.contains('.') => self.bound(full, full, scope, alias),
                        None => {}
                    }
                }
            }
            Stmt::ImportFrom(node) => self.import_from(node, scope),
            Stmt::FunctionDef(function) => self.annotated(function, scope),
            Stmt::AnnAssign(assign) if self.reads_annotations => {
                self.annotation(&assign.annotation, scope);
            }
            _ => {}
        }
        true
    }

    fn expr(&mut self, expr: &'a Expr, scope: ScopeId) -> bool {
        match expr {
            Expr::Call(call) => {
                let path = self.names.path(&call.func, scope, self.scopes);
                if path.as_deref() == Some("print")
                    && let Some(file) = call.arguments.find_keyword("file")
                    && names_stream(&file.value)
                {
                    self.native_streams.insert(file.value.range());
                }
                if let Some(name) = path.and_then(|path| call_of(&path, call, self.linked)) {
                    self.wanted.insert(name.to_owned());
                }
                true
            }
            Expr::Attribute(attribute) if attribute.ctx != ExprContext::Load => {
                let of = self.names.path(&attribute.value, scope, self.scopes);
                let is_stream = of.as_deref() == Some("sys")
                    && matches!(attribute.attr.as_str(), "stdout" | "stderr");
                if !is_stream && let Some(Found::Module(module)) = of.as_deref().and_then(find) {
                    self.refuse(
                        attribute,
                        format!(
                            "attributes of the module {} cannot be set here: bind a name of your own",
                            module.name
                        ),
                    );
                }
                true
            }
            Expr::Attribute(_) if self.native_streams.contains(&expr.range()) => false,
            Expr::Attribute(_) | Expr::Name(_) => {
                let Some(path) = self.names.path(expr, scope, self.scopes) else {
                    return true;
                };
                !self.want(&path, expr)
            }
            _ => true,
        }
    }
}
