//! Attributes: properties, private names, methods as values, classes' own dicts.

use ruff_python_ast::{self as ast, Expr, ExprContext};
use ruff_text_size::{Ranged, TextRange};

use super::{Lowerer, Result};
use crate::{
    analysis::{
        classes::{Base, Class, Member},
        scopes::{ScopeKind, Scopes},
        shapes,
    },
    builtins,
    knowledge::Demand,
    modules::{self, Found, ours},
    objections::slots,
    text::Text,
};

/// Attributes that the machine's exceptions have only as part of their message.
const PARTS_OF_EXCEPTIONS: &[&str] = &[
    "encoding", "end", "errno", "filename", "name", "reason", "start", "strerror",
];

impl<'a> Lowerer<'a> {
    /// Whether every attribute access needs a helper.
    pub(super) fn asks_attributes(&self) -> bool {
        self.asks(Demand::Attributes) || !self.descriptors.is_empty()
    }

    /// Writes an attribute that is read, or the target of a plain store.
    #[expect(clippy::too_many_lines, reason = "one case for each kind of attribute")]
    pub(super) fn attribute(
        &mut self,
        attribute: &'a ast::ExprAttribute,
        text: &mut Text,
    ) -> Result {
        if attribute.ctx != ExprContext::Load {
            self.operand_of_attribute(attribute, text)?;
            self.attribute_name(attribute, text);
            return Ok(());
        }
        if self.is_super(&attribute.value) {
            return self.super_attribute(attribute, text);
        }
        if let Some(path) = self.path(&Expr::Attribute(attribute.clone())) {
            if self.native_stream == Some(attribute.range) {
                text.copy(self.source, attribute.range);
                return Ok(());
            }
            if let Some(replacement) = self.replaced_member(&path, attribute)? {
                text.put(&replacement, attribute);
                return Ok(());
            }
            if let Some(Found::Module(module)) = modules::find(&path)
                && !module.is_left()
            {
                self.changed = true;
                text.put(&module.object(), attribute);
                return Ok(());
            }
            if let Some(Found::Member(modules::Member::Native)) = modules::find(&path) {
                match &*attribute.value {
                    Expr::Attribute(module) if path == "json.JSONDecodeError" => {
                        self.changed = true;
                        text.copy(self.source, module.value.range());
                        text.put(".JSONDecodeError", attribute);
                    }
                    _ => text.copy(self.source, attribute.range),
                }
                return Ok(());
            }
        }
        if self.new_of(attribute, text)?
            || self.slot(attribute, text)
            || self.method_of_exception(attribute, text)?
        {
            return Ok(());
        }
        if self.special_value(attribute, text)? {
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
            "value"
                if matches!(&*attribute.value, Expr::Name(name)
                    if self.uses.stop_names.contains(name.id.as_str())) =>
            {
                return self.asked("stop_value", attribute, text);
            }
            "__class__" => return self.asked("type", attribute, text),
            "__dict__" if self.uses.unslotted.contains(slots::BY_NAME) => {
                return self.asked("slotted_dict", attribute, text);
            }
            "__dict__" => return self.asked("vars", attribute, text),
            "__slots__" if self.uses.unslotted.contains(slots::BY_NAME) => {
                return self.asked("slots_of", attribute, text);
            }
            "__name__" => return self.own_name(attribute, text),
            "__qualname__" if self.uses.function_attributes.contains(attr) => {
                return self.own_name(attribute, text);
            }
            "__qualname__" => return self.asked("qualified_name", attribute, text),
            "__doc__" => return self.own_doc(attribute, text),
            "__annotations__" => return self.asked("annotations", attribute, text),
            "__defaults__" | "__kwdefaults__" | "__code__" => {
                return self.named("function_part", attribute, text);
            }
            "start" | "stop" | "step" if !self.has_objects() && !self.is_own(attribute) => {
                return self.named("range_part", attribute, text);
            }
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
        if matches!(attr, "parents" | "anchor" | "root" | "drive")
            && self.has_paths()
            && self.may_have_attributes(&attribute.value)
            && !self.asks(Demand::Attributes)
        {
            return self.named("path_attribute", attribute, text);
        }
        if matches!(attr, "real" | "imag" | "numerator" | "denominator")
            && !self.descriptors.contains(attr)
        {
            let helper = if self.asks(Demand::Attributes) {
                "number_part_asked"
            } else {
                "number_part"
            };
            return self.named(helper, attribute, text);
        }
        if matches!(
            attr,
            "pattern" | "groups" | "groupindex" | "lastgroup" | "lastindex" | "flags"
        ) && self.has_patterns()
            && self.may_have_attributes(&attribute.value)
        {
            return self.named("match_attribute", attribute, text);
        }
        if self.uses.function_attributes.contains(attr) {
            return self.named("function_attribute", attribute, text);
        }
        let is_caught = matches!(&*attribute.value, Expr::Name(name)
            if self.uses.caught_names.contains(name.id.as_str()));
        if is_caught && matches!(attr, "msg" | "pos" | "lineno" | "colno") {
            return self.named("fault_part", attribute, text);
        }
        if self.uses.reads_decode_errors
            && matches!(attr, "msg" | "doc" | "pos" | "lineno" | "colno")
            && self.may_have_attributes(&attribute.value)
        {
            return self.named("decode_error", attribute, text);
        }
        if matches!(attr, "pos" | "endpos")
            && self.has_patterns()
            && !self.is_of_users(attr)
            && !self.is_own(attribute)
        {
            return self.asked(&format!("match_{attr}"), attribute, text);
        }
        if PARTS_OF_EXCEPTIONS.contains(&attr) && is_caught {
            let helper = if self.asks(Demand::Attributes) {
                "caught_part_asked"
            } else {
                "caught_part"
            };
            return self.named(helper, attribute, text);
        }
        let may_be_method = builtins::METHODS.contains(&attr);
        if self.registers(attribute) {
            let helper = self.helper("abc_register");
            let kind = self.fresh("k");
            text.put(&format!("(lambda {kind}: {helper}("), attribute);
            self.operand(&attribute.value, text)?;
            text.put(&format!(", {kind}))"), attribute);
            return Ok(());
        }
        if self.is_of_enumeration_unknown(attribute) {
            return self.named("of_enum", attribute, text);
        }
        if matches!(attr, "_make" | "_replace" | "_asdict")
            && !self.is_of_users(attr)
            && !self.is_own(attribute)
        {
            return self.method_or_value("named_member", attribute, text);
        }
        let may_tell = self.uses.tells_methods
            && !self.is_own(attribute)
            && self.is_of_users(attr)
            && self.may_have_attributes(&attribute.value);
        if self.asks(Demand::Attributes) && self.may_have_attributes(&attribute.value) {
            if may_be_method {
                let helper = if may_tell {
                    "method_or_bound_asked"
                } else {
                    "method_or_asked"
                };
                return self.method_or_value(helper, attribute, text);
            }
            let helper = if may_tell {
                "bound_asked"
            } else {
                "getattr_asked"
            };
            return self.named(helper, attribute, text);
        }
        if self.descriptors.contains(attr) && self.may_have_attributes(&attribute.value) {
            if may_be_method {
                let helper = if may_tell {
                    "method_or_bound"
                } else {
                    "method_or_got"
                };
                return self.method_or_value(helper, attribute, text);
            }
            if may_tell && self.is_decorated(attr) {
                return self.named("bound_got", attribute, text);
            }
            return self.descriptor(attribute, text);
        }
        if may_tell && may_be_method && self.is_defined_as_method(attr) {
            return self.method_or_value("method_or_bound", attribute, text);
        }
        if may_tell && self.is_defined_as_method(attr) {
            return self.named("bound", attribute, text);
        }
        if builtins::METHODS.contains(&attr) {
            return self.method_value(attribute, text);
        }
        self.operand_of_attribute(attribute, text)?;
        self.attribute_name(attribute, text);
        Ok(())
    }

    /// Writes an attribute that is called at once.
    pub(super) fn attribute_of_call(
        &mut self,
        attribute: &'a ast::ExprAttribute,
        text: &mut Text,
    ) -> Result {
        if self.new_of(attribute, text)?
            || self.slot(attribute, text)
            || self.method_of_exception(attribute, text)?
        {
            return Ok(());
        }
        let attr = attribute.attr.as_str();
        let is_special = self.descriptors.contains(attr)
            || attr.starts_with("__")
            || self.uses.function_attributes.contains(attr)
            || self.path(&Expr::Attribute(attribute.clone())).is_some();
        let asks = self.asks(Demand::Attributes)
            && (!builtins::METHODS.contains(&attr)
                || self.has_dynamic_attributes() && !self.is_own(attribute))
            && !self.is_method(attr)
            && self.may_have_attributes(&attribute.value);
        if asks && (!attr.starts_with("__") || attr == "__func__") {
            return self.method_or_value("callee", attribute, text);
        }
        // A property may have the name of a built-in method: `items`, `count`.
        if self.descriptors.contains(attr)
            && builtins::METHODS.contains(&attr)
            && self.may_have_attributes(&attribute.value)
        {
            return self.method_or_value("method_or_got", attribute, text);
        }
        if is_special
            && !matches!(attr, "__init__" | "__new__" | "__setattr__" | "__call__")
            && !attr.starts_with("__")
        {
            return self.attribute(attribute, text);
        }
        if matches!(attr, "__class__" | "__wrapped__")
            || self.is_built_in(&attribute.value, "object")
        {
            return self.attribute(attribute, text);
        }
        let of_type = matches!(&*attribute.value, Expr::Name(name)
            if self.names.is_built_in(name.id.as_str(), self.scope, self.scopes));
        if of_type && builtins::METHODS.contains(&attr) && !matches!(attr, "fromkeys") {
            return self.method_value(attribute, text);
        }
        if matches!(attr, "__enter__" | "__exit__") {
            // The machine looks these up on the object before the dot, even if it is the class itself.
            self.changed = true;
            text.put("getattr(", attribute);
            self.operand(&attribute.value, text)?;
            text.put(&format!(", '{attr}')"), attribute);
            return Ok(());
        }
        self.operand_of_attribute(attribute, text)?;
        self.attribute_name(attribute, text);
        Ok(())
    }

    fn is_method(&self, name: &str) -> bool {
        self.classes
            .all
            .iter()
            .any(|class| matches!(class.members.get(name), Some(Member::Method)))
            && !self.asks(Demand::Attributes)
    }

    pub(super) fn operand_of_attribute(
        &mut self,
        attribute: &'a ast::ExprAttribute,
        text: &mut Text,
    ) -> Result {
        // The text between the value and the name may contain the value's closing parenthesis.
        text.copy(
            self.source,
            TextRange::new(attribute.start(), attribute.value.start()),
        );
        self.expr(&attribute.value, text)
    }

    pub(super) fn attribute_name(&mut self, attribute: &'a ast::ExprAttribute, text: &mut Text) {
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
    }

    /// Writes `o.a` as `helper(o)`.
    pub(super) fn asked(
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

    /// The name of a member in the output.
    pub(super) fn member_name(&self, attribute: &ast::ExprAttribute) -> String {
        self.mangled(&attribute.attr)
            .unwrap_or_else(|| attribute.attr.to_string())
    }

    /// Writes the read of a possible property: inline where the object is a name, else by a helper.
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

    /// Whether an expression may be an object whose class defines attribute access: not a module, not a literal.
    pub(super) fn may_have_attributes(&self, expr: &Expr) -> bool {
        let is_module = matches!(expr, Expr::Name(_) | Expr::Attribute(_))
            && self
                .path(expr)
                .is_some_and(|path| !path.starts_with("earlier ") && !is_within_ours(&path));
        super::expressions::may_be_object(expr) && !is_module
    }

    /// Writes `target = value` for an attribute whose store a class may define.
    ///
    /// `false` when it is a plain store.
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
        let name = self.member_name(attribute);
        text.put(&format!("{helper}("), attribute);
        self.operand(&attribute.value, text)?;
        text.put(&format!(", '{name}', "), attribute);
        text.append(value);
        text.put(")", attribute);
        Ok(true)
    }

    /// The helper that stores an attribute, if the machine's own store would be wrong.
    pub(super) fn store_helper(&self, attribute: &ast::ExprAttribute) -> Option<&'static str> {
        let attr = attribute.attr.as_str();
        if self.uses.function_attributes.contains(attr) {
            return Some(if matches!(attr, "__name__" | "__qualname__" | "__doc__") {
                "rename"
            } else {
                "set_function_attribute"
            });
        }
        if matches!(attr, "stdout" | "stderr")
            && self
                .path(&attribute.value)
                .is_some_and(|path| path == "sys")
        {
            return Some("set_stream");
        }
        if !self.may_have_attributes(&attribute.value) {
            return None;
        }
        if attr == "__dict__" {
            return Some("set_dict");
        }
        if self.uses.unslotted.contains(attr) && !self.is_own(attribute) {
            return Some(if self.asks(Demand::Attributes) {
                "set_unslotted_asked"
            } else {
                "set_unslotted"
            });
        }
        if attr == "__class__" {
            return Some("set_class");
        }
        if self.is_enumeration_member(attribute) {
            return Some("set_member");
        }
        if self.uses.named_fields.contains(attr) {
            return Some(if self.asks(Demand::Attributes) {
                "set_field_asked"
            } else {
                "set_field"
            });
        }
        if self.asks(Demand::Attributes) {
            return Some("setattr_asked");
        }
        if self.descriptors.contains(attr) {
            return Some("set");
        }
        // A value stored on a class must reach its derived classes.
        let is_receiver = matches!(&*attribute.value, Expr::Name(name)
            if self.frame().receiver.as_deref() == Some(name.id.as_str())
                && self.frame().method == Some(Member::Method));
        let is_of_class = self.uses.class_values.contains(attr) && !is_receiver
            || self.may_be_class(&attribute.value);
        (self.asks(Demand::Classes) && is_of_class).then_some("set_value")
    }

