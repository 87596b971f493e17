//! `__slots__`: the machine allows every attribute to be set, so a program must not store one without a slot.

use std::collections::{HashMap, HashSet};

use ruff_python_ast::{
    self as ast, Expr, ExprContext, Stmt,
    visitor::source_order::{self, SourceOrderVisitor},
};

use crate::refusal::Refusal;

/// Represents attributes that are stored or read by names known only at run time.
pub const BY_NAME: &str = "setattr()";

/// Attributes that are stored although no class has a slot for them or sets them itself. Storing them is an error if
/// the object's class has slots.
pub fn unslotted(body: &[Stmt]) -> HashSet<String> {
    let mut slots = Slots::default();
    for stmt in body {
        slots.visit_stmt(stmt);
    }
    let mut found = HashSet::new();
    if slots.found {
        let mut outside = Outside {
            slots: &slots,
            found: &mut found,
        };
        for stmt in body {
            outside.visit_stmt(stmt);
        }
    }
    found
}

pub fn find(body: &[Stmt]) -> Option<Refusal> {
    let mut slots = Slots::default();
    for stmt in body {
        slots.visit_stmt(stmt);
    }
    if !slots.found {
        return None;
    }
    let mut uses = Uses::default();
    for stmt in body {
        uses.visit_stmt(stmt);
    }
    uses.refusal
}

/// The attributes of classes with slots, and those that other classes set on their objects.
#[derive(Default)]
struct Slots<'a> {
    found: bool,
    known: HashSet<&'a str>,
    /// Names of classes and functions, which accept any attribute.
    open: HashSet<&'a str>,
    /// Names of classes with slots, and of their derived classes.
    slotted: HashSet<&'a str>,
    /// The slots of each of them, those of its bases included.
    of_class: HashMap<&'a str, HashSet<&'a str>>,
    /// Whether a class with slots derives from another class, whose objects have a dict for other attributes.
    derives: bool,
}

impl<'a> SourceOrderVisitor<'a> for Slots<'a> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        if let Stmt::FunctionDef(function) = stmt {
            self.open.insert(function.name.as_str());
        }
        if let Stmt::ClassDef(class) = stmt {
            self.open.insert(class.name.as_str());
            let mut has_slots = is_dataclass_with_slots(class);
            let mut own = HashSet::new();
            for member in &class.body {
                match member {
                    Stmt::Assign(assign) if names_slots(&assign.targets) => {
                        has_slots = true;
                        names_in(&assign.value, &mut own);
                    }
                    Stmt::AnnAssign(field) => {
                        if let Expr::Name(name) = &*field.target {
                            own.insert(name.id.as_str());
                        }
                    }
                    Stmt::FunctionDef(method) if !method.decorator_list.is_empty() => {
                        // A property with a setter can be stored.
                        self.known.insert(method.name.as_str());
                    }
                    _ => {}
                }
            }
            self.known.extend(&own);
            self.found |= has_slots;
            let bases = class
                .arguments
                .as_ref()
                .map_or(&[][..], |all| &all.args[..]);
            let is_slotted = |base: &Expr| matches!(base, Expr::Name(name) if self.slotted.contains(name.id.as_str()));
            if has_slots || bases.iter().any(is_slotted) {
                self.derives |= !bases.iter().all(is_slotted);
                for base in bases {
                    if let Expr::Name(name) = base
                        && let Some(inherited) = self.of_class.get(name.id.as_str())
                    {
                        own.extend(inherited);
                    }
                }
                self.slotted.insert(class.name.as_str());
                self.of_class.insert(class.name.as_str(), own);
            }
            if !has_slots {
                let mut stores = Stores(&mut self.known);
                for member in &class.body {
                    stores.visit_stmt(member);
                }
            }
        }
        source_order::walk_stmt(self, stmt);
    }

    fn visit_expr(&mut self, _: &'a Expr) {}
}

fn names_in<'a>(value: &'a Expr, names: &mut HashSet<&'a str>) {
    match value {
        Expr::StringLiteral(name) => {
            names.insert(name.value.to_str());
        }
        Expr::Tuple(ast::ExprTuple { elts, .. })
        | Expr::List(ast::ExprList { elts, .. })
        | Expr::Set(ast::ExprSet { elts, .. }) => {
            for name in elts {
                names_in(name, names);
            }
        }
        _ => {}
    }
}

