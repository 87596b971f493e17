//! Rewrites a program in the Python of the machine.
//!
//! Unaffected parts are copied; each file handles one feature.

mod any_all;
mod asked_patterns;
mod assignments;
mod attributes;
mod bases;
mod built_in_names;
mod built_in_values;
mod calls;
mod checks;
mod class_blocks;
mod classes;
mod comparisons;
mod comprehensions;
mod dataclasses;
mod deletions;
mod driven;
mod exception_groups;
mod exceptions;
mod expressions;
mod formats;
mod functions;
mod generators;
mod handed;
mod imports;
mod iteration;
mod keys;
mod letting_go;
mod library;
mod making;
mod metaclasses;
mod method_calls;
mod method_values;
mod module_calls;
mod namespaces;
mod own_names;
mod patterns;
mod protocols;
mod qualified;
mod regular;
mod regular_faults;
mod sets;
mod signatures;
mod specials;
mod standing;
mod statements;
mod sums;
mod supers;
mod tasks;
mod truth;
mod walruses;

use std::collections::{BTreeSet, HashMap, HashSet};

use ruff_python_ast::{self as ast, Expr, Stmt};
use ruff_text_size::{Ranged, TextRange};

use crate::{
    Knowledge,
    analysis::{
        annotations::Annotations,
        classes::{ClassId, Classes, Member},
        names::Names,
        ordering::{self, Seen},
        scopes::{ScopeId, Scopes},
        tasks::Tasks,
        uses::Uses,
        viewed,
    },
    knowledge::Demand,
    refusal::Refusal,
    text::Text,
};

pub type Result<T = ()> = std::result::Result<T, Refusal>;

/// Results of the analysis of a program.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    pub annotations: &'a Annotations,
    pub scopes: &'a Scopes,
    pub names: &'a Names,
    pub classes: &'a Classes<'a>,
    pub uses: &'a Uses,
    pub tasks: &'a Tasks,
}

/// The state of rewriting a program.
pub struct Lowerer<'a> {
    pub source: &'a str,
    pub annotations: &'a Annotations,
    pub scopes: &'a Scopes,
    pub names: &'a Names,
    pub classes: &'a Classes<'a>,
    pub uses: &'a Uses,
    pub tasks: &'a Tasks,
    pub knowledge: &'a Knowledge,
    /// Whether later feeds may derive from the program's classes.
    pub is_session: bool,
    /// Whether there may be objects of the host, which are copied whenever they enter Python.
    pub meets_host_objects: bool,
    /// The bodies of the program and of the enclosing functions.
    bodies: Vec<&'a [Stmt]>,
    pub demands: BTreeSet<Demand>,
    pub descriptors: HashSet<String>,
    /// Helpers to define.
    pub needed: BTreeSet<String>,
    /// Whether anything differs from the source.
    pub changed: bool,
    /// Leading bytes of `source` that are lowered modules.
    pub own: u32,
    /// Linked modules that change calls of the machine's own functions.
    pub linked: crate::modules::Linked,
    scope: ScopeId,
    frames: Vec<Frame>,
    counter: u32,
    /// Yields that were written before their statement, with the names of their results.
    replaced: HashMap<TextRange, String>,
    /// Places where the order of sets is observed.
    ordered: HashMap<TextRange, Seen>,
    /// Places that create sets whose order depends on more than their items.
    making: HashMap<TextRange, Seen>,
    /// Number of places where the order of sets is observed.
    orders_seen: usize,
    /// Cache of whether the program may read the names of functions.
    told_names: std::cell::OnceCell<bool>,
    /// Places where a class may be used as a collection.
    viewed: HashSet<TextRange>,
    /// Names that a `del` unbinds and that are read afterwards, by scope.
    unbound: HashSet<(ScopeId, String)>,
    /// Functions whose generators run code when they are dropped.
    closing: HashSet<String>,
    /// Names of the module that are the only references to such generators.
    watched: Vec<String>,
    /// Depth of iterables of comprehensions, where `:=` is not allowed.
    no_walrus: usize,
    /// Cache of whether a name may be bound to a `range`.
    binds_ranges: std::cell::OnceCell<bool>,
    /// Cache of whether a comparison may give an object.
    compares_to_objects: std::cell::OnceCell<bool>,
    /// The `file` argument of a `print` that is the machine's own stream.
    native_stream: Option<TextRange>,
    /// Number of enclosing `try` statements with a handler of any exception that binds a name.
    within_catching: usize,
}

