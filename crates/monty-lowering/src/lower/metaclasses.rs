//! Metaclasses.

use ruff_python_ast::{self as ast, Expr};

use super::{Lowerer, Result, refuse};
use crate::analysis::{
    classes::{Base, ClassId, Member},
    viewed,
};

/// Supported special methods of metaclasses.
const HEEDED: &[&str] = &[
    "__new__",
    "__init__",
    "__call__",
    "__doc__",
    "__slots__",
    "__contains__",
    "__getattr__",
    "__getitem__",
    "__iter__",
    "__len__",
    "__repr__",
    "__str__",
    "__instancecheck__",
    "__subclasscheck__",
];

impl<'a> Lowerer<'a> {
    /// Whether a metaclass makes its classes collections.
    pub(super) fn has_viewed_classes(&self) -> bool {
        let has = |id: ClassId| {
            viewed::METHODS
                .iter()
                .any(|method| self.classes.all[id].has(method))
        };
        self.knowledge.helpers.contains("lo__viewed")
            || (0..self.classes.all.len()).any(|id| self.classes.is_meta(id) && has(id))
    }

    /// The class of the program that a class statement names as its metaclass.
    pub(super) fn metaclass(
        &mut self,
        id: ClassId,
        node: &'a ast::StmtClassDef,
    ) -> Result<Option<&'a Expr>> {
        if self.classes.is_meta(id) {
            self.check_metaclass(id)?;
        }
        if self.classes.has_metaclass(id) {
            let is_other = |base: &Base| {
                matches!(
                    base,
                    Base::Exception(_)
                        | Base::Enumeration(_)
                        | Base::NamedTuple
                        | Base::NamedCall
                        | Base::BuiltIn(_)
                )
            };
            if self.classes.derives(id, is_other) || self.dataclass_of(id)?.is_some() {
                return refuse(
                    &node.name,
                    "a metaclass of an exception, an enumeration, a dataclass or a class that derives from a built-in type \
                     is not available: use a class decorator",
                );
            }
        }
        let arguments = node.arguments.as_ref();
        let keyword = arguments.and_then(|arguments| arguments.find_keyword("metaclass"));
        Ok(keyword
            .filter(|_| self.classes.all[id].names_metaclass)
            .map(|keyword| &keyword.value))
    }

    /// Refuses special methods of a metaclass that the machine does not call for its classes.
    fn check_metaclass(&self, id: ClassId) -> Result {
        let class = &self.classes.all[id];
        for (member, kind) in &class.members {
            let is_special = member.starts_with("__") && member.ends_with("__");
            if is_special && !HEEDED.contains(&member.as_str()) {
                return refuse(
                    &class.node.name,
                    format!(
                        "{member} of a metaclass is not heeded here: write a @classmethod in the classes instead"
                    ),
                );
            }
            if matches!(kind, Member::Property | Member::CachedProperty) {
                return refuse(
                    &class.node.name,
                    format!(
                        "the property {member} of a metaclass is not available: write a method of the metaclass"
                    ),
                );
            }
        }
        Ok(())
    }
}
