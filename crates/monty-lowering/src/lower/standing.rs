//! Uses of objects whose class derives from a built-in type, where the machine requires the type itself.

use ruff_python_ast::{self as ast, Expr, Pattern};
use ruff_text_size::{Ranged, TextRange};

use super::{Lowerer, Result, bases::standing, refuse};
use crate::{knowledge::Demand, text::Text};

impl<'a> Lowerer<'a> {
    /// Writes `dict.get` where a class may derive from `dict`, as a method for both; `false` for any other attribute.
    pub(super) fn slot(&mut self, attribute: &'a ast::ExprAttribute, text: &mut Text) -> bool {
        let Expr::Name(name) = &*attribute.value else {
            return false;
        };
        let attr = attribute.attr.as_str();
        let is_constructor = matches!(attr, "fromkeys" | "maketrans" | "from_bytes" | "fromhex");
        if !self.asks(Demand::BuiltIns)
            || is_constructor
            || !is_operator(attr)
            || !self
                .names
                .is_built_in(name.id.as_str(), self.scope, self.scopes)
        {
            return false;
        }
        let Some(kind) = standing(name.id.as_str()) else {
            return false;
        };
        let (helper, kind) = (self.helper("slot"), self.helper(kind));
        text.put(
            &format!("{helper}({kind}, '{attr}', lambda o, *a, **k: o.{attr}(*a, **k))"),
            attribute,
        );
        true
    }

    /// The helper that unwraps the argument at `index` of a call, as the machine requires a value of its own.
    pub(super) fn unwrapping(
        &self,
        path: Option<&str>,
        call: &ast::ExprCall,
        index: usize,
    ) -> Option<&'static str> {
        if self.asks(Demand::Truth)
            && let Some(path) = path.and_then(|path| path.strip_prefix("itertools."))
        {
            match path {
                "filterfalse" | "takewhile" | "dropwhile" if index == 0 => return Some("test_of"),
                "compress" if index == 1 => return Some("truths"),
                _ => {}
            }
        }
        let asks = self.holds_values();
        let value = call.arguments.iter_source_order().nth(index)?.value();
        if self.is_own(call)
            || value.is_starred_expr()
            || !super::expressions::may_hold_object(value)
        {
            return None;
        }
        let takes_value = match (path, &*call.func) {
            (Some("json.dumps" | "json.dump"), _) => {
                return (index == 0 && asks).then_some("jsonable");
            }
            (Some(path @ ("collections.Counter" | "collections.defaultdict")), _) => {
                let takes_mapping = index == usize::from(path == "collections.defaultdict");
                return (takes_mapping && self.asks(Demand::Mappings)).then_some("mapping");
            }
            (Some(path), _) => {
                TAKING.iter().any(|module| path.starts_with(module))
                    || matches!(
                        path,
                        "chr" | "ord" | "hex" | "oct" | "bin" | "range" | "complex" | "open"
                    )
            }
            (None, Expr::Attribute(method)) => {
                TEXT_METHODS.contains(&method.attr.as_str()) && !self.is_of_program(&method.attr)
            }
            (None, _) => false,
        };
        (asks && takes_value && super::expressions::may_be_object(value)).then_some("value_of")
    }

    /// Whether objects of a class of the program, or of an earlier feed, may also be of this built-in type.
    pub(super) fn is_derived_from(&self, kind: &str) -> bool {
        matches!(kind, "int" | "str") && self.uses.mixes_enumerations
            || self.uses.built_in_bases.contains(kind)
            || self.knowledge.demands.contains(&Demand::BuiltIns) && standing(kind).is_some()
    }

    /// Writes `a % b`, where `b` may be of a class that derives from tuple or dict.
    pub(super) fn percent(&mut self, operation: &'a ast::ExprBinOp, text: &mut Text) -> Result {
        self.percent_by("percent", operation, text)
    }

    /// Writes `a % b` with `helper` applied to `b`.
    pub(super) fn percent_by(
        &mut self,
        helper: &str,
        operation: &'a ast::ExprBinOp,
        text: &mut Text,
    ) -> Result {
        text.copy(
            self.source,
            TextRange::new(operation.start(), operation.left.start()),
        );
        self.expr(&operation.left, text)?;
        text.copy(
            self.source,
            TextRange::new(operation.left.end(), operation.right.start()),
        );
        let helper = self.helper(helper);
        text.put(&format!("{helper}("), &*operation.right);
        self.expr(&operation.right, text)?;
        text.push(")");
        text.copy(
            self.source,
            TextRange::new(operation.right.end(), operation.end()),
        );
        Ok(())
    }

    /// Writes the subject of a `match`: the built-in value of an object, if patterns match sequences or mappings.
    pub(super) fn subject(&mut self, node: &'a ast::StmtMatch, text: &mut Text) -> Result {
        let looks_in = |case: &ast::MatchCase| looks_into(&case.pattern);
        if !self.asks(Demand::BuiltIns) || !node.cases.iter().any(looks_in) {
            return self.closed(&node.subject, text, Self::expr);
        }
        for case in &node.cases {
            if let Some(pattern) = keeps_subject(&case.pattern, true) {
                return refuse(
                    pattern,
                    "beside a class that derives from a built-in type, a pattern that looks into a sequence or mapping \
                     cannot stand with one that takes the object whole: use isinstance()",
                );
            }
        }
        let helper = self.helper("matched");
        text.put(&format!("{helper}("), &*node.subject);
        self.expr(&node.subject, text)?;
        text.push(")");
        Ok(())
    }
}

