//! `__slots__`: the machine lets every attribute be set, so a program must not ask for one that has no slot.

use std::collections::HashSet;

use ruff_python_ast::{
    self as ast, Expr, ExprContext, Stmt,
    visitor::source_order::{self, SourceOrderVisitor},
};

use crate::refusal::Refusal;

/// Attributes that are stored although no class has a slot for them or sets them itself: an error, where the object's
/// class has slots.
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
    let mut uses = Uses {
        slots: &slots,
        within: Vec::new(),
        refusal: None,
    };
    for stmt in body {
        uses.visit_stmt(stmt);
    }
    uses.refusal
}

/// The attributes that classes with slots have, and those that other classes set on themselves.
#[derive(Default)]
struct Slots<'a> {
    found: bool,
    known: HashSet<&'a str>,
    /// Names of classes and functions, which take any attribute.
    open: HashSet<&'a str>,
    /// Names of classes that have slots, or derive from one that has.
    slotted: HashSet<&'a str>,
    /// Whether a class with slots derives from another, whose objects' dicts hold the rest.
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
            for member in &class.body {
                match member {
                    Stmt::Assign(assign) if names_slots(&assign.targets) => {
                        has_slots = true;
                        self.names_in(&assign.value);
                    }
                    Stmt::AnnAssign(field) => {
                        if let Expr::Name(name) = &*field.target {
                            self.known.insert(name.id.as_str());
                        }
                    }
                    Stmt::FunctionDef(method) if !method.decorator_list.is_empty() => {
                        // A property with a setter is stored to as well.
                        self.known.insert(method.name.as_str());
                    }
                    _ => {}
                }
            }
            self.found |= has_slots;
            let bases = class
                .arguments
                .as_ref()
                .map_or(&[][..], |all| &all.args[..]);
            let is_slotted = |base: &Expr| matches!(base, Expr::Name(name) if self.slotted.contains(name.id.as_str()));
            if has_slots || bases.iter().any(is_slotted) {
                self.derives |= !bases.iter().all(is_slotted);
                self.slotted.insert(class.name.as_str());
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

impl<'a> Slots<'a> {
    fn names_in(&mut self, value: &'a Expr) {
        match value {
            Expr::StringLiteral(name) => {
                self.known.insert(name.value.to_str());
            }
            Expr::Tuple(ast::ExprTuple { elts, .. })
            | Expr::List(ast::ExprList { elts, .. })
            | Expr::Set(ast::ExprSet { elts, .. }) => {
                for name in elts {
                    self.names_in(name);
                }
            }
            _ => {}
        }
    }
}

/// Attributes that are stored.
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

/// Attributes that are stored and that no class is known to have.
struct Outside<'s, 'a> {
    slots: &'s Slots<'a>,
    found: &'s mut HashSet<String>,
}

impl<'a> SourceOrderVisitor<'a> for Outside<'_, 'a> {
    fn visit_expr(&mut self, expr: &'a Expr) {
        if let Expr::Attribute(attribute) = expr
            && attribute.ctx == ExprContext::Store
            && !self.slots.takes(&attribute.value, attribute.attr.as_str())
        {
            self.found.insert(attribute.attr.to_string());
        }
        source_order::walk_expr(self, expr);
    }
}

struct Uses<'s, 'a> {
    slots: &'s Slots<'a>,
    /// For each class around the current place, whether its objects have no slots.
    within: Vec<bool>,
    refusal: Option<Refusal>,
}

impl Uses<'_, '_> {
    /// Whether an expression is the object of a method whose class has no slots.
    fn is_open_receiver(&self, expr: &Expr) -> bool {
        !self.slots.derives
            && self.within.last() == Some(&true)
            && matches!(expr, Expr::Name(name) if name.id.as_str() == "self")
    }
}

impl Slots<'_> {
    fn takes(&self, object: &Expr, attr: &str) -> bool {
        let is_open = matches!(object, Expr::Name(name) if self.open.contains(name.id.as_str()));
        is_open || self.known.contains(attr)
    }
}

impl<'a> SourceOrderVisitor<'a> for Uses<'_, 'a> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        let Stmt::ClassDef(class) = stmt else {
            return source_order::walk_stmt(self, stmt);
        };
        self.within
            .push(!self.slots.slotted.contains(class.name.as_str()));
        source_order::walk_stmt(self, stmt);
        self.within.pop();
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        let message = match expr {
            Expr::Attribute(attribute) => {
                let attr = attribute.attr.as_str();
                match attr {
                    "__dict__" if self.is_open_receiver(&attribute.value) => None,
                    "__slots__" | "__dict__" => Some(format!(
                        "{attr} of a class with __slots__ cannot be had here: keep the names in a tuple of your own"
                    )),
                    _ => None,
                }
            }
            Expr::Call(call) => match &*call.func {
                Expr::Name(name)
                    if name.id.as_str() == "vars"
                        && matches!(&call.arguments.args[..], [object, ..]
                            if !self.is_open_receiver(object)) =>
                {
                    Some(
                        "vars() beside a class with __slots__ cannot be had exactly: leave __slots__ away"
                            .to_owned(),
                    )
                }
                Expr::Name(name) if name.id.as_str() == "setattr" => {
                    let is_known = call.arguments.args.get(1).is_some_and(|name| {
                        matches!(name, Expr::StringLiteral(name) if self.slots.known.contains(name.value.to_str()))
                    });
                    (!is_known).then(|| {
                        "setattr() beside a class with __slots__ could set what has no slot: leave __slots__ away"
                            .to_owned()
                    })
                }
                _ => None,
            },
            Expr::StringLiteral(text) if text.value.to_str() == "__dict__" => Some(
                "__dict__ beside a class with __slots__ cannot be had exactly: leave __slots__ away"
                    .to_owned(),
            ),
            _ => None,
        };
        if let Some(message) = message
            && self.refusal.is_none()
        {
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
