//! Finds places where the order of a set can be observed: in `CPython` that of its hash table.

use std::collections::{HashMap, HashSet};

use ruff_python_ast::{
    self as ast, Expr, Operator, Stmt,
    visitor::source_order::{self, SourceOrderVisitor},
};
use ruff_text_size::{Ranged, TextRange};

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
    /// The set is a union or a symmetric difference.
    United,
}

impl Seen {
    /// Whether the place determines a set's order instead of observing it.
    fn is_making(self) -> bool {
        matches!(self, Self::Taken | Self::Display | Self::United)
    }
}

/// Number of constants from which a display needs a larger table.
const LARGE: usize = 5;

type Places = HashMap<TextRange, Seen>;

/// Returns the places where an expression may be a set whose order is observed.
///
/// The second are places that create sets whose order depends on more than their items.
pub fn places(body: &[Stmt]) -> (Places, Places) {
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
    for stmt in body.iter().filter(|stmt| !own(stmt)) {
        finder.visit_stmt(stmt);
    }
    let Finder { places, making, .. } = finder;
    if places.is_empty() && making.iter().all(|(_, seen)| seen.is_making()) {
        return (places, HashMap::new());
    }
    (places, making)
}

/// Names and attributes that may be bound to sets: those bound anywhere to a value that is not evidently another type.
#[derive(Default)]
struct Bindings {
    open: HashSet<String>,
    /// Names of what items are taken out of.
    shrinking: HashSet<String>,
}

impl Bindings {
    fn target(&mut self, target: &Expr, value: Option<&Expr>) {
        match target {
            Expr::Name(name) if value.is_none_or(may_be_set) => {
                self.open.insert(name.id.to_string());
            }
            Expr::Attribute(attribute) if value.is_none_or(may_be_set) => {
                self.open.insert(attribute.attr.to_string());
            }
            Expr::Tuple(tuple) => tuple
                .elts
                .iter()
                .for_each(|target| self.target(target, None)),
            Expr::List(list) => list
                .elts
                .iter()
                .for_each(|target| self.target(target, None)),
            _ => {}
        }
    }
}

impl<'a> SourceOrderVisitor<'a> for Bindings {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::Assign(assign) => {
                for target in &assign.targets {
                    self.open
                        .extend(kept_in_itself(target, &assign.value).map(str::to_owned));
                    match (target, &*assign.value) {
                        (Expr::Tuple(names), Expr::Tuple(values))
                            if names.len() == values.len() =>
                        {
                            for (name, value) in names.iter().zip(values) {
                                self.target(name, Some(value));
                            }
                        }
                        _ => self.target(target, Some(&assign.value)),
                    }
                }
            }
            Stmt::AnnAssign(assign) => {
                if let Some(value) = &assign.value {
                    self.target(&assign.target, Some(value));
                } else {
                    self.target(&assign.target, None);
                }
            }
            Stmt::AugAssign(assign) if matches!(assign.op, Operator::Sub | Operator::BitAnd) => {
                self.shrinking
                    .extend(name_of(&assign.target).map(str::to_owned));
            }
            Stmt::For(node) if !gives_numbers(&node.iter) => self.target(&node.target, None),
            Stmt::With(node) => {
                for item in &node.items {
                    if let Some(target) = &item.optional_vars {
                        self.target(target, None);
                    }
                }
            }
            _ => {}
        }
        source_order::walk_stmt(self, stmt);
    }

    fn visit_parameter(&mut self, parameter: &'a ast::Parameter) {
        let is_other = parameter.annotation.as_deref().is_some_and(|annotation| {
            let kind = match annotation {
                Expr::Subscript(subscript) => &subscript.value,
                other => other,
            };
            matches!(kind, Expr::Name(name) if matches!(
                name.id.as_str(),
                "int" | "str" | "float" | "bool" | "bytes" | "list" | "dict" | "tuple" | "List" | "Dict" | "Tuple"
            ))
        });
        if !is_other {
            self.open.insert(parameter.name.to_string());
        }
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Named(named) => self.target(&named.target, Some(&named.value)),
            Expr::Call(call) => {
                if let Expr::Attribute(attribute) = &*call.func
                    && matches!(
                        attribute.attr.as_str(),
                        "remove" | "discard" | "pop" | "difference_update" | "intersection_update"
                    )
                {
                    self.shrinking
                        .extend(name_of(&attribute.value).map(str::to_owned));
                }
                self.open.extend(put_into_itself(call).map(str::to_owned));
            }
            _ => {}
        }
        for generator in generators_of(expr) {
            if !gives_numbers(&generator.iter) {
                self.target(&generator.target, None);
            }
        }
        source_order::walk_expr(self, expr);
    }
}

