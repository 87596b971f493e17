//! A program's uses: demands of its classes, and observations that would expose differences of the machine.

use std::collections::{BTreeSet, HashMap, HashSet};

use ruff_python_ast::{
    self as ast, Expr, ExprContext, Stmt,
    visitor::source_order::{self, SourceOrderVisitor},
};
use ruff_text_size::TextRange;

use super::{
    classes::Classes,
    keys::Keys,
    names::Names,
    scopes::{ScopeId, ScopeKind, Scopes},
    shapes::{
        dispatches, is_enumeration, is_of_host, is_plain_exception, is_text, keys_of, may_be_list,
        may_be_missing, may_be_type_error, may_catch_stop, returns_value, scopes_functions,
    },
};
use crate::{builtins, knowledge::Demand};

/// The uses of one program.
#[derive(Debug, Clone, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a question of its own"
)]
pub struct Uses {
    pub demands: BTreeSet<Demand>,
    /// Attributes that are a property or another descriptor of a class.
    pub descriptors: BTreeSet<String>,
    /// Whether texts of classes are shown.
    pub shows_classes: bool,
    /// Whether classes are kept as values, so that shown values may contain them.
    pub keeps_classes: bool,
    /// Whether classes may go to the host as values.
    pub hands_classes: bool,
    /// Calls of `globals()` and `locals()` in whose result names are only looked up.
    pub looks_up_names: HashSet<TextRange>,
    /// Names that `del` and the ends of handlers unbind.
    pub unbinds: HashSet<String>,
    /// Whether results of `hash()` can be observed: it is called outside of a `__hash__`.
    pub sees_hashes: bool,
    /// Attributes that are stored on objects whose class may have no slot for them.
    pub unslotted: HashSet<String>,
    /// Whether classes are made by `type(name, bases, space)`, or fill templates.
    pub makes_classes: bool,
    /// Whether the bases of classes are read.
    pub reads_bases: bool,
    /// Whether the qualified names of functions are read.
    pub reads_qualified: bool,
    /// Whether errors about the arguments of methods may be observed.
    pub tells_calls: bool,
    /// Whether some function has positional-only parameters beside a `**` parameter.
    pub hides_parameters: bool,
    /// Whether bound methods, as values, are asked for their attributes.
    pub tells_methods: bool,
    /// Whether docstrings are read of an unknown function.
    pub reads_docs: bool,
    /// Places where keys of failed look-ups may be observed.
    pub keys: Keys,
    /// Whether there may be sets, which in-place operators change.
    pub has_sets: bool,
    /// Names and attributes that are bound to lists.
    pub lists: HashSet<String>,
    /// Whether names of the host are read, so that its exceptions may be caught.
    pub names_host: bool,
    /// Attributes that class bodies bind to values.
    pub class_values: HashSet<String>,
    /// Built-in types that classes derive from.
    pub built_in_bases: HashSet<String>,
    /// Fields of named tuples that are classes of their own.
    pub named_fields: HashSet<String>,
    /// Attributes that are set on functions.
    pub function_attributes: BTreeSet<String>,
    /// Whether exceptions are caught, so that their types may be read.
    pub catches: bool,
    /// Whether there are iterators that run code of the program, or `next()`.
    pub iterates: bool,
    /// Whether `re` is imported.
    pub has_regular_expressions: bool,
    /// Whether the pattern, the last group, or positions by group name are read of matches.
    pub reads_matches: bool,
    /// Names and attributes that are bound to a compiled pattern.
    pub patterns: HashSet<String>,
    /// Whether the machine's own exceptions may be boxed.
    pub boxes: bool,
    /// Whether the arguments of an exception can be observed (`args`, `repr`).
    pub sees_arguments: bool,
    /// Whether an enumeration derives from `int` or `str` too.
    pub mixes_enumerations: bool,
    /// Whether some class has more than one base.
    pub has_several_bases: bool,
    /// Whether exceptions are thrown into generators, or generators are closed.
    pub throws: bool,
    /// Whether the `__iter__` of some iterator restarts it.
    pub restarts: bool,
    /// Names that handlers give to a `StopIteration`.
    pub stop_names: HashSet<String>,
    /// Whether the program reads `__context__` of exceptions.
    pub reads_context: bool,
    /// Names that handlers give to exceptions.
    pub caught_names: HashSet<String>,
    /// Whether generators are dropped that run code when they are closed.
    pub lets_go: bool,
    /// Whether values are sent to generators.
    pub sends: bool,
    /// Whether the value of a `StopIteration` can be observed.
    pub sees_stop_value: bool,
    /// Whether errors of `json` are named, so that their attributes may be read.
    pub reads_decode_errors: bool,
    /// Whether `pathlib` is imported.
    pub has_paths: bool,
    /// Whether `datetime` is imported.
    pub has_dates: bool,
    /// Whether `timedelta` is named.
    pub has_durations: bool,
    /// Whether signatures or annotations are read.
    pub reads_signatures: bool,
    /// Whether an attribute `type` is read, which the fields of dataclasses have.
    pub reads_types: bool,
    /// Whether the fields of dataclasses are read.
    pub names_fields: bool,
    /// Whether the sources of functions and classes are read.
    pub reads_sources: bool,
    /// Whether annotations are kept as texts, `from __future__ import annotations`.
    pub keeps_annotations: bool,
    /// Whether `logging` is imported, whose functions receive the handled exception.
    pub logs: bool,
    /// Functions that `singledispatch` made.
    pub dispatchers: HashSet<String>,
    /// Functions that are bound once and not decorated, by scope and name.
    pub plain_functions: HashSet<(ScopeId, String)>,
    /// The docstrings of plain functions, as in the source.
    pub docs: HashMap<(ScopeId, String), String>,
}

