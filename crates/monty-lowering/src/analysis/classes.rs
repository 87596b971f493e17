//! The classes of a program: bases, members, kinds of methods.

use std::collections::{HashMap, HashSet};

use ruff_python_ast::{self as ast, Expr, Stmt};

use super::{
    names::Names,
    scopes::{ScopeId, ScopeKind, Scopes},
};
use crate::modules::{self, Found};

/// Index of a class in [`Classes`].
pub type ClassId = usize;

/// The kind of a base.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Base {
    /// A class of this program.
    Class(ClassId),
    /// A class of an earlier feed.
    Earlier(String),
    /// An exception of the machine.
    Exception(String),
    /// `object`, `ABC`, `Protocol`, `Generic`: without effect at run time.
    Marker,
    /// `Enum`, `IntEnum`, `StrEnum`, `Flag`, `IntFlag`.
    Enumeration(String),
    NamedTuple,
    /// `namedtuple("P", "x y")`.
    NamedCall,
    TypedDict,
    /// `type`, `ABCMeta`: the class is a metaclass.
    Meta,
    /// `dict`, `list`, `str`, `int`, ...
    BuiltIn(String),
    /// Known only at run time.
    Computed,
}

/// The kind of a class member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Member {
    Method,
    Property,
    CachedProperty,
    ClassMethod,
    StaticMethod,
    /// A function under other decorators.
    Decorated,
    Value,
}

/// One `class` statement.
#[derive(Debug)]
pub struct Class<'a> {
    pub node: &'a ast::StmtClassDef,
    pub scope: ScopeId,
    pub parent: ScopeId,
    pub bases: Vec<Base>,
    pub members: HashMap<String, Member>,
    /// Members in the order of the body.
    pub order: Vec<String>,
    /// Whether `Protocol` is among the bases.
    pub is_protocol: bool,
    /// Whether the statement names a metaclass of the program.
    pub names_metaclass: bool,
}

impl Class<'_> {
    pub fn name(&self) -> &str {
        self.node.name.as_str()
    }

    pub fn has(&self, member: &str) -> bool {
        self.members.contains_key(member)
    }
}

/// All classes of a program, in the order of the source.
#[derive(Debug, Default)]
pub struct Classes<'a> {
    pub all: Vec<Class<'a>>,
    by_scope: HashMap<ScopeId, ClassId>,
    by_name: HashMap<(ScopeId, String), ClassId>,
    /// Calls of `namedtuple` that the module binds to a name; classes may derive from them.
    named_calls: HashMap<String, &'a Expr>,
}

/// The most ancestors of a class.
const MAX_ANCESTORS: usize = 64;

impl<'a> Classes<'a> {
    pub fn of(body: &'a [Stmt], scopes: &Scopes, names: &Names) -> Self {
        let mut classes = Self::default();
        classes.collect(body, Scopes::MODULE, scopes);
        for stmt in body {
            if let Stmt::Assign(assign) = stmt
                && let [Expr::Name(name)] = &assign.targets[..]
                && is_named_call(&assign.value, Scopes::MODULE, scopes, names)
            {
                classes
                    .named_calls
                    .insert(name.id.to_string(), &*assign.value);
            }
        }
        let bases: Vec<Vec<Base>> = classes
            .all
            .iter()
            .enumerate()
            .map(|(id, class)| {
                let mut bases = classes.bases(class, scopes, names);
                for base in &mut bases {
                    // A class defined later is known only at run time, and inheritance must have no cycle.
                    if matches!(base, Base::Class(other) if *other >= id) {
                        *base = Base::Computed;
                    }
                }
                bases
            })
            .collect();
        for (class, bases) in classes.all.iter_mut().zip(bases) {
            class.bases = bases;
            class.is_protocol = is_protocol(class, scopes, names);
            class.names_metaclass = names_metaclass(class, scopes, names);
            (class.members, class.order) = members(class.node, class.parent, scopes, names);
            class.forget_covered(scopes, names);
        }
        classes
    }

    /// The class whose body opens `scope`.
    pub fn of_scope(&self, scope: ScopeId) -> Option<ClassId> {
        self.by_scope.get(&scope).copied()
    }

    /// The names of classes, also of earlier feeds.
    pub fn known_names<'n>(&'n self, names: &'n Names) -> HashSet<&'n str> {
        let own = self.all.iter().map(Class::name);
        own.chain(names.earlier_classes()).collect()
    }

