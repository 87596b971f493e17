//! Qualified names of methods in argument errors: `Stack.push() missing 1 required positional argument: 'x'`.
//!
//! The machine reports the name after `def`. Where such an error may be observed, a method is therefore defined under
//! its qualified name, with letters in place of characters that names cannot contain, and then bound to its own name.

use ruff_python_ast as ast;

use super::{Lowerer, statements::line};
use crate::{
    analysis::{
        scopes::{ScopeId, ScopeKind, Scopes},
        shapes::may_be_type_error,
    },
    exception::{IN_FUNCTION, PART_OF},
    text::Text,
};

impl Lowerer<'_> {
    /// The name under which a method of the current class is defined, if it is not its own; also for a nested function,
    /// where qualified names are read.
    pub(super) fn defined_as(&self, function: &ast::StmtFunctionDef) -> Option<String> {
        if self.is_own(function) {
            return None;
        }
        let is_method = self.frame().class.is_some() && self.frame().is_class_body;
        let is_told = if is_method {
            self.uses.tells_calls
        } else {
            self.uses.reads_qualified
                && self.scope != Scopes::MODULE
                && function.decorator_list.is_empty()
        };
        let place = self.place_in(self.scope, function.name.as_str());
        is_told.then(|| {
            place
                .replace(".<locals>", IN_FUNCTION)
                .replace('.', PART_OF)
        })
    }

    /// The qualified name of a class: `Outer.Inner`, `f.<locals>.C`.
    pub(super) fn place_of(&self, id: crate::analysis::classes::ClassId) -> String {
        let class = &self.classes.all[id];
        self.place_in(class.parent, class.name())
    }

    fn place_in(&self, mut scope: ScopeId, name: &str) -> String {
        let mut place = name.to_owned();
        while scope != Scopes::MODULE {
            let around = &self.scopes.all[scope];
            let inner = if around.kind == ScopeKind::Class {
                ""
            } else {
                ".<locals>"
            };
            place = format!("{}{inner}.{place}", around.name);
            scope = around.parent.unwrap_or_default();
        }
        place
    }

    /// Rewrites the names in a caught argument error of a method to Python's.
    pub(super) fn tell_of_calls(
        &mut self,
        handler: &ast::ExceptHandlerExceptHandler,
        name: &str,
        text: &mut Text,
        depth: usize,
    ) {
        // A class of an earlier feed may have qualified names.
        let tells = self.uses.tells_calls || self.knowledge.helpers.contains("lo__call_error");
        if tells && handler.type_.as_deref().is_none_or(may_be_type_error) {
            let helper = self.helper("call_error");
            line(text, depth, &format!("{name} = {helper}({name})"));
        }
    }
}
