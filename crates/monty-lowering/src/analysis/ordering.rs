//! Finds places where the order of a set can be observed: in `CPython` that of its hash table.

use std::collections::{HashMap, HashSet};

use ruff_python_ast::{
    self as ast, Expr, Operator, Stmt,
    visitor::source_order::{self, SourceOrderVisitor},
};
use ruff_text_size::{Ranged, TextRange};

use super::set_bindings::{Bindings, is_evident, may_be_set};

/// The kind of observation of a set's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// The set is iterated.
    Items,
    /// A set from which items were removed is iterated; its table has not shrunk.
    Rest,
    /// The text of the set, or of a value that contains it, is shown.
    Text,
    /// `repr()` is called on the set.
    Repr,
    /// The set is shown by `repr` in a field of an f-string.
    Field,
    /// `pop()` removes an item.
    Popped,
    /// `remove()` or `discard()` removes an item: its slot in the table stays used.
    Taken,
    /// The set is a display of constants, which is built at once.
    Display,
    /// The set is the result of an operator.
    Operated,
    /// A method makes a set of sets, or changes one by another.
    Method,
    /// `set()` or `frozenset()` copies a set.
    Copied,
}

impl Seen {
    /// Whether the place determines a set's order instead of observing it.
    fn is_making(self) -> bool {
        matches!(
            self,
            Self::Taken | Self::Display | Self::Operated | Self::Method | Self::Copied
        )
    }
}

/// Number of constants from which a display is one of a frozen set.
const FOLDED: usize = 3;

type Places = HashMap<TextRange, Seen>;

/// Returns the places where an expression may be a set whose order is observed.
///
/// The second are places that create sets whose order depends on more than their items.
///
/// With `lasts`, sets of the program may be observed by later feeds of a session, and its names bound by earlier ones.
pub fn places(body: &[Stmt], lasts: bool) -> (Places, Places) {
    let mut bindings = Bindings::default();
    let mut finder = Finder::default();
    let own = |stmt: &Stmt| match stmt {
        Stmt::FunctionDef(function) => crate::is_ours(&function.name),
        Stmt::ClassDef(class) => crate::is_ours(&class.name),
        _ => false,
    };
    for stmt in body.iter().filter(|stmt| !own(stmt)) {
        bindings.visit_stmt(stmt);
    }
    finder.open = bindings.open;
    finder.shrinking = bindings.shrinking;
    finder.sets = bindings.sets;
    finder.earlier = lasts.then_some(bindings.bound);
    for stmt in body.iter().filter(|stmt| !own(stmt)) {
        finder.visit_stmt(stmt);
    }
    let Finder { places, making, .. } = finder;
    if !lasts && places.is_empty() && making.iter().all(|(_, seen)| seen.is_making()) {
        return (places, HashMap::new());
    }
    (places, making)
}

#[derive(Default)]
struct Finder<'a> {
    /// The iterables of the enclosing loops, and whether the loops' bodies change them.
    loops: Vec<(&'a Expr, bool)>,
    open: HashSet<String>,
    /// Names of what items are taken out of.
    shrinking: HashSet<String>,
    /// Names and attributes that are bound to what evidently is a set.
    sets: HashSet<String>,
    /// In a session, all names that the feed binds: others may be those of earlier feeds.
    earlier: Option<HashSet<String>>,
    places: Places,
    making: Places,
    /// Displays that create no set: they are only searched or iterated in place.
    constants: HashSet<TextRange>,
}