impl Uses {
    pub fn of(body: &[Stmt], scopes: &Scopes, names: &Names, classes: &Classes<'_>) -> Self {
        let mut uses = Self::default();
        uses.of_functions(body, Scopes::MODULE, scopes);
        uses.of_classes(classes, scopes);
        uses.of_descriptors(body, classes);
        uses.of_equality(classes);
        uses.unslotted = crate::objections::slots::unslotted(body);
        uses.restarts = crate::objections::unpacking::restarts(body);
        if scopes.all.iter().any(|scope| scope.has_yield) {
            uses.iterates = true;
            uses.demands.insert(Demand::Iterators);
        }
        let mut visitor = Visitor {
            uses: &mut uses,
            names,
            scopes,
            odd_exceptions: false,
            bound: scopes
                .all
                .iter()
                .flat_map(|scope| scope.bound.iter().map(String::as_str))
                .collect(),
            catches_whole: false,
            sees_kind: false,
            functions: scopes_functions(body),
            has_generators: scopes.all.iter().any(|scope| scope.has_yield),
            classes: classes.known_names(names),
            reads_value: false,
            catches_stop: false,
            catches_by_name: false,
            steps: false,
            returns_value: false,
            in_hash: false,
        };
        for stmt in body {
            visitor.visit_stmt(stmt);
        }
        let kept = super::kept::are_kept(body, &visitor.classes);
        let kept = kept || visitor.uses.makes_classes;
        visitor.uses.keeps_classes = kept;
        visitor.uses.hands_classes = kept || super::kept::are_handed(body, &visitor.classes);
        visitor.uses.reads_signatures |= visitor.uses.reads_types && visitor.uses.names_fields;
        visitor.uses.shows_classes |= kept;
        super::decorating::attributes(body, &mut visitor.uses.function_attributes);
        let is_plain = |name: &String| name.starts_with("__");
        visitor.uses.tells_methods |= !visitor.uses.function_attributes.iter().all(is_plain);
        let odd = visitor.odd_exceptions;
        let sees_kind = visitor.sees_kind || visitor.uses.sees_arguments;
        // A host exception may be of a type that the machine lacks, which its message does not show.
        if visitor.catches_whole && visitor.uses.names_host && sees_kind {
            visitor.uses.ask(Demand::Exceptions);
        }
        let sees_stop_value = visitor.returns_value
            && (visitor.catches_stop && visitor.reads_value
                || visitor.catches_by_name && visitor.steps);
        uses.tells_calls &= !classes.all.is_empty() || uses.hides_parameters;
        uses.keys = Keys::of(body);
        if uses.keys.everywhere || uses.keys.within {
            uses.demands.insert(Demand::Exceptions);
        }
        if super::driven::calls_host(body, scopes) {
            uses.demands.insert(Demand::Driven);
        }
        if crate::objections::suspended::is_left(body) {
            uses.lets_go = true;
            uses.throws = true;
            uses.demands.insert(Demand::Exceptions);
        }
        if sees_stop_value {
            uses.sees_stop_value = true;
            uses.demands.insert(Demand::Exceptions);
        }
        let is_async_generator = scopes
            .all
            .iter()
            .any(|scope| scope.has_yield && scope.kind == ScopeKind::Function { is_async: true });
        if is_async_generator {
            uses.demands.insert(Demand::Exceptions);
        }
        if odd && uses.sees_arguments {
            uses.demands.insert(Demand::Exceptions);
        }
        if uses.demands.contains(&Demand::Chains) {
            uses.demands.insert(Demand::Exceptions);
        }
        if uses.demands.contains(&Demand::Exceptions) {
            uses.raises_objects();
        }
        uses
    }

