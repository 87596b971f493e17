//! Patterns of classes that the machine does not match as Python does: a helper matches a value against the pattern,
//! encoded as data, and returns the values of the pattern's names.

use std::collections::BTreeSet;

use ruff_python_ast::{self as ast, Expr, Pattern};

use super::{Lowerer, Result, refuse};
use crate::{analysis::shapes::is_enumeration, knowledge::Demand, text::Text};

impl<'a> Lowerer<'a> {
    /// Whether a pattern contains one of a class that the machine cannot match, or cannot for its derived classes.
    pub(super) fn is_asked(&self, pattern: &Pattern) -> bool {
        match pattern {
            Pattern::MatchClass(class) => {
                self.is_asked_class(class)
                    || class
                        .arguments
                        .patterns
                        .iter()
                        .any(|one| self.is_asked(one))
                    || class
                        .arguments
                        .keywords
                        .iter()
                        .any(|keyword| self.is_asked(&keyword.pattern))
            }
            Pattern::MatchSequence(sequence) => {
                sequence.patterns.iter().any(|one| self.is_asked(one))
            }
            Pattern::MatchMapping(mapping) => {
                self.is_private(mapping.rest.as_ref())
                    || mapping.patterns.iter().any(|one| self.is_asked(one))
            }
            Pattern::MatchOr(choice) => choice.patterns.iter().any(|one| self.is_asked(one)),
            Pattern::MatchAs(one) => {
                self.is_private(one.name.as_ref())
                    || one
                        .pattern
                        .as_deref()
                        .is_some_and(|inner| self.is_asked(inner))
            }
            Pattern::MatchStar(star) => self.is_private(star.name.as_ref()),
            Pattern::MatchValue(_) | Pattern::MatchSingleton(_) => false,
        }
    }

    /// Whether a name is mangled, as private names of classes are.
    fn is_private(&self, name: Option<&ast::Identifier>) -> bool {
        name.is_some_and(|name| self.mangled(name).is_some())
    }

    fn is_asked_class(&self, class: &ast::PatternMatchClass) -> bool {
        let arguments = &class.arguments;
        if let Expr::Name(name) = &*class.cls
            && self.is_built_in(&class.cls, name.id.as_str())
        {
            return self.is_derived_from(name.id.as_str());
        }
        if self
            .path(&class.cls)
            .is_some_and(|path| path.strip_prefix("enum.").is_some_and(is_enumeration))
        {
            return true;
        }
        let known = self.class_of_program(class);
        if self.is_enumeration_class(known) {
            // Members of enumerations have these attributes themselves.
            return !arguments.patterns.is_empty()
                || arguments
                    .keywords
                    .iter()
                    .any(|keyword| !matches!(keyword.attr.as_str(), "name" | "value"));
        }
        let has_arguments = !(arguments.patterns.is_empty() && arguments.keywords.is_empty());
        let is_of_program = matches!(&*class.cls, Expr::Name(name)
            if self.classes.all.iter().any(|known| known.name() == name.id.as_str()));
        let is_elsewhere = |id: usize| {
            known.is_some_and(|known| self.classes.all[id].parent != self.classes.all[known].parent)
        };
        is_of_program && has_arguments && self.asks(Demand::Attributes)
            || self.derived_from(known).into_iter().any(is_elsewhere)
            || arguments
                .keywords
                .iter()
                .any(|keyword| self.descriptors.contains(keyword.attr.as_str()))
    }

    /// `case PATTERN if GUARD:` with a helper in the guard, which returns the values of the pattern's names.
    pub(super) fn asked_case(
        &mut self,
        case: &'a ast::MatchCase,
        text: &mut Text,
        depth: usize,
    ) -> Result {
        if !self.may_walrus() {
            return refuse(
                &case.pattern,
                "a pattern of such a class in the body of a class: match in a function",
            );
        }
        let (subject, found) = (self.fresh("m"), self.fresh("m"));
        let helper = self.helper("pattern_bindings");
        text.indent(depth);
        text.put(
            &format!("case {subject} if ({found} := {helper}({subject}, "),
            &case.pattern,
        );
        let mut names = BTreeSet::new();
        self.told_pattern(&case.pattern, &mut names, text)?;
        text.push(")) is not None");
        for name in names {
            let bound = self.mangled(name).unwrap_or_else(|| name.to_owned());
            text.put(
                &format!(" and (({bound} := {found}['{name}']), True)[1]"),
                &case.pattern,
            );
        }
        if let Some(guard) = &case.guard {
            text.push(" and (");
            self.test(guard, text)?;
            text.push(")");
        }
        text.push(":\n");
        Ok(())
    }

