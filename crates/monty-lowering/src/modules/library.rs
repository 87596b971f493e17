//! The modules in Python: their members, and the pieces of their files.
//!
//! A file is plain Python. Each statement at its top level defines one thing, a *piece*. A program gets only the
//! pieces that it uses, under generated names: `mean` of `statistics` is `lo__statistics__mean`. `from x import a` in
//! the file of `x` itself marks `a` as available without the file: from the machine, or by a lowering.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fmt::Write as _,
    sync::OnceLock,
};

use ruff_python_ast::{self as ast, Expr, Stmt};
use ruff_text_size::{Ranged, TextRange};

use super::files::files;
use crate::{
    analysis::{
        scopes::{ScopeId, Scopes},
        walk::{Visit, walk},
    },
    helpers::PREFIX,
};

/// Prefix of a module's name in an import of the machine's own member, if the file has a member of the same name.
pub const NATIVE: &str = "lo__native.";

/// The origin of a module's member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Member {
    /// From the module's file, under this name.
    Ours(String),
    /// From the machine, or from a lowering.
    Native,
}

/// One module.
#[derive(Debug)]
pub struct Module {
    pub name: &'static str,
    /// The file's leading comment.
    pub about: String,
    pub members: BTreeMap<String, Member>,
    /// Lowered parts of the machine's classes and functions: `date.fromordinal` is `_of_date_fromordinal` in the file.
    parts: BTreeMap<String, String>,
    pieces: Vec<Piece>,
    /// The index of the piece that defines a name.
    places: HashMap<String, usize>,
}

/// One statement of a file.
#[derive(Debug)]
struct Piece {
    /// Defined names, in the form that programs get.
    names: Vec<String>,
    text: String,
    needs: BTreeSet<String>,
}

impl Module {
    /// The name of the object that represents the module.
    pub fn object(&self) -> String {
        object_name(self.name)
    }

    /// The generated name of a lowered part of a machine's class or function.
    pub fn part(&self, name: &str) -> Option<&str> {
        self.parts.get(name).map(String::as_str)
    }

    /// Whether the module is entirely the machine's own.
    pub fn is_left(&self) -> bool {
        super::is_native(self.name)
            && self
                .members
                .values()
                .all(|member| *member == Member::Native)
            && self.parts.is_empty()
    }
}

/// The module of a name.
pub fn module(name: &str) -> Option<&'static Module> {
    static MODULES: OnceLock<Vec<OnceLock<Module>>> = OnceLock::new();
    let index = files().iter().position(|(file, _)| *file == name)?;
    let modules = MODULES.get_or_init(|| files().iter().map(|_| OnceLock::new()).collect());
    let (name, text) = files()[index];
    Some(modules[index].get_or_init(|| read(name, text)))
}

/// Whether there is a module of this name; does not read its file.
pub fn is_module(name: &str) -> bool {
    files().iter().any(|(file, _)| *file == name)
}

/// Whether this is a package of a module: `urllib` of `urllib.parse`.
pub fn is_package(name: &str) -> bool {
    files().iter().any(|(file, _)| {
        file.strip_prefix(name)
            .is_some_and(|rest| rest.starts_with('.'))
    })
}

/// Every lowered module with the leading comment of its file and its members.
pub fn table() -> impl Iterator<Item = (&'static str, &'static str, Vec<&'static str>)> {
    files().iter().filter_map(|(name, _)| {
        let module = module(name)?;
        let members = module.members.keys().map(String::as_str).collect();
        Some((*name, module.about.as_str(), members))
    })
}

/// The names that `from name import *` binds.
pub fn public_members(name: &str) -> impl Iterator<Item = &'static str> {
    module(name)
        .into_iter()
        .flat_map(|module| module.members.keys().map(String::as_str))
        .chain(super::native::star(name))
}

