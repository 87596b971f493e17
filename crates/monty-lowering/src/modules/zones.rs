//! Time zones in dates: those of the machine have fixed offsets only. In a program that imports zones, or derives from
//! `tzinfo`, calls that may be given a zone go to functions of the file.

use std::{
    collections::{BTreeSet, HashSet},
    fmt::Write as _,
};

use ruff_python_ast::{self as ast, Expr, Stmt};

use crate::{
    analysis::{
        names::Names,
        scopes::{ScopeId, Scopes},
        walk::{Visit, walk},
    },
    zones,
};

/// The class of moments with such a zone, which is present if any part of the file is.
pub const ZONED: &str = "lo__zoneinfo___Zoned";

/// Functions of the machine that may be given a zone: as a keyword, or as the argument at this index.
const FUNCTIONS: &[(&str, &str, &str, usize)] = &[
    (
        "datetime.datetime",
        "lo__zoneinfo___to_datetime",
        "tzinfo",
        7,
    ),
    ("datetime.datetime.now", "lo__zoneinfo___to_now", "tz", 0),
    (
        "datetime.datetime.fromtimestamp",
        "lo__zoneinfo___to_fromtimestamp",
        "tz",
        1,
    ),
    (
        "datetime.datetime.combine",
        "lo__zoneinfo___to_combine",
        "tzinfo",
        2,
    ),
];

const METHODS: &[&str] = &["lo__zoneinfo___by_astimezone", "lo__zoneinfo___by_replace"];

/// The most zones named in a program that are looked up at its start.
const MAX_NAMED: usize = 64;

/// A program's use of zones.
#[derive(Debug, Default)]
pub struct Used {
    pub are_used: bool,
    /// Zone keys among the program's texts. They are looked up at the top, as Python code that built-in code calls
    /// cannot wait for a look-up.
    named: BTreeSet<&'static str>,
}

impl Used {
    /// The members of `zoneinfo` that the program needs.
    pub fn wanted(&self) -> BTreeSet<String> {
        if !self.are_used {
            return BTreeSet::new();
        }
        let functions = FUNCTIONS.iter().map(|(_, ours, _, _)| *ours);
        let all = functions.chain(METHODS.iter().copied()).chain([ZONED]);
        all.map(str::to_owned).collect()
    }

    /// Statements that look up the named zones.
    pub fn tables(&self, present: &BTreeSet<String>) -> String {
        let mut text = String::new();
        if present.contains("lo__zoneinfo___ZoneInfo") {
            for key in &self.named {
                writeln!(text, "lo__zoneinfo___tables['{key}'] = lo__zone('{key}')")
                    .expect("text takes all");
            }
        }
        text
    }
}

/// Whether an earlier feed or this program uses zones.
pub fn are_known(present: &BTreeSet<String>) -> bool {
    present.contains(ZONED)
}

/// Finds a program's use of zones.
pub fn used(body: &[Stmt], scopes: &Scopes, names: &Names, present: &BTreeSet<String>) -> Used {
    let mut seeking = Seeking {
        scopes,
        names,
        are_used: false,
        texts: HashSet::new(),
    };
    walk(body, scopes, &mut seeking);
    let Seeking {
        are_used, texts, ..
    } = seeking;
    if !are_used && !are_known(present) {
        return Used::default();
    }
    let keys: BTreeSet<_> = texts.into_iter().filter_map(zones::known).collect();
    Used {
        are_used,
        named: keys.into_iter().take(MAX_NAMED).collect(),
    }
}

/// The replacement of a machine's function that may be given a zone.
pub fn call_of(path: &str, call: &ast::ExprCall) -> Option<&'static str> {
    let (_, ours, keyword, place) = FUNCTIONS.iter().find(|(name, ..)| *name == path)?;
    let arguments = &call.arguments;
    let is_given = arguments.args.len() > *place
        || arguments.args.iter().any(Expr::is_starred_expr)
        || has_keyword(call, &[keyword, "fold"]);
    is_given.then_some(*ours)
}

/// The replacement of a method that may be given a zone.
pub fn method_of(name: &str, call: &ast::ExprCall) -> Option<&'static str> {
    match name {
        "astimezone" => Some(METHODS[0]),
        "replace" if has_keyword(call, &["tzinfo", "fold"]) => Some(METHODS[1]),
        _ => None,
    }
}

fn has_keyword(call: &ast::ExprCall, names: &[&str]) -> bool {
    call.arguments.keywords.iter().any(|keyword| {
        keyword
            .arg
            .as_ref()
            .is_none_or(|name| names.contains(&name.as_str()))
    })
}

struct Seeking<'s, 'a> {
    scopes: &'s Scopes,
    names: &'s Names,
    are_used: bool,
    texts: HashSet<&'a str>,
}

impl<'a> Visit<'a> for Seeking<'_, 'a> {
    fn stmt(&mut self, stmt: &'a Stmt, _: ScopeId) -> bool {
        self.are_used |= match stmt {
            Stmt::Import(node) => node.names.iter().any(|alias| &alias.name == "zoneinfo"),
            Stmt::ImportFrom(node) => match node.module.as_ref().map(ast::Identifier::as_str) {
                Some("zoneinfo") => true,
                Some("datetime") => node
                    .names
                    .iter()
                    .any(|alias| matches!(alias.name.as_str(), "tzinfo" | "*")),
                _ => false,
            },
            _ => false,
        };
        true
    }

    fn expr(&mut self, expr: &'a Expr, scope: ScopeId) -> bool {
        match expr {
            Expr::StringLiteral(text) => {
                if self.texts.len() < 4096 {
                    self.texts.insert(text.value.to_str());
                }
            }
            Expr::Attribute(attribute) if &attribute.attr == "tzinfo" => {
                let path = self.names.path(expr, scope, self.scopes);
                self.are_used |= path.as_deref() == Some("datetime.tzinfo");
            }
            _ => {}
        }
        true
    }
}