    /// The class that a name read in `from` certainly refers to.
    pub fn named(&self, name: &str, from: ScopeId, scopes: &Scopes) -> Option<ClassId> {
        let scope = scopes.binding(name, from)?;
        if scopes.all[scope].rebound.contains(name) {
            return None;
        }
        self.by_name.get(&(scope, name.to_owned())).copied()
    }

    /// A class with more ancestors in the program than can be searched repeatedly.
    pub fn crowded(&self) -> Option<&Class<'a>> {
        let is_crowded =
            |id: &ClassId| self.line_up_to(*id, MAX_ANCESTORS + 2).len() > MAX_ANCESTORS + 1;
        (0..self.all.len()).find(is_crowded).map(|id| &self.all[id])
    }

    /// A class and its ancestors within the program, nearest first.
    pub fn line(&self, id: ClassId) -> Vec<ClassId> {
        self.line_up_to(id, usize::MAX)
    }

    fn line_up_to(&self, id: ClassId, most: usize) -> Vec<ClassId> {
        let mut line = vec![id];
        let mut next = 0;
        while next < line.len() && line.len() < most {
            for base in &self.all[line[next]].bases {
                if let Base::Class(base) = base
                    && !line.contains(base)
                {
                    line.push(*base);
                }
            }
            next += 1;
        }
        line
    }

    /// Whether a base of the class or of its ancestors satisfies `is`.
    pub fn derives(&self, id: ClassId, is: impl Fn(&Base) -> bool) -> bool {
        self.line(id)
            .iter()
            .any(|id| self.all[*id].bases.iter().any(&is))
    }

    /// Whether a `NamedTuple` needs a class of the program, as it has methods or derived classes. The machine has only
    /// plain ones.
    pub fn is_own_named_tuple(&self, id: ClassId) -> bool {
        let class = &self.all[id];
        let is_field = |stmt: &Stmt| match stmt {
            Stmt::AnnAssign(_) | Stmt::Pass(_) => true,
            Stmt::Expr(expr) => matches!(
                &*expr.value,
                Expr::StringLiteral(_) | Expr::EllipsisLiteral(_)
            ),
            _ => false,
        };
        class.bases.contains(&Base::NamedTuple)
            && (!class.node.body.iter().all(is_field)
                || self
                    .all
                    .iter()
                    .any(|other| other.bases.contains(&Base::Class(id))))
    }

    /// Whether a class is a metaclass: it derives from `type`.
    pub fn is_meta(&self, id: ClassId) -> bool {
        self.derives(id, |base| *base == Base::Meta)
    }

    /// Whether a class or an ancestor has a metaclass of the program.
    pub fn has_metaclass(&self, id: ClassId) -> bool {
        self.line(id).iter().any(|id| self.all[*id].names_metaclass)
    }

    /// Whether a class or an ancestor defines `__new__`.
    pub fn has_new(&self, id: ClassId) -> bool {
        self.line(id).iter().any(|id| self.all[*id].has("__new__"))
    }

    fn collect(&mut self, body: &'a [Stmt], parent: ScopeId, scopes: &Scopes) {
        for stmt in body {
            match stmt {
                Stmt::ClassDef(node) => {
                    let scope = scopes.opened_by(node.range);
                    let id = self.all.len();
                    self.all.push(Class {
                        node,
                        scope,
                        parent,
                        bases: Vec::new(),
                        members: HashMap::new(),
                        order: Vec::new(),
                        is_protocol: false,
                        names_metaclass: false,
                    });
                    self.by_scope.insert(scope, id);
                    let binding = scopes.binding(node.name.as_str(), parent).unwrap_or(parent);
                    self.by_name.insert((binding, node.name.to_string()), id);
                    self.collect(&node.body, scope, scopes);
                }
                Stmt::FunctionDef(function) => {
                    self.collect(&function.body, scopes.opened_by(function.range), scopes);
                }
                _ => {
                    for suite in suites(stmt) {
                        self.collect(suite, parent, scopes);
                    }
                }
            }
        }
    }

    fn bases(&self, class: &Class<'_>, scopes: &Scopes, names: &Names) -> Vec<Base> {
        let Some(arguments) = &class.node.arguments else {
            return Vec::new();
        };
        arguments
            .args
            .iter()
            .map(|base| self.base(base, class.parent, scopes, names))
            .collect()
    }

    /// The call of `namedtuple` that a base refers to.
    pub fn named_call(&self, base: &Expr, scopes: &Scopes, from: ScopeId) -> Option<&'a Expr> {
        let name = base.as_name_expr()?.id.as_str();
        let is_certain = scopes.binding(name, from) == Some(Scopes::MODULE)
            && !scopes.all[Scopes::MODULE].rebound.contains(name);
        is_certain
            .then(|| self.named_calls.get(name).copied())
            .flatten()
    }

    fn base(&self, base: &Expr, from: ScopeId, scopes: &Scopes, names: &Names) -> Base {
        if is_named_call(base, from, scopes, names) || self.named_call(base, scopes, from).is_some()
        {
            return Base::NamedCall;
        }
        if let Expr::Subscript(subscript) = base {
            return self.base(&subscript.value, from, scopes, names);
        }
        if let Expr::Name(name) = base
            && let Some(id) = self.named(name.id.as_str(), from, scopes)
        {
            return Base::Class(id);
        }
        let Some(path) = names.path(base, from, scopes) else {
            return Base::Computed;
        };
        if let Some(Found::Member(modules::Member::Ours(name))) = modules::find(&path) {
            return match self.named(name, Scopes::MODULE, scopes) {
                Some(id) => Base::Class(id),
                None => Base::Earlier(name.clone()),
            };
        }
        if let Some(name) = names.earlier_class(&path) {
            return Base::Earlier(name);
        }
        match path.as_str() {
            "object"
            | "abc.ABC"
            | "typing.Protocol"
            | "typing.Generic"
            | "typing_extensions.Protocol" => Base::Marker,
            "enum.Enum" | "enum.IntEnum" | "enum.StrEnum" | "enum.Flag" | "enum.IntFlag" => {
                Base::Enumeration(path["enum.".len()..].to_owned())
            }
            "typing.NamedTuple" => Base::NamedTuple,
            "collections.defaultdict" | "typing.DefaultDict" => {
                Base::BuiltIn("defaultdict".to_owned())
            }
            "typing.Dict" | "typing.List" | "typing.Set" | "typing.FrozenSet" | "typing.Tuple" => {
                Base::BuiltIn(path["typing.".len()..].to_lowercase())
            }
            "typing.TypedDict" | "typing_extensions.TypedDict" => Base::TypedDict,
            "type" | "abc.ABCMeta" => Base::Meta,
            name if crate::builtins::is_exception(name) => Base::Exception(name.to_owned()),
            name if crate::builtins::is_type(name) => Base::BuiltIn(name.to_owned()),
            _ => Base::Computed,
        }
    }
}