/// The function, class body or module whose statements are being written.
#[derive(Debug, Clone, Default)]
pub struct Frame {
    /// The class of the body or method.
    pub class: Option<ClassId>,
    /// The kind of the method, if it is one.
    pub method: Option<Member>,
    /// The method's first parameter, if it is never rebound.
    pub receiver: Option<String>,
    /// Variables with the exceptions of the enclosing handlers, the innermost last.
    pub caught: Vec<String>,
    /// The generator being written.
    pub generator: Option<generators::Machine>,
    pub is_class_body: bool,
    /// Whether it is the function of a statement in a class body.
    pub is_class_block: bool,
}

impl<'a> Lowerer<'a> {
    pub fn new(
        source: &'a str,
        Known {
            annotations,
            scopes,
            names,
            classes,
            uses,
            tasks,
        }: Known<'a>,
        knowledge: &'a Knowledge,
        is_session: bool,
    ) -> Self {
        let mut demands = uses.demands.clone();
        demands.extend(&knowledge.demands);
        let mut descriptors: HashSet<String> = uses.descriptors.iter().cloned().collect();
        descriptors.extend(knowledge.descriptors.iter().cloned());
        Self {
            source,
            annotations,
            scopes,
            names,
            classes,
            uses,
            tasks,
            knowledge,
            is_session,
            meets_host_objects: is_session || uses.names_host,
            bodies: Vec::new(),
            demands,
            descriptors,
            needed: BTreeSet::new(),
            changed: false,
            own: 0,
            linked: crate::modules::Linked::default(),
            scope: Scopes::MODULE,
            frames: vec![Frame::default()],
            counter: 0,
            replaced: HashMap::new(),
            ordered: HashMap::new(),
            making: HashMap::new(),
            orders_seen: 0,
            told_names: std::cell::OnceCell::new(),
            viewed: HashSet::new(),
            unbound: HashSet::new(),
            closing: HashSet::new(),
            watched: Vec::new(),
            no_walrus: 0,
            binds_ranges: std::cell::OnceCell::new(),
            compares_to_objects: std::cell::OnceCell::new(),
            native_stream: None,
            within_catching: 0,
        }
    }

    /// Writes the whole program; also returns the start of the part that is not generated.
    pub fn program(&mut self, body: &'a [Stmt]) -> Result<(Text, u32)> {
        let mut text = Text::default();
        let mut program = None;
        self.bodies.push(body);
        // Any later feed may observe the objects of an earlier one.
        let earlier = self.knowledge.helpers.contains("lo__table_order");
        if self.uses.has_sets || earlier {
            (self.ordered, self.making) = ordering::places(body, self.is_session);
            self.orders_seen = self.ordered.len() + usize::from(self.is_session);
            if self.is_session && !earlier {
                self.helper("table_order");
            }
        }
        if self.has_viewed_classes() {
            self.viewed = viewed::places(body);
            self.helper("viewed");
        }
        if !self.is_session {
            self.find_unbound(body);
        }
        if self.uses.lets_go {
            self.watch(body, &mut text);
        }
        self.changed |= self.own > 0;
        for (index, stmt) in body.iter().enumerate() {
            if !self.is_own(stmt) {
                program.get_or_insert(text.end());
                if self.tasks.is_first_task() {
                    self.first_task(&body[index..], &mut text)?;
                    break;
                }
            }
            match stmt {
                Stmt::Expr(last) if index + 1 == body.len() && self.hands_classes() => {
                    self.handed_value(last, &mut text)?;
                }
                _ => self.stmt(stmt, &mut text, 0)?,
            }
        }
        if !self.is_session && !matches!(body.last(), Some(Stmt::Expr(_))) {
            for name in self.watched.clone() {
                self.rebound(&name, "None", &mut text, 0);
            }
        }
        if self.changed && self.uses.names_host && self.asks(Demand::Exceptions) {
            self.needed.insert(crate::helpers::HOST_HOOK.to_owned());
        }
        let program = program.unwrap_or_else(|| text.end());
        Ok((text, program))
    }

    /// Whether a node is in a lowered module.
    fn is_own(&self, node: impl Ranged) -> bool {
        u32::from(node.range().start()) < self.own
    }

