//! Attributes: properties, private names, methods as values, classes' own dicts.

use ruff_python_ast::{self as ast, Expr, ExprContext};
use ruff_text_size::{Ranged, TextRange};

use super::{Lowerer, Result};
use crate::{
    analysis::classes::{Base, Member},
    knowledge::Demand,
    text::Text,
};

/// Methods of built-in types, which the machine has only when they are called at once.
const BUILT_IN_METHODS: &[&str] = &[
    "append",
    "appendleft",
    "add",
    "capitalize",
    "casefold",
    "center",
    "clear",
    "copy",
    "count",
    "decode",
    "difference",
    "discard",
    "encode",
    "endswith",
    "extend",
    "find",
    "format",
    "fromkeys",
    "get",
    "group",
    "hex",
    "index",
    "insert",
    "intersection",
    "isalnum",
    "isalpha",
    "isdecimal",
    "isdigit",
    "isidentifier",
    "islower",
    "isnumeric",
    "isspace",
    "issubset",
    "issuperset",
    "istitle",
    "isupper",
    "items",
    "join",
    "keys",
    "ljust",
    "lower",
    "lstrip",
    "match",
    "partition",
    "pop",
    "popitem",
    "popleft",
    "remove",
    "removeprefix",
    "removesuffix",
    "replace",
    "reverse",
    "rfind",
    "rindex",
    "rjust",
    "rotate",
    "rpartition",
    "rsplit",
    "rstrip",
    "search",
    "setdefault",
    "sort",
    "split",
    "splitlines",
    "startswith",
    "strip",
    "swapcase",
    "symmetric_difference",
    "title",
    "union",
    "update",
    "upper",
    "values",
    "zfill",
    "findall",
    "finditer",
    "fullmatch",
    "isoformat",
    "strftime",
    "weekday",
    "isoweekday",
    "date",
    "total_seconds",
    "most_common",
    "fromisoformat",
    "fromtimestamp",
    "total",
];

impl<'a> Lowerer<'a> {
    /// Whether every attribute is to be asked for.
    pub(super) fn asks_attributes(&self) -> bool {
        self.asks(Demand::Attributes) || !self.descriptors.is_empty()
    }

    /// Writes an attribute that is read, or stored where a plain target stands.
    pub(super) fn attribute(
        &mut self,
        attribute: &'a ast::ExprAttribute,
        text: &mut Text,
    ) -> Result {
        if attribute.ctx != ExprContext::Load {
            self.operand_of_attribute(attribute, text)?;
            return self.attribute_name(attribute, text);
        }
        if self.is_super(&attribute.value) {
            return self.super_attribute(attribute, text);
        }
        if let Some(path) = self.path(&Expr::Attribute(attribute.clone()))
            && let Some(replacement) = self.module_member(&path)
        {
            text.put(&replacement, attribute);
            return Ok(());
        }
        let attr = attribute.attr.as_str();
        if self.is_built_in(&attribute.value, "object") {
            if attr == "__setattr__" && !self.asks(Demand::Attributes) {
                text.copy(self.source, attribute.range);
            } else {
                let defaults = self.helper("DEFAULTS");
                text.put(&format!("{defaults}['{attr}']"), attribute);
            }
            return Ok(());
        }
        match attr {
            "__class__" if self.asks(Demand::Classes) || self.uses.catches => {
                return self.asked("type", attribute, text);
            }
            "__dict__" => return self.asked("vars", attribute, text),
            "__name__" | "__qualname__" => return self.own_name(attribute, text),
            "__doc__" => return self.own_doc(attribute, text),
            "__mro__"
            | "__bases__"
            | "__module__"
            | "__notes__"
            | "__cause__"
            | "__context__"
            | "__suppress_context__"
            | "__traceback__"
            | "__wrapped__" => return self.named("special", attribute, text),
            _ => {}
        }
        if self.uses.function_attributes.contains(attr) {
            return self.named("function_attribute", attribute, text);
        }
        if self.asks(Demand::Attributes) && self.may_have_attributes(&attribute.value) {
            return self.named("getattr_asked", attribute, text);
        }
        if self.descriptors.contains(attr) && self.may_have_attributes(&attribute.value) {
            return self.descriptor(attribute, text);
        }
        if BUILT_IN_METHODS.contains(&attr) {
            return self.method_value(attribute, text);
        }
        self.operand_of_attribute(attribute, text)?;
        self.attribute_name(attribute, text)
    }