    /// Records that exceptions must be objects, as the machine lacks them.
    pub fn raises_objects(&mut self) {
        self.boxes = true;
        self.ask(Demand::Exceptions);
        self.ask(Demand::Classes);
    }

    pub fn has_function_attributes(&self) -> bool {
        !self.function_attributes.is_empty()
    }

    pub(super) fn ask(&mut self, demand: Demand) {
        self.demands.insert(demand);
    }
}

#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a question of its own"
)]
pub(super) struct Visitor<'u> {
    pub(super) uses: &'u mut Uses,
    /// All names that the program binds anywhere.
    bound: HashSet<&'u str>,
    /// Whether a handler of several exception types binds a name.
    catches_whole: bool,
    /// Whether the type of a value is read.
    pub(super) sees_kind: bool,
    pub(super) names: &'u Names,
    pub(super) scopes: &'u Scopes,
    odd_exceptions: bool,
    /// Names of functions that are no methods.
    functions: HashSet<String>,
    pub(super) has_generators: bool,
    /// Names of classes.
    pub(super) classes: HashSet<&'u str>,
    pub(super) reads_value: bool,
    catches_stop: bool,
    /// Whether a handler that catches `StopIteration` binds a name.
    catches_by_name: bool,
    /// Whether generators are stepped by hand.
    pub(super) steps: bool,
    /// Whether some generator returns a value.
    returns_value: bool,
    /// Whether the visitor is within a `__hash__`.
    in_hash: bool,
}

impl Visitor<'_> {
    /// Records the names and attributes that a target binds to a list.
    fn names_in(&mut self, target: &Expr) {
        match target {
            Expr::Name(name) => {
                self.uses.lists.insert(name.id.to_string());
            }
            Expr::Attribute(attribute) => {
                self.uses.lists.insert(attribute.attr.to_string());
            }
            _ => {}
        }
    }

    /// Adds the uses of `Enum('Name', names)`: those of the equivalent class statement.
    fn of_enumeration(&mut self, call: &ast::ExprCall) {
        let path = self.names.path(&call.func, Scopes::MODULE, self.scopes);
        let kind = path
            .as_deref()
            .and_then(|path| path.strip_prefix("enum."))
            .filter(|kind| is_enumeration(kind));
        if let Some(kind) = kind {
            self.uses.ask(Demand::Classes);
            self.uses.ask(Demand::Truth);
            if kind != "Enum" {
                self.uses.mixes_enumerations = true;
                self.uses.ask(Demand::Order);
            }
        }
    }

    /// Adds the uses of an imported module, in any form of import.
    fn of_module(&mut self, module: &str) {
        match module {
            "traceback" => {
                self.uses.tells_calls = true;
                self.uses.ask(Demand::Exceptions);
            }
            "logging" => {
                self.uses.logs = true;
                self.uses.ask(Demand::Exceptions);
            }
            "pathlib" => self.uses.has_paths = true,
            "datetime" => self.uses.has_dates = true,
            "inspect" => self.uses.reads_signatures = true,
            "__future__" => self.uses.keeps_annotations = true,
            "contextlib" => {
                self.uses.throws = true;
                self.uses.ask(Demand::Exceptions);
            }
            _ => {}
        }
    }

    /// Adds the uses of a name imported from a module.
    fn of_member_imported(&mut self, module: &str, name: &str) {
        match (module, name) {
            (_, "JSONDecodeError") => self.uses.reads_decode_errors = true,
            ("functools", "total_ordering") => self.uses.ask(Demand::Order),
            ("functools", "wraps" | "update_wrapper") => {
                let name = "__wrapped__".to_owned();
                self.uses.function_attributes.insert(name);
            }
            (_, "redirect_stdout" | "redirect_stderr") => self.uses.ask(Demand::Printing),
            ("datetime", "timedelta" | "*") => self.uses.has_durations = true,
            ("dataclasses", "fields" | "*") => self.uses.names_fields = true,
            ("typing", "get_type_hints" | "*") | ("asyncio", "iscoroutinefunction" | "*") => {
                self.uses.reads_signatures = true;
            }
            ("inspect", "getsource") => self.uses.reads_sources = true,
            _ => {}
        }
    }

    fn is_built_in(&self, name: &str) -> bool {
        self.names.is_built_in(name, Scopes::MODULE, self.scopes)
    }

    fn caught(&mut self, handler: &ast::ExceptHandlerExceptHandler) {
        let caught = handler.type_.as_deref();
        self.uses
            .unbinds
            .extend(handler.name.iter().map(ToString::to_string));
        let stops = matches!(caught, Some(Expr::Name(name)) if name.id.as_str() == "StopIteration");
        self.catches_stop |= stops && handler.name.is_some();
        if let (true, Some(name)) = (stops, &handler.name) {
            self.uses.stop_names.insert(name.to_string());
        }
        self.uses
            .caught_names
            .extend(handler.name.iter().map(ToString::to_string));
        let is_named = handler.name.is_some();
        self.catches_whole |= is_named && caught.is_none_or(may_be_missing);
        self.uses.tells_calls |= is_named && caught.is_none_or(may_be_type_error);
        self.catches_by_name |= is_named && caught.is_none_or(may_catch_stop);
    }

    fn assigned(&mut self, target: &Expr, value: &Expr) {
        if let Expr::Call(call) = value
            && matches!(&*call.func, Expr::Attribute(attribute) if attribute.attr.as_str() == "compile")
        {
            match target {
                Expr::Name(name) => self.uses.patterns.insert(name.id.to_string()),
                Expr::Attribute(attribute) => self.uses.patterns.insert(attribute.attr.to_string()),
                _ => false,
            };
        }
        if let Expr::Attribute(attribute) = target
            && let Expr::Name(name) = &*attribute.value
            && self.functions.contains(name.id.as_str())
        {
            self.uses
                .function_attributes
                .insert(attribute.attr.to_string());
        }
    }
}