    /// Whether `C.a` is a member of an enumeration.
    fn is_enumeration_member(&self, attribute: &ast::ExprAttribute) -> bool {
        let Expr::Name(name) = &*attribute.value else {
            return false;
        };
        let class = self
            .classes
            .named(name.id.as_str(), self.scope, self.scopes);
        class.is_some_and(|class| {
            let member = self.classes.all[class].members.get(attribute.attr.as_str());
            self.line_kind(class).is_some() && member == Some(&Member::Value)
        })
    }

    /// Whether an expression looks like a class: a class's name, `cls`, or the class of an object.
    pub(super) fn may_be_class(&self, expr: &Expr) -> bool {
        let is_inner = |class: &Class<'_>, name: &str| {
            class.name() == name && self.scopes.all[class.parent].kind == ScopeKind::Class
        };
        let is_attribute = expr.is_attribute_expr();
        let is_known = |path: String| {
            self.names.earlier_class(&path).is_some()
                || ours(&path).is_some_and(|name| {
                    self.classes
                        .named(name, Scopes::MODULE, self.scopes)
                        .is_some()
                })
        };
        if self.uses.shows_classes && !self.is_own(expr) && self.path(expr).is_some_and(is_known) {
            return true;
        }
        shapes::gives_class(expr, &|name| {
            if is_attribute {
                return self.classes.all.iter().any(|class| is_inner(class, name));
            }
            self.classes
                .named(name, self.scope, self.scopes)
                .is_some_and(|class| self.line_kind(class).is_none())
        })
    }

    /// Whether a helper completes a class after the machine has created it.
    pub(super) fn is_built(&self, class: usize) -> bool {
        let class = &self.classes.all[class];
        let arguments = class.node.arguments.as_ref();
        let has_bases = class.bases.iter().any(|base| *base != Base::Marker);
        let is_abstract = arguments.is_some()
            && class.node.body.iter().any(|stmt| {
                matches!(stmt, ast::Stmt::FunctionDef(function)
                if function.decorator_list.iter().any(|decorator| {
                    self.names
                        .path(&decorator.expression, class.parent, self.scopes)
                        .is_some_and(|path| path.starts_with("abc.abstract"))
                }))
            });
        let is_base = self
            .classes
            .all
            .iter()
            .any(|other| other.bases.iter().any(|base| matches!(base, Base::Class(id) if std::ptr::eq(&raw const self.classes.all[*id], class))));
        let has_keywords = arguments.is_some_and(|arguments| !arguments.keywords.is_empty());
        let has_kinds = class
            .members
            .values()
            .any(|kind| !matches!(kind, Member::Method | Member::Value));
        has_bases
            || self.is_session
            || is_abstract
            || is_base
            || has_keywords
            || has_kinds
            || self.asks(Demand::Classes)
            || self.asks(Demand::Attributes)
    }
}

/// Whether a path leads into a class of a lowered module: `http.HTTPStatus.OK`.
fn is_within_ours(path: &str) -> bool {
    let is_ours = |path| {
        matches!(
            modules::find(path),
            Some(Found::Member(modules::Member::Ours(_)))
        )
    };
    path.match_indices('.')
        .any(|(dot, _)| is_ours(&path[..dot]))
}