    /// Writes a pattern as data.
    fn told_pattern(
        &mut self,
        pattern: &'a Pattern,
        names: &mut BTreeSet<&'a str>,
        text: &mut Text,
    ) -> Result {
        match pattern {
            Pattern::MatchValue(value) => {
                text.put("('==', ", pattern);
                self.expr(&value.value, text)?;
                text.push(")");
            }
            Pattern::MatchSingleton(singleton) => {
                let value = match singleton.value {
                    ast::Singleton::None => "None",
                    ast::Singleton::True => "True",
                    ast::Singleton::False => "False",
                };
                text.put(&format!("('is', {value})"), pattern);
            }
            Pattern::MatchSequence(sequence) => {
                text.put("('items', ", pattern);
                self.told_patterns(sequence.patterns.iter(), names, text)?;
                let star = sequence
                    .patterns
                    .iter()
                    .position(Pattern::is_match_star)
                    .map_or_else(|| "None".to_owned(), |at| at.to_string());
                text.push(&format!(", {star})"));
            }
            Pattern::MatchStar(star) => {
                let name = star.name.as_ref();
                names.extend(name.map(ast::Identifier::as_str));
                text.put(&told_name(name), pattern);
            }
            Pattern::MatchMapping(mapping) => {
                text.put("('keys', (", pattern);
                for key in &mapping.keys {
                    self.expr(key, text)?;
                    text.push(", ");
                }
                text.push("), ");
                self.told_patterns(mapping.patterns.iter(), names, text)?;
                names.extend(mapping.rest.as_ref().map(ast::Identifier::as_str));
                let rest = told_name(mapping.rest.as_ref());
                text.put(&format!(", {rest})"), pattern);
            }
            Pattern::MatchOr(choice) => {
                text.put("('any', ", pattern);
                self.told_patterns(choice.patterns.iter(), names, text)?;
                text.push(")");
            }
            Pattern::MatchAs(ast::PatternMatchAs {
                pattern: None,
                name: None,
                ..
            }) => {
                text.put("None", pattern);
            }
            Pattern::MatchAs(one) => {
                text.put("('as', ", pattern);
                match &one.pattern {
                    Some(inner) => self.told_pattern(inner, names, text)?,
                    None => text.push("None"),
                }
                names.extend(one.name.as_ref().map(ast::Identifier::as_str));
                let name = told_name(one.name.as_ref());
                text.put(&format!(", {name})"), pattern);
            }
            Pattern::MatchClass(class) => {
                text.put("('of', ", pattern);
                self.kinds(&class.cls, text)?;
                text.push(", ");
                self.told_patterns(class.arguments.patterns.iter(), names, text)?;
                text.push(", (");
                for keyword in &class.arguments.keywords {
                    let attr = self
                        .mangled(keyword.attr.as_str())
                        .unwrap_or_else(|| keyword.attr.to_string());
                    text.put(&format!("('{attr}', "), &keyword.attr);
                    self.told_pattern(&keyword.pattern, names, text)?;
                    text.push("), ");
                }
                text.push("))");
            }
        }
        Ok(())
    }

    fn told_patterns(
        &mut self,
        patterns: impl Iterator<Item = &'a Pattern>,
        names: &mut BTreeSet<&'a str>,
        text: &mut Text,
    ) -> Result {
        text.push("(");
        for pattern in patterns {
            self.told_pattern(pattern, names, text)?;
            text.push(", ");
        }
        text.push(")");
        Ok(())
    }
}

/// The name that a pattern binds, as data.
fn told_name(name: Option<&ast::Identifier>) -> String {
    name.map_or_else(|| "None".to_owned(), |name| format!("'{name}'"))
}