    /// Writes an attribute that is called at once.
    pub(super) fn attribute_of_call(
        &mut self,
        attribute: &'a ast::ExprAttribute,
        text: &mut Text,
    ) -> Result {
        let attr = attribute.attr.as_str();
        let is_special = self.descriptors.contains(attr)
            || attr.starts_with("__")
            || self.uses.function_attributes.contains(attr)
            || self.path(&Expr::Attribute(attribute.clone())).is_some();
        let asks = self.asks(Demand::Attributes)
            && !BUILT_IN_METHODS.contains(&attr)
            && !self.is_method(attr)
            && self.may_have_attributes(&attribute.value);
        if asks && !attr.starts_with("__") {
            return self.named("getattr_asked", attribute, text);
        }
        if is_special
            && !matches!(attr, "__init__" | "__new__" | "__setattr__" | "__call__")
            && !attr.starts_with("__")
        {
            return self.attribute(attribute, text);
        }
        if matches!(attr, "__class__") || self.is_built_in(&attribute.value, "object") {
            return self.attribute(attribute, text);
        }
        let of_type = matches!(&*attribute.value, Expr::Name(name)
            if self.names.is_built_in(name.id.as_str(), self.scope, self.scopes));
        if of_type && BUILT_IN_METHODS.contains(&attr) && !matches!(attr, "fromkeys") {
            return self.method_value(attribute, text);
        }
        if matches!(attr, "__enter__" | "__exit__") {
            // The machine calls these of what stands before the dot, be it the class itself.
            self.changed = true;
            text.put("getattr(", attribute);
            self.operand(&attribute.value, text)?;
            text.put(&format!(", '{attr}')"), attribute);
            return Ok(());
        }
        self.operand_of_attribute(attribute, text)?;
        self.attribute_name(attribute, text)
    }

    fn is_method(&self, name: &str) -> bool {
        self.classes.all.iter().any(|class| {
            matches!(
                class.members.get(name),
                Some(crate::analysis::classes::Member::Method)
            )
        }) && !self.asks(Demand::Attributes)
    }

    fn operand_of_attribute(
        &mut self,
        attribute: &'a ast::ExprAttribute,
        text: &mut Text,
    ) -> Result {
        // What stands between the value and the name may hold the value's closing parenthesis.
        text.copy(
            self.source,
            TextRange::new(attribute.start(), attribute.value.start()),
        );
        self.expr(&attribute.value, text)
    }

    fn attribute_name(&mut self, attribute: &'a ast::ExprAttribute, text: &mut Text) -> Result {
        text.copy(
            self.source,
            TextRange::new(attribute.value.end(), attribute.attr.start()),
        );
        if let Some(mangled) = self.mangled(attribute.attr.as_str()) {
            self.changed = true;
            text.put(&mangled, &attribute.attr);
        } else {
            text.copy(self.source, attribute.attr.range());
        }
        Ok(())
    }

    /// `o.a` as `helper(o)`.
    fn asked(
        &mut self,
        helper: &str,
        attribute: &'a ast::ExprAttribute,
        text: &mut Text,
    ) -> Result {
        let helper = self.helper(helper);
        text.put(&format!("{helper}("), attribute);
        self.operand(&attribute.value, text)?;
        text.put(")", attribute);
        Ok(())
    }

    /// `o.a` as `helper(o, 'a')`.
    fn named(
        &mut self,
        helper: &str,
        attribute: &'a ast::ExprAttribute,
        text: &mut Text,
    ) -> Result {
        let helper = self.helper(helper);
        let name = self
            .mangled(&attribute.attr)
            .unwrap_or_else(|| attribute.attr.to_string());
        text.put(&format!("{helper}("), attribute);
        self.operand(&attribute.value, text)?;
        text.put(&format!(", '{name}')"), attribute);
        Ok(())
    }

