//! Knowledge of earlier feeds of a session.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::analysis::{classes::Classes, lasting::Lasting, scopes::Scopes, uses::Uses};

/// Definitions of a session's earlier feeds that later feeds need. Part of the session's dumps.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a question of its own"
)]
pub struct Knowledge {
    /// Helpers that are defined.
    pub(crate) helpers: BTreeSet<String>,
    /// Names that imports of earlier feeds bound, with their full names.
    pub(crate) imported: BTreeMap<String, String>,
    /// Names the session's module binds.
    pub(crate) names: BTreeSet<String>,
    /// Names of classes of the module.
    pub(crate) classes: BTreeSet<String>,
    /// Attributes that are a property or another descriptor of a class.
    pub(crate) descriptors: BTreeSet<String>,
    /// Demands of the classes so far on all expressions.
    pub(crate) demands: BTreeSet<Demand>,
    /// Demands that functions of earlier feeds do not meet.
    pub(crate) unasked: BTreeSet<Demand>,
    /// Attributes that functions of earlier feeds read.
    pub(crate) read: BTreeSet<String>,
    /// Whether some class has more than one base.
    pub(crate) has_several_bases: bool,
    /// Whether `super()` was replaced by the single base's method.
    pub(crate) has_plain_super: bool,
    /// Whether coroutine functions of earlier feeds await without the loop, so that no task runs meanwhile.
    pub(crate) awaits_alone: bool,
    /// Whether classes may go to the host as values.
    pub(crate) hands_classes: bool,
    /// Number of feeds, which makes generated names unique.
    pub(crate) feeds: u32,
}

/// An operation that the machine performs without consulting an object's class, while a class of the program
/// defines it.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
pub enum Demand {
    /// `__bool__`, `__len__`: truth and `len()`.
    Truth,
    /// `__lt__` and the like: comparisons, sorting.
    Order,
    /// `__ne__`.
    Unequal,
    /// `__format__`.
    Format,
    /// `__iadd__` and the like.
    InPlace,
    /// `__getattr__`, `__setattr__`, `__delattr__`, `__dict__`: every attribute.
    Attributes,
    /// `__getitem__` without `__iter__`.
    Items,
    /// `__reversed__`.
    Reversed,
    /// `__delitem__`.
    DeleteItem,
    /// Classes with bases: `isinstance`, `type`, class attributes.
    Classes,
    /// Exceptions of the program, and features that the machine's exceptions lack.
    Exceptions,
    /// `__cause__`, `__context__`, notes: every exception that is raised.
    Chains,
    /// Iterators of the program: laziness can be observed.
    Iterators,
    /// `keys` and `__getitem__`: `dict()`, `**`.
    Mappings,
    /// `__new__`: calls of a possible class.
    New,
    /// Iterators that call functions of the host: loops are driven by generated code.
    Driven,
    /// Classes that derive from built-in types: patterns, `dict.get(o)`, JSON.
    BuiltIns,
    /// `redirect_stdout` and `redirect_stderr`: `print()`.
    Printing,
}

impl Demand {
    /// The construct that causes the demand, for a message.
    fn description(self) -> &'static str {
        match self {
            Self::Truth => "a class with __len__ or __bool__, or an enumeration,",
            Self::Order => "a class with an order of its own (__lt__ and the like)",
            Self::Unequal => "__ne__",
            Self::Format => "__format__",
            Self::InPlace => "an in-place operator (__iadd__ and the like)",
            Self::Attributes => "__getattr__, __setattr__, `del o.a`, __dict__ or vars()",
            Self::Items => "a class that is gone over by __getitem__ alone",
            Self::Reversed => "__reversed__",
            Self::DeleteItem => "__delitem__",
            Self::Mappings => "a mapping of your own (keys and __getitem__)",
            Self::New => "__new__",
            Self::Driven => "an iterator that calls a function of the host",
            Self::BuiltIns => "a class that derives from a built-in type",
            Self::Classes => "a class with bases, or an enumeration,",
            Self::Exceptions => {
                "an exception of your own, or one that takes other things than one text,"
            }
            Self::Chains => "the cause, context or notes of an exception",
            Self::Iterators => "an iterator of your own",
            Self::Printing => "redirect_stdout or redirect_stderr",
        }
    }
}

impl Knowledge {
    pub(crate) fn is_new(&self) -> bool {
        self.demands.is_empty() && self.names.is_empty() && self.helpers.is_empty()
    }

    /// The reason why a program cannot follow the earlier feeds, if there is one: their functions do not meet its
    /// demands.
    pub(crate) fn objection(&self, uses: &Uses) -> Option<String> {
        let demand = uses
            .demands
            .iter()
            .find(|demand| self.unasked.contains(demand) && !self.demands.contains(demand));
        if let Some(demand) = demand {
            return Some(format!(
                "{} would not be heeded by functions of earlier feeds: define it in the first feed of the session, or \
                 together with the functions that use it in a new session",
                demand.description()
            ));
        }
        if uses.has_several_bases && self.has_plain_super && !self.has_several_bases {
            return Some(
                "a class with several bases would not be heeded by super() in classes of earlier feeds: define them in \
                 one feed"
                    .to_owned(),
            );
        }
        let property = uses
            .descriptors
            .iter()
            .find(|name| self.read.contains(*name) && !self.descriptors.contains(*name));
        property.map(|name| {
            format!(
                "the property {name} would not be heeded by functions of earlier feeds that read an attribute of that \
                 name: give it another name, or define both in one feed"
            )
        })
    }

    /// Adds the definitions of a program.
    pub(crate) fn add(
        &mut self,
        (scopes, inputs): (&Scopes, &[String]),
        classes: &Classes<'_>,
        (demands, descriptors): (BTreeSet<Demand>, HashSet<String>),
        (lasting, awaits_alone): (Lasting, bool),
    ) {
        self.awaits_alone |= awaits_alone;
        self.feeds += 1;
        self.has_several_bases |= classes.all.iter().any(|class| class.bases.len() > 1);
        self.has_plain_super |=
            !self.has_several_bases && classes.all.iter().any(|class| !class.bases.is_empty());
        self.unasked.extend(
            lasting
                .unasked
                .into_iter()
                .filter(|demand| !demands.contains(demand)),
        );
        self.read.extend(lasting.attributes);
        let module = &scopes.all[Scopes::MODULE];
        for name in &module.bound {
            self.names.insert(name.clone());
            match module.import(name) {
                Some(full) => self.imported.insert(name.clone(), full.to_owned()),
                None => self.imported.remove(name),
            };
        }
        self.names.extend(inputs.iter().cloned());
        for class in &classes.all {
            if class.parent == Scopes::MODULE {
                self.classes.insert(class.name().to_owned());
            }
        }
        self.demands = demands;
        self.descriptors = descriptors.into_iter().collect();
    }
}