impl Finder<'_> {
    fn may_be_set(&self, expr: &Expr) -> bool {
        match expr {
            Expr::Name(name) => self.open.contains(name.id.as_str()) || self.is_earlier(expr),
            Expr::Attribute(attribute) => self.open.contains(attribute.attr.as_str()),
            Expr::BinOp(operation) => {
                may_be_set(expr)
                    && self.may_be_set(&operation.left)
                    && self.may_be_set(&operation.right)
            }
            _ => may_be_set(expr),
        }
    }

    /// Whether an expression is a name that an earlier feed may have bound to a set.
    fn is_earlier(&self, expr: &Expr) -> bool {
        let Expr::Name(name) = expr else { return false };
        self.earlier.as_ref().is_some_and(|bound| {
            !bound.contains(name.id.as_str()) && !crate::builtins::exists(&name.id)
        })
    }

    fn items(&mut self, expr: &Expr) {
        if self.may_be_set(expr) {
            let shrinks = name_of(expr).is_some_and(|name| self.shrinking.contains(name));
            let seen = if shrinks { Seen::Rest } else { Seen::Items };
            self.places.insert(expr.range(), seen);
        }
    }

    fn text(&mut self, expr: &Expr) {
        if self.may_hold(expr) {
            self.places.insert(expr.range(), Seen::Text);
        }
    }

    /// Whether an expression may be a set, or contain one.
    fn may_hold(&self, expr: &Expr) -> bool {
        match expr {
            Expr::List(_)
            | Expr::Tuple(_)
            | Expr::Dict(_)
            | Expr::ListComp(_)
            | Expr::DictComp(_)
            | Expr::Name(_)
            | Expr::Attribute(_) => true,
            Expr::Call(call) => {
                self.may_be_set(expr)
                    || matches!(&*call.func, Expr::Name(name) if matches!(
                        name.id.as_str(),
                        "list" | "dict" | "tuple" | "sorted"
                    ))
            }
            _ => self.may_be_set(expr),
        }
    }

    fn call(&mut self, call: &ast::ExprCall) {
        let arguments = &call.arguments;
        let has_key = arguments.find_keyword("key").is_some();
        match &*call.func {
            Expr::Name(name) => match name.id.as_str() {
                "list" | "tuple" | "enumerate" | "iter" | "deque" | "Counter" => {
                    arguments
                        .args
                        .iter()
                        .take(1)
                        .for_each(|value| self.items(value));
                }
                "zip" => arguments.args.iter().for_each(|value| self.items(value)),
                "map" | "filter" | "reduce" => {
                    arguments
                        .args
                        .iter()
                        .skip(1)
                        .for_each(|value| self.items(value));
                }
                "sorted" | "min" | "max" if has_key && arguments.args.len() == 1 => {
                    self.items(&arguments.args[0]);
                }
                "print" | "str" => arguments.args.iter().for_each(|value| self.text(value)),
                "set" | "frozenset" => {
                    if let [only] = &*arguments.args
                        && !only.is_call_expr()
                        && self.may_be_set(only)
                    {
                        self.making.insert(call.range(), Seen::Copied);
                    }
                }
                "repr" => {
                    if let [only] = &*arguments.args
                        && self.may_hold(only)
                    {
                        self.places.insert(call.range(), Seen::Repr);
                    }
                }
                _ => {}
            },
            Expr::Attribute(attribute) => match attribute.attr.as_str() {
                "pop" if arguments.is_empty() && self.may_be_set(&attribute.value) => {
                    self.places.insert(call.range(), Seen::Popped);
                }
                "remove" | "discard"
                    if arguments.args.len() == 1 && self.may_be_set(&attribute.value) =>
                {
                    self.making.insert(call.range(), Seen::Taken);
                }
                "union"
                | "intersection"
                | "difference"
                | "symmetric_difference"
                | "difference_update"
                | "intersection_update"
                | "symmetric_difference_update"
                    if is_plain(arguments) && self.may_be_set(&attribute.value) =>
                {
                    self.making.insert(call.range(), Seen::Method);
                }
                "copy" | "update"
                    if is_plain(arguments) && is_evident(&attribute.value, &self.sets) =>
                {
                    self.making.insert(call.range(), Seen::Method);
                }
                "join" | "extend" | "fromkeys" | "chain" | "combinations" | "permutations"
                | "product" => {
                    arguments.args.iter().for_each(|value| self.items(value));
                }
                "format" => arguments.args.iter().for_each(|value| self.text(value)),
                _ => {}
            },
            _ => {}
        }
    }
}

impl<'a> Finder<'a> {
    fn for_loop(&mut self, node: &'a ast::StmtFor) {
        self.visit_expr(&node.target);
        self.constants.insert(node.iter.range());
        self.visit_expr(&node.iter);
        self.loops.push((&node.iter, false));
        self.visit_body(&node.body);
        // If the body changes the set, the set itself must raise the error.
        if let Some((_, false)) = self.loops.pop() {
            self.items(&node.iter);
        }
        self.visit_body(&node.orelse);
    }

    /// Records that a method changes an object that enclosing loops may iterate.
    fn changes(&mut self, of: &Expr) {
        for (iter, is_changed) in &mut self.loops {
            *is_changed |= is_same(of, iter);
        }
    }
}