/// The text of the pieces that define `wanted`, and of their dependencies; `present` are those of earlier feeds.
pub fn define(wanted: &BTreeSet<String>, present: &mut BTreeSet<String>) -> String {
    let mut chosen: BTreeSet<(usize, usize)> = BTreeSet::new();
    let mut open: Vec<String> = wanted.iter().cloned().collect();
    while let Some(name) = open.pop() {
        if present.contains(&name) {
            continue;
        }
        let Some((file, piece)) = find(&name) else {
            debug_assert!(false, "no piece {name}");
            continue;
        };
        if chosen.insert((file, piece)) {
            open.extend(pieces(file)[piece].needs.iter().cloned());
        }
    }
    let mut text = String::new();
    for (file, piece) in chosen {
        let piece = &pieces(file)[piece];
        text.push_str(&piece.text);
        text.push('\n');
        present.extend(piece.names.iter().cloned());
    }
    text
}

/// The public name of a generated one: `mean` of `lo__statistics__mean`.
pub fn known_name(name: &str) -> Option<&str> {
    let (_, known) = name.strip_prefix(PREFIX)?.split_once("__")?;
    (!known.is_empty()).then_some(known)
}

fn pieces(file: usize) -> &'static [Piece] {
    module(files()[file].0).map_or(&[], |module| &module.pieces)
}

fn find(name: &str) -> Option<(usize, usize)> {
    static PREFIXES: OnceLock<Vec<String>> = OnceLock::new();
    let prefixes =
        PREFIXES.get_or_init(|| files().iter().map(|(module, _)| prefix(module)).collect());
    prefixes.iter().enumerate().find_map(|(file, prefix)| {
        name.strip_prefix(prefix.as_str())?;
        let piece = module(files()[file].0)?.places.get(name)?;
        Some((file, *piece))
    })
}

fn prefix(module: &str) -> String {
    format!("{PREFIX}{}__", module.replace('.', "_"))
}

fn object_name(module: &str) -> String {
    prefix(module)
}

fn read(name: &'static str, text: &'static str) -> Module {
    let body = match ruff_python_parser::parse_module(text) {
        Ok(parsed) => parsed.into_syntax().body,
        Err(error) => unreachable!("{name}: {error}"),
    };
    let scopes = Scopes::of(&body);
    let mut module = Module {
        name,
        about: about(text),
        members: BTreeMap::new(),
        parts: BTreeMap::new(),
        pieces: Vec::new(),
        places: HashMap::new(),
    };
    let defined = defined(&body);
    let imports = imports(name, &body, &defined);
    let context = Context {
        module: name,
        text,
        scopes: &scopes,
        imports: &imports,
    };
    for stmt in &body {
        match stmt {
            Stmt::Import(_) | Stmt::ImportFrom(_) => {}
            Stmt::Expr(expr) if expr.value.is_string_literal_expr() => {}
            _ => module.pieces.push(context.piece(stmt)),
        }
    }
    for (bound, import) in &imports {
        let linked = context.linked(bound);
        let text = match import {
            Import::Native { text, .. } => format!("{text} as {linked}"),
            // For the members that the file does not define.
            Import::Module(other) => format!("import {other} as {linked}"),
            Import::Member(_) | Import::BuiltIn(_) => continue,
        };
        module.pieces.insert(
            0,
            Piece {
                names: vec![linked],
                text,
                needs: BTreeSet::new(),
            },
        );
    }
    for bound in defined {
        if let Some(part) = bound.strip_prefix("_of_") {
            let linked = context.linked(&bound);
            module.parts.insert(part.replacen('_', ".", 1), linked);
        } else if !bound.starts_with('_') {
            let linked = context.linked(&bound);
            module.members.insert(bound, Member::Ours(linked));
        }
    }
    for (bound, import) in &imports {
        if matches!(
            import,
            Import::Native {
                is_member: true,
                ..
            }
        ) {
            module.members.insert(bound.clone(), Member::Native);
        }
    }
    let object = whole(&module);
    module.pieces.push(object);
    for (place, piece) in module.pieces.iter().enumerate() {
        for name in &piece.names {
            // The first definition wins, as with an import beside its replacement.
            module.places.entry(name.clone()).or_insert(place);
        }
    }
    module
}

