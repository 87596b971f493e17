//! Collects the uses that follow from the attributes that a program reads.

use ruff_python_ast::{self as ast, Expr, ExprContext};

use super::uses::Visitor;
use crate::knowledge::Demand;

impl Visitor<'_> {
    /// Whether what tells its name or docstring may be a method that was taken off an object.
    fn may_be_bound(&self, attribute: &ast::ExprAttribute) -> bool {
        match &*attribute.value {
            Expr::Name(name) => {
                let id = name.id.as_str();
                let is_plain = || {
                    self.uses
                        .plain_functions
                        .iter()
                        .any(|(_, known)| known == id)
                };
                !matches!(id, "cls" | "self") && !self.classes.contains(id) && !is_plain()
            }
            Expr::Attribute(member) => {
                attribute.attr.as_str() != "__name__" && member.attr.as_str() != "__class__"
            }
            Expr::Call(call) => {
                !matches!(&*call.func, Expr::Name(name) if name.id.as_str() == "type")
            }
            _ => true,
        }
    }

    pub(super) fn of_attribute(&mut self, attribute: &ast::ExprAttribute) {
        if matches!(
            attribute.attr.as_str(),
            "__name__" | "__doc__" | "__qualname__" | "__self__" | "__func__"
        ) && attribute.ctx == ExprContext::Load
            && !self.classes.is_empty()
        {
            self.uses.tells_methods |= self.may_be_bound(attribute);
        }
        match attribute.attr.as_str() {
            "stdout" | "stderr"
                if attribute.ctx == ExprContext::Store
                    && matches!(&*attribute.value, Expr::Name(module) if module.id == "sys") =>
            {
                self.uses.ask(Demand::Printing);
            }
            "JSONDecodeError" => self.uses.reads_decode_errors = true,
            "redirect_stdout" | "redirect_stderr" => self.uses.ask(Demand::Printing),
            "timedelta" => self.uses.has_durations = true,
            "getsource" => self.uses.reads_sources = true,
            "type" => self.uses.reads_types = true,
            "fields" => self.uses.names_fields = true,
            "get_type_hints"
            | "iscoroutinefunction"
            | "__annotations__"
            | "__defaults__"
            | "__kwdefaults__"
            | "__code__" => self.uses.reads_signatures = true,
            "lastgroup" | "lastindex" | "re" => self.uses.reads_matches = true,
            "total_ordering" => self.uses.ask(Demand::Order),
            "wraps" | "update_wrapper" => {
                let name = "__wrapped__".to_owned();
                self.uses.function_attributes.insert(name);
            }
            "__doc__" if attribute.ctx == ExprContext::Load => {
                self.uses.reads_docs |= !matches!(&*attribute.value, Expr::Name(name)
                    if self.uses.plain_functions.iter().any(|(_, known)| *known == *name.id));
            }
            "__dict__" => self.uses.ask(Demand::Attributes),
            "__class__" => self.sees_kind = true,
            "__qualname__" => {
                self.uses.tells_calls = true;
                self.uses.shows_classes = true;
                self.uses.reads_qualified = true;
            }
            "register" => {
                let of_class = matches!(&*attribute.value, Expr::Name(name)
                    if self.classes.contains(name.id.as_str()));
                if of_class {
                    self.uses.ask(Demand::Classes);
                }
            }
            "__mro__" | "__bases__" | "mro" => {
                self.uses.reads_bases = true;
                self.uses.ask(Demand::Classes);
            }
            "__cause__"
            | "__context__"
            | "__notes__"
            | "add_note"
            | "__suppress_context__"
            | "__traceback__" => {
                self.uses.ask(Demand::Chains);
                self.uses.reads_context |= attribute.attr.as_str() == "__context__";
            }
            "args" if attribute.ctx == ExprContext::Load => self.uses.sees_arguments = true,
            "throw" | "close" | "athrow" | "aclose" => {
                self.uses.throws = true;
                self.steps = true;
                if self.has_generators {
                    self.uses.ask(Demand::Exceptions);
                }
            }
            "send" | "asend" => {
                self.uses.sends = true;
                self.steps = true;
            }
            "value" => self.reads_value = true,
            _ => {}
        }
    }
}