/// Whether the items of an iterable are evidently no sets.
fn gives_numbers(expr: &Expr) -> bool {
    matches!(expr, Expr::Call(call) if matches!(&*call.func, Expr::Name(name) if name.id.as_str() == "range"))
        || expr.is_string_literal_expr()
}

/// Whether an expression may be a set, judged by its own form.
fn may_be_set(expr: &Expr) -> bool {
    match expr {
        Expr::Set(_)
        | Expr::SetComp(_)
        | Expr::Name(_)
        | Expr::Attribute(_)
        | Expr::Subscript(_)
        | Expr::Await(_)
        | Expr::Yield(_)
        | Expr::BoolOp(_) => true,
        Expr::If(choice) => may_be_set(&choice.body) || may_be_set(&choice.orelse),
        Expr::Named(named) => may_be_set(&named.value),
        Expr::BinOp(operation) => {
            matches!(
                operation.op,
                Operator::BitAnd | Operator::BitOr | Operator::BitXor | Operator::Sub
            ) && may_be_set(&operation.left)
                && may_be_set(&operation.right)
        }
        Expr::Call(call) => match &*call.func {
            Expr::Name(name) => !matches!(
                name.id.as_str(),
                "list"
                    | "dict"
                    | "tuple"
                    | "str"
                    | "int"
                    | "float"
                    | "bool"
                    | "bytes"
                    | "len"
                    | "range"
                    | "sorted"
                    | "enumerate"
                    | "zip"
                    | "map"
                    | "filter"
                    | "sum"
                    | "abs"
                    | "round"
                    | "open"
                    | "input"
                    | "iter"
                    | "repr"
                    | "chr"
                    | "ord"
                    | "reversed"
                    | "Counter"
                    | "defaultdict"
                    | "deque"
                    | "OrderedDict"
                    | "isinstance"
                    | "any"
                    | "all"
                    | "divmod"
                    | "pow"
                    | "print"
                    | "type"
                    | "hash"
                    | "id"
            ),
            Expr::Attribute(attribute) => !matches!(
                attribute.attr.as_str(),
                "items"
                    | "keys"
                    | "values"
                    | "split"
                    | "strip"
                    | "lower"
                    | "upper"
                    | "splitlines"
                    | "format"
                    | "join"
                    | "read"
                    | "readlines"
                    | "append"
                    | "encode"
                    | "decode"
                    | "replace"
                    | "count"
                    | "index"
                    | "find"
                    | "startswith"
                    | "endswith"
                    | "Counter"
                    | "defaultdict"
                    | "deque"
                    | "lstrip"
                    | "rstrip"
                    | "title"
            ),
            _ => true,
        },
        _ => false,
    }
}

#[derive(Default)]
struct Finder<'a> {
    /// The iterables of the enclosing loops, and whether the loops' bodies change them.
    loops: Vec<(&'a Expr, bool)>,
    open: HashSet<String>,
    /// Names of what items are taken out of.
    shrinking: HashSet<String>,
    places: Places,
    making: Places,
    /// Displays that create no set: they are only searched or iterated in place.
    constants: HashSet<TextRange>,
}

impl Finder<'_> {
    fn may_be_set(&self, expr: &Expr) -> bool {
        match expr {
            Expr::Name(name) => self.open.contains(name.id.as_str()),
            Expr::Attribute(attribute) => self.open.contains(attribute.attr.as_str()),
            Expr::BinOp(operation) => {
                may_be_set(expr)
                    && self.may_be_set(&operation.left)
                    && self.may_be_set(&operation.right)
            }
            _ => may_be_set(expr),
        }
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
                if set.elts.len() >= LARGE
                    && set.elts.iter().all(is_number)
                    && !self.constants.contains(&set.range()) =>
            {
                self.making.insert(set.range(), Seen::Display);
            }
            Expr::BinOp(operation)
                if matches!(operation.op, Operator::BitOr | Operator::BitXor)
                    && self.may_be_set(expr) =>
            {
                self.making.insert(expr.range(), Seen::United);
            }
            Expr::Starred(starred) if starred.ctx.is_load() => self.items(&starred.value),
            _ => {}
        }
        for generator in generators_of(expr) {
            self.constants.insert(generator.iter.range());
        }
        if !expr.is_set_comp_expr() {
            for generator in generators_of(expr)
                .iter()
                .filter(|generator| !generator.is_async)
            {
                self.items(&generator.iter);
            }
        }
        source_order::walk_expr(self, expr);
    }
}

fn generators_of(expr: &Expr) -> &[ast::Comprehension] {
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

fn name_of(expr: &Expr) -> Option<&str> {
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