/// The piece that creates the object of a whole module.
fn whole(module: &Module) -> Piece {
    let mut text = String::new();
    let mut needs = BTreeSet::new();
    let mut entries = String::new();
    for (name, member) in &module.members {
        let linked = match member {
            Member::Ours(linked) => {
                needs.insert(linked.clone());
                linked.clone()
            }
            Member::Native => {
                let linked = format!("{}{name}", prefix(module.name));
                writeln!(text, "from {} import {name} as {linked}", module.name)
                    .expect("text takes all");
                linked
            }
        };
        write!(entries, "'{name}': {linked}, ").expect("text takes all");
    }
    let object = object_name(module.name);
    writeln!(
        text,
        "{object} = {PREFIX}Module('{}', {{{entries}}})",
        module.name
    )
    .expect("text takes all");
    Piece {
        names: vec![object],
        text,
        needs,
    }
}

fn about(text: &str) -> String {
    text.lines()
        .map_while(|line| line.strip_prefix('#'))
        .map(str::trim)
        .collect::<Vec<_>>()
        .join(" ")
}

/// The target of an import in a file.
enum Import {
    /// A lowered module, whose members are named in full.
    Module(&'static str),
    /// A member of another lowered module.
    Member(String),
    /// A built-in, under another name.
    BuiltIn(String),
    /// From the machine: the text of the import before `as`.
    Native { text: String, is_member: bool },
}

fn imports(module: &str, body: &[Stmt], defined: &BTreeSet<String>) -> HashMap<String, Import> {
    let mut imports = HashMap::new();
    for stmt in body {
        match stmt {
            Stmt::Import(node) => {
                for alias in &node.names {
                    let full = alias.name.as_str();
                    let bound = alias.asname.as_ref().unwrap_or(&alias.name).to_string();
                    let ours = files().iter().find(|(name, _)| *name == full);
                    let import = match ours {
                        Some((name, _)) if *name != module => Import::Module(name),
                        _ => native(format!("import {full}"), false),
                    };
                    imports.insert(bound, import);
                }
            }
            Stmt::ImportFrom(node) => {
                let from = node.module.as_ref().map_or("", |module| module.as_str());
                for alias in &node.names {
                    let name = alias.name.as_str();
                    let bound = alias.asname.as_ref().unwrap_or(&alias.name).to_string();
                    let import = if from == "builtins" {
                        Import::BuiltIn(name.to_owned())
                    } else if from == module {
                        let marker = if defined.contains(name) { NATIVE } else { "" };
                        native(format!("from {marker}{from} import {name}"), bound == name)
                    } else if is_ours(from, name) {
                        Import::Member(format!("{}{name}", prefix(from)))
                    } else {
                        native(format!("from {from} import {name}"), false)
                    };
                    imports.insert(bound, import);
                }
            }
            _ => {}
        }
    }
    imports
}

fn native(text: String, is_member: bool) -> Import {
    Import::Native { text, is_member }
}

/// Whether another module's file defines a member; reads only its text, so that modules may depend on each other.
fn is_ours(module: &str, member: &str) -> bool {
    static DEFINED: OnceLock<Vec<OnceLock<BTreeSet<String>>>> = OnceLock::new();
    let Some(index) = files().iter().position(|(name, _)| *name == module) else {
        return false;
    };
    let all = DEFINED.get_or_init(|| files().iter().map(|_| OnceLock::new()).collect());
    all[index]
        .get_or_init(|| {
            ruff_python_parser::parse_module(files()[index].1)
                .map(|parsed| defined(&parsed.into_syntax().body))
                .unwrap_or_default()
        })
        .contains(member)
}

/// The names that a file defines itself.
fn defined(body: &[Stmt]) -> BTreeSet<String> {
    body.iter().flat_map(names_of).collect()
}

fn names_of(stmt: &Stmt) -> Vec<String> {
    match stmt {
        Stmt::FunctionDef(function) => vec![function.name.to_string()],
        Stmt::ClassDef(class) => vec![class.name.to_string()],
        Stmt::Assign(assign) => assign.targets.iter().flat_map(targets).collect(),
        _ => Vec::new(),
    }
}

fn targets(target: &Expr) -> Vec<String> {
    match target {
        Expr::Name(name) => vec![name.id.to_string()],
        Expr::Tuple(tuple) => tuple.elts.iter().flat_map(targets).collect(),
        _ => Vec::new(),
    }
}

struct Context<'m> {
    module: &'static str,
    text: &'static str,
    scopes: &'m Scopes,
    imports: &'m HashMap<String, Import>,
}