/// The attributes that the methods of a class set on its objects, and its cached properties, in source order.
pub fn stores(class: &ast::StmtClassDef) -> Vec<&str> {
    struct Finder<'a>(Vec<&'a str>);
    impl<'a> SourceOrderVisitor<'a> for Finder<'a> {
        fn visit_expr(&mut self, expr: &'a Expr) {
            if let Expr::Attribute(attribute) = expr
                && attribute.ctx == ExprContext::Store
                && matches!(&*attribute.value, Expr::Name(name) if name.id.as_str() == "self")
                && !attribute.attr.starts_with("__")
                && !self.0.contains(&attribute.attr.as_str())
            {
                self.0.push(attribute.attr.as_str());
            }
            source_order::walk_expr(self, expr);
        }
    }
    let mut finder = Finder(Vec::new());
    for member in &class.body {
        if let Stmt::FunctionDef(method) = member
            && method.decorator_list.iter().any(|decorator| {
                matches!(&decorator.expression, Expr::Name(name) if name.id.as_str() == "cached_property")
                    || matches!(&decorator.expression, Expr::Attribute(name) if name.attr.as_str() == "cached_property")
            })
        {
            finder.0.push(method.name.as_str());
        }
        finder.visit_stmt(member);
    }
    finder.0
}

/// Collects attributes that are stored.
struct Stores<'s, 'a>(&'s mut HashSet<&'a str>);

impl<'a> SourceOrderVisitor<'a> for Stores<'_, 'a> {
    fn visit_expr(&mut self, expr: &'a Expr) {
        if let Expr::Attribute(attribute) = expr
            && attribute.ctx == ExprContext::Store
        {
            self.0.insert(attribute.attr.as_str());
        }
        source_order::walk_expr(self, expr);
    }
}

/// Collects attributes that are stored and that no class is known to have.
struct Outside<'s, 'a> {
    slots: &'s Slots<'a>,
    found: &'s mut HashSet<String>,
}

impl<'a> SourceOrderVisitor<'a> for Outside<'_, 'a> {
    fn visit_expr(&mut self, expr: &'a Expr) {
        let is_by_name = match expr {
            Expr::Attribute(attribute) => {
                matches!(attribute.attr.as_str(), "__slots__" | "__dict__")
            }
            Expr::Name(name) => matches!(name.id.as_str(), "setattr" | "vars"),
            Expr::StringLiteral(text) => text.value.to_str() == "__dict__",
            _ => false,
        };
        if is_by_name {
            self.found.insert(BY_NAME.to_owned());
        }
        if let Expr::Attribute(attribute) = expr
            && attribute.ctx == ExprContext::Store
            && !self.slots.takes(&attribute.value, attribute.attr.as_str())
        {
            self.found.insert(attribute.attr.to_string());
        }
        source_order::walk_expr(self, expr);
    }
}

#[derive(Default)]
struct Uses {
    refusal: Option<Refusal>,
}

impl Slots<'_> {
    fn takes(&self, object: &Expr, attr: &str) -> bool {
        let name = match object {
            Expr::Name(name) => name.id.as_str(),
            _ => "",
        };
        self.open.contains(name)
            || self.known.contains(attr) && (name == "self" || self.is_in_all(attr))
    }

    /// Whether objects of every class with slots accept an attribute, or none has a slot for it.
    fn is_in_all(&self, attr: &str) -> bool {
        let having = self.of_class.values().filter(|slots| slots.contains(attr));
        matches!(having.count(), count if count == 0 || count == self.of_class.len())
    }
}

impl<'a> SourceOrderVisitor<'a> for Uses {
    fn visit_expr(&mut self, expr: &'a Expr) {
        if let Expr::Call(call) = expr
            && matches!(&*call.func, Expr::Name(name) if matches!(name.id.as_str(), "hasattr" | "getattr"))
            && let [object, Expr::StringLiteral(_), default @ ..] = &call.arguments.args[..]
        {
            self.visit_expr(object);
            for value in default {
                self.visit_expr(value);
            }
            return;
        }
        let name = match expr {
            Expr::Attribute(attribute) if attribute.ctx == ExprContext::Store => {
                attribute.attr.as_str()
            }
            Expr::StringLiteral(text) if text.value.to_str() == "__dict__" => "__dict__",
            _ => "",
        };
        if matches!(name, "__slots__" | "__dict__") && self.refusal.is_none() {
            let message = format!(
                "{name} beside a class with __slots__ cannot be had exactly: leave __slots__ away"
            );
            self.refusal = Some(Refusal::new(expr, message));
        }
        source_order::walk_expr(self, expr);
    }
}

fn names_slots(targets: &[Expr]) -> bool {
    matches!(targets, [Expr::Name(name)] if name.id.as_str() == "__slots__")
}

pub fn is_dataclass_with_slots(class: &ast::StmtClassDef) -> bool {
    class.decorator_list.iter().any(|decorator| {
        matches!(&decorator.expression, Expr::Call(call)
        if call.arguments.find_keyword("slots").is_some_and(|keyword| {
            !matches!(&keyword.value, Expr::BooleanLiteral(literal) if !literal.value)
        }))
    })
}