/// Abstract classes that give a class no methods beyond those it must define itself.
const COVERED: &[(&str, &[&str])] = &[
    ("Iterable", &["__iter__"]),
    ("Iterator", &["__iter__", "__next__"]),
    ("Container", &["__contains__"]),
    ("Sized", &["__len__"]),
    ("Hashable", &["__hash__"]),
    ("Callable", &["__call__"]),
    ("Collection", &["__len__", "__iter__", "__contains__"]),
    ("Reversible", &["__iter__", "__reversed__"]),
    ("AsyncIterable", &["__aiter__"]),
    ("AsyncIterator", &["__aiter__", "__anext__"]),
];

impl Class<'_> {
    /// Ignores abstract bases whose members the class defines completely.
    fn forget_covered(&mut self, scopes: &Scopes, names: &Names) {
        let Some(arguments) = &self.node.arguments else {
            return;
        };
        for (base, expr) in self.bases.iter_mut().zip(&arguments.args) {
            let expr = match expr {
                Expr::Subscript(subscript) => &subscript.value,
                _ => expr,
            };
            let path = names.path(expr, self.parent, scopes).unwrap_or_default();
            let name = path
                .strip_prefix("collections.abc.")
                .or_else(|| path.strip_prefix("typing."));
            let needed = COVERED.iter().find(|(known, _)| Some(*known) == name);
            if needed.is_some_and(|(_, needed)| {
                needed
                    .iter()
                    .all(|member| self.members.contains_key(*member))
            }) {
                *base = Base::Marker;
            }
        }
    }
}

fn is_named_call(expr: &Expr, from: ScopeId, scopes: &Scopes, names: &Names) -> bool {
    matches!(expr, Expr::Call(call) if matches!(
        names.path(&call.func, from, scopes).as_deref(),
        Some("collections.namedtuple" | "typing.NamedTuple")
    ))
}