    /// Reads what may be a property: at once where the object is a name, else by a helper.
    fn descriptor(&mut self, attribute: &'a ast::ExprAttribute, text: &mut Text) -> Result {
        let Expr::Name(name) = &*attribute.value else {
            return self.named("get", attribute, text);
        };
        if !self.may_walrus() || self.mangled(name.id.as_str()).is_some() {
            return self.named("get", attribute, text);
        }
        let (property, other, kind) = (
            self.helper("Property"),
            self.helper("got"),
            self.helper("TYPE"),
        );
        let held = format!("{}p", crate::helpers::PREFIX);
        let (object, attr) = (name.id.as_str(), attribute.attr.as_str());
        let attr = self.mangled(attr).unwrap_or_else(|| attr.to_owned());
        text.put(
            &format!(
                "({held}.fget({object}) if type({held} := {object}.{attr}) is {property} and {held}.fget and \
                 type({object}) is not {kind} else {other}({object}, '{attr}', {held}))"
            ),
            attribute,
        );
        Ok(())
    }

    /// Whether an expression may give an object whose class wants to be asked: not a module, not a literal.
    pub(super) fn may_have_attributes(&self, expr: &Expr) -> bool {
        let is_module = matches!(expr, Expr::Name(_) | Expr::Attribute(_))
            && self
                .path(expr)
                .is_some_and(|path| !path.starts_with("earlier "));
        super::expressions::may_be_object(expr) && !is_module
    }

    fn own_name(&mut self, attribute: &'a ast::ExprAttribute, text: &mut Text) -> Result {
        if let Expr::Name(name) = &*attribute.value
            && let Some(scope) = self.scopes.binding(name.id.as_str(), self.scope)
            && !self.scopes.all[scope].rebound.contains(name.id.as_str())
            && self
                .uses
                .plain_functions
                .contains(&(scope, name.id.to_string()))
        {
            self.changed = true;
            text.put(&format!("'{}'", name.id), attribute);
            return Ok(());
        }
        if let Expr::Name(name) = &*attribute.value
            && self
                .names
                .is_built_in(name.id.as_str(), self.scope, self.scopes)
        {
            self.changed = true;
            text.put(&format!("'{}'", name.id), attribute);
            return Ok(());
        }
        if let Expr::Call(call) = &*attribute.value
            && self.is_built_in(&call.func, "type")
            && let [only] = &call.arguments.args[..]
            && !self.asks(Demand::Classes)
        {
            text.copy(self.source, TextRange::new(attribute.start(), only.start()));
            self.expr(only, text)?;
            text.copy(self.source, TextRange::new(only.end(), attribute.end()));
            return Ok(());
        }
        self.asked("name", attribute, text)
    }

    fn own_doc(&mut self, attribute: &'a ast::ExprAttribute, text: &mut Text) -> Result {
        if let Expr::Name(name) = &*attribute.value
            && let Some(scope) = self.scopes.binding(name.id.as_str(), self.scope)
            && self
                .uses
                .plain_functions
                .contains(&(scope, name.id.to_string()))
        {
            self.changed = true;
            let doc = self.uses.docs.get(&(scope, name.id.to_string())).cloned();
            text.put(&doc.unwrap_or_else(|| "None".to_owned()), attribute);
            return Ok(());
        }
        self.operand_of_attribute(attribute, text)?;
        self.attribute_name(attribute, text)
    }

    /// `d.get` that is not called at once.
    fn method_value(&mut self, attribute: &'a ast::ExprAttribute, text: &mut Text) -> Result {
        let attr = attribute.attr.as_str();
        if let Expr::Name(name) = &*attribute.value
            && self
                .names
                .is_built_in(name.id.as_str(), self.scope, self.scopes)
        {
            self.changed = true;
            let o = self.fresh("o");
            let rewritten = if matches!(attr, "fromkeys" | "fromhex" | "maketrans") {
                format!("(lambda *a, **k: {}.{attr}(*a, **k))", name.id)
            } else {
                format!("(lambda {o}, *a, **k: {o}.{attr}(*a, **k))")
            };
            text.put(&rewritten, attribute);
            return Ok(());
        }
        if !self.may_have_attributes(&attribute.value)
            && !matches!(&*attribute.value, Expr::StringLiteral(_))
        {
            self.operand_of_attribute(attribute, text)?;
            return self.attribute_name(attribute, text);
        }
        let helper = self.helper("method");
        text.put(&format!("{helper}("), attribute);
        self.operand(&attribute.value, text)?;
        text.put(
            &format!(", '{attr}', lambda o, *a, **k: o.{attr}(*a, **k))"),
            attribute,
        );
        Ok(())
    }