impl Context<'_> {
    fn linked(&self, name: &str) -> String {
        format!("{}{name}", prefix(self.module))
    }

    /// A statement as a piece, under the names that programs get.
    fn piece(&self, stmt: &Stmt) -> Piece {
        let names: Vec<String> = names_of(stmt)
            .iter()
            .map(|name| self.linked(name))
            .collect();
        debug_assert!(
            !names.is_empty(),
            "{}: a statement that defines nothing: {}",
            self.module,
            &self.text[stmt.range()]
        );
        let mut renaming = Renaming {
            context: self,
            edits: Vec::new(),
            needs: BTreeSet::new(),
        };
        walk(std::slice::from_ref(stmt), self.scopes, &mut renaming);
        let Renaming {
            mut edits, needs, ..
        } = renaming;
        edits.sort_by_key(|(range, _)| range.start());
        let mut text = String::new();
        let mut at = stmt.start();
        for (range, name) in edits {
            text.push_str(&self.text[TextRange::new(at, range.start())]);
            text.push_str(&name);
            at = range.end();
        }
        text.push_str(&self.text[TextRange::new(at, stmt.end())]);
        Piece { names, text, needs }
    }
}

struct Renaming<'r, 'm> {
    context: &'r Context<'m>,
    edits: Vec<(TextRange, String)>,
    needs: BTreeSet<String>,
}

impl Renaming<'_, '_> {
    fn is_of_file(&self, name: &str, scope: ScopeId) -> bool {
        self.context.scopes.binding(name, scope) == Some(Scopes::MODULE)
    }

    fn rename(&mut self, range: TextRange, name: &str) {
        let linked = match self.context.imports.get(name) {
            Some(Import::BuiltIn(name)) => {
                self.edits.push((range, name.clone()));
                return;
            }
            Some(Import::Member(linked)) => linked.clone(),
            Some(Import::Module(module)) => object_name(module),
            Some(Import::Native { .. }) | None => self.context.linked(name),
        };
        self.needs.insert(linked.clone());
        self.edits.push((range, linked));
    }

    /// Rewrites `other.member` of a lowered module `other`.
    fn member(&mut self, attribute: &ast::ExprAttribute, scope: ScopeId) -> bool {
        let Expr::Name(name) = &*attribute.value else {
            return false;
        };
        let Some(Import::Module(module)) = self.context.imports.get(name.id.as_str()) else {
            return false;
        };
        if !self.is_of_file(name.id.as_str(), scope) {
            return false;
        }
        let member = attribute.attr.as_str();
        if is_ours(module, member) {
            let linked = format!("{}{member}", prefix(module));
            self.needs.insert(linked.clone());
            self.edits.push((attribute.range, linked));
        } else {
            let alias = self.context.linked(name.id.as_str());
            self.needs.insert(alias.clone());
            self.edits.push((name.range, alias));
        }
        true
    }
}

impl<'a> Visit<'a> for Renaming<'_, '_> {
    fn stmt(&mut self, stmt: &'a Stmt, scope: ScopeId) -> bool {
        match stmt {
            Stmt::FunctionDef(function) if scope == Scopes::MODULE => {
                self.edits
                    .push((function.name.range, self.context.linked(&function.name)));
            }
            Stmt::ClassDef(class) if scope == Scopes::MODULE => {
                self.edits
                    .push((class.name.range, self.context.linked(&class.name)));
            }
            Stmt::Global(global) => {
                for name in &global.names {
                    self.edits.push((name.range, self.context.linked(name)));
                    self.needs.insert(self.context.linked(name));
                }
            }
            _ => {}
        }
        true
    }

    fn expr(&mut self, expr: &'a Expr, scope: ScopeId) -> bool {
        match expr {
            Expr::Attribute(attribute) => !self.member(attribute, scope),
            Expr::Name(name) => {
                if self.is_of_file(name.id.as_str(), scope) {
                    self.rename(name.range, name.id.as_str());
                }
                true
            }
            _ => true,
        }
    }
}
