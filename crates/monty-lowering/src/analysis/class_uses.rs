//! Collects the demands of a program's classes on its expressions.

use super::{
    classes::{Base, Classes, Member},
    scopes::Scopes,
    shapes::{annotated, fields_of_calls},
    uses::Uses,
};
use crate::knowledge::Demand;

impl Uses {
    pub(super) fn of_classes(&mut self, classes: &Classes<'_>, scopes: &Scopes) {
        for (id, class) in classes.all.iter().enumerate() {
            let real = class
                .bases
                .iter()
                .filter(|base| **base != Base::Marker)
                .count();
            self.has_several_bases |= real > 1;
            if class.is_protocol {
                self.ask(Demand::Classes);
            }
            if class.has("keys") && class.has("__getitem__") || class.has("lo__sample") {
                self.ask(Demand::Mappings);
            }
            for (member, kind) in &class.members {
                match kind {
                    Member::Property | Member::CachedProperty | Member::Decorated => {
                        self.descriptors.insert(member.clone());
                    }
                    Member::Value => {
                        self.class_values.insert(member.clone());
                    }
                    Member::Method | Member::ClassMethod | Member::StaticMethod => {}
                }
                self.of_member(member, class.has("__iter__"));
            }
            if class.has("__getitem__") && class.has("__len__") {
                self.ask(Demand::Reversed);
            }
            for base in &class.bases {
                match base {
                    Base::Exception(_) => self.ask(Demand::Exceptions),
                    Base::Enumeration(kind) => {
                        self.ask(Demand::Classes);
                        self.ask(Demand::Truth);
                        if kind != "Enum" || class.bases.len() > 1 {
                            self.mixes_enumerations = true;
                            self.ask(Demand::Order);
                        }
                    }
                    Base::NamedTuple if classes.is_own_named_tuple(id) => {
                        self.named_fields.extend(annotated(&class.node.body));
                        self.of_built_in("tuple");
                    }
                    Base::NamedCall => {
                        let arguments = class.node.arguments.iter();
                        for base in arguments.flat_map(|arguments| &arguments.args) {
                            let call = classes
                                .named_call(base, scopes, class.parent)
                                .unwrap_or(base);
                            self.named_fields
                                .extend(fields_of_calls(std::slice::from_ref(call)));
                        }
                        self.of_built_in("tuple");
                    }
                    Base::BuiltIn(name)
                        if !class
                            .bases
                            .iter()
                            .any(|base| matches!(base, Base::Enumeration(_))) =>
                    {
                        self.of_built_in(name);
                    }
                    Base::Meta => {
                        self.ask(Demand::Classes);
                        self.ask(Demand::New);
                        // Texts of its classes are its own.
                        self.makes_classes |= class.has("__repr__") || class.has("__str__");
                    }
                    Base::Marker | Base::NamedTuple | Base::TypedDict => {}
                    Base::Class(_) | Base::Earlier(_) | Base::Computed | Base::BuiltIn(_) => {
                        self.ask(Demand::Classes);
                    }
                }
            }
        }
    }

    /// Adds the demands of a class member, by its name.
    pub(super) fn of_member(&mut self, member: &str, has_iter: bool) {
        match member {
            "__len__" | "__bool__" => self.ask(Demand::Truth),
            "__lt__" | "__le__" | "__gt__" | "__ge__" => self.ask(Demand::Order),
            "__ne__" => self.ask(Demand::Unequal),
            "__format__" => self.ask(Demand::Format),
            "__getattr__" | "__setattr__" | "__delattr__" | "__getattribute__" => {
                self.ask(Demand::Attributes);
            }
            "__reversed__" => self.ask(Demand::Reversed),
            "__delitem__" => self.ask(Demand::DeleteItem),
            "__next__" | "__anext__" => self.iterates = true,
            "__getitem__" if !has_iter => self.ask(Demand::Items),
            "__new__" => {
                self.ask(Demand::Classes);
                self.ask(Demand::New);
            }
            "__iadd__" | "__isub__" | "__imul__" | "__itruediv__" | "__ifloordiv__"
            | "__imod__" | "__iand__" | "__ior__" | "__ixor__" | "__ilshift__" | "__irshift__"
            | "__ipow__" | "__imatmul__" => self.ask(Demand::InPlace),
            _ => {}
        }
    }

    /// Adds the demand of a class that defines `__eq__` but inherits a built-in type's `!=`.
    pub(super) fn of_equality(&mut self, classes: &Classes<'_>) {
        let is_built_in =
            |base: &Base| matches!(base, Base::BuiltIn(_) | Base::NamedCall | Base::NamedTuple);
        let differs = classes.all.iter().enumerate().any(|(id, class)| {
            class.has("__eq__") && !class.has("__ne__") && classes.derives(id, is_built_in)
        });
        if differs && self.demands.contains(&Demand::BuiltIns) {
            self.ask(Demand::Unequal);
        }
    }

    /// Adds the demands of a class that derives from a built-in type and has its operators.
    pub(super) fn of_built_in(&mut self, name: &str) {
        self.built_in_bases.insert(name.to_owned());
        if name == "defaultdict" {
            self.built_in_bases.insert("dict".to_owned());
        }
        for demand in [
            Demand::Classes,
            Demand::BuiltIns,
            Demand::Truth,
            Demand::Format,
            Demand::InPlace,
        ] {
            self.ask(demand);
        }
        if matches!(name, "dict" | "defaultdict") {
            self.ask(Demand::Mappings);
        } else {
            self.ask(Demand::Order);
        }
        if matches!(name, "dict" | "defaultdict" | "list" | "tuple") {
            self.ask(Demand::Reversed);
            self.ask(Demand::DeleteItem);
        }
    }
}
