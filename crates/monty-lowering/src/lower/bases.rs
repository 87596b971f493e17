//! Bases and other arguments of class statements.

use ruff_python_ast::{self as ast, Expr, Stmt};

use super::{Lowerer, Result, refuse};
use crate::{
    analysis::classes::{Base, ClassId},
    knowledge::Demand,
    text::Text,
};

/// Built-in types that a class may derive from, and their replacements.
const STANDING: &[(&str, &str)] = &[
    ("dict", "DICT"),
    ("defaultdict", "DEFAULTDICT"),
    ("list", "LIST"),
    ("tuple", "TUPLE"),
    ("set", "SET"),
    ("frozenset", "FROZENSET"),
    ("int", "INT"),
    ("float", "FLOAT"),
    ("str", "STR"),
];

/// The replacement of a built-in type among the bases of a class.
pub fn standing(name: &str) -> Option<&'static str> {
    STANDING
        .iter()
        .find(|(kind, _)| *kind == name)
        .map(|(_, helper)| *helper)
}

impl<'a> Lowerer<'a> {
    /// Whether objects of a class are created by a helper.
    pub(super) fn is_made(&self, id: ClassId) -> bool {
        let asks = self.asks(Demand::New) || self.asks(Demand::BuiltIns);
        !self.classes.is_meta(id)
            && asks
            && (self.classes.has_new(id)
                || self.classes.derives(id, |base| match base {
                    Base::BuiltIn(_)
                    | Base::NamedCall
                    | Base::NamedTuple
                    | Base::Computed
                    | Base::Earlier(_) => true,
                    Base::Class(_)
                    | Base::Exception(_)
                    | Base::Marker
                    | Base::Enumeration(_)
                    | Base::Meta
                    | Base::TypedDict => false,
                }))
    }

    /// Writes a base as an argument of the helper that completes the class.
    pub(super) fn base(
        &mut self,
        base: &Base,
        expr: &'a Expr,
        node: &'a ast::StmtClassDef,
    ) -> Result<Text> {
        let mut text = Text::default();
        let wrapper = match base {
            Base::BuiltIn(name) => {
                let Some(helper) = standing(name) else {
                    return refuse(
                        expr,
                        format!(
                            "a class derived from {name} cannot be had: keep the {name} in an attribute"
                        ),
                    );
                };
                let helper = self.helper(helper);
                text.put(&helper, expr);
                return Ok(text);
            }
            Base::NamedTuple => {
                self.fields_and_defaults("named_tuple", node, &mut text)?;
                return Ok(text);
            }
            Base::Meta => {
                let helper = self.helper("METATYPE");
                text.put(&helper, expr);
                return Ok(text);
            }
            Base::Exception(_) => Some("root"),
            Base::NamedCall => Some("rooted_named"),
            Base::Computed | Base::Earlier(_) if self.asks(Demand::BuiltIns) => {
                Some("rooted_named")
            }
            Base::Computed => Some("rooted"),
            _ => None,
        };
        self.check_base(expr)?;
        if let Some(wrapper) = wrapper {
            let helper = self.helper(wrapper);
            text.put(&format!("{helper}("), expr);
        }
        self.operand(strip_subscript(expr), &mut text)?;
        if wrapper.is_some() {
            text.push(")");
        }
        Ok(text)
    }

    /// The enumerations that an enumeration derives from, as further arguments of the helper that assigns values.
    pub(super) fn enumerations_above(&self, id: ClassId) -> String {
        let bases = self.classes.all[id].bases.iter();
        bases
            .filter_map(|base| match base {
                Base::Class(base) if self.line_kind(*base).is_some() => {
                    Some(format!(", {}", self.class_reference(*base)))
                }
                _ => None,
            })
            .collect()
    }

    /// A base without effect at run time, for a program that reads the bases of classes.
    pub(super) fn marker(&mut self, expr: &'a Expr) -> Option<Text> {
        if !self.uses.reads_bases {
            return None;
        }
        let helper = match self.path(strip_subscript(expr))?.as_str() {
            "abc.ABC" => "ABC",
            "typing.Generic" => "Generic",
            _ => return None,
        };
        let helper = self.helper(helper);
        let mut text = Text::default();
        text.put(&helper, expr);
        Some(text)
    }

    /// Writes `NamedTuple` and `TypedDict`, which are no classes in the output; `false` for any other class.
    pub(super) fn special_class(
        &mut self,
        id: ClassId,
        node: &'a ast::StmtClassDef,
        text: &mut Text,
        depth: usize,
    ) -> Result<bool> {
        let class = &self.classes.all[id];
        if class.bases.contains(&Base::TypedDict)
            || self.classes.derives(id, |base| *base == Base::TypedDict)
        {
            self.changed = true;
            text.indent(depth);
            text.put(&format!("{} = dict\n", node.name), &node.name);
            return Ok(true);
        }
        if !class.bases.contains(&Base::NamedTuple) || self.classes.is_own_named_tuple(id) {
            return Ok(false);
        }
        text.indent(depth);
        text.put(&format!("{} = ", node.name), &node.name);
        self.fields_and_defaults("namedtuple", node, text)?;
        text.push("\n");
        Ok(true)
    }