impl<'a> SourceOrderVisitor<'a> for Finder<'a> {
    fn visit_annotation(&mut self, _: &'a Expr) {}

    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::For(node) if !node.is_async => return self.for_loop(node),
            Stmt::Assign(assign)
                if assign
                    .targets
                    .iter()
                    .any(|target| target.is_tuple_expr() || target.is_list_expr()) =>
            {
                self.items(&assign.value);
            }
            _ => {}
        }
        source_order::walk_stmt(self, stmt);
    }

    fn visit_interpolated_string_element(&mut self, element: &'a ast::InterpolatedStringElement) {
        if let ast::InterpolatedStringElement::Interpolation(field) = element
            && field.format_spec.is_none()
        {
            let is_debug = field.debug_text.is_some();
            match field.conversion {
                ast::ConversionFlag::Str if is_debug => {}
                ast::ConversionFlag::None | ast::ConversionFlag::Str if !is_debug => {
                    self.text(&field.expression);
                }
                ast::ConversionFlag::None | ast::ConversionFlag::Repr
                    if self.may_hold(&field.expression) =>
                {
                    self.places.insert(field.expression.range(), Seen::Field);
                }
                _ => {}
            }
        }
        source_order::walk_interpolated_string_element(self, element);
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Call(call) => {
                if let Expr::Attribute(attribute) = &*call.func
                    && matches!(
                        attribute.attr.as_str(),
                        "add" | "remove" | "discard" | "pop" | "clear" | "update"
                    )
                {
                    self.changes(&attribute.value);
                }
                self.call(call);
            }
            Expr::Compare(compare) => {
                self.constants
                    .extend(compare.comparators().iter().map(Ranged::range));
            }
            Expr::Set(set)
                if set.elts.len() >= FOLDED
                    && set.elts.iter().all(is_number)
                    && !self.constants.contains(&set.range()) =>
            {
                self.making.insert(set.range(), Seen::Display);
            }
            Expr::BinOp(operation)
                if matches!(
                    operation.op,
                    Operator::BitOr | Operator::BitXor | Operator::BitAnd
                ) && self.may_be_set(expr)
                    || operation.op == Operator::Sub
                        && (is_evident(expr, &self.sets)
                            || self.is_earlier(&operation.left)
                                && self.is_earlier(&operation.right)) =>
            {
                self.making.insert(expr.range(), Seen::Operated);
            }
            Expr::Starred(starred) if starred.ctx.is_load() => self.items(&starred.value),
            _ => {}
        }
        for generator in generators_of(expr) {
            self.constants.insert(generator.iter.range());
        }
        for generator in generators_of(expr)
            .iter()
            .filter(|generator| !generator.is_async)
        {
            self.items(&generator.iter);
        }
        source_order::walk_expr(self, expr);
    }
}

/// Whether arguments are all given by their places.
fn is_plain(arguments: &ast::Arguments) -> bool {
    arguments.keywords.is_empty() && !arguments.args.iter().any(Expr::is_starred_expr)
}

pub(super) fn generators_of(expr: &Expr) -> &[ast::Comprehension] {
    match expr {
        Expr::ListComp(comp) => &comp.generators,
        Expr::SetComp(comp) => &comp.generators,
        Expr::DictComp(comp) => &comp.generators,
        Expr::Generator(comp) => &comp.generators,
        _ => &[],
    }
}

/// Whether an expression is a constant number, or a tuple of such.
fn is_number(expr: &Expr) -> bool {
    match expr {
        Expr::NumberLiteral(_) | Expr::BooleanLiteral(_) => true,
        Expr::UnaryOp(unary) => {
            unary.op == ast::UnaryOp::USub && unary.operand.is_number_literal_expr()
        }
        Expr::Tuple(tuple) => tuple.elts.iter().all(is_number),
        _ => false,
    }
}

pub(super) fn name_of(expr: &Expr) -> Option<&str> {
    match expr {
        Expr::Name(name) => Some(name.id.as_str()),
        Expr::Attribute(attribute) => Some(attribute.attr.as_str()),
        _ => None,
    }
}

fn is_same(one: &Expr, other: &Expr) -> bool {
    match (one, other) {
        (Expr::Name(one), Expr::Name(other)) => one.id == other.id,
        (Expr::Attribute(one), Expr::Attribute(other)) => {
            one.attr == other.attr && is_same(&one.value, &other.value)
        }
        (Expr::Subscript(one), Expr::Subscript(other)) => is_same(&one.value, &other.value),
        _ => false,
    }
}

/// The name of a container that a call adds to itself, so that its text is cyclic.
pub fn put_into_itself(call: &ast::ExprCall) -> Option<&str> {
    let Expr::Attribute(attribute) = &*call.func else {
        return None;
    };
    let root = matches!(
        attribute.attr.as_str(),
        "append" | "extend" | "insert" | "setdefault"
    )
    .then(|| root_of(&attribute.value))??;
    let is_itself =
        |argument: &Expr| matches!(argument, Expr::Name(name) if name.id.as_str() == root);
    call.arguments.args.iter().any(is_itself).then_some(root)
}

/// As [`put_into_itself`], for an assignment: `d["self"] = d`.
pub fn kept_in_itself<'e>(target: &'e Expr, value: &Expr) -> Option<&'e str> {
    let Expr::Subscript(subscript) = target else {
        return None;
    };
    let root = root_of(&subscript.value)?;
    matches!(value, Expr::Name(name) if name.id.as_str() == root).then_some(root)
}

fn root_of(expr: &Expr) -> Option<&str> {
    match expr {
        Expr::Name(name) => Some(name.id.as_str()),
        Expr::Subscript(subscript) => root_of(&subscript.value),
        _ => None,
    }
}