impl<'a> SourceOrderVisitor<'a> for Visitor<'_> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        if let Stmt::FunctionDef(function) = stmt
            && function.name.as_str() == "__hash__"
        {
            let outer = std::mem::replace(&mut self.in_hash, true);
            source_order::walk_stmt(self, stmt);
            self.in_hash = outer;
            return;
        }
        match stmt {
            Stmt::Try(node) => {
                self.uses.catches |= !node.handlers.is_empty();
                if node.is_star {
                    self.uses.ask(Demand::Exceptions);
                }
                for handler in &node.handlers {
                    let ast::ExceptHandler::ExceptHandler(handler) = handler;
                    self.caught(handler);
                }
            }
            Stmt::FunctionDef(function) if dispatches(function) => {
                self.uses.dispatchers.insert(function.name.to_string());
            }
            Stmt::FunctionDef(function)
                if self.scopes.all[self.scopes.opened_by(function.range)].has_yield =>
            {
                self.returns_value |= returns_value(&function.body);
            }
            Stmt::Assert(assert) => {
                self.odd_exceptions |= assert
                    .msg
                    .as_deref()
                    .is_some_and(|message| !is_text(message));
            }
            Stmt::Import(import) => {
                self.uses.names_host |= import.names.iter().any(|alias| is_of_host(&alias.name));
                for alias in &import.names {
                    self.of_module(alias.name.as_str());
                }
                self.uses.has_regular_expressions |=
                    import.names.iter().any(|alias| alias.name.as_str() == "re");
            }
            Stmt::ImportFrom(import) => {
                let module = import.module.as_ref().map_or("", |module| module.as_str());
                self.uses.names_host |= is_of_host(module);
                self.uses.has_regular_expressions |= module == "re";
                self.of_module(module);
                for alias in &import.names {
                    self.of_member_imported(module, alias.name.as_str());
                }
            }
            Stmt::ClassDef(class) => {
                for decorator in &class.decorator_list {
                    if let Expr::Call(call) = &decorator.expression
                        && call.arguments.find_keyword("order").is_some()
                    {
                        self.uses.ask(Demand::Order);
                    }
                }
            }
            Stmt::Delete(delete) => {
                let names = delete.targets.iter().filter_map(Expr::as_name_expr);
                self.uses
                    .unbinds
                    .extend(names.map(|name| name.id.to_string()));
                if delete.targets.iter().any(Expr::is_attribute_expr) {
                    self.uses.ask(Demand::Attributes);
                }
            }
            Stmt::Assign(assign) => {
                for target in &assign.targets {
                    self.uses.has_sets |=
                        super::ordering::kept_in_itself(target, &assign.value).is_some();
                    if may_be_list(&assign.value) {
                        self.names_in(target);
                    }
                    self.assigned(target, &assign.value);
                }
            }
            _ => {}
        }
        source_order::walk_stmt(self, stmt);
    }

    fn visit_annotation(&mut self, _: &'a Expr) {}

    fn visit_interpolated_string_element(&mut self, element: &'a ast::InterpolatedStringElement) {
        if let ast::InterpolatedStringElement::Interpolation(field) = element
            && (field.conversion == ast::ConversionFlag::Repr || field.debug_text.is_some())
        {
            self.uses.sees_arguments = true;
        }
        if let ast::InterpolatedStringElement::Interpolation(field) = element {
            self.shown(&field.expression);
        }
        source_order::walk_interpolated_string_element(self, element);
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Attribute(attribute) => self.of_attribute(attribute),
            Expr::Set(_) | Expr::SetComp(_) => self.uses.has_sets = true,
            Expr::ListComp(comp) => self.filtered(&comp.generators),
            Expr::DictComp(comp) => self.filtered(&comp.generators),
            Expr::Generator(comp) => self.filtered(&comp.generators),
            Expr::Subscript(subscript) if subscript.ctx == ExprContext::Load => {
                self.looked_up(&subscript.value);
            }
            Expr::Compare(compare) => {
                let asks = |op: &ast::CmpOp| matches!(op, ast::CmpOp::In | ast::CmpOp::NotIn);
                if compare.ops.iter().all(asks) {
                    compare
                        .comparators()
                        .iter()
                        .for_each(|right| self.looked_up(right));
                }
            }
            Expr::BinOp(operation) if operation.op == ast::Operator::Mod => {
                self.looked_up(&operation.right);
                self.filled_in(std::slice::from_ref(&operation.right));
            }
            Expr::Name(name) if name.ctx == ExprContext::Load => {
                let id = name.id.as_str();
                self.uses.has_sets |= matches!(id, "set" | "frozenset");
                self.uses.names_host |=
                    !builtins::exists(id) && !self.bound.contains(id) && !crate::is_ours(id);
                if id == "bytearray" && self.is_built_in(id) {
                    // Its replacement is a class with methods.
                    for demand in [
                        Demand::Truth,
                        Demand::Order,
                        Demand::InPlace,
                        Demand::DeleteItem,
                        Demand::Reversed,
                    ] {
                        self.uses.ask(demand);
                    }
                }
                if builtins::missing_exception(id).is_some() && self.is_built_in(id) {
                    self.uses.ask(Demand::Exceptions);
                }
            }
            Expr::Call(call) => {
                self.looked_up_by(call);
                self.uses.has_sets |= super::ordering::put_into_itself(call).is_some();
                self.of_enumeration(call);
                self.uses.reads_matches |= matches!(&*call.func, Expr::Attribute(attribute)
                    if matches!(attribute.attr.as_str(), "start" | "end" | "span"))
                    && matches!(&call.arguments.args[..], [only] if !only.is_number_literal_expr())
                    && call.arguments.keywords.is_empty();
                if let Expr::Name(name) = &*call.func
                    && self.is_built_in(name.id.as_str())
                {
                    match name.id.as_str() {
                        "vars" | "delattr" | "dir" => self.uses.ask(Demand::Attributes),
                        "print" | "str" => {
                            for argument in &call.arguments.args {
                                self.shown(argument);
                            }
                        }
                        "type" if call.arguments.args.len() == 3 => {
                            self.uses.ask(Demand::Classes);
                            self.uses.makes_classes = true;
                            for member in keys_of(&call.arguments.args[2]) {
                                self.uses.of_member(&member, false);
                            }
                        }
                        "type" => self.sees_kind = true,
                        "next" | "iter" => {
                            self.uses.iterates = true;
                            self.steps |= name.id.as_str() == "next";
                        }
                        "repr" => self.uses.sees_arguments = true,
                        "exit" | "quit" => {
                            self.odd_exceptions = true;
                            self.uses.ask(Demand::Exceptions);
                        }
                        "hash" => self.uses.sees_hashes |= !self.in_hash,
                        "property" | "staticmethod" | "classmethod" => {}
                        id if (builtins::is_exception(id)
                            || matches!(id, "IOError" | "EnvironmentError"))
                            && !is_plain_exception(call) =>
                        {
                            self.odd_exceptions = true;
                            if call.arguments.args.len() > 1
                                || id == "KeyError"
                                || id == "SystemExit"
                            {
                                self.uses.ask(Demand::Exceptions);
                            }
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
        source_order::walk_expr(self, expr);
    }
}