    /// Writes `target = value` where the target is an attribute that a class may want to be asked about.
    ///
    /// False when it is a plain store.
    pub(super) fn store_attribute(
        &mut self,
        attribute: &'a ast::ExprAttribute,
        value: &Text,
        text: &mut Text,
    ) -> Result<bool> {
        let Some(helper) = self.store_helper(attribute) else {
            return Ok(false);
        };
        let helper = self.helper(helper);
        let name = self
            .mangled(&attribute.attr)
            .unwrap_or_else(|| attribute.attr.to_string());
        text.put(&format!("{helper}("), attribute);
        self.operand(&attribute.value, text)?;
        text.put(&format!(", '{name}', "), attribute);
        text.append(value);
        text.put(")", attribute);
        Ok(true)
    }

    /// The helper that stores an attribute, where the machine's own way would be wrong.
    pub(super) fn store_helper(&self, attribute: &ast::ExprAttribute) -> Option<&'static str> {
        let attr = attribute.attr.as_str();
        if self.uses.function_attributes.contains(attr) {
            return Some("set_function_attribute");
        }
        if !self.may_have_attributes(&attribute.value) {
            return None;
        }
        if self.asks(Demand::Attributes) {
            return Some("setattr_asked");
        }
        if self.descriptors.contains(attr) {
            return Some("set");
        }
        // A class's own value must reach the classes that derive from it.
        let is_receiver = matches!(&*attribute.value, Expr::Name(name)
            if self.frame().receiver.as_deref() == Some(name.id.as_str())
                && self.frame().method == Some(crate::analysis::classes::Member::Method));
        (self.asks(Demand::Classes) && self.uses.class_values.contains(attr) && !is_receiver)
            .then_some("set_value")
    }

    pub(super) fn is_super(&self, expr: &Expr) -> bool {
        matches!(expr, Expr::Call(call) if self.is_built_in(&call.func, "super"))
    }

    /// The class and the receiver that `super()` means here.
    fn super_of(&mut self, expr: &'a Expr, text: &mut Text) -> Result {
        let Expr::Call(call) = expr else {
            return Ok(());
        };
        let helper = self.helper("super");
        if let [class, receiver] = &call.arguments.args[..] {
            text.put(&format!("{helper}("), expr);
            self.operand(class, text)?;
            text.push(", ");
            self.operand(receiver, text)?;
            return Ok(());
        }
        let Some(frame) = self
            .frames
            .iter()
            .rev()
            .find(|frame| frame.method.is_some())
        else {
            return self.refuse(expr, "super() stands outside a method: name the class instead, as in `Base.method(self)`");
        };
        let (Some(class), Some(receiver)) = (frame.class, frame.receiver.clone()) else {
            return self.refuse(
                expr,
                "super() needs the method's first parameter, which is bound again here",
            );
        };
        let name = self.class_reference(class);
        text.put(&format!("{helper}({name}, {receiver}"), expr);
        Ok(())
    }

    /// How a method names its own class.
    pub(super) fn class_reference(&self, class: usize) -> String {
        let class = &self.classes.all[class];
        let parent = &self.scopes.all[class.parent];
        let is_hidden = parent.kind == crate::analysis::scopes::ScopeKind::Class;
        if is_hidden || parent.rebound.contains(class.name()) {
            format!(
                "{}c_{}_{}",
                crate::helpers::PREFIX,
                class.name(),
                class.scope
            )
        } else {
            class.name().to_owned()
        }
    }

    /// The class whose plain method `super().m` is certain to be, where no class of the program has two bases.
    fn plain_super(&self, expr: &Expr, method: &str) -> Option<(String, String)> {
        let Expr::Call(call) = expr else {
            return None;
        };
        if !call.arguments.is_empty()
            || self.uses.has_several_bases
            || self.knowledge.has_several_bases
        {
            return None;
        }
        let frame = self
            .frames
            .iter()
            .rev()
            .find(|frame| frame.method.is_some())?;
        if frame.method != Some(Member::Method) {
            return None;
        }
        let (class, receiver) = (frame.class?, frame.receiver.clone()?);
        let mut at = class;
        loop {
            let bases: Vec<&Base> = self.classes.all[at]
                .bases
                .iter()
                .filter(|base| **base != Base::Marker)
                .collect();
            let [Base::Class(base)] = bases[..] else {
                return None;
            };
            at = *base;
            let found = &self.classes.all[at];
            match found.members.get(method) {
                Some(Member::Method) => {
                    let name = found.name();
                    let is_seen = self.scopes.binding(name, self.scope) == Some(found.parent)
                        && !self.scopes.all[found.parent].rebound.contains(name)
                        && found.node.decorator_list.is_empty();
                    return is_seen.then(|| (name.to_owned(), receiver));
                }
                Some(_) => return None,
                None if !found.node.decorator_list.is_empty() => return None,
                None => {}
            }
        }
    }

    /// `super().m(a)`.
    pub(super) fn super_call(
        &mut self,
        call: &'a ast::ExprCall,
        attribute: &'a ast::ExprAttribute,
        text: &mut Text,
    ) -> Result {
        if let Some((class, receiver)) = self.plain_super(&attribute.value, attribute.attr.as_str())
        {
            self.changed = true;
            text.put(&format!("{class}.{}({receiver}", attribute.attr), attribute);
            if call.arguments.is_empty() {
                text.put(")", TextRange::new(call.end(), call.end()));
                return Ok(());
            }
            text.push(", ");
            let mut at = call.arguments.inner_range().start();
            for argument in call.arguments.iter_source_order() {
                let value = argument.value();
                text.copy(self.source, TextRange::new(at, value.start()));
                self.argument(value, false, text)?;
                at = value.end();
            }
            text.copy(self.source, TextRange::new(at, call.end()));
            return Ok(());
        }
        self.super_of(&attribute.value, text)?;
        let name = self
            .mangled(&attribute.attr)
            .unwrap_or_else(|| attribute.attr.to_string());
        text.put(&format!(", '{name}')"), attribute);
        let mut at = call.func.end();
        for argument in call.arguments.iter_source_order() {
            let value = argument.value();
            text.copy(self.source, TextRange::new(at, value.start()));
            self.argument(value, false, text)?;
            at = value.end();
        }
        text.copy(self.source, TextRange::new(at, call.end()));
        Ok(())
    }

    fn super_attribute(&mut self, attribute: &'a ast::ExprAttribute, text: &mut Text) -> Result {
        self.super_of(&attribute.value, text)?;
        let name = self
            .mangled(&attribute.attr)
            .unwrap_or_else(|| attribute.attr.to_string());
        text.put(&format!(", '{name}')"), attribute);
        Ok(())
    }

    /// Whether a class is built by a helper after the machine has made it.
    pub(super) fn is_built(&self, class: usize) -> bool {
        let class = &self.classes.all[class];
        let arguments = class.node.arguments.as_ref();
        let has_bases = class.bases.iter().any(|base| *base != Base::Marker);
        let is_base = self
            .classes
            .all
            .iter()
            .any(|other| other.bases.iter().any(|base| matches!(base, Base::Class(id) if std::ptr::eq(&self.classes.all[*id], class))));
        let has_keywords = arguments.is_some_and(|arguments| !arguments.keywords.is_empty());
        let has_kinds = class.members.values().any(|kind| {
            !matches!(
                kind,
                crate::analysis::classes::Member::Method | crate::analysis::classes::Member::Value
            )
        });
        has_bases
            || is_base
            || has_keywords
            || has_kinds
            || self.asks(Demand::Classes)
            || self.asks(Demand::Attributes)
    }
}