fn names_metaclass(class: &Class<'_>, scopes: &Scopes, names: &Names) -> bool {
    let arguments = class.node.arguments.as_ref();
    let metaclass = arguments.and_then(|arguments| arguments.find_keyword("metaclass"));
    metaclass.is_some_and(|keyword| {
        !matches!(
            names.path(&keyword.value, class.parent, scopes).as_deref(),
            Some("abc.ABCMeta" | "type")
        )
    })
}

fn is_protocol(class: &Class<'_>, scopes: &Scopes, names: &Names) -> bool {
    let Some(arguments) = &class.node.arguments else {
        return false;
    };
    arguments.args.iter().any(|base| {
        let base = match base {
            Expr::Subscript(subscript) => &subscript.value,
            _ => base,
        };
        matches!(
            names.path(base, class.parent, scopes).as_deref(),
            Some("typing.Protocol" | "typing_extensions.Protocol")
        )
    })
}

/// The blocks inside a statement that opens no scope.
pub fn suites(stmt: &Stmt) -> Vec<&[Stmt]> {
    match stmt {
        Stmt::If(node) => std::iter::once(&node.body[..])
            .chain(node.elif_else_clauses.iter().map(|clause| &clause.body[..]))
            .collect(),
        Stmt::For(node) => vec![&node.body, &node.orelse],
        Stmt::While(node) => vec![&node.body, &node.orelse],
        Stmt::With(node) => vec![&node.body],
        Stmt::Try(node) => {
            let handlers = node.handlers.iter().map(|handler| {
                let ast::ExceptHandler::ExceptHandler(handler) = handler;
                &handler.body[..]
            });
            std::iter::once(&node.body[..])
                .chain(handlers)
                .chain([&node.orelse[..], &node.finalbody[..]])
                .collect()
        }
        Stmt::Match(node) => node.cases.iter().map(|case| &case.body[..]).collect(),
        _ => Vec::new(),
    }
}

fn members(
    node: &ast::StmtClassDef,
    parent: ScopeId,
    scopes: &Scopes,
    names: &Names,
) -> (HashMap<String, Member>, Vec<String>) {
    let scope = &scopes.all[scopes.opened_by(node.range)];
    debug_assert!(scope.kind == ScopeKind::Class || node.body.is_empty());
    let mut members: HashMap<String, Member> = scope
        .bound
        .iter()
        .map(|name| (name.clone(), Member::Value))
        .collect();
    let mut open: Vec<&Stmt> = node.body.iter().rev().collect();
    while let Some(stmt) = open.pop() {
        open.extend(suites(stmt).into_iter().flatten().rev());
        if let Stmt::FunctionDef(function) = stmt {
            let kind = function
                .decorator_list
                .iter()
                .map(|decorator| decorator_kind(&decorator.expression, parent, scopes, names))
                .find(|kind| *kind != Member::Method)
                .unwrap_or(Member::Method);
            members.insert(function.name.to_string(), kind);
        }
        if let Stmt::Assign(assign) = stmt
            && let ([Expr::Name(name)], Expr::Call(call)) = (&assign.targets[..], &*assign.value)
        {
            let kind = decorator_kind(&call.func, parent, scopes, names);
            if !matches!(kind, Member::Method | Member::Decorated) {
                members.insert(name.id.to_string(), kind);
            }
        }
    }
    (members, scope.order.clone())
}

/// The kind of member that a decorator turns a function into; `abstractmethod` and the like leave it a method.
pub fn decorator_kind(decorator: &Expr, from: ScopeId, scopes: &Scopes, names: &Names) -> Member {
    if let Expr::Attribute(attribute) = decorator
        && matches!(attribute.attr.as_str(), "setter" | "getter" | "deleter")
    {
        return Member::Property;
    }
    match names.path(decorator, from, scopes).as_deref() {
        Some("property" | "abc.abstractproperty") => Member::Property,
        Some("functools.cached_property") => Member::CachedProperty,
        Some("classmethod") => Member::ClassMethod,
        Some("staticmethod") => Member::StaticMethod,
        Some(
            "abc.abstractmethod" | "typing.override" | "typing.final" | "typing.no_type_check",
        ) => Member::Method,
        _ => Member::Decorated,
    }
}