/// Modules of the machine whose functions take texts and numbers.
const TAKING: &[&str] = &[
    "math.",
    "re.",
    "os.",
    "posixpath.",
    "pathlib.",
    "unicodedata.",
    "datetime.",
    "decimal.",
    "random.",
];

/// Methods of texts that take texts.
const TEXT_METHODS: &[&str] = &[
    "endswith",
    "find",
    "lstrip",
    "partition",
    "removeprefix",
    "removesuffix",
    "replace",
    "rfind",
    "rpartition",
    "rsplit",
    "rstrip",
    "split",
    "startswith",
    "strip",
    "joinpath",
];

/// Whether a pattern matches a sequence or mapping.
fn looks_into(pattern: &Pattern) -> bool {
    match pattern {
        Pattern::MatchSequence(_) | Pattern::MatchMapping(_) => true,
        Pattern::MatchOr(choice) => choice.patterns.iter().any(looks_into),
        Pattern::MatchAs(inner) => inner.pattern.as_deref().is_some_and(looks_into),
        Pattern::MatchClass(class) => {
            class.arguments.patterns.iter().any(looks_into)
                || class
                    .arguments
                    .keywords
                    .iter()
                    .any(|keyword| looks_into(&keyword.pattern))
        }
        Pattern::MatchValue(_) | Pattern::MatchSingleton(_) | Pattern::MatchStar(_) => false,
    }
}

/// A pattern that would distinguish an object from its built-in value.
fn keeps_subject(pattern: &Pattern, is_top: bool) -> Option<&Pattern> {
    match pattern {
        Pattern::MatchAs(inner) => match &inner.pattern {
            Some(inner) if !is_top => keeps_subject(inner, false),
            Some(_) => Some(pattern),
            None => (is_top && inner.name.is_some()).then_some(pattern),
        },
        Pattern::MatchOr(choice) => choice
            .patterns
            .iter()
            .find_map(|pattern| keeps_subject(pattern, is_top)),
        Pattern::MatchClass(_) => Some(pattern),
        Pattern::MatchSequence(sequence) => sequence
            .patterns
            .iter()
            .find_map(|pattern| keeps_subject(pattern, false)),
        Pattern::MatchMapping(mapping) => mapping
            .patterns
            .iter()
            .find_map(|pattern| keeps_subject(pattern, false)),
        Pattern::MatchValue(_) | Pattern::MatchSingleton(_) | Pattern::MatchStar(_) => None,
    }
}

/// Whether a special method may be called through its type.
fn is_operator(name: &str) -> bool {
    !matches!(
        name,
        "__class__"
            | "__dict__"
            | "__name__"
            | "__doc__"
            | "__qualname__"
            | "__module__"
            | "__mro__"
            | "__bases__"
            | "__new__"
    )
}