    /// Writes the helper call with the fields and defaults of a `NamedTuple`, which creates it or its base.
    fn fields_and_defaults(
        &mut self,
        helper: &str,
        node: &'a ast::StmtClassDef,
        text: &mut Text,
    ) -> Result {
        let mut names = Vec::new();
        let mut defaults: Vec<&'a Expr> = Vec::new();
        for stmt in &node.body {
            if let Stmt::AnnAssign(assign) = stmt {
                names.push(format!("'{}'", self.text_of(&*assign.target)));
                defaults.extend(assign.value.as_deref());
            }
        }
        let helper = self.helper(helper);
        let fields = names.join(", ");
        text.put(
            &format!("{helper}('{}', [{fields}], (", node.name),
            &node.name,
        );
        for default in defaults {
            self.operand(default, text)?;
            text.push(", ");
        }
        text.push("))");
        Ok(())
    }

    /// The fields of a `NamedTuple` that needs a class of the program.
    pub(super) fn fields_of_named_tuple(&self, id: ClassId) -> Vec<String> {
        if !self.classes.is_own_named_tuple(id) {
            return Vec::new();
        }
        let body = &self.classes.all[id].node.body;
        body.iter()
            .filter_map(|stmt| match stmt {
                Stmt::AnnAssign(assign) => Some(self.text_of(&*assign.target).to_owned()),
                _ => None,
            })
            .collect()
    }

    /// Refuses features that exclude deriving from a built-in type or defining `__new__`.
    pub(super) fn check_built_in_bases(&self, id: ClassId, is_dataclass: bool) -> Result {
        let class = &self.classes.all[id];
        let is_enumeration = self.line_kind(id).is_some();
        let derives = |is: &dyn Fn(&Base) -> bool| self.classes.derives(id, is);
        let is_exception = derives(&|base| matches!(base, Base::Exception(_)));
        let is_built_in =
            derives(&|base| matches!(base, Base::BuiltIn(_) | Base::NamedTuple | Base::NamedCall))
                && !is_enumeration;
        if is_dataclass && is_built_in {
            return refuse(
                &class.node.name,
                "a dataclass that derives from a built-in type cannot be had: keep the value in a field",
            );
        }
        if self.classes.has_new(id) {
            let other = match () {
                () if is_enumeration => None,
                () if is_exception => Some("an exception"),
                () if is_dataclass => Some("a dataclass"),
                () => None,
            };
            if let Some(other) = other {
                return refuse(
                    &class.node.name,
                    format!(
                        "__new__ in {other} cannot be had: make the objects in a function or a @classmethod"
                    ),
                );
            }
        }
        if self.classes.is_own_named_tuple(id) {
            let mut named = class
                .node
                .body
                .iter()
                .filter_map(Stmt::as_function_def_stmt);
            if let Some(method) =
                named.find(|method| matches!(method.name.as_str(), "__new__" | "__init__"))
            {
                return refuse(
                    &method.name,
                    "Python lets a NamedTuple have no such method: make it in a @classmethod",
                );
            }
        }
        Ok(())
    }

    /// Refuses a base whose methods a class would not inherit.
    pub(super) fn check_base(&self, base: &'a Expr) -> Result {
        let is_abstract = self.path(strip_subscript(base)).is_some_and(|path| {
            path.starts_with("numbers.")
                || path
                    .strip_prefix("collections.abc.")
                    .is_some_and(|name| !GIVING.contains(&name))
        });
        if !is_abstract {
            return Ok(());
        }
        refuse(
            base,
            "what a class gets from this abstract class cannot be had: derive from nothing, and write the methods that it \
             needs",
        )
    }
}

/// Abstract classes of `collections.abc` that give a class their methods.
const GIVING: &[&str] = &[
    "AsyncIterator",
    "Callable",
    "Collection",
    "Container",
    "Hashable",
    "Iterable",
    "Iterator",
    "Mapping",
    "MutableMapping",
    "MutableSequence",
    "MutableSet",
    "Reversible",
    "Sequence",
    "Set",
    "Sized",
];

pub fn strip_subscript(base: &Expr) -> &Expr {
    match base {
        Expr::Subscript(subscript) => &subscript.value,
        _ => base,
    }
}

/// Whether a nested class's bases or decorators mention `name`.
pub fn mentions(node: &ast::StmtClassDef, name: &str) -> bool {
    let mut open: Vec<&Expr> = node
        .decorator_list
        .iter()
        .map(|decorator| &decorator.expression)
        .collect();
    if let Some(arguments) = &node.arguments {
        open.extend(&arguments.args);
        open.extend(arguments.keywords.iter().map(|keyword| &keyword.value));
    }
    while let Some(expr) = open.pop() {
        if matches!(expr, Expr::Name(found) if found.id.as_str() == name) {
            return true;
        }
        open.extend(super::expressions::parts_of(expr));
    }
    false
}