    /// The public name of a lowered module's function or class, if `name` defines one.
    fn known_name(&self, name: &'a ast::Identifier) -> Option<&'a str> {
        let is_top = self.scope == Scopes::MODULE && self.is_own(name.range);
        // A function with a built-in's name must not hide the built-in within itself.
        is_top
            .then(|| crate::modules::known_name(name.as_str()))
            .flatten()
            .filter(|known| !crate::builtins::exists(known))
    }

    /// Writes a definition within a function, so that it has its public name in the machine.
    fn under_known_name(
        &mut self,
        (name, known): (&str, &str),
        text: &mut Text,
        depth: usize,
        write: impl FnOnce(&mut Self, &mut Text, usize) -> Result,
    ) -> Result {
        statements::line(text, depth, &format!("def {name}_():"));
        write(self, text, depth + 1)?;
        statements::line(text, depth + 1, &format!("return {known}"));
        statements::line(text, depth, &format!("{name} = {name}_()"));
        Ok(())
    }

    fn asks(&self, demand: Demand) -> bool {
        self.demands.contains(&demand)
    }

    /// Whether there are objects of classes of the program.
    fn has_objects(&self) -> bool {
        !self.classes.all.is_empty() || !self.knowledge.classes.is_empty()
    }

    /// The full name of a helper, which is added to those to define.
    fn helper(&mut self, name: &str) -> String {
        self.changed = true;
        let full = format!("{}{name}", crate::helpers::PREFIX);
        debug_assert!(crate::helpers::exists(&full), "no helper {full}");
        self.needed.insert(full.clone());
        full
    }

    /// A unique name.
    fn fresh(&mut self, stem: &str) -> String {
        self.changed = true;
        self.counter += 1;
        let feed = self.knowledge.feeds;
        if feed == 0 {
            format!("{}{stem}{}", crate::helpers::PREFIX, self.counter)
        } else {
            format!("{}{stem}{}_{feed}", crate::helpers::PREFIX, self.counter)
        }
    }

    fn frame(&self) -> &Frame {
        self.frames.last().expect("the module's frame stays")
    }

    fn frame_mut(&mut self) -> &mut Frame {
        self.frames.last_mut().expect("the module's frame stays")
    }

    /// Writes within another scope.
    fn in_scope<T>(
        &mut self,
        scope: ScopeId,
        write: impl FnOnce(&mut Self) -> Result<T>,
    ) -> Result<T> {
        let outer = std::mem::replace(&mut self.scope, scope);
        let result = write(self);
        self.scope = outer;
        result
    }

    /// Writes within another frame and scope.
    fn in_frame<T>(
        &mut self,
        scope: ScopeId,
        frame: Frame,
        write: impl FnOnce(&mut Self) -> Result<T>,
    ) -> Result<T> {
        self.frames.push(frame);
        let no_walrus = std::mem::take(&mut self.no_walrus);
        let result = self.in_scope(scope, write);
        self.no_walrus = no_walrus;
        self.frames.pop();
        result
    }

    /// The full name that an expression refers to, if imports or built-ins determine it.
    fn path(&self, expr: &Expr) -> Option<String> {
        self.names.path(expr, self.scope, self.scopes)
    }

    fn is_built_in(&self, expr: &Expr, name: &str) -> bool {
        matches!(expr, Expr::Name(found) if found.id.as_str() == name)
            && self.names.is_built_in(name, self.scope, self.scopes)
    }

    /// The mangled form of a private name (`__x`) in the enclosing class.
    fn mangled(&self, name: &str) -> Option<String> {
        if !name.starts_with("__") || name.ends_with("__") || name.contains('.') {
            return None;
        }
        let class = self.frames.iter().rev().find_map(|frame| frame.class)?;
        let class = self.classes.all[class].name().trim_start_matches('_');
        (!class.is_empty()).then(|| format!("_{class}{name}"))
    }

    /// Whether `:=` is allowed at the current place.
    fn may_walrus(&self) -> bool {
        let in_class = self.frame().is_class_body && self.scopes.function_of(self.scope).is_none();
        self.no_walrus == 0 && !in_class
    }

    fn text_of(&self, node: impl Ranged) -> &'a str {
        let range: TextRange = node.range();
        &self.source[range]
    }
}

/// Refuses the program because of `node`.
fn refuse<T>(node: impl Ranged, message: impl Into<String>) -> Result<T> {
    Err(Refusal::new(node, message))
}
